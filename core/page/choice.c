#include "page/choice.h"

#include <math.h>
#include <string.h>

#include "compare/outside.h"
#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/words.h"

/* Tokens x chunks of a batch, as orth_walk_plan_of has them: below it a walk takes some 50 ms. */
#define WALK_MOST 130

double orth_page_costs_more(const orth_comparison_result *result,
                            const orth_comparison_result *than)
{
    double a, b;
    if (orth_comparison_known_cost(&a, result) != orth_comparison_known_cost(&b, than)) {
        a = result->log_loss;
        b = than->log_loss;
    }
    return orth_page_share(a) - orth_page_share(b);
}

double orth_page_apart(const orth_scenario *scenario)
{
    double update = scenario->has_pool
                        ? scenario->update_cost / orth_rational_to_double(scenario->pool_value)
                        : 0;
    return update + orth_loss_of_bp(scenario->tracking_bp);
}

static bool is(const orth_comparison_result *result, const char *path)
{
    return strcmp(result->path, path) == 0;
}

/* Whether `a` is to be preferred. */
static bool is_better(const orth_comparison_result *a, const orth_comparison_result *b)
{
    double cost;
    orth_outside_basis of_a = orth_comparison_known_cost(&cost, a),
                       of_b = orth_comparison_known_cost(&cost, b);
    if (is(a, "optimum") != is(b, "optimum"))
        return is(b, "optimum");
    if (of_a != of_b)
        return of_a > of_b;
    return orth_page_costs_more(a, b) < 0;
}

static const orth_comparison_result *find(const orth_comparison_result *results, size_t count,
                                          const char *path)
{
    for (size_t p = 0; p < count; p++)
        if (is(&results[p], path))
            return &results[p];
    return NULL;
}

static bool is_as_good(const orth_comparison_result *result, const orth_comparison_result *best)
{
    return result != NULL && orth_part_bp(orth_page_costs_more(result, best)) < ORTH_PAGE_SAME_BP;
}

orth_status orth_page_choose(orth_page_choice *choice, orth_page_work *work, orth_error *error)
{
    const orth_comparison *comparison;
    *choice = (orth_page_choice){0};
    orth_status status = orth_work_comparison(work, &comparison, error);
    if (status != ORTH_OK)
        return status;
    const orth_comparison_result *best = comparison->results;
    for (size_t r = 1; r < comparison->count; r++)
        if (is_better(&comparison->results[r], best))
            best = &comparison->results[r];
    size_t paths = work->scenario->path_count,
           place = (size_t)(best - comparison->results) / paths * paths;
    const orth_comparison_result *first = &comparison->results[place];
    const orth_comparison_result *linear = find(first, paths, "linear"),
                                 *geodesic = find(first, paths, "geodesic");
    if (is_as_good(geodesic, best))
        best = geodesic;
    if (is_as_good(linear, best))
        best = linear;
    *choice = (orth_page_choice){
        .comparison = comparison, .best = best, .linear = linear, .first = first};
    choice->basis = orth_comparison_known_cost(&choice->cost, best);
    choice->cost = orth_page_share(choice->cost);
    if (linear != NULL && linear != best)
        choice->linear_more = orth_page_costs_more(linear, best);
    choice->matters = orth_part_bp(choice->linear_more) >= ORTH_REPORT_MATTERS_BP;
    return ORTH_OK;
}

bool orth_page_walks_are_long(const orth_page_choice *choice)
{
    const orth_cost *cost = &choice->best->cost;
    size_t n = choice->comparison->scenario->n;
    double chunks = fmax(3.3 * cost->band * cost->band / 128, 13);
    return choice->best->has_cost && n > 2 && (double)n * chunks > WALK_MOST;
}
