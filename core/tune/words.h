/* Words that table, JSON and picture share. */
#ifndef ORTH_TUNE_WORDS_H
#define ORTH_TUNE_WORDS_H

#include "orthant/tune.h"

/* "walk_forward", "fresh_paths", "none". */
const char *orth_tune_validation_name(orth_tune_validation validation);
double orth_tune_days(int64_t micros);
/* "growth (log, a year)", "shortfall (bp)", "/results/0/gas". */
#define ORTH_TUNE_OBJECTIVE_MAX 240
const char *orth_tune_objective_text(const orth_study *study, char text[ORTH_TUNE_OBJECTIVE_MAX]);
/* What tables call a parameter: a, b, ... */
char orth_tune_axis_letter(size_t axis);

#endif
