/* A study inside the room: what its file says. */
#ifndef ORTH_TUNE_STUDY_H
#define ORTH_TUNE_STUDY_H

#include <jansson.h>

#include "orthant/scenario.h"
#include "orthant/search.h"
#include "orthant/tune.h"
#include "sweep/splice.h"

typedef struct orth_study_axis {
    char *pointer; /* into the scenario */
    orth_search_range range;
    bool known; /* the scenario has a number there, which is `usual` */
    double usual;
} orth_study_axis;

struct orth_study {
    char *file;          /* as messages call it */
    char *scenario_file; /* where the scenario's own files lie; `file` for an object */
    char *command;
    orth_tune_objective objective;
    char *pointer; /* of ORTH_TUNE_POINTER; else the name */
    bool maximise, said_maximise;
    size_t axis_count;
    orth_study_axis axes[ORTH_SEARCH_DIMENSIONS_MAX];
    orth_tune_validation validation;
    orth_span train, test, step; /* of walk-forward, in microseconds */
    uint64_t fresh_paths;
    uint64_t budget, seed;
    orth_search_method method;
    char *usual_text;     /* the scenario as it stands */
    orth_scenario *usual; /* the same */
    orth_splice *splice;  /* with gaps where the axes are */
    size_t input_count;
    const char *inputs[64];   /* of `usual` */
    const orth_prices *table; /* the caller's, in place of the scenario's market; or NULL */
    char *text;
    char sha256[65];
};

/* A value of an axis as JSON text: nine significant digits are all that a search has to say. */
#define ORTH_STUDY_VALUE_MAX 32
void orth_study_value(char text[ORTH_STUDY_VALUE_MAX], double value);

/* The scenario with these values, one a axis, or as it stands where `values` is NULL. */
orth_status orth_study_scenario(orth_scenario **scenario, const orth_study *study,
                                const char *const *values, orth_error *error);

/* Puts the study's table, where it has one, in place of the scenario's market. */
orth_status orth_study_use_table(orth_scenario *scenario, const orth_study *study,
                                 orth_error *error);

/* What a JSON pointer, known to be one, leads to; NULL where there is nothing. */
const json_t *orth_study_at(const json_t *tree, const char *pointer);

/* What the file of a study says, into *study, of which `file` is set (core/tune/study_keys.c).
 * *scenario is the tree of the scenario, the caller's in any case. */
orth_status orth_study_read(orth_study *study, json_t **scenario, const json_t *tree,
                            orth_error *error);

/* ORTH_BAD_INPUT where scenario and study do not fit together (core/tune/study_check.c). */
orth_status orth_study_check(orth_study *study, const json_t *scenario, orth_error *error);

/* Whether the folder may have the study's files: ORTH_BAD_INPUT where one of them is a file that
 * the study reads, or, unless `fresh`, where the folder has no trials but another study.json. */
orth_status orth_study_folder_check(const orth_study *study, const char *folder, bool fresh,
                                    orth_error *error);

#endif
