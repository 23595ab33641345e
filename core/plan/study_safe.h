/* Set points that must be safe (core/plan/study_safe.c). */
#ifndef ORTH_PLAN_STUDY_SAFE_H
#define ORTH_PLAN_STUDY_SAFE_H

#include "plan/study.h"

/* Choices of points that may be tried: the optimiser's own, then curves that are safer and lose
 * more. */
#define ORTH_STUDY_CURVES 5

/* Turns points, in ticks, into those of such a choice, in the times that lose least. */
orth_status orth_study_points(orth_setpoints *points, const orth_plan_study *s, size_t candidate,
                              orth_error *error);

/* Gives them other times, in ticks: segments take at least `slower` times what the first order
 * needs. *least falls to the blocks that these points need. ORTH_DOMAIN where there are too few. */
orth_status orth_study_slow_down(orth_setpoints *points, double *least, const orth_plan_study *s,
                                 double slower, orth_error *error);

#endif
