/* How fast the log of the ratio of two weights moves along the geodesic's curve, by which
 * core/path/safe.c is timed. */
#ifndef ORTH_PATH_SAFE_SPEED_H
#define ORTH_PATH_SAFE_SPEED_H

#include <stdbool.h>

#include "path/path.h"

/* z at the ends, and what h is made of (core/path/safe.c). */
typedef struct orth_safe_speed {
    orth_dd start, target, beta, root, least;
} orth_safe_speed;

/* Of tokens i and j, log(w_i / w_j) growing by `whole`; square: of half the chord between the
 * move's ends, sine: of the angle. */
orth_safe_speed orth_safe_speed_of(const orth_move *move, size_t i, size_t j, orth_dd whole,
                                   orth_dd square, orth_dd sine);

/* h at z, which is one of the ends. */
orth_dd orth_safe_speed_at(const orth_safe_speed *v, orth_dd z);

/* The least z and the largest where h is below g, and the angle between them; 0 where it is nowhere
 * below. */
orth_dd orth_safe_inside(const orth_safe_speed *v, orth_dd g, orth_dd *first, orth_dd *last);

/* Short names, for formulas that fit a line. */
static inline orth_dd sum(orth_dd a, orth_dd b)
{
    return orth_dd_add(a, b);
}

static inline orth_dd times(orth_dd a, orth_dd b)
{
    return orth_dd_multiply(a, b);
}

static inline orth_dd less(orth_dd a, orth_dd b)
{
    return orth_dd_subtract(a, b);
}

static inline orth_dd half(orth_dd a)
{
    return orth_dd_scale(a, 0.5);
}

static inline bool is_below(orth_dd a, orth_dd b)
{
    return orth_dd_value(less(a, b)) < 0;
}

static inline orth_dd larger(orth_dd a, orth_dd b)
{
    return is_below(a, b) ? b : a;
}

static inline orth_dd smaller(orth_dd a, orth_dd b)
{
    return is_below(a, b) ? a : b;
}

#endif
