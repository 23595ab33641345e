/* The schedules of strategies: what each does with the weights along price paths. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "attack/study.h"
#include "base/progress.h"
#include "orthant/weights.h"

/* Divided by its sum, which is not 1 where a contract holds the weights. */
static void put_row(double *out, const double *row, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += row[i];
    for (size_t i = 0; i < n; i++)
        out[i] = row[i] / sum;
}

/* All rows of strategy s on the price path at hand. */
static orth_status collect(orth_attack_rows *rows, orth_weights *weights, size_t s, size_t n,
                           orth_error *error)
{
    orth_weights_sums sums = {0};
    double previous[ORTH_SAFETY_TOKENS_MAX];
    size_t count, done = 0;
    const double *some;
    orth_status status =
        orth_attack_rows_make(rows, n, orth_weights_blocks(weights) + 1, false, error);
    if (status != ORTH_OK)
        return status;
    orth_weights_start(weights, s);
    do {
        status = orth_weights_next(weights, &count, &some, error);
        if (status != ORTH_OK)
            return status;
        orth_weights_sum(&sums, n, count, some, previous);
        for (size_t r = 0; r < count; r++)
            put_row(rows->weights + (done + r) * n, some + r * n, n);
        done += count;
    } while (count > 0);
    rows->count = done;
    rows->log_loss = sums.cost_of_moves;
    return ORTH_OK;
}

static orth_status set_up(orth_safety_study *study, const orth_weights *weights,
                          const orth_safety_options *options, orth_error *error)
{
    uint64_t blocks = orth_weights_blocks(weights);
    for (size_t s = 0; s < study->schedule_count; s++) {
        orth_safety_schedule *schedule = &study->schedules[s];
        schedule->steps = schedule->blocks = blocks;
        schedule->name = strdup(orth_strategy_name(orth_weights_strategy(weights, s)));
        if (schedule->name == NULL)
            return orth_fail_memory(error, 64);
    }
    for (size_t i = 0; i < orth_weights_note_count(weights); i++)
        orth_attack_note(study, "%s", orth_weights_note(weights, i));
    return orth_attack_study_set_window(study, blocks, blocks, orth_weights_block_seconds(weights),
                                        options, error);
}

static orth_status add_path(orth_safety_study *study, uint64_t path, bool *last,
                            const orth_safety_options *options, orth_error *error)
{
    orth_weights *weights;
    orth_weights_options which = {.price_path = path};
    orth_status status = orth_weights_create(&weights, study->scenario, &which, error);
    if (status != ORTH_OK)
        return status;
    *last = orth_weights_price_path(weights) != path; /* a market of one price path */
    if (path == 0)
        status = set_up(study, weights, options, error);
    for (size_t s = 0; status == ORTH_OK && !*last && s < study->schedule_count; s++) {
        orth_attack_rows rows = {0};
        status = collect(&rows, weights, s, study->n, error);
        if (status == ORTH_OK)
            status = orth_attack_add_run(study, &study->schedules[s], &rows, false,
                                         options->threads, error);
        orth_attack_rows_clear(&rows);
    }
    orth_weights_free(weights);
    return status;
}

orth_status orth_attack_strategies(orth_safety_study *study, const orth_safety_options *options,
                                   orth_error *error)
{
    uint64_t paths = study->scenario->price_paths > 0 ? study->scenario->price_paths : 1;
    bool last = false;
    orth_status status = ORTH_OK;
    for (uint64_t p = 0; status == ORTH_OK && p < paths && !last; p++) {
        orth_progress("price paths", p, paths);
        status = add_path(study, p, &last, options, error);
    }
    if (status == ORTH_OK)
        orth_attack_note(study,
                         "what is said holds of the price path%s looked at, %" PRIu64
                         ": a strategy may move further on others",
                         study->schedules[0].runs == 1 ? "" : "s", study->schedules[0].runs);
    return status;
}
