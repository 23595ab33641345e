#include "truth/geometry_formulas.h"

#include "exact/curve.h"
#include "exact/log_ratio.h"
#include "exact/midpoint.h"
#include "truth/truth.h"

/* x *= factor, factor > 0 */
static void scale(orth_iv *x, const mpz_t factor)
{
    mpfr_mul_z(x->lo, x->lo, factor, MPFR_RNDD);
    mpfr_mul_z(x->hi, x->hi, factor, MPFR_RNDU);
}

static void set_integer(orth_iv *out, const mpz_t x)
{
    mpfr_set_z(out->lo, x, MPFR_RNDD);
    mpfr_set_z(out->hi, x, MPFR_RNDU);
}

/* ------------------------------------------------------------------ functions of one number */

/* sqrt(x / unit) unit = sqrt(x unit) */
bool orth_geometry_sqrt(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    mpz_t x;
    mpz_init(x);
    orth_truth_integer(x, arguments[0].words[0], true);
    mpz_mul(x, x, unit);
    set_integer(wei, x);
    orth_iv_sqrt(wei, wei);
    mpz_clear(x);
    return true;
}

/* out = x / unit; whether x is 0 */
static bool decimal(orth_iv *out, const orth_contract_value *argument, const mpz_t unit)
{
    mpz_t x;
    mpz_init(x);
    orth_truth_integer(x, argument->words[0], true);
    orth_iv_set_ratio(out, x, unit);
    bool zero = mpz_sgn(x) == 0;
    mpz_clear(x);
    return zero;
}

bool orth_geometry_ln(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    decimal(wei, &arguments[0], unit);
    orth_iv_log(wei, wei);
    scale(wei, unit);
    return true;
}

bool orth_geometry_exp(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    decimal(wei, &arguments[0], unit);
    orth_iv_exp(wei, wei);
    if (mpfr_zero_p(wei->lo)) /* below MPFR's least number, and above 0: any such number will do */
        mpfr_set(wei->lo, wei->hi, MPFR_RNDN);
    scale(wei, unit);
    return true;
}

bool orth_geometry_lambert_w(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    if (decimal(wei, &arguments[0], unit)) {
        orth_iv_set_ui(wei, 0);
        return true;
    }
    orth_iv_log(wei, wei);
    orth_iv_lambert_exp(wei, wei);
    scale(wei, unit);
    return true;
}

/* ----------------------------------------------------------------- functions of two points */

/* The points as two rows of integers, each over the sum of its row, and as weights. */
typedef struct points {
    size_t n;
    orth_rows rows;
    mpz_t entry[2 * ORTH_GEOMETRY_MAX], sum[2];
    orth_iv weight[2 * ORTH_GEOMETRY_MAX];
    const orth_iv *from, *to;
} points;

static void points_init(points *both, const orth_contract_value *arguments, mpfr_prec_t precision)
{
    size_t n = both->n = arguments[0].count;
    both->rows = (orth_rows){n, 1, both->entry, both->sum};
    both->from = both->weight;
    both->to = both->weight + n;
    mpz_inits(both->sum[0], both->sum[1], (mpz_ptr)NULL);
    for (size_t j = 0; j < 2 * n; j++) {
        mpz_init(both->entry[j]);
        orth_truth_integer(both->entry[j], arguments[j / n].words[j % n], false);
        mpz_add(both->sum[j / n], both->sum[j / n], both->entry[j]);
    }
    for (size_t j = 0; j < 2 * n; j++) {
        orth_iv_init(&both->weight[j], precision);
        orth_iv_set_ratio(&both->weight[j], both->entry[j], both->sum[j / n]);
    }
}

static void points_clear(points *both)
{
    for (size_t j = 0; j < 2 * both->n; j++) {
        mpz_clear(both->entry[j]);
        orth_iv_clear(&both->weight[j]);
    }
    mpz_clears(both->sum[0], both->sum[1], (mpz_ptr)NULL);
}

static bool points_agree(const points *both)
{
    return orth_rows_same(&both->rows, 0, &both->rows, 1);
}

/* Row k itself: of no width where unit entry / sum is an integer. */
static void give_end(orth_iv *wei, const points *both, size_t k, const mpz_t unit)
{
    mpz_t scaled;
    mpz_init(scaled);
    for (size_t i = 0; i < both->n; i++) {
        mpz_mul(scaled, both->entry[k * both->n + i], unit);
        orth_iv_set_ratio(&wei[i], scaled, both->sum[k]);
    }
    mpz_clear(scaled);
}

/* sum to log(to / from) */
static bool give_kl(orth_iv *wei, const points *both, const mpz_t unit)
{
    orth_iv term;
    orth_iv_init(&term, mpfr_get_prec(wei->lo));
    orth_iv_set_ui(wei, 0);
    for (size_t i = 0; i < both->n && !points_agree(both); i++) {
        orth_iv_log_ratio(&term, &both->to[i], &both->from[i]);
        orth_iv_mul(&term, &term, &both->to[i]);
        orth_iv_add(wei, wei, &term);
    }
    scale(wei, unit);
    orth_iv_clear(&term);
    return true;
}

/* (AM + GM) / sum (AM + GM), in integers as far as it goes: a + b + 2 sqrt(a b). */
static bool give_midpoint(orth_iv *wei, const points *both, const mpz_t unit)
{
    orth_iv sum;
    mpz_t part;
    orth_iv_init(&sum, mpfr_get_prec(wei->lo));
    mpz_init(part);
    orth_iv_set_ui(&sum, 0);
    for (size_t i = 0; i < both->n; i++) {
        const mpz_t *a = &both->entry[i], *b = a + both->n;
        mpz_mul(part, *a, *b);
        mpz_mul_2exp(part, part, 2);
        set_integer(&wei[i], part);
        orth_iv_sqrt(&wei[i], &wei[i]);
        mpz_add(part, *a, *b);
        mpfr_add_z(wei[i].lo, wei[i].lo, part, MPFR_RNDD);
        mpfr_add_z(wei[i].hi, wei[i].hi, part, MPFR_RNDU);
        orth_iv_add(&sum, &sum, &wei[i]);
    }
    for (size_t i = 0; i < both->n; i++) {
        scale(&wei[i], unit);
        orth_iv_div(&wei[i], &wei[i], &sum);
    }
    mpz_clear(part);
    orth_iv_clear(&sum);
    return true;
}

static bool give_optimal_midpoint(orth_iv *wei, const points *both, const mpz_t unit)
{
    orth_iv mu;
    if (points_agree(both)) {
        give_end(wei, both, 0, unit);
        return true;
    }
    orth_iv_init(&mu, mpfr_get_prec(wei->lo));
    bool found = orth_iv_lambert_midpoint(wei, &mu, both->n, both->from, both->to, NULL) == ORTH_OK;
    for (size_t i = 0; i < both->n; i++)
        scale(&wei[i], unit);
    orth_iv_clear(&mu);
    return found;
}

/* out = sin(part / unit omega). The angle may be of any size, so this is not orth_iv_sin: the slope
 * of the sine is at most 1, and its value within the width of the angle of the sine at one end. */
static void sine(orth_iv *out, const orth_iv *omega, const mpz_t part, const mpz_t unit)
{
    mpfr_t width, angle;
    mpfr_inits2(mpfr_get_prec(out->lo), width, angle, (mpfr_ptr)NULL);
    orth_iv_set_ratio(out, part, unit);
    orth_iv_mul(out, out, omega);
    mpfr_sub(width, out->hi, out->lo, MPFR_RNDU);
    mpfr_set(angle, out->lo, MPFR_RNDN);
    mpfr_sin(out->lo, angle, MPFR_RNDD);
    mpfr_sub(out->lo, out->lo, width, MPFR_RNDD);
    mpfr_sin(out->hi, angle, MPFR_RNDU);
    mpfr_add(out->hi, out->hi, width, MPFR_RNDU);
    mpfr_clears(width, angle, (mpfr_ptr)NULL);
}

/* Spherical interpolation of the square roots, squared:
 * (sin((1 - t) omega) sqrt from + sin(t omega) sqrt to)^2 / sin^2 omega. */
static void give_inner(orth_iv *wei, const points *both, const mpz_t t, const mpz_t unit)
{
    orth_iv part[4]; /* omega, its two parts, a root */
    mpz_t rest;
    mpz_init(rest);
    for (size_t k = 0; k < 4; k++)
        orth_iv_init(&part[k], mpfr_get_prec(wei->lo));
    mpz_sub(rest, unit, t);
    orth_rows_angle(&part[0], &both->rows);
    sine(&part[1], &part[0], rest, unit);
    sine(&part[2], &part[0], t, unit);
    orth_iv_sin(&part[0], &part[0]);
    orth_iv_div(&part[1], &part[1], &part[0]);
    orth_iv_div(&part[2], &part[2], &part[0]);
    for (size_t i = 0; i < both->n; i++) {
        orth_iv_sqrt(&wei[i], &both->from[i]);
        orth_iv_mul(&wei[i], &wei[i], &part[1]);
        orth_iv_sqrt(&part[3], &both->to[i]);
        orth_iv_mul(&part[3], &part[3], &part[2]);
        orth_iv_add(&wei[i], &wei[i], &part[3]);
        orth_iv_mul(&wei[i], &wei[i], &wei[i]);
        scale(&wei[i], unit);
    }
    mpz_clear(rest);
    for (size_t k = 0; k < 4; k++)
        orth_iv_clear(&part[k]);
}

/* The ends and the middle are rational where their entries, or roots of them, are. */
static void give_point(orth_iv *wei, const points *both, const mpz_t t, const mpz_t unit)
{
    mpz_t twice;
    mpz_init(twice);
    mpz_mul_2exp(twice, t, 1);
    if (mpz_sgn(t) == 0 || points_agree(both))
        give_end(wei, both, 0, unit);
    else if (mpz_cmp(t, unit) == 0)
        give_end(wei, both, 1, unit);
    else if (mpz_cmp(twice, unit) == 0)
        give_midpoint(wei, both, unit);
    else
        give_inner(wei, both, t, unit);
    mpz_clear(twice);
}

bool orth_geometry_point(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    points both;
    mpz_t t;
    mpz_init(t);
    points_init(&both, arguments, mpfr_get_prec(wei->lo));
    orth_truth_integer(t, arguments[2].words[0], false);
    give_point(wei, &both, t, unit);
    points_clear(&both);
    mpz_clear(t);
    return true;
}

#define OF_POINTS(name)                                                                            \
    bool orth_geometry_##name(orth_iv *wei, const orth_contract_value *arguments,                  \
                              const mpz_t unit)                                                    \
    {                                                                                              \
        points both;                                                                               \
        points_init(&both, arguments, mpfr_get_prec(wei->lo));                                     \
        bool found = give_##name(wei, &both, unit);                                                \
        points_clear(&both);                                                                       \
        return found;                                                                              \
    }

OF_POINTS(kl)
OF_POINTS(midpoint)
OF_POINTS(optimal_midpoint)
