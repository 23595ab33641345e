/* The nearest legal target against every measure that it is nearest in, on random moves and rails,
 * and that a plan for it is taken. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/plan.h"
#include "orthant/simplex.h"

#define ONE UINT64_C(1000000000000000000)
#define ROUNDS 2000
#define TRIALS 200

typedef struct setting {
    orth_move *move;
    orth_setpoint_options options;
    size_t calls;
    orth_plan_rails rails;
} setting;

static setting draw(test_random *random)
{
    setting s = {.rails.pool = ONE / 100, .calls = 1 + test_random_below(random, 3)};
    size_t n = 2 + test_random_below(random, 6);
    double start[8], target[8], floor_at = 0.2 / (double)n;
    test_random_weights(random, n, start);
    test_random_weights(random, n, target);
    for (size_t i = 0; i < n; i++) /* the start is legal */
        start[i] = 0.3 / (double)n + 0.7 * start[i];
    if (test_random_below(random, 3) > 0)
        s.rails.minimum_weight = (uint64_t)(floor_at * test_random_unit(random) * 1e18);
    if (test_random_below(random, 3) > 0)
        s.rails.largest_move = (uint64_t)((0.02 + 0.3 * test_random_unit(random)) * 1e18);
    s.options = orth_plan_setpoint_options(&s.rails, true, false);
    ck_assert(orth_move_create(&s.move, n, start, NULL, target, NULL, NULL) == ORTH_OK);
    return s;
}

/* Whether v keeps the rails within `slack`. */
static bool is_legal(const setting *s, const double *v, double slack)
{
    double sum = 0, reach = s->options.largest_move * (double)s->calls;
    for (size_t i = 0; i < s->move->n; i++) {
        sum += v[i];
        if (!(v[i] > 0) || v[i] < s->options.minimum_weight - slack)
            return false;
        if (reach > 0 && fabs(v[i] - s->move->start[i]) > reach + slack)
            return false;
    }
    return fabs(sum - 1) < 1e-14;
}

static double kl(size_t n, const double *w, const double *u)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += w[i] * log(w[i] / u[i]);
    return sum;
}

/* Moves weight between two tokens of a legal point, legally. */
static void shuffle(test_random *random, const setting *s, double *v)
{
    size_t n = s->move->n, i = test_random_below(random, n), j = test_random_below(random, n);
    double reach = s->options.largest_move * (double)s->calls;
    double low = s->options.minimum_weight, high = 1;
    double room_i = v[i] - (reach > 0 ? fmax(low, s->move->start[i] - reach) : low);
    double room_j = (reach > 0 ? fmin(high, s->move->start[j] + reach) : high) - v[j];
    double part = fmin(room_i, room_j) * 0.9 * pow(test_random_unit(random), 6);
    if (i == j || !(part > 0))
        return;
    v[i] -= part, v[j] += part;
}

START_TEST(nearest)
{
    test_random random = test_seeded(81);
    int offered = 0;
    for (int round = 0; round < ROUNDS; round++) {
        setting s = draw(&random);
        size_t n = s.move->n;
        const double *w = s.move->target;
        orth_move *legal;
        orth_error error;
        ck_assert_msg(orth_plan_nearest_legal(&legal, s.move, "generic", s.calls, &s.rails,
                                              &error) == ORTH_OK,
                      "%s", error.text);
        if (legal == NULL) {
            ck_assert(is_legal(&s, w, 2e-15));
            orth_move_free(s.move);
            continue;
        }
        offered++;
        const double *v = legal->target;
        ck_assert(!is_legal(&s, w, 0) && is_legal(&s, v, 1.1e-15));
        double far = orth_simplex_distance(n, w, v), there = kl(n, v, w), back = kl(n, w, v);
        double other[8];
        memcpy(other, v, n * sizeof *v);
        for (int k = 0; k < TRIALS; k++) {
            shuffle(&random, &s, other);
            if (k % 10 == 0)
                memcpy(other, v, n * sizeof *v);
            if (!is_legal(&s, other, 0))
                continue;
            ck_assert(orth_simplex_distance(n, w, other) >= far - 1e-9);
            ck_assert(kl(n, other, w) >= there - 1e-9 && kl(n, w, other) >= back - 1e-9);
        }
        orth_setpoints *points; /* and it can be planned for */
        ck_assert_msg(orth_setpoints_create(&points, legal, 100, s.calls, &s.options, &error) ==
                          ORTH_OK,
                      "%s", error.text);
        orth_setpoints_free(points);
        orth_move_free(legal);
        orth_move_free(s.move);
    }
    ck_assert_msg(offered > ROUNDS / 3 && offered < ROUNDS, "%d", offered);
}
END_TEST

static void nearest_is(const char *target, size_t n, const double *start, const double *wanted,
                       size_t calls, orth_plan_rails rails, const double *want)
{
    orth_move *move, *legal;
    orth_error error;
    ck_assert(orth_move_create(&move, n, start, NULL, wanted, NULL, NULL) == ORTH_OK);
    ck_assert(orth_plan_nearest_legal(&legal, move, target, calls, &rails, &error) == ORTH_OK);
    ck_assert((legal != NULL) == (want != NULL));
    for (size_t i = 0; legal != NULL && i < n; i++)
        ck_assert_msg(legal->target[i] == want[i], "%.17g %.17g", legal->target[i], want[i]);
    orth_move_free(legal);
    orth_move_free(move);
}

/* By hand; each weight is the double of the decimal that a person would write. */
START_TEST(by_hand)
{
    const double half[] = {.5, .5}, edge[] = {.995, .005}, third[] = {.3, .3, .4};
    const double far[] = {.9, .09, .01};
    const orth_plan_rails none = {ONE / 100, 0, 0, {0}}, pool = {ONE / 20, 0, 0, {0}},
                          rail = {ONE / 100, ONE / 5, 0, {0}},
                          move = {ONE / 100, 0, 3 * ONE / 20, {0}};
    nearest_is("generic", 2, half, edge, 1, none, NULL);
    nearest_is("balancer-v3-lbp", 2, half, edge, 1, none, (const double[]){.99, .01});
    nearest_is("quantamm", 2, half, edge, 4, none, (const double[]){.99, .01});
    nearest_is("quantamm", 2, half, edge, 4, pool, (const double[]){.95, .05});
    nearest_is("generic", 2, half, edge, 1, rail, (const double[]){.8, .2});
    nearest_is("generic", 2, half, edge, 2, move, (const double[]){.8, .2});
    /* .9 : .09 scaled beside .2 raised: c .99 = .8, and then .2 twice */
    nearest_is("generic", 3, third, far, 1, rail, (const double[]){.6, .2, .2});
    /* up to .45, down to .25, and .3 free */
    nearest_is("generic", 3, third, far, 1, move, (const double[]){.45, .3, .25});
}
END_TEST

START_TEST(none_or_many_calls)
{
    const double start[] = {.9, .1}, target[] = {.1, .9};
    orth_move *move, *legal;
    orth_error error;
    ck_assert(orth_move_create(&move, 2, start, NULL, target, NULL, NULL) == ORTH_OK);
    const orth_plan_rails rails = {ONE / 100, 3 * ONE / 10, ONE / 10, {0}};
    orth_setpoint_options options = orth_plan_setpoint_options(&rails, true, true);
    ck_assert(orth_plan_nearest_legal(&legal, move, "generic", 1, &rails, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "no target keeps the rails"));
    ck_assert(orth_plan_nearest_legal(&legal, move, "generis", 1, &rails, &error) ==
              ORTH_BAD_INPUT);
    ck_assert_uint_eq(orth_setpoint_calls_least(move, &options), 8);
    options.largest_move = 0;
    ck_assert_uint_eq(orth_setpoint_calls_least(move, &options), 1);
    orth_move_free(move);
}
END_TEST

ORTH_TEST_MAIN("plan legal", nearest, by_hand, none_or_many_calls)
