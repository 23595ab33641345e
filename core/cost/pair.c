#include "cost/pair.h"

#include <math.h>

#include "base/stop.h"
#include "cost/law.h"
#include "cost/pair_rows.h"
#include "cost/verdict.h"
#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "path/step_losses.h"

#define BINS 32   /* of the schedule, for the best number of steps */
#define SCAN 16   /* numbers of steps tried first */
#define FASTEST 3 /* speed: the objective falls with the steps where it is greater */

/* The schedule in short: the sums of w (1 - w) and of w (1 - w) m^2 over each part of its steps. */
typedef struct bins {
    double share[BINS], square[BINS];
} bins;

static void collect(bins *b, const orth_pair_rows *r, uint64_t first, size_t count, uint64_t steps)
{
    for (size_t k = 0; k < count; k++) {
        size_t bin = (size_t)((double)(first + k) / (double)steps * BINS);
        b->share[bin] += r->share[k];
        b->square[bin] += r->share[k] * r->speed[k] * r->speed[k];
    }
}

/* The stretched schedule's loss less that at rest at the target, over sigma^2 / 2. */
static double objective(const bins *b, const orth_cost_law *law, double stretch, double at_target)
{
    double speeds[BINS], excess[BINS], sum = 0;
    for (size_t i = 0; i < BINS; i++)
        speeds[i] = b->share[i] > 0 ? sqrt(b->square[i] / b->share[i]) / stretch : 0;
    orth_cost_law_excesses(law, BINS, excess, speeds);
    for (size_t i = 0; i < BINS; i++)
        sum += b->share[i] * excess[i];
    return stretch * (sum + at_target);
}

/* Golden section in the log of the steps, after a scan. `speed` is that of the schedule as it is,
 * and `at_target` what its way's rest costs more than the target's. */
static uint64_t best_steps(const bins *b, const orth_cost_law *law, double steps, double speed,
                           double at_target)
{
    double start = orth_log(fmin(fmax(steps * speed / FASTEST, 1), ORTH_STEPS_MAX));
    double end = orth_log(ORTH_STEPS_MAX), width = (end - start) / SCAN;
    double least = INFINITY, best = start;
    if (!(at_target > 0))
        return 0;
    for (int i = 0; i <= SCAN; i++) {
        double value = objective(b, law, orth_exp(start + i * width) / steps, at_target);
        if (value < least) {
            least = value;
            best = start + i * width;
        }
    }
    double low = fmax(best - width, start), high = fmin(best + width, end);
    const double part = 0.6180339887498949;
    double left = high - part * (high - low), right = low + part * (high - low);
    double at_left = objective(b, law, orth_exp(left) / steps, at_target);
    double at_right = objective(b, law, orth_exp(right) / steps, at_target);
    while (high - low > 0.005) {
        if (at_left < at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - part * (high - low);
            at_left = objective(b, law, orth_exp(left) / steps, at_target);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + part * (high - low);
            at_right = objective(b, law, orth_exp(right) / steps, at_target);
        }
    }
    return (uint64_t)fmin(fmax(round(orth_exp((low + high) / 2)), 1), ORTH_STEPS_MAX);
}

void orth_cost_by_law(orth_cost *cost, orth_path *path, const orth_cost_terms *terms)
{
    uint64_t steps = orth_path_steps(path);
    double sigma = sqrt(terms->pair_variance), half = terms->pair_variance / 2;
    double excess = 0, share = 0, square = 0, reach = 0, target = 0;
    orth_pair_rows r;
    double excesses[ORTH_PAIR_ROWS];
    orth_total kl;
    orth_step_losses losses = {0};
    bins b = {.share = {0}};
    orth_total_clear(&kl);
    for (uint64_t first = 0; first < steps; first += ORTH_PAIR_ROWS) {
        size_t count = steps - first < ORTH_PAIR_ROWS ? (size_t)(steps - first) : ORTH_PAIR_ROWS;
        double part = 0;
        if (orth_stopped())
            return;
        orth_pair_rows_fill(&r, path, first, count, sigma);
        orth_kernels_in_use()->kl_displaced(&kl, 2 * count, r.weights, r.displacements);
        orth_step_losses_take(&losses, count, 2, r.weights, r.displacements);
        orth_cost_law_excesses(&terms->law, count, excesses, r.speed);
        for (size_t k = 0; k < count; k++) {
            part += r.share[k] * excesses[k];
            reach += r.steps[2 * k] - r.steps[2 * k + 1];
        }
        excess += part;
        target = r.share[count - 1];
        collect(&b, &r, first, count, steps);
    }
    for (size_t i = 0; i < BINS; i++) {
        share += b.share[i];
        square += b.square[i];
    }
    *cost = (orth_cost){
        .ideal = orth_total_value(&kl),
        .ideal_cv = orth_step_losses_cv(&losses),
        .cost = half * excess,
        .rest = half * share * terms->law.rest,
        .speed = sqrt(square / share),
        .band = terms->law.band,
    };
    cost->loss = cost->cost + cost->rest;
    double above = terms->law.rest * (share - (double)steps * target);
    if (square > 0)
        cost->steps_best = best_steps(&b, &terms->law, (double)steps, cost->speed, above);
    orth_cost_in_points(cost);
    orth_cost_judge(cost, (double)steps, fabs(reach), terms->band);
    orth_cost_hold_to_ideal(cost, half * square,
                            "the steps are too large for a formula of small steps (without a fee "
                            "it is off the exact loss by more than 0.5 %)");
}
