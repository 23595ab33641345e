#include "sweep/groups.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/dd.h"

bool orth_pointer_name(const char **rest, const char *name)
{
    size_t length = strlen(name);
    if ((*rest)[0] != '/' || strncmp(*rest + 1, name, length) != 0 ||
        ((*rest)[1 + length] != '/' && (*rest)[1 + length] != '\0'))
        return false;
    *rest += 1 + length;
    return true;
}

bool orth_pointer_index(const char **rest, size_t *index)
{
    size_t digits = (*rest)[0] == '/' ? strspn(*rest + 1, "0123456789") : 0;
    const char *end = *rest + 1 + digits;
    if (digits == 0 || digits > 9 || ((*rest)[1] == '0' && digits > 1) ||
        (*end != '/' && *end != '\0'))
        return false;
    *index = (size_t)strtoul(*rest + 1, NULL, 10);
    *rest = end;
    return true;
}

bool orth_pointer_is_mean(const char *rest)
{
    return rest[0] == '\0' || strcmp(rest, "/mean") == 0;
}

orth_status orth_groups_make(orth_point_figure *figure, orth_error *error)
{
    figure->group_means = malloc(ORTH_POINT_GROUPS * sizeof(double));
    return figure->group_means != NULL
               ? ORTH_OK
               : orth_fail_memory(error, ORTH_POINT_GROUPS * sizeof(double));
}

void orth_groups_fill(orth_point_figure *figure, size_t count, const double *values)
{
    orth_dd sums[ORTH_POINT_GROUPS] = {{0, 0}};
    size_t groups = count < ORTH_POINT_GROUPS ? count : ORTH_POINT_GROUPS;
    bool known = count > 1;
    for (size_t i = 0; i < count; i++) {
        orth_dd *sum = &sums[i % ORTH_POINT_GROUPS];
        *sum = orth_dd_add(*sum, orth_dd_from(values[i]));
        known = known && isfinite(values[i]);
    }
    for (size_t g = 0; known && g < groups; g++) {
        size_t members = (count - g + ORTH_POINT_GROUPS - 1) / ORTH_POINT_GROUPS;
        figure->group_means[g] = orth_dd_value(sums[g]) / (double)members;
    }
    figure->groups = known ? groups : 0;
}
