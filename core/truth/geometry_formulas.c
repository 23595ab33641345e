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

/* ------------------------------------------------------------------ functions of one number */

/* sqrt(x / unit) unit = sqrt(x unit) */
bool orth_geometry_sqrt(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    mpz_t x;
    mpz_init(x);
    orth_truth_integer(x, arguments[0].words[0], true);
    mpz_mul(x, x, unit);
    mpfr_set_z(wei->lo, x, MPFR_RNDD);
    mpfr_set_z(wei->hi, x, MPFR_RNDU);
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

/* The points as two rows of integers, each over the sum of its row. */
typedef struct points {
    orth_rows rows;
    mpz_t entry[2 * ORTH_GEOMETRY_MAX], sum[2];
} points;

static void points_init(points *both, const orth_contract_value *arguments)
{
    size_t n = arguments[0].count;
    both->rows = (orth_rows){n, 1, both->entry, both->sum};
    for (size_t k = 0; k < 2; k++) {
        mpz_init(both->sum[k]);
        for (size_t i = 0; i < n; i++) {
            mpz_init(both->entry[k * n + i]);
            orth_truth_integer(both->entry[k * n + i], arguments[k].words[i], false);
            mpz_add(both->sum[k], both->sum[k], both->entry[k * n + i]);
        }
    }
}

static void points_clear(points *both)
{
    for (size_t i = 0; i < 2 * both->rows.n; i++)
        mpz_clear(both->entry[i]);
    mpz_clears(both->sum[0], both->sum[1], (mpz_ptr)NULL);
}

static bool points_agree(const points *both)
{
    return orth_rows_same(&both->rows, 0, &both->rows, 1);
}

/* A weight of row k, in wei when the factor is the unit. */
static void weight(orth_iv *out, const points *both, size_t k, size_t i, const mpz_t factor)
{
    mpz_t scaled;
    mpz_init(scaled);
    mpz_mul(scaled, both->entry[k * both->rows.n + i], factor);
    orth_iv_set_ratio(out, scaled, both->sum[k]);
    mpz_clear(scaled);
}

static void give_end(orth_iv *wei, const points *both, size_t k, const mpz_t unit)
{
    for (size_t i = 0; i < both->rows.n; i++)
        weight(&wei[i], both, k, i, unit);
}

/* sum to log(to / from) */
bool orth_geometry_kl(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    points both;
    orth_iv from, to, log;
    mpfr_prec_t precision = mpfr_get_prec(wei->lo);
    mpz_t one;
    points_init(&both, arguments);
    orth_iv_init(&from, precision);
    orth_iv_init(&to, precision);
    orth_iv_init(&log, precision);
    mpz_init_set_ui(one, 1);
    orth_iv_set_ui(wei, 0);
    for (size_t i = 0; i < both.rows.n && !points_agree(&both); i++) {
        weight(&from, &both, 0, i, one);
        weight(&to, &both, 1, i, one);
        orth_iv_log_ratio(&log, &to, &from);
        orth_iv_mul(&log, &log, &to);
        orth_iv_add(wei, wei, &log);
    }
    scale(wei, unit);
    mpz_clear(one);
    orth_iv_clear(&from);
    orth_iv_clear(&to);
    orth_iv_clear(&log);
    points_clear(&both);
    return true;
}

/* (AM + GM) / sum (AM + GM), in integers as far as it goes: a + b + 2 sqrt(a b). */
static void give_midpoint(orth_iv *wei, const points *both, const mpz_t unit)
{
    size_t n = both->rows.n;
    orth_iv sum;
    mpz_t part;
    orth_iv_init(&sum, mpfr_get_prec(wei->lo));
    mpz_init(part);
    orth_iv_set_ui(&sum, 0);
    for (size_t i = 0; i < n; i++) {
        mpz_mul(part, both->entry[i], both->entry[n + i]);
        mpz_mul_2exp(part, part, 2);
        mpfr_set_z(wei[i].lo, part, MPFR_RNDD);
        mpfr_set_z(wei[i].hi, part, MPFR_RNDU);
        orth_iv_sqrt(&wei[i], &wei[i]);
        mpz_add(part, both->entry[i], both->entry[n + i]);
        mpfr_add_z(wei[i].lo, wei[i].lo, part, MPFR_RNDD);
        mpfr_add_z(wei[i].hi, wei[i].hi, part, MPFR_RNDU);
        orth_iv_add(&sum, &sum, &wei[i]);
    }
    for (size_t i = 0; i < n; i++) {
        scale(&wei[i], unit);
        orth_iv_div(&wei[i], &wei[i], &sum);
    }
    mpz_clear(part);
    orth_iv_clear(&sum);
}

bool orth_geometry_midpoint(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    points both;
    points_init(&both, arguments);
    give_midpoint(wei, &both, unit);
    points_clear(&both);
    return true;
}

/* out = sin x for x of any size: the slope of the sine is at most 1, so that its value is within
 * the width of x of the sine at one end. */
static void sine(orth_iv *out, const orth_iv *x)
{
    mpfr_t width;
    mpfr_init2(width, mpfr_get_prec(out->lo));
    mpfr_sub(width, x->hi, x->lo, MPFR_RNDU);
    mpfr_sin(out->hi, x->lo, MPFR_RNDU);
    mpfr_sin(out->lo, x->lo, MPFR_RNDD);
    mpfr_add(out->hi, out->hi, width, MPFR_RNDU);
    mpfr_sub(out->lo, out->lo, width, MPFR_RNDD);
    mpfr_clear(width);
}

/* out = sin(part / unit omega) */
static void sine_of_part(orth_iv *out, const orth_iv *omega, const mpz_t part, const mpz_t unit)
{
    orth_iv_set_ratio(out, part, unit);
    orth_iv_mul(out, out, omega);
    sine(out, out);
}

/* Spherical interpolation of the square roots, squared:
 * (sin((1 - t) omega) sqrt from + sin(t omega) sqrt to)^2 / sin^2 omega. */
static void give_point(orth_iv *wei, const points *both, const mpz_t t, const mpz_t unit)
{
    mpfr_prec_t precision = mpfr_get_prec(wei->lo);
    orth_iv omega, first, second, root;
    mpz_t rest;
    orth_iv_init(&omega, precision);
    orth_iv_init(&first, precision);
    orth_iv_init(&second, precision);
    orth_iv_init(&root, precision);
    mpz_init(rest);
    mpz_sub(rest, unit, t);
    orth_rows_angle(&omega, &both->rows);
    sine_of_part(&first, &omega, rest, unit);
    sine_of_part(&second, &omega, t, unit);
    orth_iv_sin(&omega, &omega);
    orth_iv_div(&first, &first, &omega);
    orth_iv_div(&second, &second, &omega);
    for (size_t i = 0; i < both->rows.n; i++) {
        weight(&wei[i], both, 0, i, unit);
        orth_iv_sqrt(&wei[i], &wei[i]);
        orth_iv_mul(&wei[i], &wei[i], &first);
        weight(&root, both, 1, i, unit);
        orth_iv_sqrt(&root, &root);
        orth_iv_mul(&root, &root, &second);
        orth_iv_add(&wei[i], &wei[i], &root);
        orth_iv_mul(&wei[i], &wei[i], &wei[i]);
    }
    mpz_clear(rest);
    orth_iv_clear(&omega);
    orth_iv_clear(&first);
    orth_iv_clear(&second);
    orth_iv_clear(&root);
}

bool orth_geometry_point(orth_iv *wei, const orth_contract_value *arguments, const mpz_t unit)
{
    points both;
    mpz_t t, twice;
    points_init(&both, arguments);
    mpz_inits(t, twice, (mpz_ptr)NULL);
    orth_truth_integer(t, arguments[2].words[0], false);
    mpz_mul_2exp(twice, t, 1);
    if (mpz_sgn(t) == 0 || points_agree(&both))
        give_end(wei, &both, 0, unit);
    else if (mpz_cmp(t, unit) == 0)
        give_end(wei, &both, 1, unit);
    else if (mpz_cmp(twice, unit) == 0)
        give_midpoint(wei, &both, unit);
    else
        give_point(wei, &both, t, unit);
    mpz_clears(t, twice, (mpz_ptr)NULL);
    points_clear(&both);
    return true;
}

bool orth_geometry_optimal_midpoint(orth_iv *wei, const orth_contract_value *arguments,
                                    const mpz_t unit)
{
    points both;
    orth_iv mu, from[ORTH_GEOMETRY_MAX], to[ORTH_GEOMETRY_MAX];
    mpfr_prec_t precision = mpfr_get_prec(wei->lo);
    mpz_t one;
    bool found = true;
    points_init(&both, arguments);
    size_t n = both.rows.n;
    mpz_init_set_ui(one, 1);
    orth_iv_init(&mu, precision);
    for (size_t i = 0; i < n; i++) {
        orth_iv_init(&from[i], precision);
        orth_iv_init(&to[i], precision);
        weight(&from[i], &both, 0, i, one);
        weight(&to[i], &both, 1, i, one);
    }
    if (points_agree(&both))
        give_end(wei, &both, 0, unit);
    else
        found = orth_iv_lambert_midpoint(wei, &mu, n, from, to, NULL) == ORTH_OK;
    for (size_t i = 0; i < n; i++) {
        if (!points_agree(&both))
            scale(&wei[i], unit);
        orth_iv_clear(&from[i]);
        orth_iv_clear(&to[i]);
    }
    mpz_clear(one);
    orth_iv_clear(&mu);
    points_clear(&both);
    return found;
}
