/* The table of targets: a line a target, in the order in which they are told. */
#include <stdio.h>
#include <string.h>

#include "base/near_name.h"
#include "base/text.h"
#include "plan/target.h"

/* clang-format off */
#define EACH_TARGET(target) \
    target(generic) \
    target(lbp) \
    target(lbp_v4) \
    target(v2_lbp) \
    target(v2_managed) \
    target(quantamm) \
    target(quantamm_target)
/* clang-format on */

#define DECLARE(name) extern const orth_target orth_target_##name;
EACH_TARGET(DECLARE)

#define FACTS(name) &orth_target_##name.facts,
static const orth_plan_target *const targets[] = {EACH_TARGET(FACTS) NULL};
#define TARGETS (sizeof targets / sizeof targets[0] - 1)

const orth_plan_target *const *orth_plan_targets(void)
{
    return targets;
}

/* All names, with commas between. */
static void list_names(char *out, size_t size)
{
    for (size_t i = 0, at = 0; i < TARGETS && at < size; i++)
        at += (size_t)snprintf(out + at, size - at, "%s%s", i > 0 ? ", " : "", targets[i]->name);
}

orth_status orth_plan_target_find(const orth_plan_target **target, const char *name,
                                  orth_error *error)
{
    const char *names[TARGETS];
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX], permitted[256];
    for (size_t i = 0; i < TARGETS; i++) {
        names[i] = targets[i]->name;
        *target = targets[i];
        if (strcmp(names[i], name) == 0)
            return ORTH_OK;
    }
    *target = NULL;
    list_names(permitted, sizeof permitted);
    return orth_fail(error, ORTH_BAD_INPUT, "no target is called %s%s; permitted: %s",
                     orth_quote(quoted, sizeof quoted, name),
                     orth_nearest_text(nearest, name, TARGETS, names), permitted);
}
