#include "oracle.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"

mpfr_t *oracle_new(size_t n)
{
    mpfr_t *values = malloc(n * sizeof *values);
    if (values == NULL)
        abort();
    for (size_t i = 0; i < n; i++)
        mpfr_init2(values[i], ORACLE_BITS);
    return values;
}

void oracle_free(size_t n, mpfr_t *values)
{
    for (size_t i = 0; i < n; i++)
        mpfr_clear(values[i]);
    free(values);
}

void oracle_set(size_t n, mpfr_t *values, const double *high, const double *low)
{
    for (size_t i = 0; i < n; i++) {
        mpfr_set_d(values[i], high[i], MPFR_RNDN);
        if (low != NULL)
            mpfr_add_d(values[i], values[i], low[i], MPFR_RNDN);
    }
}

static void normalise(size_t n, mpfr_t *values)
{
    mpfr_t sum;
    mpfr_init2(sum, ORACLE_BITS);
    mpfr_set_ui(sum, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++)
        mpfr_add(sum, sum, values[i], MPFR_RNDN);
    for (size_t i = 0; i < n; i++)
        mpfr_div(values[i], values[i], sum, MPFR_RNDN);
    mpfr_clear(sum);
}

void oracle_end(size_t n, mpfr_t *values, const double *high, const double *low)
{
    oracle_set(n, values, high, low);
    normalise(n, values);
}

void oracle_kl(mpfr_t result, size_t n, mpfr_t *to, mpfr_t *from)
{
    mpfr_t term;
    mpfr_init2(term, ORACLE_BITS);
    mpfr_set_ui(result, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_div(term, to[i], from[i], MPFR_RNDN);
        mpfr_log(term, term, MPFR_RNDN);
        mpfr_mul(term, term, to[i], MPFR_RNDN);
        mpfr_sub(term, term, to[i], MPFR_RNDN);
        mpfr_add(term, term, from[i], MPFR_RNDN);
        mpfr_add(result, result, term, MPFR_RNDN);
    }
    mpfr_clear(term);
}

void oracle_angle(mpfr_t result, size_t n, mpfr_t *a, mpfr_t *b)
{
    mpfr_t term;
    mpfr_init2(term, ORACLE_BITS);
    mpfr_set_ui(result, 0, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_mul(term, a[i], b[i], MPFR_RNDN);
        mpfr_sqrt(term, term, MPFR_RNDN);
        mpfr_add(result, result, term, MPFR_RNDN);
    }
    if (mpfr_cmp_ui(result, 1) > 0)
        mpfr_set_ui(result, 1, MPFR_RNDN);
    mpfr_acos(result, result, MPFR_RNDN);
    mpfr_clear(term);
}

/* out = (1 - t) a + t b, t = k/f */
static void between(mpfr_t out, const mpfr_t a, const mpfr_t b, uint64_t k, uint64_t f)
{
    mpfr_t other;
    mpfr_init2(other, ORACLE_BITS);
    mpfr_mul_ui(out, a, f - k, MPFR_RNDN);
    mpfr_mul_ui(other, b, k, MPFR_RNDN);
    mpfr_add(out, out, other, MPFR_RNDN);
    mpfr_div_ui(out, out, f, MPFR_RNDN);
    mpfr_clear(other);
}

/* out = a^(1-t) b^t */
static void geometric_between(mpfr_t out, const mpfr_t a, const mpfr_t b, uint64_t k, uint64_t f)
{
    mpfr_t log_a, log_b;
    mpfr_inits2(ORACLE_BITS, log_a, log_b, (mpfr_ptr)0);
    mpfr_log(log_a, a, MPFR_RNDN);
    mpfr_log(log_b, b, MPFR_RNDN);
    between(out, log_a, log_b, k, f);
    mpfr_exp(out, out, MPFR_RNDN);
    mpfr_clears(log_a, log_b, (mpfr_ptr)0);
}

static void power_between(mpfr_t out, const mpfr_t a, const mpfr_t b, const char *exponent,
                          uint64_t k, uint64_t f)
{
    mpfr_t p, to_a, to_b;
    mpfr_inits2(ORACLE_BITS, p, to_a, to_b, (mpfr_ptr)0);
    mpfr_set_str(p, exponent, 10, MPFR_RNDN);
    if (mpfr_zero_p(p)) {
        geometric_between(out, a, b, k, f);
    } else {
        mpfr_pow(to_a, a, p, MPFR_RNDN);
        mpfr_pow(to_b, b, p, MPFR_RNDN);
        between(out, to_a, to_b, k, f);
        mpfr_ui_div(p, 1, p, MPFR_RNDN);
        mpfr_pow(out, out, p, MPFR_RNDN);
    }
    mpfr_clears(p, to_a, to_b, (mpfr_ptr)0);
}

/* out = (1-t) a / a_last + t b / b_last */
static void dutch_between(mpfr_t out, const mpfr_t a, const mpfr_t b, const mpfr_t a_last,
                          const mpfr_t b_last, uint64_t k, uint64_t f)
{
    mpfr_t start, target;
    mpfr_inits2(ORACLE_BITS, start, target, (mpfr_ptr)0);
    mpfr_div(start, a, a_last, MPFR_RNDN);
    mpfr_div(target, b, b_last, MPFR_RNDN);
    between(out, start, target, k, f);
    mpfr_clears(start, target, (mpfr_ptr)0);
}

static void geodesic_row(size_t n, mpfr_t *row, mpfr_t *start, mpfr_t *target, uint64_t k,
                         uint64_t f)
{
    mpfr_t omega, sine, a, b, eta;
    mpfr_inits2(ORACLE_BITS, omega, sine, a, b, eta, (mpfr_ptr)0);
    oracle_angle(omega, n, start, target);
    mpfr_sin(sine, omega, MPFR_RNDN);
    mpfr_mul_ui(a, omega, f - k, MPFR_RNDN);
    mpfr_div_ui(a, a, f, MPFR_RNDN);
    mpfr_sin(a, a, MPFR_RNDN);
    mpfr_mul_ui(b, omega, k, MPFR_RNDN);
    mpfr_div_ui(b, b, f, MPFR_RNDN);
    mpfr_sin(b, b, MPFR_RNDN);
    for (size_t i = 0; i < n; i++) {
        mpfr_sqrt(row[i], start[i], MPFR_RNDN);
        mpfr_mul(row[i], row[i], a, MPFR_RNDN);
        mpfr_sqrt(eta, target[i], MPFR_RNDN);
        mpfr_mul(eta, eta, b, MPFR_RNDN);
        mpfr_add(row[i], row[i], eta, MPFR_RNDN);
        mpfr_div(row[i], row[i], sine, MPFR_RNDN);
        mpfr_sqr(row[i], row[i], MPFR_RNDN);
    }
    mpfr_clears(omega, sine, a, b, eta, (mpfr_ptr)0);
}

void oracle_row(size_t n, mpfr_t *row, const char *name, mpfr_t *start, mpfr_t *target, uint64_t k,
                uint64_t f)
{
    if (k == 0 || k == f) {
        for (size_t i = 0; i < n; i++)
            mpfr_set(row[i], k == 0 ? start[i] : target[i], MPFR_RNDN);
        return;
    }
    if (strcmp(name, "geodesic") == 0 || strcmp(name, "bisection") == 0) {
        geodesic_row(n, row, start, target, k, f);
        return;
    }
    if (strncmp(name, "safe:", 5) == 0) {
        oracle_safe_row(n, row, name + 5, start, target, k, f);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (strcmp(name, "geometric") == 0 || strcmp(name, "amgm") == 0 ||
            strcmp(name, "dutch:exponential") == 0)
            geometric_between(row[i], start[i], target[i], k, f);
        else if (strcmp(name, "linear") == 0)
            between(row[i], start[i], target[i], k, f);
        else if (strncmp(name, "power:", 6) == 0)
            power_between(row[i], start[i], target[i], name + 6, k, f);
        else if (strcmp(name, "dutch:linear") == 0)
            dutch_between(row[i], start[i], target[i], start[n - 1], target[n - 1], k, f);
        else
            ck_abort_msg("no formula in tests/support/oracle.c for the path %s", name);
        if (strcmp(name, "amgm") == 0) {
            mpfr_t arithmetic;
            mpfr_init2(arithmetic, ORACLE_BITS);
            between(arithmetic, start[i], target[i], k, f);
            mpfr_add(row[i], row[i], arithmetic, MPFR_RNDN);
            mpfr_clear(arithmetic);
        }
    }
    normalise(n, row);
}

void oracle_loss(mpfr_t result, size_t n, const char *name, mpfr_t *start, mpfr_t *target,
                 uint64_t f)
{
    mpfr_t *rows[2] = {oracle_new(n), oracle_new(n)};
    mpfr_t kl;
    mpfr_init2(kl, ORACLE_BITS);
    mpfr_set_ui(result, 0, MPFR_RNDN);
    oracle_row(n, rows[0], name, start, target, 0, f);
    for (uint64_t k = 1; k <= f; k++) {
        oracle_row(n, rows[k % 2], name, start, target, k, f);
        oracle_kl(kl, n, rows[k % 2], rows[(k + 1) % 2]);
        mpfr_add(result, result, kl, MPFR_RNDN);
    }
    mpfr_clear(kl);
    oracle_free(n, rows[0]);
    oracle_free(n, rows[1]);
}

double oracle_relative(double got, const mpfr_t exact)
{
    if (!isfinite(got))
        return INFINITY;
    if (mpfr_zero_p(exact))
        return got == 0 ? 0 : INFINITY;
    mpfr_t miss;
    mpfr_init2(miss, ORACLE_BITS);
    mpfr_d_sub(miss, got, exact, MPFR_RNDN);
    mpfr_div(miss, miss, exact, MPFR_RNDN);
    double result = fabs(mpfr_get_d(miss, MPFR_RNDA));
    mpfr_clear(miss);
    return result;
}

double oracle_ulps(double got, const mpfr_t exact)
{
    if (!isfinite(got))
        return INFINITY;
    if (mpfr_zero_p(exact))
        return got == 0 ? 0 : INFINITY;
    mpfr_t miss;
    mpfr_init2(miss, ORACLE_BITS);
    mpfr_d_sub(miss, got, exact, MPFR_RNDN);
    /* exact is in [2^(e-1), 2^e); below the smallest normal number the unit stays 2^-1074 */
    mpfr_exp_t unit = mpfr_get_exp(exact) - 53;
    mpfr_mul_2si(miss, miss, unit < -1074 ? 1074 : -unit, MPFR_RNDN);
    double result = fabs(mpfr_get_d(miss, MPFR_RNDA));
    mpfr_clear(miss);
    return result;
}

double oracle_sum_miss(size_t n, const double *weights)
{
    mpfr_t sum;
    mpfr_init2(sum, 1200); /* every double above 1e-150 and every sum of them, exactly */
    mpfr_set_si(sum, -1, MPFR_RNDN);
    for (size_t i = 0; i < n; i++)
        mpfr_add_d(sum, sum, weights[i], MPFR_RNDN);
    mpfr_mul_2si(sum, sum, 53, MPFR_RNDN);
    double result = mpfr_get_d(sum, MPFR_RNDA);
    mpfr_clear(sum);
    return result;
}
