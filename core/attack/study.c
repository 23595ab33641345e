/* Studies of safety: what is asked, what is assumed, and what is said of all schedules. */
#include "attack/study.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "base/text.h"
#include "numeric/elementary.h"
#include "scenario/option_number.h"

/* A longer run of the attacker's is never looked for by itself. */
#define WINDOW_MOST 100000

orth_safety_options orth_safety_options_usual(void)
{
    return (orth_safety_options){
        .capital = NAN, .stake = NAN, .swap_limit = NAN, .fee = NAN, .window = 0};
}

orth_status orth_safety_options_set(orth_safety_options *options, const char *name,
                                    const char *text, orth_error *error)
{
    const struct {
        const char *name, *option;
        double *value;
        orth_range range;
    } all[] = {
        {"capital",
         "--capital",
         &options->capital,
         {ORTH_PART_MIN, ORTH_SAFETY_CAPITAL_MAX, false,
          "above 0 (from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) ") to " ORTH_LIMIT_TEXT(
              ORTH_SAFETY_CAPITAL_MAX) ", in parts of the pool's value"}},
        {"stake",
         "--stake",
         &options->stake,
         {ORTH_PART_MIN, 1, false,
          "above 0 (from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) ") to 1, a share of the blocks"}},
        {"swap-limit",
         "--swap-limit",
         &options->swap_limit,
         {ORTH_PART_MIN, 1, true,
          "above 0 (from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) "), below 1, a part of a reserve"}},
        {"fee", "--fee", &options->fee, {0, 1, true, "from 0, below 1"}},
    };
    size_t i = 0;
    while (strcmp(all[i].name, name) != 0) {
        i++;
        ORTH_CHECK(i < sizeof all / sizeof all[0]);
    }
    return orth_option_number(all[i].value, all[i].option, text, strlen(text), &all[i].range,
                              error);
}

void orth_attack_note(orth_safety_study *study, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    char **notes = realloc(study->notes, (study->note_count + 1) * sizeof *notes);
    if (notes != NULL)
        study->notes = notes;
    char *copy = notes != NULL ? strdup(text) : NULL;
    if (copy != NULL)
        study->notes[study->note_count++] = copy;
    study->notes_lost = study->notes_lost || copy == NULL;
}

orth_status orth_attack_study_begin(orth_safety_study **out, size_t n, size_t count,
                                    const orth_safety_options *options, orth_error *error)
{
    *out = NULL;
    orth_safety_study *study = calloc(1, sizeof *study);
    if (study != NULL)
        study->schedules = calloc(count, sizeof *study->schedules);
    if (study == NULL || study->schedules == NULL) {
        free(study);
        return orth_fail_memory(error, (double)(count * sizeof *study->schedules));
    }
    study->n = n;
    study->schedule_count = count;
    study->name = "";
    study->pool_value = NAN;
    study->stake = options->stake;
    study->attacker = (orth_safety_attacker){
        .capital = isnan(options->capital) ? ORTH_SAFETY_CAPITAL : options->capital,
        .swap_limit = isnan(options->swap_limit) ? 0 : options->swap_limit,
    };
    if (isnan(options->capital))
        orth_attack_note(study, "the attacker's capital is taken as the pool's whole value; "
                                "--capital sets it");
    *out = study;
    return ORTH_OK;
}

/* The most blocks in a row that such a share is expected to have ORTH_SAFETY_RUNS times or more. */
static uint64_t window_of_stake(double stake, uint64_t blocks)
{
    double expected = (double)blocks * stake;
    uint64_t n = 1;
    for (; n < WINDOW_MOST && n < blocks && expected * stake >= ORTH_SAFETY_RUNS; n++)
        expected *= stake;
    return n;
}

/* What is assumed of ORTH_SAFETY_WINDOW blocks. Elsewhere than on Ethereum they are no epoch, and
 * how long he would have to build all of them is to be seen. */
static void note_usual_window(orth_safety_study *study, double seconds)
{
    char what[80] = ", all there are";
    if (study->window == ORTH_SAFETY_WINDOW && seconds == ORTH_SAFETY_ETHEREUM_BLOCK)
        snprintf(what, sizeof what, ", an epoch of Ethereum");
    else if (study->window == ORTH_SAFETY_WINDOW && seconds > 0)
        snprintf(what, sizeof what, ", which last %.6g s here, %.6g s each",
                 ORTH_SAFETY_WINDOW * seconds, seconds);
    else if (study->window == ORTH_SAFETY_WINDOW)
        snprintf(what, sizeof what, ", and nothing says how long those last");
    orth_attack_note(study,
                     "the attacker's blocks in a row are taken as %" PRIu64
                     "%s; --blocks sets them, or --stake by a share of all blocks",
                     study->window, what);
}

orth_status orth_attack_study_set_window(orth_safety_study *study, uint64_t shortest,
                                         uint64_t longest, double seconds,
                                         const orth_safety_options *options, orth_error *error)
{
    study->window = options->window;
    if (study->window > shortest)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "--blocks: %" PRIu64 "; permitted: whole numbers from 1 to %" PRIu64
                         ", the blocks of the move",
                         study->window, shortest);
    if (study->window > 0)
        return ORTH_OK;
    bool staked = !isnan(study->stake);
    study->window = staked ? window_of_stake(study->stake, longest) : ORTH_SAFETY_WINDOW;
    if (study->window > shortest)
        study->window = shortest;
    if (staked)
        orth_attack_note(study,
                         "the attacker's blocks in a row are taken as %" PRIu64
                         ": with that stake a run of so many is expected 0.001 times or more in "
                         "%" PRIu64 " blocks; --blocks sets them",
                         study->window, longest);
    else
        note_usual_window(study, seconds);
    return ORTH_OK;
}

/* Whether schedule a is worse than b. */
static bool is_worse(const orth_safety_schedule *a, const orth_safety_schedule *b)
{
    if (a->safe != b->safe)
        return b->safe;
    return a->safe ? a->worst.band > b->worst.band
                   : a->worst.attack.excess > b->worst.attack.excess;
}

static void finish_schedule(const orth_safety_study *study, orth_safety_schedule *schedule)
{
    double extraction = schedule->worst.attack.extraction;
    double cost = -orth_expm1(-schedule->log_loss);
    const double *a = schedule->found->displacement;
    schedule->pair_displacement = study->n == 2 ? a[1] - a[0] : NAN;
    schedule->multiple = cost > 0 ? extraction / cost : NAN;
    schedule->value = study->pool_value * extraction;
    schedule->probability = schedule->probability_unsafe = NAN;
    if (isnan(study->stake))
        return;
    schedule->probability = orth_safety_probability(study->stake, schedule->worst.blocks);
    if (schedule->least_safe_blocks < schedule->reach)
        schedule->probability_unsafe =
            orth_safety_probability(study->stake, (size_t)schedule->least_safe_blocks + 1);
}

orth_status orth_attack_study_end(orth_safety_study *study, orth_error *error)
{
    uint64_t longest = 0;
    study->safe = true;
    for (size_t s = 0; s < study->schedule_count; s++) {
        orth_safety_schedule *schedule = &study->schedules[s];
        finish_schedule(study, schedule);
        study->safe = study->safe && schedule->safe;
        if (is_worse(schedule, &study->schedules[study->worst]))
            study->worst = s;
        if (schedule->least_safe_blocks < study->schedules[study->least].least_safe_blocks)
            study->least = s;
        longest = schedule->blocks > longest ? schedule->blocks : longest;
    }
    if (longest > ORTH_SAFETY_PACED && study->subject != ORTH_SAFETY_OF_STRATEGIES)
        orth_attack_note(study, "the largest speed is not looked for in more than " ORTH_LIMIT_TEXT(
                                    ORTH_SAFETY_PACED) " blocks");
    if (study->fee == 0 && !study->fee_moves && !study->safe)
        orth_attack_note(study, "without a fee no schedule that moves is safe: the first leg costs "
                                "nothing, and what it gains is of the first order in the move, the "
                                "loss of the second");
    return study->notes_lost ? orth_fail_memory(error, 512) : ORTH_OK;
}

void orth_safety_study_free(orth_safety_study *study)
{
    if (study == NULL)
        return;
    for (size_t s = 0; s < study->schedule_count; s++) {
        orth_safety_schedule *schedule = &study->schedules[s];
        if (schedule->beyond != schedule->found)
            orth_safety_free(schedule->beyond);
        orth_safety_free(schedule->found);
        free(schedule->block);
        free(schedule->name);
    }
    for (size_t i = 0; i < study->note_count; i++)
        free(study->notes[i]);
    free(study->notes);
    free(study->schedules);
    free(study);
}
