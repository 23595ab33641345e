/* Order flow fitted to a record of trades: a Hawkes process (orthant/hawkes.h) by maximum
 * likelihood, sizes and sides with it.
 *
 * The file is CSV with a header and a line a trade, in order of time:
 *   time    Unix seconds, whole or with up to 6 decimals, or a date and time of ISO 8601 (without a
 *           zone: UTC); or
 *   block   the number of a block: one of the two
 *   size    optional: what was traded, above 0, in any one unit
 *   side    optional: buy or sell, in any case
 * in any order of columns; others are passed over and noted. Empty lines and those that begin with
 * # are left out.
 */
#ifndef ORTHANT_HAWKES_FIT_H
#define ORTHANT_HAWKES_FIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/hawkes.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- the record */

typedef struct orth_flow_record {
    char *file;
    size_t count;
    bool in_blocks; /* times are blocks, else seconds */
    double *times;  /* not falling: as in the file, less the first one */
    double *sizes;  /* NULL without the column */
    bool *sells;    /* likewise */
    /* The clock of the record: the greatest length of time of which all times are whole multiples,
     * at least a microsecond; 1 of blocks. */
    double tick;
    size_t ties; /* trades at the time of the one before */
    char *note;  /* columns that were passed over; NULL: none */
} orth_flow_record;

/* ORTH_BAD_INPUT with file, line, column, value and what is permitted: a column that is missing or
 * stands twice, a time that is none or goes back, a size that is not above 0, a side that is none,
 * no trade at all. *record is NULL on failure. */
ORTH_API orth_status orth_flow_record_read(orth_flow_record **record, const char *file,
                                           orth_error *error);
/* The same of a text; `file` is its name in messages. */
ORTH_API orth_status orth_flow_record_parse(orth_flow_record **record, const char *text,
                                            const char *file, orth_error *error);
ORTH_API void orth_flow_record_free(orth_flow_record *record); /* NULL is fine */

/* ---------------------------------------------------------------- the fit */

typedef enum orth_hawkes_value {
    ORTH_HAWKES_RATE,        /* L, events a unit of time */
    ORTH_HAWKES_BRANCHING,   /* n */
    ORTH_HAWKES_DECAY,       /* beta, a unit of time */
    ORTH_HAWKES_OUTSIDE,     /* mu = L (1 - n) */
    ORTH_HAWKES_EXCITATION,  /* alpha = n beta */
    ORTH_HAWKES_SIZE,        /* mean of a log-normal size */
    ORTH_HAWKES_DEVIATION,   /* of its logarithm */
    ORTH_HAWKES_PERSISTENCE, /* probability that a trade has the side of the one before */
    ORTH_HAWKES_VALUES
} orth_hawkes_value;
/* "rate" and so on, as JSON has them. */
ORTH_API const char *orth_hawkes_value_name(orth_hawkes_value value);

/* Errors are those of the observed information: that of the log-likelihood's second derivatives at
 * the greatest value. The interval is the value +- 1.96 errors in log mu, log beta, log alpha,
 * log L, logit n, log size, log deviation and logit persistence, taken back: it is not symmetric,
 * and stays within what is permitted. */
typedef struct orth_hawkes_estimate {
    bool known;       /* whether there is a value at all; what follows is 0 where not */
    bool bounded;     /* whether there is an error, and the interval; they are 0 where not */
    double value;     /* the estimate */
    double error;     /* standard error */
    double low, high; /* 95 % */
    const char *why;  /* why not known, or not bounded; else NULL */
} orth_hawkes_estimate;

#define ORTH_HAWKES_EVENTS_MIN 100
#define ORTH_HAWKES_NOTES 6
#define ORTH_HAWKES_NOTE_MAX 300
typedef struct orth_hawkes_fit {
    size_t events;
    double duration; /* T, in units of time */
    /* What a scenario's noise takes. The decay is 0, not known, where the branching is 0: then the
     * flow is Poisson's, as far as the record says. */
    orth_hawkes process;
    orth_hawkes_estimate values[ORTH_HAWKES_VALUES];
    /* Of the times alone: of Hawkes with 3 parameters, of Poisson with 1; AIC = 2 k - 2 l,
     * BIC = k log m - 2 l. The model whose number is less is the better one. */
    double log_likelihood, aic, bic;
    double poisson_log_likelihood, poisson_aic, poisson_bic;
    /* Time measured by the fitted intensity makes gaps between events exponential of mean 1: the
     * largest distance of their distribution from it (Kolmogorov, Smirnov), and what it exceeds in
     * 5 % of records of the fitted process without fitted parameters, 1.358 / sqrt(m). Of a record
     * with a clock: with trades placed at random within its tick, always alike. */
    double residual_distance, residual_critical;
    size_t note_count;
    char notes[ORTH_HAWKES_NOTES][ORTH_HAWKES_NOTE_MAX]; /* what was assumed */
} orth_hawkes_fit;

/* Times in (0, end], not falling, with nothing before 0; no two alike, as a process has none.
 * For each decay the log-likelihood is concave in (mu, alpha) and has one maximum; decays are gone
 * through from 1 / end to 100 over the mean gap, the best refined, and all three then by Newton's
 * method. So the maximum is the greatest there is, as far as a grid of 5 decays a factor of 10 can
 * tell. ORTH_BAD_INPUT for fewer than ORTH_HAWKES_EVENTS_MIN events, which says how many there are;
 * for times that are alike. Branching 0 (no clustering) and above ORTH_BRANCHING_MAX (the flow does
 * not come to rest) are told in `why` and notes, and have no interval; nor have branching, decay
 * and excitation where BIC takes Poisson's process for the better model, as branching 0 may then be
 * the truth, which no interval in logit n holds. */
ORTH_API orth_status orth_hawkes_fit_times(orth_hawkes_fit *fit, size_t count, const double *times,
                                           double end, orth_error *error);
/* The same of a record, with sizes and sides where it has them; times are divided by
 * `block_seconds`, where it has no blocks. Trades at the same time are spread evenly over the
 * clock's tick, in their order, which a note tells. Where decay times tick is above 0.3, decay and
 * excitation have no interval: they are then those of the spreading as much as of the trades. */
ORTH_API orth_status orth_hawkes_fit_record(orth_hawkes_fit *fit, const orth_flow_record *record,
                                            double block_seconds, orth_error *error);

/* A small scenario whose `noise` is the fit, which runs as it is (what it is not fitted to, the
 * pool, its weights and prices that stay, is an example, as its description says); written whole or
 * not at all. `block_seconds` is for the description; 0: not known. ORTH_DOMAIN where the
 * branching, the rate, the decay or the sizes are beyond what a scenario may have. */
ORTH_API orth_status orth_hawkes_fit_write(const orth_hawkes_fit *fit, double block_seconds,
                                           const char *file, orth_error *error);
/* The same to a stream, in which errors of writing stay (ferror); nothing is written where it
 * fails. */
ORTH_API orth_status orth_hawkes_fit_write_to(const orth_hawkes_fit *fit, double block_seconds,
                                              FILE *stream, orth_error *error);

#ifdef __cplusplus
}
#endif
#endif
