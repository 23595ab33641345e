#include "cost/quadrature.h"

#include <math.h>

#include "numeric/elementary.h"

void orth_cost_gauss(size_t n, double *nodes, double *weights)
{
    double degree = (double)n;
    for (size_t i = 0; i < n; i++) {
        double x = orth_cos(M_PI * ((double)i + 0.75) / (degree + 0.5)), slope = 1;
        for (int round = 0; round < 5; round++) { /* Newton; 4 are enough */
            double before = 1, here = x;
            for (size_t k = 2; k <= n; k++) {
                double order = (double)k;
                double next = ((2 * order - 1) * x * here - (order - 1) * before) / order;
                before = here;
                here = next;
            }
            slope = degree * (x * here - before) / (x * x - 1);
            x -= here / slope;
        }
        nodes[i] = x;
        weights[i] = 2 / ((1 - x * x) * slope * slope);
    }
}
