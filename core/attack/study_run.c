/* One run of a schedule: its windows, and what they add to those of the runs before. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attack/study.h"
#include "base/stop.h"
#include "numeric/elementary.h"

/* What a study may take, in bytes. */
#define BYTES_MOST 4e9

/* safe_blocks is looked for up to so many blocks, and where all of the window is safe up to twice
 * that. */
#define REACH_LEAST 32

orth_status orth_attack_rows_make(orth_attack_rows *rows, size_t n, uint64_t count, bool numbered,
                                  orth_error *error)
{
    double each = (double)n * sizeof(double) + 2 * (sizeof(orth_safety_window) + sizeof(size_t)) +
                  2 * sizeof(uint64_t);
    *rows = (orth_attack_rows){.count = (size_t)count};
    if ((double)count * each > BYTES_MOST)
        return orth_fail(error, ORTH_NO_MEMORY,
                         "the windows of %.0f blocks take %.1f GB; permitted: 4 GB", (double)count,
                         (double)count * each / 1e9);
    rows->weights = malloc((size_t)count * n * sizeof *rows->weights);
    if (numbered)
        rows->block = malloc((size_t)count * sizeof *rows->block);
    if (rows->weights == NULL || (numbered && rows->block == NULL))
        return orth_fail_memory(error, (double)count * each);
    return ORTH_OK;
}

void orth_attack_rows_clear(orth_attack_rows *rows)
{
    free(rows->weights);
    free(rows->fees);
    free(rows->block);
    *rows = (orth_attack_rows){0};
}

/* The most that log(w_i / w_j) moves between two rows. */
static double step_of(const double *from, const double *to, size_t n)
{
    double least = INFINITY, most = -INFINITY;
    if (memcmp(from, to, n * sizeof *from) == 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        double move = orth_log1p((to[i] - from[i]) / from[i]);
        least = fmin(least, move);
        most = fmax(most, move);
    }
    return most - least;
}

static void note_steps(orth_safety_schedule *schedule, const orth_attack_rows *rows, size_t n)
{
    for (size_t k = 1; k < rows->count && !orth_stopped(); k++) {
        double step = step_of(rows->weights + (k - 1) * n, rows->weights + k * n, n);
        if (step > schedule->largest_step) {
            schedule->largest_step = step;
            schedule->largest_at = rows->block != NULL ? rows->block[k] : k;
        }
    }
}

static orth_safety_question ask(const orth_safety_study *study, const orth_attack_rows *rows,
                                unsigned threads)
{
    size_t blocks = rows->count - 1;
    return (orth_safety_question){
        .n = study->n,
        .blocks = blocks,
        .rows = rows->weights,
        .fee = study->fee,
        .fees = rows->fees,
        .window = study->window < blocks ? (size_t)study->window : blocks,
        .attacker = study->attacker,
        .threads = threads,
    };
}

/* The fee that keeps all runs so far safe is asked of this one first: it mostly is. */
static orth_status raise_fee(orth_safety_schedule *schedule, const orth_safety_question *asked,
                             orth_error *error)
{
    orth_safety_question question = *asked;
    orth_safety *answer;
    if (isinf(schedule->least_fee))
        return ORTH_OK;
    question.fee = schedule->least_fee;
    question.fees = NULL;
    orth_status status = orth_safety_of(&answer, &question, error);
    if (status != ORTH_OK)
        return status;
    bool enough = answer->safe;
    orth_safety_free(answer);
    if (enough)
        return ORTH_OK;
    question.want_fee = true;
    status = orth_safety_of(&answer, &question, error);
    if (status != ORTH_OK)
        return status;
    schedule->least_fee = fmax(schedule->least_fee, answer->least_fee);
    orth_safety_free(answer);
    return ORTH_OK;
}

static bool is_worse(const orth_safety *a, const orth_safety *b)
{
    if (b == NULL || a->safe != b->safe)
        return b == NULL || b->safe;
    return a->safe ? a->worst.band > b->worst.band
                   : a->worst.attack.excess > b->worst.attack.excess;
}

/* The best attack on the worst window, by capital. */
static orth_status fill_curve(orth_safety_schedule *schedule, const orth_safety_study *study,
                              const orth_attack_rows *rows, orth_error *error)
{
    const orth_safety_window *worst = &schedule->found->worst;
    size_t first = worst->first_block, last = first + worst->blocks;
    orth_safety_move move = {
        .n = study->n,
        .from = rows->weights + first * study->n,
        .to = rows->weights + last * study->n,
        .fee = rows->fees != NULL ? rows->fees[first] : study->fee,
        .fee_back = rows->fees != NULL ? rows->fees[last] : study->fee,
    };
    int middle = ORTH_SAFETY_CURVE / 2;
    for (int i = 0; i < ORTH_SAFETY_CURVE; i++) {
        orth_safety_attack attack;
        orth_safety_attacker attacker = study->attacker;
        attacker.capital *= orth_pow(10, (i - middle) / 12.0);
        if (i == middle)
            attacker.capital = study->attacker.capital;
        attacker.capital = fmin(attacker.capital, ORTH_SAFETY_CAPITAL_MAX);
        orth_status status = orth_safety_best_attack(&attack, NULL, &move, &attacker, error);
        if (status != ORTH_OK)
            return status;
        schedule->curve[i] = (orth_safety_point){attacker.capital, attack.extraction};
    }
    return ORTH_OK;
}

static void drop(orth_safety *found, orth_safety *beyond)
{
    if (beyond != found)
        orth_safety_free(beyond);
    orth_safety_free(found);
}

/* This run is the worst so far: it takes the place of the one that was. */
static orth_status keep(orth_safety_schedule *schedule, const orth_safety_study *study,
                        orth_attack_rows *rows, orth_safety *found, orth_safety *beyond,
                        orth_error *error)
{
    drop(schedule->found, schedule->beyond);
    free(schedule->block);
    schedule->found = found;
    schedule->beyond = beyond;
    schedule->block = rows->block;
    schedule->run = schedule->runs;
    schedule->worst = found->worst;
    if (rows->block != NULL)
        schedule->worst.first_block = (size_t)rows->block[found->worst.first_block];
    orth_status status = fill_curve(schedule, study, rows, error);
    rows->block = NULL;
    return status;
}

/* What holds of all runs together. */
static void merge(orth_safety_schedule *schedule, const orth_safety *found,
                  const orth_safety *beyond, const orth_attack_rows *rows)
{
    bool first = schedule->runs == 0;
    schedule->safe = (first || schedule->safe) && found->safe;
    /* A draw of few blocks, all of them safe, says nothing of longer windows. */
    bool unsafe = beyond->least_safe_blocks < beyond->window;
    if (first || (unsafe && beyond->least_safe_blocks < schedule->least_safe_blocks)) {
        schedule->least_safe_blocks = beyond->least_safe_blocks;
        schedule->least_safe_at =
            rows->block != NULL ? rows->block[beyond->least_safe_at] : beyond->least_safe_at;
    }
    if (first)
        schedule->reach = beyond->window;
    schedule->largest_speed =
        first ? found->largest_speed : fmin(schedule->largest_speed, found->largest_speed);
    if (first)
        schedule->least_fee = found->least_fee;
}

/* The same windows, and longer ones where the answer is there. */
static orth_status look_beyond(orth_safety **beyond, orth_safety *found,
                               const orth_safety_question *asked, orth_error *error)
{
    orth_safety_question question = *asked;
    if (found->safe)
        question.window *= 2;
    if (question.window < REACH_LEAST)
        question.window = REACH_LEAST;
    if (question.window > question.blocks)
        question.window = question.blocks;
    question.want_fee = question.want_speed = false;
    *beyond = found;
    return question.window > asked->window ? orth_safety_of(beyond, &question, error) : ORTH_OK;
}

orth_status orth_attack_add_run(orth_safety_study *study, orth_safety_schedule *schedule,
                                orth_attack_rows *rows, bool paced, unsigned threads,
                                orth_error *error)
{
    orth_safety_question question = ask(study, rows, threads);
    question.want_fee = schedule->runs == 0;
    question.want_speed = paced && question.blocks <= ORTH_SAFETY_PACED;
    orth_safety *found, *beyond = NULL;
    orth_status status = orth_safety_of(&found, &question, error);
    if (status != ORTH_OK)
        return status;
    /* A run that is not safe and not the worst either has nothing more to say. */
    bool worse = is_worse(found, schedule->found);
    if (worse || found->safe)
        status = look_beyond(&beyond, found, &question, error);
    else
        beyond = found;
    if (status == ORTH_OK && schedule->runs > 0)
        status = raise_fee(schedule, &question, error);
    if (status != ORTH_OK) {
        drop(found, beyond);
        return status;
    }
    note_steps(schedule, rows, study->n);
    merge(schedule, found, beyond, rows);
    if (worse) {
        schedule->log_loss = rows->log_loss;
        status = keep(schedule, study, rows, found, beyond, error);
    } else {
        drop(found, beyond);
    }
    schedule->runs++;
    return status == ORTH_OK ? orth_go_on(error) : status;
}
