/* Where the events of two logs differ. */
#include <stdlib.h>

#include "numeric/elementary.h"
#include "report/live.h"

#define LOG_2 0.693147180559945309417

static double part(double p, double q)
{
    return p > 0 ? p * (orth_log(2 * p / (p + q)) / LOG_2) / 2 : 0;
}

static int by_part(const void *one, const void *other)
{
    const orth_live_difference *a = one, *b = other;
    if (a->part != b->part)
        return (a->part < b->part) - (a->part > b->part);
    return (a->number > b->number) - (a->number < b->number);
}

const char *orth_live_fee_name(orth_live_fee known)
{
    static const char *const names[] = {"log", "given", "found"};
    return names[known];
}

orth_status orth_live_differences(orth_live_difference **all, size_t *count,
                                  const orth_live_report *report, orth_error *error)
{
    const orth_pool_events *one = report->events, *other = report->against_events;
    size_t most = one->kinds + other->kinds, i = 0, j = 0;
    *count = 0;
    *all = malloc((most + 1) * sizeof **all);
    if (*all == NULL)
        return orth_fail_memory(error, (double)(most + 1) * sizeof **all);
    while (i < one->kinds || j < other->kinds) {
        const orth_event_count *a = i < one->kinds ? &one->histogram[i] : NULL;
        const orth_event_count *b = j < other->kinds ? &other->histogram[j] : NULL;
        bool first = b == NULL || (a != NULL && a->number <= b->number);
        bool second = a == NULL || (b != NULL && b->number <= a->number);
        orth_live_difference *to = &(*all)[(*count)++];
        to->number = first ? a->number : b->number;
        to->share = first ? (double)a->count / (double)one->count : 0;
        to->other = second ? (double)b->count / (double)other->count : 0;
        to->part = part(to->share, to->other) + part(to->other, to->share);
        i += first;
        j += second;
    }
    qsort(*all, *count, sizeof **all, by_part);
    return ORTH_OK;
}
