/* Flows of two tokens in closed form. */
#include <math.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/flow.h"
#include "orthant/link.h"

static double sine(double x) /* hyperbolic */
{
    double e = orth_expm1(fabs(x)), half = 0.5 * (e + e / (e + 1));
    return x < 0 ? -half : half;
}

double orth_flow_pair_time(orth_flow flow, double from, double to, double delta)
{
    ORTH_CHECK(delta != 0);
    if (flow != ORTH_FLOW_LOGIT)
        return (to - from) / delta;
    return ((sine(to) - sine(from)) + (to - from)) / delta;
}

/* sinh x + x = c > 0. It rises and is convex: Newton's steps from above the root fall to it, and
 * c / 2, or asinh c where that is less, is above it. */
static double solve(double c)
{
    double x = c < 1 ? 0.5 * c : fmin(0.5 * c, orth_log(c < 1e8 ? c + sqrt(c * c + 1) : 2 * c));
    for (int i = 0; i < 60; i++) {
        double half = orth_exp(x), slope = 0.5 * (half + 1 / half) + 1;
        double next = x - (sine(x) + x - c) / slope;
        if (!(next < x))
            break;
        x = next;
    }
    return x;
}

double orth_flow_pair_at(orth_flow flow, double from, double delta, double time)
{
    if (flow != ORTH_FLOW_LOGIT)
        return from + delta * time;
    double c = sine(from) + from + delta * time;
    return c == 0 ? 0 : c < 0 ? -solve(-c) : solve(c);
}

/* dw / (2 h^2) a unit of y = log(w / (1 - w)); with w^(alpha - 2) = w^-p, h is in the header. */
static double integrand(double alpha, double y)
{
    double low = 1 / (1 + orth_exp(-y)), high = 1 / (1 + orth_exp(y)), p = 2 - alpha;
    double over_h = orth_pow(2, alpha - 1) * (orth_pow(low, -p) + orth_pow(high, -p));
    return 0.5 * over_h * over_h * low * high;
}

/* Gauss's five points on pieces at most 1/4 long. */
double orth_flow_turn_time(double alpha, double difference)
{
    ORTH_CHECK(alpha >= ORTH_LINK_ALPHA_MIN && alpha <= 1 && difference >= 0);
    static const double points[] = {0, 0.53846931010568309, 0.90617984593866399},
                        shares[] = {0.56888888888888889, 0.47862867049936647, 0.23692688505618909};
    double loser = orth_link_least(alpha, 0.5, difference);
    double from = orth_log(loser) - orth_log1p(-loser), pieces = ceil(-4 * from), sum = 0;
    double half = pieces > 0 ? -0.5 * from / pieces : 0;
    for (double k = 0; k < pieces; k++) { /* from the small end */
        double middle = -(2 * k + 1) * half;
        for (int j = 0; j < 3; j++) {
            double both = integrand(alpha, middle - points[j] * half);
            if (j > 0)
                both += integrand(alpha, middle + points[j] * half);
            sum += shares[j] * both * half;
        }
    }
    return sum;
}
