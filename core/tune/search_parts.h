/* A search while it runs: what it has seen, and how a method asks for a value. */
#ifndef ORTH_TUNE_SEARCH_PARTS_H
#define ORTH_TUNE_SEARCH_PARTS_H

#include <stdbool.h>
#include <stdint.h>

#include "orthant/search.h"

typedef struct orth_search_state {
    const orth_search_task *task;
    orth_search_result *result;
    size_t room;     /* points that the result's arrays hold */
    uint32_t *slots; /* evaluations by their points, numbers + 1; 0 is free */
    size_t slot_count;
    double start[ORTH_SEARCH_DIMENSIONS_MAX]; /* in the cube */
    /* What the method asked for, points seen before included. With whole numbers, or at a corner
     * of the cube, a method may ask for nothing else: so it has an end. */
    uint64_t asked, asked_most;
    bool spent;
    orth_status status; /* ORTH_OK as long as nothing has failed */
    orth_error *error;
} orth_search_state;

/* ORTH_BAD_INPUT for a task out of range. */
orth_status orth_search_check(const orth_search_task *task, orth_error *error);

/* The number of the evaluation of u[d], which becomes a new one (its value NaN for now) where the
 * point was not seen. False where the search ends: the budget is spent, the method has asked for
 * too many points that it had seen, or something failed. */
bool orth_search_number(orth_search_state *state, const double *u, size_t *number);

/* Fills the values of `count` new evaluations from `first` on; false where that failed. */
bool orth_search_fill(orth_search_state *state, size_t first, size_t count);

/* Lets NLopt's methods search; returns how it ended. Failures are left in the state. */
orth_search_end orth_search_nlopt(orth_search_state *state);

#endif
