/* The known name that is nearest to what was written, for messages. */
#ifndef ORTH_BASE_NEAR_NAME_H
#define ORTH_BASE_NEAR_NAME_H

#include <stddef.h>

/* The first of the `count` >= 1 names with the least edit distance (insert, delete, replace, swap
 * neighbours) to `text`. Allocates nothing; texts beyond 63 bytes are compared by their heads. */
const char *orth_nearest(const char *text, size_t count, const char *const *names);

#endif
