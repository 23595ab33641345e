/* Where the objective is evaluated for its derivatives, and why they may not be had. */
#include <string.h>

#include "orthant/luck.h"

size_t orth_luck_stencil_points(size_t d)
{
    return 1 + d + d * d;
}

void orth_luck_stencil(double *points, size_t d, const double *theta, const double *steps)
{
    for (size_t i = 0; i < orth_luck_stencil_points(d); i++)
        memcpy(points + i * d, theta, d * sizeof *theta);
    double *point = points + d;
    for (size_t i = 0; i < d; i++, point += 2 * d) {
        point[i] += steps[i];
        point[d + i] -= steps[i];
    }
    for (size_t i = 0; i < d; i++)
        for (size_t j = i + 1; j < d; j++, point += 2 * d) {
            point[i] += steps[i];
            point[j] += steps[j];
            point[d + i] -= steps[i];
            point[d + j] -= steps[j];
        }
}

const char *orth_luck_why_text(orth_luck_why why)
{
    switch (why) {
    case ORTH_LUCK_FEW:
        return "too few observations for the parameters";
    case ORTH_LUCK_VALUES:
        return "the objective is not defined all around the tuned values";
    case ORTH_LUCK_NOT_A_MAXIMUM:
        return "the objective has no maximum inside the range around the tuned values";
    default:
        return "";
    }
}
