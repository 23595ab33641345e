#include "fit/estimator_profile.h"

#include <math.h>

#include "base/check.h"

#define LAST (ORTH_PROFILE_NODES - 1)
/* Ends of intervals are steep, and found in few steps to more digits than the summit. */
#define END_TOLERANCE 1e-3

static bool is_summit(const orth_profile *p, size_t i)
{
    return (i == 0 || p->values[i] > p->values[i - 1]) &&
           (i == LAST || p->values[i] >= p->values[i + 1]);
}

/* Between the neighbours of a node. */
static double refine(const orth_profile *p, size_t node, double tolerance, double *value)
{
    double low = p->at[node > 0 ? node - 1 : 0], high = p->at[node < LAST ? node + 1 : LAST];
    double x = orth_brent_greatest(low, high, tolerance, p->f, p->of);
    *value = p->f(p->of, x);
    if (*value >= p->values[node])
        return x;
    *value = p->values[node];
    return p->at[node];
}

double orth_profile_greatest(orth_profile *p, double *value)
{
    size_t best = 0, second = ORTH_PROFILE_NODES;
    for (size_t i = 0; i < ORTH_PROFILE_NODES; i++) {
        p->at[i] = p->low + (p->high - p->low) * (double)i / LAST;
        p->values[i] = p->f(p->of, p->at[i]);
        if (p->values[i] > p->values[best])
            best = i;
    }
    for (size_t i = 0; i < ORTH_PROFILE_NODES; i++)
        if (i != best && is_summit(p, i) && (second > LAST || p->values[i] > p->values[second]))
            second = i;
    double x = refine(p, best, p->tolerance, value);
    p->other = p->other_value = NAN;
    if (second > LAST)
        return x;
    p->other = refine(p, second, ORTH_PROFILE_ROUGH, &p->other_value);
    if (p->other_value > *value - p->slack)
        p->other = refine(p, second, p->tolerance, &p->other_value);
    if (p->other_value <= *value)
        return x;
    double higher = p->other, lower = *value;
    *value = p->other_value;
    p->other = x, p->other_value = lower;
    return higher;
}

bool orth_profile_greatest_near(const orth_profile *p, double guess, double width, double *x,
                                double *value)
{
    double low = fmax(guess - width, p->low), high = fmin(guess + width, p->high);
    double near = width / 16;
    *x = orth_brent_greatest(low, high, p->tolerance, p->f, p->of);
    *value = p->f(p->of, *x);
    return !(*x < low + near && low > p->low) && !(*x > high - near && high < p->high);
}

/* By how much the parabola through x and both places ROUGH beside it is above f(x) at most. */
static double rise(const orth_profile *p, double x, double at_x)
{
    double left = p->f(p->of, fmax(x - ORTH_PROFILE_ROUGH, p->low));
    double right = p->f(p->of, fmin(x + ORTH_PROFILE_ROUGH, p->high));
    double bend = 2 * at_x - left - right, slope = right - left;
    return bend > 0 ? slope * slope / (8 * bend) : p->slack;
}

double orth_profile_rival(const orth_profile *p, double guess, double width, double value,
                          double *x)
{
    const double rough = ORTH_PROFILE_ROUGH;
    double low = fmax(guess - width, p->low), high = fmin(guess + width, p->high);
    *x = orth_brent_greatest(low, high, rough, p->f, p->of);
    double found = p->f(p->of, *x);
    if (found <= value - p->slack || found + 2 * rise(p, *x, found) <= value)
        return found;
    low = fmax(*x - 2 * rough, p->low), high = fmin(*x + 2 * rough, p->high);
    *x = orth_brent_greatest(low, high, p->tolerance, p->f, p->of);
    return p->f(p->of, *x);
}

/* Where f is `level`, between `out`, where it is below, and `in`: by the rule of false position,
 * in which an end that stays twice counts half (Illinois). */
static double crossing(const orth_profile *p, double out, double f_out, double in, double f_in,
                       double level)
{
    double a = out, b = in, fa = f_out - level, fb = f_in - level;
    int side = 0;
    for (int i = 0; i < 60 && fabs(b - a) > END_TOLERANCE * p->tolerance; i++) {
        double x = b - fb * (b - a) / (fb - fa);
        if (i % 4 == 3) /* what is left is halved now and then, however curved f is */
            x = 0.5 * (a + b);
        double fx = p->f(p->of, x) - level;
        if (fx < 0) {
            a = x, fa = fx;
            fb *= side == -1 ? 0.5 : 1;
            side = -1;
        } else {
            b = x, fb = fx;
            fa *= side == 1 ? 0.5 : 1;
            side = 1;
        }
        if (fabs(fx) < 1e-7)
            return x;
    }
    return 0.5 * (a + b);
}

/* The end of the interval on one side, `step` -1 or 1: the outermost. */
static double end_of(const orth_profile *p, double best, double greatest, int step, bool *open)
{
    double level = greatest - ORTH_PROFILE_FALL;
    size_t i = step < 0 ? 0 : LAST;
    if (p->other_value >= level && (step < 0 ? p->other < best : p->other > best))
        best = p->other, greatest = p->other_value;
    *open = p->values[i] >= level;
    if (*open)
        return p->at[i];
    for (;;) {
        size_t next = step < 0 ? i + 1 : i - 1;
        bool last = i == (step < 0 ? LAST : 0);
        /* the best place is a node too */
        if (last || (step < 0 ? p->at[next] >= best : p->at[next] <= best))
            return crossing(p, p->at[i], p->values[i], best, greatest, level);
        if (p->values[next] >= level)
            return crossing(p, p->at[i], p->values[i], p->at[next], p->values[next], level);
        i = next;
    }
}

/* From a third of the interval below to a third above it. */
static void fill_curve(const orth_profile *p, double best, double greatest, double low, double high,
                       double (*parameter)(double x), bool falls, orth_estimator_curve *curve)
{
    double third = (high - low) / 3;
    double from = fmax(low - third, p->low), to = fmin(high + third, p->high);
    const size_t points = ORTH_ESTIMATOR_CURVE_POINTS, half = points / 2;
    double least = (to - from) / 100;
    double middle = best - from > least && to - best > least ? best : 0.5 * (from + to);
    for (size_t i = 0; i < points; i++) {
        /* half of the points on each side of the best, which is one of them unless it is an end */
        double x = i <= half ? from + (middle - from) * (double)i / (double)half
                             : middle + (to - middle) * (double)(i - half) / (double)half;
        double below = x == best ? 0 : fmin(p->f(p->of, x) - greatest, 0);
        size_t place = falls ? points - 1 - i : i;
        curve->at[place] = parameter(x);
        curve->below[place] = below;
    }
}

void orth_profile_estimate(const orth_profile *p, double best, double greatest,
                           double (*parameter)(double x), bool falls,
                           orth_estimator_estimate *estimate)
{
    bool low_open, high_open;
    double low = end_of(p, best, greatest, -1, &low_open);
    double high = end_of(p, best, greatest, 1, &high_open);
    estimate->known = true;
    estimate->why = NULL;
    estimate->value = parameter(best);
    estimate->low = parameter(falls ? high : low);
    estimate->high = parameter(falls ? low : high);
    estimate->low_open = falls ? high_open : low_open;
    estimate->high_open = falls ? low_open : high_open;
    fill_curve(p, best, greatest, low, high, parameter, falls, &estimate->curve);
}
