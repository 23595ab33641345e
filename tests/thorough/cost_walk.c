/* The walk of three and more tokens, drawn from SEEDS seeds each, against the tables: no bias that
 * one seed would hide, and standard errors that are what they say. Takes 14 s of one core. */
#include "cost_tables.h"
#include "harness.h"

#include <math.h>

#define SEEDS 24
#define JOINT 4 /* standard errors */

/* A number over the seeds, beside the square of what the walk says of its error. */
typedef struct estimate {
    double sum, squares, stated;
} estimate;

static void add(estimate *e, double value, double error)
{
    e->sum += value;
    e->squares += value * value;
    e->stated += error * error;
}

/* Standard errors by which the seeds' mean is off. */
static double check(const estimate *e, double known, double known_error)
{
    double mean = e->sum / SEEDS, error = sqrt(e->stated) / SEEDS;
    double off = (mean - known) / hypot(error, known_error);
    ck_assert_double_le(fabs(off), JOINT);
    return off;
}

/* The squares' spread over that which was stated: 1 for errors that are right. */
static double spread(const estimate *e)
{
    double mean = e->sum / SEEDS;
    return (e->squares / SEEDS - mean * mean) * SEEDS / (SEEDS - 1) / (e->stated / SEEDS);
}

static orth_cost_frozen walk_of(const orth_cost_terms *terms, const double *weights,
                                const double *drift, uint64_t seed)
{
    orth_cost_frozen walk;
    ck_assert(orth_cost_frozen_walk(&walk, terms, weights, drift, seed, NULL) == ORTH_OK);
    return walk;
}

START_TEST(rest)
{
    static const double still[8] = {0};
    double square = COST_UNIT * COST_UNIT, off = 0, spreads = 0;
    uint64_t seed = test_seed(1) * 1000000;
    for (size_t c = 0; c < COST_AT_REST; c++)
        for (size_t b = 0; b < 4; b++) {
            const cost_rest_row *row = &cost_at_rest[c];
            orth_cost_terms *terms = cost_table_terms(row->n, row->kind, cost_bands[b], COST_UNIT);
            estimate e = {0};
            for (uint64_t s = 0; s < SEEDS; s++) {
                orth_cost_frozen walk =
                    walk_of(terms, cost_weights[row->weights], still, seed + 100 * (4 * c + b) + s);
                add(&e, walk.rest / square, walk.rest_stderr / square);
            }
            orth_cost_terms_free(terms);
            double this_off = check(&e, row->loss[b], 1e-6 * row->error[b]);
            off += this_off * this_off / (4 * COST_AT_REST);
            spreads += spread(&e) / (4 * COST_AT_REST);
        }
    test_worst("mean square of the standard errors off", off);
    test_worst("spread of the seeds over what was stated", spreads);
    /* 44 squares: 1 +- 0.21. 44 spreads of 24 seeds: 1 +- 0.044. */
    ck_assert_double_le(off, 1.8);
    ck_assert_double_eq_tol(spreads, 1, 0.2);
}
END_TEST

START_TEST(moving)
{
    static const double speeds[3] = {0.1, 0.5, 0.02};
    double square = COST_UNIT * COST_UNIT, off = 0, spreads = 0;
    uint64_t seed = test_seed(2) * 1000000;
    for (size_t c = 0; c < COST_MOVING; c++)
        for (size_t m = 0; m < 6; m++) {
            const cost_moving_row *row = &cost_moving[c];
            const double *w = cost_weights[row->weights];
            orth_cost_terms *terms = cost_table_terms(row->n, row->kind, 6, COST_UNIT);
            double drift[8], this_off;
            estimate total = {0}, extra = {0};
            cost_table_drift(drift, row->n, w, m % 2 == 0 ? 'A' : 'B', speeds[m / 2] * COST_UNIT);
            for (uint64_t s = 0; s < SEEDS; s++) {
                orth_cost_frozen walk = walk_of(terms, w, drift, seed + 100 * (6 * c + m) + s);
                add(&total, walk.total / square, walk.total_stderr / square);
                add(&extra, walk.extra / square, walk.extra_stderr / square);
            }
            orth_cost_terms_free(terms);
            if (m < 4)
                this_off = check(&total, row->total[m], 1e-6 * row->error[m]);
            else
                this_off = check(&extra, row->extra[m - 4], 1e-6 * row->extra_error[m - 4]);
            off += this_off * this_off / (6 * COST_MOVING);
            spreads += (spread(&total) + spread(&extra)) / (12 * COST_MOVING);
        }
    test_worst("mean square of the standard errors off", off);
    test_worst("spread of the seeds over what was stated", spreads);
    ck_assert_double_le(off, 1.9);
    ck_assert_double_eq_tol(spreads, 1, 0.2);
}
END_TEST

ORTH_TEST_MAIN("cost_walk", rest, moving)
