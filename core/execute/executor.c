/* Decisions as calls to an emulated pool, lane by lane. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "contract/quantamm.h"
#include "execute/execute.h"
#include "strategy/walk.h"

#define WEI ORTH_EXECUTION_WEI
#define UNIT ORTH_EXECUTION_UNIT

/* A pool: what its storage holds, in wei and wei a second, whole units both. */
typedef struct pool {
    int64_t weights[ORTH_EXECUTION_TOKENS_MAX], multipliers[ORTH_EXECUTION_TOKENS_MAX];
    uint64_t moves; /* for so many seconds after the call */
    uint64_t block; /* after the call, that was asked for last */
    orth_execution_call call;
} pool;

typedef struct pools {
    const orth_execution *execution;
    pool lanes[];
} pools;

/* ---------------------------------------------------------------- wei of doubles */

/* Nearest, halves up; of [0, 1], where a guard that goes only so far may have left it. */
static int64_t wei_of(double w)
{
    int exponent;
    if (!(w > 0 && w < 1))
        return w > 0 ? WEI : 0;
    uint64_t mantissa = (uint64_t)ldexp(frexp(w, &exponent), 53);
    unsigned shift = (unsigned)(53 - exponent); /* w = mantissa 2^-shift */
    if (shift > 120)
        return 0;
    orth_limb2 scaled = (orth_limb2)mantissa * (uint64_t)WEI;
    return (int64_t)((scaled + ((orth_limb2)1 << (shift - 1))) >> shift);
}

/* Whatever the sum misses goes to the largest weight. */
static void to_wei(int64_t *out, size_t n, const double *weights)
{
    int64_t left = WEI;
    size_t largest = 0;
    for (size_t i = 0; i < n; i++) {
        out[i] = wei_of(weights[i]);
        left -= out[i];
        largest = out[i] > out[largest] ? i : largest;
    }
    out[largest] += left;
}

/* To whole units, their sum kept: the largest rests are rounded up. */
static void cut_to_units(int64_t *wei, size_t n)
{
    int64_t rests[ORTH_EXECUTION_TOKENS_MAX], left = 0;
    for (size_t i = 0; i < n; i++) {
        rests[i] = wei[i] % UNIT;
        wei[i] -= rests[i];
        left += rests[i];
    }
    for (; left > 0; left -= UNIT) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            best = rests[i] > rests[best] ? i : best;
        wei[best] += UNIT;
        rests[best] = -1;
    }
}

/* ---------------------------------------------------------------- the executor */

static void start(void *own, size_t lane, const double *weights)
{
    const orth_execution *execution = ((pools *)own)->execution;
    pool *p = &((pools *)own)->lanes[lane];
    memset(p, 0, sizeof *p);
    to_wei(p->weights, execution->n, weights);
    cut_to_units(p->weights, execution->n);
    bool fits = orth_box_fit(p->weights, &execution->rails);
    ORTH_CHECK(fits);
    (void)fits;
}

/* The calls of a pool that is run from outside say nothing of prices. */
static void see(void *own, size_t lane, const double *prices)
{
    (void)own, (void)lane, (void)prices;
}

static void read_pool(int64_t *out, const pool *p, const orth_execution *execution)
{
    uint64_t each = execution->block_seconds;
    uint64_t seconds = p->block <= p->moves / each ? p->block * each : p->moves;
    for (size_t i = 0; i < execution->n; i++)
        out[i] = p->weights[i] + p->multipliers[i] * (int64_t)seconds;
}

static void row(void *own, size_t lane, uint64_t block, double *weights)
{
    const orth_execution *execution = ((pools *)own)->execution;
    pool *p = &((pools *)own)->lanes[lane];
    int64_t wei[ORTH_EXECUTION_TOKENS_MAX];
    p->block = block;
    read_pool(wei, p, execution);
    for (size_t i = 0; i < execution->n; i++)
        weights[i] = (double)(wei[i] / UNIT) / (double)UNIT;
}

/* The nearest to the ideal that rails and the largest step permit. There is one: the last target is
 * within the rails, and what is left to it is no longer than a step. */
static void aim(int64_t *target, const orth_execution *execution, const int64_t *current,
                const double *ideal)
{
    orth_box box = execution->rails;
    for (size_t i = 0; i < execution->n; i++)
        orth_box_narrow(&box, i, current[i] - execution->step, current[i] + execution->step);
    to_wei(target, execution->n, ideal);
    bool fits = orth_box_fit(target, &box);
    ORTH_CHECK(fits);
    (void)fits;
}

static int64_t from_word(orth_word word)
{
    int64_t size = (int64_t)orth_word_magnitude(word).limb[0];
    return orth_word_negative(word) ? -size : size;
}

/* What the contract stores, kept in short. */
static void make_call(pool *p, const orth_execution *execution)
{
    orth_execution_call *call = &p->call;
    orth_quantamm_schedule stored;
    orth_evm evm = {0};
    size_t n = execution->n;
    orth_word rail = orth_word_of((uint64_t)execution->guard_rail);
    orth_quantamm_guard(&evm, n, call->target, call->current,
                        orth_word_of((uint64_t)execution->step), rail);
    orth_quantamm_store(&evm, &stored, (orth_words){n, call->current},
                        (orth_words){n, call->target}, orth_word_of(call->interval), rail);
    ORTH_CHECK(!evm.reverted);
    for (size_t i = 0; i < n; i++) {
        p->weights[i] = from_word(stored.weights[i]);
        p->multipliers[i] = from_word(stored.multipliers[i]);
    }
    p->moves = call->interval;
    if (orth_word_below(stored.freeze, orth_word_of(call->interval)))
        p->moves = stored.freeze.limb[0];
}

static void decide(void *own, size_t lane, const double *now, const double *ideal, double *target)
{
    const orth_execution *execution = ((pools *)own)->execution;
    pool *p = &((pools *)own)->lanes[lane];
    int64_t current[ORTH_EXECUTION_TOKENS_MAX], wanted[ORTH_EXECUTION_TOKENS_MAX];
    (void)now; /* the pool knows better */
    read_pool(current, p, execution);
    aim(wanted, execution, current, ideal);
    for (size_t i = 0; i < execution->n; i++) {
        p->call.current[i] = orth_word_of((uint64_t)current[i]);
        p->call.target[i] = orth_word_of((uint64_t)wanted[i]);
    }
    p->call.number++;
    p->call.interval = execution->interval;
    make_call(p, execution);
    p->block = 0;
    for (size_t i = 0; i < execution->n; i++)
        target[i] = (double)from_word(p->call.target[i]) / (double)WEI;
}

static const orth_executor contract = {start, see, decide, row, free};

orth_status orth_execution_walk_create(orth_strategy_walk **walk, const orth_execution *execution,
                                       size_t lanes, orth_error *error)
{
    *walk = NULL;
    size_t bytes = sizeof(pools) + lanes * sizeof(pool);
    pools *made = calloc(1, bytes);
    if (made == NULL)
        return orth_fail_memory(error, (double)bytes);
    made->execution = execution;
    orth_status status = orth_strategy_walk_create(walk, execution->strategy, lanes, error);
    if (status == ORTH_OK)
        orth_strategy_walk_execute(*walk, &contract, made);
    else
        free(made);
    return status;
}

void orth_execution_last_call(orth_execution_call *call, const orth_strategy_walk *walk,
                              size_t lane)
{
    ORTH_CHECK(walk->executor == &contract && lane < walk->lanes);
    *call = ((const pools *)walk->executor_own)->lanes[lane].call;
}
