#include "setpoint/grow.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/simplex.h"

/* Segments that are tried, and where they are split. */
#define TRIED 2
static const double splits[] = {0.25, 0.5, 0.75};

static void copy(orth_polygon *to, const orth_polygon *from)
{
    to->m = from->m;
    memcpy(to->weights, from->weights, (from->m + 1) * from->n * sizeof(double));
    memcpy(to->lengths, from->lengths, from->m * sizeof(double));
}

/* A point near the geodesic's at t. */
static void between(double *out, size_t n, const double *u, const double *w, double t)
{
    for (size_t i = 0; i < n; i++)
        out[i] = (1 - t) * u[i] + t * w[i] + u[i] * orth_pow(w[i] / u[i], t);
    orth_simplex_normalise(out, n, out);
}

/* `from` with its segment s cut in two at t. */
static void split(orth_polygon *out, const orth_polygon *from, size_t s, double t)
{
    size_t n = from->n;
    copy(out, from);
    out->m = from->m + 1;
    memmove(out->weights + (s + 2) * n, from->weights + (s + 1) * n,
            (from->m - s) * n * sizeof(double));
    memmove(out->lengths + s + 2, from->lengths + s + 1, (from->m - s - 1) * sizeof(double));
    between(out->weights + (s + 1) * n, n, from->weights + s * n, from->weights + (s + 1) * n, t);
    out->lengths[s] = t * from->lengths[s];
    out->lengths[s + 1] = (1 - t) * from->lengths[s];
}

/* What the segment loses above the least possible, at leading order; nothing where it is too short
 * to be cut. */
static double excess(const orth_polygon *p, size_t s)
{
    const double *a = p->weights + s * p->n;
    orth_polygon one = {p->n, 1, p->weights + s * p->n, p->lengths + s, 0, 0};
    double distance = orth_simplex_distance(p->n, a, a + p->n);
    return p->lengths[s] < 4 ? -INFINITY
                             : orth_polygon_loss(&one) - distance * distance / (2 * p->lengths[s]);
}

/* The segments of largest excess, in order; returns how many. */
static size_t worst(size_t *out, const orth_polygon *p)
{
    size_t count = 0;
    for (; count < TRIED && count < p->m; count++) {
        double most = -INFINITY;
        size_t best = p->m;
        for (size_t s = 0; s < p->m; s++) {
            bool taken = false;
            for (size_t k = 0; k < count; k++)
                taken = taken || out[k] == s;
            if (!taken && excess(p, s) > most)
                most = excess(p, s), best = s;
        }
        if (best == p->m)
            break;
        out[count] = best;
    }
    return count;
}

/* One more segment; *grown tells whether one could be cut. */
static orth_status add(orth_polygon *p, orth_polygon *trial, orth_polygon *best, bool *grown,
                       orth_error *error)
{
    size_t tried[TRIED], count = worst(tried, p);
    double least = INFINITY;
    *grown = false;
    for (size_t c = 0; c < count; c++)
        for (size_t k = 0; k < sizeof splits / sizeof splits[0]; k++) {
            bool settled;
            split(trial, p, tried[c], splits[k]);
            orth_status status = orth_polygon_minimise(trial, true, &settled, error);
            if (status != ORTH_OK)
                return status;
            double loss = orth_polygon_loss(trial);
            if (loss < least) {
                least = loss;
                copy(best, trial);
                *grown = true;
            }
        }
    if (*grown)
        copy(p, best);
    return ORTH_OK;
}

orth_status orth_polygon_grow(orth_polygon *p, orth_error *error)
{
    size_t m = p->m, n = p->n, size = (m + 1) * n + m;
    double whole = 0, *block = malloc(2 * size * sizeof *block);
    if (block == NULL)
        return orth_fail_memory(error, 2.0 * (double)size * sizeof *block);
    orth_polygon trial = *p, best = *p;
    trial.weights = block, trial.lengths = block + (m + 1) * n;
    best.weights = block + size, best.lengths = block + size + (m + 1) * n;
    for (size_t s = 0; s < m; s++)
        whole += p->lengths[s];
    memmove(p->weights + n, p->weights + m * n, n * sizeof(double));
    p->lengths[0] = whole;
    p->m = 1;
    bool grown = true;
    orth_status status = ORTH_OK;
    while (status == ORTH_OK && grown && p->m < m)
        status = add(p, &trial, &best, &grown, error);
    free(block);
    return status;
}
