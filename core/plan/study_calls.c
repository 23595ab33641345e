/* Set points, calls and their run for a number of set points; and the number that costs least. */
#include <math.h>
#include <stdio.h>

#include "base/progress.h"
#include "numeric/elementary.h"
#include "plan/study.h"

/* More cuts must save more than this part of the loss. */
#define CUTS_SAVE 1e-3

/* A plan and its run on the contract. */
typedef struct trial {
    orth_plan *plan;
    orth_replay *replay;
} trial;

static void drop(trial *t)
{
    orth_plan_free(t->plan);
    orth_replay_free(t->replay);
    *t = (trial){NULL, NULL};
}

static void swap(trial *a, trial *b)
{
    trial old = *a;
    *a = *b;
    *b = old;
}

static orth_status make(trial *t, const orth_plan_study *s, const orth_setpoints *points,
                        bool cut_all, orth_error *error)
{
    const orth_plan_study_options *options = &s->options;
    orth_plan_pool pool = {options->rails, options->address, cut_all, options->trade_limit};
    *t = (trial){NULL, NULL};
    orth_status status =
        orth_plan_create(&t->plan, options->target, s->move, points, &options->clock, &pool, error);
    if (status == ORTH_OK)
        status = orth_plan_replay(&t->replay, t->plan, error);
    if (status != ORTH_OK)
        drop(t);
    return status;
}

/* More cuts, where they save more than their gas, and more than a little. */
static orth_status try_cuts(trial *best, const orth_plan_study *s, const orth_setpoints *points,
                            orth_error *error)
{
    if (!best->plan->target->cuts || points->calls < 2)
        return ORTH_OK;
    trial cut;
    orth_status status = make(&cut, s, points, true, error);
    if (status != ORTH_OK)
        return status;
    double saved = best->replay->log_loss - cut.replay->log_loss;
    double more = (double)cut.plan->call_count - (double)best->plan->call_count;
    if (saved > CUTS_SAVE * best->replay->log_loss &&
        (s->options.value == 0 || saved * s->options.value > more * s->options.gas))
        swap(best, &cut);
    drop(&cut);
    return ORTH_OK;
}

static const orth_plan_row *add_row(orth_plan_study *s, size_t points, const trial *made)
{
    orth_plan_row *row = &s->rows[s->row_count++];
    size_t calls = orth_plan_transactions(made->plan);
    double loss = made->replay->log_loss;
    *row = (orth_plan_row){.points = points,
                           .calls = calls,
                           .log_loss = loss,
                           .money = -orth_expm1(-loss) * s->options.value,
                           .gas = s->options.gas * (double)calls,
                           .excess = s->optimum > 0 ? loss / s->optimum - 1 : NAN};
    return row;
}

/* What is weighed between numbers of set points. */
static double total_of(const orth_plan_study *s, const orth_plan_row *row)
{
    return s->options.value > 0 ? row->money + row->gas : row->log_loss;
}

/* Whether the last row costs less than all before it. */
static bool is_cheapest(const orth_plan_study *s, const orth_plan_row *row)
{
    for (const orth_plan_row *other = s->rows; other < row; other++)
        if (total_of(s, other) <= total_of(s, row))
            return false;
    return true;
}

/* For m set points. */
static orth_status make_points(trial *made, bool *settled, const orth_plan_study *s, size_t m,
                               orth_error *error)
{
    orth_setpoint_options how = orth_study_setpoints(&s->options);
    orth_setpoints *points;
    *made = (trial){NULL, NULL};
    orth_status status = orth_setpoints_create(&points, s->move, s->ticks, m, &how, error);
    if (status != ORTH_OK)
        return status;
    *settled = points->settled;
    orth_setpoints_to_blocks(points, &s->options.clock, s->options.steps);
    bool rails = how.minimum_weight > 0 || how.largest_move > 0; /* rounding might break them */
    status = make(made, s, points, rails, error);
    if (status == ORTH_OK && !rails)
        status = try_cuts(made, s, points, error);
    orth_setpoints_free(points);
    return status;
}

/* In place of the plan so far, which is dropped. */
static void keep(orth_plan_study *s, size_t m, trial *made, bool settled)
{
    trial old = {s->plan, s->replay};
    s->plan = made->plan, s->replay = made->replay;
    s->chosen = m;
    s->settled = settled;
    drop(&old);
    *made = (trial){NULL, NULL};
}

/* For m set points; kept where they are the cheapest so far. */
static orth_status try_points(orth_plan_study *s, size_t m, orth_error *error)
{
    trial made;
    bool settled;
    orth_status status = make_points(&made, &settled, s, m, error);
    if (status == ORTH_OK && is_cheapest(s, add_row(s, m, &made)))
        keep(s, m, &made, settled);
    drop(&made);
    return status;
}

/* Without gas every call that saves the least part of the loss would pay: of the numbers of set
 * points that lose at most ORTH_PLAN_FEWER_LOSE more than the best, the one with the fewest calls,
 * and of several such the one that loses least. */
static const orth_plan_row *fewest_calls(const orth_plan_study *s)
{
    double best = INFINITY;
    const orth_plan_row *found = NULL;
    for (size_t k = 0; k < s->row_count; k++)
        best = fmin(best, s->rows[k].log_loss);
    for (const orth_plan_row *row = s->rows; row < s->rows + s->row_count; row++) {
        if (row->log_loss > (1 + ORTH_PLAN_FEWER_LOSE) * best)
            continue;
        if (found == NULL || row->calls < found->calls ||
            (row->calls == found->calls && row->log_loss < found->log_loss))
            found = row;
    }
    return found;
}

/* The same plan again, as it was not kept. */
static orth_status settle_for_fewer(orth_plan_study *s, orth_error *error)
{
    const orth_plan_row *row = fewest_calls(s);
    s->fewer = true;
    if (row == NULL || row->points == s->chosen)
        return ORTH_OK;
    trial made;
    bool settled;
    orth_status status = make_points(&made, &settled, s, row->points, error);
    if (status == ORTH_OK)
        keep(s, row->points, &made, settled);
    drop(&made);
    return status;
}

/* From the fewest that the rails allow to ORTH_PLAN_ROWS_MAX; more only where the largest move asks
 * for it. */
static orth_status choose(orth_plan_study *s, size_t calls_max, orth_error *error)
{
    orth_setpoint_options how = orth_study_setpoints(&s->options);
    size_t least = orth_setpoint_calls_least(s->move, &how);
    size_t most = s->ticks < ORTH_PLAN_ROWS_MAX ? (size_t)s->ticks : ORTH_PLAN_ROWS_MAX;
    most = most < calls_max ? most : calls_max;
    most = most < least ? least : most;
    orth_error first = {0};
    for (size_t m = least; m <= most; m++) {
        orth_progress("numbers of set points", m - least, most - least + 1);
        orth_status status = try_points(s, m, error);
        if (status != ORTH_OK && status != ORTH_DOMAIN)
            return status;
        if (status == ORTH_DOMAIN && first.status == ORTH_OK) {
            first = *error;
            s->skipped = m;
        }
    }
    snprintf(s->skip_reason, sizeof s->skip_reason, "%s", first.text);
    if (s->row_count > 0)
        return s->options.gas > 0 && s->options.value > 0 ? ORTH_OK : settle_for_fewer(s, error);
    return orth_fail(error, ORTH_DOMAIN, "%s", first.text);
}

orth_status orth_study_find_calls(orth_plan_study *s, orth_error *error)
{
    const orth_plan_target *target;
    if (s->options.calls != 0)
        return try_points(s, s->options.calls, error);
    orth_status status = orth_plan_target_find(&target, s->options.target, error);
    return status == ORTH_OK ? choose(s, target->calls_max, error) : status;
}
