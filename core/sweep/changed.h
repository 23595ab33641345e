/* What differs between two documents. */
#ifndef ORTH_SWEEP_CHANGED_H
#define ORTH_SWEEP_CHANGED_H

#include <jansson.h>
#include <stddef.h>

/* The first place where `now` is another value than `before`, members in the order of `now`, then
 * those that only `before` has, in words: "/vary/~1pool~1swap_fee is \"0.003\" and was
 * \"0.001\"". NULL where they are equal, else `text`. */
const char *orth_changed(char *text, size_t size, const json_t *before, const json_t *now);

#endif
