/* The known name that was probably meant, for messages. */
#ifndef ORTH_BASE_NEAR_NAME_H
#define ORTH_BASE_NEAR_NAME_H

#include <stddef.h>

/* Of the `count` names the one that `text` probably stands for, or NULL where none is likely: one
 * that `text` is the beginning of; or which is at most a third of its letters away (insert, delete,
 * replace, swap neighbours); or which has half of its words (cut at _ - : / . and blanks) or more.
 * Large and small letters are alike. The nearest, and then the first, of several. Allocates
 * nothing; texts beyond 63 bytes are compared by their heads. */
const char *orth_nearest(const char *text, size_t count, const char *const *names);

/* "; the nearest is \"name\"" for the name above, or nothing: what stands in messages. Returns
 * out. */
#define ORTH_NEAREST_MAX 128
const char *orth_nearest_text(char out[ORTH_NEAREST_MAX], const char *text, size_t count,
                              const char *const *names);

#endif
