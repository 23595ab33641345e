#include "truth/geometry_formulas.h"

#include "truth/truth.h"

/* out = word / 10^digits */
static void decimal(mpfr_t out, orth_word word, bool is_signed, unsigned digits)
{
    mpz_t integer, unit;
    mpz_inits(integer, unit, (mpz_ptr)NULL);
    orth_truth_integer(integer, word, is_signed);
    mpz_ui_pow_ui(unit, 10, digits);
    mpq_t exact;
    mpq_init(exact);
    mpz_swap(mpq_numref(exact), integer);
    mpz_swap(mpq_denref(exact), unit);
    mpfr_set_q(out, exact, MPFR_RNDN);
    mpq_clear(exact);
    mpz_clears(integer, unit, (mpz_ptr)NULL);
}

void orth_geometry_sqrt(mpfr_t *values, const orth_contract_value *arguments, unsigned digits,
                        mpfr_prec_t p)
{
    (void)p;
    decimal(values[0], arguments[0].words[0], true, digits);
    mpfr_sqrt(values[0], values[0], MPFR_RNDN);
}

void orth_geometry_ln(mpfr_t *values, const orth_contract_value *arguments, unsigned digits,
                      mpfr_prec_t p)
{
    (void)p;
    decimal(values[0], arguments[0].words[0], true, digits);
    mpfr_log(values[0], values[0], MPFR_RNDN);
}

void orth_geometry_exp(mpfr_t *values, const orth_contract_value *arguments, unsigned digits,
                       mpfr_prec_t p)
{
    (void)p;
    decimal(values[0], arguments[0].words[0], true, digits);
    mpfr_exp(values[0], values[0], MPFR_RNDN);
    if (mpfr_zero_p(values[0])) /* below MPFR's least number, and above 0 */
        mpfr_nextabove(values[0]);
}

/* w = W(x), x > 0, given log x: Newton on w + log w = log x from above; quadratic, so that it ends
 * when a step is below the last bits. */
static void lambert_w_of_log(mpfr_t w, const mpfr_t log_x, mpfr_prec_t p)
{
    mpfr_t step, slope;
    mpfr_inits2(p, step, slope, (mpfr_ptr)NULL);
    mpfr_set(w, log_x, MPFR_RNDN);
    if (mpfr_cmp_ui(log_x, 1) < 0) /* W(x) is near x below 1, near log x above */
        mpfr_exp(w, log_x, MPFR_RNDN);
    for (int i = 0; i < 200; i++) {
        mpfr_log(step, w, MPFR_RNDN);
        mpfr_add(step, step, w, MPFR_RNDN);
        mpfr_sub(step, step, log_x, MPFR_RNDN);
        mpfr_add_ui(slope, w, 1, MPFR_RNDN);
        mpfr_mul(step, step, w, MPFR_RNDN);
        mpfr_div(step, step, slope, MPFR_RNDN);
        mpfr_div_2ui(slope, w, 1, MPFR_RNDN);
        if (mpfr_cmp(step, w) >= 0) /* would leave the positive numbers */
            mpfr_set(step, slope, MPFR_RNDN);
        mpfr_sub(w, w, step, MPFR_RNDN);
        if (mpfr_zero_p(step) || mpfr_get_exp(step) < mpfr_get_exp(w) - (mpfr_exp_t)p + 4)
            break;
    }
    mpfr_clears(step, slope, (mpfr_ptr)NULL);
}

void orth_geometry_lambert_w(mpfr_t *values, const orth_contract_value *arguments, unsigned digits,
                             mpfr_prec_t p)
{
    mpfr_t log_x;
    decimal(values[0], arguments[0].words[0], true, digits);
    if (mpfr_zero_p(values[0]))
        return;
    mpfr_init2(log_x, p);
    mpfr_log(log_x, values[0], MPFR_RNDN);
    lambert_w_of_log(values[0], log_x, p);
    mpfr_clear(log_x);
}

/* The points as weights that sum to 1. */
typedef struct points {
    size_t n;
    mpfr_t from[ORTH_GEOMETRY_MAX], to[ORTH_GEOMETRY_MAX];
} points;

static void normalise(mpfr_t *weights, size_t n, mpfr_prec_t p)
{
    mpfr_t sum;
    mpfr_init2(sum, p);
    mpfr_set_zero(sum, 1);
    for (size_t i = 0; i < n; i++)
        mpfr_add(sum, sum, weights[i], MPFR_RNDN);
    for (size_t i = 0; i < n; i++)
        mpfr_div(weights[i], weights[i], sum, MPFR_RNDN);
    mpfr_clear(sum);
}

static void points_init(points *both, const orth_contract_value *arguments, mpfr_prec_t p)
{
    both->n = arguments[0].count;
    for (size_t i = 0; i < both->n; i++) {
        mpfr_inits2(p, both->from[i], both->to[i], (mpfr_ptr)NULL);
        decimal(both->from[i], arguments[0].words[i], false, 18);
        decimal(both->to[i], arguments[1].words[i], false, 18);
    }
    normalise(both->from, both->n, p);
    normalise(both->to, both->n, p);
}

static void points_clear(points *both)
{
    for (size_t i = 0; i < both->n; i++)
        mpfr_clears(both->from[i], both->to[i], (mpfr_ptr)NULL);
}

/* sum to log(to / from): terms of either sign cancel at most as far as 1e-36 squared of a
 * difference of weights, that is by some 240 bits, which p + 256 covers. */
void orth_geometry_kl(mpfr_t *values, const orth_contract_value *arguments, unsigned digits,
                      mpfr_prec_t p)
{
    points both;
    mpfr_t term, sum;
    (void)digits;
    points_init(&both, arguments, p + 256);
    mpfr_inits2(p + 256, term, sum, (mpfr_ptr)NULL);
    mpfr_set_zero(sum, 1);
    for (size_t i = 0; i < both.n; i++) {
        mpfr_div(term, both.to[i], both.from[i], MPFR_RNDN);
        mpfr_log(term, term, MPFR_RNDN);
        mpfr_mul(term, term, both.to[i], MPFR_RNDN);
        mpfr_add(sum, sum, term, MPFR_RNDN);
    }
    mpfr_set(values[0], sum, MPFR_RNDN);
    mpfr_clears(term, sum, (mpfr_ptr)NULL);
    points_clear(&both);
}

/* (AM + GM) / sum (AM + GM) */
void orth_geometry_midpoint(mpfr_t *values, const orth_contract_value *arguments, unsigned digits,
                            mpfr_prec_t p)
{
    points both;
    mpfr_t mean;
    (void)digits;
    points_init(&both, arguments, p);
    mpfr_init2(mean, p);
    for (size_t i = 0; i < both.n; i++) {
        mpfr_add(mean, both.from[i], both.to[i], MPFR_RNDN);
        mpfr_div_2ui(mean, mean, 1, MPFR_RNDN);
        mpfr_mul(values[i], both.from[i], both.to[i], MPFR_RNDN);
        mpfr_sqrt(values[i], values[i], MPFR_RNDN);
        mpfr_add(values[i], values[i], mean, MPFR_RNDN);
    }
    normalise(values, both.n, p);
    mpfr_clear(mean);
    points_clear(&both);
}

/* omega = 2 asin(|sqrt from - sqrt to| / 2) */
static void angle(mpfr_t omega, const points *both, mpfr_prec_t p)
{
    mpfr_t a, b;
    mpfr_inits2(p, a, b, (mpfr_ptr)NULL);
    mpfr_set_zero(omega, 1);
    for (size_t i = 0; i < both->n; i++) {
        mpfr_sqrt(a, both->from[i], MPFR_RNDN);
        mpfr_sqrt(b, both->to[i], MPFR_RNDN);
        mpfr_sub(a, a, b, MPFR_RNDN);
        mpfr_sqr(a, a, MPFR_RNDN);
        mpfr_add(omega, omega, a, MPFR_RNDN);
    }
    mpfr_sqrt(omega, omega, MPFR_RNDN);
    mpfr_div_2ui(omega, omega, 1, MPFR_RNDN);
    mpfr_asin(omega, omega, MPFR_RNDN);
    mpfr_mul_2ui(omega, omega, 1, MPFR_RNDN);
    mpfr_clears(a, b, (mpfr_ptr)NULL);
}

/* Spherical interpolation of the square roots at t, squared. */
void orth_geometry_point(mpfr_t *values, const orth_contract_value *arguments, unsigned digits,
                         mpfr_prec_t p)
{
    points both;
    mpfr_t omega, t, first, second, part;
    mpfr_prec_t wide = p + 256; /* near points lose up to 240 bits in the angle */
    points_init(&both, arguments, wide);
    mpfr_inits2(wide, omega, t, first, second, part, (mpfr_ptr)NULL);
    angle(omega, &both, wide);
    decimal(t, arguments[2].words[0], false, digits);
    if (mpfr_zero_p(omega)) {
        mpfr_set_ui(first, 1, MPFR_RNDN);
        mpfr_set_zero(second, 1);
    } else {
        mpfr_ui_sub(first, 1, t, MPFR_RNDN);
        mpfr_mul(first, first, omega, MPFR_RNDN);
        mpfr_sin(first, first, MPFR_RNDN);
        mpfr_mul(second, t, omega, MPFR_RNDN);
        mpfr_sin(second, second, MPFR_RNDN);
        mpfr_sin(omega, omega, MPFR_RNDN);
        mpfr_div(first, first, omega, MPFR_RNDN);
        mpfr_div(second, second, omega, MPFR_RNDN);
    }
    for (size_t i = 0; i < both.n; i++) {
        mpfr_sqrt(part, both.from[i], MPFR_RNDN);
        mpfr_mul(part, part, first, MPFR_RNDN);
        mpfr_sqrt(omega, both.to[i], MPFR_RNDN);
        mpfr_mul(omega, omega, second, MPFR_RNDN);
        mpfr_add(part, part, omega, MPFR_RNDN);
        mpfr_sqr(part, part, MPFR_RNDN);
        mpfr_set(values[i], part, MPFR_RNDN);
    }
    mpfr_clears(omega, t, first, second, part, (mpfr_ptr)NULL);
    points_clear(&both);
}

/* The weights for a trial mu into values, sum - 1 into *excess and its derivative into *slope. With
 * W = W(e^(1 - mu) to / from), weight = to / W and d weight / d mu = weight / (1 + W). */
static void optimal_trial(mpfr_t *values, const points *both, const mpfr_t mu, mpfr_t excess,
                          mpfr_t slope, mpfr_prec_t p)
{
    mpfr_t log_x, w;
    mpfr_inits2(p, log_x, w, (mpfr_ptr)NULL);
    mpfr_set_si(excess, -1, MPFR_RNDN);
    mpfr_set_zero(slope, 1);
    for (size_t i = 0; i < both->n; i++) {
        mpfr_div(log_x, both->to[i], both->from[i], MPFR_RNDN);
        mpfr_log(log_x, log_x, MPFR_RNDN);
        mpfr_add_ui(log_x, log_x, 1, MPFR_RNDN);
        mpfr_sub(log_x, log_x, mu, MPFR_RNDN);
        lambert_w_of_log(w, log_x, p);
        mpfr_div(values[i], both->to[i], w, MPFR_RNDN);
        mpfr_add(excess, excess, values[i], MPFR_RNDN);
        mpfr_add_ui(w, w, 1, MPFR_RNDN);
        mpfr_div(w, values[i], w, MPFR_RNDN);
        mpfr_add(slope, slope, w, MPFR_RNDN);
    }
    mpfr_clears(log_x, w, (mpfr_ptr)NULL);
}

/* Newton in mu; the sum is increasing and convex in mu, so that it comes from one side. */
void orth_geometry_optimal_midpoint(mpfr_t *values, const orth_contract_value *arguments,
                                    unsigned digits, mpfr_prec_t p)
{
    points both;
    mpfr_t mu, excess, slope;
    (void)digits;
    points_init(&both, arguments, p);
    mpfr_inits2(p, mu, excess, slope, (mpfr_ptr)NULL);
    mpfr_set_zero(mu, 1);
    for (int i = 0; i < 200; i++) {
        optimal_trial(values, &both, mu, excess, slope, p);
        if (mpfr_zero_p(excess) || mpfr_get_exp(excess) < 16 - (mpfr_exp_t)p)
            break;
        mpfr_div(excess, excess, slope, MPFR_RNDN);
        mpfr_sub(mu, mu, excess, MPFR_RNDN);
    }
    mpfr_clears(mu, excess, slope, (mpfr_ptr)NULL);
    points_clear(&both);
}
