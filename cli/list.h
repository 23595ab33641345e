/* What `orthant list` shows. */
#ifndef CLI_LIST_H
#define CLI_LIST_H

#include "cli.h"

/* A name to give to other commands, a title (scenarios only) and a text. */
typedef struct list_entry {
    char *name, *title, *text;
} list_entry;

typedef struct list_entries {
    const char *kind; /* "paths" or "scenarios" */
    size_t count;
    list_entry *items;
} list_entries;

/* Add to the list, which the caller frees even after a failure. Scenarios are those of ./scenarios
 * and of the installed share folder, each with its folders one level down. */
orth_status list_paths(list_entries *list, orth_error *error);
orth_status list_scenarios(list_entries *list, orth_error *error);
void list_free(list_entries *list);

#endif
