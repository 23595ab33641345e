/* How alike the events of two pools are. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "live/live.h"
#include "numeric/elementary.h"
#include "orthant/pool_events.h"

/* p log2(p / m), 0 where p is. */
static double part(double p, double m)
{
    return p > 0 ? p * (orth_log(p / m) / ORTH_LOG_2) : 0;
}

static orth_status comparable(const orth_pool_events *one, const orth_pool_events *other,
                              orth_error *error)
{
    if (one->n != other->n)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "pools of %zu and %zu tokens have no events in common; permitted: as many "
                         "tokens in both",
                         one->n, other->n);
    if (one->count == 0 || other->count == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "the %s log has no event: in no block did its reserves change",
                         one->count == 0 ? "first" : "second");
    return ORTH_OK;
}

/* Goes through both histograms at once. */
typedef struct walk {
    const orth_pool_events *one, *other;
    size_t i, j;
} walk;

static bool next(orth_event_difference *to, walk *at)
{
    if (at->i == at->one->kinds && at->j == at->other->kinds)
        return false;
    const orth_event_count *a = at->i < at->one->kinds ? &at->one->histogram[at->i] : NULL;
    const orth_event_count *b = at->j < at->other->kinds ? &at->other->histogram[at->j] : NULL;
    bool first = b == NULL || (a != NULL && a->number <= b->number);
    bool second = a == NULL || (b != NULL && b->number <= a->number);
    to->number = first ? a->number : b->number;
    to->share = first ? (double)a->count / (double)at->one->count : 0;
    to->other = second ? (double)b->count / (double)at->other->count : 0;
    double m = (to->share + to->other) / 2;
    to->part = (part(to->share, m) + part(to->other, m)) / 2;
    at->i += first;
    at->j += second;
    return true;
}

orth_status orth_pool_events_distance(double *divergence, double *distance,
                                      const orth_pool_events *one, const orth_pool_events *other,
                                      orth_error *error)
{
    orth_status status = comparable(one, other, error);
    if (status != ORTH_OK)
        return status;
    double sum = 0;
    orth_event_difference kind;
    for (walk at = {.one = one, .other = other}; next(&kind, &at);)
        sum += kind.part;
    *divergence = sum > 0 ? fmin(sum, 1) : 0;
    *distance = sqrt(*divergence);
    return ORTH_OK;
}

double orth_pool_events_luck(const orth_pool_events *one, const orth_pool_events *other)
{
    ORTH_CHECK(comparable(one, other, NULL) == ORTH_OK);
    orth_event_difference kind;
    double kinds = 0;
    for (walk at = {.one = one, .other = other}; next(&kind, &at);)
        kinds++;
    return (kinds - 1) * (1 / (double)one->count + 1 / (double)other->count) / (8 * ORTH_LOG_2);
}

static int by_part(const void *one, const void *other)
{
    const orth_event_difference *a = one, *b = other;
    if (a->part != b->part)
        return (a->part < b->part) - (a->part > b->part);
    return (a->number > b->number) - (a->number < b->number);
}

orth_status orth_pool_events_differences(orth_event_difference **all, size_t *count,
                                         const orth_pool_events *one, const orth_pool_events *other,
                                         orth_error *error)
{
    *all = NULL;
    *count = 0;
    orth_status status = comparable(one, other, error);
    if (status != ORTH_OK)
        return status;
    size_t most = one->kinds + other->kinds;
    *all = malloc(most * sizeof **all);
    if (*all == NULL)
        return orth_fail_memory(error, (double)most * sizeof **all);
    for (walk at = {.one = one, .other = other}; next(&(*all)[*count], &at);)
        (*count)++;
    qsort(*all, *count, sizeof **all, by_part);
    return ORTH_OK;
}

orth_status orth_pool_events_note_order(bool *noted, orth_live_log *log, const orth_live_log *other,
                                        orth_error *error)
{
    *noted = false;
    for (size_t i = 0; i < log->n && i < other->n && !*noted; i++) {
        *noted = strcmp(log->tokens[i], other->tokens[i]) != 0;
        if (!*noted)
            continue;
        orth_status status = orth_live_note(
            &log->notes, &log->note_count, error,
            "tokens of %.200s and %.200s are compared by their order: %.60s with %.60s%s",
            log->file, other->file, log->tokens[i], other->tokens[i],
            i + 1 < log->n ? ", and so on" : "");
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}
