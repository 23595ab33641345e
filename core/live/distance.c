/* How alike the events of two pools are. */
#include <math.h>
#include <string.h>

#include "live/live.h"
#include "numeric/elementary.h"
#include "orthant/pool_events.h"

#define LOG_2 0.693147180559945309417

/* p log2(p / m), 0 where p is. */
static double part(double p, double m)
{
    return p > 0 ? p * (orth_log(p / m) / LOG_2) : 0;
}

orth_status orth_pool_events_distance(double *divergence, double *distance,
                                      const orth_pool_events *one, const orth_pool_events *other,
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
    double sum = 0, all = (double)one->count, of_other = (double)other->count;
    for (size_t i = 0, j = 0; i < one->kinds || j < other->kinds;) {
        const orth_event_count *a = i < one->kinds ? &one->histogram[i] : NULL;
        const orth_event_count *b = j < other->kinds ? &other->histogram[j] : NULL;
        double p = 0, q = 0;
        bool first = b == NULL || (a != NULL && a->number <= b->number);
        bool second = a == NULL || (b != NULL && b->number <= a->number);
        if (first) {
            p = (double)a->count / all;
            i++;
        }
        if (second) {
            q = (double)b->count / of_other;
            j++;
        }
        sum += (part(p, (p + q) / 2) + part(q, (p + q) / 2)) / 2;
    }
    *divergence = sum > 0 ? fmin(sum, 1) : 0;
    *distance = sqrt(*divergence);
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
