/* What `orthant list` shows. */
#ifndef CLI_LIST_H
#define CLI_LIST_H

#include "cli.h"

/* A name that a scenario or another command takes, a title (scenarios only) and a text. */
typedef struct list_entry {
    char *name, *title, *text;
} list_entry;

typedef struct list_entries {
    size_t count;
    list_entry *items;
} list_entries;

/* Add to the list, which the caller frees even after a failure. Scenarios are those of ./scenarios
 * and of the installed share folder, each with its folders one level down; sweeps and studies those
 * of their folders sweeps and studies. */
typedef orth_status list_function(list_entries *list, orth_error *error);
list_function list_paths, list_scenarios, list_targets, list_models, list_sweeps, list_studies;
/* The names of such files, unread, in ./scenarios; where there are none, in the share folder. */
list_function list_scenario_names, list_sweep_names, list_study_names;
void list_free(list_entries *list);

/* Takes the three strings, which it frees on failure; a NULL among them is such a failure. */
orth_status list_add(list_entries *list, char *name, char *title, char *text, orth_error *error);
/* The three texts as one, to be freed; NULL without memory. */
char *list_join(const char *a, const char *between, const char *b);

#endif
