#include "setpoint/segment.h"

#include <math.h>
#include <stdbool.h>

#include "numeric/elementary.h"

/* From here on Stirling's series has 1e-17 relative accuracy with the terms below. */
#define SERIES_FROM 16.0

typedef struct binet {
    double value, first, second; /* mu, mu', mu'' */
} binet;

/* mu(z) = 1/(12 z) - 1/(360 z^3) + 1/(1260 z^5) - ...; below SERIES_FROM by
 * mu(z) = mu(z + 1) + (z + 1/2) log(1 + 1/z) - 1. */
static binet binet_at(double z)
{
    static const double c[] = {1.0 / 12,   -1.0 / 360,      1.0 / 1260, -1.0 / 1680,
                               1.0 / 1188, -691.0 / 360360, 1.0 / 156};
    binet out = {0, 0, 0};
    for (; z < SERIES_FROM; z++) {
        double log_ratio = orth_log1p(1 / z);
        out.value += (z + 0.5) * log_ratio - 1;
        out.first += log_ratio - (z + 0.5) / (z * (z + 1));
        out.second += 0.5 / (z * z * (z + 1) * (z + 1));
    }
    double inverse = 1 / z, square = inverse * inverse;
    double value = 0, first = 0, second = 0;
    for (int k = 6; k >= 0; k--) {
        double p = 2 * k + 1;
        value = value * square + c[k];
        first = first * square + p * c[k];
        second = second * square + p * (p + 1) * c[k];
    }
    out.value += value * inverse;
    out.first -= first * square;
    out.second += second * square * inverse;
    return out;
}

/* The first term, (b - a) log(b / a) / (2 K). */
static void smooth_part(orth_segment *s, double a, double b, double k)
{
    double move = b - a, ratio = move / a;
    double log_ratio = fabs(ratio) < 0.5 ? orth_log1p(ratio) : orth_log(b / a);
    double half = 0.5 / k;
    s->loss = half * move * log_ratio;
    s->by_a = -half * (log_ratio + move / a);
    s->by_b = half * (log_ratio + move / b);
    s->by_k = -s->loss / k;
    s->aa = half * (1 / a + b / (a * a));
    s->bb = half * (1 / b + a / (b * b));
    s->ab = -half * (1 / a + 1 / b);
    s->ak = -s->by_a / k;
    s->bk = -s->by_b / k;
    s->kk = 2 * s->loss / (k * k);
}

/* Adds sign times t mu(w / t), where w is a (or b) and t = |b - a| / K. */
static void add_binet(orth_segment *s, bool of_b, double sign, double w, double t, double up,
                      double k)
{
    double z = w / t;
    binet m = binet_at(z);
    double w1 = m.first, t1 = m.value - z * m.first;
    double ww = m.second / t, wt = -z * ww, tt = -z * wt;
    double ta = -up / k, tb = up / k, tk = -t / k;
    s->loss += sign * t * m.value;
    s->by_a += sign * (t1 * ta + (of_b ? 0 : w1));
    s->by_b += sign * (t1 * tb + (of_b ? w1 : 0));
    s->by_k += sign * t1 * tk;
    s->aa += sign * (tt * ta * ta + (of_b ? 0 : ww + 2 * wt * ta));
    s->bb += sign * (tt * tb * tb + (of_b ? ww + 2 * wt * tb : 0));
    s->ab += sign * (tt * ta * tb + wt * (of_b ? ta : tb));
    s->ak += sign * (tt * ta * tk + t1 * up / (k * k) + (of_b ? 0 : wt * tk));
    s->bk += sign * (tt * tb * tk - t1 * up / (k * k) + (of_b ? wt * tk : 0));
    s->kk += sign * (tt * tk * tk + 2 * t1 * t / (k * k));
}

void orth_segment_token(orth_segment *out, double a, double b, double steps)
{
    smooth_part(out, a, b, steps);
    if (a == b) /* the rest vanishes there with its derivatives */
        return;
    double up = b > a ? 1 : -1, t = fabs(b - a) / steps;
    if (t < 1e-14 * fmin(a, b)) /* it is below the last bit */
        return;
    add_binet(out, true, -1, b, t, up, steps);
    add_binet(out, false, 1, a, t, up, steps);
}
