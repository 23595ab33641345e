#include "strategy/numbers.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* Scores that are added to weights would run into 0; this is where they stop. */
#define USUAL_LEAST 0.1 /* over n */
#define DAY_SECONDS 86400.0

orth_status orth_strategy_add_note(orth_strategy *strategy, orth_error *error, const char *format,
                                   ...)
{
    char text[400];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    char **notes = realloc(strategy->notes, (strategy->note_count + 1) * sizeof *notes);
    if (notes == NULL)
        return orth_fail_memory(error, (double)(strategy->note_count + 1) * sizeof *notes);
    strategy->notes = notes;
    notes[strategy->note_count] = strdup(text);
    if (notes[strategy->note_count] == NULL)
        return orth_fail_memory(error, (double)strlen(text) + 1);
    strategy->note_count++;
    return ORTH_OK;
}

static orth_status fail(const orth_strategy *strategy, const char *what, const char *token,
                        double value, const char *permitted, orth_error *error)
{
    return orth_fail(error, ORTH_DOMAIN, "strategy \"%.60s\": %s%s%.60s is %.12g; permitted: %s",
                     strategy->name, what, token == NULL ? "" : " of ", token == NULL ? "" : token,
                     value, permitted);
}

/* A copy of `count` doubles, or NULL for NULL. */
static orth_status copy(double **out, const double *from, size_t count, orth_error *error)
{
    if (from == NULL)
        return ORTH_OK;
    if (count > SIZE_MAX / sizeof(double) || (*out = malloc(count * sizeof(double))) == NULL)
        return orth_fail_memory(error, (double)count * sizeof(double));
    memcpy(*out, from, count * sizeof(double));
    return ORTH_OK;
}

static orth_status keep_times(orth_strategy *strategy, const orth_strategy_spec *spec,
                              orth_error *error)
{
    strategy->update_every = spec->update_every == 0 ? 1 : spec->update_every;
    strategy->over = spec->over == 0 ? strategy->update_every : spec->over;
    strategy->warm_up = spec->warm_up;
    if (strategy->update_every > ORTH_STEPS_MAX)
        return fail(strategy, "update_every", NULL, (double)strategy->update_every,
                    "from 1 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX) " blocks", error);
    if (strategy->over > ORTH_STEPS_MAX)
        return fail(strategy, "over", NULL, (double)strategy->over,
                    "from 1 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX) " blocks", error);
    if (spec->as_peer.on && strategy->over > strategy->update_every)
        return fail(strategy, "weight_interpolation_period", NULL, (double)strategy->over,
                    "from 1 to chunk_period", error);
    if (spec->block_seconds != 0 && !(spec->block_seconds > 0 && isfinite(spec->block_seconds)))
        return fail(strategy, "the length of a block in seconds", NULL, spec->block_seconds,
                    "above 0", error);
    strategy->chunk_days = (double)strategy->update_every * spec->block_seconds / DAY_SECONDS;
    if (!(spec->max_memory_days >= 0 && isfinite(spec->max_memory_days)))
        return fail(strategy, "max_memory_days", NULL, spec->max_memory_days, "from 0", error);
    strategy->max_memory_days = spec->max_memory_days;
    double largest = spec->largest_change_a_block;
    if (!(largest >= 0))
        return fail(strategy, "largest_change_a_block", NULL, largest, "above 0", error);
    strategy->largest_change = largest == 0 ? INFINITY : largest;
    return ORTH_OK;
}

/* Fills `to` from a list of the user's, each from `least` to below 1, or by `otherwise`. */
static orth_status fill_rails(const orth_strategy *strategy, double *to, const double *from,
                              double otherwise, const char *name, orth_error *error)
{
    for (size_t i = 0; i < strategy->n; i++) {
        to[i] = from == NULL ? otherwise : from[i];
        if (!(to[i] >= ORTH_PART_MIN && to[i] <= 1))
            return fail(strategy, name, strategy->tokens[i], to[i],
                        "from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) " to 1", error);
    }
    return ORTH_OK;
}

/* `least` and `most` are the keys' names. */
static orth_status check_rails(orth_strategy *strategy, const char *least, const char *most,
                               orth_error *error)
{
    double low = 0, high = 0;
    char what[64];
    for (size_t i = 0; i < strategy->n; i++) {
        if (!(strategy->low[i] <= strategy->high[i])) {
            snprintf(what, sizeof what, "from its %s to 1", least);
            return fail(strategy, most, strategy->tokens[i], strategy->high[i], what, error);
        }
        strategy->railed |= strategy->low[i] > ORTH_PART_MIN || strategy->high[i] < 1;
        low += strategy->low[i];
        high += strategy->high[i];
    }
    snprintf(what, sizeof what, "the sum of %s", low > 1 ? least : most);
    if (!(low <= 1 + ORTH_SUM_TOLERANCE))
        return fail(strategy, what, NULL, low, "at most 1", error);
    if (!(high >= 1 - ORTH_SUM_TOLERANCE))
        return fail(strategy, what, NULL, high, "at least 1 (one for all: from 1 / n)", error);
    return ORTH_OK;
}

static orth_status keep_peer_rails(orth_strategy *strategy, const orth_strategy_spec *spec,
                                   orth_error *error)
{
    const orth_strategy_peer *peer = &spec->as_peer;
    double most = 1 / (double)strategy->n;
    if (spec->minimum_weight != NULL || spec->maximum_weight != NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": rails are given, and quantammsim has others",
                         strategy->name);
    strategy->guard = peer->minimum_weight == 0 ? USUAL_LEAST * most : peer->minimum_weight;
    if (!(strategy->guard > 0 && strategy->guard <= most))
        return fail(strategy, "minimum_weight", NULL, strategy->guard, "above 0, to 1 / n", error);
    strategy->bounded = peer->bound_low != NULL || peer->bound_high != NULL;
    orth_status status = fill_rails(strategy, strategy->low, peer->bound_low, ORTH_PART_MIN,
                                    "min_weights_per_asset", error);
    if (status == ORTH_OK)
        status = fill_rails(strategy, strategy->high, peer->bound_high, 1, "max_weights_per_asset",
                            error);
    return status != ORTH_OK
               ? status
               : check_rails(strategy, "min_weights_per_asset", "max_weights_per_asset", error);
}

static orth_status keep_rails(orth_strategy *strategy, const orth_strategy_spec *spec,
                              orth_error *error)
{
    size_t n = strategy->n;
    strategy->low = malloc(2 * n * sizeof(double));
    if (strategy->low == NULL)
        return orth_fail_memory(error, 2.0 * (double)n * sizeof(double));
    strategy->high = strategy->low + n;
    if (strategy->as_peer)
        return keep_peer_rails(strategy, spec, error);
    bool additive = strategy->role == ORTH_RULE_SCORES &&
                    (spec->link.kind == NULL || strcmp(spec->link.kind, "additive") == 0);
    double usual = additive ? USUAL_LEAST / (double)n : ORTH_PART_MIN;
    orth_status status =
        fill_rails(strategy, strategy->low, spec->minimum_weight, usual, "minimum_weight", error);
    if (status == ORTH_OK)
        status =
            fill_rails(strategy, strategy->high, spec->maximum_weight, 1, "maximum_weight", error);
    if (status == ORTH_OK)
        status = check_rails(strategy, "minimum_weight", "maximum_weight", error);
    if (status == ORTH_OK && additive && spec->minimum_weight == NULL)
        status = orth_strategy_add_note(
            strategy, error,
            "strategy \"%.60s\": no minimum_weight is given, taken as 0.1 / n = %g", strategy->name,
            usual);
    return status;
}

static orth_status keep_initial(orth_strategy *strategy, const orth_strategy_spec *spec,
                                orth_error *error)
{
    size_t n = strategy->n;
    double sum = -1;
    strategy->initial = malloc(n * sizeof(double));
    if (strategy->initial == NULL)
        return orth_fail_memory(error, (double)n * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        double w = spec->initial_weights == NULL ? 1 / (double)n : spec->initial_weights[i];
        double low = strategy->as_peer ? ORTH_PART_MIN : strategy->low[i];
        double high = strategy->as_peer ? 1 : strategy->high[i];
        strategy->initial[i] = w;
        sum += w;
        if (!(w >= low && w <= high && w < 1)) {
            char permitted[96];
            snprintf(permitted, sizeof permitted, "its rails, from %.12g to %.12g", low, high);
            return fail(strategy, "initial_weights", strategy->tokens[i], w, permitted, error);
        }
    }
    if (!(fabs(sum) <= ORTH_SUM_TOLERANCE))
        return fail(strategy, "the sum of initial_weights", NULL, 1 + sum,
                    "1 within " ORTH_LIMIT_TEXT(ORTH_SUM_TOLERANCE), error);
    return ORTH_OK;
}

static orth_status keep_supply(orth_strategy *strategy, const orth_strategy_spec *spec,
                               orth_error *error)
{
    size_t n = strategy->n;
    if (spec->supply == NULL || spec->supply_rows == 0)
        return ORTH_OK;
    for (uint64_t e = 0; e < spec->supply_rows * n; e++)
        if (!(spec->supply[e] > 0 && isfinite(spec->supply[e])))
            return orth_fail(error, ORTH_DOMAIN,
                             "strategy \"%.60s\": supply of %.60s in row %llu is %.12g; permitted: "
                             "above 0",
                             strategy->name, strategy->tokens[e % n], (unsigned long long)(e / n),
                             spec->supply[e]);
    strategy->supply_rows = spec->supply_rows;
    return copy(&strategy->supply, spec->supply, spec->supply_rows * n, error);
}

static orth_status check_target(const orth_strategy *strategy, const orth_strategy_spec *spec,
                                uint64_t k, orth_error *error)
{
    double sum = -1;
    for (size_t i = 0; i < strategy->n; i++) {
        double w = spec->targets[k * strategy->n + i];
        sum += w;
        if (!(w >= ORTH_PART_MIN && w < 1))
            return orth_fail(error, ORTH_DOMAIN,
                             "strategy \"%.60s\": the weight of %.60s in row %llu of the file is "
                             "%.12g; permitted: from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) ", below 1",
                             strategy->name, strategy->tokens[i], (unsigned long long)k, w);
    }
    if (!(fabs(sum) <= 1e-9))
        return orth_fail(error, ORTH_DOMAIN,
                         "strategy \"%.60s\": the weights in row %llu of the file sum to %.12g; "
                         "permitted: 1 within 1e-9",
                         strategy->name, (unsigned long long)k, 1 + sum);
    if (k > 0 && spec->target_rows[k] <= spec->target_rows[k - 1])
        return orth_fail(error, ORTH_DOMAIN,
                         "strategy \"%.60s\": row %llu of the file is not after the one before",
                         strategy->name, (unsigned long long)k);
    return ORTH_OK;
}

static orth_status keep_targets(orth_strategy *strategy, const orth_strategy_spec *spec,
                                orth_error *error)
{
    if (spec->targets == NULL)
        return ORTH_OK;
    for (uint64_t k = 0; k < spec->target_count; k++) {
        orth_status status = check_target(strategy, spec, k, error);
        if (status != ORTH_OK)
            return status;
    }
    strategy->target_count = spec->target_count;
    size_t bytes = spec->target_count * sizeof *strategy->target_rows;
    strategy->target_rows = malloc(bytes + 1);
    if (strategy->target_rows == NULL)
        return orth_fail_memory(error, (double)bytes);
    memcpy(strategy->target_rows, spec->target_rows, bytes);
    return copy(&strategy->targets, spec->targets, spec->target_count * strategy->n, error);
}

orth_status orth_strategy_keep_numbers(orth_strategy *strategy, const orth_strategy_spec *spec,
                                       orth_error *error)
{
    orth_status status = keep_times(strategy, spec, error);
    if (status == ORTH_OK)
        status = keep_rails(strategy, spec, error);
    if (status == ORTH_OK)
        status = keep_initial(strategy, spec, error);
    if (status == ORTH_OK)
        status = keep_supply(strategy, spec, error);
    return status != ORTH_OK ? status : keep_targets(strategy, spec, error);
}
