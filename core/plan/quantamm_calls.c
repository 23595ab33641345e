/* Calls for QuantAMM-V1: weights and multipliers of nine decimals, multipliers in whole 1e-9 a
 * second.
 *
 * A segment of T seconds moves token i by D_i units of 1e-9, D_i = q_i T + r_i with 0 <= r_i < T:
 * it needs the multiplier q_i + 1 for r_i of the seconds and q_i for the others. The r_i sum to R T
 * for a whole R, so laying them end to end and cutting that line into R pieces of T (McNaughton's
 * wrap-around rule) has exactly R tokens at their larger multiplier at any time: the multipliers
 * always sum to zero, and every token arrives to the last unit, in at most N calls. Cuts that lie
 * closer together than the tolerance allows are made one, for fewer calls. Unless plan->cut_all
 * only the last segment is cut; those before it take multipliers rounded to the nearest that sum to
 * zero, and each next call starts from where the weights really are. */
#include "plan/quantamm_calls.h"

#include <stdlib.h>
#include <string.h>

/* The interpolation time of a call that is to stop the weights: so long that where it is mined
 * late, and the weights have run past its targets, the multipliers back to them are cut to 0. */
#define STOP_SECONDS UINT64_C(10000000000)
/* In units: a cut moved by so many seconds moves an arrival by so many units, and a token meets two
 * cuts; together 1e-6. */
#define CUT_TOLERANCE 490

static orth_word signed_word(int64_t value)
{
    orth_word magnitude = orth_word_of(value < 0 ? (uint64_t)-value : (uint64_t)value);
    return value < 0 ? orth_word_negate(magnitude) : magnitude;
}

/* A pool's weights in units while the plan is made. */
typedef struct course {
    const orth_plan_function *function;
    bool whole; /* its calls give weights, multipliers and the time to stop at, not a target */
    int64_t now[ORTH_QUANTAMM_TOKENS];
    uint64_t at;
} course;

/* One call: these multipliers from now to `end`; the course goes on to where they lead. */
static orth_status move_to(course *c, orth_plan *plan, const int64_t *multipliers, uint64_t end,
                           orth_error *error)
{
    bool whole = c->whole;
    size_t n = plan->n;
    const size_t counts[] = {whole ? 2 * n : n, 1, 1, 1};
    int64_t seconds = (int64_t)(end - c->at);
    orth_plan_call *call;
    orth_status status = orth_plan_append(&call, plan, c->at, c->function, counts, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < n; i++) {
        int64_t reached = c->now[i] + multipliers[i] * seconds;
        call->arguments[0].words[i] =
            signed_word((whole ? c->now[i] : reached) * ORTH_QUANTAMM_UNIT);
        if (whole)
            call->arguments[0].words[n + i] = signed_word(multipliers[i] * ORTH_QUANTAMM_UNIT);
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
    int64_t quotient[ORTH_QUANTAMM_TOKENS], rest[ORTH_QUANTAMM_TOKENS];
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
    int64_t quotient[ORTH_QUANTAMM_TOKENS], rest[ORTH_QUANTAMM_TOKENS],
        cuts[ORTH_QUANTAMM_TOKENS + 1], line[ORTH_QUANTAMM_TOKENS + 1] = {0};
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
        int64_t from = k == 0 ? 0 : cuts[k - 1], multipliers[ORTH_QUANTAMM_TOKENS];
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

orth_status orth_quantamm_make(orth_plan *plan, const orth_plan_points *points,
                               const orth_plan_function *function, bool stops, orth_error *error)
{
    course c = {.function = function, .whole = stops, .at = plan->clock.start};
    int64_t zero[ORTH_QUANTAMM_TOKENS] = {0}, move[ORTH_QUANTAMM_TOKENS];
    orth_word point[ORTH_QUANTAMM_TOKENS];
    for (size_t i = 0; i < plan->n; i++)
        c.now[i] = (int64_t)(plan->start[i].limb[0] / ORTH_QUANTAMM_UNIT);
    orth_status status = ORTH_OK;
    for (size_t s = 0; s < points->calls && status == ORTH_OK; s++) {
        uint64_t end = orth_plan_block_time(&plan->clock, points->times[s + 1]);
        if (end == c.at) /* blocks of one second: nothing can move in it */
            continue;
        orth_plan_point(point, plan, points, s + 1, ORTH_QUANTAMM_UNIT);
        for (size_t i = 0; i < plan->n; i++)
            move[i] = (int64_t)(point[i].limb[0] / ORTH_QUANTAMM_UNIT) - c.now[i];
        status = plan->cut_all || s + 1 == points->calls ? go_exactly(&c, plan, move, end, error)
                                                         : go_rounded(&c, plan, move, end, error);
    }
    if (status != ORTH_OK || stops)
        return status;
    status = move_to(&c, plan, zero, c.at + 1, error); /* else it would run on to the rail */
    if (status == ORTH_OK)
        plan->calls[plan->call_count - 1].arguments[2].words[0] = orth_word_of(STOP_SECONDS);
    return status;
}
