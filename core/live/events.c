/* Events of a pool as whole numbers. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/plain_locale.h"
#include "live/measure.h"
#include "numeric/elementary.h"
#include "orthant/pool_events.h"

/* Where one digit ends and the next begins; the last digit has no end. */
static const double wait_ends[ORTH_EVENT_WAITS - 1] = {1, 2, 4, 8, 16};
static const double size_ends[ORTH_EVENT_SIZES - 1] = {1e-6,    4e-6,     1.6e-5,  6.4e-5,
                                                       2.56e-4, 1.024e-3, 4.096e-3};
static const double gap_ends[ORTH_EVENT_GAPS - 1] = {0.5, 1, 1.1, 1.25, 1.5, 2, 4};
#define GAP_UNIT 1e-4 /* without a fee */

uint32_t orth_pool_event_number(const orth_pool_event *event, size_t n)
{
    size_t number = event->wait;
    number = number * ORTH_EVENT_SIZES + event->size;
    number = number * ORTH_EVENT_GAPS + event->gap;
    number = number * n + event->in;
    return (uint32_t)(number * n + event->out);
}

orth_pool_event orth_pool_event_of(uint32_t number, size_t n)
{
    orth_pool_event event;
    size_t rest = number;
    event.out = rest % n;
    rest /= n;
    event.in = rest % n;
    rest /= n;
    event.gap = rest % ORTH_EVENT_GAPS;
    rest /= ORTH_EVENT_GAPS;
    event.size = rest % ORTH_EVENT_SIZES;
    event.wait = rest / ORTH_EVENT_SIZES;
    return event;
}

static void put_range(char *text, size_t room, const char *name, const double *ends, size_t digits,
                      size_t digit)
{
    if (digit == 0)
        snprintf(text, room, "%s below %.4g", name, ends[0]);
    else if (digit == digits - 1)
        snprintf(text, room, "%s above %.4g", name, ends[digits - 2]);
    else
        snprintf(text, room, "%s %.4g to %.4g", name, ends[digit - 1], ends[digit]);
}

const char *orth_pool_event_text(char text[ORTH_POOL_EVENT_TEXT_MAX], uint32_t number, size_t n,
                                 const char *const *tokens)
{
    static const char *const waits[ORTH_EVENT_WAITS] = {"1 block",    "2 blocks",    "3-4 blocks",
                                                        "5-8 blocks", "9-16 blocks", "17+ blocks"};
    char size[64], gap[64];
    orth_pool_event event = orth_pool_event_of(number, n);
    orth_locale outer = orth_locale_enter();
    put_range(size, sizeof size, "size", size_ends, ORTH_EVENT_SIZES, event.size);
    put_range(gap, sizeof gap, "gap", gap_ends, ORTH_EVENT_GAPS, event.gap);
    snprintf(text, ORTH_POOL_EVENT_TEXT_MAX, "%s, %s, %s, %.40s in, %.40s out", waits[event.wait],
             size, gap, tokens[event.in], tokens[event.out]);
    orth_locale_leave(outer);
    return text;
}

/* The first digit whose end is not below (`closed`), or above, the value. */
static size_t digit_of(double value, const double *ends, size_t digits, bool closed)
{
    size_t digit = 0;
    while (digit < digits - 1 && (closed ? value > ends[digit] : value >= ends[digit]))
        digit++;
    return digit;
}

static uint32_t number_of(const orth_live_block *block, uint64_t wait, double band)
{
    double low = INFINITY, high = 0, size = 0, most_in = 0, most_out = 0;
    orth_pool_event event = {0};
    for (size_t i = 0; i < block->n; i++) {
        double level = block->before[i] * block->prices[i] / block->weights[i];
        double by = block->after[i] - block->before[i], paid = by * block->prices[i];
        low = fmin(low, level);
        high = fmax(high, level);
        size = fmax(size, fabs(by) / block->before[i]);
        if (paid > most_in) {
            most_in = paid;
            event.in = i;
        }
        if (-paid > most_out) {
            most_out = -paid;
            event.out = i;
        }
    }
    double gap = orth_log(high / low) / (band > 0 ? band : GAP_UNIT);
    event.wait = digit_of((double)wait, wait_ends, ORTH_EVENT_WAITS, true);
    event.size = digit_of(size, size_ends, ORTH_EVENT_SIZES, false);
    event.gap = digit_of(gap, gap_ends, ORTH_EVENT_GAPS, false);
    return orth_pool_event_number(&event, block->n);
}

static int by_number(const void *one, const void *other)
{
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a > b) - (a < b);
}

static int by_transition(const void *one, const void *other)
{
    const orth_event_transition *a = one, *b = other;
    if (a->from != b->from)
        return (a->from > b->from) - (a->from < b->from);
    return (a->to > b->to) - (a->to < b->to);
}

static orth_status count_numbers(orth_pool_events *events, orth_error *error)
{
    size_t count = events->count;
    uint32_t *sorted = malloc((count + 1) * sizeof *sorted);
    events->histogram = malloc((count + 1) * sizeof *events->histogram);
    if (sorted == NULL || events->histogram == NULL) {
        free(sorted);
        return orth_fail_memory(error, (double)(count + 1) * sizeof *events->histogram);
    }
    for (size_t i = 0; i < count; i++)
        sorted[i] = events->numbers[i];
    qsort(sorted, count, sizeof *sorted, by_number);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || sorted[i] != sorted[i - 1])
            events->histogram[events->kinds++] = (orth_event_count){sorted[i], 0};
        events->histogram[events->kinds - 1].count++;
    }
    free(sorted);
    return ORTH_OK;
}

/* Pairs in turn, sorted, then those that are alike put together in place. */
static orth_status count_transitions(orth_pool_events *events, orth_error *error)
{
    size_t count = events->count < 2 ? 0 : events->count - 1, kinds = 0;
    orth_event_transition *all = malloc((count + 1) * sizeof *all);
    if (all == NULL)
        return orth_fail_memory(error, (double)(count + 1) * sizeof *all);
    for (size_t i = 0; i < count; i++)
        all[i] = (orth_event_transition){events->numbers[i], events->numbers[i + 1], 1};
    qsort(all, count, sizeof *all, by_transition);
    for (size_t i = 0; i < count; i++) {
        if (kinds > 0 && by_transition(&all[kinds - 1], &all[i]) == 0)
            all[kinds - 1].count++;
        else
            all[kinds++] = all[i];
    }
    events->transitions = all;
    events->transition_kinds = kinds;
    return ORTH_OK;
}

orth_status orth_pool_events_create(orth_pool_events **made, const orth_live_log *log,
                                    const orth_live *live, orth_error *error)
{
    *made = NULL;
    orth_pool_events *events = calloc(1, sizeof *events);
    if (events == NULL)
        return orth_fail_memory(error, sizeof *events);
    events->n = log->n;
    events->numbers = malloc(log->rows * sizeof *events->numbers);
    if (events->numbers == NULL) {
        orth_pool_events_free(events);
        return orth_fail_memory(error, (double)log->rows * sizeof *events->numbers);
    }
    uint64_t last = log->blocks[0];
    for (size_t k = 1; k < log->rows; k++) {
        orth_live_block block = orth_live_block_of(log, k);
        if (!orth_live_changed(&block))
            continue;
        double band = orth_live_fee_of(live, log, k).band;
        events->numbers[events->count++] = number_of(&block, log->blocks[k] - last, band);
        last = log->blocks[k];
    }
    orth_status status = count_numbers(events, error);
    if (status == ORTH_OK)
        status = count_transitions(events, error);
    if (status == ORTH_OK)
        *made = events;
    else
        orth_pool_events_free(events);
    return status;
}

void orth_pool_events_free(orth_pool_events *events)
{
    if (events == NULL)
        return;
    free(events->numbers);
    free(events->histogram);
    free(events->transitions);
    free(events);
}
