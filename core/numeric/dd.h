/* Double-double arithmetic for set-up work: a value is high + low, |low| <= ulp(high) / 2, about
 * 2^-104 relative. The vector kernels carry their own. All of it is exact transformations and
 * single roundings, so it gives the same bits everywhere. */
#ifndef ORTH_NUMERIC_DD_H
#define ORTH_NUMERIC_DD_H

#include <math.h>

typedef struct orth_dd {
    double high, low;
} orth_dd;

static inline orth_dd orth_dd_sum(double a, double b)
{
    double sum = a + b;
    double part = sum - a;
    orth_dd result = {sum, (a - (sum - part)) + (b - part)};
    return result;
}

/* |a| >= |b| or a = 0 */
static inline orth_dd orth_dd_fast_sum(double a, double b)
{
    double sum = a + b;
    orth_dd result = {sum, b - (sum - a)};
    return result;
}

static inline orth_dd orth_dd_product(double a, double b)
{
    double product = a * b;
    orth_dd result = {product, fma(a, b, -product)};
    return result;
}

static inline orth_dd orth_dd_from(double a)
{
    orth_dd result = {a, 0};
    return result;
}

static inline double orth_dd_value(orth_dd a)
{
    return a.high + a.low;
}

static inline orth_dd orth_dd_negate(orth_dd a)
{
    orth_dd result = {-a.high, -a.low};
    return result;
}

static inline orth_dd orth_dd_add(orth_dd a, orth_dd b)
{
    orth_dd high = orth_dd_sum(a.high, b.high);
    orth_dd low = orth_dd_sum(a.low, b.low);
    high = orth_dd_fast_sum(high.high, high.low + low.high);
    return orth_dd_fast_sum(high.high, high.low + low.low);
}

static inline orth_dd orth_dd_subtract(orth_dd a, orth_dd b)
{
    return orth_dd_add(a, orth_dd_negate(b));
}

static inline orth_dd orth_dd_multiply(orth_dd a, orth_dd b)
{
    orth_dd product = orth_dd_product(a.high, b.high);
    double cross = fma(a.high, b.low, a.low * b.high);
    return orth_dd_fast_sum(product.high, product.low + cross);
}

static inline orth_dd orth_dd_scale(orth_dd a, double b)
{
    return orth_dd_multiply(a, orth_dd_from(b));
}

static inline orth_dd orth_dd_divide(orth_dd a, orth_dd b)
{
    double quotient = a.high / b.high;
    orth_dd rest = orth_dd_subtract(a, orth_dd_scale(b, quotient));
    double second = rest.high / b.high;
    rest = orth_dd_subtract(rest, orth_dd_scale(b, second));
    orth_dd sum = orth_dd_fast_sum(quotient, second);
    return orth_dd_add(sum, orth_dd_from(rest.high / b.high));
}

/* a >= 0 */
static inline orth_dd orth_dd_sqrt(orth_dd a)
{
    if (a.high <= 0)
        return orth_dd_from(0);
    double root = sqrt(a.high);
    orth_dd rest = orth_dd_subtract(a, orth_dd_product(root, root));
    return orth_dd_fast_sum(root, rest.high / (2 * root));
}

/* sin x for |x| <= pi/4 + 0.1, and asin x for 0 <= x <= sqrt(1/2) + 0.01, to 2^-100 relative. */
orth_dd orth_dd_sin(orth_dd x);
orth_dd orth_dd_asin(orth_dd x);
/* e^x - 1 and log(1 + x) to 2^-98 relative, |x| below 700 and x > -1. */
orth_dd orth_dd_expm1(orth_dd x);
orth_dd orth_dd_log1p(orth_dd x);

#endif
