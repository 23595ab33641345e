/* What stands below the table of the best number of steps. */
#ifndef ORTH_REPORT_BEST_STEPS_WORDS_H
#define ORTH_REPORT_BEST_STEPS_WORDS_H

#include <stdio.h>

#include "orthant/compare.h"

/* Sentences, in lines of at most so many characters. */
#define ORTH_BEST_STEPS_LINE 115
void orth_best_steps_write_lines(const char *text, FILE *stream);

/* Which number of steps is the least, how much of the curve is as good, how far the closed form
 * with the fee is from it and why, and what the columns are. */
void orth_best_steps_write_words(const orth_best_steps *report, FILE *stream);

#endif
