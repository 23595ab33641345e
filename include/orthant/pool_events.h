/* What happens to a pool as a sequence of whole numbers, and how alike two such sequences are.
 *
 * An event is a block in which reserves changed (orthant/live.h has the log). Its number has five
 * digits of mixed radix, the first one the most significant:
 *   wait        blocks since the last event, of the first one since the log's first row: 1, 2, 3-4,
 *               5-8, 9-16, more
 *   size        the largest relative change of a reserve: below 1e-6, 4e-6, 1.6e-5, ... by 4, more
 *   gap         spread of the logs of levels R p / w before the event over the fee's band, without
 *               a fee over 1e-4: below 0.5, 1, 1.1, 1.25, 1.5, 2, 4, more
 *   in, out     the tokens of which most money entered and left
 */
#ifndef ORTHANT_POOL_EVENTS_H
#define ORTHANT_POOL_EVENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/live.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_EVENT_WAITS 6
#define ORTH_EVENT_SIZES 8
#define ORTH_EVENT_GAPS 8

typedef struct orth_pool_event {
    size_t wait, size, gap, in, out; /* the digits */
} orth_pool_event;

/* The number of an event of a pool of n tokens, and back. */
ORTH_API uint32_t orth_pool_event_number(const orth_pool_event *event, size_t n);
ORTH_API orth_pool_event orth_pool_event_of(uint32_t number, size_t n);
/* "2 blocks, size 4e-6 to 1.6e-5, gap 1 to 1.1, USDC in, ETH out"; tokens has n. */
#define ORTH_POOL_EVENT_TEXT_MAX 256
ORTH_API const char *orth_pool_event_text(char text[ORTH_POOL_EVENT_TEXT_MAX], uint32_t number,
                                          size_t n, const char *const *tokens);

/* How often a number, or a pair of numbers in turn, was seen. */
typedef struct orth_event_count {
    uint32_t number;
    uint64_t count;
} orth_event_count;
typedef struct orth_event_transition {
    uint32_t from, to;
    uint64_t count;
} orth_event_transition;

typedef struct orth_pool_events {
    size_t n; /* tokens */
    size_t count;
    uint32_t *numbers;           /* in order of time */
    size_t kinds;                /* numbers that occur */
    orth_event_count *histogram; /* of rising number */
    size_t transition_kinds;
    orth_event_transition *transitions; /* what is not 0 of the matrix: of rising from, then to */
} orth_pool_events;

/* With the fee that `live` found of that log. A log without an event has count 0. *events is NULL
 * on failure. */
ORTH_API orth_status orth_pool_events_create(orth_pool_events **events, const orth_live_log *log,
                                             const orth_live *live, orth_error *error);
ORTH_API void orth_pool_events_free(orth_pool_events *events); /* NULL is fine */

/* The Jensen-Shannon divergence of two histograms p, q, sum over numbers of
 * (p log2(p/m) + q log2(q/m)) / 2 with m = (p + q) / 2: from 0 (alike) to 1 bit (no number in
 * common); and its square root, which is a distance. ORTH_BAD_INPUT where the pools differ in
 * tokens or either has no event. */
ORTH_API orth_status orth_pool_events_distance(double *divergence, double *distance,
                                               const orth_pool_events *one,
                                               const orth_pool_events *other, orth_error *error);

/* What the divergence is in the mean where luck alone sets the two logs apart: of n and m events
 * that are drawn one by one from the same K numbers (as many as occur in either log) it is near
 * (K - 1) (1/n + 1/m) / (8 log 2) bit, the less so the rarer the numbers are. As above, both must
 * have events and as many tokens. */
ORTH_API double orth_pool_events_luck(const orth_pool_events *one, const orth_pool_events *other);

/* A number that either log has: its share of each log's events, and its part of the divergence, in
 * bits: the parts of all sum up to it. */
typedef struct orth_event_difference {
    uint32_t number;
    double share, other, part;
} orth_event_difference;

/* All numbers of both, those that tell the logs apart most first, then by number; *all is to be
 * freed with free(). Errors as above, and ORTH_NO_MEMORY; then *all is NULL. */
ORTH_API orth_status orth_pool_events_differences(orth_event_difference **all, size_t *count,
                                                  const orth_pool_events *one,
                                                  const orth_pool_events *other, orth_error *error);

/* Tokens are compared by their order. Adds a note to `log` where two in one place have different
 * names; *noted: it did. */
ORTH_API orth_status orth_pool_events_note_order(bool *noted, orth_live_log *log,
                                                 const orth_live_log *other, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
