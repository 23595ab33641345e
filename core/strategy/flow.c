/* Steps of flows, and a trip of them. */
#include "orthant/flow.h"

#include <math.h>
#include <string.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/simplex.h"

static double mean_of(size_t n, const double *weights, const double *gradient)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += weights[i] * gradient[i];
    return sum;
}

/* What the logits change by. */
static double change_of(orth_flow flow, double weight, double excess, double eta)
{
    return flow == ORTH_FLOW_LOGIT ? eta * weight * excess : eta * excess;
}

/* g less its mean is what counts, also where the exponentials are taken: nothing overflows but what
 * is far above the mean, and that is taken out by the largest change. */
void orth_flow_step(orth_flow flow, double *out, size_t n, const double *weights,
                    const double *gradient, double eta)
{
    ORTH_CHECK(n >= 1);
    double mean = mean_of(n, weights, gradient), most = -INFINITY;
    for (size_t i = 0; i < n; i++)
        most = fmax(most, change_of(flow, weights[i], gradient[i] - mean, eta));
    for (size_t i = 0; i < n; i++) {
        double excess = gradient[i] - mean;
        if (flow == ORTH_FLOW_SPHERE) {
            double factor = 1 + 0.5 * eta * excess;
            out[i] = weights[i] * factor * factor;
        } else {
            out[i] = weights[i] * orth_exp(change_of(flow, weights[i], excess, eta) - most);
        }
    }
    orth_simplex_normalise(out, n, out);
}

static double effective(size_t n, const double *weights)
{
    return orth_exp(orth_simplex_entropy(n, weights));
}

/* One step of a leg. `place` has two rows of n, of which the first is where it is. */
static void go(orth_flow flow, size_t n, double *place, const double *gradient, double eta,
               orth_flow_leg *leg)
{
    double *next = place + n;
    orth_flow_step(flow, next, n, place, gradient, eta);
    leg->log_loss += orth_simplex_kl(n, next, place);
    leg->length += orth_simplex_distance(n, next, place);
    leg->steps++;
    memcpy(place, next, n * sizeof *place);
}

static size_t least_of(size_t n, const double *weights)
{
    size_t least = 0;
    for (size_t i = 1; i < n; i++)
        if (weights[i] < weights[least])
            least = i;
    return least;
}

void orth_flow_trip(orth_flow flow, size_t n, const double *start, const double *gradient,
                    double eta, double rail, uint64_t steps_max, orth_flow_leg *out,
                    orth_flow_leg *back, double *place)
{
    memset(out, 0, sizeof *out);
    memset(back, 0, sizeof *back);
    memcpy(place, start, n * sizeof *place);
    while (place[least_of(n, place)] > rail && out->steps < steps_max)
        go(flow, n, place, gradient, eta, out);
    out->effective = effective(n, place);
    size_t token = least_of(n, place);
    if (place[token] > rail) {
        out->steps = UINT64_MAX;
        return;
    }
    while (place[token] < start[token] && back->steps < steps_max)
        go(flow, n, place, gradient, -eta, back);
    back->effective = effective(n, place);
    if (place[token] < start[token])
        back->steps = UINT64_MAX;
}
