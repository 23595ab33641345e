/* Walks side by side, a walk a lane: mispricings that noise and drift move and that an
 * arbitrageur holds within a band (core/cost/walk.c). The three pools of a walk are worked on
 * together, which hides the latency of one behind the others. */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

#define ALWAYS static inline __attribute__((always_inline))
#define LANES ORTH_CLAMPED_LANES
#define POOLS ORTH_CLAMPED_POOLS
/* After so many rounds every other one is a bisection; two or three are usual. */
#define NEWTON 12
#define ROUNDS 200

/* One vector of walks: the arrays from its first lane on. */
typedef struct view {
    size_t n, stride;
    const double *weights, *drift, *noise; /* noise: of the block */
    double *levels;                        /* [pool][token][lane] */
    vd band;
} view;

typedef struct pools {
    vd top[POOLS], loss[POOLS], volume[POOLS], pull[POOLS];
    vd low[POOLS], high[POOLS]; /* between which a trade's top lies */
    vmask open[POOLS];          /* where a trade is due */
} pools;

ALWAYS double *level_of(const view *v, size_t pool, size_t i)
{
    return v->levels + (pool * v->n + i) * LANES;
}

/* Noise and drift, and what they leave to trade. Returns whether any lane trades. */
ALWAYS bool move(const view *v, pools *p)
{
    vd mean = vd_set(0);
    for (size_t i = 0; i < v->n; i++)
        mean = vd_fma(vd_load(v->weights + i * LANES), vd_load(v->noise + i * v->stride), mean);
    for (size_t k = 0; k < POOLS; k++) {
        p->low[k] = vd_set(INFINITY);
        p->high[k] = vd_set(-INFINITY);
    }
    for (size_t i = 0; i < v->n; i++) {
        vd noise = vd_sub(vd_load(v->noise + i * v->stride), mean);
        vd drift = vd_load(v->drift + i * LANES);
        vd pull = vd_mul(vd_load(v->weights + i * LANES), drift);
        vd by[POOLS] = {noise, vd_add(noise, drift), vd_sub(noise, drift)};
        for (size_t k = 0; k < POOLS; k++) {
            vd level = vd_load(level_of(v, k, i));
            p->pull[k] = vd_fma(pull, level, p->pull[k]);
            level = vd_add(level, by[k]);
            vd_store(level_of(v, k, i), level);
            p->low[k] = smaller(level, p->low[k]);
            p->high[k] = vd_max(level, p->high[k]);
        }
    }
    for (size_t k = 0; k < POOLS; k++) {
        p->low[k] = vd_add(p->low[k], v->band);
        p->open[k] = vd_less(p->low[k], p->high[k]);
    }
    return vmask_any(vmask_or(p->open[0], vmask_or(p->open[1], p->open[2])));
}

/* A round towards the level at which those that sell stop: the root of the sum of w_i a_i, which
 * rises with it and is linear between the levels, so that Newton ends on it. Returns whether a lane
 * is still on its way; `open` loses those that are not. */
ALWAYS bool approach(const view *v, pools *p, vd *at, vmask *open, bool bisect)
{
    vd none = vd_set(0), weight[POOLS] = {none, none, none}, moment[POOLS] = {none, none, none};
    for (size_t i = 0; i < v->n; i++)
        for (size_t k = 0; k < POOLS; k++) {
            vd level = vd_load(level_of(v, k, i)), raised = vd_add(level, v->band);
            vmask in = vd_less(raised, at[k]), trades = vmask_or(in, vd_less(at[k], level));
            vd w = vd_select(trades, vd_load(v->weights + i * LANES), none);
            weight[k] = vd_add(weight[k], w);
            moment[k] = vd_fma(w, vd_select(in, raised, level), moment[k]);
        }
    for (size_t k = 0; k < POOLS; k++) {
        vd root = vd_div(moment[k], weight[k]);
        vmask below = vmask_and(open[k], vd_less(at[k], root));
        vmask above = vmask_and(open[k], vd_less(root, at[k]));
        p->low[k] = vd_select(below, at[k], p->low[k]);
        p->high[k] = vd_select(above, at[k], p->high[k]);
        /* Where there is no room left all but rounding is done. */
        open[k] = vmask_and(vmask_or(below, above), vd_less(p->low[k], p->high[k]));
        vmask within = vmask_and(vd_less(p->low[k], root), vd_less(root, p->high[k]));
        vd middle = vd_mul(vd_set(0.5), vd_add(p->low[k], p->high[k]));
        at[k] = vd_select(open[k], bisect ? middle : vd_select(within, root, middle), at[k]);
    }
    return vmask_any(vmask_or(open[0], vmask_or(open[1], open[2])));
}

ALWAYS void trade(const view *v, pools *p)
{
    vd at[POOLS], none = vd_set(0), loss[POOLS] = {none, none, none};
    vmask open[POOLS];
    for (size_t k = 0; k < POOLS; k++) {
        open[k] = p->open[k];
        at[k] = smaller(vd_max(p->top[k], p->low[k]), p->high[k]);
        at[k] = vd_select(open[k], at[k], p->top[k]);
    }
    for (int round = 0; round < ROUNDS; round++)
        if (!approach(v, p, at, open, round >= NEWTON && round % 2 == 0))
            break;
    for (size_t i = 0; i < v->n; i++)
        for (size_t k = 0; k < POOLS; k++) {
            vd level = vd_load(level_of(v, k, i));
            vd to = smaller(vd_max(level, vd_sub(at[k], v->band)), at[k]);
            vd by = vd_select(p->open[k], vd_sub(to, level), none);
            vd part = vd_mul(vd_load(v->weights + i * LANES), by);
            loss[k] = vd_fma(part, by, loss[k]);
            p->volume[k] = vd_add(p->volume[k], vd_max(part, none));
            vd_store(level_of(v, k, i), vd_select(p->open[k], to, level));
        }
    for (size_t k = 0; k < POOLS; k++) {
        p->top[k] = at[k];
        p->loss[k] = vd_fma(vd_set(0.5), loss[k], p->loss[k]);
    }
}

ALWAYS void run(orth_clamped *walk, size_t n, size_t count, const double *noise, size_t stride)
{
    for (size_t lane = 0; lane < LANES; lane += VD_LANES) {
        vd none = vd_set(0), band = vd_set(walk->band);
        view v = {n, stride, walk->weights + lane, walk->drift + lane, noise + lane, NULL, band};
        pools p;
        v.levels = walk->levels + lane;
        for (size_t k = 0; k < POOLS; k++) {
            p.top[k] = vd_load(walk->tops + k * LANES + lane);
            p.loss[k] = p.volume[k] = p.pull[k] = none;
        }
        for (size_t block = 0; block < count; block++, v.noise += LANES)
            if (move(&v, &p))
                trade(&v, &p);
        p.pull[2] = vd_sub(none, p.pull[2]); /* its drift has the other sign */
        for (size_t k = 0; k < POOLS; k++) {
            double *sums = walk->sums + k * ORTH_CLAMPED_SUMS * LANES + lane;
            vd_store(sums, p.loss[k]);
            vd_store(sums + LANES, p.volume[k]);
            vd_store(sums + 2 * LANES, k == 0 ? none : p.pull[k]);
            vd_store(walk->tops + k * LANES + lane, p.top[k]);
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
    else
        run(walk, walk->n, count, noise, stride);
}
