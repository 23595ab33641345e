/* The fee and the noise of a scenario's pool, as orthant/cost.h asks for them. */
#ifndef ORTHANT_SCENARIO_COST_H
#define ORTHANT_SCENARIO_COST_H

#include <stdbool.h>
#include <stddef.h>

#include "orthant/api.h"
#include "orthant/cost.h"
#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How much prices move in a block.
 *
 * With scenario->price_volatility: prices are independent, that of token i has the variance
 * v_i^2 h, with v_i the token's volatility a year and h the length of a block in years; no market
 * is looked at but for the length of its blocks, and a note tells that one was replaced. A block
 * lasts as long as the market's model says,
 * else /chain/block_time, else 12 s, and a note tells the last.
 * Else by the market: orth_market_covariance_of_diffusion, of the simulation's blocks; a note tells
 * that jumps are left out. Reads the market's data, if it has any. */
#define ORTH_PRICE_NOISE_NOTES 2
#define ORTH_PRICE_NOISE_NOTE_MAX 200
typedef struct orth_price_noise {
    double *covariance;   /* [n][n] of a block's log-returns; NULL where no two tokens' relative
                             price is noisy, and where there are more than ORTH_COST_TOKENS_MAX */
    double block_seconds; /* 0 where nothing says it */
    size_t note_count;
    char notes[ORTH_PRICE_NOISE_NOTES][ORTH_PRICE_NOISE_NOTE_MAX]; /* what was assumed */
} orth_price_noise;

/* Errors are those of orth_market_create; ORTH_NO_MEMORY. Nothing to be cleared on failure. */
ORTH_API orth_status orth_price_noise_of(orth_price_noise *noise, const orth_scenario *scenario,
                                         orth_error *error);
ORTH_API void orth_price_noise_clear(orth_price_noise *noise);

/* What the scenario's arbitrage, where it is not perfect, makes of a move's cost and of LVR: its
 * presence, sizing and active share through orth_cost_factors_of, which is not valid, and says why,
 * with the scenario's fee, gas, cost, or an order of two legs. */
ORTH_API orth_cost_factors orth_scenario_factors(const orth_scenario *scenario);
/* What is to be said of a result that counts perfect arbitrage where the scenario's is not, in
 * `text`, which is returned; "" where it is perfect. `moves`: the result is what a move costs, for
 * which the factor is said where it is known. */
#define ORTH_ARBITRAGE_NOTE_MAX 200
ORTH_API const char *orth_scenario_arbitrage_note(const orth_scenario *scenario, bool moves,
                                                  char text[ORTH_ARBITRAGE_NOTE_MAX]);
/* What is to be said of a result that leaves out others' trades though the scenario has them; NULL
 * where it has none. A constant text. */
ORTH_API const char *orth_scenario_noise_note(const orth_scenario *scenario);

/* Fee and noise together, for any number of paths of the scenario.
 *
 * orthant/cost.h knows one fee, one block a step and a pool that keeps the whole fee. Of a scenario
 * that has something else `unfit` says in one sentence what was counted instead:
 *   a fee schedule      the greater of its two fees, all the way;
 *   blocks_per_step     one arbitrage a step, which sees the noise of all its blocks, while the
 *                       pool trades in each: where it was simulated (2 to 100 blocks a step, fees
 *                       from 2 to 20 sigma) 1.1 to 16 times too dear, never too cheap;
 *   order other than together    one arbitrage a block that sees new prices and new weights;
 *   market.blocks_per_row above 1    noise of the same variance in every block, where prices jump
 *                       once in so many and stand still between; not with price_volatility;
 *   protocol_share      the whole fee for the pool: less than it loses;
 *   arbitrage.cost      none: the pool loses more and trades less;
 *   presence, sizing, active_share below 1    perfect arbitrage (orth_scenario_factors).
 * Gas and others' trades are left out without a word: they are no part of this cost. */
#define ORTH_SCENARIO_COST_UNFIT_MAX 320
typedef struct orth_scenario_cost {
    double fee;             /* that is counted; 0 without */
    orth_price_noise noise; /* not looked for, and empty but for a note, without a fee */
    orth_cost_terms *terms; /* of a step; NULL without a fee or without noise */
    char unfit[ORTH_SCENARIO_COST_UNFIT_MAX]; /* "" where the figures hold */
} orth_scenario_cost;

/* Errors are those of orth_price_noise_of. *cost is NULL on failure. */
ORTH_API orth_status orth_scenario_cost_create(orth_scenario_cost **cost,
                                               const orth_scenario *scenario, orth_error *error);
ORTH_API void orth_scenario_cost_free(orth_scenario_cost *cost); /* NULL is fine */

/* orth_cost_of_path with its terms, which must be there, and not valid where `unfit` says so;
 * cost->why may then point into `of`, which must live as long. */
ORTH_API orth_status orth_scenario_cost_of_path(orth_cost *cost, orth_path *path,
                                                const orth_scenario_cost *of,
                                                const orth_cost_options *options,
                                                orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
