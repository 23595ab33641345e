/* Guard rails to the last wei: over moves, numbers of set points and targets, no weight of any
 * block is below the least, and none moves by more than the largest move from call to call. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/plan.h"

#define MOVES 150
#define ONE UINT64_C(1000000000000000000)

typedef struct setting {
    size_t n, calls;
    uint64_t steps, minimum, largest; /* rails in wei, 0 for none */
    double start[5], target[5];
} setting;

/* Weights of three decimals, from 0.03. */
static void weights(test_random *random, size_t n, double *out)
{
    unsigned parts[5], left = 1000;
    for (size_t i = 0; i < n; i++)
        parts[i] = 30, left -= 30;
    for (size_t i = 0; i + 1 < n; i++) {
        unsigned part = (unsigned)test_random_below(random, left + 1);
        parts[i] += part, left -= part;
    }
    parts[n - 1] += left;
    for (size_t i = 0; i < n; i++)
        out[i] = (double)parts[i] / 1000;
}

static uint64_t wei(double weight)
{
    return (uint64_t)(weight * 1000 + 0.5) * (ONE / 1000);
}

/* Rails at which the plan has no room, little, or much. */
static setting draw(test_random *random)
{
    setting s = {.n = 2 + test_random_below(random, 4), .calls = 1 + test_random_below(random, 8)};
    s.steps = 300 + test_random_below(random, 3000);
    weights(random, s.n, s.start);
    weights(random, s.n, s.target);
    uint64_t least = ONE, most = 0;
    for (size_t i = 0; i < s.n; i++) {
        uint64_t a = wei(s.start[i]), b = wei(s.target[i]), apart = a < b ? b - a : a - b;
        least = a < least ? a : least;
        least = b < least ? b : least;
        most = apart > most ? apart : most;
    }
    uint64_t kind = test_random_below(random, 4);
    if (kind != 1)
        s.minimum =
            least - (test_random_below(random, 2) ? 0 : test_random_below(random, least / 2));
    if (kind != 0) {
        s.largest = (most + s.calls - 1) / s.calls;
        s.largest += test_random_below(random, 2) ? 0 : test_random_below(random, s.largest + 1);
        s.largest = s.largest > ONE ? ONE : s.largest;
    }
    return s;
}

/* What the double of a number of three decimals leaves to it. */
static double rest(double weight)
{
    double parts = (double)(wei(weight) / (ONE / 1000));
    return -fma(weight, 1000, -parts) / 1000;
}

static orth_status make(orth_plan **plan, const setting *s, const char *target, orth_error *error)
{
    orth_move *move;
    orth_setpoints *points;
    const orth_plan_clock clock = {1767225600, 12, 1};
    orth_plan_pool pool = {.rails.pool = ONE / 100,
                           .rails.minimum_weight = s->minimum,
                           .rails.largest_move = s->largest,
                           .cut_all = true};
    orth_setpoint_options options = orth_plan_setpoint_options(&pool.rails, true, true);
    double low[2][5];
    for (size_t i = 0; i < s->n; i++) {
        low[0][i] = rest(s->start[i]);
        low[1][i] = rest(s->target[i]);
    }
    ck_assert(orth_move_create(&move, s->n, s->start, low[0], s->target, low[1], NULL) == ORTH_OK);
    orth_status status = orth_setpoints_create(&points, move, s->steps, s->calls, &options, error);
    if (status == ORTH_OK) {
        status = orth_plan_create(plan, target, move, points, &clock, &pool, error);
        orth_setpoints_free(points);
    }
    orth_move_free(move);
    return status;
}

static void check_row(const setting *s, const uint64_t *row, const uint64_t *from)
{
    for (size_t i = 0; i < s->n; i++) {
        uint64_t moved = row[i] < from[i] ? from[i] - row[i] : row[i] - from[i];
        ck_assert_uint_ge(row[i], s->minimum);
        ck_assert(s->largest == 0 || moved <= s->largest);
    }
}

static void check(const setting *s, const orth_plan *plan)
{
    orth_replay *replay;
    orth_error error;
    ck_assert_msg(orth_plan_replay(&replay, plan, &error) == ORTH_OK, "%s: %s", plan->target->name,
                  error.text);
    const uint64_t *from = replay->weights;
    size_t next = 0;
    for (uint64_t k = 0; k <= s->steps; k++) {
        const uint64_t *row = replay->weights + k * s->n;
        check_row(s, row, from);
        for (; next < plan->call_count && plan->calls[next].at <= replay->times[k]; next++)
            from = row;
    }
    ck_assert(next == plan->call_count);
    double digits = strcmp(plan->target->name, "balancer-v2-lbp") == 0 ? 1.0 / 65535 : 1e-6;
    ck_assert_msg(replay->miss < digits && !replay->frozen, "%s: %g", plan->target->name,
                  replay->miss);
    orth_replay_free(replay);
}

START_TEST(no_rail_is_broken_by_a_wei)
{
    static const char *const targets[] = {"generic", "quantamm", "quantamm-target",
                                          "balancer-v2-managed", "balancer-v2-lbp"};
    test_random random = test_seeded(641);
    size_t made = 0, tried = 0;
    for (int k = 0; k < MOVES; k++) {
        setting s = draw(&random);
        for (size_t t = 0; t < 5; t++) {
            if (t == 4 && s.n > 4)
                continue;
            tried++;
            orth_plan *plan;
            orth_error error;
            orth_status status = make(&plan, &s, targets[t], &error);
            ck_assert(status == ORTH_OK || status == ORTH_DOMAIN);
            if (status != ORTH_OK)
                continue;
            made++;
            check(&s, plan);
            orth_plan_free(plan);
        }
    }
    /* not by declining, but for moves that leave less room than 16 bits */
    ck_assert_msg(made > tried / 10 * 9, "%zu of %zu", made, tried);
}
END_TEST

/* Replay holds a plan to its own rails. */
START_TEST(replay_refuses_a_broken_rail)
{
    setting s = {2, 4, 1000, 0, ONE / 10, {.5, .5}, {.9, .1}};
    orth_plan *plan;
    orth_replay *replay;
    orth_error error;
    ck_assert(make(&plan, &s, "generic", &error) == ORTH_OK);
    plan->rails.largest_move--;
    ck_assert(orth_plan_replay(&replay, plan, &error) == ORTH_DOMAIN);
    ck_assert_msg(strstr(error.text, "call 1 moves weight 1 by 100000000000000000 wei") != NULL,
                  "%s", error.text);
    plan->rails.largest_move = 0;
    plan->rails.minimum_weight = ONE / 10 + 1;
    ck_assert(orth_plan_replay(&replay, plan, &error) == ORTH_DOMAIN);
    ck_assert_msg(strstr(error.text, "weight 2 is 0.1") != NULL, "%s", error.text);
    orth_plan_free(plan);
}
END_TEST

ORTH_TEST_MAIN("plan rails", no_rail_is_broken_by_a_wei, replay_refuses_a_broken_rail)
