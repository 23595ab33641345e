/* The settings of a launch: each choice of start weight, end weight, days and fee. */
#include <math.h>
#include <stdlib.h>

#include "base/range.h"
#include "base/text.h"
#include "launch/setup.h"
#include "numeric/decimal.h"

/* What one setting is made of; texts are NULL where the scenario's own counts. */
typedef struct chosen {
    const char *start_weight, *end_weight, *days, *fee;
} chosen;

static orth_status read_number(mpq_t value, const char *what, const char *text,
                               const orth_range *range, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    orth_error reason;
    orth_status status = orth_decimal_parse(value, text, &reason);
    double number = orth_rational_to_double(value);
    bool fits =
        number >= range->least && (range->below ? number < range->most : number <= range->most);
    if (status == ORTH_BAD_INPUT || (status == ORTH_OK && !fits))
        return orth_fail(error, ORTH_BAD_INPUT, "%s: %s; permitted: numbers %s", what,
                         orth_quote(quoted, sizeof quoted, text), range->what);
    return status == ORTH_OK ? ORTH_OK : orth_fail(error, status, "%s", reason.text);
}

static const orth_range weights = {ORTH_WEIGHT_MIN, 1, true,
                                   "from " ORTH_LIMIT_TEXT(ORTH_WEIGHT_MIN) " to below 1"};
static const orth_range fees = {0, 1, true, "from 0 to below 1"};
static const orth_range days = {0, 1e9, false, "above 0"};

/* An end of the move: w of T, and 1 - w of R, exactly. */
static orth_status set_end(mpq_t end[2], const orth_scenario *scenario, mpq_t *usual,
                           const char *what, const char *text, orth_error *error)
{
    size_t project = scenario->launch->project, reserve = scenario->launch->reserve;
    if (text == NULL) {
        mpq_set(end[0], usual[0]);
        mpq_set(end[1], usual[1]);
        return ORTH_OK;
    }
    orth_status status = read_number(end[project], what, text, &weights, error);
    if (status != ORTH_OK)
        return status;
    mpq_set_ui(end[reserve], 1, 1);
    mpq_sub(end[reserve], end[reserve], end[project]);
    return ORTH_OK;
}

static orth_status make_move(orth_launch_setting *made, const orth_scenario *scenario,
                             const chosen *of, orth_error *error)
{
    mpq_t *ends = orth_rationals_create(4);
    if (ends == NULL)
        return orth_fail_memory(error, 4 * sizeof *ends);
    orth_scenario own = *scenario; /* with other ends; nothing of it is freed */
    own.start = ends;
    own.target = ends + 2;
    orth_status status =
        set_end(own.start, scenario, scenario->start, "--start-weights", of->start_weight, error);
    if (status == ORTH_OK)
        status =
            set_end(own.target, scenario, scenario->target, "--end-weights", of->end_weight, error);
    if (status == ORTH_OK)
        status = orth_scenario_move(&made->move, &own, error);
    if (status == ORTH_OK) {
        made->start_weight = made->move->start[scenario->launch->project];
        made->end_weight = made->move->target[scenario->launch->project];
    }
    orth_rationals_free(ends, 4);
    return status;
}

/* round(days of 86,400 s / (block x blocks_per_step)), from the exact quotient. */
static orth_status count_steps(uint64_t *steps, const orth_scenario *scenario, const char *text,
                               orth_error *error)
{
    mpq_t exact, step;
    mpq_init(exact);
    mpq_init(step);
    orth_status status = read_number(exact, "--days", text, &days, error);
    if (status == ORTH_OK) {
        char quoted[ORTH_QUOTE_MAX];
        mpq_set_ui(step, 86400, 1);
        mpq_mul(exact, exact, step);
        mpq_set_ui(step, scenario->block_seconds, scenario->block_per);
        mpq_canonicalize(step);
        double seconds = orth_rational_to_double(step) * (double)scenario->blocks_per_step;
        mpq_div(exact, exact, step);
        mpq_set_ui(step, scenario->blocks_per_step, 1);
        mpq_div(exact, exact, step);
        double rounded = floor(orth_rational_to_double(exact) + 0.5);
        if (rounded < 1 || rounded > ORTH_STEPS_MAX)
            status =
                orth_fail(error, ORTH_BAD_INPUT,
                          "--days: %s is %.0f steps of %.12g s; permitted: 1 to " ORTH_LIMIT_TEXT(
                              ORTH_STEPS_MAX) " steps",
                          orth_quote(quoted, sizeof quoted, text), rounded, seconds);
        else
            *steps = (uint64_t)rounded;
    }
    mpq_clear(exact);
    mpq_clear(step);
    return status;
}

static orth_status set_fee(orth_launch_setting *made, const orth_scenario *scenario,
                           const char *text, orth_error *error)
{
    made->fee = scenario->has_fee_schedule ? scenario->fee_schedule.from : scenario->rules.fee;
    if (text == NULL)
        return ORTH_OK;
    mpq_t exact;
    mpq_init(exact);
    orth_status status = read_number(exact, "--fees", text, &fees, error);
    made->has_fee = true;
    made->fee = orth_rational_to_double(exact);
    mpq_clear(exact);
    return status;
}

static orth_status make(orth_launch_setting *made, const orth_scenario *scenario, const chosen *of,
                        orth_error *error)
{
    orth_status status = make_move(made, scenario, of, error);
    if (status == ORTH_OK && of->days != NULL)
        status = count_steps(&made->own_steps, scenario, of->days, error);
    return status == ORTH_OK ? set_fee(made, scenario, of->fee, error) : status;
}

/* The i-th of a list, the last of several lists turning fastest; NULL of an empty one. */
static const char *pick(size_t *i, size_t count, const char *const *list)
{
    if (count == 0)
        return NULL;
    size_t at = *i % count;
    *i /= count;
    return list[at];
}

static size_t one_or(size_t count)
{
    return count == 0 ? 1 : count;
}

orth_status orth_launch_make_settings(orth_launch_setup *setup,
                                      const orth_launch_settings *settings, orth_error *error)
{
    static const orth_launch_settings usual;
    const orth_launch_settings *all = settings == NULL ? &usual : settings;
    size_t count = one_or(all->start_weight_count) * one_or(all->end_weight_count) *
                   one_or(all->day_count) * one_or(all->fee_count);
    setup->settings = calloc(count, sizeof *setup->settings);
    if (setup->settings == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *setup->settings));
    setup->setting_count = count;
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < count; s++) {
        size_t i = s;
        chosen of;
        of.fee = pick(&i, all->fee_count, all->fees);
        of.days = pick(&i, all->day_count, all->days);
        of.end_weight = pick(&i, all->end_weight_count, all->end_weights);
        of.start_weight = pick(&i, all->start_weight_count, all->start_weights);
        status = make(&setup->settings[s], setup->scenario, &of, error);
    }
    return status;
}
