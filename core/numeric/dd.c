#include "numeric/dd.h"

#include "numeric/elementary.h"

/* x - x^3/3! + ..., until a term no longer counts. */
orth_dd orth_dd_sin(orth_dd x)
{
    orth_dd square = orth_dd_multiply(x, x), term = x, sum = x;
    for (int k = 2; fabs(term.high) > 0x1p-110 * fabs(x.high); k += 2) {
        term = orth_dd_divide(orth_dd_multiply(term, square), orth_dd_from(-(double)(k * (k + 1))));
        sum = orth_dd_add(sum, term);
    }
    return sum;
}

/* One Newton step doubles the 52 good bits of the start. */
orth_dd orth_dd_asin(orth_dd x)
{
    orth_dd start = orth_dd_from(orth_asin(x.high));
    orth_dd miss = orth_dd_subtract(x, orth_dd_sin(start));
    orth_dd cosine = orth_dd_sqrt(orth_dd_subtract(orth_dd_from(1), orth_dd_multiply(x, x)));
    return orth_dd_add(start, orth_dd_divide(miss, cosine));
}

/* x + x^2/2! + ... for |x| <= 0.4 */
static orth_dd expm1_series(orth_dd x)
{
    orth_dd term = x, sum = x;
    for (int k = 2; fabs(term.high) > 0x1p-110 * fabs(x.high); k++) {
        term = orth_dd_divide(orth_dd_multiply(term, x), orth_dd_from(k));
        sum = orth_dd_add(sum, term);
    }
    return sum;
}

orth_dd orth_dd_expm1(orth_dd x)
{
    static const orth_dd log_two = {0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56};
    if (fabs(x.high) <= 0.35)
        return expm1_series(x);
    double power = nearbyint(x.high / log_two.high);
    orth_dd rest = orth_dd_subtract(x, orth_dd_scale(log_two, power));
    orth_dd e = orth_dd_add(expm1_series(rest), orth_dd_from(1));
    e.high = ldexp(e.high, (int)power);
    e.low = ldexp(e.low, (int)power);
    return orth_dd_subtract(e, orth_dd_from(1));
}

orth_dd orth_dd_log1p(orth_dd x)
{
    orth_dd start = orth_dd_from(orth_log1p(x.high));
    orth_dd e = orth_dd_expm1(start);
    orth_dd miss = orth_dd_subtract(x, e);
    /* y + miss / e^y - (miss / e^y)^2 / 2; the last term is below 2^-106 */
    return orth_dd_add(start, orth_dd_divide(miss, orth_dd_add(e, orth_dd_from(1))));
}
