/* The table of path families, and the names that users give. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"
#include "path/path.h"

/* A family begins with its listed part, so one table serves the users and the room. */
static const orth_path_family *const families[] = {
    &orth_family_linear.listed,    &orth_family_geometric.listed, &orth_family_amgm.listed,
    &orth_family_bisection.listed, &orth_family_geodesic.listed,  &orth_family_power.listed,
    &orth_family_lambertw.listed,  &orth_family_safe.listed,      &orth_family_dutch.listed,
    &orth_family_optimum.listed,   &orth_family_file.listed,      NULL,
};
#define FAMILIES (sizeof families / sizeof families[0] - 1)

const orth_path_family *const *orth_path_families(void)
{
    return families;
}

/* The family and the argument (NULL without a colon) of a path's name; NULL when unknown. */
static const orth_family *find(const char *name, const char **argument)
{
    const char *colon = strchr(name, ':');
    size_t length = colon == NULL ? strlen(name) : (size_t)(colon - name);
    *argument = colon == NULL ? NULL : colon + 1;
    for (size_t i = 0; i < FAMILIES; i++) {
        const char *known = families[i]->name;
        if (strlen(known) == length && memcmp(known, name, length) == 0)
            return (const orth_family *)families[i];
    }
    return NULL;
}

orth_status orth_path_check_name(const char *name, orth_error *error)
{
    const char *argument;
    const orth_family *family = find(name, &argument);
    if (family == NULL) {
        const char *names[FAMILIES], *nearest;
        char known[256] = "";
        for (size_t i = 0; i < FAMILIES; i++) {
            names[i] = families[i]->name;
            snprintf(known + strlen(known), sizeof known - strlen(known), "%s%s",
                     i == 0 ? "" : ", ", names[i]);
        }
        nearest = orth_nearest(name, FAMILIES, names);
        if (nearest != NULL)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "no path is named '%.100s'; the nearest is '%s'", name, nearest);
        return orth_fail(error, ORTH_BAD_INPUT, "no path is named '%.100s'; permitted: %s", name,
                         known);
    }
    const char *wanted = family->listed.argument;
    if (wanted == NULL && argument != NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "path '%s' takes nothing after a colon",
                         family->listed.name);
    if (argument == NULL && family->argument_optional)
        return ORTH_OK;
    if (wanted != NULL && (argument == NULL || *argument == '\0'))
        return orth_fail(error, ORTH_BAD_INPUT, "path '%s' is written %s:%s", family->listed.name,
                         family->listed.name, wanted);
    return wanted == NULL ? ORTH_OK : family->check_argument(argument, error);
}

orth_status orth_path_create(orth_path **path, const char *name, const orth_move *move,
                             uint64_t steps, const char *const *tokens, orth_error *error)
{
    *path = NULL;
    orth_status status = orth_path_check_name(name, error);
    if (status != ORTH_OK)
        return status;
    const char *argument;
    const orth_family *family = find(name, &argument);
    return orth_path_of(path, family, name, argument, move, steps, tokens, error);
}
