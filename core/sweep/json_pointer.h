/* JSON pointers (RFC 6901): "/pool/swap_fee", "/strategy/0/estimator/memory_days". */
#ifndef ORTH_SWEEP_JSON_POINTER_H
#define ORTH_SWEEP_JSON_POINTER_H

#include <jansson.h>
#include <stdbool.h>

#define ORTH_SWEEP_POINTER_MAX 200 /* bytes of one, so that it fits into messages */

/* Whether `pointer` is one, and no longer than that: "" or names that begin with "/", in which "~"
 * stands as "~0" and "/" as "~1". */
bool orth_json_pointer_valid(const char *pointer);

/* The length of the first name of a valid pointer that is not "", its "/" not counted. */
size_t orth_json_pointer_name(char name[ORTH_SWEEP_POINTER_MAX + 1], const char *pointer);

/* Whether the valid pointer `inner` leads into what `outer` points to, or to the same. */
bool orth_json_pointer_within(const char *inner, const char *outer);

/* Puts `value` (whose reference is taken in any case) where the valid pointer leads to in `root`:
 * in place of an element or a member, or as a new member. NULL when done; else what is wrong, to
 * stand after the pointer in a message, or "" when memory is out. */
const char *orth_json_pointer_set(json_t *root, const char *pointer, json_t *value);

#endif
