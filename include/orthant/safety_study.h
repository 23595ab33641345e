/* Whether what a scenario, a plan or a strategy does with a pool's weights is safe against whoever
 * builds several blocks in a row: orthant/safety.h, asked of the weights block by block.
 *
 * A schedule is what one path of a scenario makes of its move, what a plan's calls make of it on
 * the emulated contract, or what a strategy does along price paths. A jump by a call is a schedule
 * of one step. Where there are several runs of it (price paths, draws of missed blocks) its figures
 * are those of the worst.
 */
#ifndef ORTHANT_SAFETY_STUDY_H
#define ORTHANT_SAFETY_STUDY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/plan_file.h"
#include "orthant/safety.h"
#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- what is asked */

/* The attacker. What is not given is assumed, and a note tells it. */
typedef struct orth_safety_options {
    uint64_t window;   /* blocks that he has in a row; 0: not given */
    double capital;    /* in parts of the pool's value; NaN: not given */
    double stake;      /* the share of blocks that he builds; NaN: not given */
    double swap_limit; /* orth_safety_attacker's; NaN: none */
    double fee;        /* the pool's, in place of the scenario's; NaN: not given */
    unsigned threads;  /* 0: one a processor; results do not depend on them */
} orth_safety_options;

/* Nothing given. */
ORTH_API orth_safety_options orth_safety_options_usual(void);

/* Sets "capital", "stake", "swap-limit" or "fee" to a number as text, "0.9" or "1/3", as the
 * options of the command line of these names give it. ORTH_BAD_INPUT with option, text and range;
 * a name that is none of them is a caller's bug. */
ORTH_API orth_status orth_safety_options_set(orth_safety_options *options, const char *name,
                                             const char *text, orth_error *error);

/* Without a window. With a stake: the most blocks n for which a run of n is expected to begin
 * ORTH_SAFETY_RUNS times or more among the blocks of the longest schedule, blocks stake^n. Else
 * ORTH_SAFETY_WINDOW, the slots of an epoch of Ethereum, for which it is known ahead who proposes
 * its blocks; where blocks last longer or shorter than its own, a note tells how long. Never more
 * than the shortest schedule has. */
#define ORTH_SAFETY_WINDOW 32
#define ORTH_SAFETY_ETHEREUM_BLOCK 12 /* seconds */
#define ORTH_SAFETY_RUNS 1e-3
/* Without a capital: as much as the pool is worth. */
#define ORTH_SAFETY_CAPITAL 1

/* ---------------------------------------------------------------- what is found */

/* The best attack on the worst window by the attacker's capital. */
#define ORTH_SAFETY_CURVE 49
typedef struct orth_safety_point {
    double capital;    /* that he has, from 1/100 to 100 times the one asked about */
    double extraction; /* by the best attack */
} orth_safety_point;

/* Schedules of more blocks are not asked how fast they may be: that takes the square of them. */
#define ORTH_SAFETY_PACED 20000

typedef struct orth_safety_schedule {
    char *name;          /* of the path or the strategy; "plan" */
    uint64_t steps;      /* of the path; of a plan and a strategy its blocks */
    uint64_t blocks;     /* of the move */
    uint64_t runs;       /* that were looked at */
    uint64_t run;        /* the one with the worst window */
    double log_loss;     /* the cost of all its steps without a fee, in logs of value */
    double largest_step; /* the most that log(w_i / w_j) moves in a block, over all pairs */
    uint64_t largest_at; /* that block; 0 where nothing moves */

    bool safe; /* every window of at most so many blocks, in every run */
    /* Of the worst run: the windows of at most so many blocks, and those of up to `reach` blocks,
     * by which safe_blocks is found (the same one where that is not more). Their blocks are counted
     * among those that are there. */
    orth_safety *found, *beyond;
    uint64_t *block; /* [found->blocks + 1]: the numbers of those that are there; NULL: all are */
    orth_safety_window worst; /* found->worst, by the chain's number of its first block */
    double pair_displacement; /* two tokens: the log by which the attack moves the price of the
                                 first in the second; else NaN */
    double multiple;          /* worst.attack.extraction over 1 - e^-log_loss; NaN without a loss */
    double value;             /* the extraction in money; NaN where the pool's value is not known */
    double probability;       /* stake^(worst.blocks); NaN without a stake */

    /* As in orth_safety, of all runs, but looked for up to `reach` blocks: the window's or 32, and
     * twice the window's where the first run is safe, as far as the schedule has them. */
    uint64_t reach, least_safe_blocks, least_safe_at;
    double probability_unsafe; /* stake^(least_safe_blocks + 1); NaN without a stake, and where no
                                  unsafe window was found */

    double least_fee;     /* orth_safety's: the greatest of all runs */
    double largest_speed; /* orth_safety's: the least of all runs; NaN of strategies, whose speed
                             is their own, and beyond ORTH_SAFETY_PACED blocks */
    orth_safety_point curve[ORTH_SAFETY_CURVE]; /* of the worst window */
} orth_safety_schedule;

typedef enum orth_safety_subject {
    ORTH_SAFETY_OF_MOVE,
    ORTH_SAFETY_OF_PLAN,
    ORTH_SAFETY_OF_STRATEGIES
} orth_safety_subject;

typedef struct orth_safety_study {
    orth_safety_subject subject;
    const orth_scenario *scenario; /* must outlive the study; NULL of a plan */
    const char *name;              /* of the scenario; "" of a plan, and without one */
    size_t n;
    const char *const *tokens;
    double pool_value; /* NaN where it is not known */
    const char *unit;  /* NULL where it is not known */
    uint64_t window;   /* that is asked about */
    orth_safety_attacker attacker;
    double stake;   /* NaN: not given */
    double fee;     /* the pool's, at first */
    bool fee_moves; /* it is a schedule */
    size_t schedule_count;
    orth_safety_schedule *schedules;
    bool safe; /* all of them are */
    size_t
        worst; /* the schedule of the greatest excess, or of the greatest band where all are safe */
    size_t least; /* the schedule of the least least_safe_blocks */
    size_t note_count;
    char **notes;    /* what was assumed or left out, one line each */
    bool notes_lost; /* private: there was no memory for one of them */
} orth_safety_study;

/* Each path of the scenario in each of its numbers of steps, block by block: block k has row
 * floor(k / blocks_per_step). Or each of its strategies along its price paths (one, where the file
 * has no monte_carlo), the first of a market that has no more. The fee is the pool's, which may be
 * a schedule; 0 where the file has none, as a note tells.
 *
 * ORTH_BAD_INPUT naming what is permitted: more tokens than ORTH_SAFETY_TOKENS_MAX, a window of
 * more blocks than a schedule has; with the errors of orth_path_create and orth_weights_create.
 * ORTH_NO_MEMORY for schedules of more than some 1e7 blocks. *study is NULL on failure. */
ORTH_API orth_status orth_safety_study_of_scenario(orth_safety_study **study,
                                                   const orth_scenario *scenario,
                                                   const orth_safety_options *options,
                                                   orth_error *error);

/* The weights of the plan's calls on its emulated contract, in whole numbers, where the chain's
 * blocks are all there (run 0). Where the plan's file says that blocks may be missed, also along
 * the first ORTH_SAFETY_DRAWS of its draws: a window is then so many blocks that are there. `in`
 * must outlive the study.
 * What options do not give is that of the rail orth_plan_safe, where the plan has it (the window
 * not beside a stake). Else a plan does not say its pool's fee: it is 0, and a note tells it; nor
 * does it say its value. Errors likewise, and those of orth_plan_replay, but a plan that is not as
 * safe as its rail asks is answered. */
#define ORTH_SAFETY_DRAWS 10
ORTH_API orth_status orth_safety_study_of_plan(orth_safety_study **study, const orth_plan_file *in,
                                               const orth_safety_options *options,
                                               orth_error *error);
ORTH_API void orth_safety_study_free(orth_safety_study *study); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
