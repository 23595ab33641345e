/* Which column of a schedule's file is whose: by name, in n log n comparisons. */
#ifndef ORTH_PATH_SCHEDULE_COLUMNS_H
#define ORTH_PATH_SCHEDULE_COLUMNS_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/status.h"

#define ORTH_NO_TOKEN SIZE_MAX

typedef struct orth_token_name {
    const char *name;
    size_t token;
} orth_token_name;

/* The n names in their order, which orth_token_find searches; to be freed by the caller. NULL when
 * there is no memory. The names stay the caller's. */
orth_token_name *orth_token_names(size_t n, const char *const *tokens);

/* The token of that name; ORTH_NO_TOKEN where there is none. */
size_t orth_token_find(const orth_token_name *names, size_t n, const char *name);

#endif
