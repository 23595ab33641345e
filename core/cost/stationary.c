/* z' = clamp(z + x + g, -B, B), g normal, in units of sigma: its stationary law is an atom at each
 * edge and a density between, which the Gaussian kernel keeps smooth, so that the integral equation
 * at Gauss's nodes is exact to many digits. */
#include "cost/stationary.h"

#include <math.h>

#include "cost/quadrature.h"
#include "numeric/elementary.h"
#include "numeric/linear.h"

#define STATES (ORTH_STATIONARY_NODES + 2)

static double density(double t)
{
    return orth_exp(-t * t / 2) * 0.3989422804014326779399460599343818684759;
}

/* The probability that a normal number is above t. */
static double tail(double t)
{
    return orth_erfc(t * M_SQRT1_2) / 2;
}

/* States: the lower atom, the nodes, the upper atom. The last equation is that masses sum to 1. */
static void fill(size_t n, double *matrix, double *mass, const double *at, const double *weight,
                 double speed)
{
    size_t last = n - 1;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) {
            double to = at[i] - at[j] - speed;
            double goes = i == 0 ? tail(-to) : weight[i] * density(to);
            matrix[i * n + j] = i == last ? 1 : goes - (i == j);
        }
    for (size_t i = 0; i < n; i++)
        mass[i] = i == last;
}

/* Of (g - t)^+: mean and mean square, times the mass. */
static void add_edge(orth_cost_edge *edge, double mass, double t)
{
    double beyond = tail(t), here = density(t);
    edge->mean += mass * (here - t * beyond);
    edge->square += mass * ((1 + t * t) * beyond - t * here);
}

orth_cost_edges orth_stationary_edges(double band, double speed, size_t nodes)
{
    double at[STATES], weight[STATES], mass[STATES], matrix[STATES * STATES];
    size_t n = nodes + 2;
    orth_cost_edges edges = {{0, 0}, {0, 0}};
    orth_cost_gauss(nodes, at + 1, weight + 1);
    for (size_t i = 1; i <= nodes; i++) {
        at[i] *= band;
        weight[i] *= band;
    }
    at[0] = -band;
    at[n - 1] = band;
    fill(n, matrix, mass, at, weight, speed);
    if (!orth_linear_solve(n, matrix, mass))
        return (orth_cost_edges){{NAN, NAN}, {NAN, NAN}};
    for (size_t i = 0; i < n; i++) {
        add_edge(&edges.forward, mass[i], band - at[i] - speed);
        add_edge(&edges.backward, mass[i], band + at[i] + speed);
    }
    return edges;
}

orth_cost_edges orth_cost_stationary(double band, double speed)
{
    if (!(band > 0 && band <= ORTH_COST_STATIONARY_BAND && speed >= 0))
        return (orth_cost_edges){{NAN, NAN}, {NAN, NAN}};
    return orth_stationary_edges(band, speed, ORTH_STATIONARY_NODES);
}
