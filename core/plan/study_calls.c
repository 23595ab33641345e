/* Set points, calls and their run for a number of set points; and the number that costs least. */
#include <math.h>
#include <stdio.h>

#include "base/progress.h"
#include "numeric/elementary.h"
#include "plan/study_trial.h"

static const orth_plan_row *add_row(orth_plan_study *s, size_t points, const orth_trial *made)
{
    orth_plan_row *row = &s->rows[s->row_count++];
    size_t calls = orth_plan_transactions(made->plan);
    double loss = made->replay->log_loss;
    *row = (orth_plan_row){.points = points,
                           .calls = calls,
                           .log_loss = loss,
                           .money = -orth_expm1(-loss) * s->options.value,
                           .gas = s->options.gas * (double)calls,
                           .free_loss = made->free_loss,
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

/* In place of the plan so far, which is dropped. */
static void keep(orth_plan_study *s, size_t m, orth_trial *made, bool settled)
{
    orth_trial old = {s->plan, s->replay, 0};
    s->plan = made->plan, s->replay = made->replay;
    s->chosen = m;
    s->settled = settled;
    orth_trial_drop(&old);
    *made = (orth_trial){0};
}

/* For m set points; kept where they are the cheapest so far. */
static orth_status try_points(orth_plan_study *s, size_t m, orth_error *error)
{
    orth_trial made;
    bool settled;
    orth_status status = orth_trial_make(&made, &settled, s, m, error);
    if (status == ORTH_OK && is_cheapest(s, add_row(s, m, &made)))
        keep(s, m, &made, settled);
    orth_trial_drop(&made);
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
    orth_trial made;
    bool settled;
    orth_status status = orth_trial_make(&made, &settled, s, row->points, error);
    if (status == ORTH_OK)
        keep(s, row->points, &made, settled);
    orth_trial_drop(&made);
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
    if (s->options.rails.safe.blocks > 0) /* the more points, the fewer blocks are needed */
        return ORTH_DOMAIN;
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
