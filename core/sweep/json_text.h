/* JSON trees as compact text whose bytes do not depend on the machine or the locale. */
#ifndef ORTH_SWEEP_JSON_TEXT_H
#define ORTH_SWEEP_JSON_TEXT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/double_text.h"
#include "orthant/status.h"

/* Writes the tree without blanks, members in the order in which the tree holds them, reals in the
 * fewest digits that say them, with a "." or an exponent. Where one of the `count` nodes `marks`
 * stands, nothing is written, and offsets[i] becomes the number of bytes before it. False when
 * memory is out, or the stream did not take all. */
bool orth_json_text_write(FILE *stream, const json_t *tree, size_t count, json_t *const *marks,
                          size_t *offsets);

/* The tree as a text of its own, of *length bytes and then a NUL. ORTH_NO_MEMORY, also for a tree
 * that is NULL, as what jansson makes without memory is; *text is NULL then. */
orth_status orth_json_text(char **text, size_t *length, const json_t *tree, orth_error *error);

/* A finite number in the fewest digits that say it: "10", "0.1", "1e-05". Returns text. */
const char *orth_json_text_number(char text[ORTH_DOUBLE_TEXT_MAX], double value);

#endif
