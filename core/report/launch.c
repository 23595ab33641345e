#include "report/launch.h"

#include <stdio.h>
#include <string.h>

#include "orthant/scenario.h"

static bool is_alike(const orth_launch_result *a, const orth_launch_result *b,
                     orth_launch_column column)
{
    switch (column) {
    case ORTH_LAUNCH_START_WEIGHT:
        return a->start_weight == b->start_weight;
    case ORTH_LAUNCH_END_WEIGHT:
        return a->end_weight == b->end_weight;
    case ORTH_LAUNCH_SWAP_FEE:
        return a->swap_fee == b->swap_fee;
    case ORTH_LAUNCH_DAYS:
        return a->steps == b->steps;
    default:
        return strcmp(a->path, b->path) == 0;
    }
}

static bool differ(const orth_launch *launch, orth_launch_column column)
{
    for (size_t r = 1; r < launch->count; r++)
        if (!is_alike(&launch->results[0], &launch->results[r], column))
            return true;
    return false;
}

bool orth_launch_varies(const orth_launch *launch, orth_launch_column column)
{
    if (column != ORTH_LAUNCH_PATH || differ(launch, column))
        return differ(launch, column);
    for (int c = 0; c < ORTH_LAUNCH_PATH; c++)
        if (differ(launch, (orth_launch_column)c))
            return false;
    return true;
}

const char *orth_launch_text(char out[ORTH_LAUNCH_TEXT_MAX], const orth_launch_result *result,
                             orth_launch_column column)
{
    switch (column) {
    case ORTH_LAUNCH_START_WEIGHT:
        snprintf(out, ORTH_LAUNCH_TEXT_MAX, "%.6g %%", 100 * result->start_weight);
        break;
    case ORTH_LAUNCH_END_WEIGHT:
        snprintf(out, ORTH_LAUNCH_TEXT_MAX, "%.6g %%", 100 * result->end_weight);
        break;
    case ORTH_LAUNCH_SWAP_FEE:
        snprintf(out, ORTH_LAUNCH_TEXT_MAX, "%.6g %%", 100 * result->swap_fee);
        break;
    case ORTH_LAUNCH_DAYS:
        snprintf(out, ORTH_LAUNCH_TEXT_MAX, "%.6g d", result->days);
        break;
    default:
        snprintf(out, ORTH_LAUNCH_TEXT_MAX, "%s", result->path);
    }
    return out;
}

const char *orth_launch_name(char out[ORTH_LAUNCH_TEXT_MAX], const orth_launch *launch, size_t r)
{
    static const char *const before[] = {"from ", "to ", "fee ", "", ""};
    char text[ORTH_LAUNCH_TEXT_MAX];
    size_t length = 0;
    for (int c = 0; c < ORTH_LAUNCH_COLUMNS && length < ORTH_LAUNCH_TEXT_MAX; c++)
        if (orth_launch_varies(launch, (orth_launch_column)c))
            length += (size_t)snprintf(
                out + length, ORTH_LAUNCH_TEXT_MAX - length, "%s%s%s", length > 0 ? ", " : "",
                before[c], orth_launch_text(text, &launch->results[r], (orth_launch_column)c));
    return out;
}

const char *orth_launch_project(const orth_launch *launch)
{
    return launch->scenario->tokens[launch->scenario->launch->project];
}

const char *orth_launch_reserve(const orth_launch *launch)
{
    return launch->scenario->tokens[launch->scenario->launch->reserve];
}

uint64_t orth_launch_blocks(const orth_launch *launch, const orth_launch_result *result)
{
    return result->steps * launch->scenario->blocks_per_step;
}

orth_status orth_launch_more(double *more, const orth_launch *launch, const orth_launch *contract,
                             size_t r, orth_launch_figure figure, orth_error *error)
{
    orth_launch_estimate in_doubles, in_contract;
    orth_status status = orth_launch_estimate_of(&in_doubles, launch, r, figure, error);
    if (status == ORTH_OK)
        status = orth_launch_estimate_of(&in_contract, contract, r, figure, error);
    if (status == ORTH_OK)
        *more = in_contract.estimate.mean - in_doubles.estimate.mean;
    return status;
}
