/* Whether a schedule is safe against whoever builds several blocks in a row.
 *
 * He pushes the pool's price away in one block (the first leg), lets the weights move while nobody
 * else can trade, and trades back n blocks later (the second leg). Without a fee that pays, however
 * small the move; a fee makes it cost something, so that moves below a threshold are safe from an
 * attacker of bounded capital. No fee is safe from unlimited capital.
 *
 * The pool has value 1 and rests at weights u at prices that are 1 and stay so: it holds R_i = u_i.
 * (What a pool that is elsewhere in its fee's band adds is at most of the order of the band's
 * square, and not modelled.) keep = 1 - fee, band b = -log keep.
 *
 * First leg. A displacement is n logs a_i of effective reserves (those that take part), with
 * sum u_i a_i = 0: where a_i > 0 he puts u_i (e^(a_i) - 1) / keep in, all of which the pool keeps,
 * and where a_i < 0 he takes u_i (1 - e^(a_i)) out. His capital is the sum of what he puts in.
 * Second leg. The weights are v; he makes the trade of greatest profit in all tokens at once
 * (orth_arbitrage_exact). His profit, the extraction, is what he took out less what he put in
 * over both legs, as a part of the pool's value. The second leg is not bounded by his capital. What
 * he might earn by honest arbitrage in between, anybody would, and is not counted.
 * Honest is the extraction of a = 0: what the second leg alone takes. A window, n blocks from
 * block k on, is unsafe if some a within his means takes more than honest + ORTH_SAFETY_EXCESS.
 *
 * To first order in the fee and in d = v - u, what an attack gains over honest arbitrage is
 *     - sum d_i a_i - sum b_i u_i (1 - e^-|a_i|),
 * where b_i is the first leg's band for a_i > 0 and the second's for a_i < 0.
 *
 * Weights are points of the simplex (orthant/simplex.h); they are divided by their sums. Results
 * are the same bits on any number of threads.
 */
#ifndef ORTHANT_SAFETY_H
#define ORTHANT_SAFETY_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What counts as more than honest arbitrage, in parts of the pool's value. */
#define ORTH_SAFETY_EXCESS 1e-12
/* An attacker's capital, in parts of the pool's value; above 0. */
#define ORTH_SAFETY_CAPITAL_MAX 1000000
/* Tokens of a pool; each contract that takes them has fewer. */
#define ORTH_SAFETY_TOKENS_MAX 64

typedef struct orth_safety_attacker {
    double capital; /* the most that he puts in on the first leg, fee included */
    /* 0: none. Else what takes part of each token's first leg is at most this part of its reserve:
     * log(1 - swap_limit) <= a_i <= log(1 + swap_limit); below 1. It bounds one displacement, made
     * by one swap a token; several swaps in a block go around it. */
    double swap_limit;
} orth_safety_attacker;

/* ---- one window */

/* The fees of the two legs, each in [0, 1): a fee may change on the way. */
typedef struct orth_safety_move {
    size_t n;             /* tokens, 2 .. ORTH_SAFETY_TOKENS_MAX */
    const double *from;   /* u */
    const double *to;     /* v */
    double fee, fee_back; /* of the first and of the second leg */
} orth_safety_move;

typedef struct orth_safety_attack {
    double extraction; /* profit of both legs */
    double honest;     /* that of the second leg without a first one */
    double excess;     /* extraction - honest, without their cancellation where it is 0 */
    double capital;    /* put in on the first leg, fee included */
} orth_safety_attack;

/* The attack by a given displacement, exactly: absolute error of extraction and excess at most
 * ORTH_SAFETY_ERROR (1 + capital). `displacement` may miss sum u_i a_i = 0 by rounding only; it is
 * shifted by a constant onto it. ORTH_DOMAIN for weights, fees or displacements that are not
 * permitted (|a_i| at most ORTH_SAFETY_DISPLACEMENT_MAX). */
#define ORTH_SAFETY_ERROR 1e-14
#define ORTH_SAFETY_DISPLACEMENT_MAX 600
ORTH_API orth_status orth_safety_attack_by(orth_safety_attack *attack, const orth_safety_move *move,
                                           const double *displacement, orth_error *error);

/* The best attack within his means; a = 0, and an excess of 0, where none gains more than honest
 * arbitrage. `displacement` (n of them; NULL is fine) gets it. Two tokens: the gain is convex in
 * the displacement but for the second order, so that an end of what he can reach is best; the
 * inside is searched all the same. More: for each token that goes out, and each set of those that
 * come in, the first order's best split of the capital; then a local search on the exact profit.
 * ORTH_DOMAIN. */
ORTH_API orth_status orth_safety_best_attack(orth_safety_attack *attack, double *displacement,
                                             const orth_safety_move *move,
                                             const orth_safety_attacker *attacker,
                                             orth_error *error);

/* To first order: the greatest gain over honest arbitrage (0 where none pays), and the least band
 * of both legs, -log(1 - fee), for which none does. Two tokens: the band is m / (M*(q) / b) with
 * m = (v_1 - u_1) / (u_1 u_2), which is the change of log(w_1 / w_2) but for its second order, and
 * exact where that matters; q is the displacement that his means reach. ORTH_DOMAIN. */
typedef struct orth_safety_first_order {
    double gain;
    double band;
} orth_safety_first_order;
ORTH_API orth_status orth_safety_first_order_of(orth_safety_first_order *result,
                                                const orth_safety_move *move,
                                                const orth_safety_attacker *attacker,
                                                orth_error *error);

/* Two tokens of weights w and 1 - w, a displacement q of the log of token 1's price (q > 0: token 2
 * in, a = (-(1 - w) q, w q); q < 0: token 1 in). M*(q) / b, the first order's largest safe change
 * of log(w_1 / w_2) in bands:
 *     [(1 - w) (1 - e^(-w |q|)) + w (1 - e^(-(1-w) |q|))] / (w (1 - w) |q|),      2 at q = 0.
 * And the capital for q: (1 - w) (e^(w q) - 1) / keep for q > 0, w (e^(-(1-w) q) - 1) / keep
 * below; and the q of a capital, its inverse, of the sign of `way`. 0 < w < 1. Relative error
 * 1e-14. */
ORTH_API double orth_safety_threshold(double weight, double q);
ORTH_API double orth_safety_capital(double weight, double q, double fee);
ORTH_API double orth_safety_displacement(double weight, double capital, double fee, int way);

/* ---- the windows of a schedule */

typedef struct orth_safety_question {
    size_t n;           /* tokens */
    size_t blocks;      /* of the move, from 1: the weights of blocks 0 .. blocks */
    const double *rows; /* [blocks + 1][n] */
    double fee;         /* in [0, 1) */
    const double *fees; /* NULL, or [blocks + 1], in place of `fee`: that of each block */
    size_t window;      /* blocks that the attacker has in a row, 1 .. blocks */
    orth_safety_attacker attacker;
    bool want_fee, want_speed; /* whether the figures of those names are to be found; each takes
                                  some time of its own */
    unsigned threads;          /* 0: one a processor */
} orth_safety_question;

/* A window: the first leg in block first_block, the second `blocks` blocks later. */
typedef struct orth_safety_window {
    size_t first_block, blocks;
    orth_safety_attack attack; /* the best one */
    double band;               /* the least of both legs for which it is safe, to first order */
} orth_safety_window;

typedef struct orth_safety {
    size_t n, blocks, window;
    bool safe; /* every window of at most `window` blocks is */
    /* The window of the greatest excess; where all are safe, that of the greatest `band` over the
     * fee's. */
    orth_safety_window worst;
    double *displacement; /* [n], of the worst window's best attack */

    /* The most blocks for which every window of so many or fewer is safe: `window` where all are,
     * which is to be read as "at least". least_safe_at: the first block of the first window of one
     * block more that is unsafe (0 where there is none). */
    size_t least_safe_blocks, least_safe_at;
    /* [blocks]: the same for the windows that begin at block k: at most min(window, blocks - k),
     * where it is "at least". */
    size_t *safe_blocks;
    /* [blocks]: of the windows that begin at block k the one of the greatest excess, or of the
     * greatest `band` where all are safe. */
    orth_safety_window *windows;

    /* The least fee, of both legs, from which on every window is safe: exactly, to 1e-9 of it (at
     * the upper side, so that it is safe itself). 0 of a schedule that never moves,
     * ORTH_PART_MIN or less where any fee will do, infinite where even ORTH_SAFETY_FEE_MAX will
     * not. NaN unless wanted. */
    double least_fee;
    /* The factor by which the schedule may be speeded at its fee (below 1: must be slowed): windows
     * of the speeded schedule are windows of so many times their blocks of this one. L / window,
     * where L is the greatest length, not whole in general, for which every window from a block on
     * of at most that length is safe, and that of this length that ends in a block; weights (and
     * fees) between blocks are interpolated linearly.
     * To 1e-9 of it, at the lower side. Infinite where the whole move may be one jump, 0 without a
     * fee. NaN unless wanted. */
    double largest_speed;
} orth_safety;
#define ORTH_SAFETY_FEE_MAX 0.999

/* A fee of 0 is not safe in any window whose weights move, however little that gains. ORTH_DOMAIN
 * for weights and fees (naming block and token), ORTH_BAD_INPUT for counts and the attacker's means
 * (naming the range), ORTH_NO_MEMORY. *result is NULL on failure.
 * What an attack takes is exact. Verdicts are exact wherever the first order is within 5 % (and a
 * quarter of the fee's band) of the threshold; beyond that the first order decides. Of two tokens
 * every window's attack is the best one; of more those of the 20 worst windows and of windows near
 * the threshold are, while others may miss some 1e-4 of it, and which window of a block is the
 * worst is decided by the first order.
 * O(blocks window n^2) time, O(blocks n) memory. */
ORTH_API orth_status orth_safety_of(orth_safety **result, const orth_safety_question *question,
                                    orth_error *error);
ORTH_API void orth_safety_free(orth_safety *safety); /* NULL is fine */

/* The probability that one who builds a share `stake` of the blocks builds the next n: stake^n. */
ORTH_API double orth_safety_probability(double stake, size_t n);

#ifdef __cplusplus
}
#endif
#endif
