/* Random numbers by counter: Philox4x32-10 of J. Salmon, M. Moraes, R. Dror and D. Shaw (SC'11),
 * one block a lane, each 32-bit word in the low half of a 64-bit lane. */
#include "kernel/isa/isa.h"

#define PHILOX_ROUNDS 10

typedef struct place {
    uint64_t index, lane;
} place;

/* Index and path of the next VD_LANES elements; moves `at` on. The two usual shapes need no memory:
 * one path, and groups of paths as wide as a vector or a multiple. */
static inline void next_places(vu *index, vu *path, place *at, const orth_draws *draws)
{
    static const uint64_t count[8] = {0, 1, 2, 3, 4, 5, 6, 7};
    if (draws->lanes == 1) {
        *index = vu_add(vu_set(at->index), vu_load(count));
        *path = vu_set(draws->path);
        at->index += VD_LANES;
        return;
    }
    if (draws->lanes % VD_LANES == 0) {
        *index = vu_set(at->index);
        *path = vu_add(vu_set(draws->path + at->lane), vu_load(count));
        at->lane += VD_LANES;
    } else {
        uint64_t indices[VD_LANES], paths[VD_LANES];
        for (size_t i = 0; i < VD_LANES; i++) {
            indices[i] = at->index;
            paths[i] = draws->path + at->lane;
            bool last = ++at->lane == draws->lanes;
            at->index += last;
            at->lane = last ? 0 : at->lane;
        }
        *index = vu_load(indices);
        *path = vu_load(paths);
    }
    if (at->lane == draws->lanes) {
        at->lane = 0;
        at->index++;
    }
}

/* Two words of 64 random bits for the next VD_LANES elements; moves `at` on. */
static inline void philox(vu *first, vu *second, place *at, const orth_draws *draws)
{
    /* The high halves of a, b, c, d are never used: neither by the multiplications nor below. */
    vu a, b = vu_set(draws->stream), c;
    next_places(&a, &c, at, draws);
    vu d = vu_right(c, 32);
    uint32_t key = (uint32_t)draws->seed, other_key = (uint32_t)(draws->seed >> 32);
    for (int round = 0; round < PHILOX_ROUNDS; round++) {
        vu p = vu_multiply_low(vu_set(0xd2511f53u), a), q = vu_multiply_low(vu_set(0xcd9e8d57u), c);
        a = vu_xor(vu_xor(vu_right(q, 32), b), vu_set(key));
        b = q;
        c = vu_xor(vu_xor(vu_right(p, 32), d), vu_set(other_key));
        d = p;
        key += 0x9e3779b9u;
        other_key += 0xbb67ae85u;
    }
    vu half = vu_set(0xffffffffu);
    *first = vu_or(vu_left(b, 32), vu_and(a, half));
    *second = vu_or(vu_left(d, 32), vu_and(c, half));
}

/* The high 52 bits m as (m + 1/2) 2^-52: the double 1 + m 2^-52 less 1 - 2^-53, exactly. */
static inline vd uniform(vu bits)
{
    vu one = vu_set(0x3ff0000000000000u);
    return vd_sub(vu_as_vd(vu_or(vu_right(bits, 12), one)), vd_set(0x1.fffffffffffffp-1));
}

static inline void uniform_pair(vd *u, vd *v, place *at, const orth_draws *draws)
{
    vu first, second;
    philox(&first, &second, at, draws);
    *u = uniform(first);
    *v = uniform(second);
}

static inline void keep(double *out, vd value, size_t left)
{
    if (left >= VD_LANES)
        vd_store(out, value);
    else
        vd_store_part(out, value, left);
}

void orth_kernel_uniforms(size_t count, double *u, double *v, const orth_draws *draws)
{
    place at = {.index = draws->index};
    for (size_t i = 0; i < count; i += VD_LANES) {
        vd first, second;
        uniform_pair(&first, &second, &at, draws);
        keep(u + i, first, count - i);
        keep(v + i, second, count - i);
    }
}

void orth_kernel_normals(size_t count, double *cosines, double *sines, const orth_draws *draws)
{
    place at = {.index = draws->index};
    for (size_t i = 0; i < count; i += VD_LANES) {
        vd u, v;
        uniform_pair(&u, &v, &at, draws);
        vd radius = vd_sqrt(vd_mul(vd_set(-2.0), vd_log(u)));
        vd_pair turn = vd_sincospi(vd_add(v, v));
        keep(cosines + i, vd_mul(radius, turn.y), count - i);
        keep(sines + i, vd_mul(radius, turn.x), count - i);
    }
}

void orth_kernel_students(size_t count, double *out, const orth_draws *draws, double nu,
                          double scale)
{
    place at = {.index = draws->index};
    vd power = vd_set(-2.0 / nu), degrees = vd_set(nu), factor = vd_set(scale);
    for (size_t i = 0; i < count; i += VD_LANES) {
        vd u, v;
        uniform_pair(&u, &v, &at, draws);
        vd radius = vd_sqrt(vd_mul(degrees, vd_expm1(vd_mul(power, vd_log(u)))));
        vd_pair turn = vd_sincospi(vd_add(v, v));
        keep(out + i, vd_mul(vd_mul(radius, turn.y), factor), count - i);
    }
}
