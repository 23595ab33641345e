/* What the tests of pictures share: a folder of their own, a picture that is whole, and the numbers
 * in the script that drew it. */
#ifndef TESTS_PICTURES_H
#define TESTS_PICTURES_H

#include "harness.h"

#include <stddef.h>

/* A new folder, which is the current one until picture_leave removes it with all it holds. */
void picture_enter(void);
void picture_leave(void);

/* All of a file with a 0 behind; to be freed. */
char *picture_bytes(const char *file);

/* Every element of the SVG is closed where it should be, texts are escaped, and it has a title and
 * a description. */
void picture_is_whole(const char *file);

/* Numbers of the data block `name` (the k-th of that name, from 0) in the script file.gp, row by
 * row; how many there are, at most `most`. */
size_t picture_numbers(const char *file, const char *name, size_t k, double *out, size_t most);

#endif
