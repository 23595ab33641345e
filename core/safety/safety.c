/* All windows of a schedule. */
#include <stdlib.h>

#include "base/parallel.h"
#include "base/stop.h"
#include "safety/least_fee.h"
#include "safety/permitted.h"
#include "safety/speed.h"

#define GROUP 32 /* starts that a thread takes at a time */

typedef struct scan {
    const orth_schedule *schedule;
    orth_safety *safety;
} scan;

static orth_status scan_starts(void *context, size_t thread, uint64_t first, uint64_t end,
                               uint64_t *failed, orth_error *error)
{
    (void)thread;
    (void)failed;
    scan *work = context;
    orth_safety *safety = work->safety;
    for (size_t block = (size_t)first; block < end && !orth_stopped(); block++) {
        orth_start start;
        orth_start_begin(&start, work->schedule, block);
        safety->safe_blocks[block] =
            orth_start_scan(&safety->windows[block], &start,
                            orth_most_blocks(safety->blocks, safety->window, block));
    }
    return orth_go_on(error);
}

/* ---- what is copied of the question, and room for the result */

static void free_schedule(orth_schedule *schedule)
{
    free((void *)schedule->rows);
    free((void *)schedule->fees);
}

static orth_status make_schedule(orth_schedule *schedule, const orth_safety_question *question,
                                 orth_error *error)
{
    size_t n = question->n, count = question->blocks + 1;
    size_t fees_count = question->fees != NULL ? count : 1;
    double *rows = calloc(count, n * sizeof *rows);
    orth_fee *fees = calloc(fees_count, sizeof *fees);
    orth_schedule made = {n,    question->blocks,       rows,
                          fees, question->fees != NULL, question->attacker};
    *schedule = made;
    if (rows == NULL || fees == NULL) {
        free_schedule(schedule);
        return orth_fail_memory(error, (double)count * (double)n * sizeof *rows +
                                           (double)fees_count * sizeof *fees);
    }
    for (size_t k = 0; k < count && !orth_stopped(); k++)
        orth_simplex_normalise(rows + k * n, n, question->rows + k * n);
    for (size_t k = 0; k < fees_count; k++)
        fees[k] = orth_fee_of(question->fees != NULL ? question->fees[k] : question->fee);
    return ORTH_OK;
}

static orth_status make_result(orth_safety **result, const orth_safety_question *question,
                               orth_error *error)
{
    size_t blocks = question->blocks;
    orth_safety *safety = calloc(1, sizeof *safety);
    if (safety == NULL)
        return orth_fail_memory(error, sizeof *safety);
    *result = safety;
    safety->n = question->n;
    safety->blocks = blocks;
    safety->window = question->window;
    safety->displacement = calloc(question->n, sizeof *safety->displacement);
    safety->safe_blocks = calloc(blocks, sizeof *safety->safe_blocks);
    safety->windows = calloc(blocks, sizeof *safety->windows);
    if (safety->displacement != NULL && safety->safe_blocks != NULL && safety->windows != NULL)
        return ORTH_OK;
    orth_safety_free(safety);
    *result = NULL;
    return orth_fail_memory(error, (double)blocks *
                                       (sizeof *safety->safe_blocks + sizeof *safety->windows));
}

void orth_safety_free(orth_safety *safety)
{
    if (safety == NULL)
        return;
    free(safety->displacement);
    free(safety->safe_blocks);
    free(safety->windows);
    free(safety);
}

/* ---- the whole schedule */

/* Which of two windows is worse. Where all are safe their gains are none, and what counts is the
 * band that they need over the fee's. */
static bool is_worse(const orth_schedule *schedule, bool safe, const orth_safety_window *one,
                     const orth_safety_window *other)
{
    if (!safe)
        return one->attack.excess > other->attack.excess;
    const orth_fee *fee = orth_schedule_fee(schedule, one->first_block);
    const orth_fee *than = orth_schedule_fee(schedule, other->first_block);
    return one->band * than->band > other->band * fee->band;
}

#define WORST 20
/* The whole search for the windows that are worst. */
static void search_worst(orth_safety *safety, const orth_schedule *schedule)
{
    orth_safety_window *worst[WORST];
    size_t count = 0;
    for (size_t k = 0; k < safety->blocks; k++) {
        orth_safety_window *window = &safety->windows[k];
        size_t at = count < WORST ? count++ : WORST;
        for (; at > 0 && is_worse(schedule, safety->safe, window, worst[at - 1]); at--)
            if (at < WORST)
                worst[at] = worst[at - 1];
        if (at < WORST)
            worst[at] = window;
    }
    for (size_t i = 0; i < count; i++) {
        orth_start start;
        orth_start_begin(&start, schedule, worst[i]->first_block);
        orth_window_attack(&worst[i]->attack, NULL, &start, worst[i]->blocks, true);
    }
}

static void conclude(orth_safety *safety, const orth_schedule *schedule)
{
    safety->least_safe_blocks = safety->window;
    for (size_t k = 0; k < safety->blocks; k++) {
        size_t most = orth_most_blocks(safety->blocks, safety->window, k);
        if (safety->safe_blocks[k] < most && safety->safe_blocks[k] < safety->least_safe_blocks) {
            safety->least_safe_blocks = safety->safe_blocks[k];
            safety->least_safe_at = k;
        }
    }
    safety->safe = safety->least_safe_blocks == safety->window;
    search_worst(safety, schedule);
    safety->worst = safety->windows[0];
    for (size_t k = 1; k < safety->blocks; k++)
        if (is_worse(schedule, safety->safe, &safety->windows[k], &safety->worst))
            safety->worst = safety->windows[k];
    orth_start start;
    orth_start_begin(&start, schedule, safety->worst.first_block);
    orth_window_attack(&safety->worst.attack, safety->displacement, &start, safety->worst.blocks,
                       true);
}

static orth_status study(orth_safety *safety, const orth_schedule *schedule,
                         const orth_safety_question *question, orth_error *error)
{
    scan work = {schedule, safety};
    orth_parallel loop = {.count = question->blocks,
                          .group = GROUP,
                          .round = question->blocks,
                          .threads = question->threads,
                          .context = &work,
                          .work = scan_starts};
    orth_status status = orth_parallel_run(&loop, error);
    if (status != ORTH_OK)
        return status;
    conclude(safety, schedule);
    safety->least_fee = safety->largest_speed = NAN;
    if (question->want_fee)
        status =
            orth_find_least_fee(&safety->least_fee, safety, schedule, question->threads, error);
    if (status == ORTH_OK && question->want_speed)
        safety->largest_speed = orth_find_largest_speed(safety, schedule);
    return status == ORTH_OK ? orth_go_on(error) : status;
}

orth_status orth_safety_of(orth_safety **result, const orth_safety_question *question,
                           orth_error *error)
{
    orth_schedule schedule;
    *result = NULL;
    orth_status status = orth_permitted_question(question, error);
    if (status == ORTH_OK)
        status = make_schedule(&schedule, question, error);
    if (status != ORTH_OK)
        return status;
    status = make_result(result, question, error);
    if (status == ORTH_OK)
        status = study(*result, &schedule, question, error);
    free_schedule(&schedule);
    if (status == ORTH_OK)
        return ORTH_OK;
    orth_safety_free(*result);
    *result = NULL;
    return status;
}
