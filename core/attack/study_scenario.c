/* The schedules of a scenario: its paths in each of its numbers of steps. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "attack/study.h"
#include "base/progress.h"
#include "base/stop.h"
#include "numeric/elementary.h"
#include "orthant/decimal.h"

/* The fee of each block, where the pool's is a schedule. */
static orth_status fill_fees(orth_attack_rows *rows, const orth_fee_schedule *fee,
                             orth_error *error)
{
    rows->fees = malloc(rows->count * sizeof *rows->fees);
    if (rows->fees == NULL)
        return orth_fail_memory(error, (double)(rows->count * sizeof *rows->fees));
    for (size_t k = 0; k < rows->count; k++) {
        double t = (double)k / (double)fee->blocks;
        rows->fees[k] = k >= fee->blocks ? fee->to
                        : fee->geometric ? fee->from * orth_pow(fee->to / fee->from, t)
                                         : fee->from + t * (fee->to - fee->from);
    }
    return ORTH_OK;
}

/* Block k has row floor(k / each). */
static void fill_rows(orth_attack_rows *rows, orth_path *path, size_t n, uint64_t each)
{
    uint64_t step = 0;
    for (size_t count; step <= orth_path_steps(path) && !orth_stopped(); step += count) {
        const double *made = orth_path_block(path, step, &count);
        for (size_t r = 0; r < count; r++)
            for (uint64_t k = (step + r) * each; k < (step + r + 1) * each && k < rows->count; k++)
                memcpy(rows->weights + k * n, made + r * n, n * sizeof *made);
    }
}

static orth_status add_path(orth_safety_study *study, orth_safety_schedule *schedule,
                            const orth_move *move, const char *name, uint64_t steps,
                            const orth_safety_options *options, orth_error *error)
{
    const orth_scenario *scenario = study->scenario;
    orth_attack_rows rows = {0};
    orth_path *path;
    orth_status status =
        orth_path_create(&path, name, move, steps, (const char *const *)scenario->tokens, error);
    if (status != ORTH_OK)
        return status;
    if (orth_path_warning(path) != NULL)
        orth_attack_note(study, "%s", orth_path_warning(path));
    schedule->steps = steps;
    schedule->blocks = steps * scenario->blocks_per_step;
    schedule->name = strdup(orth_path_name(path));
    if (schedule->name == NULL)
        status = orth_fail_memory(error, (double)strlen(name));
    if (status == ORTH_OK)
        status = orth_attack_rows_make(&rows, study->n, schedule->blocks + 1, false, error);
    if (status == ORTH_OK && study->fee_moves)
        status = fill_fees(&rows, &scenario->fee_schedule, error);
    if (status == ORTH_OK) {
        fill_rows(&rows, path, study->n, scenario->blocks_per_step);
        rows.log_loss = orth_path_log_loss(path);
        status = orth_go_on(error);
    }
    if (status == ORTH_OK) {
        status = orth_attack_add_run(study, schedule, &rows, true, options->threads, error);
    }
    orth_attack_rows_clear(&rows);
    orth_path_free(path);
    return status;
}

static orth_status add_paths(orth_safety_study *study, const orth_safety_options *options,
                             orth_error *error)
{
    const orth_scenario *scenario = study->scenario;
    uint64_t shortest = UINT64_MAX, longest = 0;
    for (size_t s = 0; s < scenario->step_count; s++) {
        uint64_t blocks = scenario->steps[s] * scenario->blocks_per_step;
        shortest = blocks < shortest ? blocks : shortest;
        longest = blocks > longest ? blocks : longest;
    }
    orth_move *move = NULL;
    orth_status status = orth_attack_study_set_window(
        study, shortest, longest, orth_scenario_chain_block(scenario), options, error);
    if (status == ORTH_OK)
        status = orth_scenario_move(&move, scenario, error);
    for (size_t s = 0; status == ORTH_OK && s < study->schedule_count; s++) {
        orth_progress("schedules", s, study->schedule_count);
        status =
            add_path(study, &study->schedules[s], move, scenario->paths[s % scenario->path_count],
                     scenario->steps[s / scenario->path_count], options, error);
    }
    orth_move_free(move);
    return status;
}

static void set_fee(orth_safety_study *study, const orth_safety_options *options)
{
    const orth_scenario *scenario = study->scenario;
    const orth_fee_schedule *schedule = &scenario->fee_schedule;
    study->fee = isnan(options->fee) ? scenario->rules.fee : options->fee;
    if (isnan(options->fee) && scenario->has_fee_schedule) {
        study->fee = schedule->from;
        study->fee_moves = schedule->from != schedule->to;
    }
    if (isnan(options->fee) && !scenario->has_fee_schedule && study->fee == 0)
        orth_attack_note(study,
                         "%s says no fee of the pool (pool.swap_fee), so there is none; "
                         "--fee sets it",
                         scenario->file);
}

static void note_left_out(orth_safety_study *study)
{
    const orth_scenario *scenario = study->scenario;
    if (scenario->block_present < 1)
        orth_attack_note(study, "every block is counted as there: the missed ones of chain."
                                "block_present are those of a plan, which this command takes too");
    const orth_pool_rules *rules = &scenario->rules;
    if (scenario->presence < 1 || (rules->sizing > 0 && rules->sizing < 1) ||
        (rules->active_share > 0 && rules->active_share < 1))
        orth_attack_note(study, "the pool is counted as at rest when an attack begins, and as "
                                "active with all it has, which the scenario's arbitrage and pool "
                                "are not");
    if (scenario->noise.rate > 0)
        orth_attack_note(study, "others' trades (noise) are left out: between the attacker's "
                                "trades nobody but honest arbitrage moves the pool");
    if (rules->protocol_share > 0)
        orth_attack_note(study, "each fee is counted as kept by the pool, though a part of it "
                                "leaves the pool by pool.protocol_share");
}

orth_status orth_safety_study_of_scenario(orth_safety_study **out, const orth_scenario *scenario,
                                          const orth_safety_options *options, orth_error *error)
{
    bool moves = scenario->strategy_count == 0;
    *out = NULL;
    if (scenario->n > ORTH_SAFETY_TOKENS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: /tokens: %zu tokens; permitted: from 2 to %d",
                         scenario->file, scenario->n, ORTH_SAFETY_TOKENS_MAX);
    size_t count = moves ? scenario->step_count * scenario->path_count : scenario->strategy_count;
    orth_safety_study *study;
    orth_status status = orth_attack_study_begin(&study, scenario->n, count, options, error);
    if (status != ORTH_OK)
        return status;
    study->subject = moves ? ORTH_SAFETY_OF_MOVE : ORTH_SAFETY_OF_STRATEGIES;
    study->scenario = scenario;
    study->name = scenario->name;
    study->tokens = (const char *const *)scenario->tokens;
    if (scenario->has_pool)
        study->pool_value = orth_rational_to_double(scenario->pool_value);
    study->unit = scenario->pool_unit;
    set_fee(study, options);
    note_left_out(study);
    status =
        moves ? add_paths(study, options, error) : orth_attack_strategies(study, options, error);
    if (status == ORTH_OK)
        status = orth_attack_study_end(study, error);
    if (status == ORTH_OK)
        *out = study;
    else
        orth_safety_study_free(study);
    return status;
}
