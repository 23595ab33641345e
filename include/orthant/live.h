/* A pool's log read back: what arbitrageurs did with it, against the best that they could do.
 *
 * The log is a CSV file with a header and a row a block, the state at the block's end:
 *   block              a whole number that rises (or block_number); without it
 *   time               (or timestamp) ISO 8601 or a number since 1970: blocks are counted by it, if
 *                      the length of a block is given, or rows count as blocks
 *   weight TOKEN, price TOKEN, reserve TOKEN   of each token, in any order; all above 0; weights in
 *                      any unit, % too; weight_TOKEN and so on
 *   fee                optional (or swap_fee): the swap fee of the block, from 0 to below 1
 *   flow               optional: any figure that changes in a block in which others traded
 *   path, steps, strategy   optional: which of several logs in one file the row belongs to
 * Cells are separated by commas, semicolons, tabs or |, whichever the header has most of; numbers
 * may have a decimal comma where it does not separate. gzip, zip and UTF-16 are unpacked.
 * Columns of other names are passed over and noted. What `orthant simulate --record every=1` writes
 * is such a log. Weights are used divided by their sum.
 *
 * Block k is taken as the order `together` of orthant/run.h has it: prices and weights of row k
 * meet the reserves of row k - 1, and the best trade (orthant/arbitrage.h, all tokens at once) is
 * looked for there. With y_i the log by which what takes part of reserve i really changed and x_i
 * the same of the best trade, y = alpha x of an arbitrageur of sizing alpha. A pool of which a
 * share lambda is active looks, to first order, like sizing alpha lambda: a log does not tell them
 * apart.
 */
#ifndef ORTHANT_LIVE_H
#define ORTHANT_LIVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/arbitrage.h"
#include "orthant/benchmark.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Arrays are [row][token]. */
typedef struct orth_live_log {
    char *file;
    size_t n, rows; /* n >= 2, rows >= 2 */
    char **tokens;
    uint64_t *blocks; /* rising; of `before` one more than rows */
    int64_t *times;   /* [row], microseconds since 1970; NULL: not known */
    double *weights, *prices, *reserves;
    double *fees;                            /* [row]; NULL: no such column */
    bool *others;                            /* [row]: others traded there; NULL: not known */
    bool only_traded, before, reserves_said; /* as orth_live_pick has it */
    size_t note_count;
    char **notes;
} orth_live_log;

/* What reserves of a row are: those after the trades of its block, as if UNSAID, or before them, as
 * where somebody reads the state first. Read as BEFORE, the reserves of each row are moved to the
 * row before it, and the last row is dropped. */
typedef enum orth_live_reserves {
    ORTH_LIVE_RESERVES_UNSAID,
    ORTH_LIVE_RESERVES_AFTER,
    ORTH_LIVE_RESERVES_BEFORE
} orth_live_reserves;

/* Which log of a file with several, by what its columns path (or strategy) and steps say, NULL for
 * any, which is right where it leaves one; and how its rows are meant. */
typedef struct orth_live_pick {
    const char *path, *steps;
    orth_live_reserves reserves;
    bool only_traded;     /* in blocks that have no row nobody traded */
    double block_seconds; /* of a log of times alone; 0: a row is a block */
} orth_live_pick;

/* Reads a file ("-": standard input), or a text with `file` as its name in messages. ORTH_BAD_INPUT
 * with file, line, column, value and what is permitted: a column that is missing or stands twice, a
 * token without one of its three columns, an empty or unreadable number, one outside its range (a
 * weight below 1e-18 of all, a reserve worth less than 1e-100 or more than 1e100), a
 * block that does not rise, fewer than ORTH_LIVE_ROWS_MIN rows, several logs where `pick` leaves
 * more than one. *log is NULL on failure. */
#define ORTH_LIVE_ROWS_MIN 2
#define ORTH_LIVE_TOKENS_MAX 64
ORTH_API orth_status orth_live_log_read(orth_live_log **log, const char *file,
                                        const orth_live_pick *pick, orth_error *error);
ORTH_API orth_status orth_live_log_parse(orth_live_log **log, const char *text, size_t length,
                                         const char *file, const orth_live_pick *pick,
                                         orth_error *error);
ORTH_API void orth_live_log_free(orth_live_log *log); /* NULL is fine */

/* Trades beside a log: a CSV file of the columns block or time, token_in, amount_in, token_out,
 * amount_out, and perhaps kind (arbitrage or other), a row a trade, in any order. A time belongs to
 * the first row at or after it. Without a kind a trade that gains at the prices of its row is taken
 * as arbitrage. Blocks in which others traded, or reserves changed without a trade in the file, are
 * marked in log->others. ORTH_BAD_INPUT with file, line, column, value and what is permitted, and
 * where in more than half of the blocks reserves change otherwise than by the trades (by over 1 %);
 * the log is then as it was. */
ORTH_API orth_status orth_live_log_read_trades(orth_live_log *log, const char *file,
                                               orth_error *error);
ORTH_API orth_status orth_live_log_parse_trades(orth_live_log *log, const char *text, size_t length,
                                                const char *file, orth_error *error);

typedef struct orth_live_options {
    double fee;               /* of a log without fees; below 0: that of the log, or found from
                                       its trades */
    orth_arbitrage_gate gate; /* what a trade costs whoever makes it */
    orth_benchmark_terms benchmark; /* of the portfolio of rvr */
} orth_live_options;

/* Where `known` is false nothing but `reason` counts. */
typedef struct orth_live_figure {
    bool known;
    const char *reason; /* a constant text; NULL where it is known */
    double value;
    double low, high; /* 95 % */
} orth_live_figure;

/* How the swap fee is known. */
typedef enum orth_live_fee {
    ORTH_LIVE_FEE_LOG,
    ORTH_LIVE_FEE_GIVEN,
    ORTH_LIVE_FEE_FOUND
} orth_live_fee;

typedef struct orth_live {
    orth_live_fee fee_known;
    double fee;        /* the mean over rows of a log with fees */
    double fee_error;  /* of a found one, 95 %, by how the trades differ; else 0 */
    size_t fee_trades; /* that it was found from */
    uint64_t first_block, last_block;
    size_t blocks;        /* from a row to that of the next block: those that were looked at */
    size_t gaps;          /* places where rows are further apart; left out of what follows */
    size_t others;        /* of the blocks, those in which others traded or reserves came or left;
                             left out too */
    size_t opportunities; /* of the rest: there was a trade, worth its gas and cost if made at the
                             sizing found */
    size_t traded;        /* of those, reserves changed */
    size_t unexplained;   /* of the rest, they changed although nothing was to be gained */

    /* Money. A trade extracts, at market prices, what leaves less what takes part of what enters;
     * his profit is that less his fee. */
    double made, made_profit;       /* by trades of the traded blocks */
    double best, best_profit;       /* of the best trade of each of the traded blocks */
    double perfect, perfect_profit; /* of a pool that starts with the first row's reserves and
                                       trades the whole gap in every row */
    /* made_profit / best_profit: what he took of what he could have. 1 - (1 - alpha)^2 for small
     * trades, with any fee. */
    orth_live_figure efficiency;
    /* sum w x y / sum w x^2 over traded blocks; interval by its residuals (Student's t, errors that
     * vary between blocks), not below what the rounding of the log's numbers leaves. */
    orth_live_figure sizing;
    orth_live_figure presence; /* traded / opportunities; Wilson's interval */

    /* KL(w || R p / V) of rows, in logs of value. */
    double drift_mean, drift_most;
    uint64_t drift_block; /* of the greatest */

    double start_value, final_value;
    double hold_value; /* of the first row's reserves at the last row's prices */
    /* sum_k R_{k-1} (p_k - p_{k-1}) - (V_last - V_first): what the pool lost against whoever holds
     * its reserves, row by row, at market prices; net of fees, of others' trades and of what came
     * and left. */
    double lvr;
    double rebalance_value; /* of a portfolio that follows the weights (orthant/benchmark.h) */
    double rvr;             /* rebalance_value - final_value */
    size_t note_count;
    char **notes;
} orth_live;

/* Whether rows mean what was assumed is looked at: where the trades fit the prices of a row much
 * better as reserves before the trades, and nothing was said of reserves, ORTH_BAD_INPUT asks.
 * ORTH_DOMAIN for options out of range, and for prices that take a value beyond a double.
 * ORTH_BAD_INPUT where in the first row one token is worth 1,000 times what its weight is to that
 * of another, or more: its reserves are then in a chain's integers. ORTH_BAD_INPUT where no fee is
 * known and no trade tells one, where trades tell different ones, where what they leave in the pool
 * and where they stop tell different ones, or where the log and the options have different ones.
 * *live is NULL on failure. */
ORTH_API orth_status orth_live_measure(orth_live **live, const orth_live_log *log,
                                       const orth_live_options *options, orth_error *error);
ORTH_API void orth_live_free(orth_live *live); /* NULL is fine */

/* What a log says as it goes on: of a row, from the second on. */
typedef struct orth_live_step {
    size_t row;
    uint64_t block;
    /* Sums of extractions so far: the last row's are those of orth_live but for rounding. */
    double made, best, perfect;
    /* The log of the greatest level R p / w of the tokens over the least. Beyond the fee's band
     * there is something to gain. */
    double misprice; /* prices and weights of this row with the reserves of the row before */
    double left;     /* with the reserves of this row */
    double band;     /* -log(1 - fee) */
} orth_live_step;
typedef void orth_live_see(void *user, const orth_live_step *step);

/* Calls `see` of each row from the second on, in order, with what measured the log as `live` and
 * the same options. Memory does not grow with the rows. */
ORTH_API orth_status orth_live_walk(const orth_live *live, const orth_live_log *log,
                                    const orth_live_options *options, orth_live_see *see,
                                    void *user, orth_error *error);

/* The part `arbitrage` of a scenario, to `file`, whole or not at all: {"arbitrage": {"gas", "cost",
 * "presence", "sizing"}}; a sizing above 1 is written as 1. ORTH_BAD_INPUT where sizing or presence
 * is not known, or sizing is not above 0. */
ORTH_API orth_status orth_live_write_arbitrage(const orth_live *live,
                                               const orth_live_options *options, const char *file,
                                               orth_error *error);
/* The same to a stream, in which errors of writing stay (ferror); nothing is written where it
 * fails. */
ORTH_API orth_status orth_live_write_arbitrage_to(const orth_live *live,
                                                  const orth_live_options *options, FILE *stream,
                                                  orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
