/* What a block's moves of prices and weights are, whatever pool there is: eight blocks of one
 * market side by side, or one block of eight markets, with the same roundings in the same order. */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

#define ALWAYS static inline __attribute__((always_inline))

/* Prices that move further in a block are left to orth_moves_far: 1 + mean would lose digits. */
#define MOVE_MOST 1.0
#define MOVE_LEAST (-0.5)
/* A pool that loses more than this in a block is one that a closed form takes too much from. */
#define LOSS_MOST 0.5

/* One vector of slots: where its prices and weights are. */
typedef struct group {
    const double *from, *to; /* token i at i * step */
    size_t step;
    const double *old, *next, *inverse; /* weights and 1 / next */
    size_t weight_step, inverse_step;
    bool one_row; /* weights are one number for all slots */
} group;

ALWAYS vd weight(const group *g, const double *of, size_t at)
{
    return g->one_row ? vd_set(of[at]) : vd_load(of + at);
}

/* z - log(1 + z) of that z, relative error 1e-14; ratio = 1 + z, for z near -1. */
ALWAYS vd excess(vd z, vd ratio)
{
    vd s = vd_div(z, vd_add(vd_set(2), z)), x = vd_mul(s, s);
    vd near = vd_fma(z, s, vd_mul(vd_set(-2), vd_mul(vd_mul(s, x), artanh_rest(x))));
    vmask far = vd_less(vd_set(0x1p-5), vd_abs(s));
    if (!vmask_any(far))
        return near;
    vmask deep = vd_less(z, vd_set(-0.5));
    vd log = vd_log1p(z);
    if (vmask_any(deep))
        log = vd_select(deep, vd_log(ratio), log);
    return vd_select(far, vd_sub(z, log), near);
}

/* KL(w || u) of VD_LANES rows, and 1 / w. */
ALWAYS void weight_rows(const orth_moves *m, size_t n, size_t stride, size_t row)
{
    vd cost = vd_set(0);
    for (size_t i = 0; i < n; i++) {
        vd u = vd_load(m->weights + i * stride + row),
           w = vd_load(m->weights + i * stride + row + 1);
        vd inverse = vd_div(vd_set(1), w);
        vd_store(m->inverse + i * stride + row, inverse);
        if (m->share != NULL)
            cost = vd_fma(w, excess(vd_mul(vd_sub(u, w), inverse), vd_mul(u, inverse)), cost);
    }
    vd_store(m->by_weights + row, cost);
}

/* A slot whose prices move too far, element e of its vector. */
static void fill_far(const orth_moves *m, const group *g, size_t n, size_t slot, size_t e)
{
    size_t by = g->one_row ? 0 : e;
    orth_far_move far = orth_moves_far(n, g->from + e, g->to + e, g->step, g->old + by,
                                       g->next + by, g->weight_step);
    m->loss[slot] = far.loss;
    if (m->share != NULL)
        m->share[slot] = far.share;
    if (m->fall != NULL) {
        m->fall[slot] = far.growth - far.loss;
        m->kind[slot] = ORTH_REST_FAR + far.traded;
    }
}

/* The sums of one vector of slots; z holds n. */
ALWAYS void fill(const orth_moves *m, const group *g, size_t n, vd *z, size_t slot, vd by_weights,
                 size_t slots)
{
    bool split = m->share != NULL && g->old != g->next;
    vd none = vd_set(0), one = vd_set(1), held = none, moved = none;
    vd low = vd_set(INFINITY), high = vd_set(-INFINITY);
    for (size_t i = 0; i < n; i++) {
        vd a = vd_load(g->from + i * g->step), b = vd_load(g->to + i * g->step);
        z[i] = vd_div(vd_sub(b, a), a);
        held = vd_fma(weight(g, g->old, i * g->weight_step), z[i], held);
        moved = vd_fma(weight(g, g->next, i * g->weight_step), z[i], moved);
        low = smaller(z[i], low);
        high = vd_max(z[i], high);
    }
    vd inverse = vd_div(one, vd_add(one, held)), by_prices = none, loss = none, share = one;
    vd least = vd_set(INFINITY), most = vd_set(-INFINITY);
    for (size_t i = 0; i < n; i++) {
        vd u = weight(g, g->old, i * g->weight_step), w = weight(g, g->next, i * g->weight_step);
        vd per_weight = weight(g, g->inverse, i * g->inverse_step);
        vd ratio = vd_mul(vd_add(one, z[i]), inverse);
        if (split)
            by_prices = vd_fma(u, excess(vd_mul(vd_sub(z[i], held), inverse), ratio), by_prices);
        /* d / w - 1 */
        vd off = vd_add(vd_sub(u, w), vd_fms(u, z[i], vd_mul(w, held)));
        off = vd_mul(off, vd_mul(inverse, per_weight));
        loss = vd_fma(w, excess(off, vd_mul(vd_mul(u, per_weight), ratio)), loss);
        least = smaller(off, least);
        most = vd_max(off, most);
    }
    vd_store(m->held + slot, held);
    vd_store(m->moved + slot, moved);
    vd_store(m->loss + slot, loss);
    if (split)
        share = vd_select(vd_less(none, by_weights),
                          vd_div(by_prices, vd_add(by_prices, by_weights)), one);
    if (m->share != NULL)
        vd_store(m->share + slot, share);
    vmask far = vmask_or(vd_less(vd_set(MOVE_MOST), high), vd_less(low, vd_set(MOVE_LEAST)));
    if (m->fall != NULL) {
        vmask traded =
            vd_less(vd_add(one, least), vd_mul(vd_add(one, most), vd_set(1 - ORTH_ARBITRAGE_IDLE)));
        vmask much = vmask_or(far, vd_less(vd_set(LOSS_MOST), loss));
        vd fall = vd_sub(none, growth_of(vd_sub(none, loss))), kind = vd_select(traded, one, none);
        if (vmask_any(much)) {
            fall = vd_select(much, vd_sub(vd_log1p(held), loss), fall);
            kind = vd_select(much, vd_add(kind, vd_set(ORTH_REST_FAR)), kind);
        }
        vd_store(m->fall + slot, fall);
        vd_store(m->kind + slot, kind);
    }
    if (!vmask_any(far))
        return;
    double flags[VD_LANES];
    vd_store(flags, vd_select(far, one, none));
    for (size_t e = 0; e < slots; e++)
        if (flags[e] != 0)
            fill_far(m, g, n, slot + e, e);
}

/* [row][token] into [token][row], the row before them first. */
static void turn(double *out, size_t stride, size_t rows, size_t n, const double *before,
                 const double *in)
{
    for (size_t i = 0; i < n; i++)
        out[i * stride] = before[i];
    for (size_t k = 0; k < rows; k++)
        for (size_t i = 0; i < n; i++)
            out[i * stride + k + 1] = in[k * n + i];
}

/* Rows of one market. */
ALWAYS void fill_alone(const orth_moves *m, size_t rows, size_t n, vd *z, const double *old_prices,
                       const double *prices, const double *old_weights, const double *weights)
{
    size_t stride = m->stride;
    turn(m->prices, stride, rows, n, old_prices, prices);
    if (weights != NULL)
        turn(m->weights, stride, rows, n, old_weights, weights);
    else
        for (size_t i = 0; i < n; i++)
            m->inverse[i] = 1 / old_weights[i];
    for (size_t k = 0; k < rows; k += VD_LANES) {
        group g = {.from = m->prices + k, .to = m->prices + k + 1, .step = stride};
        size_t slots = rows - k < VD_LANES ? rows - k : VD_LANES;
        if (weights == NULL) {
            g.old = g.next = old_weights;
            g.inverse = m->inverse;
            g.weight_step = g.inverse_step = 1;
            g.one_row = true;
            fill(m, &g, n, z, k, vd_set(0), slots);
            continue;
        }
        weight_rows(m, n, stride, k);
        g.old = m->weights + k;
        g.next = m->weights + k + 1;
        g.inverse = m->inverse + k;
        g.weight_step = g.inverse_step = stride;
        g.one_row = false;
        fill(m, &g, n, z, k, vd_load(m->by_weights + k), slots);
    }
}

/* Rows of several markets. */
ALWAYS void fill_beside(const orth_moves *m, size_t rows, size_t n, size_t lanes, vd *z,
                        const double *old_prices, const double *prices, const double *old_weights,
                        const double *weights)
{
    size_t stride = m->stride;
    if (weights != NULL) {
        turn(m->weights, stride, rows, n, old_weights, weights);
        for (size_t k = 0; k < rows; k += VD_LANES)
            weight_rows(m, n, stride, k);
    } else {
        for (size_t i = 0; i < n; i++)
            m->inverse[i * stride] = 1 / old_weights[i];
    }
    for (size_t k = 0; k < rows; k++) {
        const double *to = prices + k * n * lanes, *w = weights;
        const double *from = k == 0 ? old_prices : to - n * lanes, *u = old_weights;
        w = w == NULL ? u : w + k * n;
        u = k == 0 || weights == NULL ? u : w - n;
        double cost = weights == NULL ? 0 : m->by_weights[k];
        for (size_t lane = 0; lane < lanes; lane += VD_LANES) {
            group g = {.from = from + lane,
                       .to = to + lane,
                       .step = lanes,
                       .old = u,
                       .next = w,
                       .inverse = m->inverse + (weights == NULL ? 0 : k),
                       .weight_step = 1,
                       .inverse_step = stride,
                       .one_row = true};
            fill(m, &g, n, z, k * lanes + lane, vd_set(cost), VD_LANES);
        }
    }
}

/* 1 / w of one vector of slots into m->inverse, and KL(w || u). */
ALWAYS vd weigh_slots(const orth_moves *m, size_t n, size_t lanes, const double *old,
                      const double *next)
{
    vd cost = vd_set(0);
    for (size_t i = 0; i < n; i++) {
        vd u = vd_load(old + i * lanes), w = vd_load(next + i * lanes);
        vd inverse = vd_div(vd_set(1), w);
        vd_store(m->inverse + i * VD_LANES, inverse);
        if (m->share != NULL && old != next)
            cost = vd_fma(w, excess(vd_mul(vd_sub(u, w), inverse), vd_mul(u, inverse)), cost);
    }
    return cost;
}

/* Rows of several markets, each with weights of its own. */
ALWAYS void fill_by_lane(const orth_moves *m, size_t rows, size_t n, size_t lanes, vd *z,
                         const double *old_prices, const double *prices, const double *old_weights,
                         const double *weights)
{
    size_t each = n * lanes;
    for (size_t k = 0; k < rows; k++) {
        const double *from = k == 0 ? old_prices : prices + (k - 1) * each;
        const double *u = k == 0 || weights == NULL ? old_weights : weights + (k - 1) * each;
        const double *w = weights == NULL ? old_weights : weights + k * each;
        for (size_t lane = 0; lane < lanes; lane += VD_LANES) {
            vd cost = weigh_slots(m, n, lanes, u + lane, w + lane);
            group g = {.from = from + lane,
                       .to = prices + k * each + lane,
                       .step = lanes,
                       .old = u + lane,
                       .next = w + lane,
                       .inverse = m->inverse,
                       .weight_step = lanes,
                       .inverse_step = VD_LANES};
            fill(m, &g, n, z, k * lanes + lane, cost, VD_LANES);
        }
    }
}

ALWAYS void any_rows(const orth_moves *m, size_t rows, size_t n, size_t lanes, vd *z,
                     const double *old_prices, const double *prices, const double *old_weights,
                     const double *weights)
{
    if (lanes == 1)
        fill_alone(m, rows, n, z, old_prices, prices, old_weights, weights);
    else if (m->by_lane)
        fill_by_lane(m, rows, n, lanes, z, old_prices, prices, old_weights, weights);
    else
        fill_beside(m, rows, n, lanes, z, old_prices, prices, old_weights, weights);
}

void orth_kernel_moves(const orth_moves *m, size_t rows, size_t n, size_t lanes,
                       const double *old_prices, const double *prices, const double *old_weights,
                       const double *weights)
{
    vd z[3];
    if (n == 2)
        any_rows(m, rows, 2, lanes, z, old_prices, prices, old_weights, weights);
    else if (n == 3)
        any_rows(m, rows, 3, lanes, z, old_prices, prices, old_weights, weights);
    else
        any_rows(m, rows, n, lanes, (vd *)(void *)m->scratch, old_prices, prices, old_weights,
                 weights);
}
