/* JSON text into a jansson tree, strictly. */
#ifndef ORTH_BASE_JSON_IN_H
#define ORTH_BASE_JSON_IN_H

#include <jansson.h>
#include <stddef.h>

#include "base/text.h"
#include "orthant/status.h"

/* Any one JSON value, UTF-8, no key twice in one object; numbers as under the C locale whatever
 * the program's. ORTH_BAD_INPUT with file, line and column. `file` is for messages. The tree is
 * the caller's (json_decref); NULL on failure. */
orth_status orth_json_parse(json_t **json, const char *text, size_t length, const char *file,
                            orth_error *error);

/* A value as it may stand in a message: a number, a quoted string, "a list", ...; returns it, in
 * `out` or not. Under the C locale. */
const char *orth_json_describe(char out[ORTH_QUOTE_MAX], const json_t *value);

#endif
