/* How tables and pictures call parameters and values. */
#ifndef ORTH_SWEEP_RANKING_WORDS_H
#define ORTH_SWEEP_RANKING_WORDS_H

#include <stddef.h>

#include "orthant/sweep_results.h"

#define ORTH_PARAMETER_TEXT_MAX 64

/* The end of a parameter's pointer, as many parts of it as tell it from the others' ends: of
 * /pool/swap_fee "swap_fee". Returns text. */
const char *orth_parameter_text(char text[ORTH_PARAMETER_TEXT_MAX],
                                const orth_sweep_ranking *ranking, size_t parameter);

/* A value, numbers with at most 6 digits. */
const char *orth_short_text(char *text, size_t size, const char *json);

/* How a picture marks a point: 1 not told from the best, -1 unmade, 0 neither. */
#define ORTH_RANKING_UNMADE "move not made"
int orth_ranking_mark(const orth_sweep_ranked *row);

#endif
