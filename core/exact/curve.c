#include "exact/curve.h"

#include <stdlib.h>
#include <string.h>

#include "exact/lambert.h"
#include "numeric/decimal.h"

/* What a family keeps between rows: transforms of the two ends (square roots, logarithms, powers),
 * and one number (the angle, or P). */
typedef void prepare_fn(orth_curve *curve);
typedef void row_fn(const orth_curve *curve, orth_iv *out, uint64_t k, uint64_t f);

typedef struct family {
    const char *name;
    prepare_fn *prepare;
    row_fn *row;
    bool dyadic_only;
} family;

struct orth_curve {
    const family *family;
    size_t n;
    mpfr_prec_t precision;
    orth_iv *start, *target;     /* the ends */
    orth_iv *from, *to;          /* their transforms */
    orth_iv *low, *high;         /* scratch: the cell of a descent by halves */
    orth_iv number, number_sine; /* omega and its sine, or P */
    const orth_rows *ends;
};

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

static void prepare_roots(orth_curve *c)
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

/* sqrt w = [sin((1-t) omega) sqrt a + sin(t omega) sqrt b] / sin omega */
static void geodesic_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    if (mpfr_zero_p(c->number.hi)) { /* the ends are one point */
        linear_row(c, out, k, f);
        return;
    }
    orth_iv a, b, t;
    orth_iv_init(&a, c->precision);
    orth_iv_init(&b, c->precision);
    orth_iv_init(&t, c->precision);
    orth_iv_mul_ui(&a, &c->number, f - k);
    orth_iv_div_ui(&a, &a, f);
    orth_iv_sin(&a, &a);
    orth_iv_div(&a, &a, &c->number_sine);
    orth_iv_mul_ui(&b, &c->number, k);
    orth_iv_div_ui(&b, &b, f);
    orth_iv_sin(&b, &b);
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

static bool power_of_two(uint64_t x)
{
    return (x & (x - 1)) == 0;
}

/* Between dyadic points the limit of the halvings, which is the geodesic. */
static void bisection_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    if (power_of_two(f))
        bisect(c, out, k, f, amgm_midpoint);
    else
        geodesic_row(c, out, k, f);
}

static void lambertw_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f)
{
    bisect(c, out, k, f, lambert_midpoint);
}

static const family families[] = {
    {"linear", NULL, linear_row, false},
    {"geometric", prepare_logs, geometric_row, false},
    {"amgm", prepare_logs, amgm_row, false},
    {"bisection", prepare_roots, bisection_row, false},
    {"geodesic", prepare_roots, geodesic_row, false},
    {"lambertw", NULL, lambertw_row, true},
};
static const family power_family = {"power", prepare_powers, power_row, false};

static orth_status find(orth_curve *c, const char *name, orth_error *error)
{
    for (size_t i = 0; i < sizeof families / sizeof families[0]; i++) {
        if (strcmp(name, families[i].name) == 0) {
            c->family = &families[i];
            return ORTH_OK;
        }
    }
    if (strncmp(name, "power:", 6) != 0)
        return orth_fail(error, ORTH_BAD_INPUT, "'%s' is no path with a multi-precision twin",
                         name);
    mpq_t p;
    mpq_init(p);
    orth_error inner;
    orth_status status = orth_decimal_parse(p, name + 6, &inner);
    if (status == ORTH_OK)
        orth_iv_set_q(&c->number, p);
    else
        orth_fail(error, status, "path '%s': %s", name, inner.text);
    c->family = &power_family;
    mpq_clear(p);
    return status;
}

orth_status orth_curve_create(orth_curve **curve, const char *name, const orth_rows *ends,
                              mpfr_prec_t precision, orth_error *error)
{
    *curve = NULL;
    orth_curve *c = calloc(1, sizeof *c);
    if (c == NULL)
        return orth_fail_memory(error, sizeof *c);
    size_t n = ends->n;
    c->n = n;
    c->precision = precision;
    c->ends = ends;
    c->start = orth_iv_array(n, precision);
    c->target = orth_iv_array(n, precision);
    c->from = orth_iv_array(n, precision);
    c->to = orth_iv_array(n, precision);
    c->low = orth_iv_array(n, precision);
    c->high = orth_iv_array(n, precision);
    orth_iv_init(&c->number, precision);
    orth_iv_init(&c->number_sine, precision);
    orth_status status = ORTH_OK;
    if (!c->start || !c->target || !c->from || !c->to || !c->low || !c->high)
        status = orth_fail_memory(error, 6.0 * (double)n * sizeof(orth_iv));
    if (status == ORTH_OK)
        status = find(c, name, error);
    if (status != ORTH_OK) {
        orth_curve_free(c);
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        orth_iv_set_ratio(&c->start[i], ends->entry[i], ends->sum[0]);
        orth_iv_set_ratio(&c->target[i], ends->entry[ends->steps * n + i], ends->sum[ends->steps]);
    }
    if (c->family->prepare != NULL)
        c->family->prepare(c);
    *curve = c;
    return ORTH_OK;
}

void orth_curve_free(orth_curve *c)
{
    if (c == NULL)
        return;
    orth_iv_array_free(c->start, c->n);
    orth_iv_array_free(c->target, c->n);
    orth_iv_array_free(c->from, c->n);
    orth_iv_array_free(c->to, c->n);
    orth_iv_array_free(c->low, c->n);
    orth_iv_array_free(c->high, c->n);
    orth_iv_clear(&c->number);
    orth_iv_clear(&c->number_sine);
    free(c);
}

orth_status orth_curve_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f,
                           orth_error *error)
{
    if (k == 0 || k == f) {
        for (size_t i = 0; i < c->n; i++)
            orth_iv_set(&out[i], k == 0 ? &c->start[i] : &c->target[i]);
        return ORTH_OK;
    }
    if (c->family->dyadic_only && !power_of_two(f))
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "path '%s' halves steps: their number must be a power of two, not %llu steps",
            c->family->name, (unsigned long long)f);
    c->family->row(c, out, k, f);
    return ORTH_OK;
}

/* |sqrt u - sqrt w|^2 with each difference as (u - w) / (sqrt u + sqrt w), u - w exact. */
void orth_rows_angle(orth_iv *omega, const orth_rows *ends)
{
    mpfr_prec_t precision = mpfr_get_prec(omega->lo);
    mpq_t u, w;
    mpq_init(u);
    mpq_init(w);
    orth_iv root, sum;
    orth_iv_init(&root, precision);
    orth_iv_init(&sum, precision);
    orth_iv_set_ui(omega, 0);
    for (size_t i = 0; i < ends->n; i++) {
        orth_rows_get_q(u, ends, 0, i);
        orth_rows_get_q(w, ends, ends->steps, i);
        orth_iv_set_q(&root, u);
        orth_iv_sqrt(&root, &root);
        orth_iv_set_q(&sum, w);
        orth_iv_sqrt(&sum, &sum);
        orth_iv_add(&sum, &sum, &root);
        mpq_sub(u, u, w);
        mpq_abs(u, u);
        orth_iv_set_q(&root, u);
        orth_iv_div(&root, &root, &sum);
        orth_iv_mul(&root, &root, &root);
        orth_iv_add(omega, omega, &root);
    }
    orth_iv_sqrt(omega, omega);
    orth_iv_div_ui(omega, omega, 2);
    orth_iv_asin(omega, omega);
    orth_iv_mul_ui(omega, omega, 2);
    orth_iv_clear(&root);
    orth_iv_clear(&sum);
    mpq_clear(u);
    mpq_clear(w);
}
