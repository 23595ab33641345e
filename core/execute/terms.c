/* What the contract makes of a strategy's rails and times, and what it does not take. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "execute/execute.h"
#include "strategy/strategy.h"

#define WEI ORTH_EXECUTION_WEI
#define UNIT ORTH_EXECUTION_UNIT
/* What the contract's calls take. */
#define LEAST 0.01
#define MOST 0.99

static void add_note(orth_execution *execution, const char *text)
{
    char *note = execution->notes[execution->note_count++];
    snprintf(note, sizeof execution->notes[0], "strategy \"%.60s\": as the contract runs it, %s",
             execution->strategy->name, text);
}

static orth_status fail(const orth_execution *execution, const char *reason, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "strategy \"%.60s\" cannot be run as the contract would: %s",
                     execution->strategy->name, reason);
}

static orth_status check_kind(const orth_execution *execution, orth_error *error)
{
    const orth_strategy *strategy = execution->strategy;
    char reason[160];
    if (execution->n > ORTH_EXECUTION_TOKENS_MAX)
        snprintf(reason, sizeof reason, "it has %zu tokens; permitted: from 2 to %d", execution->n,
                 ORTH_EXECUTION_TOKENS_MAX);
    else if (strcmp(strategy->mover->listed.name, "linear") != 0)
        snprintf(reason, sizeof reason,
                 "its path is %.60s, and a contract moves weights in a straight line; permitted: "
                 "linear",
                 strategy->mover->listed.name);
    else
        return ORTH_OK;
    return fail(execution, reason, error);
}

static orth_status set_times(orth_execution *execution, double block_seconds, orth_error *error)
{
    uint64_t over = execution->strategy->over;
    char reason[240];
    if (!(block_seconds > 0)) {
        return fail(execution, "the length of a block is not known; permitted: whole seconds",
                    error);
    } else if (block_seconds < 1 || block_seconds != floor(block_seconds)) {
        snprintf(reason, sizeof reason,
                 "a block lasts %.12g s, and the contract counts whole seconds; permitted: a whole "
                 "number",
                 block_seconds);
    } else if ((double)over * block_seconds > 1e9) {
        snprintf(reason, sizeof reason,
                 "a move takes %" PRIu64 " block%s of %.12g s, and multipliers are whole 1e-9 a "
                 "second; permitted: up to 1e9 s in all",
                 over, orth_plural(over, "", "s"), block_seconds);
    } else {
        execution->block_seconds = (uint64_t)block_seconds;
        execution->interval = over * execution->block_seconds;
        return ORTH_OK;
    }
    return fail(execution, reason, error);
}

/* The least k with k / 1e9 >= bound, as rows of weights have it; the largest likewise. */
static int64_t units_from(double bound)
{
    int64_t k = llrint(bound * (double)UNIT);
    return (double)k / (double)UNIT < bound ? k + 1 : k;
}

static int64_t units_to(double bound)
{
    int64_t k = llrint(bound * (double)UNIT);
    return (double)k / (double)UNIT > bound ? k - 1 : k;
}

/* The rails of one token as the strategy has them; 0 and 1 where it has none. */
static void own_rails(const orth_strategy *strategy, size_t i, double *low, double *high)
{
    *low = strategy->low[i] > ORTH_PART_MIN ? strategy->low[i] : 0;
    *high = strategy->high[i];
    if (strategy->as_peer) {
        *low = fmax(*low, strategy->guard);
        *high = fmin(*high, 1 - (double)(strategy->n - 1) * strategy->guard);
    }
}

static orth_status check_rail(const orth_execution *execution, size_t i, double low, double high,
                              orth_error *error)
{
    const orth_strategy *strategy = execution->strategy;
    char reason[240];
    if ((low > 0 && low < LEAST) || high < LEAST) {
        snprintf(reason, sizeof reason,
                 "the %s weight of %.60s is %.12g; permitted: from 0.01, which is the least that "
                 "its calls take",
                 high < LEAST ? "largest" : "least", strategy->tokens[i],
                 high < LEAST ? high : low);
        return fail(execution, reason, error);
    }
    if (low <= MOST)
        return ORTH_OK;
    snprintf(reason, sizeof reason,
             "the least weight of %.60s is %.12g; permitted: to 0.99, which is the most that its "
             "calls take",
             strategy->tokens[i], low);
    return fail(execution, reason, error);
}

static orth_status set_rails(orth_execution *execution, orth_error *error)
{
    const orth_strategy *strategy = execution->strategy;
    orth_box *rails = &execution->rails;
    bool lower = false, higher = false;
    double least = 0;
    execution->guard_rail = WEI;
    rails->n = execution->n;
    rails->whole = WEI;
    for (size_t i = 0; i < execution->n; i++) {
        double low, high;
        own_rails(strategy, i, &low, &high);
        orth_status status = check_rail(execution, i, low, high, error);
        if (status != ORTH_OK)
            return status;
        least += low;
        lower |= low == 0;
        higher |= high > MOST;
        rails->low[i] = units_from(fmax(low, LEAST)) * UNIT;
        rails->high[i] = units_to(fmin(high, MOST)) * UNIT;
        if (rails->low[i] < execution->guard_rail)
            execution->guard_rail = rails->low[i];
    }
    int64_t most = WEI - (int64_t)(execution->n - 1) * execution->guard_rail;
    for (size_t i = 0; i < execution->n; i++)
        orth_box_narrow(rails, i, 0, most);
    if (!orth_box_has_points(rails))
        return fail(execution, "no weights of nine decimals keep its rails", error);
    if (lower || (higher && least < 1 - MOST))
        add_note(execution, "weights are from 0.01 to 0.99 where its rails are further out: that "
                            "is what calls take");
    return ORTH_OK;
}

/* The initial weights may miss a rail by what rounds away. */
static orth_status check_initial(const orth_execution *execution, orth_error *error)
{
    const orth_strategy *strategy = execution->strategy;
    for (size_t i = 0; i < execution->n; i++) {
        int64_t low = execution->rails.low[i], high = execution->rails.high[i];
        double wei = strategy->initial[i] * (double)WEI;
        if (wei > (double)(low - UNIT) && wei < (double)(high + UNIT))
            continue;
        char reason[200];
        snprintf(reason, sizeof reason,
                 "the initial weight of %.60s is %.12g; permitted: from %.12g to %.12g",
                 strategy->tokens[i], strategy->initial[i], (double)low / (double)WEI,
                 (double)high / (double)WEI);
        return fail(execution, reason, error);
    }
    return ORTH_OK;
}

/* Each weight's way must be long enough for one that has a multiplier. */
static orth_status check_interval(orth_execution *execution, orth_error *error)
{
    const orth_box *rails = &execution->rails;
    int64_t widest = 0, finest = (int64_t)execution->interval * UNIT;
    for (size_t i = 0; i < rails->n; i++)
        widest = rails->high[i] - rails->low[i] > widest ? rails->high[i] - rails->low[i] : widest;
    char text[240];
    if (finest > widest && execution->strategy->role != ORTH_RULE_STILL) {
        snprintf(text, sizeof text,
                 "a move takes %" PRIu64 " s, and multipliers are whole 1e-9 a second: within its "
                 "rails no weight would move; permitted: up to %" PRId64 " s",
                 execution->interval, widest / UNIT);
        return fail(execution, text, error);
    }
    snprintf(text, sizeof text,
             "a weight that would move by less than %.6g in the %" PRIu64 " s of a move stays, and "
             "others arrive short by less than that: multipliers are whole 1e-9 a second",
             (double)execution->interval / (double)UNIT, execution->interval);
    add_note(execution, text);
    return ORTH_OK;
}

static orth_status set_step(orth_execution *execution, orth_error *error)
{
    double largest = execution->strategy->largest_change;
    uint64_t over = execution->strategy->over;
    execution->step = WEI;
    if (!(largest < 1))
        return ORTH_OK;
    int64_t each = llrint(largest * (double)WEI);
    if ((double)each / (double)WEI > largest)
        each--;
    if (each < (int64_t)execution->block_seconds * UNIT) {
        char reason[200];
        snprintf(reason, sizeof reason,
                 "largest_change_a_block is %.12g, and multipliers are whole 1e-9 a second; "
                 "permitted: from %.12g",
                 largest, (double)execution->block_seconds / (double)UNIT);
        return fail(execution, reason, error);
    }
    if (over < (uint64_t)(WEI / each))
        execution->step = (int64_t)over * each;
    return ORTH_OK;
}

orth_status orth_execution_set_terms(orth_execution *execution, double block_seconds,
                                     orth_error *error)
{
    orth_status status = check_kind(execution, error);
    if (status == ORTH_OK)
        status = set_times(execution, block_seconds, error);
    if (status == ORTH_OK)
        status = set_rails(execution, error);
    if (status == ORTH_OK)
        status = check_initial(execution, error);
    if (status == ORTH_OK)
        status = check_interval(execution, error);
    return status == ORTH_OK ? set_step(execution, error) : status;
}
