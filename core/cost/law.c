/* Below a band of two the twin, interpolated: (Y(x) - Y(0)) / x^2 is even in x and smooth, and
 * Chebyshev's series of it on three pieces has ten digits. Beyond the last piece the walk is always
 * at the edge, so that Y = 1 + x^2. */
#include "cost/law.h"

#include <math.h>

#include "cost/overshoot.h"
#include "cost/stationary.h"
#include "numeric/elementary.h"

#define TERMS ORTH_COST_LAW_DEGREE

static const double ends[ORTH_COST_LAW_PIECES + 1] = {0, 1, 3, 10};

/* Where a piece's variable in [-1, 1] lies in x: the first one is in x^2, so that no node comes
 * near 0, where the difference has few digits. */
static double place_of(int piece, double s)
{
    if (piece == 0)
        return sqrt((1 + s) / 2) * ends[1];
    return (ends[piece] + ends[piece + 1]) / 2 + s * (ends[piece + 1] - ends[piece]) / 2;
}

static double variable_of(int piece, double x)
{
    if (piece == 0)
        return 2 * (x / ends[1]) * (x / ends[1]) - 1;
    return (2 * x - ends[piece] - ends[piece + 1]) / (ends[piece + 1] - ends[piece]);
}

static double twin(double band, double x)
{
    orth_cost_edges edges = orth_stationary_edges(band, x, ORTH_STATIONARY_FEW);
    return edges.forward.square + edges.backward.square;
}

static double volume(double band, double x)
{
    orth_cost_edges edges = orth_stationary_edges(band, x, ORTH_STATIONARY_FEW);
    return edges.forward.mean + edges.backward.mean;
}

static void interpolate(orth_cost_law *law, int piece, double (*of)(double band, double x))
{
    double values[TERMS];
    for (int j = 0; j < TERMS; j++) {
        double x = place_of(piece, orth_cos(M_PI * (j + 0.5) / TERMS));
        values[j] = (of(law->band, x) - law->rest) / (x * x);
    }
    for (int k = 0; k < TERMS; k++) {
        double sum = 0;
        for (int j = 0; j < TERMS; j++)
            sum += values[j] * orth_cos(M_PI * k * (j + 0.5) / TERMS);
        law->series[piece][k] = sum * (k == 0 ? 1.0 : 2.0) / TERMS;
    }
}

double orth_cost_law_rest(double band)
{
    return band >= ORTH_COST_LAW_BAND ? ORTH_COST_RHO / (band + ORTH_COST_RHO) : twin(band, 0);
}

orth_cost_law orth_cost_law_of(double band)
{
    orth_cost_law law = {.band = band, .rest = orth_cost_law_rest(band)};
    if (band >= ORTH_COST_LAW_BAND)
        return law;
    for (int piece = 0; piece < ORTH_COST_LAW_PIECES; piece++)
        interpolate(&law, piece, twin);
    return law;
}

orth_cost_law orth_cost_law_of_volume(double band)
{
    orth_cost_law law = {.band = band};
    if (band >= ORTH_COST_LAW_BAND)
        return law;
    law.rest = volume(band, 0);
    for (int piece = 0; piece < ORTH_COST_LAW_PIECES; piece++)
        interpolate(&law, piece, volume);
    return law;
}

/* Clenshaw's sum. */
static double interpolated(const orth_cost_law *law, double x)
{
    if (x >= ends[ORTH_COST_LAW_PIECES])
        return 1 + x * x - law->rest;
    int piece = x < ends[1] ? 0 : x < ends[2] ? 1 : 2;
    const double *series = law->series[piece];
    double s = variable_of(piece, x), last = 0, here = 0;
    for (int k = TERMS - 1; k > 0; k--) {
        double next = 2 * s * here + (series[k] - last);
        last = here;
        here = next;
    }
    return x * x * (s * here + (series[0] - last));
}

void orth_cost_law_excesses(const orth_cost_law *law, size_t count, double *out,
                            const double *speeds)
{
    if (law->band >= ORTH_COST_LAW_BAND) {
        orth_overshoot_excess(count, out, law->band, speeds);
        return;
    }
    for (size_t k = 0; k < count; k++)
        out[k] = interpolated(law, speeds[k]);
}

double orth_cost_law_excess(const orth_cost_law *law, double speed)
{
    double excess;
    orth_cost_law_excesses(law, 1, &excess, &speed);
    return excess;
}

double orth_cost_law_volume(const orth_cost_law *law, double speed)
{
    if (law->band < ORTH_COST_LAW_BAND)
        return speed >= ends[ORTH_COST_LAW_PIECES] ? speed : law->rest + interpolated(law, speed);
    double beta = orth_overshoot_beta(law->band, speed), t = 2 * speed * beta;
    if (t < 1e-5) /* coth t = 1/t + t/3 */
        return (1 + t * t / 3) / (2 * beta);
    double part = orth_expm1(-2 * t);
    return speed * (2 + part) / -part;
}
