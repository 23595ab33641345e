#include "fit/estimator_costs.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "numeric/chi_square.h"
#include "orthant/estimator.h"

typedef struct square {
    double a, b, c, d; /* rows a b, c d */
} square;

static square product(square x, square y)
{
    return (square){x.a * y.a + x.b * y.c, x.a * y.b + x.b * y.d, x.c * y.a + x.d * y.c,
                    x.c * y.b + x.d * y.d};
}

/* x p x' */
static square around(square x, square p)
{
    return product(product(x, p), (square){x.a, x.c, x.b, x.d});
}

/* The error of (level, slope) follows P = F P F' + G, F = (I - K C) A: the sum of F^k G F'^k, in
 * which the number of terms doubles each time. */
double orth_gradient_error(double rest, double best)
{
    double lambda = 1 - best, q = best * best / lambda;
    double level = rest * (2 - rest), slope = rest * rest; /* the gains */
    square left = {1 - level, 0, -slope, 1};               /* I - K C */
    square f = product(left, (square){1, 1, 0, 1});
    square p = around(left, (square){2 * q, 0, 0, q * q});
    p.a += level * level, p.b += level * slope, p.c += level * slope, p.d += slope * slope;
    for (int i = 0; i < 60; i++) {
        square more = around(f, p);
        p = (square){p.a + more.a, p.b + more.b, p.c + more.c, p.d + more.d};
        f = product(f, f);
        if (!(more.d > 0x1p-54 * p.d))
            break;
    }
    return p.d;
}

double orth_estimator_cost(orth_estimator_market market, double rest, double best, double q,
                           double rho)
{
    if (!(rest > 0 && rest < 1))
        return NAN;
    if (market == ORTH_ESTIMATOR_GRADIENT)
        return orth_gradient_error(rest, best) / orth_gradient_error(best, best) - 1;
    return orth_average_error(1 - rest, q, rho) / orth_average_error(1 - best, q, rho) - 1;
}

/* 1e18 lambda as a double and what it leaves out, both exact. */
void orth_contract_lambda(char text[ORTH_CONTRACT_LAMBDA_TEXT], double lambda)
{
    double scaled = lambda * 1e18, left = fma(lambda, 1e18, -scaled);
    double whole = floor(scaled);
    int64_t units = (int64_t)whole + (int64_t)rint(scaled - whole + left);
    snprintf(text, ORTH_CONTRACT_LAMBDA_TEXT, "0.%018" PRId64, units);
}

orth_whiteness orth_whiteness_of(size_t n, const double *x, int squares, size_t parameters)
{
    double mean = 0, variance = 0, count = (double)n, sum = 0;
    for (size_t i = 0; i < n; i++)
        mean += (squares ? x[i] * x[i] : x[i]) / count;
    for (size_t i = 0; i < n; i++) {
        double y = (squares ? x[i] * x[i] : x[i]) - mean;
        variance += y * y;
    }
    for (size_t lag = 1; lag <= ORTH_ESTIMATOR_LAGS; lag++) {
        double both = 0;
        for (size_t i = lag; i < n; i++)
            both += ((squares ? x[i] * x[i] : x[i]) - mean) *
                    ((squares ? x[i - lag] * x[i - lag] : x[i - lag]) - mean);
        double r = variance > 0 ? both / variance : 0;
        sum += r * r / (double)(n - lag);
    }
    orth_whiteness white = {.statistic = count * (count + 2) * sum,
                            .lags = ORTH_ESTIMATOR_LAGS,
                            .degrees = ORTH_ESTIMATOR_LAGS - parameters};
    white.p = orth_chi_square_above(white.degrees, white.statistic);
    return white;
}
