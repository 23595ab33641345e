/* Points whose weights are whole units between bounds, so that rounding cannot break them. */
#ifndef ORTH_SETPOINT_BOX_H
#define ORTH_SETPOINT_BOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/setpoint.h"

typedef struct orth_box {
    size_t n;
    int64_t whole; /* 1, in units */
    int64_t low[ORTH_PLAN_TOKENS_MAX], high[ORTH_PLAN_TOKENS_MAX];
} orth_box;

/* Brings both bounds of weight i inwards, where these are further in. */
void orth_box_narrow(orth_box *box, size_t i, int64_t low, int64_t high);

bool orth_box_has_points(const orth_box *box);

/* Moves a point whose sum is 1 into the box, its sum kept; false where no point is in there. */
bool orth_box_fit(int64_t *point, const orth_box *box);

/* Whether weights keep the bounds but for half a unit, as rounding them to units may move them. */
bool orth_box_holds(const orth_box *box, const double *weights);

/* The point of a box that has points which is nearest to `weights` (sum 1). Whether near is least
 * KL(v || w), least KL(w || v) or the shortest Fisher-Rao distance, it is the same point. */
void orth_box_nearest(int64_t *out, const orth_box *box, const double *weights);

#endif
