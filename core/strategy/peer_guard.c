/* The guard as quantammsim has it: one pass, after which a token may still be below eps. */
#include "strategy/rails.h"

#include <math.h>

#define PEER_SLACK 1e-10

static double sum_of(size_t n, const double *x)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += x[i];
    return sum;
}

static double clip(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}

static void divide(size_t n, double *x, double by)
{
    double share = 1 / by;
    for (size_t i = 0; i < n; i++)
        x[i] *= share;
}

static void clip_all(size_t n, double *x, const double *low, const double *high)
{
    for (size_t i = 0; i < n; i++)
        x[i] = clip(x[i], low[i], high[i]);
}

/* The bounded hook: what is missing, or too much, is shared out by the room that each has. */
static void bound(size_t n, double *x, const double *low, const double *high)
{
    clip_all(n, x, low, high);
    double sum = sum_of(n, x), room = PEER_SLACK;
    const double *end = sum < 1 ? high : low;
    for (size_t i = 0; i < n; i++)
        room += fabs(end[i] - x[i]);
    for (size_t i = 0; i < n; i++)
        x[i] += fabs(1 - sum) * (end[i] - x[i]) / room;
    clip_all(n, x, low, high);
    divide(n, x, sum_of(n, x));
}

void orth_peer_guard(size_t n, double *x, const double *low, const double *high, double eps,
                     double *scratch)
{
    divide(n, x, sum_of(n, x));
    if (low != NULL)
        bound(n, x, low, high);
    double count = 0, rest = 0, most = 1 - (double)(n - 1) * eps;
    for (size_t i = 0; i < n; i++) {
        bool below = x[i] < eps;
        scratch[i] = below;
        count += below;
        x[i] = clip(x[i], eps, most);
        rest += below ? 0 : x[i];
    }
    size_t largest = 0;
    double share = (1 - count * eps) / rest;
    for (size_t i = 0; i < n; i++) {
        if (scratch[i] == 0)
            x[i] *= share;
        if (x[i] > x[largest])
            largest = i;
    }
    x[largest] += 1 - sum_of(n, x);
}
