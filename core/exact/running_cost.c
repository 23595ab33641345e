#include "exact/running_cost.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/decimal.h"

static void load(orth_running_cost *cost)
{
    const orth_exact_running *of = cost->of;
    if (cost->pull == NULL)
        return;
    mpq_t x;
    mpq_init(x);
    for (size_t j = 0; j < of->n * of->n; j++) {
        mpq_mul(x, of->lambda, of->covariance[j]);
        orth_iv_set_q(&cost->pull[j], x);
    }
    for (size_t i = 0; i < of->n; i++)
        orth_iv_set_q(&cost->tracked[i], of->tracked[i]);
    mpq_clear(x);
}

orth_status orth_running_cost_create(orth_running_cost *cost, const orth_exact_running *of,
                                     mpfr_prec_t precision, orth_error *error)
{
    memset(cost, 0, sizeof *cost);
    if (of == NULL)
        return ORTH_OK;
    size_t n = of->n;
    bool tracks = of->covariance != NULL;
    cost->of = of;
    cost->returns = orth_iv_array(n, precision);
    if (tracks) {
        cost->pull = orth_iv_array(n * n, precision);
        cost->tracked = orth_iv_array(n, precision);
        cost->away = orth_iv_array(n, precision);
    }
    orth_iv_init(&cost->term, precision);
    if (cost->returns == NULL || (tracks && (!cost->pull || !cost->tracked || !cost->away))) {
        orth_running_cost_clear(cost);
        return orth_fail_memory(error, ((double)n + 3) * (double)n * sizeof(orth_iv));
    }
    load(cost);
    return ORTH_OK;
}

void orth_running_cost_clear(orth_running_cost *cost)
{
    if (cost->of == NULL)
        return;
    size_t n = cost->of->n;
    orth_iv_array_free(cost->returns, n);
    orth_iv_array_free(cost->pull, n * n);
    orth_iv_array_free(cost->tracked, n);
    orth_iv_array_free(cost->away, n);
    orth_iv_clear(&cost->term);
    memset(cost, 0, sizeof *cost);
}

static void round_array(orth_iv *array, size_t n, mpfr_prec_t precision)
{
    for (size_t i = 0; array != NULL && i < n; i++) {
        mpfr_set_prec(array[i].lo, precision);
        mpfr_set_prec(array[i].hi, precision);
    }
}

void orth_running_cost_set_precision(orth_running_cost *cost, mpfr_prec_t precision)
{
    if (cost->of == NULL)
        return;
    size_t n = cost->of->n;
    round_array(cost->returns, n, precision);
    round_array(cost->pull, n * n, precision);
    round_array(cost->tracked, n, precision);
    round_array(cost->away, n, precision);
    round_array(&cost->term, 1, precision);
    load(cost);
}

/* value += (w - w*)' lambda S (w - w*) / 2, gradient += lambda S (w - w*). The first is 0 or more:
 * the matrix was tested. */
static void add_tracking(orth_running_cost *cost, orth_iv *value, orth_iv *gradient,
                         const orth_iv *w)
{
    size_t n = cost->of->n;
    orth_iv slope, total;
    orth_iv_init(&slope, mpfr_get_prec(value->lo));
    orth_iv_init(&total, mpfr_get_prec(value->lo));
    orth_iv_set_ui(&total, 0);
    for (size_t i = 0; i < n; i++)
        orth_iv_sub(&cost->away[i], &w[i], &cost->tracked[i]);
    for (size_t i = 0; i < n; i++) {
        orth_iv_set_ui(&slope, 0);
        for (size_t j = 0; j < n; j++) {
            orth_iv_mul(&cost->term, &cost->pull[i * n + j], &cost->away[j]);
            orth_iv_add(&slope, &slope, &cost->term);
        }
        orth_iv_mul(&cost->term, &slope, &cost->away[i]);
        orth_iv_add(&total, &total, &cost->term);
        if (gradient != NULL)
            orth_iv_add(&gradient[i], &gradient[i], &slope);
    }
    if (mpfr_sgn(total.lo) < 0)
        mpfr_set_ui(total.lo, 0, MPFR_RNDD);
    orth_iv_div_ui(&total, &total, 2);
    orth_iv_add(value, value, &total);
    orth_iv_clear(&slope);
    orth_iv_clear(&total);
}

void orth_running_cost_row(orth_running_cost *cost, orth_iv *value, orth_iv *gradient, size_t k,
                           const orth_iv *w)
{
    orth_iv_set_ui(value, 0);
    const orth_exact_running *of = cost->of;
    for (size_t i = 0; gradient != NULL && i < of->n; i++)
        orth_iv_set_ui(&gradient[i], 0);
    for (size_t i = 0; of->forecast != NULL && i < of->n; i++) {
        orth_iv *nu = &cost->returns[i];
        orth_iv_set_q(nu, of->forecast[(k - 1) * of->n + i]);
        orth_iv_mul(&cost->term, nu, &w[i]);
        orth_iv_sub(value, value, &cost->term);
        if (gradient != NULL)
            orth_iv_sub(&gradient[i], &gradient[i], nu);
    }
    if (cost->pull != NULL)
        add_tracking(cost, value, gradient, w);
}

size_t orth_running_last(const orth_exact_running *of, size_t steps)
{
    return of != NULL && of->free_end ? steps : steps - 1;
}

/* log2 |x|, to within one. */
static long bits_of(const mpq_t x)
{
    return (long)mpz_sizeinbase(mpq_numref(x), 2) - (long)mpz_sizeinbase(mpq_denref(x), 2);
}

/* Along the chain a difference from the best schedule grows by at most 1 + x + sqrt(2 x) a step,
 * x = kappa / 2, kappa the greatest eigenvalue of diag(w) lambda S: below e^sqrt(kappa). */
static double growth_bits(const mpq_t kappa)
{
    if (bits_of(kappa) > 0)
        return (double)bits_of(kappa) + 3;
    return 1.4427 * sqrt(orth_rational_to_double(kappa));
}

long orth_running_guard_bits(const orth_exact_running *of)
{
    if (of == NULL)
        return 0;
    long smallest = 0;
    double bits = 0;
    mpq_t x, most;
    mpq_init(x);
    mpq_init(most);
    for (size_t j = 0; of->forecast != NULL && j < of->n * of->steps; j++)
        if (mpq_sgn(of->forecast[j]) != 0 && -bits_of(of->forecast[j]) > smallest)
            smallest = -bits_of(of->forecast[j]);
    for (size_t i = 0; of->covariance != NULL && i < of->n; i++) {
        mpq_mul(x, of->lambda, of->covariance[i * of->n + i]);
        mpq_abs(x, x);
        if (mpq_cmp(x, most) > 0)
            mpq_set(most, x);
    }
    if (mpq_sgn(most) != 0) {
        smallest = -bits_of(most) > smallest ? -bits_of(most) : smallest;
        bits = (double)of->steps * growth_bits(most);
    }
    mpq_clear(x);
    mpq_clear(most);
    return 2 * smallest + (bits < 1e15 ? (long)bits : (long)1e15);
}
