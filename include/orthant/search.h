/* A search for the parameters at which an objective is best, within bounds and a budget of
 * evaluations. Two searches of the same task see the same points in the same order, so that one
 * that was broken off goes on by being fed the values that were recorded. */
#ifndef ORTHANT_SEARCH_H
#define ORTHANT_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Three are NLopt's. All of them search the unit cube that the ranges make (orth_search_at).
 *   crs     controlled random search with local mutation (Kaelo and Ali, 2006): a population of
 *           10 (d + 1) points that are drawn first, then trials. Draws by `seed`
 *   direct  DIRECT-L (Gablonsky and Kelley, 2001): divides the cube; draws nothing. Quick where
 *           there are few optima; among many it may stay at a lesser one for thousands of points
 *   sbplx   Subplex (Rowan, 1990): Nelder and Mead's simplex in subspaces, from the start with a
 *           first step of 1/4 of each range (less near a bound); draws nothing; local
 *   sobol   no search: the points 0, 1, 2, .. of a Sobol sequence shifted by `seed` */
typedef enum orth_search_method {
    ORTH_SEARCH_CRS,
    ORTH_SEARCH_DIRECT,
    ORTH_SEARCH_SBPLX,
    ORTH_SEARCH_SOBOL,
    ORTH_SEARCH_METHODS
} orth_search_method;
/* "crs" and so on. */
ORTH_API const char *orth_search_method_name(orth_search_method method);
/* False where no method has the name. */
ORTH_API bool orth_search_method_of(orth_search_method *method, const char *name);

/* A parameter's range. from < to, both finite; from > 0 where it is logarithmic; both whole numbers
 * up to 2^53 where only whole values are permitted. */
typedef struct orth_search_range {
    double from, to;
    bool logarithmic;
    bool whole;
} orth_search_range;

/* The value at u in [0, 1]: from + u (to - from), or from (to / from)^u; then the nearest whole
 * number (a half goes up) where the range is of those. The ends are exact, and nothing is beyond
 * them. And the other way, u of a value in the range. To some 4 ulp of the formula's largest
 * term. */
ORTH_API double orth_search_at(const orth_search_range *range, double u);
ORTH_API double orth_search_unit(const orth_search_range *range, double value);

/* Evaluates `count` points x[count][dimensions], of numbers first, first + 1, .., into
 * values[count]; NaN (or an infinity) where the objective is not defined. Anything but ORTH_OK ends
 * the search, which hands it on with the error (ORTH_INTERRUPTED, for one). */
typedef orth_status orth_search_evaluate(void *user, size_t first, size_t count, const double *x,
                                         double *values, orth_error *error);

#define ORTH_SEARCH_DIMENSIONS_MAX 40
#define ORTH_SEARCH_BUDGET_MAX 1000000
typedef struct orth_search_task {
    orth_search_method method;
    size_t dimensions; /* d, 1 .. ORTH_SEARCH_DIMENSIONS_MAX */
    const orth_search_range *ranges;
    /* Where to begin, within the ranges (whole where they are), or NULL. It is evaluation 0 of
     * every method, so that nothing is found that is worse. Without one crs and sbplx begin in
     * the middle of the cube. */
    const double *start;
    bool maximise;
    uint64_t budget; /* evaluations, 1 .. ORTH_SEARCH_BUDGET_MAX; the start is one */
    uint64_t seed;
    /* Points in one call of `evaluate` at most, 0 as 1. More than one only with sobol, where each
     * point is known before: its caller may use threads. */
    size_t batch;
    orth_search_evaluate *evaluate;
    void *user;
    /* Values of an earlier search of the same task, evaluations 0 .. recorded - 1, with their
     * points recorded_x[recorded][d]: they are taken instead of calling `evaluate`. */
    size_t recorded;
    const double *recorded_x, *recorded_values;
} orth_search_task;

typedef enum orth_search_end {
    ORTH_SEARCH_SPENT, /* the budget */
    /* sbplx: its simplex lies within 1e-6 of each range. The others: they asked so often for points
     * that they had seen (with whole numbers, or at a corner of the ranges) that there is nothing
     * new to expect */
    ORTH_SEARCH_CONVERGED
} orth_search_end;

typedef struct orth_search_result {
    size_t evaluations; /* no point twice: a point seen before has the value that it had */
    size_t undefined;   /* of them */
    double *x;          /* [evaluations][d], in their order */
    double *values;     /* NaN: undefined */
    size_t best;        /* the number of the best value, of the first of equal ones; `evaluations`
                           where none is defined */
    orth_search_end end;
} orth_search_result;

/* ORTH_BAD_INPUT for a task out of range, and for a recorded point that is not the one that this
 * task sees at its number (bit by bit), with the number; ORTH_NO_MEMORY; what `evaluate` returns.
 * A method is told a worst value where the objective is not defined. *result is NULL on failure.
 * Searches of different threads do not meet (NLopt's random numbers are each thread's own). */
ORTH_API orth_status orth_search_run(orth_search_result **result, const orth_search_task *task,
                                     orth_error *error);
ORTH_API void orth_search_free(orth_search_result *result); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
