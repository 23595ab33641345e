/* The table of what a point can be: a line a command, in the order in which they are told. */
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "sweep/point.h"

/* clang-format off */
#define COMMANDS(command) \
    command(compare) \
    command(steps) \
    command(simulate) \
    command(launch)
/* clang-format on */

#define DECLARE(name) extern const orth_command orth_command_##name;
COMMANDS(DECLARE)

#define PUBLIC(name) &orth_command_##name.public,
static const orth_point_command *const table[] = {COMMANDS(PUBLIC) NULL};
#define COUNT (sizeof table / sizeof table[0] - 1)

const orth_point_command *const *orth_point_commands(void)
{
    return table;
}

const orth_command *orth_command_named(const char *name, orth_error *error)
{
    const char *names[COUNT];
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX], permitted[256] = "";
    for (size_t i = 0; i < COUNT; i++) {
        if (strcmp(table[i]->name, name) == 0)
            return (const orth_command *)table[i]; /* whose first member it is */
        names[i] = table[i]->name;
        strcat(permitted, i == 0 ? "" : ", ");
        strcat(permitted, table[i]->name);
    }
    orth_fail(error, ORTH_BAD_INPUT, "%s is no command of a sweep; permitted: %s%s",
              orth_quote(quoted, sizeof quoted, name), permitted,
              orth_nearest_text(nearest, name, COUNT, names));
    return NULL;
}
