/* A kind by its name. */
#include "strategy/tables.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"
#include "base/plain_locale.h"

#define KINDS_MAX 64

static const orth_strategy_kind *named(const orth_strategy_kind *const *table, const char *name,
                                       size_t length)
{
    for (size_t i = 0; table[i] != NULL; i++)
        if (strlen(table[i]->name) == length && memcmp(table[i]->name, name, length) == 0)
            return table[i];
    return NULL;
}

orth_status orth_strategy_find(const orth_strategy_kind **kind,
                               const orth_strategy_kind *const *table, const char *what,
                               const char *name, orth_error *error)
{
    *kind = named(table, name, strlen(name));
    if (*kind != NULL)
        return ORTH_OK;
    const char *names[KINDS_MAX];
    char known[512] = "";
    size_t count = 0, length = 0;
    for (; table[count] != NULL && count < KINDS_MAX; count++) {
        names[count] = table[count]->name;
        length += (size_t)snprintf(known + length, sizeof known - length, "%s%s",
                                   count == 0 ? "" : ", ", names[count]);
        if (length >= sizeof known)
            length = sizeof known - 1;
    }
    const char *nearest = orth_nearest(name, count, names);
    if (nearest != NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "no %s is named \"%.100s\"; the nearest is \"%s\"",
                         what, name, nearest);
    return orth_fail(error, ORTH_BAD_INPUT, "no %s is named \"%.100s\"; permitted: %s", what, name,
                     known);
}

orth_status orth_strategy_find_path(const orth_mover **mover, double *argument, const char *name,
                                    orth_error *error)
{
    const char *colon = strchr(name, ':');
    size_t length = colon == NULL ? strlen(name) : (size_t)(colon - name);
    const orth_strategy_kind *kind = named(orth_strategy_paths(), name, length);
    if (kind == NULL)
        return orth_strategy_find(&kind, orth_strategy_paths(), "path of a strategy's move", name,
                                  error);
    *mover = (const orth_mover *)kind; /* whose first member it is */
    *argument = 0;
    const char *wanted = (*mover)->argument;
    if (wanted == NULL && colon == NULL)
        return ORTH_OK;
    if (wanted == NULL || colon == NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "path \"%.60s\" is written %s%s%s", name,
                         kind->name, wanted == NULL ? "" : ":", wanted == NULL ? "" : wanted);
    char *end;
    orth_locale entered = orth_locale_enter();
    *argument = strtod(colon + 1, &end);
    orth_locale_leave(entered);
    double size = (*mover)->negative ? fabs(*argument) : *argument;
    if (colon[1] == '\0' || *end != '\0' || !(size >= (*mover)->least && size <= (*mover)->most))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "path \"%.60s\": %s is \"%.60s\"; permitted: from %g to %g%s", name,
                         wanted, colon + 1, (*mover)->least, (*mover)->most,
                         (*mover)->negative ? ", and the same below 0" : "");
    return ORTH_OK;
}
