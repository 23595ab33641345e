#include "moves.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

test_move test_move_from(size_t n, const double *start, const double *start_low,
                         const double *target, const double *target_low)
{
    test_move move = {.n = n, .start = oracle_new(n), .target = oracle_new(n)};
    orth_error error = {.text = ""};
    ck_assert_msg(orth_move_create(&move.move, n, start, start_low, target, target_low, &error) ==
                      ORTH_OK,
                  "%s", error.text);
    oracle_end(n, move.start, start, start_low);
    oracle_end(n, move.target, target, target_low);
    return move;
}

test_move test_move_random(test_random *random, size_t n, double size)
{
    double *start = malloc(4 * n * sizeof *start), *target = start + n, *low = start + 2 * n,
           *target_low = start + 3 * n;
    ck_assert_ptr_nonnull(start);
    test_random_weights(random, n, start);
    for (size_t i = 0; i < n; i++)
        low[i] = start[i] * 0x1p-54 * (2 * test_random_unit(random) - 1);
    if (size == 0) {
        test_random_weights(random, n, target);
        for (size_t i = 0; i < n; i++)
            target_low[i] = target[i] * 0x1p-54 * (2 * test_random_unit(random) - 1);
    } else {
        size_t largest = 0;
        for (size_t i = 1; i < n; i++)
            if (start[i] > start[largest])
                largest = i;
        /* what doubles would not show need not sum to zero: ends are scaled to 1 */
        double balance = 0, share = size <= 1e-13 ? 0.5 : 1;
        for (size_t i = 0; i <= n; i++) { /* the largest last, so that the steps sum to zero */
            size_t at = i < n ? i : largest;
            if (i == largest)
                continue;
            double step = at == largest ? -balance * share
                                        : start[at] * size * (2 * test_random_unit(random) - 1);
            balance += step;
            /* start + step by Knuth's sum, what it loses to the low part */
            double sum = start[at] + step, part = sum - start[at];
            target[at] = sum;
            target_low[at] = (start[at] - (sum - part)) + (step - part) + low[at];
        }
    }
    test_move move = test_move_from(n, start, low, target, target_low);
    free(start);
    return move;
}

void test_move_free(test_move *move)
{
    orth_move_free(move->move);
    oracle_free(move->n, move->start);
    oracle_free(move->n, move->target);
}

static void add_path(test_paths *paths, const char *name, const char *number, size_t length)
{
    ck_assert(paths->count < TEST_PATHS_MAX);
    char *made = paths->names[paths->count++];
    size_t room = sizeof paths->names[0];
    int size = length == 0 ? snprintf(made, room, "%s", name)
                           : snprintf(made, room, "%s:%.*s", name, (int)length, number);
    ck_assert((size_t)size < room);
}

/* Whether the words have this one. */
static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length)
        if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

/* For what a path takes when it is a factor from 1 on. */
#define FACTORS "1 1.03 1.25"
#define SHAPES "exponential linear"

static const char *words_for(const char *argument, const char *numbers)
{
    if (argument != NULL && strcmp(argument, "R") == 0)
        return FACTORS;
    return argument != NULL && strcmp(argument, "SHAPE") == 0 ? SHAPES : numbers;
}

test_paths test_all_paths(const char *without, const char *numbers)
{
    test_paths paths = {0};
    for (const orth_path_family *const *family = orth_path_families(); *family != NULL; family++) {
        const char *name = (*family)->name, *argument = (*family)->argument;
        if (strcmp(name, "file") == 0 || has_word(without, name))
            continue;
        if (argument == NULL)
            add_path(&paths, name, "", 0);
        const char *taken = words_for(argument, numbers);
        for (const char *at = taken; argument != NULL && *at != '\0'; at += strspn(at, " ")) {
            size_t length = strcspn(at, " ");
            add_path(&paths, name, at, length);
            at += length;
        }
    }
    return paths;
}

orth_path *test_path(const char *name, const orth_move *move, uint64_t steps)
{
    orth_path *path;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_path_create(&path, name, move, steps, NULL, &error) == ORTH_OK, "%s: %s",
                  name, error.text);
    return path;
}
