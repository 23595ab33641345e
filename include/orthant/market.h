/* Markets: n tokens' prices block by block, from files or from a model, one price path a number.
 *
 * A market is made once from a specification and then only read, by any number of threads. A walk
 * is one thread's place in it: it goes along `lanes` price paths at once. Every random number is
 * Philox4x32-10 (Random123) of the key `seed` and a counter of path, block and use, so a path
 * depends on neither its lane, nor how many rows were asked for at a time, nor the instruction
 * set: path 7 walked alone has the bits that it has among thousands.
 *
 * Units: time in years of 365.25 days where a rate is "a year"; a block lasts `block_seconds`.
 */
#ifndef ORTHANT_MARKET_H
#define ORTHANT_MARKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/limits.h"
#include "orthant/price_store.h"
#include "orthant/prices.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ORTH_YEAR_SECONDS 31557600.0 /* 365.25 days */
#define ORTH_MARKET_LANES_MAX 64
#define ORTH_MARKET_ENDLESS UINT64_MAX

/* A parameter of a model: a name of the table below, and as many numbers as stand there, one (1),
 * one for each token (n) or a table (n x n). Values that are NULL stand for the default. */
typedef struct orth_market_parameter {
    const char *name;
    const double *values;
} orth_market_parameter;
#define ORTH_MARKET_PARAMETERS_MAX 16

/* What a market is made from. All zero but `model`, `n` and `tokens` is a constant market. Arrays
 * are copied. NULL arrays stand for the default in brackets. */
typedef struct orth_market_spec {
    const char *model; /* a name of orth_market_models() */
    size_t n;
    const char *const *tokens;
    const double *prices;  /* n at block 0, in the numeraire [1]; of a bootstrap [the data's first
                              row]; not with panel and files */
    const char *numeraire; /* the token that is priced 1 where data has no column for it [none] */

    const char *file;             /* panel, bootstrap: a wide panel */
    orth_price_file panel;        /* how it is read; its `token` and `file` play no part */
    size_t file_count;            /* files, bootstrap: */
    const orth_price_file *files; /* one for each token but the numeraire */
    int64_t from, to;             /* of files and panels, as in orth_price_request */
    orth_span every;
    uint64_t blocks_per_row; /* panel, files [1] */
    /* bootstrap, of dated rows: returns over gaps, steps of rows more than half as long again as
     * their median, are not drawn, and what follows one follows the row before [they are drawn as
     * one block's] */
    bool leave_gaps_out;
    bool digest;
    /* panel, bootstrap: rows in memory (orth_prices_borrow), of the same n tokens in order, in
     * place of files; from, to, every and blocks_per_row mean what they mean for a file of these
     * rows. It must outlive the market, which copies rows only for `every` and for blocks_per_row
     * above 1 [files] */
    const orth_prices *table;
    /* Where tables of files are read and shared; it must outlive the market [read for it alone] */
    orth_price_store *store;

    uint64_t seed;
    double block_seconds; /* gbm, merton, garch: > 0, at most a year */
    /* Of the model, in any order, each once; the first without a name ends them. */
    orth_market_parameter parameters[ORTH_MARKET_PARAMETERS_MAX];
} orth_market_spec;

/*  model      parameter
 *  gbm, merton, garch:
 *             drift           n, a year [0]: E p_T = p_0 exp(drift T), for garch with normal
 *                             innovations (see below)
 *             volatility      n, a year [0]
 *             correlation     n x n of the log-returns [identity], positive semi-definite
 *  merton     jump_rate       n, jumps a year [0]; rate * block at most ORTH_JUMPS_PER_BLOCK_MAX
 *             jump_mean       n, mean of a jump of log p [0]
 *             jump_deviation  n, its standard deviation [0]
 *  garch      garch_alpha     n, >= 0 [0]
 *             garch_beta      n, >= 0, alpha + beta < 1 [0]
 *             garch_nu        n, degrees of freedom > 2; INFINITY: normal [INFINITY]
 *  bootstrap  mean_length     1, mean number of rows that stay together, >= 1
 */

/*  name       price paths, with r_k = log(p_k / p_{k-1}) and h the length of a block in years
 *  constant   the start prices for ever
 *  panel      the rows of one file `time,TOKEN,...`, a row for each block
 *  files      the rows of several files, joined on time by last value
 *  gbm        r = (drift - volatility^2 / 2) h + volatility sqrt(h) z,  z normal, correlated
 *  merton     r = gbm + sum of Poisson(rate h) jumps N(mean, deviation^2) - rate h k, with
 *             k = exp(mean + deviation^2 / 2) - 1; each token jumps on its own
 *             (R. C. Merton, J. Financial Economics 3, 1976)
 *  garch      r = drift h - s / 2 + sqrt(s) z;  s' = omega + alpha s z^2 + beta s, omega =
 *             (1 - alpha - beta) volatility^2 h, s_1 = volatility^2 h;  z = A t with A A' =
 *             correlation and t independent Student-t of `nu` degrees divided by its deviation
 *             (T. Bollerslev, 1987; variates by R. W. Bailey, Math. Comp. 62, 1994). Where a token
 *             is correlated, its z is thus a mixture of several t, of variance 1. Where all that z
 *             is made of is normal, E exp(sqrt(s) z - s / 2) = 1 block by block, and E p_T is
 *             p_0 exp(drift T) exactly. Of a Student-t number E exp does not exist: there -s / 2 is
 *             an approximation, what would be right if z were normal. The mean of log(p_T / p_0) is
 *             (drift - volatility^2 / 2) T for any nu
 *  bootstrap  rows of log-returns of the data, all tokens together: with probability
 *             1 / mean_length a row drawn evenly, else the one that follows, the first after the
 *             last (D. N. Politis, J. P. Romano, J. ASA 89, 1994)
 */
typedef struct orth_market_model {
    const char *name;
    const char *summary; /* one line */
} orth_market_model;

/* The models in the order above; ends with a NULL pointer. */
ORTH_API const orth_market_model *const *orth_market_models(void);

typedef struct orth_market orth_market;

/* ORTH_BAD_INPUT for a model or a parameter that there is not, or a parameter given twice, with the
 * names that are permitted; ORTH_DOMAIN for a number of the specification outside its range, with
 * its name, token, value and range; ORTH_BAD_INPUT and ORTH_IO for files, with file, row, value and
 * range. *market is NULL on failure. Memory: O(n^2), and O(n rows) with files. */
ORTH_API orth_status orth_market_create(orth_market **market, const orth_market_spec *spec,
                                        orth_error *error);
ORTH_API void orth_market_free(orth_market *market); /* NULL is fine */

ORTH_API size_t orth_market_tokens(const orth_market *market);  /* n */
ORTH_API bool orth_market_is_random(const orth_market *market); /* whether paths differ */
/* Blocks after row 0: one less than the rows of a panel; ORTH_MARKET_ENDLESS for the others. */
ORTH_API uint64_t orth_market_blocks(const orth_market *market);
/* Whether prices move at all: false for a constant market only. */
ORTH_API bool orth_market_moves(const orth_market *market);
/* Covariance (n x n, the caller's) of log(p_k / p_{k-1}) over a block. By the model: of gbm and
 * merton what their parameters say; of garch that of its mean variances; of panel and files the
 * mean products of the first `blocks` blocks' log-returns (0: all), of bootstrap those of all rows,
 * trends counted; of constant 0. ORTH_NO_MEMORY. */
ORTH_API orth_status orth_market_covariance(const orth_market *market, uint64_t blocks,
                                            double *covariance, orth_error *error);
/* The same without the jumps of prices, which are not the noise of a block; *jumps says whether
 * there are any. */
ORTH_API orth_status orth_market_covariance_of_diffusion(const orth_market *market, uint64_t blocks,
                                                         double *covariance, bool *jumps,
                                                         orth_error *error);
/* Time of each row in microseconds since 1970-01-01 UTC, of each block where a row lasts several;
 * NULL but for panel and files. */
ORTH_API const int64_t *orth_market_times(const orth_market *market);
/* Seconds of a block: the model's, or of files with dates the mean step of their rows; 0 where
 * neither says it. */
ORTH_API double orth_market_block_seconds(const orth_market *market);
/* False where the rows of a panel are counted and have no dates. */
ORTH_API bool orth_market_dated(const orth_market *market);
/* What was read of each file. */
ORTH_API size_t orth_market_source_count(const orth_market *market);
ORTH_API const orth_price_source *orth_market_source(const orth_market *market, size_t i);
/* What was found on reading files (values filled, gaps, duplicates), and which token is priced 1
 * without data; one line each. */
ORTH_API size_t orth_market_note_count(const orth_market *market);
ORTH_API const char *orth_market_note(const orth_market *market, size_t i);

typedef struct orth_market_walk orth_market_walk;

/* A walk of 1 .. ORTH_MARKET_LANES_MAX paths at once; starts at path 0. Memory O(n lanes). The
 * market must live as long. *walk is NULL on failure (ORTH_NO_MEMORY). */
ORTH_API orth_status orth_market_walk_create(orth_market_walk **walk, const orth_market *market,
                                             size_t lanes, orth_error *error);
ORTH_API void orth_market_walk_free(orth_market_walk *walk); /* NULL is fine */

/* Back to row 0 of the paths first_path .. first_path + lanes - 1. Allocates nothing. */
ORTH_API void orth_market_walk_start(orth_market_walk *walk, uint64_t first_path);

/* The next rows in memory of the walk's own, [row][token][lane], row 0 the start: *prices, and
 * *log_returns, unless NULL, log(p_k / p_{k-1}) as the model drew them (row 0: zeros). *count gets
 * their number, 1 .. `most` (most >= 1), for the caller to go through before the next call. Prices
 * are in [ORTH_PRICE_MIN, ORTH_PRICE_MAX]; ORTH_DOMAIN with path, block and token where one would
 * leave it, and when a panel has no more rows (ask orth_market_blocks first). Allocates nothing. */
ORTH_API orth_status orth_market_walk_next(orth_market_walk *walk, size_t most, size_t *count,
                                           const double **prices, const double **log_returns,
                                           orth_error *error);

/* Copies the next rows, exactly `count` of them, with the errors of orth_market_walk_next; prices
 * or log_returns may be NULL. */
ORTH_API orth_status orth_market_walk_fill(orth_market_walk *walk, size_t count, double *prices,
                                           double *log_returns, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
