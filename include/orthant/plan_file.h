/* Plans made, written, read back and certified: what `orthant plan`, `replay` and `certify` do. A
 * plan by itself, and its replay, is in orthant/plan.h.
 *
 * Writers leave errors of the stream in it (look at ferror or fclose); the same input gives the
 * same bytes. */
#ifndef ORTHANT_PLAN_FILE_H
#define ORTHANT_PLAN_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/plan.h"
#include "orthant/scenario.h"
#include "orthant/statistics.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- missed blocks, in few figures */

/* A plan's losses over many draws of missed blocks. */
typedef struct orth_plan_missed_summary {
    orth_plan_missing missing; /* runs 0: there is nothing to say */
    uint64_t failed, refused;
    orth_estimate log_loss, miss; /* of the runs that did not fail, if any */
} orth_plan_missed_summary;

/* Runs the plan on a chain that misses blocks (orth_plan_run_missed) and sums up its runs. Where
 * all of them failed, the estimates are zeros. Errors are those of orth_plan_run_missed. */
ORTH_API orth_status orth_plan_missed_summarise(orth_plan_missed_summary *summary,
                                                const orth_plan *plan,
                                                const orth_plan_missing *missing,
                                                orth_error *error);

/* ---------------------------------------------------------------- finding the plan */

/* What is asked for. Strings and lists are the caller's and must outlive the study. */
typedef struct orth_plan_study_options {
    const char *target;
    const char *const *tokens; /* as many names as the move has weights */
    uint64_t steps;            /* blocks 0 .. steps */
    orth_plan_clock clock;
    orth_plan_rails rails;
    orth_word address; /* of the pool; zero where it is not known */
    size_t calls;      /* set points, at most ORTH_PLAN_CALLS_MAX; 0: as many as cost least */
    double value;      /* of the pool; 0: not known, so that gas is not weighed */
    double gas;        /* of one call, in the same unit */
    const char *unit;  /* NULL where the value is not known */
    bool equal_times;  /* else the best times */
    bool geodesic;     /* points of the geodesic, else the best points */
    bool legal;        /* where the target breaks a rail, plan for the nearest that does not */
    orth_plan_missing missing;        /* runs 0: the chain misses no blocks */
    uint64_t trade_limit;             /* as of orth_plan_pool */
    const orth_word *token_addresses; /* as of orth_plan_pool */
    bool has_sale;
    orth_plan_sale sale; /* where has_sale, of a deployment */
    bool project_last;   /* of the move's two tokens the second is the project's: the plan of a
                            deployment has it first, and its tokens in that order */
} orth_plan_study_options;

/* As the scenario says: its first number of steps, its chain, its rails (without minimum_weight the
 * pool's own is 1 %), its pool's value, ORTH_PLAN_MISSED_RUNS of its missed blocks; else target
 * "generic" and zeros. */
#define ORTH_PLAN_MISSED_RUNS 200
ORTH_API orth_plan_study_options orth_plan_study_options_of(const orth_scenario *scenario);

/* Sets of a scenario with /launch what a sale adds, with options->target set: steps times
 * blocks_per_step blocks, which of the two tokens is the project's and, where the target creates
 * pools, options->sale, the virtual reserve rounded down to the smallest unit of the reserve's
 * decimals. Without /launch nothing is changed. ORTH_BAD_INPUT for more than ORTH_STEPS_MAX blocks;
 * ORTH_DOMAIN for what no such pool can have: a virtual reserve of more than 128 bits, or one
 * beside a reserve of its own. */
ORTH_API orth_status orth_plan_study_set_sale(orth_plan_study_options *options,
                                              const orth_scenario *scenario, orth_error *error);

/* Sets options->rails.safe by "blocks=N,capital=C" or "blocks=N,capital=C,fee=PHI", as --safe of
 * the command line gives it. Without a fee it is the scenario's, the least one where it is a
 * schedule. ORTH_BAD_INPUT, with what is permitted; also where there is no fee, without which
 * nothing is safe, and for more blocks than options->steps. */
ORTH_API orth_status orth_plan_study_set_safe(orth_plan_study_options *options, const char *text,
                                              const orth_scenario *scenario, orth_error *error);

/* One number of set points that was tried. */
typedef struct orth_plan_row {
    size_t points, calls;
    double log_loss;   /* on the emulated contract */
    double money, gas; /* what that is of the pool's value; 0 where that is not known */
    double excess;     /* of the loss over the optimum's, relative; NaN where that is unknown */
    double free_loss;  /* log_loss of as many points that need not be safe; log_loss without that
                          rail, and where those are safe by themselves */
} orth_plan_row;

#define ORTH_PLAN_ROWS_MAX 16
/* Where calls cost nothing, fewer of them may lose so much more, relative to the least loss. */
#define ORTH_PLAN_FEWER_LOSE 0.01

typedef struct orth_plan_study {
    orth_plan_study_options options;
    const orth_move *move;  /* that is planned: the one asked for, or `legal` */
    const orth_move *asked; /* the caller's */
    orth_move *legal;       /* NULL unless it took the place of the one asked for */
    orth_move *turned;      /* the caller's, the project's token first; else NULL. `asked` then */
    const char *turned_tokens[2]; /* and options.tokens */
    uint64_t ticks; /* steps of the timestamp: fewer on chains of several blocks a second */
    double optimum; /* the least loss possible; NaN where it takes too long to find */
    size_t row_count, chosen; /* the chosen row's points */
    orth_plan_row rows[ORTH_PLAN_ROWS_MAX];
    bool fewer;   /* chosen without gas: the fewest calls that lose at most ORTH_PLAN_FEWER_LOSE
                     more than the best of the rows */
    bool settled; /* false: the optimiser stopped early; the plan is as shown all the same */
    orth_plan *plan;
    orth_replay *replay;
    char *bound;  /* proven: no schedule loses less; NULL where it takes too long */
    bool bounded; /* the ends in the contract's digits differ, so that the bound says something */
    double distance; /* of the last weights from the planned target, before it was rounded */
    double rounded;  /* how far the contract's digits move that target */
    /* The price of token price_up in token price_down, by the last weights, over that by the
     * target's, less 1: the largest such part of all pairs. Where a pool stores a few bits of a
     * weight, as V2's launches, this is what its traders see. */
    double price_off;
    size_t price_up, price_down;
    orth_plan_missed_summary missed;
    size_t skipped; /* the first number of set points without a plan, and why; 0: none */
    char skip_reason[ORTH_ERROR_TEXT_MAX];
    size_t note_count;
    char **notes; /* what the caller should tell, one line each */
} orth_plan_study;

/* Finds points and calls, runs them on the emulated contract, and proves a bound. With
 * options->calls 0, 1 to ORTH_PLAN_ROWS_MAX set points are tried, as far as rails and blocks allow,
 * and the plan with the least loss and gas is kept; without gas, or where the value is not known,
 * the one with the fewest calls that loses at most ORTH_PLAN_FEWER_LOSE more than the best.
 * Where the plan must be safe, points that are not get other times: no segment is faster than the
 * first order of the attack permits, the others share what is left; where that takes too many
 * blocks, points of the path safe:R do; and every plan is looked at exactly. The least loss of
 * those that are safe is kept, which need not be the least that there is.
 * ORTH_DOMAIN, naming token, rail and figures, where the rails cannot be kept, or the contract's
 * rule that refuses; ORTH_BAD_INPUT for a target that there is not. *study is NULL on failure.
 * `move` must outlive the study. */
ORTH_API orth_status orth_plan_study_create(orth_plan_study **study, const orth_move *move,
                                            const orth_plan_study_options *options,
                                            orth_error *error);
ORTH_API void orth_plan_study_free(orth_plan_study *study); /* NULL is fine */

/* The move that options->legal would plan instead: orth_plan_nearest_legal with these rails and as
 * many calls as may be used. *legal is NULL where the move's own target is legal. */
ORTH_API orth_status orth_plan_study_legal(orth_move **legal, const orth_move *move,
                                           const orth_plan_study_options *options,
                                           orth_error *error);

/* The study's plan as a file. ORTH_NO_MEMORY leaves half of one in the stream, to be dropped. */
ORTH_API orth_status orth_plan_study_write_json(const orth_plan_study *study, FILE *stream,
                                                orth_error *error);
/* Its rows: points,calls,log_loss,excess_over_optimum,loss,gas,total. */
ORTH_API void orth_plan_study_write_csv(const orth_plan_study *study, FILE *stream);

/* ---------------------------------------------------------------- files */

/* What a plan's file says beside the plan and its replay. */
typedef struct orth_plan_summary {
    const char *const *tokens; /* n names */
    const char *bound;         /* proven lower bound on any schedule's loss; NULL: none was made */
    double gas_per_call;       /* in `unit`; 0 when not given */
    const char *unit;          /* NULL without a pool */
    const double *asked; /* n weights where the plan is for another, legal target; else NULL */
    const orth_plan_missed_summary *missed;
} orth_plan_summary;

/* ORTH_NO_MEMORY leaves half a file in the stream, to be dropped. */
ORTH_API orth_status orth_plan_write_json(const orth_plan *plan, const orth_replay *replay,
                                          const orth_plan_summary *summary, FILE *stream,
                                          orth_error *error);

/* A plan's calls for a multisig. Those that are sent at one time are a batch. */
typedef struct orth_plan_batch {
    uint64_t chain_id;
    orth_word to;     /* the contract that is called */
    const char *name; /* of the batch */
    size_t number;    /* from 1; 0: the plan has one */
} orth_plan_batch;

/* How many times there are at which the plan's calls are sent; 0 for a deployment. */
ORTH_API size_t orth_plan_batches(const orth_plan *plan);

/* One batch as the transaction builder of Safe reads it: {"version", "chainId", "createdAt",
 * "meta", "transactions": [{"to", "value", "data", "contractMethod", "contractInputsValues"}]}.
 * The description has the time at which the calls are to be mined; createdAt is that time too, in
 * milliseconds, so that the same plan gives the same bytes; there is no checksum. ORTH_DOMAIN
 * where there is no such batch, or several and none was named, or a call has the address zero;
 * ORTH_NO_MEMORY leaves half of it in the stream, to be dropped. */
ORTH_API orth_status orth_plan_write_safe_batch(const orth_plan *plan, const orth_plan_batch *batch,
                                                FILE *stream, orth_error *error);

/* What was replayed, a row a block. */
ORTH_API void orth_replay_write_json(const orth_plan *plan, const orth_replay *replay,
                                     const orth_plan_missed_summary *missed,
                                     const char *const *tokens, FILE *stream);
ORTH_API void orth_replay_write_csv(const orth_replay *replay, const char *const *tokens,
                                    FILE *stream);

/* A plan file, read: all that the replay needs, and what the file claims. */
typedef struct orth_plan_file {
    orth_plan *plan;
    char **tokens;                   /* n */
    double log_loss, gas_per_call;   /* as claimed */
    char *unit;                      /* NULL for null */
    char *bound;                     /* NULL for null */
    double *asked;                   /* n weights; NULL for null */
    orth_plan_missing missing;       /* runs 0: nothing is said of missed blocks */
    struct orth_plan_claims *claims; /* private: the whole file, for orth_plan_certify */
} orth_plan_file;

/* Whether the text is JSON whose kind is "plan"; ORTH_NO_MEMORY, else ORTH_OK. */
ORTH_API orth_status orth_plan_file_is(bool *is, const char *text, size_t length,
                                       orth_error *error);

/* Reads `file` ("-" for standard input), of at most ORTH_FILE_BYTES_MAX. ORTH_BAD_INPUT with line
 * and column, or JSON path, for what is malformed; ORTH_IO when it cannot be read. What is well
 * formed but untrue is read all the same. *in is NULL on failure. */
ORTH_API orth_status orth_plan_file_read(orth_plan_file **in, const char *file, orth_error *error);
/* Reads a plan file from text in memory, with the same errors but ORTH_IO; `file` is for
 * messages. */
ORTH_API orth_status orth_plan_file_parse(orth_plan_file **in, const char *text, size_t length,
                                          const char *file, orth_error *error);
/* From here on the path file:FILE takes plan files too, as the weights that their calldata leads to
 * on the emulated contract, a row a block. For the whole process: to be called once, before other
 * threads make paths. */
ORTH_API void orth_plan_files_as_paths(void);

/* Lets the calls of in->plan be what the file's calldata holds, which is what a chain runs. Where
 * the file's arguments say otherwise `difference` tells the first such place, else it is "".
 * ORTH_BAD_INPUT where calldata is missing, or is no call of the target. Not before
 * orth_plan_certify, which judges the file as it is. */
ORTH_API orth_status orth_plan_file_use_calldata(orth_plan_file *in, const char *file,
                                                 char difference[ORTH_ERROR_TEXT_MAX],
                                                 orth_error *error);
ORTH_API void orth_plan_file_free(orth_plan_file *in); /* NULL is fine */

/* --------------------------------------------------------------- the certificate of a plan file */

typedef struct orth_plan_certificate {
    char refusal[ORTH_ERROR_TEXT_MAX]; /* one line; "" when everything holds */
    double loss_lower, loss_upper;     /* of the replayed weights, rounded outwards */
    char *bound;         /* proven: no schedule between the start and the wanted weights loses less;
                            NULL where the file claims none */
    orth_replay *replay; /* of its calls; NULL where they cannot be run */
} orth_plan_certificate;

/* Proves what can be proven about a plan file, and that it says that and nothing else: calldata is
 * what the arguments encode to; the emulated contract takes the calls; log_loss agrees with the
 * loss of the replayed weights in multi-precision; the bound is proven in `digits` digits (1 to
 * ORTH_EXACT_DIGITS_MAX, else ORTH_DOMAIN); missed blocks, run again from their seed, lose what it
 * says; and every other key, text and figure (gas, rails, limits, distances) is what would be
 * written for these calls, numbers within 1e-11. A statement that does not hold is a refusal, not
 * an error. The certificate is to be cleared; it is zeroed on failure. */
ORTH_API orth_status orth_plan_certify(orth_plan_certificate *certificate, const orth_plan_file *in,
                                       unsigned digits, orth_error *error);
ORTH_API void orth_plan_certificate_clear(orth_plan_certificate *certificate);

/* Asks more of a plan whose certificate holds: that on a pool with this trade limit, in parts of
 * 1e18, one swap is enough at every block. Where it is not, that is the certificate's refusal; one
 * that was refused stays as it is. ORTH_NO_MEMORY leaves the certificate as it was. */
ORTH_API orth_status orth_plan_certify_trades(orth_plan_certificate *certificate,
                                              const orth_plan_file *in, uint64_t trade_limit,
                                              orth_error *error);

/* The certificate as JSON; `file` is what it calls the file. */
ORTH_API void orth_plan_certificate_write_json(const orth_plan_certificate *certificate,
                                               const orth_plan_file *in, const char *file,
                                               FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
