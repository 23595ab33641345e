/* Comparisons: what each path costs in each number of steps, and which number of steps costs
 * least. */
#ifndef ORTHANT_COMPARE_H
#define ORTHANT_COMPARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/cost.h"
#include "orthant/outside.h"
#include "orthant/scenario.h"
#include "orthant/scenario_cost.h"
#include "orthant/simulate.h"
#include "orthant/status.h"
#include "orthant/steps_curve.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Up to this N^2 steps the optimum is computed for every comparison, a few milliseconds. */
#define ORTH_COMPARISON_OPTIMUM_MOST 1e6

/* What one path costs in one number of steps; L is its log loss. */
typedef struct orth_comparison_result {
    const char *path; /* the scenario's */
    uint64_t steps;
    double log_loss;         /* of the ideal schedule (for file:F of the stored one) */
    double loss_bp;          /* 1e4 (1 - e^-L), basis points of pool value */
    double loss_value;       /* value (1 - e^-L) in the pool's unit; 0 without a pool */
    double saving_vs_linear; /* 1 - L / L_linear; 0 when nothing moves */
    double excess_over_best; /* L / (least L of the asked paths at these steps) - 1; 0 likewise */
    /* L / (least L possible at these steps) - 1; NaN, null in the JSON, where the optimum was
     * neither asked for nor cheap (N^2 steps above ORTH_COMPARISON_OPTIMUM_MOST), or not reached */
    double excess_over_optimum;
    double step_loss_cv; /* orth_path_losses.step_cv: how evenly the steps share L, 0 is best */
    bool has_cost;       /* whether there are a fee and noise (orth_comparison.pricing) */
    orth_cost cost;      /* orth_scenario_cost_of_path, on one thread, by the scenario's seed */
    bool has_gas;        /* whether there is gas */
    orth_cost_gas gas;   /* orth_cost_gas_of_path: no fee, constant prices */
} orth_comparison_result;

/* All asked (steps, path) pairs of a scenario, steps outer, paths inner, in the order asked. */
typedef struct orth_comparison {
    const orth_scenario *scenario; /* must outlive the comparison */
    double distance;               /* Fisher-Rao, start to target */
    double *leading_loss;          /* D^2 / (2 f), for each number of steps */
    size_t count;
    orth_comparison_result *results;
    orth_scenario_cost *pricing; /* the fee and the noise of the results' cost */
    bool has_outside;            /* where the scenario has a benchmark */
    orth_outside outside;
    char warning[200]; /* what a user should know of one of the paths; "" mostly */
} orth_comparison;

/* Computes them. Errors are those of orth_move_create, orth_path_create and
 * orth_scenario_cost_create: where the pool has a fee, and no price_volatility is given, the
 * market's data is read. */
ORTH_API orth_status orth_comparison_run(orth_comparison **comparison,
                                         const orth_scenario *scenario, orth_error *error);
ORTH_API void orth_comparison_free(orth_comparison *comparison); /* NULL is fine */

/* What is said of one path by itself, whatever the scenario asks for: log_loss, step_loss_cv, cost
 * and gas, and whether it has these; the rest of *result stays as it is. ORTH_NO_MEMORY. */
ORTH_API orth_status orth_comparison_measure(orth_comparison_result *result, orth_path *path,
                                             const orth_scenario *scenario,
                                             const orth_scenario_cost *pricing, orth_error *error);

/* What each number of steps costs, in the log of value: by the closed form, and by simulation as
 *   log_shortfall of the moving pool - log_shortfall of the pool at the target + exposures
 * (orth_simulation_at_target), with the exposures that no simulation sees (updates and tracking,
 * for each step). Both measure the same: what the way costs more than being there.
 *
 * Costs are compared price path by price path, since all numbers of steps see the same prices. A
 * verdict says what the joint 95 % interval of cost - (1 + 1 %) least cost shows; with one price
 * path the interval is its one value. There is no 1 % of a least cost that may be 0 or less (its
 * own 95 % interval not wholly above 0): then only what costs the same on every price path is
 * within. Joint: of k numbers of steps, each of the k (k - 1) ordered
 * pairs has an interval of level 1 - 0.05 / (k (k - 1)) (Bonferroni), so that with 95 % all of them
 * hold together, and so those of the pairs with the least, though it was chosen by the same price
 * paths. */
#define ORTH_BEST_STEPS_FLAT 0.01
typedef enum orth_best_steps_verdict {
    ORTH_BEST_STEPS_LEAST,     /* the least mean of those tried */
    ORTH_BEST_STEPS_WITHIN,    /* costs at most 1 % more */
    ORTH_BEST_STEPS_OPEN,      /* not decided by this many price paths */
    ORTH_BEST_STEPS_BEYOND,    /* costs more than 1 % more */
    ORTH_BEST_STEPS_UNDEFINED, /* costs more than a least cost that may be 0 or less */
    ORTH_BEST_STEPS_UNMADE     /* no trade, or less than ORTH_MOVE_MADE_LEAST of the move made: it
                                  may look cheap, but not for the move */
} orth_best_steps_verdict;

/* "least" and so on, as in the results. */
ORTH_API const char *orth_best_steps_verdict_name(orth_best_steps_verdict verdict);

typedef struct orth_best_steps_point {
    uint64_t steps;
    double closed_form;           /* orth_exposure_cost; NaN where it is not known */
    double cost;                  /* simulated; below 0: the way earns more than it costs */
    double stderr_, low, high;    /* of it; all the cost with one price path */
    orth_estimate difference;     /* cost - least cost */
    double joint_low, joint_high; /* its joint interval; told from 0 where that leaves it out */
    orth_steps_point with_fee;    /* where the closed form with the fee holds, else all 0 */
    double target_distance, move_made; /* means of the simulation's figures */
    orth_best_steps_verdict verdict;
} orth_best_steps_point;

/* By how much the simulation differs from the closed form with the fee, and why. */
#define ORTH_STEPS_DIFFERENCE_WHY_MAX 800
typedef struct orth_steps_difference {
    bool known;                      /* at the least of those tried */
    double mean, stderr_, low, high; /* there, simulated less closed form; 95 % */
    /* Whether it is within the joint 95 % interval (Bonferroni) and the closed form's own error in
     * all numbers of steps for which there are both. Not judged with one price path. */
    bool judged, agrees;
    size_t worst;                            /* the point at which the two agree least */
    char why[ORTH_STEPS_DIFFERENCE_WHY_MAX]; /* sentences; "" where there is no such closed form */
} orth_steps_difference;

/* Numbers of steps among those tried, both included. */
typedef struct orth_best_steps_range {
    uint64_t from, to;
} orth_best_steps_range;

typedef struct orth_best_steps {
    const orth_simulation *simulation; /* of one path in several numbers of steps */
    orth_exposure exposure;
    size_t count;
    orth_best_steps_point *points; /* in the order of the steps */
    bool none;                     /* no point makes the move: none is the least, there are no
                                      differences and no ranges */
    size_t best;                   /* the point of least cost of those that make the move */
    orth_estimate at_target;       /* log_shortfall of the pool at the target */
    bool defined; /* whether the least cost is above 0, and 1 % of it means anything */
    bool ended;   /* the market has no blocks for more steps than the last point's */
    double joint; /* half-widths of joint intervals, in standard errors */
    orth_best_steps_range within;        /* around the least, with nothing else between */
    orth_best_steps_range perhaps;       /* the first and last that are not beyond, nor undefined */
    orth_best_steps_range tied;          /* the first and last that are not told from the least */
    const orth_steps_curve *steps_curve; /* as given */
    orth_steps_difference steps_difference;
    double gas_share;   /* gas over the pool's value; 0 without, and then so is all of it */
    uint64_t gas_steps; /* the least of those tried, or the last where none is */
    orth_cost_gas gas;  /* orth_cost_gas_of_path in so many */
} orth_best_steps;

/* Makes the scenario one that orth_best_steps_create compares: orth_exposure_prepare, then the
 * closed form with the fee, and unless `keep_steps` candidates around its least in place of those
 * around the fee-less one, wherever it was searched. Errors are theirs. *curve is the caller's to
 * free, NULL on failure; the scenario must outlive it. */
ORTH_API orth_status orth_best_steps_prepare(orth_scenario *scenario, orth_exposure *exposure,
                                             orth_steps_curve **curve, bool keep_steps,
                                             const orth_cost_options *options, orth_error *error);

/* `at_target` is that of `simulation`, and is not kept; `curve` may be NULL, else it must outlive
 * the report. ORTH_BAD_INPUT for a simulation of several paths; errors of orth_steps_curve_at and
 * orth_cost_gas_of_path. */
ORTH_API orth_status orth_best_steps_create(orth_best_steps **report,
                                            const orth_simulation *simulation,
                                            const orth_simulation *at_target,
                                            const orth_exposure *exposure,
                                            const orth_steps_curve *curve, orth_error *error);
ORTH_API void orth_best_steps_free(orth_best_steps *report); /* NULL is fine */

/* What a difference of logs to the least cost is in basis points of the pool's value: that of a
 * cost so much above the least, less that of the least. */
ORTH_API double orth_best_steps_more_bp(const orth_best_steps *report, double difference);

#ifdef __cplusplus
}
#endif
#endif
