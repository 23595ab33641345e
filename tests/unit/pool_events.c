/* Events of a pool as whole numbers, counted by hand, and how alike two logs are. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/pool_events.h"

static orth_pool_events *events_of(const char *text, double fee)
{
    orth_error error = {.text = ""};
    orth_live_log *log;
    orth_live *live;
    orth_pool_events *events;
    orth_live_options options = {.fee = fee};
    orth_status status = orth_live_log_parse(&log, text, strlen(text), "log.csv", NULL, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    ck_assert(orth_live_measure(&live, log, &options, &error) == ORTH_OK);
    ck_assert(orth_pool_events_create(&events, log, live, &error) == ORTH_OK);
    orth_live_free(live);
    orth_live_log_free(log);
    return events;
}

START_TEST(numbers_and_back)
{
    uint32_t expected = 0;
    for (size_t wait = 0; wait < ORTH_EVENT_WAITS; wait++)
        for (size_t size = 0; size < ORTH_EVENT_SIZES; size++)
            for (size_t gap = 0; gap < ORTH_EVENT_GAPS; gap++)
                for (size_t in = 0; in < 3; in++)
                    for (size_t out = 0; out < 3; out++, expected++) {
                        orth_pool_event event = {wait, size, gap, in, out};
                        ck_assert_uint_eq(orth_pool_event_number(&event, 3), expected);
                        event = orth_pool_event_of(expected, 3);
                        ck_assert(event.wait == wait && event.size == size && event.gap == gap &&
                                  event.in == in && event.out == out);
                    }
}
END_TEST

#define HEADER "block,weight A,weight B,price A,price B,reserve A,reserve B\n"

/* A comes in twice in the block after another event, then B after three blocks. */
#define BY_HAND                                                                                    \
    HEADER "0,1,1,1,1,100,100\n1,1,1,1,1,100.2,99.8\n2,1,1,1,1,100.4,99.6\n3,1,1,1,1,100.4,99.6\n" \
           "4,1,1,1,1,100.4,99.6\n5,1,1,1,1,100,100\n6,1,1,1,1,100.2,99.8\n"

START_TEST(counted_by_hand)
{
    const char *const tokens[] = {"A", "B"};
    char text[ORTH_POOL_EVENT_TEXT_MAX];
    orth_pool_events *events = events_of(BY_HAND, 0.003);
    ck_assert(events->n == 2 && events->count == 4 && events->kinds == 3);
    /* 0.002 of a reserve is in the seventh place of sizes; nothing to gain at first */
    orth_pool_event first = {0, 6, 0, 0, 1};
    ck_assert_uint_eq(events->numbers[0], orth_pool_event_number(&first, 2));
    /* log(100.2 / 99.8) is 0.004, 1.33 of the band */
    orth_pool_event second = {0, 6, 4, 0, 1};
    ck_assert_uint_eq(events->numbers[1], orth_pool_event_number(&second, 2));
    orth_pool_event third = {2, 6, 6, 1, 0};
    ck_assert_uint_eq(events->numbers[2], orth_pool_event_number(&third, 2));
    ck_assert_uint_eq(events->numbers[3], events->numbers[0]);
    ck_assert_uint_eq(events->histogram[0].count, 2);
    ck_assert_uint_eq(events->histogram[0].number, events->numbers[0]);
    ck_assert(events->transition_kinds == 3 && events->transitions[0].count == 1 &&
              events->transitions[0].to == events->numbers[1]);
    ck_assert_str_eq(orth_pool_event_text(text, events->numbers[2], 2, tokens),
                     "3-4 blocks, size 0.001024 to 0.004096, gap 2 to 4, B in, A out");
    orth_pool_events_free(events);
}
END_TEST

/* Shares (1/2, 1/4, 1/4) against (1, 0, 0), in logs of 2 by hand, and both ways. */
START_TEST(divergence_by_hand)
{
    orth_pool_events *one = events_of(BY_HAND, 0.003);
    orth_pool_events *other = events_of(HEADER "0,1,1,1,1,100,100\n1,1,1,1,1,100.2,99.8\n", 0.003);
    double divergence, distance, expected = (0.5 * log2(0.5 / 0.75) + 0.5 + log2(1 / 0.75)) / 2;
    orth_error error;
    ck_assert(orth_pool_events_distance(&divergence, &distance, one, other, &error) == ORTH_OK);
    ck_assert_double_eq_tol(divergence, expected, 1e-14);
    ck_assert_double_eq_tol(distance, sqrt(expected), 1e-14);
    /* The two kinds that one log alone has tell 1/8 each, the kind of both the rest. */
    orth_event_difference *all;
    size_t count;
    ck_assert(orth_pool_events_differences(&all, &count, one, other, &error) == ORTH_OK);
    ck_assert_uint_eq(count, 3);
    ck_assert(all[0].share == 0.25 && all[0].other == 0 && all[2].share == 0.5 &&
              all[2].other == 1 && all[0].number < all[1].number);
    ck_assert_double_eq_tol(all[0].part, 0.125, 1e-15);
    ck_assert_double_eq_tol(all[2].part, expected - 0.25, 1e-15);
    free(all);
    ck_assert_double_eq_tol(orth_pool_events_luck(one, other), 2 * (1. / 4 + 1. / 1) / (8 * log(2)),
                            1e-15);
    ck_assert(orth_pool_events_distance(&divergence, &distance, other, one, &error) == ORTH_OK);
    ck_assert_double_eq_tol(divergence, expected, 1e-14);
    ck_assert(orth_pool_events_distance(&divergence, &distance, one, one, &error) == ORTH_OK);
    ck_assert(divergence == 0 && distance == 0);
    /* nothing in common: A leaves */
    orth_pool_events *apart = events_of(HEADER "0,1,1,1,1,100,100\n1,1,1,1,1,99.8,100.2\n", 0.003);
    ck_assert(orth_pool_events_distance(&divergence, &distance, apart, other, &error) == ORTH_OK);
    ck_assert_double_eq_tol(divergence, 1, 1e-15);
    orth_pool_events *none = events_of(HEADER "0,1,1,1,1,5,5\n1,1,1,1,1,5,5\n", 0.003);
    ck_assert(none->count == 0 && none->kinds == 0 && none->transition_kinds == 0);
    ck_assert(orth_pool_events_distance(&divergence, &distance, one, none, &error) ==
              ORTH_BAD_INPUT);
    ck_assert(strstr(error.text, "the second log has no event") != NULL);
    none->n = 3;
    ck_assert(orth_pool_events_distance(&divergence, &distance, one, none, &error) ==
              ORTH_BAD_INPUT);
    orth_pool_events_free(none);
    orth_pool_events_free(apart);
    orth_pool_events_free(other);
    orth_pool_events_free(one);
}
END_TEST

ORTH_TEST_MAIN("pool_events", numbers_and_back, counted_by_hand, divergence_by_hand)
