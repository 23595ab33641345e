/* One point of a sweep: a command run on a scenario, and figures of what it says.
 *
 * A command's result is the JSON that `orthant COMMAND SCENARIO --json` prints for that scenario,
 * byte for byte; a figure is what a JSON pointer (RFC 6901) finds in it. Different threads may run
 * points at once, each with a scenario of its own; results do not depend on threads. */
#ifndef ORTHANT_SWEEP_POINT_H
#define ORTHANT_SWEEP_POINT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/price_store.h"
#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a point can be. */
typedef struct orth_point_command {
    const char *name;    /* "compare", "steps", "simulate", "launch" */
    const char *summary; /* one line */
    bool strategies; /* takes scenarios with strategies too, all others those with a move alone */
} orth_point_command;

/* In that order; ends with a NULL pointer. */
ORTH_API const orth_point_command *const *orth_point_commands(void);

typedef struct orth_point_options {
    unsigned threads; /* within the point; 0: as many as processors */
    /* NULL, or not 0: stop; a point that is stopped has no result, ORTH_INTERRUPTED. */
    const volatile sig_atomic_t *stop;
    /* Where price files are read and shared by points; NULL: each point reads its own. */
    orth_price_store *store;
} orth_point_options;

/* Price path p of a simulation belongs to group p mod ORTH_POINT_GROUPS. */
#define ORTH_POINT_GROUPS 32

/* What a pointer found. A number, a string, true, false or null is the figure, its text as in the
 * result, digit for digit. Where the pointer leads to an estimate, an object with "mean" or "value"
 * (or with "estimate", one that some price paths are left out of), the figure is that member, so
 * that "/results/0/shortfall" is the figure of one price path and the mean of several. */
typedef struct orth_point_figure {
    char *text; /* JSON; NULL where the result has nothing at the pointer */
    /* Whether it is the mean, or value, of an estimate with "ci95" beside it (or "cost" or
     * "shortfall" of the result of `steps`, likewise); the ends of that, JSON, NULL without. */
    bool interval;
    char *low, *high;
    /* Of a mean over several price paths (of `steps` best_cost, the curve's costs and the shortfall
     * at_target; of `simulate` and `launch` all), the lesser of ORTH_POINT_GROUPS and the price
     * paths, and the mean over those of each group; 0 and NULL for all else, and where price paths
     * are left out.
     * Points whose scenarios have the same market and seed share prices group by group: the
     * difference of two such means is known from the differences of their groups, which are
     * independent of each other. */
    size_t groups;
    double *group_means;
} orth_point_figure;

typedef struct orth_point_result {
    size_t count;
    orth_point_figure *figures; /* in the order of the pointers */
    size_t note_count;
    char **notes; /* what the command would say beside its result, one line each */
} orth_point_result;

/* Runs the command on the scenario, which it may change (candidates for steps, say), so that a
 * scenario is good for one point. ORTH_BAD_INPUT for a command that there is not, with those there
 * are; for a pointer that is none, or that leads to an object or list that is no estimate, with
 * the pointer; for files that the scenario names. ORTH_DOMAIN, ORTH_NO_CONVERGENCE and others are
 * the command's. *result is NULL on failure. */
ORTH_API orth_status orth_point_run(orth_point_result **result, const char *command,
                                    orth_scenario *scenario, size_t count,
                                    const char *const *pointers, const orth_point_options *how,
                                    orth_error *error);
ORTH_API void orth_point_result_free(orth_point_result *result); /* NULL is fine */

/* The whole result instead of figures of it, into `stream`, whose errors stay in it; a scenario is
 * good for one. Errors of orth_point_run. */
ORTH_API orth_status orth_point_write_json(const char *command, orth_scenario *scenario,
                                           const orth_point_options *how, FILE *stream,
                                           orth_error *error);

/* The figures that are usual for the command with such a scenario, as pointers: of each schedule or
 * strategy its loss, or value and shortfall. Errors: a command that there is not, ORTH_NO_MEMORY;
 * *pointers is NULL then. Else the caller frees each, and the array. */
ORTH_API orth_status orth_point_usual(char ***pointers, size_t *count, const char *command,
                                      const orth_scenario *scenario, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
