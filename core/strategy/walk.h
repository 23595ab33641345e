/* One thread's place in a strategy. */
#ifndef ORTH_STRATEGY_WALK_H
#define ORTH_STRATEGY_WALK_H

#include "strategy/strategy.h"

/* What carries decisions out in place of link, rails and path (a contract), lane by lane. All
 * arrays are of n. */
typedef struct orth_executor {
    /* The weights are these, and no price has been seen. */
    void (*start)(void *own, size_t lane, const double *weights);
    /* Each coarse price, in order. */
    void (*see)(void *own, size_t lane, const double *prices);
    /* A decision after the last price seen: `now` is where the weights are, `ideal` where the
     * strategy would have them go, after rails and speed limit. Fills the target. */
    void (*decide)(void *own, size_t lane, const double *now, const double *ideal, double *target);
    /* Row `j` (from 1) after the last decision, [token]; before the first one row j, from 0. */
    void (*row)(void *own, size_t lane, uint64_t j, double *weights);
    /* With the walk. */
    void (*free)(void *own);
} orth_executor;

struct orth_strategy_walk {
    const orth_strategy *strategy;
    size_t lanes;
    uint64_t row;   /* the next to be put out */
    uint64_t index; /* of the next coarse price */
    uint64_t since; /* the row of the last decision, which is row 0 of the move */
    bool decided;   /* there was one */
    uint64_t undecided;
    orth_weight_move move;
    double *now;        /* [token][lane], the row put out last */
    double *price;      /* [token][lane], the last coarse price */
    double **estimates; /* [member][token][lane] */
    double **estimator_kept, **rule_kept;
    double *given, *mean, *sight_scratch;
    double *lane; /* 5 n: one lane's numbers */
    size_t kept_doubles;
    double *kept; /* all of the kinds' */
    const orth_executor *executor;
    void *executor_own;
};

/* The walk, before its first row, has its decisions carried out by another, which is its own from
 * here on. */
void orth_strategy_walk_execute(orth_strategy_walk *walk, const orth_executor *executor, void *own);

/* A coarse price was seen: estimators and rules take it in. */
void orth_walk_see(orth_strategy_walk *walk, const double *prices);
/* The decision after the row put out last, which is row `row`. */
void orth_walk_decide(orth_strategy_walk *walk, uint64_t row);
/* The start of targets as the peer has them: the weights are the guarded target. */
void orth_walk_begin(orth_strategy_walk *walk);

#endif
