/* The likelihood of merton: a mixture of normal densities over the numbers of jumps in a block. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "fit/market_parts.h"
#include "kernel/kernel.h"
#include "numeric/elementary.h"

#define ROWS 64 /* at a time */
/* Terms, times rows, tokens and second derivatives: some five minutes for each of these. */
#define WORK_MOST 1e11

/* One term: where the density has its middle, the inverse of its covariance's factor, the logarithm
 * of its weight. */
typedef struct term {
    double middle[ORTH_FIT_TOKENS], factor[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS], log_weight;
} term;

void orth_fit_forget_jumps(orth_fit_problem *problem)
{
    free(problem->counts.jumps);
    free(problem->scratch);
    problem->counts = (orth_fit_counts){0};
    problem->scratch = NULL;
}

/* Sets of jumps, one after the other: token by token, none with a probability below `least`. */
typedef struct sets {
    const orth_fit_problem *problem;
    const double *expected;
    double likely[ORTH_FIT_TOKENS + 1]; /* of tokens from here on: the most likely set */
    double least, covered;
    size_t count;
    unsigned char now[ORTH_FIT_TOKENS], (*out)[ORTH_FIT_TOKENS]; /* NULL: counted only */
} sets;

#define JUMPS_LAST 60 /* of a token; expected is at most ORTH_MARKET_FIT_JUMPS_MOST */

static void list(sets *of, size_t token, double probability)
{
    if (of->count > ORTH_MARKET_FIT_TERMS_MAX)
        return;
    if (token == of->problem->n) {
        if (of->out != NULL)
            memcpy(of->out[of->count], of->now, sizeof of->now);
        of->covered += probability;
        of->count++;
        return;
    }
    double expected = of->problem->plain[token] ? 0 : of->expected[token];
    double part = orth_exp(-expected) * probability;
    for (unsigned k = 0; k < JUMPS_LAST; k++) {
        if (part * of->likely[token + 1] >= of->least) {
            of->now[token] = (unsigned char)k;
            list(of, token + 1, part);
        } else if (k >= expected) {
            break;
        }
        part *= expected / (k + 1);
    }
}

static void count_sets(sets *of)
{
    of->count = 0;
    of->covered = 0;
    list(of, 0, 1);
}

static orth_status too_many(const orth_fit_problem *problem, double terms, orth_error *error)
{
    return orth_fail(
        error, ORTH_DOMAIN,
        "market fit: %zu tokens that jump this often have %s%.0f sets of jumps a block "
        "to add up, in %zu rows; permitted: fewer tokens, fewer rows or shorter blocks",
        problem->n, terms > ORTH_MARKET_FIT_TERMS_MAX ? "more than " : "",
        fmin(terms, ORTH_MARKET_FIT_TERMS_MAX), problem->rows);
}

orth_status orth_fit_count_jumps(orth_fit_problem *problem, const double expected[ORTH_FIT_TOKENS],
                                 double left_out, orth_error *error)
{
    orth_fit_forget_jumps(problem);
    sets of = {.problem = problem, .expected = expected, .least = 1e-6};
    of.likely[problem->n] = 1;
    for (size_t i = problem->n; i-- > 0;) {
        double own = problem->plain[i] ? 0 : expected[i], part = orth_exp(-own);
        for (unsigned k = 0; k + 1 <= own; k++)
            part *= own / (k + 1);
        of.likely[i] = of.likely[i + 1] * part;
    }
    for (count_sets(&of); 1 - of.covered > left_out; of.least /= 4, count_sets(&of))
        if (of.count > ORTH_MARKET_FIT_TERMS_MAX)
            return too_many(problem, (double)of.count, error);
    double d = (double)problem->dimensions;
    if ((double)of.count * (double)problem->rows * (double)problem->n * (d + 1) * (d + 2) >
        WORK_MOST)
        return too_many(problem, (double)of.count, error);
    size_t count = of.count,
           bytes = count * (sizeof(term) + ROWS * sizeof(double)) + 2 * ROWS * sizeof(double);
    problem->counts.jumps = of.out = calloc(count, sizeof *of.out);
    problem->scratch = malloc(bytes);
    if (problem->counts.jumps == NULL || problem->scratch == NULL) {
        orth_fit_forget_jumps(problem);
        return orth_fail_memory(error, (double)bytes);
    }
    count_sets(&of);
    problem->counts.count = count;
    return ORTH_OK;
}

/* The lower factor of a covariance, in place, with inverse diagonal; its log determinant. */
static double factorise(size_t n, double *c)
{
    double product = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            double sum = c[i * n + j];
            for (size_t k = 0; k < j; k++)
                sum -= c[i * n + k] * c[j * n + k];
            if (i == j) {
                product += orth_log(sum);
                c[i * n + i] = 1 / sqrt(sum);
            } else {
                c[i * n + j] = sum * c[j * n + j];
            }
        }
    }
    return product;
}

double orth_fit_merton_fall(const orth_fit_problem *problem, size_t i, const double *at)
{
    double scale = problem->scale[i], v = orth_exp(at[1]) * scale * scale;
    if (problem->plain[i])
        return 0.5 * v;
    double mean = at[3] * scale, deviation = orth_exp(at[4]) * scale;
    return 0.5 * v + orth_exp(at[2]) * orth_expm1(mean + 0.5 * deviation * deviation);
}

static void prepare(const orth_fit_problem *problem, const double *place,
                    const unsigned char *jumps, const double *factor, term *out)
{
    size_t n = problem->n;
    out->log_weight = -0.5 * (double)n * ORTH_LOG_2_PI;
    double deviation[ORTH_FIT_TOKENS], extra[ORTH_FIT_TOKENS] = {0};
    for (size_t i = 0; i < n; i++) {
        const double *at = place + problem->at[i];
        deviation[i] = orth_exp(at[1] / 2);
        out->middle[i] =
            problem->no_drift ? -orth_fit_merton_fall(problem, i, at) / problem->scale[i] : at[0];
        if (problem->plain[i])
            continue;
        double k = jumps[i], rate = orth_exp(at[2]);
        out->log_weight += k * at[2] - rate - orth_fit_log_gamma(k + 1);
        out->middle[i] += k * at[3];
        extra[i] = k * orth_exp(2 * at[4]);
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = 0;
            for (size_t k = 0; k <= j; k++)
                sum += factor[i * n + k] * factor[j * n + k];
            out->factor[i * n + j] = deviation[i] * deviation[j] * sum + (i == j ? extra[i] : 0);
        }
    out->log_weight -= 0.5 * factorise(n, out->factor);
}

/* Logarithms of a term's density in `count` rows from `row` on. */
static void densities(const orth_fit_problem *problem, const term *of, size_t row, size_t count,
                      double *restrict out)
{
    size_t n = problem->n;
    double t[ORTH_FIT_TOKENS][ROWS];
    for (size_t r = 0; r < count; r++)
        out[r] = 0;
    for (size_t i = 0; i < n; i++) {
        const double *restrict x = problem->x[i] + row, *factor = of->factor + i * n;
        double *restrict rest = t[i], middle = of->middle[i];
        for (size_t r = 0; r < count; r++)
            rest[r] = x[r] - middle;
        for (size_t j = 0; j < i; j++) {
            double by = factor[j];
            const double *restrict other = t[j];
            for (size_t r = 0; r < count; r++)
                rest[r] -= by * other[r];
        }
        double by = factor[i];
        for (size_t r = 0; r < count; r++) {
            rest[r] *= by;
            out[r] += rest[r] * rest[r];
        }
    }
    for (size_t r = 0; r < count; r++)
        out[r] = of->log_weight - 0.5 * out[r];
}

static double value(const orth_fit_problem *problem, const double *place)
{
    size_t n = problem->n, count = problem->counts.count;
    double factor[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS];
    term *terms = (term *)(void *)problem->scratch;
    double *logs = (double *)(void *)(terms + count), *sums = logs + count * ROWS;
    double *largest = sums + ROWS, total = 0, left = 0;
    orth_fit_factor(n, place + problem->pairs_at, factor);
    for (size_t k = 0; k < count; k++)
        prepare(problem, place, problem->counts.jumps[k], factor, &terms[k]);
    for (size_t row = 0; row < problem->rows && !orth_fit_stopped(problem); row += ROWS) {
        size_t here = problem->rows - row < ROWS ? problem->rows - row : ROWS;
        for (size_t r = 0; r < here; r++)
            largest[r] = -HUGE_VAL, sums[r] = 0;
        for (size_t k = 0; k < count; k++) {
            densities(problem, &terms[k], row, here, logs + k * ROWS);
            for (size_t r = 0; r < here; r++)
                largest[r] = largest[r] > logs[k * ROWS + r] ? largest[r] : logs[k * ROWS + r];
        }
        for (size_t k = 0; k < count; k++) {
            double *at = logs + k * ROWS;
            for (size_t r = 0; r < here; r++)
                at[r] -= largest[r];
            orth_kernels_in_use()->exp(here, at, at);
            for (size_t r = 0; r < here; r++)
                sums[r] += at[r];
        }
        orth_kernels_in_use()->log(here, sums, sums);
        for (size_t r = 0; r < here; r++) {
            double add = sums[r] + largest[r], sum = total + add, kept = sum - total;
            left += (total - (sum - kept)) + (add - kept);
            total = sum;
        }
    }
    total += left;
    return isfinite(total) ? total : -HUGE_VAL;
}

void orth_fit_merton_values(const orth_fit_problem *problem, size_t count,
                            const double (*places)[ORTH_FIT_DIMENSIONS], double *values)
{
    for (size_t l = 0; l < count; l++)
        values[l] = value(problem, places[l]);
}
