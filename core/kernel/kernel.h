/* The vector kernels: one table of functions for each instruction set, all with the same bits.
 *
 * Arrays need no alignment; outputs may be the same array as an input where n elements are mapped
 * one to one, else they do not overlap. No kernel allocates or can fail.
 */
#ifndef ORTH_KERNEL_KERNEL_H
#define ORTH_KERNEL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/limits.h"

/* A sum of many terms: element j of the whole stream goes to lane j mod 16, each lane a
 * double-double, so that the total depends on neither the vector width nor the way in which the
 * stream was cut, as long as every cut but the last is a multiple of ORTH_LANES elements. */
#define ORTH_LANES 16
typedef struct orth_total {
    double high[ORTH_LANES], low[ORTH_LANES];
} orth_total;

void orth_total_clear(orth_total *total);
double orth_total_value(const orth_total *total);

/* Constants of a geodesic from eta_u to eta_w over `steps` steps (core/path/geodesic.c). Pairs
 * (high, low) are double-doubles. */
typedef struct orth_arc {
    double steps;
    double step_high, step_low;       /* omega / steps, the angle of a step */
    double inverse_high, inverse_low; /* 1 / sin omega */
    double chord;                     /* 2 sin(omega / steps / 2) */
} orth_arc;

/* What the tokens of a geodesic are made from: eta = a u + b w, and the circle's tangent at the
 * start, (w - u cos omega) / sin omega. Each array holds `repeats` copies of its n values, one
 * after the other, and room for 8 more. */
#define ORTH_ARC_REPEATS 8
typedef struct orth_arc_ends {
    size_t n;
    size_t repeats; /* ORTH_ARC_REPEATS where n < 8, else 1 */
    double *u_high, *u_low, *w_high, *w_low, *tangent;
} orth_arc_ends;

/* Random draws: element e of a call is the draw `index + e / lanes` of the stream `stream` of path
 * `path + e % lanes`, which is Philox4x32-10 of the counter (index, stream, path's low word, high
 * word) and the key (seed's low word, high word). An index stays below 2^32. */
typedef struct orth_draws {
    uint64_t seed;
    uint64_t path;
    uint64_t index;
    uint32_t stream;
    size_t lanes; /* >= 1 */
} orth_draws;

/* A swap fee and what is derived from it: keep = 1 - fee, gross = 1 / keep, band = -log keep. */
typedef struct orth_kernel_fee {
    double fee, keep, gross, band;
} orth_kernel_fee;

/* What one arbitrage takes from a pool and pays to it, fee and all; `tokens` reserves change. */
typedef struct orth_kernel_trade {
    double tokens, taken, paid;
} orth_kernel_trade;

/* What blocks do to any pool of these prices and weights (core/kernel/isa/moves.c), arrays [row]
 * [lane], each with room for a multiple of 8: with u and w the weights before and after a block,
 * z = to / from - 1 of its prices, Z = 1 + sum u z, d = u (1 + z) / Z (what is held then),
 *   held   sum u z,   moved   sum w z,   loss   KL(w || d),
 *   share  KL(u || d) / (KL(u || d) + KL(w || u)), the prices' part; 1 where the weights are held,
 *   fall   1 - e^-loss; log Z - loss where kind says far,
 *   kind   1 where the d / w differ by more than ORTH_ARBITRAGE_IDLE, else 0; ORTH_REST_FAR more
 *          where the loss is above 1/2 or a z not within [-1/2, 1].
 * `share`, `fall` and `kind` with it are NULL where they are not wanted. Terms of divergences are
 * positive; their moves z and d / w - 1 are right to a few units of 2^-53 of what they are made of,
 * and where a z is not within [-1/2, 1] (orth_moves_far) their logarithms. */
typedef struct orth_moves {
    double *held, *moved, *loss, *share, *fall, *kind;
    size_t stride; /* rows at once, at least, rounded up to a multiple of 8, and 8 */
    double *prices, *weights, *inverse; /* stride n each, the first one for 1 lane only */
    double *by_weights;                 /* stride */
    double *scratch;                    /* 8 n, aligned to 64 bytes */
    bool by_lane;                       /* weights are [row][token][lane]; not with 1 lane */
} orth_moves;

/* Of one row: prices `step` apart, weights `weight_step`. */
typedef struct orth_far_move {
    double growth, loss, share; /* growth: log Z */
    bool traded;
} orth_far_move;
orth_far_move orth_moves_far(size_t n, const double *from, const double *to, size_t step,
                             const double *old, const double *next, size_t weight_step);

/* Pools side by side in one market, one schedule for all or, `by_lane`, one each. Arrays are
 * [token][lane] but for weights that are the same for all. */
typedef enum orth_pool_sum {
    ORTH_POOL_SUM_PRICE_MOVE,
    ORTH_POOL_SUM_LVR,
    ORTH_POOL_SUM_WEIGHT_LOSS,
    ORTH_POOL_SUM_ARBITRAGE_FEES,
    ORTH_POOL_SUM_NOISE_FEES,
    ORTH_POOL_SUM_PROTOCOL,
    ORTH_POOL_SUM_PROFIT,
    ORTH_POOL_SUM_COST,
    ORTH_POOL_SUM_NOISE_IMPACT,
    ORTH_POOL_SUM_NOISE_REVERSAL,
    ORTH_POOL_SUM_KL_DRIFT,
    ORTH_POOL_SUMS
} orth_pool_sum;
typedef enum orth_pools_leg {
    ORTH_POOLS_PRICES_FIRST, /* prices move, arbitrage, weights move, arbitrage */
    ORTH_POOLS_WEIGHTS_FIRST,
    ORTH_POOLS_BOTH /* both move, one arbitrage */
} orth_pools_leg;
typedef struct orth_pools_rules {
    orth_pools_leg first;
    double protocol_share; /* of each fee */
    double gas, cost;      /* an arbitrage is worth it above gas + cost (taken + paid) / 2 */
    double noise_ratio;    /* others' volume over the arbitrageur's */
} orth_pools_rules;
typedef struct orth_pools {
    size_t n, lanes; /* 1, or a multiple of 8 */
    const orth_pools_rules *rules;
    const orth_moves *moves;   /* of the blocks to come */
    bool by_lane;              /* each lane has weights of its own; not with 1 lane */
    double *reserves, *prices; /* now */
    double *weights;           /* [token] or [token][lane], now */
    double *sums, *sums_low;   /* [orth_pool_sum][lane] */
    double *rebalanced;        /* [2][lane]: the growth of a portfolio at the pool's weights */
    double *trades;            /* [lane] */
    double *values;            /* [block][lane] of a call: sum R p after each; NULL: not wanted */
    double *scratch;           /* 26 n doubles, aligned to 64 bytes */
} orth_pools;

/* Portfolios side by side that follow the same weights, or each its own, on an exchange
 * (core/pool/benchmark.c), each in its market. Values and costs are in units of the value at the
 * start. */
typedef struct orth_portfolios {
    size_t n, lanes; /* 1, or a multiple of 8 */
    bool prices_first;
    bool by_lane;            /* as of pools */
    double rate, least;      /* paid of what is sold; the least share of the value that is sold */
    double *shares, *prices; /* [token][lane], now: the composition; and what it is priced at */
    double *weights;         /* [token] or [token][lane], now */
    double *high, *low;      /* [lane]: the value */
    double *cost, *turnover, *trades; /* [lane] */
} orth_portfolios;

/* Weights row by row, of one schedule or of several side by side: sums over rows, each against the
 * row before it. */
typedef enum orth_weight_sum {
    ORTH_WEIGHT_SUM_LOSS,      /* KL(row || the row before) */
    ORTH_WEIGHT_SUM_MOVED,     /* half the sum of |changes| */
    ORTH_WEIGHT_SUM_EFFECTIVE, /* e^H, H = -sum w log w */
    ORTH_WEIGHT_SUM_ON_RAILS,  /* rows with a weight below `low` or above `high` */
    ORTH_WEIGHT_SUMS
} orth_weight_sum;
#define ORTH_WEIGHT_SUMS_ROWS 64 /* at once */
typedef struct orth_weight_sums {
    size_t n, lanes;          /* 1, or a multiple of 8 */
    const double *low, *high; /* [token] */
    double *sums, *sums_low;  /* [orth_weight_sum][lane], double-doubles */
    double *effective;        /* [lane], of the last row */
    double *least;            /* [lane]: the least weight so far, and INFINITY at first */
    double *scratch;          /* of one lane: n (ORTH_WEIGHT_SUMS_ROWS + 9), all > 0 at first */
} orth_weight_sums;

/* Walks of mispricings side by side, each of three pools on the same noise (core/cost/walk.c): the
 * first at rest, the second with the drift, the third with the opposite one. */
#define ORTH_CLAMPED_LANES 8
#define ORTH_CLAMPED_POOLS 3
#define ORTH_CLAMPED_SUMS 3 /* loss, volume, and sum w l d before each block */
typedef struct orth_clamped {
    size_t n;
    double band;
    const double *weights, *drift; /* [token][lane]; sum w d = 0 */
    double *levels;                /* [pool][token][lane], now: log of R p / w, less a mean */
    double *tops;                  /* [pool][lane], where the last trade ended */
    double *sums;                  /* [pool][sum][lane], of the blocks of the last call */
} orth_clamped;

/* A curved move of weights (core/strategy), arrays [token][lane]. Row j, divided by its sum:
 *   (a cos(j turn pi) + b sin(j turn pi))^2        where `turn` is given, one a lane,
 *   (a + j b)^inverse                              where `inverse` is not 0,
 *   a e^(j b) [+ a + j line, where that is given]  else. */
typedef struct orth_weight_curve {
    size_t n, lanes; /* 1, or a multiple of 8 */
    const double *a, *b, *line, *turn;
    double inverse;
} orth_weight_curve;

/* A compensated sum, or a double-double, of each of so many draws of periods. */
#define ORTH_DRAWN_LANES 8
typedef struct orth_drawn_sum {
    double high[ORTH_DRAWN_LANES], low[ORTH_DRAWN_LANES];
} orth_drawn_sum;
typedef struct orth_drawn_course {
    orth_drawn_sum value, drawdowns; /* now, from 1; of all period's ends so far */
    double peak[ORTH_DRAWN_LANES], deepest[ORTH_DRAWN_LANES];
} orth_drawn_course;

typedef struct orth_kernels {
    const char *name;

    /* out_i = f(in_i), at most 1 ulp from the exact value. */
    void (*exp)(size_t n, double *out, const double *in);
    void (*expm1)(size_t n, double *out, const double *in);
    void (*log)(size_t n, double *out, const double *in);
    void (*log1p)(size_t n, double *out, const double *in);

    /* Adds phi(to_i, from_i) = to_i log(to_i/from_i) - (to_i - from_i) for n elements; arguments
     * > 0. Each term within ORTH_KL_TERM_ERROR relative. */
    void (*kl)(orth_total *total, size_t n, const double *from, const double *to);
    /* Adds phi(to_i, from_i) likewise, with to_i = from_i + displacement_i >= 0. */
    void (*kl_displaced)(orth_total *total, size_t n, const double *from,
                         const double *displacement);

    /* Rows first .. first+count-1 of the geodesic, and, unless NULL, the displacements to the next
     * rows. Weights within 10 units of 2^-53 relative (6 below 8 tokens); displacements within a
     * few of a step. */
    void (*arc_rows)(double *weights, double *displacements, const orth_arc *arc,
                     const orth_arc_ends *ends, double first, size_t count);

    /* out = (left + right) * scale in double-doubles, for n pairs. */
    void (*midpoint)(size_t n, double *out_high, double *out_low, const double *left_high,
                     const double *left_low, const double *right_high, const double *right_low,
                     double scale_high, double scale_low);

    /* A node k of the resistor chain (core/path/optimum_newton.c), n tokens by `columns`:
     *   potential += current * resistance;   current[last column] += source;
     *   total = sum over tokens of (current + next_weight * potential);
     *   current -= weight * total. */
    void (*chain_node)(size_t n, size_t columns, double *potential, double *current, double *total,
                       const double *resistance, const double *weight, const double *next_weight,
                       const double *source);

    /* The backward recurrence (core/path/optimum_backward.c): adds w_i (exp(-y_i) - 1 + y_i). */
    void (*backward_total)(orth_total *total, size_t n, const double *weight, const double *y);
    /* y_out = expm1(y_next + shift) and, in place, the double-double weight divided by 1 + y_out.
     */
    void (*backward_step)(size_t n, double *y_out, double *high, double *low, const double *y_next,
                          double shift);

    /* Two uniform numbers a draw, odd multiples of 2^-53 in (0, 1), from the high 52 bits of the
     * first and of the second 64-bit word of the Philox block. */
    void (*uniforms)(size_t count, double *u, double *v, const orth_draws *draws);
    /* Two independent normal numbers a draw, by Box and Muller: sqrt(-2 log u) cos(2 pi v) and
     * ... sin(2 pi v), relative error of each at most ORTH_NORMAL_ERROR; at most 8.58 in size. */
    void (*normals)(size_t count, double *cosines, double *sines, const orth_draws *draws);
    /* One Student-t number of nu degrees of freedom a draw, times scale, by Bailey:
     * sqrt(nu (u^(-2 / nu) - 1)) cos(2 pi v). */
    void (*students)(size_t count, double *out, const orth_draws *draws, double nu, double scale);

    /* out_i = shift_i + sum over j of matrix_ij in_j, for n arrays of m elements each. */
    void (*mix)(size_t m, size_t n, double *out, const double *matrix, const double *in,
                const double *shift);
    /* Prices [row][token][lane] = start exp(x), x (n by lanes) increased row by row by returns
     * [token][row][lane]; `starts` has the shape of the prices. False where a price is not within
     * (low, high), which must hold 1. */
    bool (*price_rows)(size_t rows, size_t n, size_t lanes, double *prices, double *x,
                       const double *returns, const double *starts, double low, double high);

    /* The exact arbitrage of one pool (core/pool/arbitrage.c): its reserves `after` (which may be
     * `reserves`) and their `change`. False, and nothing written but to scratch, when there is no
     * trade. `scratch` has room for 2 n + 16 doubles. */
    bool (*arbitrage)(orth_kernel_trade *trade, double *after, double *change, double *scratch,
                      size_t n, const double *reserves, const double *weights, const double *prices,
                      const orth_kernel_fee *fee);
    /* `count` blocks with exact arbitrage: prices [block][token][lane], weights [block][token], by
     * lane [block][token][lane], or NULL where they are held, fees[block * fee_stride]. One lane
     * asks for the scalar table; the bits of a lane are those of its pool alone. */
    void (*pools)(orth_pools *pools, size_t count, const double *prices, const double *weights,
                  const orth_kernel_fee *fees, size_t fee_stride);
    /* Rows of blocks; prices [row][token][lane], weights [row][token], by lane [row][token][lane],
     * or NULL where they are held, and both as they are before the first. */
    void (*moves)(const orth_moves *moves, size_t rows, size_t n, size_t lanes,
                  const double *old_prices, const double *prices, const double *old_weights,
                  const double *weights);
    /* Rows of pools that have no fee and are at rest before and after each, with one leg, by their
     * moves; worth [lane], their value, a double-double. Reserves stay as they are. */
    void (*rest_blocks)(orth_pools *pools, size_t rows, double *worth, double *worth_low);
    /* For each row k of n: z = to / from - 1, mean = sum w z, and fall = 1 - e^-c with
     *   c = sum w (z - log(1 + z))        and, for `prices`, less mean - log(1 + mean);
     * kind is 1 where the z differ by more than ORTH_ARBITRAGE_IDLE, else 0; ORTH_REST_FAR where
     * one is not within [-1/2, 1]: the sums then lose too much (below, 1e-16 of a unit each).
     * `scratch` has room for 3 (rows n + 7) doubles. */
    void (*rest_rows)(size_t rows, size_t n, double *mean, double *fall, double *kind,
                      double *scratch, const double *weights, const double *from, const double *to,
                      bool prices);

    /* `count` blocks of the portfolios: prices and weights as those of `pools`. One lane asks for
     * the scalar table; the bits of a lane are those of its portfolio alone. */
    void (*portfolios)(orth_portfolios *portfolios, size_t count, const double *prices,
                       const double *weights);

    /* Adds `rows` rows to the sums; weights [row][token][lane], the row before them first. The bits
     * of a lane are those that it has alone. */
    void (*weight_sums)(const orth_weight_sums *sums, size_t rows, const double *weights);

    /* `count` blocks of the walks: each adds to the levels noise[token * stride + block * 8 +
     * lane], less its mean by the weights, and the drift; then the trade
     *   a_i = clamp(l_i, top - band, top) - l_i with sum w_i a_i = 0,
     * whose loss is sum w_i a_i^2 / 2 and whose volume is the sum of the w_i a_i above 0. The bits
     * of a lane depend on its own numbers alone. */
    void (*clamped)(orth_clamped *walk, size_t count, const double *noise, size_t stride);

    /* Rows of `width` weights: row r is from + (first + r) step, one FMA each. */
    void (*weight_line)(size_t rows, size_t width, double *weights, const double *from,
                        const double *step, double first);
    /* Rows first .. of a curved move. One lane asks for the scalar table; the bits of a lane are
     * those of its move alone. */
    void (*weight_curve)(const orth_weight_curve *curve, size_t rows, double *weights,
                         double first);

    /* Draws of periods side by side, values [row][ORTH_DRAWN_LANES]; the bits of a lane are those
     * that it has alone. What the periods' growths make of each value: */
    void (*drawn_gain)(orth_drawn_sum *value, size_t rows, const double *growth);
    /* the same, with peaks and drawdowns, `least`, `most` and `kept` as core/performance/stream.h
     * has them; */
    void (*drawn_course)(orth_drawn_course *course, size_t rows, const double *growth,
                         const double *least, const double *most, const double *kept);
    /* adds the terms growth - less - shift (less NULL: 1); */
    void (*drawn_sum)(orth_drawn_sum *terms, size_t rows, const double *growth, const double *less,
                      double shift);
    /* adds the squares of the same terms less their means, and of those terms below 0. */
    void (*drawn_squares)(orth_drawn_sum *squares, orth_drawn_sum *below, size_t rows,
                          const double *growth, const double *less, double shift,
                          const double *means);

    /* Adds x_t y_(t+k) for t = 0 .. n - 1, a multiple of ORTH_LAGGED_LANES, to sums[k][t mod
     * ORTH_LAGGED_LANES], k = 0 .. lags - 1, a multiple of ORTH_LAGGED_GROUP: one FMA each. */
    void (*lagged)(size_t n, size_t lags, double *sums, const double *x, const double *y);
} orth_kernels;

#define ORTH_LAGGED_LANES 8
#define ORTH_LAGGED_GROUP 5

#define ORTH_REST_FAR 2.0
#define ORTH_KL_TERM_ERROR 0x1p-48
/* In units of 2^-53: logarithm 2, half of it after the root, root 1, sine 7, product 1. */
#define ORTH_NORMAL_ERROR (10 * 0x1p-53)

/* The table in use; NULL where the processor has no FMA. */
const orth_kernels *orth_kernels_in_use(void);

/* What the choice is made from; its own function so that tests can ask for every processor. */
typedef struct orth_cpu {
    bool fma, avx2, avx512;
} orth_cpu;
const orth_kernels *orth_kernels_choose(orth_cpu cpu, const char *wanted);

extern const orth_kernels orth_kernels_avx512, orth_kernels_avx2, orth_kernels_scalar;

#endif
