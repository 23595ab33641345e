/* The rows of each family, in intervals. */
#include "exact/curve_rows.h"
#include "exact/midpoint.h"

/* out = ((f - k) a + k b) / f */
static void blend(orth_iv *out, const orth_iv *a, const orth_iv *b, uint64_t k, uint64_t f)
{
    orth_iv t;
    orth_iv_init(&t, mpfr_get_prec(out->lo));
    orth_iv_mul_ui(&t, a, f - k);
    orth_iv_mul_ui(out, b, k);
    orth_iv_add(out, out, &t);
    orth_iv_div_ui(out, out, f);
    orth_iv_clear(&t);
}

static void prepare_logs(orth_curve *c)
{
    for (size_t i = 0; i < c->n; i++) {
        orth_iv_log(&c->from[i], &c->start[i]);
        orth_iv_log(&c->to[i], &c->target[i]);
    }
}

void orth_curve_prepare_roots(orth_curve *c)
{
    for (size_t i = 0; i < c->n; i++) {
        orth_iv_sqrt(&c->from[i], &c->start[i]);
        orth_iv_sqrt(&c->to[i], &c->target[i]);
    }
    orth_rows_angle(&c->number, c->ends);
    orth_iv_sin(&c->number_sine, &c->number);
}

/* a^p = exp(p log a); P = 0 stands for the limit, the geometric path. */
static void prepare_powers(orth_curve *c)
{
    prepare_logs(c);
    if (mpfr_zero_p(c->number.lo) && mpfr_zero_p(c->number.hi))
        return;
    for (size_t i = 0; i < c->n; i++) {
        orth_iv_mul(&c->from[i], &c->from[i], &c->number);
        orth_iv_exp(&c->from[i], &c->from[i]);
        orth_iv_mul(&c->to[i], &c->to[i], &c->number);
        orth_iv_exp(&c->to[i], &c->to[i]);
    }
}

static void linear_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    for (size_t i = 0; i < c->n; i++)
        blend(&out[i], &c->start[i], &c->target[i], k, f);
}

static void geometric_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    for (size_t i = 0; i < c->n; i++) {
        blend(&out[i], &c->from[i], &c->to[i], k, f);
        orth_iv_exp(&out[i], &out[i]);
    }
    orth_iv_normalise(out, c->n);
}

static void amgm_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    orth_iv t;
    orth_iv_init(&t, c->precision);
    for (size_t i = 0; i < c->n; i++) {
        blend(&out[i], &c->from[i], &c->to[i], k, f);
        orth_iv_exp(&out[i], &out[i]);
        blend(&t, &c->start[i], &c->target[i], k, f);
        orth_iv_add(&out[i], &out[i], &t);
    }
    orth_iv_clear(&t);
    orth_iv_normalise(out, c->n);
}

/* sqrt w = [sin(from) sqrt a + sin(to) sqrt b] / sin omega */
void orth_curve_arc_row(const orth_curve *c, orth_iv *out, const orth_iv *from, const orth_iv *to)
{
    orth_iv a, b, t;
    orth_iv_init(&a, c->precision);
    orth_iv_init(&b, c->precision);
    orth_iv_init(&t, c->precision);
    orth_iv_sin(&a, from);
    orth_iv_div(&a, &a, &c->number_sine);
    orth_iv_sin(&b, to);
    orth_iv_div(&b, &b, &c->number_sine);
    for (size_t i = 0; i < c->n; i++) {
        orth_iv_mul(&out[i], &a, &c->from[i]);
        orth_iv_mul(&t, &b, &c->to[i]);
        orth_iv_add(&out[i], &out[i], &t);
        orth_iv_mul(&out[i], &out[i], &out[i]);
    }
    orth_iv_clear(&a);
    orth_iv_clear(&b);
    orth_iv_clear(&t);
}

/* At the angles (1-t) omega and t omega. */
static void geodesic_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    if (mpfr_zero_p(c->number.hi)) { /* the ends are one point */
        linear_row(c, out, k, f);
        return;
    }
    orth_iv from, to;
    orth_iv_init(&from, c->precision);
    orth_iv_init(&to, c->precision);
    orth_iv_mul_ui(&from, &c->number, f - k);
    orth_iv_div_ui(&from, &from, f);
    orth_iv_mul_ui(&to, &c->number, k);
    orth_iv_div_ui(&to, &to, f);
    orth_curve_arc_row(c, out, &from, &to);
    orth_iv_clear(&from);
    orth_iv_clear(&to);
}

static void power_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    if (mpfr_zero_p(c->number.lo) && mpfr_zero_p(c->number.hi)) {
        geometric_row(c, out, k, f);
        return;
    }
    orth_iv inverse;
    orth_iv_init(&inverse, c->precision);
    for (size_t i = 0; i < c->n; i++) {
        blend(&out[i], &c->from[i], &c->to[i], k, f);
        orth_iv_log(&out[i], &out[i]);
        if (mpfr_sgn(c->number.lo) > 0) {
            orth_iv_div(&out[i], &out[i], &c->number);
        } else { /* orth_iv_div wants a positive divisor */
            mpfr_neg(inverse.lo, c->number.hi, MPFR_RNDD);
            mpfr_neg(inverse.hi, c->number.lo, MPFR_RNDU);
            orth_iv_div(&out[i], &out[i], &inverse);
            mpfr_swap(out[i].lo, out[i].hi);
            mpfr_neg(out[i].lo, out[i].lo, MPFR_RNDD);
            mpfr_neg(out[i].hi, out[i].hi, MPFR_RNDU);
        }
        orth_iv_exp(&out[i], &out[i]);
    }
    orth_iv_clear(&inverse);
    orth_iv_normalise(out, c->n);
}

/* Each end scaled so that the last tokens agree. */
static void prepare_dutch(orth_curve *c)
{
    for (size_t i = 0; i < c->n; i++) {
        orth_iv_mul(&c->from[i], &c->start[i], &c->target[c->n - 1]);
        orth_iv_mul(&c->to[i], &c->target[i], &c->start[c->n - 1]);
    }
}

/* Ratios to the last token are linear in time. */
static void dutch_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    for (size_t i = 0; i < c->n; i++)
        blend(&out[i], &c->from[i], &c->to[i], k, f);
    orth_iv_normalise(out, c->n);
}

/* normalise((a + b) / 2 + sqrt(a b)), which is the geodesic's midpoint */
static void amgm_midpoint(orth_iv *out, size_t n, const orth_iv *a, const orth_iv *b)
{
    orth_iv t;
    orth_iv_init(&t, mpfr_get_prec(out[0].lo));
    for (size_t i = 0; i < n; i++) {
        orth_iv_mul(&t, &a[i], &b[i]);
        orth_iv_sqrt(&t, &t);
        orth_iv_mul_ui(&t, &t, 2);
        orth_iv_add(&out[i], &a[i], &b[i]);
        orth_iv_add(&out[i], &out[i], &t);
    }
    orth_iv_clear(&t);
    orth_iv_normalise(out, n);
}

/* The small-change formula of the 2024 paper: b / W(e b / a), normalised. */
static void lambert_midpoint(orth_iv *out, size_t n, const orth_iv *a, const orth_iv *b)
{
    orth_iv zero;
    orth_iv_init(&zero, mpfr_get_prec(out[0].lo));
    orth_iv_set_ui(&zero, 0);
    orth_iv_lambert_point(out, n, a, b, &zero);
    orth_iv_clear(&zero);
    orth_iv_normalise(out, n);
}

/* Halves [0, f] towards k. The caller has seen to it that k / f is a whole number of halvings. */
static void bisect(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f,
                   void (*midpoint)(orth_iv *, size_t, const orth_iv *, const orth_iv *))
{
    uint64_t left = 0, right = f;
    for (size_t i = 0; i < c->n; i++) {
        orth_iv_set(&c->low[i], &c->start[i]);
        orth_iv_set(&c->high[i], &c->target[i]);
    }
    while (k != left && k != right) {
        uint64_t middle = left + (right - left) / 2;
        midpoint(out, c->n, c->low, c->high);
        for (size_t i = 0; i < c->n; i++)
            orth_iv_set(k >= middle ? &c->low[i] : &c->high[i], &out[i]);
        *(k >= middle ? &left : &right) = middle;
    }
    for (size_t i = 0; i < c->n; i++)
        orth_iv_set(&out[i], k == left ? &c->low[i] : &c->high[i]);
}

bool orth_power_of_two(uint64_t x)
{
    return (x & (x - 1)) == 0;
}

/* Between dyadic points the limit of the halvings, which is the geodesic. */
static void bisection_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    if (orth_power_of_two(f))
        bisect(c, out, k, f, amgm_midpoint);
    else
        geodesic_row(c, out, k, f);
}

static void lambertw_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    bisect(c, out, k, f, lambert_midpoint);
}

const orth_curve_family orth_curve_families[] = {
    {"linear", NULL, linear_row, false},
    {"geometric", prepare_logs, geometric_row, false},
    {"amgm", prepare_logs, amgm_row, false},
    {"bisection", orth_curve_prepare_roots, bisection_row, false},
    {"geodesic", orth_curve_prepare_roots, geodesic_row, false},
    {"lambertw", NULL, lambertw_row, true},
    {"dutch", prepare_logs, geometric_row, false},
    {"dutch:exponential", prepare_logs, geometric_row, false},
    {"dutch:linear", prepare_dutch, dutch_row, false},
    {NULL, NULL, NULL, false},
};
const orth_curve_family orth_curve_power = {"power", prepare_powers, power_row, false};
