/* A loop on several threads: each iteration once, the first failure, and rounds. */
#include "harness.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

#include "base/parallel.h"
#include "base/stop.h"

#define COUNT 1000

typedef struct loop_state {
    atomic_uint done[COUNT];
    atomic_uint left, bad;
    size_t threads;
    uint64_t fail_from, rounds, last_round, stop_after;
    pthread_t caller;
} loop_state;

static orth_status work(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    loop_state *state = context;
    if (thread >= state->threads)
        atomic_fetch_add(&state->bad, 1);
    for (uint64_t i = first; i < end; i++) {
        atomic_fetch_add(&state->done[i], 1);
        if (i == state->fail_from)
            usleep(2000); /* so that later ones fail before it */
        if (i >= state->fail_from && (i - state->fail_from) % 3 == 0) {
            *failed = i;
            return orth_fail(error, ORTH_DOMAIN, "iteration %llu", (unsigned long long)i);
        }
    }
    return ORTH_OK;
}

static void leave(void *context, size_t thread)
{
    loop_state *state = context;
    if (thread >= state->threads)
        atomic_fetch_add(&state->bad, 1);
    atomic_fetch_add(&state->left, 1);
}

static bool after_round(void *context, uint64_t done)
{
    loop_state *state = context;
    ck_assert(pthread_equal(state->caller, pthread_self()));
    for (uint64_t i = 0; i < done; i++)
        ck_assert_uint_eq(atomic_load(&state->done[i]), 1);
    state->rounds++;
    state->last_round = done;
    return done < state->stop_after;
}

static orth_parallel loop_of(loop_state *state, unsigned threads)
{
    orth_parallel loop = {.count = COUNT,
                          .group = 7,
                          .round = 300,
                          .threads = threads,
                          .context = state,
                          .work = work,
                          .leave = leave,
                          .after_round = after_round};
    *state = (loop_state){.fail_from = COUNT, .stop_after = COUNT, .caller = pthread_self()};
    state->threads = orth_parallel_threads(&loop);
    return loop;
}

START_TEST(each_iteration_once)
{
    static loop_state state;
    for (unsigned threads = 0; threads <= 9; threads += 3) {
        orth_parallel loop = loop_of(&state, threads);
        ck_assert(orth_parallel_run(&loop, NULL) == ORTH_OK);
        for (size_t i = 0; i < COUNT; i++)
            ck_assert_uint_eq(atomic_load(&state.done[i]), 1);
        ck_assert_uint_eq(atomic_load(&state.bad), 0);
        ck_assert_uint_eq(state.rounds, 4);
        ck_assert_uint_le(atomic_load(&state.left), 4 * state.threads);
        ck_assert_uint_ge(atomic_load(&state.left), 4); /* the caller's thread at least */
    }
}
END_TEST

START_TEST(the_first_failure_is_told)
{
    static loop_state state;
    for (int repeat = 0; repeat < 50; repeat++) {
        orth_error error;
        orth_parallel loop = loop_of(&state, 5);
        state.fail_from = 321 + (uint64_t)repeat;
        char wanted[64];
        snprintf(wanted, sizeof wanted, "iteration %llu", (unsigned long long)state.fail_from);
        ck_assert(orth_parallel_run(&loop, &error) == ORTH_DOMAIN);
        ck_assert_str_eq(error.text, wanted);
        ck_assert_uint_eq(state.rounds, 1);
    }
}
END_TEST

START_TEST(a_round_can_be_the_last)
{
    static loop_state state;
    orth_parallel loop = loop_of(&state, 3);
    state.stop_after = 600;
    ck_assert(orth_parallel_run(&loop, NULL) == ORTH_OK);
    ck_assert_uint_eq(state.last_round, 600);
    for (size_t i = 0; i < COUNT; i++)
        ck_assert_uint_eq(atomic_load(&state.done[i]), i < 600 ? 1u : 0u);
}
END_TEST

static volatile sig_atomic_t flag;

static orth_status look(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    (void)thread, (void)end;
    atomic_fetch_add((atomic_uint *)context, 1);
    *failed = first;
    return orth_go_on(error);
}

static void *set_flag(void *looks)
{
    while (atomic_load((atomic_uint *)looks) < 100)
        usleep(100);
    __atomic_store_n(&flag, 1, __ATOMIC_RELAXED);
    return NULL;
}

/* As orthant/stop.h permits; the thread sanitizer has nothing to say about it either. */
START_TEST(another_thread_stops_all)
{
    atomic_uint looks = 0;
    orth_parallel loop = {.count = UINT64_MAX,
                          .group = 1,
                          .round = UINT64_MAX,
                          .threads = 4,
                          .context = &looks,
                          .work = look};
    orth_stop_when(&flag);
    pthread_t setter;
    ck_assert_int_eq(pthread_create(&setter, NULL, set_flag, &looks), 0);
    ck_assert(orth_parallel_run(&loop, NULL) == ORTH_INTERRUPTED);
    pthread_join(setter, NULL);
    orth_stop_when(NULL);
    ck_assert_uint_ge(atomic_load(&looks), 100);
}
END_TEST

/* No more threads than groups, and never more than permitted. */
START_TEST(threads_are_limited)
{
    orth_parallel loop = {.count = 15, .group = 7, .threads = 100};
    ck_assert_uint_eq(orth_parallel_threads(&loop), 3);
    loop.count = 14;
    ck_assert_uint_eq(orth_parallel_threads(&loop), 2);
    loop.count = UINT64_MAX;
    loop.threads = 100000;
    ck_assert_uint_eq(orth_parallel_threads(&loop), ORTH_THREADS_MAX);
}
END_TEST

ORTH_TEST_MAIN("parallel threads", each_iteration_once, the_first_failure_is_told,
               a_round_can_be_the_last, another_thread_stops_all, threads_are_limited)
