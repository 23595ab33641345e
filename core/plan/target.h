/* What a target is: how it turns set points into calls, and its contract's arithmetic. */
#ifndef ORTH_PLAN_TARGET_H
#define ORTH_PLAN_TARGET_H

#include "contract/fixed_point.h"
#include "contract/quantamm.h"
#include "orthant/plan.h"

/* The state of an emulated pool between calls. */
typedef struct orth_plan_state {
    size_t n;
    uint64_t begin, end; /* of the segment under way */
    orth_word from[ORTH_PLAN_TOKENS_MAX], to[ORTH_PLAN_TOKENS_MAX];
    orth_quantamm_schedule schedule;
    orth_word slot; /* where the pool keeps its change in one word */
    bool stops;     /* the schedule's end is the call's own, not a rail */
    bool begun;
} orth_plan_state;

typedef struct orth_target {
    orth_plan_target facts; /* first, so that orth_target_of finds its way back */
    uint64_t slack; /* in wei: how far above a weight that it is given a pool may store it */
    /* Appends the calls for the points; plan->start and wanted are set. */
    orth_status (*make)(orth_plan *plan, const orth_setpoints *points, orth_error *error);
    /* A call in the block at `now`, or the rule that refuses it (the state then stays). */
    orth_status (*apply)(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t now, orth_error *error);
    void (*read)(orth_evm *evm, const orth_plan_state *state, uint64_t now, orth_word *out);
    /* What `read` gives, by arithmetic of 64 and 128 bits; false where a value might not fit or
     * `read` might revert: then `read` must be asked. NULL where a target has no such function. */
    bool (*read_short)(const orth_plan_state *state, uint64_t now, uint64_t *out);
    /* The weights that its pools hold to, in wei, with n tokens and that guard rail. */
    void (*limits)(size_t n, uint64_t rail, uint64_t *least, uint64_t *most);
} orth_target;

static inline bool orth_word_is_short(orth_word word)
{
    return (word.limb[1] | word.limb[2] | word.limb[3]) == 0;
}

/* floor(a b / 1e18) for a < 1e18 */
static inline uint64_t orth_short_mul_down(uint64_t a, uint64_t b)
{
    const orth_word_limb_divisor one = ORTH_FP_UNIT_DIVISOR;
    orth_limb2 product = ((orth_limb2)a * b) << one.shift;
    uint64_t rest;
    return orth_word_divide_pair(&rest, (uint64_t)(product >> 64), (uint64_t)product,
                                 one.normalised, one.inverse);
}

static inline const orth_target *orth_target_of(const orth_plan_target *facts)
{
    return (const orth_target *)(const void *)facts;
}

/* Weights (high and low parts; low may be NULL) as multiples of `unit` wei that sum to exactly
 * 1e18: each share rounded down, then up by largest remainder. */
void orth_plan_round(orth_word *out, size_t n, const double *weights, const double *low,
                     uint64_t unit);
/* Point s of the points so; the ends are the plan's own. */
void orth_plan_point(orth_word *out, const orth_plan *plan, const orth_setpoints *points, size_t s,
                     uint64_t unit);

void orth_plan_to_units(int64_t *units, const orth_word *weights, size_t n, uint64_t unit);
void orth_plan_from_units(orth_word *weights, const int64_t *units, size_t n, uint64_t unit);

/* A new call at the end of the plan, its arguments' words zero; counts[i] words each. */
orth_status orth_plan_append(orth_plan_call **call, orth_plan *plan, uint64_t at,
                             const orth_plan_function *function, const size_t *counts,
                             orth_error *error);

/* The trade limit that a plan is held to, in parts of a reserve. */
double orth_plan_trade_limit(const orth_plan *plan);

/* Largest distance of a row from the wanted weights. */
double orth_plan_miss(const orth_plan *plan, const uint64_t *last);

/* "the sum of the weights is ..., not 1e18": ORTH_DOMAIN unless exact. */
orth_status orth_plan_check_sum(const orth_word *weights, size_t n, const char *rule,
                                orth_error *error);

#endif
