/* The table of a study's windows. */
#ifndef ORTH_TUNE_TUNE_WINDOWS_H
#define ORTH_TUNE_TUNE_WINDOWS_H

#include <stdio.h>

#include "orthant/tune.h"

#define ORTH_TUNE_LINE 100 /* columns */

/* A line a window and one of means: the tuned values, what they are worth in training and out of
 * sample beside the default, the luck expected. Two tables, of values and of what they are worth,
 * where lines would be longer than ORTH_TUNE_LINE. */
void orth_tune_write_windows(const orth_tune_result *result, FILE *stream);

#endif
