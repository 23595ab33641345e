/* Fisher-Rao geometry by the Hellinger map eta = sqrt(w) onto the unit sphere. */
#include "orthant/simplex.h"

#include "numeric/elementary.h"
#include <math.h>

#include "base/check.h"
#include "numeric/dd.h"

/* eta_a - eta_b = (a - b) / (sqrt a + sqrt b): no cancellation beyond that of a - b itself. */
static double eta_difference(double a, double b)
{
    return (a - b) / (sqrt(a) + sqrt(b));
}

static double angle_from_chord(double square)
{
    double half_chord = 0.5 * sqrt(square);
    /* Points of the open orthant lie within pi/2 of each other; rounding may say otherwise. */
    return 2 * orth_asin(fmin(half_chord, M_SQRT1_2));
}

double orth_simplex_angle(size_t n, const double *a, const double *b)
{
    orth_dd square = {0, 0};
    for (size_t i = 0; i < n; i++) {
        double difference = eta_difference(a[i], b[i]);
        square = orth_dd_add(square, orth_dd_product(difference, difference));
    }
    return angle_from_chord(orth_dd_value(square));
}

double orth_simplex_distance(size_t n, const double *a, const double *b)
{
    return 2 * orth_simplex_angle(n, a, b);
}

void orth_simplex_distances(double *out, size_t steps, size_t n, const double *trajectory)
{
    for (size_t k = 0; k < steps; k++)
        out[k] = orth_simplex_distance(n, trajectory + k * n, trajectory + (k + 1) * n);
}

void orth_hellinger(double *out, size_t n, const double *weights)
{
    for (size_t i = 0; i < n; i++)
        out[i] = sqrt(weights[i]);
}

void orth_hellinger_inverse(double *out, size_t n, const double *eta)
{
    for (size_t i = 0; i < n; i++)
        out[i] = eta[i] * eta[i];
}

orth_status orth_simplex_exp(double *out, size_t n, const double *w, const double *v,
                             orth_error *error)
{
    /* d eta = v / (2 eta): a great circle of angle |d eta| = s / 2. */
    orth_dd square = {0, 0};
    for (size_t i = 0; i < n; i++) {
        double tangent = v[i] / (2 * sqrt(w[i]));
        square = orth_dd_add(square, orth_dd_product(tangent, tangent));
    }
    double angle = sqrt(orth_dd_value(square));
    if (!isfinite(angle) || angle >= M_PI_2)
        return orth_fail(error, ORTH_DOMAIN,
                         "the velocity has Fisher norm %.17g; permitted: below pi", 2 * angle);
    double cosine = orth_cos(angle);
    double ratio = angle > 0 ? orth_sin(angle) / angle : 1;
    for (size_t i = 0; i < n; i++) {
        double eta = sqrt(w[i]);
        double reached = eta * cosine + v[i] / (2 * eta) * ratio;
        if (!(reached > 0))
            return orth_fail(error, ORTH_DOMAIN,
                             "the geodesic leaves the simplex: weight %zu passes zero", i);
        out[i] = reached * reached;
    }
    orth_simplex_normalise(out, n, out);
    return ORTH_OK;
}

void orth_simplex_log(double *out, size_t n, const double *w, const double *to)
{
    double angle = orth_simplex_angle(n, w, to);
    double half_sine = orth_sin(0.5 * angle);
    double ratio = angle > 0 ? angle / orth_sin(angle) : 1;
    for (size_t i = 0; i < n; i++) {
        /* (eta_to - eta cos omega) omega / sin omega, the cosine as 1 - 2 sin^2(omega/2) */
        double eta = sqrt(w[i]);
        double tangent = eta_difference(to[i], w[i]) + 2 * half_sine * half_sine * eta;
        out[i] = 2 * eta * (ratio * tangent);
    }
}
