/* The names of the methods; a parameter's values and the unit interval; what a task may ask. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "numeric/elementary.h"
#include "tune/search_parts.h"

static const char *const names[ORTH_SEARCH_METHODS] = {"crs", "direct", "sbplx", "sobol"};

const char *orth_search_method_name(orth_search_method method)
{
    return names[method];
}

bool orth_search_method_of(orth_search_method *method, const char *name)
{
    for (int i = 0; i < ORTH_SEARCH_METHODS; i++)
        if (strcmp(names[i], name) == 0) {
            *method = (orth_search_method)i;
            return true;
        }
    return false;
}

double orth_search_at(const orth_search_range *range, double u)
{
    double value = range->from + u * (range->to - range->from);
    if (u <= 0)
        return range->from;
    if (u >= 1)
        return range->to;
    if (range->logarithmic) {
        double low = orth_log(range->from), high = orth_log(range->to);
        value = orth_exp(low + u * (high - low));
    }
    if (range->whole)
        value = floor(value + 0.5);
    return fmin(fmax(value, range->from), range->to);
}

double orth_search_unit(const orth_search_range *range, double value)
{
    double u = (value - range->from) / (range->to - range->from);
    if (value <= range->from)
        return 0;
    if (value >= range->to)
        return 1;
    if (range->logarithmic) {
        double low = orth_log(range->from), high = orth_log(range->to);
        u = (orth_log(value) - low) / (high - low);
    }
    return fmin(fmax(u, 0), 1);
}

static orth_status check_range(const orth_search_range *range, size_t i, orth_error *error)
{
    const double most_whole = 0x1p53;
    if (!(isfinite(range->from) && isfinite(range->to) && range->from < range->to))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "range %zu is from %.17g to %.17g: it must rise, from finite to finite", i,
                         range->from, range->to);
    if (range->logarithmic && !(range->from > 0))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "range %zu is logarithmic from %.17g: it must begin above 0", i,
                         range->from);
    if (range->whole && !(range->from == floor(range->from) && range->to == floor(range->to) &&
                          fabs(range->from) <= most_whole && fabs(range->to) <= most_whole))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "range %zu is of whole numbers from %.17g to %.17g: both must be whole, "
                         "of 2^53 at most",
                         i, range->from, range->to);
    return ORTH_OK;
}

static orth_status check_start(const orth_search_range *range, size_t i, double start,
                               orth_error *error)
{
    if (!(start >= range->from && start <= range->to && (!range->whole || start == floor(start))))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "the start has %.17g at range %zu, %sfrom %.17g to %.17g", start, i,
                         range->whole ? "of whole numbers " : "", range->from, range->to);
    return ORTH_OK;
}

orth_status orth_search_check(const orth_search_task *task, orth_error *error)
{
    if (task->dimensions < 1 || task->dimensions > ORTH_SEARCH_DIMENSIONS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%zu parameters: it takes 1 to %d",
                         task->dimensions, ORTH_SEARCH_DIMENSIONS_MAX);
    if (task->budget < 1 || task->budget > ORTH_SEARCH_BUDGET_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "a budget of %" PRIu64 ": it takes 1 to %d",
                         task->budget, ORTH_SEARCH_BUDGET_MAX);
    for (size_t i = 0; i < task->dimensions; i++) {
        orth_status status = check_range(&task->ranges[i], i, error);
        if (status == ORTH_OK && task->start)
            status = check_start(&task->ranges[i], i, task->start[i], error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}
