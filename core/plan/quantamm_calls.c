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

#include "plan/rails.h"

/* The interpolation time of a call that is to stop the weights: so long that where it is mined
 * late, and the weights have run past its targets, the multipliers back to them are cut to 0. */
#define STOP_SECONDS UINT64_C(10000000000)
/* In units: a cut moved by so many seconds moves an arrival by so many units, and a token meets two
 * cuts; together 1e-6. */
#define CUT_TOLERANCE 490
/* At arriving within the rails; each time without tolerance, and further inside. */
#define ATTEMPTS 100

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

/* A segment's calls: multipliers[k] up to cuts[k] seconds into it. */
typedef struct cutting {
    size_t count;
    int64_t cuts[ORTH_QUANTAMM_TOKENS + 1];
    int64_t multipliers[ORTH_QUANTAMM_TOKENS + 1][ORTH_QUANTAMM_TOKENS];
} cutting;

/* One call for the whole segment: the R largest rests round up. */
static void cut_never(cutting *made, size_t n, const int64_t *move, int64_t seconds)
{
    int64_t *quotient = made->multipliers[0], rest[ORTH_QUANTAMM_TOKENS];
    int64_t up = divide(quotient, rest, n, move, seconds);
    made->count = 1;
    made->cuts[0] = seconds;
    for (; up > 0; up--) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            best = rest[i] > rest[best] ? i : best;
        quotient[best]++;
        rest[best] = -1;
    }
}

/* Seconds into the segment, snapped to its ends, to a block and to an earlier cut. */
static int64_t snap(const orth_plan *plan, uint64_t begin, int64_t seconds, int64_t cut,
                    int64_t tolerance, const int64_t *cuts, size_t count)
{
    if (cut <= tolerance)
        return 0;
    if (seconds - cut <= tolerance)
        return seconds;
    for (size_t k = 0; k < count; k++)
        if (llabs(cuts[k] - cut) <= tolerance)
            return cuts[k];
    uint64_t offset = begin + (uint64_t)cut - plan->clock.start;
    uint64_t block = (uint64_t)((orth_limb2)offset * plan->clock.per / plan->clock.seconds);
    int64_t lower = (int64_t)(orth_plan_block_time(&plan->clock, block) - begin);
    int64_t upper = (int64_t)(orth_plan_block_time(&plan->clock, block + 1) - begin);
    int64_t nearest = cut - lower <= upper - cut ? lower : upper;
    return nearest <= 0 ? 0 : nearest >= seconds ? seconds : nearest;
}

/* The wrap-around rule. `line` is where each token's rest ends on the line of R pieces. */
static void cut_segment(cutting *made, const orth_plan *plan, uint64_t begin, const int64_t *move,
                        int64_t seconds, int64_t tolerance)
{
    int64_t quotient[ORTH_QUANTAMM_TOKENS], rest[ORTH_QUANTAMM_TOKENS],
        cuts[ORTH_QUANTAMM_TOKENS + 1], line[ORTH_QUANTAMM_TOKENS + 1] = {0}, where = 0;
    size_t n = plan->n, count = 0;
    divide(quotient, rest, n, move, seconds);
    for (size_t i = 0; i < n; i++) {
        where += rest[i];
        int64_t cut = snap(plan, begin, seconds, where % seconds, tolerance, cuts, count);
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
    made->count = 0;
    for (size_t k = 0; k <= count; k++) {
        int64_t from = k == 0 ? 0 : cuts[k - 1];
        if (cuts[k] == from)
            continue;
        for (size_t i = 0; i < n; i++) {
            bool up = false; /* whether a piece of the token's stretch covers this time */
            for (int64_t piece = 0; piece <= line[n]; piece += seconds)
                up = up || (line[i] <= piece + from && piece + cuts[k] <= line[i + 1]);
            made->multipliers[made->count][i] = quotient[i] + (up ? 1 : 0);
        }
        made->cuts[made->count++] = cuts[k];
    }
}

/* How far beyond the box the calls lead; the inner box gives way by as much. */
static bool stays(const cutting *made, const course *c, const orth_box *box, orth_box *inner)
{
    bool fine = true;
    for (size_t i = 0; i < box->n; i++) {
        int64_t reached = c->now[i], from = 0;
        for (size_t k = 0; k < made->count; from = made->cuts[k++])
            reached += made->multipliers[k][i] * (made->cuts[k] - from);
        if (reached < box->low[i])
            fine = false, inner->low[i] += box->low[i] - reached;
        if (reached > box->high[i])
            fine = false, inner->high[i] -= reached - box->high[i];
    }
    return fine;
}

/* Where the next call may lead. */
static void one_call(orth_box *box, const course *c, const orth_plan *plan)
{
    orth_rails_box(box, orth_target_of(plan->target), plan->n, &plan->rails, ORTH_QUANTAMM_UNIT);
    orth_rails_reach(box, &plan->rails, ORTH_QUANTAMM_UNIT, 1, c->now);
}

/* To `aim`, or as near to it as keeps the arrival within the box: whole multipliers and blocks do
 * not always meet it. Within a segment each weight goes one way, so that what holds at its ends
 * holds throughout. */
static orth_status go(course *c, orth_plan *plan, const int64_t *aim, uint64_t end, bool cut,
                      orth_error *error)
{
    orth_box box, inner;
    cutting made;
    uint64_t begin = c->at;
    int64_t seconds = (int64_t)(end - begin), goal[ORTH_QUANTAMM_TOKENS];
    bool fine = false, exact = plan->rails.largest_move > 0; /* what is lost cannot be caught up */
    one_call(&box, c, plan);
    inner = box;
    for (int attempt = 0; attempt < ATTEMPTS && !fine; attempt++) {
        memcpy(goal, aim, sizeof goal);
        if (!orth_box_fit(goal, &inner))
            break;
        for (size_t i = 0; i < plan->n; i++)
            goal[i] -= c->now[i];
        if (cut || attempt > 0)
            cut_segment(&made, plan, begin, goal, seconds,
                        exact || attempt > 0 ? 0 : CUT_TOLERANCE);
        else
            cut_never(&made, plan->n, goal, seconds);
        fine = stays(&made, c, &box, &inner);
    }
    if (!fine)
        return orth_fail(error, ORTH_DOMAIN,
                         "no multipliers of nine decimals keep the rails from %llu to %llu",
                         (unsigned long long)begin, (unsigned long long)end);
    orth_status status = ORTH_OK;
    for (size_t k = 0; k < made.count && status == ORTH_OK; k++)
        status = move_to(c, plan, made.multipliers[k], begin + (uint64_t)made.cuts[k], error);
    return status;
}

/* The aim, moved to where the calls left reach the wanted weights, if there is such a point. */
static const int64_t *within_reach(int64_t *aim, const course *c, const orth_plan *plan,
                                   size_t calls, const int64_t *wanted)
{
    int64_t moved[ORTH_QUANTAMM_TOKENS];
    orth_box box;
    memcpy(moved, aim, sizeof moved);
    one_call(&box, c, plan);
    orth_rails_reach(&box, &plan->rails, ORTH_QUANTAMM_UNIT, calls, wanted);
    if (orth_box_fit(moved, &box))
        memcpy(aim, moved, sizeof moved);
    return aim;
}

orth_status orth_quantamm_make(orth_plan *plan, const orth_setpoints *points,
                               const orth_plan_function *function, bool stops, orth_error *error)
{
    course c = {.function = function, .whole = stops, .at = plan->clock.start};
    int64_t zero[ORTH_QUANTAMM_TOKENS] = {0}, aim[ORTH_QUANTAMM_TOKENS],
            wanted[ORTH_QUANTAMM_TOKENS];
    orth_word point[ORTH_QUANTAMM_TOKENS];
    orth_plan_to_units(c.now, plan->start, plan->n, ORTH_QUANTAMM_UNIT);
    orth_plan_to_units(wanted, plan->wanted, plan->n, ORTH_QUANTAMM_UNIT);
    orth_status status = ORTH_OK;
    for (size_t s = 0; s < points->calls && status == ORTH_OK; s++) {
        uint64_t end = orth_plan_block_time(&plan->clock, points->times[s + 1]);
        if (end == c.at) /* blocks of one second: nothing can move in it */
            continue;
        orth_plan_point(point, plan, points, s + 1, ORTH_QUANTAMM_UNIT);
        orth_plan_to_units(aim, point, plan->n, ORTH_QUANTAMM_UNIT);
        status = go(&c, plan, within_reach(aim, &c, plan, points->calls - s - 1, wanted), end,
                    plan->cut_all || s + 1 == points->calls, error);
    }
    if (status != ORTH_OK || stops)
        return status;
    status = move_to(&c, plan, zero, c.at + 1, error); /* else it would run on to the rail */
    if (status == ORTH_OK)
        plan->calls[plan->call_count - 1].arguments[2].words[0] = orth_word_of(STOP_SECONDS);
    return status;
}
