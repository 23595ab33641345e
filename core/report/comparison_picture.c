/* What curves and bars have in common: the values that they draw. */
#include <math.h>

#include "orthant/loss.h"
#include "report/comparison_plot.h"

/* Two losses, each right to 1e-14, differ by this much where they are equal. */
#define EXCESS_LEAST 2e-14

const orth_comparison_result *orth_comparison_at(const orth_comparison_picture *p, size_t rank,
                                                 size_t path)
{
    return &p->comparison->results[p->order[rank] * p->paths + path];
}

double orth_comparison_excess(const orth_comparison_result *result)
{
    return result->excess_over_best > EXCESS_LEAST ? result->excess_over_best : 0;
}

double orth_comparison_value(const orth_comparison_picture *p, size_t rank, size_t path)
{
    const orth_comparison_result *result = orth_comparison_at(p, rank, path);
    return p->excess ? 100 * orth_comparison_excess(result) : result->loss_bp;
}

double orth_comparison_greatest(const orth_comparison_picture *p)
{
    double greatest = 0;
    for (size_t i = 0; i < p->counts; i++) {
        for (size_t path = 0; path < p->paths; path++)
            greatest = fmax(greatest, orth_comparison_value(p, i, path));
    }
    return greatest;
}

double orth_comparison_leading(const orth_comparison_picture *p, double steps)
{
    double distance = p->comparison->distance;
    return orth_loss_bp(0.5 * distance * distance / steps);
}

static const char *path_of(const void *of, size_t i)
{
    const orth_comparison_picture *p = of;
    return p->comparison->scenario->paths[i];
}

orth_plot_look orth_comparison_look(const orth_comparison_picture *p, size_t path)
{
    return orth_plot_look_of_path(path_of, p, path);
}

const char *orth_comparison_axis(const orth_comparison_picture *p)
{
    return p->excess ? "excess over the best (%)" : "loss (bp of pool value)";
}
