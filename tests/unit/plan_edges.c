/* Plans at the last value that is accepted and the first that is refused: the targets' calls, the
 * legal target nearest to one that is not, what a replay counts as beyond a limit. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/plan.h"
#include "plan/target.h"
#include "setpoint/box.h"

#define ONE ORTH_FP_UNIT
#define NOW UINT64_C(1700000000)
#define AGES (UINT64_C(1) << 40)

extern const orth_target orth_target_generic, orth_target_lbp, orth_target_quantamm,
    orth_target_quantamm_target;

/* ------------------------------------------------------------------------- calls of targets */

/* A call with its words, for a pool of two tokens at (1/2, 1/2). */
typedef struct call {
    orth_word words[ORTH_PLAN_ARGUMENTS_MAX][8], start[2];
    orth_plan plan;
    orth_plan_call is;
} call;

static void begin(call *c, const orth_target *target, size_t function)
{
    memset(c, 0, sizeof *c);
    c->start[0] = c->start[1] = orth_word_of(ONE / 2);
    c->plan = (orth_plan){.n = 2, .target = &target->facts, .start = c->start};
    c->plan.rails.pool = ONE / 100;
    c->is = (orth_plan_call){.at = NOW, .function = target->facts.functions[function]};
    for (size_t i = 0; i < c->is.function->count; i++) {
        c->is.arguments[i].count = 1;
        c->is.arguments[i].words = c->words[i];
    }
}

static void give(call *c, size_t argument, size_t count, const uint64_t *values)
{
    c->is.arguments[argument].count = count;
    for (size_t i = 0; i < count; i++)
        c->words[argument][i] = orth_word_of(values[i]);
}

static void give_one(call *c, size_t argument, uint64_t value)
{
    give(c, argument, 1, &value);
}

static bool taken(const orth_target *target, const call *c, orth_plan_state *state)
{
    orth_error error;
    memset(state, 0, sizeof *state);
    state->n = 2;
    orth_status status = target->apply(state, &c->plan, &c->is, NOW, &error);
    ck_assert(status == ORTH_OK || status == ORTH_DOMAIN);
    return status == ORTH_OK;
}

static bool generic_takes(uint64_t from, uint64_t to, uint64_t first, uint64_t second)
{
    call c;
    orth_plan_state state;
    const uint64_t weights[] = {first, second};
    begin(&c, &orth_target_generic, 0);
    give_one(&c, 0, from);
    give_one(&c, 1, to);
    give(&c, 2, 2, weights);
    return taken(&orth_target_generic, &c, &state);
}

START_TEST(generic_calls)
{
    ck_assert(generic_takes(NOW, NOW, ONE / 4, ONE / 4 * 3));
    ck_assert(!generic_takes(NOW, NOW - 1, ONE / 4, ONE / 4 * 3));
    ck_assert(generic_takes(NOW - 100, NOW, ONE / 4, ONE / 4 * 3)); /* it starts now */
    ck_assert(!generic_takes(NOW - 100, NOW - 1, ONE / 4, ONE / 4 * 3));
    ck_assert(generic_takes(NOW, AGES - 1, ONE / 4, ONE / 4 * 3));
    ck_assert(!generic_takes(NOW, AGES, ONE / 4, ONE / 4 * 3));
    ck_assert(generic_takes(NOW, NOW, 1, ONE - 1));
    ck_assert(!generic_takes(NOW, NOW, 0, ONE));
    ck_assert(!generic_takes(NOW, NOW, ONE / 4, ONE / 4 * 3 + 1));
    ck_assert(!generic_takes(NOW, NOW, ONE / 4, ONE / 4 * 3 - 1));
}
END_TEST

/* Both structs of a pool's creation; whether it is taken, and weights alone are looked at first. */
static bool lbp_takes(uint64_t start, uint64_t target, uint64_t from, uint64_t to)
{
    call weights, times;
    orth_plan_state state;
    const uint64_t values[] = {start, ONE - start, target, ONE - target, 0};
    begin(&weights, &orth_target_lbp, 0);
    for (size_t i = 0; i < 5; i++)
        give_one(&weights, i, values[i]);
    begin(&times, &orth_target_lbp, 1);
    give_one(&times, 0, from);
    give_one(&times, 1, to);
    orth_plan_call both[] = {weights.is, times.is};
    times.plan.calls = both;
    times.plan.call_count = 2;
    bool taken_at_last = taken(&orth_target_lbp, &times, &state);
    ck_assert(!taken_at_last || (state.begun && state.begin == from && state.end == to));
    return taken_at_last;
}

START_TEST(bootstrapping_calls)
{
    const uint64_t least = ONE / 100, half = ONE / 2;
    ck_assert(lbp_takes(least, ONE - least, NOW, NOW + 1));
    ck_assert(!lbp_takes(least - 1, half, NOW, NOW + 1));
    ck_assert(!lbp_takes(ONE - least + 1, half, NOW, NOW + 1));
    ck_assert(!lbp_takes(half, least - 1, NOW, NOW + 1));
    ck_assert(!lbp_takes(half, ONE - least + 1, NOW, NOW + 1));
    ck_assert(lbp_takes(half, half, NOW, NOW));
    ck_assert(!lbp_takes(half, half, NOW, NOW - 1));
    ck_assert(lbp_takes(half, half, NOW, AGES - 1));
    ck_assert(!lbp_takes(half, half, NOW, AGES));
}
END_TEST

/* setWeightsManually (whole) and setTargetWeightsManually: of their weights from 1 % to 99 %. */
static bool quantamm_takes(bool whole, uint64_t first, uint64_t second, uint64_t time,
                           uint64_t assets, size_t count)
{
    call c;
    orth_plan_state state;
    const orth_target *target = whole ? &orth_target_quantamm : &orth_target_quantamm_target;
    const uint64_t weights[6] = {first, second};
    begin(&c, target, whole ? 0 : 1);
    give(&c, 0, count, weights);
    give_one(&c, 2, time);
    give_one(&c, 3, assets);
    return taken(target, &c, &state);
}

START_TEST(quantamm_calls)
{
    const uint64_t least = ONE / 100, most = ONE / 100 * 99;
    for (int whole = 0; whole < 2; whole++) {
        size_t count = whole ? 4 : 2;
        ck_assert(quantamm_takes(whole, least, most, NOW + 1, 2, count));
        ck_assert(!quantamm_takes(whole, least - 1, most, NOW + 1, 2, count));
        ck_assert(!quantamm_takes(whole, least, most + 1, NOW + 1, 2, count));
        ck_assert(quantamm_takes(whole, least, most, AGES - 1, 2, count));
        ck_assert(!quantamm_takes(whole, least, most, AGES, 2, count));
        ck_assert(!quantamm_takes(whole, least, most, NOW + 1, 3, count));
        ck_assert(!quantamm_takes(whole, least, most, NOW + 1, 2, count + 1));
        ck_assert(!quantamm_takes(whole, least, most, NOW + 1, 2, count - 1));
    }
}
END_TEST

/* What targets say that their pools hold to. */
START_TEST(limits_of_targets)
{
    uint64_t least, most;
    orth_target_generic.limits(2, 0, &least, &most);
    ck_assert(least == 1 && most == ONE);
    orth_target_lbp.limits(2, 0, &least, &most);
    ck_assert(least == ONE / 100 && most == ONE / 100 * 99);
    orth_target_quantamm.limits(3, ONE / 20, &least, &most);
    ck_assert(least == ONE / 20 && most == ONE / 10 * 9);
    orth_target_quantamm.limits(2, 1, &least, &most); /* the calls' own limits are narrower */
    ck_assert(least == ONE / 100 && most == ONE / 100 * 99);
    orth_target_quantamm.limits(3, ONE / 2, &least, &most); /* the rails leave nothing */
    ck_assert(least == ONE / 2 && most == 0);
}
END_TEST

/* ----------------------------------------------------------------------- the ends of a plan */

static orth_status plan_for(const char *target, double start_wei, double target_wei)
{
    /* the first weights, in wei from 1 %, which is what both contracts take at least */
    const double start[] = {0.01, 0.99}, to[] = {0.01, 0.99};
    const double start_low[] = {start_wei * 1e-18, -start_wei * 1e-18};
    const double to_low[] = {target_wei * 1e-18, -target_wei * 1e-18};
    const orth_setpoint_options options = {true, false, 0, 0};
    const orth_plan_clock clock = {NOW, 12, 1};
    const orth_plan_pool pool = {.rails.pool = ONE / 100};
    orth_move *move;
    orth_setpoints *points;
    orth_plan *plan;
    ck_assert(orth_move_create(&move, 2, start, start_low, to, to_low, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, 10, 1, &options, NULL) == ORTH_OK);
    orth_status status = orth_plan_create(&plan, target, move, points, &clock, &pool, NULL);
    if (status == ORTH_OK)
        orth_plan_free(plan);
    orth_setpoints_free(points);
    orth_move_free(move);
    return status;
}

/* An end may miss the limit by less than the last unit that the contract holds, not by one. */
START_TEST(ends_miss_by_less_than_a_unit)
{
    ck_assert(plan_for("balancer-v3-lbp", 0, 0) == ORTH_OK);
    ck_assert(plan_for("balancer-v3-lbp", -1, 0) == ORTH_DOMAIN);
    ck_assert(plan_for("balancer-v3-lbp", 0, -1) == ORTH_DOMAIN);
    ck_assert(plan_for("quantamm", 0, 0) == ORTH_OK);
    ck_assert(plan_for("quantamm", -4e8, -4e8) == ORTH_OK); /* rounds to 1 % */
    ck_assert(plan_for("quantamm", -6e8, 0) == ORTH_DOMAIN);
    ck_assert(plan_for("quantamm", 0, -6e8) == ORTH_DOMAIN);
}
END_TEST

/* From 1/2 to 0.7 and 0.3, two million units of 1e-9 a second for 100 seconds: it arrives to the
 * wei, just where the pool's rail of 0.3 is, which is no breach and stops nothing. */
START_TEST(weights_at_the_rail)
{
    const double start[] = {0.5, 0.5}, to[] = {0.7, 0.3};
    const orth_plan_clock clock = {NOW, 10, 1};
    const orth_plan_pool pool = {.rails.pool = ONE / 10 * 3};
    const orth_setpoint_options options = {true, false, 0, 0};
    orth_move *move;
    orth_setpoints *points;
    orth_plan *plan;
    orth_replay *replay;
    ck_assert(orth_move_create(&move, 2, start, NULL, to, NULL, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, 10, 1, &options, NULL) == ORTH_OK);
    ck_assert(orth_plan_create(&plan, "quantamm", move, points, &clock, &pool, NULL) == ORTH_OK);
    ck_assert(orth_plan_replay(&replay, plan, NULL) == ORTH_OK);
    const orth_replay_limits *l = &replay->limits;
    ck_assert(l->weight_least == ONE / 10 * 3 && l->weight_most == ONE / 10 * 7);
    ck_assert(l->least_seen == ONE / 10 * 3 && l->most_seen == ONE / 10 * 7);
    ck_assert(l->weight_blocks == 0 && l->weight_first == UINT64_MAX);
    ck_assert(replay->miss == 0 && !replay->frozen && !replay->stopped);
    orth_replay_free(replay);
    orth_plan_free(plan);
    orth_setpoints_free(points);
    orth_move_free(move);
}
END_TEST

/* However few blocks there are, the first and the last are: all that is left is one step. */
START_TEST(first_and_last_block_are_there)
{
    const double start[] = {0.5, 0.5}, to[] = {0.75, 0.25};
    const orth_plan_clock clock = {NOW, 10, 1};
    const orth_plan_pool pool = {.address = {{0}}};
    const orth_setpoint_options options = {true, false, 0, 0};
    const orth_plan_missing missing = {.present = 1e-12, .seed = 7, .runs = 20};
    orth_move *move;
    orth_setpoints *points;
    orth_plan *plan;
    orth_plan_missed missed;
    ck_assert(orth_move_create(&move, 2, start, NULL, to, NULL, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, 10, 1, &options, NULL) == ORTH_OK);
    ck_assert(orth_plan_create(&plan, "generic", move, points, &clock, &pool, NULL) == ORTH_OK);
    ck_assert(orth_plan_run_missed(&missed, plan, &missing, NULL) == ORTH_OK);
    ck_assert(missed.runs == missing.runs && missed.failed == 0 && missed.refused == 0);
    double loss = 0.75 * log(1.5) + 0.25 * log(0.5);
    for (size_t r = 0; r < missing.runs; r++)
        ck_assert(missed.miss[r] == 0 && fabs(missed.log_loss[r] - loss) < 1e-14);
    orth_plan_missed_clear(&missed);
    static const orth_plan_missing bad[] = {
        {.present = 0, .runs = 1},
        {.present = -0.5, .runs = 1},
        {.present = 1.5, .runs = 1},
        {.present = NAN, .runs = 1},
        {.present = 0.5, .runs = 0},
        {.present = 0.5, .runs = ORTH_REPLAY_RUNS_MAX + 1},
        {.present = 0.5, .runs = 1ull << 61}, /* times 8 it is 0 */
    };
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        orth_error error;
        ck_assert(orth_plan_run_missed(&missed, plan, &bad[k], &error) == ORTH_DOMAIN);
        ck_assert(missed.runs == 0 && missed.log_loss == NULL && missed.miss == NULL);
        ck_assert_msg(strstr(error.text, "permitted: from ") != NULL, "%s", error.text);
    }
    orth_plan_free(plan);
    orth_setpoints_free(points);
    orth_move_free(move);
}
END_TEST

/* Of three tokens a first at its limit leaves the others inside theirs; a whole unit below it is
 * refused. */
START_TEST(an_end_of_three)
{
    const orth_plan_clock clock = {NOW, 12, 1};
    const orth_plan_pool pool = {.rails.pool = ONE / 100};
    const orth_setpoint_options options = {true, false, 0, 0};
    for (int k = 0; k < 2; k++) {
        double first = k == 0 ? 0.01 : 0.01 - 1e-9;
        const double start[] = {first, 0.5, 0.5 - first}, to[] = {0.3, 0.3, 0.4};
        orth_move *move;
        orth_setpoints *points;
        orth_plan *plan = NULL;
        ck_assert(orth_move_create(&move, 3, start, NULL, to, NULL, NULL) == ORTH_OK);
        ck_assert(orth_setpoints_create(&points, move, 10, 1, &options, NULL) == ORTH_OK);
        ck_assert(orth_plan_create(&plan, "quantamm", move, points, &clock, &pool, NULL) ==
                  (k == 0 ? ORTH_OK : ORTH_DOMAIN));
        orth_plan_free(plan);
        orth_setpoints_free(points);
        orth_move_free(move);
    }
}
END_TEST

/* What does not fit a box goes to the token with most room, the first of those with as much. */
START_TEST(room_is_given_in_order)
{
    const orth_box box = {.n = 3, .whole = 20, .high = {10, 10, 10}};
    int64_t over[] = {12, 4, 4}, under[] = {-2, 11, 11};
    ck_assert(orth_box_fit(over, &box));
    ck_assert(over[0] == 10 && over[1] == 6 && over[2] == 4);
    ck_assert(orth_box_fit(under, &box));
    ck_assert(under[0] == 0 && under[1] == 10 && under[2] == 10);
    const orth_box narrow = {.n = 3, .whole = 30, .high = {10, 10, 10}};
    int64_t all[] = {31, -1, 0}; /* sum 30: the only point */
    ck_assert(orth_box_fit(all, &narrow));
    ck_assert(all[0] == 10 && all[1] == 10 && all[2] == 10);
    int64_t too_much[] = {31, 0, 0};
    ck_assert(!orth_box_fit(too_much, &narrow));
}
END_TEST

/* A rail in wei is the double nearest to it: 35e12 wei times 1e-18 would be another than 35e-6. */
START_TEST(rails_as_doubles)
{
    for (unsigned k = 1; k < 1000; k++)
        ck_assert(orth_plan_weight(k * UINT64_C(1000000000000)) == k / 1e6);
    const orth_plan_rails rails = {0, UINT64_C(35000000000000), UINT64_C(70000000000000), {0}};
    orth_setpoint_options options = orth_plan_setpoint_options(&rails, true, false);
    ck_assert(options.minimum_weight == 35e-6 && options.largest_move == 70e-6);
    ck_assert(options.optimise_weights && !options.free_times);
}
END_TEST

/* setTargetWeightsManually runs on past its time: a last call holds the weights, with so long a
 * time that what a late block adds is not brought back. */
START_TEST(last_call_holds)
{
    const double start[] = {0.4, 0.6}, to[] = {0.5, 0.5};
    const orth_setpoint_options options = {true, false, 0, 0};
    const orth_plan_clock clock = {NOW, 12, 1};
    const orth_plan_pool pool = {.rails.pool = ONE / 100};
    orth_move *move;
    orth_setpoints *points;
    orth_plan *plan;
    ck_assert(orth_move_create(&move, 2, start, NULL, to, NULL, NULL) == ORTH_OK);
    ck_assert(orth_setpoints_create(&points, move, 10, 1, &options, NULL) == ORTH_OK);
    ck_assert(orth_plan_create(&plan, "quantamm-target", move, points, &clock, &pool, NULL) ==
              ORTH_OK);
    const orth_plan_call *last = &plan->calls[plan->call_count - 1];
    ck_assert_uint_eq(last->at, NOW + 120);
    uint64_t held = last->arguments[0].words[0].limb[0]; /* cuts may miss by 1e-6 */
    ck_assert(held > ONE / 2 - ONE / 1000000 && held < ONE / 2 + ONE / 1000000);
    ck_assert_uint_eq(last->arguments[2].words[0].limb[0], UINT64_C(10000000000));
    orth_plan_free(plan);
    orth_setpoints_free(points);
    orth_move_free(move);
}
END_TEST

/* ------------------------------------------------------------------ the nearest legal target */

static orth_move *nearest(size_t n, const double *start, const double *target, uint64_t minimum,
                          uint64_t largest, size_t calls, const char *name)
{
    orth_move *move, *legal;
    orth_error error;
    const orth_plan_rails rails = {ONE / 100, minimum, largest, {0}};
    ck_assert(orth_move_create(&move, n, start, NULL, target, NULL, NULL) == ORTH_OK);
    orth_status status = orth_plan_nearest_legal(&legal, move, name, calls, &rails, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    orth_move_free(move);
    return legal;
}

/* What the contract's own rounding may move is legal as it is: half of a QuantAMM unit, 1e-9. */
START_TEST(legal_within_half_a_unit)
{
    static const struct {
        double first;
        uint64_t minimum, largest;
        bool legal;
    } cases[] = {{0.1 - 0.4e-9, ONE / 10, 0, true},  {0.1 - 0.6e-9, ONE / 10, 0, false},
                 {0.1 - 1e-9, ONE / 10, 0, false},   {0.6 + 0.4e-9, 0, ONE / 10, true},
                 {0.6 + 0.6e-9, 0, ONE / 10, false}, {0.6 + 1e-9, 0, ONE / 10, false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const double start[] = {0.5, 0.5}, target[] = {cases[i].first, 1 - cases[i].first};
        orth_move *legal =
            nearest(2, start, target, cases[i].minimum, cases[i].largest, 1, "quantamm");
        ck_assert_msg((legal == NULL) == cases[i].legal, "case %zu", i);
        if (legal != NULL)
            ck_assert(legal->target[0] == (cases[i].minimum > 0 ? 0.1 : 0.6));
        orth_move_free(legal);
    }
}
END_TEST

/* Of three weights only the first is beyond its rail: above it by 0.8 units, where the second is
 * short of its own by 0.4; or below it, where the others are far from theirs. */
START_TEST(legal_on_one_side)
{
    const double start[] = {0.5, 0.3, 0.2};
    for (int k = 0; k < 2; k++) {
        double short_of = k == 0 ? 0.4e-9 : 0.8e-9;
        const double target[] = {0.1 - short_of, 0.5, 0.4 + short_of};
        orth_move *legal = nearest(3, start, target, ONE / 10, 0, 1, "quantamm");
        ck_assert((legal == NULL) == (k == 0));
        orth_move_free(legal);
    }
    for (int k = 0; k < 2; k++) {
        double beyond = k == 0 ? 0.4e-9 : 0.8e-9;
        const double target[] = {0.6 + beyond, 0.2 - beyond / 2, 0.2 - beyond / 2};
        orth_move *legal = nearest(3, start, target, 0, ONE / 10, 1, "quantamm");
        ck_assert((legal == NULL) == (k == 0));
        orth_move_free(legal);
    }
}
END_TEST

/* Decimal rails give decimal targets: 0.37 less twice 0.05 is 0.27, whatever the doubles between
 * them miss, to the last of fifteen decimals. */
START_TEST(legal_reach_is_decimal)
{
    for (int a = 30; a <= 90; a++)
        for (int r = 1; r <= 7; r++)
            for (size_t calls = 1; calls <= 3; calls++) {
                int down = a - r * (int)calls, up = 100 - a + r * (int)calls;
                const double start[] = {a / 100.0, 1 - a / 100.0}, target[] = {0.02, 0.98};
                orth_move *legal =
                    nearest(2, start, target, 0, (uint64_t)r * ONE / 100, calls, "generic");
                ck_assert(legal != NULL);
                if (legal->target[0] != down / 100.0 || legal->target[1] != up / 100.0)
                    ck_abort_msg("%d less %zu times %d: %.17g", a, calls, r, legal->target[0]);
                orth_move_free(legal);
            }
}
END_TEST

/* Three tenths of a unit that a reach lacks are given to it, within the rounding of its doubles. */
START_TEST(legal_reach_is_rounded)
{
    static const struct {
        uint64_t lacks;
        double target;
    } cases[] = {
        {0, 0.4}, {200, 0.4}, {400, 0.4 + 1e-15}, {1200, 0.4 + 1e-15}, {1400, 0.4 + 2e-15}};
    const double start[] = {0.5, 0.5}, target[] = {0.3, 0.7};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        orth_move *legal = nearest(2, start, target, 0, ONE / 10 - cases[i].lacks, 1, "generic");
        ck_assert(legal != NULL);
        ck_assert_msg(fabs(legal->target[0] - cases[i].target) < 3e-16, "case %zu", i);
        orth_move_free(legal);
    }
}
END_TEST

/* In whole 1e-15, also the weights that no rail holds; and the sum of the units is 1. */
START_TEST(legal_in_fifteen_decimals)
{
    test_random random = test_seeded(51);
    for (int k = 0; k < 200; k++) {
        double start[3], target[3];
        test_random_weights(&random, 3, start);
        test_random_weights(&random, 3, target);
        target[0] = 1e-3 * target[0], target[2] = 1 - target[0] - target[1];
        orth_move *legal = nearest(3, start, target, UINT64_C(12300000000000000), 0, 1, "generic");
        int64_t sum = 0;
        for (size_t i = 0; legal != NULL && i < 3; i++) {
            int64_t units = llrint(legal->target[i] * 1e15);
            ck_assert_msg(legal->target[i] == (double)units / 1e15, "%.17g", legal->target[i]);
            ck_assert(units >= INT64_C(12300000000000));
            sum += units;
        }
        ck_assert(legal != NULL && sum == INT64_C(1000000000000000));
        orth_move_free(legal);
    }
}
END_TEST

/* Rails that leave a single point leave that one, and those that leave none are refused. */
START_TEST(legal_where_one_point_is_left)
{
    const double start[] = {0.5, 0.5}, target[] = {0.7, 0.3};
    orth_move *move, *legal = nearest(2, start, target, ONE / 2, 0, 1, "generic");
    ck_assert(legal != NULL && legal->target[0] == 0.5 && legal->target[1] == 0.5);
    orth_move_free(legal);
    /* 0.4 may go up to 0.5 and must not stay below it */
    const double low[] = {0.4, 0.6};
    legal = nearest(2, low, target, ONE / 2, ONE / 10, 1, "generic");
    ck_assert(legal != NULL && legal->target[0] == 0.5 && legal->target[1] == 0.5);
    orth_move_free(legal);
    const orth_plan_rails rails = {0, ONE / 2 + 1000, 0, {0}};
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    ck_assert(orth_plan_nearest_legal(&legal, move, "generic", 1, &rails, NULL) == ORTH_DOMAIN);
    orth_move_free(move);
}
END_TEST

/* 0.3 in moves of 0.1 takes three calls, whatever the doubles miss, and a fourth where 0.1 is short
 * of it by more than 1e-12 of itself. */
START_TEST(least_number_of_calls)
{
    static const struct {
        double part;
        size_t calls;
    } cases[] = {{1, 3}, {1 - 1e-13, 3}, {1 - 1e-11, 4}, {1 - 1e-7, 4}, {1.5, 2}, {3, 1}, {0, 1}};
    const double start[] = {0.5, 0.5}, target[] = {0.8, 0.2};
    orth_move *move;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const orth_setpoint_options options = {.largest_move = 0.1 * cases[i].part};
        ck_assert_msg(orth_setpoint_calls_least(move, &options) == cases[i].calls, "case %zu", i);
    }
    orth_move_free(move);
}
END_TEST

ORTH_TEST_MAIN("plan edges", generic_calls, bootstrapping_calls, quantamm_calls, limits_of_targets,
               ends_miss_by_less_than_a_unit, legal_within_half_a_unit, legal_on_one_side,
               legal_reach_is_decimal, legal_reach_is_rounded, legal_in_fifteen_decimals,
               legal_where_one_point_is_left, least_number_of_calls, rails_as_doubles,
               weights_at_the_rail, first_and_last_block_are_there, an_end_of_three,
               room_is_given_in_order, last_call_holds)
