/* Walks side by side, a walk a lane: mispricings that noise and drift move and that an
 * arbitrageur holds within a band (core/cost/walk.c). */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

#define ALWAYS static inline __attribute__((always_inline))
#define LANES ORTH_CLAMPED_LANES
/* After so many rounds every other one is a bisection; two or three are usual. */
#define NEWTON 12
#define ROUNDS 200

typedef struct view {
    const orth_clamped *walk;
    const double *noise; /* of the block */
    size_t stride, n, lane;
    vd band;
} view;

/* One pool of one vector of walks. */
typedef struct pool {
    double *levels, *top; /* [token][lane], [lane]; from the vector's first lane on */
    vd loss, volume, pull;
} pool;

ALWAYS vd get(const double *of, size_t lane, size_t i)
{
    return vd_load(of + i * LANES + lane);
}

/* The level at which the pools that sell stop: the root of the sum of w_i a_i, which rises with it
 * and is linear between the levels. Lanes that are not `open` do not trade. */
ALWAYS vd solve(const view *v, const double *levels, vd at, vd low, vd high, vmask open)
{
    vd none = vd_set(0);
    for (int round = 0; round < ROUNDS; round++) {
        vd weight = none, moment = none;
        for (size_t i = 0; i < v->n; i++) {
            vd level = get(levels, 0, i), w = get(v->walk->weights, v->lane, i);
            vd raised = vd_add(level, v->band);
            vmask in = vd_less(raised, at), trades = vmask_or(in, vd_less(at, level));
            w = vd_select(trades, w, none);
            weight = vd_add(weight, w);
            moment = vd_fma(w, vd_select(in, raised, level), moment);
        }
        vd root = vd_div(moment, weight);
        vmask below = vd_less(at, root), above = vd_less(root, at);
        open = vmask_and(open, vmask_or(below, above));
        if (!vmask_any(open))
            return at;
        low = vd_select(below, at, low);
        high = vd_select(above, at, high);
        open = vmask_and(open, vd_less(low, high)); /* all but rounding is done */
        vmask within = vmask_and(vd_less(low, root), vd_less(root, high));
        vd middle = vd_mul(vd_set(0.5), vd_add(low, high));
        bool bisect = round >= NEWTON && round % 2 == 0;
        at = vd_select(open, bisect ? middle : vd_select(within, root, middle), at);
    }
    return at;
}

ALWAYS void trade(const view *v, pool *p, vd at, vmask open)
{
    vd none = vd_set(0), bottom = vd_sub(at, v->band), loss = none;
    for (size_t i = 0; i < v->n; i++) {
        vd level = get(p->levels, 0, i), w = get(v->walk->weights, v->lane, i);
        vd to = smaller(vd_max(level, bottom), at);
        to = vd_select(open, to, level);
        vd by = vd_sub(to, level), part = vd_mul(w, by);
        loss = vd_fma(part, by, loss);
        p->volume = vd_add(p->volume, vd_max(part, none));
        vd_store(p->levels + i * LANES, to);
    }
    p->loss = vd_fma(vd_set(0.5), loss, p->loss);
}

/* `sign` is that of the drift: 0, 1 or -1. */
ALWAYS void step(const view *v, pool *p, vd mean, int sign)
{
    vd low = vd_set(INFINITY), high = vd_set(-INFINITY);
    for (size_t i = 0; i < v->n; i++) {
        vd level = get(p->levels, 0, i), by = vd_sub(vd_load(v->noise + i * v->stride), mean);
        if (sign != 0) {
            vd drift = get(v->walk->drift, v->lane, i);
            vd pull = vd_mul(get(v->walk->weights, v->lane, i), drift);
            p->pull = sign > 0 ? vd_fma(pull, level, p->pull)
                               : vd_sub(p->pull, vd_mul(pull, level));
            by = sign > 0 ? vd_add(by, drift) : vd_sub(by, drift);
        }
        level = vd_add(level, by);
        vd_store(p->levels + i * LANES, level);
        low = smaller(level, low);
        high = vd_max(level, high);
    }
    vd least = vd_add(low, v->band);
    vmask open = vd_less(least, high);
    if (!vmask_any(open))
        return;
    vd before = vd_load(p->top), at = smaller(vd_max(before, least), high);
    at = vd_select(open, solve(v, p->levels, at, least, high, open), before);
    vd_store(p->top, at);
    trade(v, p, at, open);
}

ALWAYS void run(orth_clamped *walk, size_t n, size_t count, const double *noise, size_t stride)
{
    for (size_t lane = 0; lane < LANES; lane += VD_LANES) {
        view v = {walk, noise + lane, stride, n, lane, vd_set(walk->band)};
        pool pools[ORTH_CLAMPED_POOLS];
        for (size_t p = 0; p < ORTH_CLAMPED_POOLS; p++)
            pools[p] = (pool){walk->levels + p * n * LANES + lane, walk->tops + p * LANES + lane,
                              vd_set(0), vd_set(0), vd_set(0)};
        for (size_t k = 0; k < count; k++, v.noise += LANES) {
            vd mean = vd_set(0);
            for (size_t i = 0; i < n; i++)
                mean = vd_fma(get(walk->weights, lane, i), vd_load(v.noise + i * stride), mean);
            step(&v, &pools[0], mean, 0);
            step(&v, &pools[1], mean, 1);
            step(&v, &pools[2], mean, -1);
        }
        for (size_t p = 0; p < ORTH_CLAMPED_POOLS; p++) {
            double *sums = walk->sums + p * ORTH_CLAMPED_SUMS * LANES + lane;
            vd_store(sums, pools[p].loss);
            vd_store(sums + LANES, pools[p].volume);
            vd_store(sums + 2 * LANES, pools[p].pull);
        }
    }
}

void orth_kernel_clamped(orth_clamped *walk, size_t count, const double *noise, size_t stride)
{
    if (walk->n == 2)
        run(walk, 2, count, noise, stride);
    else if (walk->n == 3)
        run(walk, 3, count, noise, stride);
    else if (walk->n == 4)
        run(walk, 4, count, noise, stride);
    else if (walk->n == 8)
        run(walk, 8, count, noise, stride);
    else
        run(walk, walk->n, count, noise, stride);
}
