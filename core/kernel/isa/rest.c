/* What moves cost a pool at rest without a fee (core/pool/rest.c): all terms of many rows in
 * one flat pass, sums row by row, and the rest across rows; nothing of it depends on the width. */
#include "kernel/isa/isa.h"
#include "kernel/isa/level.h"

/* Relative moves z, and their terms w z and w (z - log(1 + z)). */
static inline void fill_terms(size_t count, double *moves, double *means, double *excesses,
                              const double *weights, const double *from, const double *to)
{
    for (size_t e = 0; e < count; e += VD_LANES) {
        size_t left = count - e;
        bool whole = left >= VD_LANES;
        vd a = whole ? vd_load(from + e) : vd_load_part(from + e, left, 1);
        vd b = whole ? vd_load(to + e) : vd_load_part(to + e, left, 1);
        vd w = whole ? vd_load(weights + e) : vd_load_part(weights + e, left, 0);
        /* z = (b - a) / a and s = (b - a) / (a + b), by one division */
        vd sum = vd_add(a, b), by = vd_sub(b, a), inverse = vd_div(vd_set(1), vd_mul(a, sum));
        vd z = vd_mul(by, vd_mul(sum, inverse)), s = vd_mul(by, vd_mul(a, inverse));
        vd excess = excess_of(z, s, a, b);
        /* the scratch has room for whole vectors */
        vd_store(moves + e, z);
        vd_store(means + e, vd_mul(w, z));
        vd_store(excesses + e, vd_mul(w, excess));
    }
}

/* Beyond a doubling or a halving the sums cancel too much. */
#define MOVE_MOST 1.0
#define MOVE_LEAST (-0.5)

static inline void sum_rows(size_t rows, size_t n, double *mean, double *excess, double *kind,
                            const double *moves, const double *means, const double *excesses)
{
    for (size_t k = 0; k < rows; k++, moves += n, means += n, excesses += n) {
        double low = moves[0], high = low, sum = means[0], other = excesses[0];
        for (size_t i = 1; i < n; i++) {
            low = moves[i] < low ? moves[i] : low;
            high = moves[i] > high ? moves[i] : high;
            sum += means[i];
            other += excesses[i];
        }
        mean[k] = sum;
        excess[k] = other;
        bool traded = (1 + high) * (1 - ORTH_ARBITRAGE_IDLE) > 1 + low;
        bool far = high > MOVE_MOST || low < MOVE_LEAST;
        kind[k] = far ? ORTH_REST_FAR : traded ? 1 : 0;
    }
}

void orth_kernel_rest_rows(size_t rows, size_t n, double *mean, double *fall, double *kind,
                           double *scratch, const double *weights, const double *from,
                           const double *to, bool prices)
{
    size_t count = rows * n, room = (count + 7) / 8 * 8;
    double *moves = scratch, *means = scratch + room, *excesses = scratch + 2 * room;
    fill_terms(count, moves, means, excesses, weights, from, to);
    sum_rows(rows, n, mean, fall, kind, moves, means, excesses);
    for (size_t k = 0; k < rows; k += VD_LANES) {
        size_t left = rows - k;
        bool whole = left >= VD_LANES;
        vd cost = whole ? vd_load(fall + k) : vd_load_part(fall + k, left, 0);
        vd z = whole ? vd_load(mean + k) : vd_load_part(mean + k, left, 0);
        if (prices) {
            vd s = vd_div(z, vd_add(vd_set(2), z)), one = vd_set(1);
            cost = vd_sub(cost, excess_of(z, s, one, vd_add(one, z)));
        }
        vd lost = vd_sub(vd_set(0), growth_of(vd_sub(vd_set(0), vd_max(cost, vd_set(0)))));
        if (whole)
            vd_store(fall + k, lost);
        else
            vd_store_part(fall + k, lost, left);
    }
}
