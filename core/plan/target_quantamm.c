/* QuantAMM-V1: weights and multipliers of nine decimals, multipliers in whole 1e-9 a second.
 *
 * A segment of T seconds moves token i by D_i units of 1e-9, D_i = q_i T + r_i with 0 <= r_i < T:
 * it needs the multiplier q_i + 1 for r_i of the seconds and q_i for the others. The r_i sum to R T
 * for a whole R, so laying them end to end and cutting that line into R pieces of T (McNaughton's
 * wrap-around rule) has exactly R tokens at their larger multiplier at any time: the multipliers
 * always sum to zero, and every token arrives to the last unit, in at most N calls. Cuts that lie
 * closer together than the tolerance allows are made one, for fewer calls. Only the last segment is
 * cut; those before it take multipliers rounded to the nearest that sum to zero, and each next call
 * starts from where the weights really are. */
#include <stdlib.h>
#include <string.h>

#include "plan/target.h"

#define UNIT 1000000000
#define LEAST UINT64_C(10000000000000000)
#define MOST UINT64_C(990000000000000000)
#define TOKENS 8
/* The interpolation time of a call that is to stop the weights: so long that where it is mined
 * late, and the weights have run past its targets, the multipliers back to them are cut to 0. */
#define STOP_SECONDS UINT64_C(10000000000)
/* In units: a cut moved by so many seconds moves an arrival by so many units, and a token meets two
 * cuts; together 1e-6. */
#define CUT_TOLERANCE 490

static const orth_plan_function set_weights = {
    .name = "setWeightsManually",
    .signature = "setWeightsManually(int256[],address,uint40,uint256)",
    .selector = 0x3201189fu,
    .count = 4,
    .arguments = {{"weightsAndMultipliers", ORTH_PLAN_INTS},
                  {"pool", ORTH_PLAN_ADDRESS},
                  {"lastInterpolationTime", ORTH_PLAN_UINT},
                  {"numberOfAssets", ORTH_PLAN_UINT}},
};
static const orth_plan_function set_target = {
    .name = "setTargetWeightsManually",
    .signature = "setTargetWeightsManually(int256[],address,uint40,uint256)",
    .selector = 0x3bb1254cu,
    .count = 4,
    .arguments = {{"targetWeights", ORTH_PLAN_INTS},
                  {"pool", ORTH_PLAN_ADDRESS},
                  {"interpolationTime", ORTH_PLAN_UINT},
                  {"numberOfAssets", ORTH_PLAN_UINT}},
};
static const orth_plan_function *const functions[] = {&set_weights, &set_target, NULL};

static orth_word signed_word(int64_t value)
{
    orth_word magnitude = orth_word_of(value < 0 ? (uint64_t)-value : (uint64_t)value);
    return value < 0 ? orth_word_negate(magnitude) : magnitude;
}

/* A pool's weights in units while the plan is made. */
typedef struct course {
    const orth_plan_function *function;
    int64_t now[TOKENS];
    uint64_t at;
} course;

/* One call: these multipliers from now to `end`; the course goes on to where they lead. */
static orth_status move_to(course *c, orth_plan *plan, const int64_t *multipliers, uint64_t end,
                           orth_error *error)
{
    bool whole = c->function == &set_weights;
    size_t n = plan->n;
    const size_t counts[] = {whole ? 2 * n : n, 1, 1, 1};
    int64_t seconds = (int64_t)(end - c->at);
    orth_plan_call *call;
    orth_status status = orth_plan_append(&call, plan, c->at, c->function, counts, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        int64_t reached = c->now[i] + multipliers[i] * seconds;
        call->arguments[0].words[i] = signed_word((whole ? c->now[i] : reached) * UNIT);
        if (whole)
            call->arguments[0].words[n + i] = signed_word(multipliers[i] * UNIT);
        c->now[i] = reached;
    }
    call->arguments[1].words[0] = plan->address;
    call->arguments[2].words[0] = orth_word_of(whole ? end : (uint64_t)seconds);
    call->arguments[3].words[0] = orth_word_of(n);
    c->at = end;
    return ORTH_OK;
}

/* q_i rounded down and r_i of each token's move; returns R. */
static int64_t divide(int64_t *quotient, int64_t *rest, size_t n, const int64_t *move,
                      int64_t seconds)
{
    int64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        quotient[i] = move[i] / seconds;
        rest[i] = move[i] % seconds;
        if (rest[i] < 0)
            rest[i] += seconds, quotient[i]--;
        sum += rest[i];
    }
    return sum / seconds;
}

/* One call for the whole segment: the R largest rests round up. */
static orth_status go_rounded(course *c, orth_plan *plan, const int64_t *move, uint64_t end,
                              orth_error *error)
{
    int64_t quotient[TOKENS], rest[TOKENS];
    int64_t up = divide(quotient, rest, plan->n, move, (int64_t)(end - c->at));
    for (; up > 0; up--) {
        size_t best = 0;
        for (size_t i = 1; i < plan->n; i++)
            best = rest[i] > rest[best] ? i : best;
        quotient[best]++;
        rest[best] = -1;
    }
    return move_to(c, plan, quotient, end, error);
}

/* Seconds into the segment, snapped to its ends, to a block and to an earlier cut. */
static int64_t snap(const orth_plan *plan, uint64_t begin, int64_t seconds, int64_t cut,
                    const int64_t *cuts, size_t count)
{
    if (cut <= CUT_TOLERANCE)
        return 0;
    if (seconds - cut <= CUT_TOLERANCE)
        return seconds;
    for (size_t k = 0; k < count; k++)
        if (llabs(cuts[k] - cut) <= CUT_TOLERANCE)
            return cuts[k];
    uint64_t offset = begin + (uint64_t)cut - plan->clock.start;
    uint64_t block = (uint64_t)((orth_limb2)offset * plan->clock.per / plan->clock.seconds);
    int64_t lower = (int64_t)(orth_plan_block_time(&plan->clock, block) - begin);
    int64_t upper = (int64_t)(orth_plan_block_time(&plan->clock, block + 1) - begin);
    int64_t nearest = cut - lower <= upper - cut ? lower : upper;
    return nearest <= 0 ? 0 : nearest >= seconds ? seconds : nearest;
}

/* The wrap-around rule. `line` is where each token's rest ends on the line of R pieces. */
static orth_status go_exactly(course *c, orth_plan *plan, const int64_t *move, uint64_t end,
                              orth_error *error)
{
    int64_t quotient[TOKENS], rest[TOKENS], cuts[TOKENS + 1], line[TOKENS + 1] = {0};
    uint64_t begin = c->at;
    size_t n = plan->n, count = 0;
    int64_t seconds = (int64_t)(end - begin), where = 0;
    divide(quotient, rest, n, move, seconds);
    for (size_t i = 0; i < n; i++) {
        where += rest[i];
        int64_t cut = snap(plan, begin, seconds, where % seconds, cuts, count);
        line[i + 1] = where / seconds * seconds + cut;
        if (cut > 0 && cut < seconds)
            cuts[count++] = cut;
    }
    for (size_t k = 1; k < count; k++) /* in order */
        for (size_t l = k; l > 0 && cuts[l] < cuts[l - 1]; l--) {
            int64_t keep = cuts[l];
            cuts[l] = cuts[l - 1], cuts[l - 1] = keep;
        }
    cuts[count] = seconds;
    for (size_t k = 0; k <= count; k++) {
        int64_t from = k == 0 ? 0 : cuts[k - 1], multipliers[TOKENS];
        if (cuts[k] == from)
            continue;
        for (size_t i = 0; i < n; i++) {
            bool up = false; /* whether a piece of the token's stretch covers this time */
            for (int64_t piece = 0; piece <= line[n]; piece += seconds)
                up = up || (line[i] <= piece + from && piece + cuts[k] <= line[i + 1]);
            multipliers[i] = quotient[i] + (up ? 1 : 0);
        }
        orth_status status = move_to(c, plan, multipliers, begin + (uint64_t)cuts[k], error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

static orth_status make(orth_plan *plan, const orth_plan_points *points,
                        const orth_plan_function *function, orth_error *error)
{
    course c = {.function = function, .at = plan->clock.start};
    int64_t zero[TOKENS] = {0}, move[TOKENS];
    orth_word point[TOKENS];
    for (size_t i = 0; i < plan->n; i++)
        c.now[i] = (int64_t)(plan->start[i].limb[0] / UNIT);
    orth_status status = ORTH_OK;
    for (size_t s = 0; s < points->calls && status == ORTH_OK; s++) {
        uint64_t end = orth_plan_block_time(&plan->clock, points->times[s + 1]);
        if (end == c.at) /* blocks of one second: nothing can move in it */
            continue;
        orth_plan_point(point, plan, points, s + 1, UNIT);
        for (size_t i = 0; i < plan->n; i++)
            move[i] = (int64_t)(point[i].limb[0] / UNIT) - c.now[i];
        status = plan->cut_all || s + 1 == points->calls ? go_exactly(&c, plan, move, end, error)
                                                         : go_rounded(&c, plan, move, end, error);
    }
    if (status != ORTH_OK || function != &set_target)
        return status;
    status = move_to(&c, plan, zero, c.at + 1, error); /* else it would run on to the rail */
    if (status == ORTH_OK)
        plan->calls[plan->call_count - 1].arguments[2].words[0] = orth_word_of(STOP_SECONDS);
    return status;
}

static orth_status make_set_weights(orth_plan *plan, const orth_plan_points *points,
                                    orth_error *error)
{
    return make(plan, points, &set_weights, error);
}

static orth_status make_set_target(orth_plan *plan, const orth_plan_points *points,
                                   orth_error *error)
{
    return make(plan, points, &set_target, error);
}

static void read(orth_evm *evm, const orth_plan_state *state, uint64_t now, orth_word *out)
{
    orth_quantamm_read(evm, &state->schedule, orth_word_of(now - state->begin), out);
}

static bool read_short(const orth_plan_state *state, uint64_t now, uint64_t *out)
{
    const orth_quantamm_schedule *schedule = &state->schedule;
    if (!orth_word_is_short(schedule->freeze) || now < state->begin)
        return false;
    uint64_t seconds = now - state->begin, freeze = schedule->freeze.limb[0];
    seconds = seconds < freeze ? seconds : freeze;
    for (size_t i = 0; i < schedule->n; i++) {
        orth_word multiplier = schedule->multipliers[i], size = orth_word_magnitude(multiplier);
        uint64_t weight = schedule->weights[i].limb[0];
        if (!orth_word_is_short(size) || !orth_word_is_short(schedule->weights[i]))
            return false;
        orth_limb2 change = (orth_limb2)size.limb[0] * seconds;
        bool down = orth_word_negative(multiplier);
        if (change > (down ? weight : UINT64_MAX - weight))
            return false;
        out[i] = down ? weight - (uint64_t)change : weight + (uint64_t)change;
    }
    return true;
}

/* The guard rail and what it leaves to one weight, within what the calls take. */
static void limits(size_t n, uint64_t rail, uint64_t *least, uint64_t *most)
{
    uint64_t others = n - 1, one = UINT64_C(1000000000000000000);
    uint64_t rest = rail <= one / others ? one - others * rail : 0;
    *least = rail > LEAST ? rail : LEAST;
    *most = rest < MOST ? rest : MOST;
}

static orth_status check_limits(const orth_plan *plan, const orth_plan_call *call,
                                orth_error *error)
{
    for (size_t i = 0; i < plan->n; i++) {
        orth_word weight = call->arguments[0].words[i];
        char text[ORTH_WORD_TEXT_MAX];
        if (orth_word_signed_below(weight, orth_word_of(LEAST)) ||
            orth_word_signed_below(orth_word_of(MOST), weight))
            return orth_fail(error, ORTH_DOMAIN,
                             "%s: element %zu is %s; the contract takes weights from "
                             "10000000000000000 to 990000000000000000",
                             call->function->name, i, orth_word_text(text, weight, true));
    }
    return ORTH_OK;
}

static orth_status store(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t now, orth_evm *evm, orth_error *error)
{
    const orth_word *values = call->arguments[0].words;
    size_t n = plan->n;
    orth_word time = call->arguments[2].words[0], current[ORTH_PLAN_TOKENS_MAX], slots[2];
    if (!orth_word_below(time, orth_word_of(UINT64_C(1) << 40)))
        return orth_fail(error, ORTH_DOMAIN, "%s does not fit uint40",
                         call->function->arguments[2].name);
    if (call->function == &set_weights) {
        orth_quantamm_pool_slots(evm, (orth_words){n, values}, (orth_words){n, values + n}, slots);
        orth_quantamm_pool_values(slots, n, state->schedule.weights, state->schedule.multipliers);
        state->schedule.n = n;
        state->schedule.freeze = orth_word_sub(time, orth_word_of(now));
        return ORTH_OK;
    }
    if (state->begun)
        read(evm, state, now, current);
    else
        memcpy(current, plan->start, n * sizeof *current);
    orth_quantamm_store(evm, &state->schedule, (orth_words){n, current}, (orth_words){n, values},
                        time, plan->rail);
    return ORTH_OK;
}

static orth_status apply(orth_plan_state *state, const orth_plan *plan, const orth_plan_call *call,
                         uint64_t now, orth_error *error)
{
    size_t wanted = call->function == &set_weights ? 2 * plan->n : plan->n;
    if (call->arguments[0].count != wanted || plan->n < 2 || plan->n > TOKENS ||
        !orth_word_equal(call->arguments[3].words[0], orth_word_of(plan->n)))
        return orth_fail(error, ORTH_DOMAIN, "%s: %s has %zu elements, must have %zu",
                         call->function->name, call->function->arguments[0].name,
                         call->arguments[0].count, wanted);
    orth_status status = check_limits(plan, call, error);
    orth_evm evm = {0};
    orth_plan_state next = *state;
    if (status == ORTH_OK)
        status = store(&next, plan, call, now, &evm, error);
    if (status != ORTH_OK)
        return status;
    next.begin = now;
    next.begun = true;
    if (!evm.reverted) {
        *state = next;
        return ORTH_OK;
    }
    char text[200];
    return orth_fail(error, ORTH_DOMAIN, "%s reverts: %s", call->function->name,
                     orth_evm_describe(text, sizeof text, &evm));
}

const orth_target orth_target_quantamm = {.name = "quantamm",
                                          .version = "QuantAMM-V1",
                                          .unit = UNIT,
                                          .tokens_max = TOKENS,
                                          .functions = functions,
                                          .make = make_set_weights,
                                          .apply = apply,
                                          .read = read,
                                          .read_short = read_short,
                                          .limits = limits};
const orth_target orth_target_quantamm_target = {.name = "quantamm-target",
                                                 .version = "QuantAMM-V1",
                                                 .unit = UNIT,
                                                 .tokens_max = TOKENS,
                                                 .functions = functions,
                                                 .make = make_set_target,
                                                 .apply = apply,
                                                 .read = read,
                                                 .read_short = read_short,
                                                 .limits = limits};
