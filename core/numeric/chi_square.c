#include "numeric/chi_square.h"

#include <math.h>

#include "numeric/elementary.h"

/* sqrt(2 / pi) */
#define ROOT_TWO_OVER_PI 0.79788456080286535588

/* Integrated by parts until 2 degrees, an exponential, or 1, an erfc, are left:
 *   even  e^(-x/2) sum of (x/2)^j / j!
 *   odd   erfc(sqrt(x/2)) + sqrt(2 x / pi) e^(-x/2) sum of x^j / (1 3 .. (2 j + 1))
 * All terms are positive. */
double orth_chi_square_above(size_t degrees, double x)
{
    if (!(x > 0))
        return 1;
    double decay = orth_exp(-x / 2), term = 1, sum = 0;
    if (degrees % 2 == 0) {
        for (size_t j = 0; j < degrees / 2; j++) {
            sum += term;
            term *= x / 2 / (double)(j + 1);
        }
        return fmin(decay * sum, 1);
    }
    for (size_t j = 0; j < degrees / 2; j++) {
        sum += term;
        term *= x / (double)(2 * j + 3);
    }
    return fmin(orth_erfc(sqrt(x / 2)) + ROOT_TWO_OVER_PI * sqrt(x) * decay * sum, 1);
}
