/* What a replay says beyond the weights: short arithmetic against the contract's own words, trade
 * and weight limits, missed blocks, each by a second route. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "contract/weighted.h"
#include "orthant/plan.h"
#include "orthant/simplex.h"
#include "plan/target.h"

#define ROUNDS 50000
extern const orth_target orth_target_generic, orth_target_quantamm;

#define ONE UINT64_C(1000000000000000000)
#define START 1700000000

/* 0, small, near 1e18, near powers of two, or any bits. */
static uint64_t corner(test_random *random)
{
    switch (test_random_below(random, 6)) {
    case 0:
        return test_random_below(random, 3);
    case 1:
        return ONE - 2 + test_random_below(random, 5);
    case 2:
        return (UINT64_C(1) << test_random_below(random, 64)) - test_random_below(random, 2);
    case 3:
        return UINT64_MAX - test_random_below(random, 3);
    default:
        return test_random_bits(random) >> test_random_below(random, 64);
    }
}

static orth_word corner_word(test_random *random)
{
    orth_word word = orth_word_of(corner(random));
    if (test_random_below(random, 40) == 0)
        word.limb[1 + test_random_below(random, 3)] = corner(random);
    return word;
}

static orth_plan_state corner_state(test_random *random)
{
    orth_plan_state state = {.n = 2 + test_random_below(random, 7), .begun = true};
    state.begin = START + corner(random) % 1000;
    state.end = state.begin + corner(random) % (UINT64_C(1) << 40);
    for (size_t i = 0; i < state.n; i++) {
        state.from[i] = corner_word(random);
        state.to[i] = corner_word(random);
        state.schedule.weights[i] = corner_word(random);
        orth_word m = corner_word(random);
        state.schedule.multipliers[i] = test_random_below(random, 2) == 0 ? m : orth_word_negate(m);
    }
    state.schedule.n = state.n;
    state.schedule.freeze = corner_word(random);
    if (test_random_below(random, 10) == 0)
        state.schedule.freeze = orth_word_negate(state.schedule.freeze);
    return state;
}

/* Whatever the short arithmetic answers is what the words give, without a revert. */
static bool same_as_words(const orth_target *target, const orth_plan_state *state, uint64_t now)
{
    uint64_t row[ORTH_PLAN_TOKENS_MAX];
    orth_word words[ORTH_PLAN_TOKENS_MAX];
    orth_evm evm = {0};
    if (!target->read_short(state, now, row))
        return false;
    target->read(&evm, state, now, words);
    ck_assert(!evm.reverted);
    for (size_t i = 0; i < state->n; i++)
        ck_assert(orth_word_is_short(words[i]) && words[i].limb[0] == row[i]);
    return true;
}

START_TEST(short_is_the_contract)
{
    static const orth_target *const targets[] = {&orth_target_generic, &orth_target_quantamm};
    test_random random = test_seeded(71);
    size_t answered[2] = {0, 0};
    for (int k = 0; k < ROUNDS; k++) {
        orth_plan_state state = corner_state(&random);
        uint64_t length = state.end - state.begin;
        uint64_t offsets[] = {0, 1, length / 2, length, length + 1, corner(&random) % (length + 2)};
        for (size_t t = 0; t < 2; t++)
            for (size_t j = 0; j < 6; j++)
                answered[t] += same_as_words(targets[t], &state, state.begin + offsets[j]);
    }
    /* not by declining */
    ck_assert_msg(answered[0] > ROUNDS && answered[1] > ROUNDS / 2, "%zu %zu", answered[0],
                  answered[1]);
}
END_TEST

typedef struct setting {
    size_t n, calls;
    uint64_t steps;
    orth_plan_clock clock;
    double start[8], target[8];
} setting;

static orth_plan *made(const setting *s, const char *target, bool rails)
{
    orth_move *move;
    orth_setpoints *points;
    orth_plan *plan;
    orth_error error;
    orth_setpoint_options options = {true, false, 0, 0};
    orth_plan_pool pool = {.rails.pool = rails ? ONE / 20 : ONE / 100};
    ck_assert(orth_move_create(&move, s->n, s->start, NULL, s->target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, s->steps, s->calls, &options, &error) ==
              ORTH_OK);
    ck_assert(orth_plan_create(&plan, target, move, points, &s->clock, &pool, &error) == ORTH_OK);
    orth_setpoints_free(points);
    orth_move_free(move);
    return plan;
}

static orth_replay *replayed(const orth_plan *plan)
{
    orth_replay *replay;
    orth_error error;
    ck_assert_msg(orth_plan_replay(&replay, plan, &error) == ORTH_OK, "%s", error.text);
    return replay;
}

static setting draw(test_random *random)
{
    setting s = {.n = 2 + test_random_below(random, 5), .calls = 1, .clock = {START, 12, 1}};
    s.steps = 1 + test_random_below(random, 6);
    test_random_weights(random, s.n, s.start);
    test_random_weights(random, s.n, s.target);
    for (size_t i = 0; i < s.n; i++)
        s.start[i] += 0.03, s.target[i] += 0.03;
    orth_simplex_normalise(s.start, s.n, s.start);
    orth_simplex_normalise(s.target, s.n, s.target);
    return s;
}

/* Reserves traded out: at prices 1, R_i = w_i V; the largest parts of a reserve, block by block. */
static void trades(const orth_replay *r, uint64_t k, double *in, double *out)
{
    const uint64_t *u = r->weights + (k - 1) * r->n, *w = u + r->n;
    double before = 0, after = 0, kl = 0;
    for (size_t i = 0; i < r->n; i++)
        before += (double)u[i], after += (double)w[i];
    for (size_t i = 0; i < r->n; i++) {
        double a = (double)u[i] / before, b = (double)w[i] / after;
        kl += b * log(b / a);
    }
    *in = *out = 0;
    for (size_t i = 0; i < r->n; i++) {
        double a = (double)u[i] / before, b = (double)w[i] / after;
        *in = fmax(*in, b * exp(-kl) / a - 1);
        *out = fmax(*out, 1 - b * exp(-kl) / a);
    }
}

START_TEST(trade_limits)
{
    test_random random = test_seeded(72);
    int hit = 0;
    for (int round = 0; round < 2000; round++) {
        setting s = draw(&random);
        orth_plan *plan = made(&s, "generic", false);
        static const double limits[] = {0.3, 0.1, 0.01, 0.003};
        plan->trade_limit = round % 4 == 0 ? 0 : (uint64_t)(limits[round % 4] * 1e18);
        orth_replay *replay = replayed(plan);
        double in = 0, out = 0, limit = limits[round % 4];
        uint64_t blocks = 0, first = 0;
        for (uint64_t k = 1; k <= s.steps; k++) {
            double one_in, one_out;
            trades(replay, k, &one_in, &one_out);
            in = fmax(in, one_in), out = fmax(out, one_out);
            if (one_in > limit || one_out > limit)
                first = blocks++ == 0 ? k : first;
        }
        const orth_replay_limits *l = &replay->limits;
        ck_assert(fabs(l->largest_in - in) <= 1e-12 * (1 + in));
        ck_assert(fabs(l->largest_out - out) <= 1e-12);
        ck_assert_uint_eq(l->trade_blocks, blocks);
        ck_assert_uint_eq(l->trade_first, first);
        ck_assert(l->trade_limit == limit);
        hit += blocks > 0;
        orth_replay_free(replay);
        orth_plan_free(plan);
    }
    ck_assert(hit > 200 && hit < 1900);
}
END_TEST

/* Two tokens at price 1: the arbitrage of a block is one swap, and the contract's own swap reverts
 * with its ratio's error exactly where the replay says that the limit is hit. */
START_TEST(trade_limit_is_the_contract)
{
    for (int k = 5; k <= 60; k++) {
        setting s = {2, 1, 1, {START, 12, 1}, {.5, .5}, {.5 + .005 * k, .5 - .005 * k}};
        orth_plan *plan = made(&s, "generic", false);
        orth_replay *replay = replayed(plan);
        const uint64_t *u = replay->weights, *w = u + 2;
        double in, out;
        trades(replay, 1, &in, &out);
        /* the pool already has the new weights when it is traded: token 1 leaves, token 0 enters */
        orth_word b0 = orth_word_of(u[0]), b1 = orth_word_of(u[1]);
        orth_word amount_in = orth_word_of((uint64_t)(in * (double)u[0]));
        orth_word amount_out = orth_word_of((uint64_t)(out * (double)u[1]));
        orth_evm given_in = {0}, given_out = {0};
        orth_weighted_out_given_exact_in(&given_in, b0, orth_word_of(w[0]), b1, orth_word_of(w[1]),
                                         amount_in);
        orth_weighted_in_given_exact_out(&given_out, b0, orth_word_of(w[0]), b1, orth_word_of(w[1]),
                                         amount_out);
        ck_assert((replay->limits.trade_blocks == 1) == (given_in.reverted || given_out.reverted));
        orth_replay_free(replay);
        orth_plan_free(plan);
    }
}
END_TEST

/* A QuantAMM pool that runs past its target to its rail: frozen, and outside where the rail lies
 * inside the weights that it reads. */
START_TEST(weight_limits)
{
    setting s = {2, 1, 100, {START, 12, 1}, {.5, .5}, {.9, .1}};
    orth_plan *plan = made(&s, "quantamm-target", true);
    orth_replay *replay = replayed(plan);
    ck_assert(!replay->frozen && replay->limits.weight_blocks == 0);
    ck_assert(replay->limits.weight_least == ONE / 20 && replay->limits.most_seen <= ONE / 10 * 9);
    orth_replay_free(replay);
    plan->call_count--; /* without the call that stops it: 0.9 at block 100, on to 0.95 at 112 */
    plan->steps = 130;
    replay = replayed(plan);
    ck_assert(replay->frozen && replay->limits.weight_blocks == 0);
    uint64_t last = replay->weights[2 * 130 + 1];
    ck_assert(last >= ONE / 20 && last < ONE / 20 + ONE / 1000);
    orth_replay_free(replay);
    plan->call_count++;
    orth_plan_free(plan);
    plan = made(&s, "quantamm", true);
    orth_word *words = plan->calls[plan->call_count - 1].arguments[0].words;
    words[0] = orth_word_of(ONE / 100 * 96), words[1] = orth_word_of(ONE / 100 * 4);
    words[2] = words[3] = orth_word_of(0);
    replay = replayed(plan); /* the contract takes 1 % to 99 %; the rail is 5 % */
    ck_assert(replay->limits.weight_blocks > 0);
    uint64_t first = replay->limits.weight_first;
    ck_assert(replay->times[first] == plan->calls[plan->call_count - 1].at);
    orth_replay_free(replay);
    orth_plan_free(plan);
}
END_TEST

static orth_plan_missed missed_of(const orth_plan *plan, double present, uint64_t seed,
                                  uint64_t runs)
{
    orth_plan_missed missed;
    orth_plan_missing missing = {present, seed, runs};
    ck_assert(orth_plan_run_missed(&missed, plan, &missing, NULL) == ORTH_OK);
    ck_assert(missed.failed + missed.runs == runs);
    return missed;
}

static double mean_of(const orth_plan_missed *missed)
{
    double sum = 0;
    for (uint64_t r = 0; r < missed->runs; r++)
        sum += missed->log_loss[r];
    return sum / (double)missed->runs;
}

/* None is missed at probability 1; otherwise the loss only grows, by the mean gap between blocks
 * that are there, of a step of K about (2 - q) / q. */
START_TEST(missed_blocks)
{
    setting s = {2, 2, 300, {START, 12, 1}, {.5, .5}, {.9, .1}};
    orth_plan *plan = made(&s, "generic", false);
    orth_replay *replay = replayed(plan);
    orth_plan_missed all = missed_of(plan, 1, 7, 3), some = missed_of(plan, 0.9, 7, 200),
                     again = missed_of(plan, 0.9, 7, 200), other = missed_of(plan, 0.9, 8, 200);
    for (int r = 0; r < 3; r++)
        ck_assert(all.log_loss[r] == replay->log_loss && all.miss[r] == 0);
    ck_assert(memcmp(some.log_loss, again.log_loss, 200 * sizeof(double)) == 0);
    ck_assert(memcmp(some.log_loss, other.log_loss, 200 * sizeof(double)) != 0);
    for (int r = 0; r < 200; r++)
        ck_assert(some.log_loss[r] > replay->log_loss);
    ck_assert(fabs(mean_of(&some) / replay->log_loss - 1.1 / 0.9) < 0.02);
    ck_assert(some.refused == 0);
    orth_plan_missed_clear(&all);
    orth_plan_missed_clear(&some);
    orth_plan_missed_clear(&again);
    orth_plan_missed_clear(&other);
    orth_replay_free(replay);
    orth_plan_free(plan);
}
END_TEST

/* The block of the second call is missed in about half the runs at q = 1/2: the schedule before it
 * runs on meanwhile, so that setTargetWeightsManually overshoots by chance and by whole blocks. */
/* A replay as a path loses what it lost, and goes where it went: two routes to one sum. */
START_TEST(a_replay_is_a_path)
{
    setting s = {2, 2, 300, {START, 12, 1}, {.5, .5}, {.9, .1}};
    static const char *const targets[] = {"generic", "quantamm"};
    for (size_t t = 0; t < 2; t++) {
        orth_plan *plan = made(&s, targets[t], false);
        orth_replay *replay = replayed(plan);
        orth_path *path;
        orth_move *move;
        double row[2];
        ck_assert(orth_replay_path(&path, &move, replay, NULL) == ORTH_OK);
        ck_assert_uint_eq(orth_path_steps(path), 300);
        ck_assert_double_eq_tol(orth_path_log_loss(path) / replay->log_loss, 1, 1e-13);
        for (uint64_t k = 0; k <= 300; k++) {
            orth_path_fill(path, k, 1, row, NULL);
            ck_assert_double_eq_tol(row[0], (double)replay->weights[2 * k] * 1e-18, 1e-15);
        }
        orth_path_free(path);
        orth_move_free(move);
        orth_replay_free(replay);
        orth_plan_free(plan);
    }
}
END_TEST

START_TEST(calls_wait)
{
    setting s = {2, 1, 10, {START, 12, 1}, {.5, .5}, {.6, .4}};
    orth_plan *plan = made(&s, "quantamm-target", false);
    uint64_t stop = plan->calls[plan->call_count - 1].at;
    plan->steps = 20;
    orth_plan_missed missed = missed_of(plan, 0.5, test_seed(3), 400);
    int on_time = 0, late = 0, by_one = 0;
    for (uint64_t r = 0; r < missed.runs; r++) {
        on_time += missed.miss[r] < 1e-6;
        late += missed.miss[r] > 0.009; /* a block more: 0.1 / 10 */
        by_one += fabs(missed.miss[r] - 0.01) < 1e-3;
    }
    ck_assert_uint_eq(stop, START + 120);
    ck_assert_msg(by_one > 60 && by_one < 140, "%d", by_one);
    ck_assert_msg(on_time + late == 400 && on_time > 160 && on_time < 240, "%d %d", on_time, late);
    orth_plan_missed_clear(&missed);
    orth_plan_free(plan);
}
END_TEST

/* Weights are functions of the timestamp: a chain of four blocks a second is one of a block a
 * second whose blocks are shown four times, and its best points are those of the seconds. */
START_TEST(blocks_within_a_second)
{
    static const orth_plan_clock quarter = {START, 1, 4}, odd = {START, 2, 3},
                                 slow = {START, 12, 1};
    ck_assert_uint_eq(orth_plan_clock_ticks(&quarter, 4001), 1000);
    ck_assert_uint_eq(orth_plan_clock_ticks(&quarter, 3), 0);
    ck_assert_uint_eq(orth_plan_clock_ticks(&odd, 100), 66);
    ck_assert_uint_eq(orth_plan_clock_ticks(&slow, 100), 100);
    setting s = {2, 4, 1000, {START, 1, 1}, {.5, .5}, {.9, .1}};
    orth_plan *plan = made(&s, "generic", false);
    orth_replay *seconds = replayed(plan);
    plan->clock = quarter;
    plan->steps = 4000;
    orth_replay *quarters = replayed(plan);
    for (uint64_t k = 0; k <= 4000; k++)
        ck_assert_mem_eq(quarters->weights + 2 * k, seconds->weights + 2 * (k / 4), 16);
    ck_assert(fabs(quarters->log_loss / seconds->log_loss - 1) < 1e-14);
    orth_replay_free(quarters);
    orth_replay_free(seconds);
    orth_plan_free(plan);

    orth_move *move;
    orth_setpoints *points;
    orth_setpoint_options options = {true, true, 0, 0};
    ck_assert(orth_move_create(&move, 2, s.start, NULL, s.target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, 66, 3, &options, NULL) == ORTH_OK);
    uint64_t second[] = {points->times[1], points->times[2]};
    orth_setpoints_to_blocks(points, &odd, 100);
    for (size_t k = 0; k < 2; k++) {
        ck_assert_uint_eq(orth_plan_block_time(&odd, points->times[k + 1]), START + second[k]);
        ck_assert_uint_lt(orth_plan_block_time(&odd, points->times[k + 1] - 1), START + second[k]);
    }
    ck_assert_uint_eq(points->times[3], 100);
    orth_setpoints_free(points);
    orth_move_free(move);
}
END_TEST

/* Every segment cut: each set point is met within the tolerance of a cut, so that rails of the
 * points are rails of the pool. */
START_TEST(cuts_meet_every_point)
{
    test_random random = test_seeded(73);
    for (int round = 0; round < 300; round++) {
        setting s = draw(&random);
        s.calls = 2 + test_random_below(&random, 5);
        s.steps = 600 + test_random_below(&random, 4000);
        orth_move *move;
        orth_setpoints *points;
        orth_plan *plan;
        orth_setpoint_options options = {true, false, 0, 0};
        orth_plan_pool pool = {.rails.pool = ONE / 100, .cut_all = true};
        ck_assert(orth_move_create(&move, s.n, s.start, NULL, s.target, NULL, NULL) == ORTH_OK);
        ck_assert(orth_setpoints_create(&points, move, s.steps, s.calls, &options, NULL) ==
                  ORTH_OK);
        ck_assert(orth_plan_create(&plan, "quantamm", move, points, &s.clock, &pool, NULL) ==
                  ORTH_OK);
        orth_replay *replay = replayed(plan);
        for (size_t k = 0; k <= s.calls; k++)
            for (size_t i = 0; i < s.n; i++) {
                uint64_t wei = replay->weights[points->times[k] * s.n + i];
                double miss = fabs((double)wei * 1e-18 - points->weights[k * s.n + i]);
                ck_assert_msg(miss < 1e-6, "round %d, point %zu: %g", round, k, miss);
            }
        orth_replay_free(replay);
        orth_plan_free(plan);
        orth_setpoints_free(points);
        orth_move_free(move);
    }
}
END_TEST

ORTH_TEST_MAIN("plan replay", short_is_the_contract, trade_limits, trade_limit_is_the_contract,
               weight_limits, missed_blocks, a_replay_is_a_path, calls_wait, blocks_within_a_second,
               cuts_meet_every_point)
