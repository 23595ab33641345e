/* What a sale raises: a scenario with the key "launch", run for each of its paths and numbers of
 * steps (a step is a block, or blocks_per_step of them) and for each setting asked for, on the same
 * price paths with the same buyers.
 *
 * A price path's figures go to a slot of its own and are summed in order of the paths: the result
 * has the same bits for any number of threads. */
#ifndef ORTHANT_LAUNCH_H
#define ORTHANT_LAUNCH_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/price_store.h"
#include "orthant/scenario.h"
#include "orthant/statistics.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of one sale on one price path. Money is in the scenario's unit, valued when it is paid where the
 * reserve has a price of its own; tokens are whole ones. p is the price inside the pool, fee apart,
 * of one T in the unit; g = 1 - fee; V the value of one T that all know. */
typedef enum orth_launch_figure {
    ORTH_LAUNCH_RAISED,        /* paid by buyers, fee included, less what sellers took */
    ORTH_LAUNCH_SOLD,          /* T out less T back */
    ORTH_LAUNCH_SHARE_LEFT,    /* T in the pool at the end, over that at the start */
    ORTH_LAUNCH_AVERAGE_PRICE, /* paid by buyers over what they got; none where nobody buys */
    ORTH_LAUNCH_LAST_PRICE,    /* p after the last block */
    ORTH_LAUNCH_LAST_TO_VALUE, /* the same over V of that block; none where no value is known */
    ORTH_LAUNCH_HIGHEST_PRICE, /* p / g right after a buy, the highest; none without a buy */
    ORTH_LAUNCH_FIRST_BLOCK,   /* with a buy, from 1; none without */
    /* Of the average prices that buyers paid, weighted by the tokens that they got: half the mean
     * of |a - b| over all pairs of tokens, over the mean; none without a buy. Of `value` and
     * `trades` each block's buys together are one buyer. */
    ORTH_LAUNCH_GINI,
    /* How far the price is from stable: the root mean square, over the blocks from the first buy
     * to the last block, of log(p / average_price); none without a buy. */
    ORTH_LAUNCH_PRICE_DEVIATION,
    /* Of `buyers`: of the budgets of those who bought, what the price kept them from spending; the
     * budgets of those who never found a price below their own are not in it. 0 for others. */
    ORTH_LAUNCH_UNFILLED,
    ORTH_LAUNCH_FEES,     /* of buys and sales, the protocol's share and all; of a sale in T,
                             at the price got for the rest of it */
    ORTH_LAUNCH_PROTOCOL, /* that share */
    ORTH_LAUNCH_BUYERS,   /* how many bought, without the sniper; blocks with a buy for `value` */
    /* 0 without a sniper; with one the profit counts tokens that he keeps at the last price. */
    ORTH_LAUNCH_SNIPER_SPENT,
    ORTH_LAUNCH_SNIPER_TOKENS,
    ORTH_LAUNCH_SNIPER_PROFIT,
    ORTH_LAUNCH_FIGURES
} orth_launch_figure;

/* "raised", "sold", "share_left", "average_price", "last_price", "last_to_value", "highest_price",
 * "first_block", "gini", "price_deviation", "unfilled", "fees", "protocol", "buyers",
 * "sniper_spent", "sniper_tokens", "sniper_profit". */
ORTH_API const char *orth_launch_figure_name(orth_launch_figure figure);
/* Whether it is a number of blocks or of buyers. */
ORTH_API bool orth_launch_figure_is_count(orth_launch_figure figure);
/* Whether launches of the scenario have it: those of the sniper with a sniper alone, unfilled with
 * `buyers` alone. The others are 0 on every price path. */
ORTH_API bool orth_launch_figure_is_there(orth_launch_figure figure, const orth_scenario *scenario);

/* Blocks of the curves that JSON and pictures have. */
#define ORTH_LAUNCH_CURVE_BLOCKS 241

typedef struct orth_launch_options {
    unsigned threads; /* 0: as many as processors; results do not depend on them */
    size_t recorded;  /* blocks of the curves, evenly spread, both ends; 0: none; else >= 2 */
    /* NULL, or not 0: stop; price paths that are not done are dropped, those before them are the
     * result. */
    const volatile sig_atomic_t *stop;
    /* After each chunk of price paths, in the calling thread; may be NULL. */
    void (*progress)(uint64_t done, uint64_t all, void *context);
    void *context;
    orth_price_store *store; /* NULL: files are read anew */
    /* NULL: sales in doubles. "v2", "v3", "v4" or "fixed-price": the same demand against the
     * integers of that contract (orthant/sale_contract.h), 6 to 20 times as slow;
     * `linear` paths only, in steps of one block. */
    const char *contract;
} orth_launch_options;

/* Shares of the tokens sold that the curve `paid` has: 0, 1/20, ..., 1, cheapest first. */
#define ORTH_LAUNCH_SHARES 21

typedef struct orth_launch_result {
    const char *path; /* the scenario's */
    uint64_t steps;
    double days;                         /* steps in days of 86,400 s */
    double start_weight, end_weight;     /* of T */
    double swap_fee;                     /* of block 0, where it falls */
    double *values[ORTH_LAUNCH_FIGURES]; /* [price path]; NaN: none on that one */
    /* Under `value` with a constant V, no fee, weights of T that never rise and nobody else who
     * buys: what all blocks together raise in the limit of ever shorter blocks, whatever path and
     * length (orth_sale_limit_of). NaN else. */
    double limit_raised, limit_sold;
    /* Curves at `recorded` blocks (fewer where the sale has fewer): the pool's price, money raised
     * so far: each the mean, 5 % and 95 % over price paths; and the price if nobody buys. All are
     * NULL with 0. Prices of the reserve count as they are at the block on the price path; in
     * no_buyer as at block 0. */
    size_t recorded;
    uint64_t *blocks; /* from 0 */
    double *no_buyer;
    double *price[3], *raised[3];
    /* Who paid what: the price at which a share of the tokens was bought, in the mean over price
     * paths on which somebody bought; ORTH_LAUNCH_SHARES of them; NULL without curves, NaN where
     * nobody bought on any. */
    double *paid;
} orth_launch_result;

typedef struct orth_launch {
    const orth_scenario *scenario; /* must outlive it */
    uint64_t price_paths;          /* that were run; 1 where nothing is random */
    bool random;                   /* price paths differ, by the market or by buyers */
    bool partial;                  /* stopped by options->stop */
    size_t count;
    orth_launch_result *results; /* settings outermost, then steps, then paths */
    size_t note_count;
    char **notes; /* what was assumed and what does not matter, one line each */
} orth_launch;

/* Settings in place of those of the scenario, every one with every other, in this order, the first
 * outermost: empty lists keep its own. Numbers are decimals or fractions, as text. Weights are of
 * T; days take the place of the scenario's steps: round(days of 86,400 s / (block x
 * blocks_per_step)) of them; a fee is constant and takes the place of one that falls. */
typedef struct orth_launch_settings {
    size_t start_weight_count, end_weight_count, day_count, fee_count;
    const char *const *start_weights, *const *end_weights, *const *days, *const *fees;
} orth_launch_settings;

/* `settings` may be NULL. ORTH_BAD_INPUT with place, value and range, also for a scenario without
 * "launch"; of a setting the place is the command's option, "--days".
 * ORTH_DOMAIN where prices or amounts leave the range of doubles; ORTH_INTERRUPTED where it is
 * stopped before a price path of all is done. *launch is NULL on failure. */
ORTH_API orth_status orth_launch_run(orth_launch **launch, const orth_scenario *scenario,
                                     const orth_launch_settings *settings,
                                     const orth_launch_options *how, orth_error *error);
ORTH_API void orth_launch_free(orth_launch *launch); /* NULL is fine */

/* Of one figure; `none` is on how many price paths there is no such value: they are left out, and
 * where all are the estimate is NaN throughout. */
typedef struct orth_launch_estimate {
    orth_estimate estimate;
    uint64_t none;
} orth_launch_estimate;
/* ORTH_NO_MEMORY. */
ORTH_API orth_status orth_launch_estimate_of(orth_launch_estimate *out, const orth_launch *launch,
                                             size_t result, orth_launch_figure figure,
                                             orth_error *error);
/* Of results of two launches, a's less b's, price path by price path as far as both have them: of
 * one in a contract's integers less the same in doubles, say. Both are of the same scenario. */
ORTH_API orth_status orth_launch_between(orth_launch_estimate *out, const orth_launch *a,
                                         size_t result_a, const orth_launch *b, size_t result_b,
                                         orth_launch_figure figure, orth_error *error);
/* Of result - other, price path by price path; those on which either has none are left out. */
ORTH_API orth_status orth_launch_difference(orth_launch_estimate *out, const orth_launch *launch,
                                            size_t result, size_t other, orth_launch_figure figure,
                                            orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
