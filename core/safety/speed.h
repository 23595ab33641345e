/* How much a schedule may be speeded at its fee. */
#ifndef ORTH_SAFETY_SPEED_H
#define ORTH_SAFETY_SPEED_H

#include "safety/window.h"

/* orth_safety.largest_speed, from the safe blocks that are found already. */
double orth_find_largest_speed(const orth_safety *safety, const orth_schedule *schedule);

#endif
