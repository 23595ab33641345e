#include "path/optimum_midpoint.h"

#include <math.h>

#include "numeric/elementary.h"
#include "orthant/optimum.h"
#include "path/path.h"

/* A start within the reach of Newton's method from either side. */
static double first_guess(double r)
{
    if (r > 2)
        return r - orth_log(r);
    if (r > -1)
        return r / 2;
    double e = orth_exp(1 + r);
    return e / (1 + e) - 1;
}

double orth_lambert_share(double r)
{
    double s = first_guess(r);
    for (int i = 0; i < 40; i++) {
        double miss = s + orth_log1p(s) - r;
        double next = s - miss * (1 + s) / (2 + s);
        if (!(next > -1))
            next = (s - 1) / 2;
        double moved = fabs(next - s);
        s = next;
        if (moved <= 0x1p-52 * fabs(s))
            break;
    }
    return s;
}

void orth_optimum_midpoint(double *midpoint, double *mu_out, const orth_move *move)
{
    /* F(mu) = sum u (e^(s + mu) - 1), s + log1p(s) = log(w/u) - mu, rises from F(0) <= 0. */
    double mu = 0;
    for (int iteration = 0; iteration < 60; iteration++) {
        double sum = 0, slope = 0;
        for (size_t i = 0; i < move->n; i++) {
            double ratio = orth_move_log_ratio(move, i), s = orth_lambert_share(ratio - mu);
            double grown = orth_expm1(s + mu);
            midpoint[i] = move->start[i] * (1 + grown);
            sum += move->start[i] * grown;
            slope += midpoint[i] / (2 + s);
        }
        double change = sum / slope;
        mu -= change;
        if (fabs(change) <= 0x1p-52 * fabs(mu) || fabs(change) <= 0x1p-70)
            break;
    }
    orth_rows_normalise(1, move->n, midpoint, NULL);
    *mu_out = mu;
}
