/* The best fee of a scenario's pool. */
#include "orthant/fee_study.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/time_text.h"
#include "orthant/scenario_cost.h"
#include "simulate/imperfect.h"

#define DAY 86400.0

const char *orth_fee_state_name(orth_fee_state state)
{
    static const char *const names[] = {"at_start", "at_target", "moving"};
    return names[state];
}

static void note(orth_fee_study *study, const char *text)
{
    snprintf(study->notes[study->note_count++], ORTH_FEE_STUDY_NOTE_MAX, "%s", text);
}

static orth_status check(const orth_scenario *scenario, orth_error *error)
{
    const orth_scenario_demand *demand = &scenario->demand;
    if (scenario->n != 2)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /tokens: %zu tokens; permitted: 2, since only of two tokens is it "
                         "known in closed form what arbitrage takes at each fee",
                         scenario->file, scenario->n);
    if (!demand->has_flow && !demand->has_elasticity)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /demand: this key is missing, and how much others trade at a fee is "
                         "for you to say: \"demand\": {\"flow\": ..., \"elasticity\": ...}, or "
                         "--flow and --elasticity",
                         scenario->file);
    if (!demand->has_flow || !demand->has_elasticity)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /demand/%s: this key is missing, and so is --%s", scenario->file,
                         demand->has_flow ? "elasticity" : "flow",
                         demand->has_flow ? "elasticity" : "flow");
    return orth_scenario_check_perfect(scenario,
                                       "what arbitrage takes at each fee is known for an "
                                       "arbitrageur who is there in every block and trades all "
                                       "with the whole pool",
                                       error);
}

/* Blocks and their noise. */
static orth_status find_noise(orth_fee_study *study, double *variance, orth_error *error)
{
    const orth_scenario *scenario = study->scenario;
    orth_price_noise noise;
    orth_status status = orth_price_noise_of(&noise, scenario, error);
    if (status != ORTH_OK)
        return status;
    const double *c = noise.covariance;
    *variance = c != NULL ? c[0] + c[3] - 2 * c[2] : 0;
    for (size_t i = 0; i < noise.note_count; i++)
        note(study, noise.notes[i]);
    study->block_seconds = noise.block_seconds;
    orth_price_noise_clear(&noise);
    if (*variance >= ORTH_FEE_VARIANCE_MIN)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: /market: %s, and without noise no fee is best; permitted: a market whose "
                     "prices move, or --price-volatility",
                     scenario->file,
                     scenario->market == NULL && scenario->price_volatility == NULL
                         ? "this key is missing"
                         : "the price of the first token in the second stands still");
}

/* Where prices come without dates. */
static void find_block(orth_fee_study *study)
{
    const orth_scenario *scenario = study->scenario;
    if (!(study->block_seconds > 0)) {
        char text[ORTH_FEE_STUDY_NOTE_MAX], length[ORTH_DURATION_TEXT_MAX];
        study->block_seconds = orth_scenario_chain_block(scenario);
        snprintf(text, sizeof text, "a block lasts %s%s: the market's prices do not say how long",
                 orth_duration_text(length, study->block_seconds),
                 scenario->has_block_time ? ", as chain.block_time says"
                                          : ", since the scenario has no chain.block_time");
        note(study, text);
    }
    study->blocks_a_day = DAY / study->block_seconds;
}

/* What the pool has and the formula does not. */
static void note_left_out(orth_fee_study *study)
{
    const orth_scenario *scenario = study->scenario;
    const orth_pool_rules *rules = &scenario->rules;
    char text[ORTH_FEE_STUDY_NOTE_MAX] = "left out, though the scenario has it: ";
    size_t begun = strlen(text);
    const struct {
        bool there;
        const char *what;
    } things[] = {
        {rules->gate.gas > 0, "arbitrage.gas"},
        {rules->gate.cost > 0, "arbitrage.cost"},
        {scenario->noise.rate > 0, "noise"},
        {rules->noise_ratio > 0, "pool.noise_ratio"},
        {rules->order != ORTH_ORDER_TOGETHER, "order (one arbitrage a block is counted)"},
    };
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++)
        if (things[i].there)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
                     strlen(text) > begun ? ", " : "", things[i].what);
    if (strlen(text) > begun)
        note(study, text);
    if (scenario->blocks_per_step > 1) {
        snprintf(text, sizeof text,
                 "each step of the move is counted as spread evenly over its %" PRIu64 " blocks",
                 scenario->blocks_per_step);
        note(study, text);
    }
    if (scenario->price_volatility == NULL && scenario->market != NULL &&
        scenario->market->blocks_per_row > 1) {
        snprintf(text, sizeof text,
                 "prices move once in %" PRIu64 " blocks (market.blocks_per_row), and are counted "
                 "as if they moved by a little in each: the figures do not hold for such prices",
                 scenario->market->blocks_per_row);
        note(study, text);
    }
    if (scenario->has_fee_schedule)
        note(study, "pool.swap_fee is a schedule, so that no single fee of the pool's is beside "
                    "the best one");
}

static void fill_in(orth_fee_study *study, orth_fee_state state, const orth_fee_losses *losses)
{
    orth_fee_answer *answer = &study->answers[state];
    orth_best_fee_find(&answer->found, losses, &study->demand);
    if (!study->has_present)
        return;
    answer->present = orth_fee_net_of(losses, &study->demand, study->present_fee);
    answer->given_up = answer->found.best.net - answer->present.net;
}

static orth_status answer_at_rest(orth_fee_study *study, const orth_move *move, double variance,
                                  orth_error *error)
{
    const double *weights[] = {move->start, move->target};
    for (int state = ORTH_FEE_AT_START; state <= ORTH_FEE_AT_TARGET; state++) {
        orth_fee_losses *losses;
        orth_status status = orth_fee_losses_at_rest(&losses, weights[state][0], variance, error);
        if (status != ORTH_OK)
            return status;
        fill_in(study, (orth_fee_state)state, losses);
        orth_fee_losses_free(losses);
    }
    return ORTH_OK;
}

static orth_status answer_moving(orth_fee_study *study, const orth_move *move, double variance,
                                 orth_error *error)
{
    const orth_scenario *scenario = study->scenario;
    orth_path *path;
    orth_fee_losses *losses = NULL;
    orth_status status = orth_path_create(&path, study->path, move, study->steps,
                                          (const char *const *)scenario->tokens, error);
    if (status != ORTH_OK)
        return status;
    status = orth_fee_losses_of_path(&losses, path, variance, scenario->blocks_per_step, error);
    if (status == ORTH_OK) {
        study->valid = orth_fee_losses_valid(losses);
        fill_in(study, ORTH_FEE_MOVING, losses);
    }
    orth_fee_losses_free(losses);
    orth_path_free(path);
    return status;
}

static orth_status answer(orth_fee_study *study, double variance, orth_error *error)
{
    orth_move *move;
    orth_status status = orth_scenario_move(&move, study->scenario, error);
    if (status != ORTH_OK)
        return status;
    study->moves = orth_move_distance(move) > 0;
    status = answer_at_rest(study, move, variance, error);
    if (status == ORTH_OK && study->moves)
        status = answer_moving(study, move, variance, error);
    orth_move_free(move);
    return status;
}

static void set_up(orth_fee_study *study, const orth_scenario *scenario)
{
    *study = (orth_fee_study){
        .scenario = scenario,
        .path = scenario->paths[0],
        .steps = scenario->steps[0],
        .blocks = scenario->steps[0] * scenario->blocks_per_step,
        .has_present = scenario->has_pool && !scenario->has_fee_schedule,
    };
    if (study->has_present)
        study->present_fee = scenario->rules.fee;
}

orth_status orth_fee_study_create(orth_fee_study **out, const orth_scenario *scenario,
                                  orth_error *error)
{
    *out = NULL;
    orth_status status = check(scenario, error);
    if (status != ORTH_OK)
        return status;
    orth_fee_study *study = malloc(sizeof *study);
    if (study == NULL)
        return orth_fail_memory(error, sizeof *study);
    set_up(study, scenario);
    double variance = 0;
    status = find_noise(study, &variance, error);
    if (status == ORTH_OK) {
        find_block(study);
        study->sigma = sqrt(variance);
        study->demand = (orth_demand){scenario->demand.flow / study->blocks_a_day,
                                      scenario->demand.elasticity, scenario->rules.protocol_share};
        note_left_out(study);
        status = answer(study, variance, error);
    }
    if (status == ORTH_OK)
        *out = study;
    else
        free(study);
    return status;
}

void orth_fee_study_free(orth_fee_study *study)
{
    free(study);
}
