/* The order of values, and which are told from the best. */
#ifndef ORTH_SWEEP_RANKING_H
#define ORTH_SWEEP_RANKING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/sweep_results.h"

/* More groups of price paths than a line has. */
#define ORTH_RANKING_GROUPS_MAX 256

/* The joint statement fails with this probability. */
#define ORTH_RANKING_RISK 0.05

typedef struct orth_standing {
    uint64_t point;
    double value, low, high;  /* NAN without an interval */
    double difference, error; /* to the best, and its standard error; NAN: not paired */
    bool unmade;              /* not comparable: behind all that are made */
    bool told;
} orth_standing;

/* The number of the best one, of `count` >= 1; and all sorted, the best first. Of equal values the
 * lower point is the better one; what is unmade lies behind all that is made. */
uint64_t orth_standings_best(const orth_standing *standings, uint64_t count, bool maximise);
void orth_standings_sort(orth_standing *standings, uint64_t count, bool maximise);

/* Fills difference and error of `standing` from the means of so many groups (2 to
 * ORTH_RANKING_GROUPS_MAX), its own and the best's. */
void orth_standing_pair(orth_standing *standing, double best, size_t groups, const double *means,
                        const double *best_means);

/* How many standard errors of `groups` groups a point of `count` may lie behind. */
double orth_joint_quantile(size_t groups, uint64_t count);

/* Sets `told` of all, sorted: by errors and the quantile where they are paired, else by intervals
 * where some have them, else by values alone. What is unmade is told from a best that is made. */
void orth_standings_tell(orth_standing *standings, uint64_t count, bool maximise, bool paired,
                         bool intervals, double quantile);

/* `count` texts, copied; NULL without memory. Freed with their number; NULL is fine. */
char **orth_texts_copy(size_t count, const char *const *from);
void orth_texts_free(char **texts, size_t count);

#endif
