#include "path/safe_speed.h"

/* x > 0; log1p wants what is not near -1. */
static orth_dd log_of(orth_dd x)
{
    orth_dd one = orth_dd_from(1);
    if (x.high >= 1)
        return orth_dd_log1p(less(x, one));
    return orth_dd_negate(orth_dd_log1p(less(orth_dd_divide(one, x), one)));
}

/* (r_i - p_i)^2 + 4 p_i r_i (half chord)^2 */
static orth_dd spread(const orth_move *move, size_t i, orth_dd square)
{
    orth_dd delta = orth_move_eta_delta(move, i);
    orth_dd product = times(orth_move_eta_start(move, i), orth_move_eta_target(move, i));
    return sum(times(delta, delta), orth_dd_scale(times(product, square), 4));
}

orth_safe_speed orth_safe_speed_of(const orth_move *move, size_t i, size_t j, orth_dd whole,
                                   orth_dd square, orth_dd sine)
{
    orth_dd di = orth_move_eta_delta(move, i), dj = orth_move_eta_delta(move, j);
    orth_dd pi = orth_move_eta_start(move, i), pj = orth_move_eta_start(move, j);
    orth_dd ri = orth_move_eta_target(move, i), rj = orth_move_eta_target(move, j);
    orth_dd cross = sum(times(pi, rj), times(pj, ri));
    orth_dd bend = sum(times(di, dj), orth_dd_scale(times(cross, square), 2));
    orth_dd turn = times(less(times(pj, di), times(pi, dj)), sine);
    orth_dd sixteen = orth_dd_from(16), ratio = orth_dd_divide(pi, pj);
    orth_safe_speed v;
    v.beta = orth_dd_divide(orth_dd_scale(bend, -4), turn);
    v.root = orth_dd_sqrt(sum(sixteen, times(v.beta, v.beta)));
    v.least = v.beta.high > 0 ? sum(v.root, v.beta) : orth_dd_divide(sixteen, less(v.root, v.beta));
    ratio = times(times(ratio, ratio),
                  orth_dd_divide(spread(move, j, square), spread(move, i, square)));
    v.start = half(log_of(ratio));
    v.target = sum(v.start, half(whole));
    return v;
}

/* sinh x and cosh x; |x| below 350 */
static orth_dd hyperbolic(orth_dd x, orth_dd *cosine)
{
    orth_dd e = orth_dd_expm1(x), one = orth_dd_from(1), whole = sum(e, one);
    orth_dd back = orth_dd_divide(e, whole); /* 1 - e^-x */
    *cosine = half(sum(whole, less(one, back)));
    return half(sum(e, back));
}

orth_dd orth_safe_speed_at(const orth_safe_speed *v, orth_dd z)
{
    orth_dd cosine;
    hyperbolic(z, &cosine);
    return sum(v->beta, times(v->root, cosine));
}

/* The angle between two z, by its sine and cosine but for a common factor. */
static orth_dd angle_between(const orth_safe_speed *v, orth_dd a, orth_dd b)
{
    orth_dd cosh_a, cosh_b, unused, kappa = orth_dd_divide(orth_dd_from(4), v->least);
    orth_dd sinh_a = hyperbolic(half(a), &cosh_a), sinh_b = hyperbolic(half(b), &cosh_b);
    orth_dd sine = times(kappa, hyperbolic(half(less(b, a)), &unused));
    orth_dd cosine = sum(times(cosh_a, cosh_b), times(times(kappa, kappa), times(sinh_a, sinh_b)));
    orth_dd size = orth_dd_sqrt(sum(times(sine, sine), times(cosine, cosine)));
    orth_dd twice = orth_dd_scale(sum(size, cosine), 2); /* sin^2(x/2) = sin^2 x / (2 (1 + cos)) */
    return orth_dd_scale(orth_dd_asin(orth_dd_divide(sine, orth_dd_sqrt(times(size, twice)))), 2);
}

/* Where h is below g, and the angle of that. */
orth_dd orth_safe_inside(const orth_safe_speed *v, orth_dd g, orth_dd *first, orth_dd *last)
{
    orth_dd more = orth_dd_divide(less(g, v->least), v->root); /* cosh Z - 1 */
    *first = *last = v->start;
    if (!(more.high > 0))
        return orth_dd_from(0);
    orth_dd edge = orth_dd_log1p(sum(more, orth_dd_sqrt(times(more, sum(more, orth_dd_from(2))))));
    *first = larger(v->start, orth_dd_negate(edge));
    *last = smaller(v->target, edge);
    return is_below(*first, *last) ? angle_between(v, *first, *last) : orth_dd_from(0);
}
