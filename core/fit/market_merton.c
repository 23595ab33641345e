/* The likelihood of merton: a mixture of normal densities over the numbers of jumps in a block. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "fit/market_parts.h"
#include "kernel/kernel.h"
#include "numeric/elementary.h"

#define LOG_TWO_PI 1.8378770664093454836
#define ROWS 64 /* at a time */

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

/* Largest number of jumps in all. */
static size_t jumps_most(double expected)
{
    double part = orth_exp(-expected), sum = part;
    size_t k = 0;
    while (1 - sum > 1e-9 && k < 250) {
        k++;
        part *= expected / (double)k;
        sum += part;
    }
    return k;
}

/* The next vector of counts with a sum of at most `most`; false after the last. */
static bool next(unsigned char *jumps, const orth_fit_problem *problem, size_t most)
{
    size_t sum = 0;
    for (size_t i = 0; i < problem->n; i++)
        sum += jumps[i];
    for (size_t i = 0; i < problem->n; i++) {
        if (problem->plain[i])
            continue;
        if (sum < most) {
            jumps[i]++;
            return true;
        }
        sum -= jumps[i];
        jumps[i] = 0;
    }
    return false;
}

orth_status orth_fit_count_jumps(orth_fit_problem *problem, double expected, orth_error *error)
{
    orth_fit_forget_jumps(problem);
    size_t most = jumps_most(expected);
    unsigned char jumps[ORTH_FIT_TOKENS] = {0};
    size_t count = 1;
    while (next(jumps, problem, most))
        if (++count > ORTH_MARKET_FIT_TERMS_MAX)
            return orth_fail(error, ORTH_DOMAIN,
                             "market fit: %zu tokens with %.3g jumps a block in all have more than "
                             "%s sets of jumps to add up; permitted: fewer tokens, or shorter "
                             "blocks",
                             problem->n, expected, ORTH_LIMIT_TEXT(4096));
    problem->counts.jumps = calloc(count, sizeof *problem->counts.jumps);
    size_t bytes = count * (sizeof(term) + ROWS * sizeof(double)) + 2 * ROWS * sizeof(double);
    problem->scratch = malloc(bytes);
    if (problem->counts.jumps == NULL || problem->scratch == NULL) {
        orth_fit_forget_jumps(problem);
        return orth_fail_memory(error, (double)bytes);
    }
    problem->counts.count = count;
    for (size_t k = 1; k < count; k++) {
        for (size_t i = 0; i < ORTH_FIT_TOKENS; i++)
            problem->counts.jumps[k][i] = problem->counts.jumps[k - 1][i];
        next(problem->counts.jumps[k], problem, most);
    }
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

static void prepare(const orth_fit_problem *problem, const double *place,
                    const unsigned char *jumps, const double *factor, term *out)
{
    size_t n = problem->n;
    out->log_weight = -0.5 * (double)n * LOG_TWO_PI;
    double deviation[ORTH_FIT_TOKENS], extra[ORTH_FIT_TOKENS] = {0};
    for (size_t i = 0; i < n; i++) {
        const double *at = place + problem->at[i];
        deviation[i] = orth_exp(at[1] / 2);
        out->middle[i] = at[0];
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
                      double *out)
{
    size_t n = problem->n;
    for (size_t r = 0; r < count; r++) {
        double t[ORTH_FIT_TOKENS], squares = 0;
        for (size_t i = 0; i < n; i++) {
            double rest = problem->x[i][row + r] - of->middle[i];
            for (size_t j = 0; j < i; j++)
                rest -= of->factor[i * n + j] * t[j];
            t[i] = rest * of->factor[i * n + i];
            squares += t[i] * t[i];
        }
        out[r] = of->log_weight - 0.5 * squares;
    }
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
    for (size_t row = 0; row < problem->rows; row += ROWS) {
        size_t here = problem->rows - row < ROWS ? problem->rows - row : ROWS;
        for (size_t r = 0; r < here; r++)
            largest[r] = -HUGE_VAL, sums[r] = 0;
        for (size_t k = 0; k < count; k++) {
            densities(problem, &terms[k], row, here, logs + k * ROWS);
            for (size_t r = 0; r < here; r++)
                largest[r] = fmax(largest[r], logs[k * ROWS + r]);
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
