/* A walk's memory. */
#include <stdlib.h>

#include "base/check.h"
#include "strategy/walk.h"

/* Doubles a walk keeps for the kinds of one member, for each token and lane. */
static size_t slots_of(const orth_strategy *strategy, size_t member)
{
    const orth_piece *estimator = &strategy->estimators[member];
    return strategy->rules[member].kind->slots +
           (estimator->kind == NULL ? 0 : estimator->kind->slots + 1);
}

static void share_out(orth_strategy_walk *walk, double *doubles)
{
    const orth_strategy *strategy = walk->strategy;
    size_t width = strategy->n * walk->lanes, n = strategy->n;
    double **parts[] = {&walk->now,       &walk->price,   &walk->given,    &walk->mean,
                        &walk->move.from, &walk->move.to, &walk->move.step};
    for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++, doubles += width)
        *parts[p] = doubles;
    walk->sight_scratch = doubles;
    walk->move.kept = doubles + 3 * width;
    walk->move.scratch = walk->move.kept + 2 * width + 4 * walk->lanes;
    walk->lane = walk->move.scratch + 2 * width + 4 * walk->lanes;
    walk->kept = walk->lane + 5 * n;
    double *kept = walk->kept;
    for (size_t m = 0; m < strategy->members; m++) {
        const orth_piece *estimator = &strategy->estimators[m];
        walk->rule_kept[m] = kept;
        kept += strategy->rules[m].kind->slots * width;
        walk->estimates[m] = kept;
        kept += estimator->kind == NULL ? 0 : width;
        walk->estimator_kept[m] = kept;
        kept += estimator->kind == NULL ? 0 : estimator->kind->slots * width;
    }
    walk->kept_doubles = (size_t)(kept - walk->kept);
}

orth_status orth_strategy_walk_create(orth_strategy_walk **out, const orth_strategy *strategy,
                                      size_t lanes, orth_error *error)
{
    *out = NULL;
    ORTH_CHECK(lanes == 1 || lanes == ORTH_STRATEGY_LANES);
    size_t n = strategy->n, width = n * lanes, slots = 0;
    for (size_t m = 0; m < strategy->members; m++)
        slots += slots_of(strategy, m);
    size_t doubles = (14 + slots) * width + 8 * lanes + 5 * n;
    size_t bytes = sizeof(orth_strategy_walk) + 3 * strategy->members * sizeof(double *) +
                   doubles * sizeof(double);
    orth_strategy_walk *walk = calloc(1, bytes);
    if (walk == NULL)
        return orth_fail_memory(error, (double)bytes);
    walk->strategy = strategy;
    walk->lanes = lanes;
    walk->estimates = (double **)(walk + 1);
    walk->estimator_kept = walk->estimates + strategy->members;
    walk->rule_kept = walk->estimator_kept + strategy->members;
    walk->move = (orth_weight_move){
        .n = n, .lanes = lanes, .over = strategy->over, .argument = strategy->mover_argument};
    share_out(walk, (double *)(walk->rule_kept + strategy->members));
    orth_strategy_walk_start(walk);
    *out = walk;
    return ORTH_OK;
}

void orth_strategy_walk_free(orth_strategy_walk *walk)
{
    if (walk != NULL && walk->executor != NULL)
        walk->executor->free(walk->executor_own);
    free(walk);
}
