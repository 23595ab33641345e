/* What a command of a sweep is: one file and one line of the table in core/sweep/commands.c. */
#ifndef ORTH_SWEEP_POINT_H
#define ORTH_SWEEP_POINT_H

#include <stdio.h>

#include "orthant/sweep_point.h"

/* A point at work. */
typedef struct orth_point_job {
    orth_scenario *scenario;
    const orth_point_options *how;
    FILE *stream; /* where the result goes */
    /* NULL where all of the result is wanted; else figures and notes are, and what the command
     * knows of a figure besides its text, the groups, goes there. */
    orth_point_result *result;
    const char *const *pointers; /* result->count of them */
} orth_point_job;

/* A list of pointers that grows. */
typedef struct orth_pointer_list {
    char **pointers;
    size_t count;
} orth_pointer_list;

typedef struct orth_command {
    orth_point_command public; /* the first member, see commands.c */
    /* Names of members that a "ci95" beside them is the interval of; ends with NULL. */
    const char *const *beside;
    /* Runs it and writes the result. */
    orth_status (*run)(const orth_point_job *job, orth_error *error);
    /* The usual figures with such a scenario. */
    orth_status (*usual)(orth_pointer_list *list, const orth_scenario *scenario, orth_error *error);
} orth_command;

/* The command of this name; NULL and ORTH_BAD_INPUT, with those there are. */
const orth_command *orth_command_named(const char *name, orth_error *error);

/* Adds a note; nothing where job->result is NULL. ORTH_NO_MEMORY. */
orth_status orth_point_note(const orth_point_job *job, const char *text, orth_error *error);
orth_status orth_point_notes(const orth_point_job *job, size_t count, char *const *texts,
                             orth_error *error);

/* Adds a pointer; the format is printf's. ORTH_NO_MEMORY. */
orth_status orth_pointer_add(orth_pointer_list *list, orth_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* How many results the scenario's schedules or strategies have. */
size_t orth_point_results(const orth_scenario *scenario);

#endif
