/* Plans for a number of set points, and what makes them safe. */
#include "plan/study_trial.h"

#include <math.h>

#include "base/plural.h"
#include "numeric/elementary.h"
#include "plan/safe.h"
#include "plan/study_safe.h"

/* More cuts must save more than this part of the loss. */
#define CUTS_SAVE 1e-3

/* Times are made slower until the exact attack lets the plan pass, so often, and by a little more
 * than it asks for. */
#define SLOWER_ROUNDS 12
#define SLOWER_MORE 1.0005

void orth_trial_drop(orth_trial *t)
{
    orth_plan_free(t->plan);
    orth_replay_free(t->replay);
    *t = (orth_trial){0};
}

static void swap(orth_trial *a, orth_trial *b)
{
    orth_trial old = *a;
    *a = *b;
    *b = old;
}

static orth_status make(orth_trial *t, const orth_plan_study *s, const orth_setpoints *points,
                        bool cut_all, orth_error *error)
{
    const orth_plan_study_options *options = &s->options;
    orth_plan_pool pool = {
        options->rails,       options->address,         cut_all,
        options->trade_limit, options->token_addresses, options->has_sale ? &options->sale : NULL};
    *t = (orth_trial){0};
    pool.rails.safe.blocks = 0; /* which is looked at when the plan is there */
    orth_status status =
        orth_plan_create(&t->plan, options->target, s->move, points, &options->clock, &pool, error);
    if (status == ORTH_OK)
        status = orth_plan_replay(&t->replay, t->plan, error);
    if (status != ORTH_OK)
        orth_trial_drop(t);
    else
        t->free_loss = t->replay->log_loss;
    return status;
}

/* More cuts, where they save more than their gas, and more than a little. */
static orth_status try_cuts(orth_trial *best, const orth_plan_study *s,
                            const orth_setpoints *points, orth_error *error)
{
    if (!best->plan->target->cuts || points->calls < 2)
        return ORTH_OK;
    orth_trial cut;
    orth_status status = make(&cut, s, points, true, error);
    if (status != ORTH_OK)
        return status;
    double saved = best->replay->log_loss - cut.replay->log_loss;
    double more = (double)cut.plan->call_count - (double)best->plan->call_count;
    if (saved > CUTS_SAVE * best->replay->log_loss &&
        (s->options.value == 0 || saved * s->options.value > more * s->options.gas))
        swap(best, &cut);
    orth_trial_drop(&cut);
    return ORTH_OK;
}

/* A plan of points that are in ticks, which become those of the blocks. */
static orth_status make_in_blocks(orth_trial *t, const orth_plan_study *s, orth_setpoints *points,
                                  bool rails, orth_error *error)
{
    orth_setpoints_to_blocks(points, &s->options.clock, s->options.steps);
    orth_status status = make(t, s, points, rails, error);
    return status == ORTH_OK && !rails ? try_cuts(t, s, points, error) : status;
}

/* Whether the trial is safe, and by how much it is too fast where it is not. */
static orth_status look(bool *safe, double *too_fast, const orth_trial *t,
                        const orth_plan_safe *rail, orth_error *error)
{
    orth_safety *found;
    orth_status status = orth_plan_safety_of(&found, t->replay, rail, error);
    if (status != ORTH_OK)
        return status;
    *safe = found->safe;
    *too_fast = fmax(1, found->worst.band / -orth_log1p(-rail->fee));
    orth_safety_free(found);
    return ORTH_OK;
}

/* Slows one choice of points down until it is safe; takes the place of *best where it loses less.
 * ORTH_DOMAIN where that takes more blocks than there are. */
static orth_status slow_down(orth_trial *best, double *least, const orth_plan_study *s,
                             const orth_setpoints *from, size_t candidate, orth_error *error)
{
    double slower = 1, too_fast = 1;
    bool safe = false;
    orth_status status = ORTH_OK;
    for (int round = 0; status == ORTH_OK && !safe && round < SLOWER_ROUNDS; round++) {
        orth_setpoints *points;
        orth_trial t = {0};
        status = orth_setpoints_copy(&points, from, error);
        if (status != ORTH_OK)
            return status;
        status = orth_study_points(points, s, candidate, error);
        if (status == ORTH_OK)
            status = orth_study_slow_down(points, least, s, slower, error);
        if (status == ORTH_OK)
            status = make_in_blocks(&t, s, points, true, error);
        bool worse = status == ORTH_OK && best->plan != NULL &&
                     t.replay->log_loss >= best->replay->log_loss; /* and slower still more so */
        if (status == ORTH_OK && !worse)
            status = look(&safe, &too_fast, &t, &s->options.rails.safe, error);
        slower *= too_fast * SLOWER_MORE;
        if (status == ORTH_OK && safe)
            swap(best, &t);
        orth_trial_drop(&t);
        orth_setpoints_free(points);
        if (worse)
            return ORTH_OK;
    }
    return status;
}

/* In place of a plan for `from` that is not safe. */
static orth_status make_safe(orth_trial *made, const orth_plan_study *s, const orth_setpoints *from,
                             orth_error *error)
{
    double least = INFINITY, free_loss = made->free_loss;
    const orth_plan_safe *rail = &s->options.rails.safe;
    orth_trial_drop(made);
    for (size_t candidate = 0; candidate < ORTH_STUDY_CURVES; candidate++) {
        orth_status status = slow_down(made, &least, s, from, candidate, error);
        if (status != ORTH_OK && status != ORTH_DOMAIN) {
            orth_trial_drop(made);
            return status;
        }
    }
    made->free_loss = free_loss;
    if (made->plan != NULL)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN,
                     "%zu set point%s cannot be safe from %llu block%s in a row with a capital of "
                     "%.6g at a fee of %.6g %%: that takes about %.0f blocks, and there are %llu",
                     from->calls, orth_plural(from->calls, "", "s"),
                     (unsigned long long)rail->blocks, orth_plural(rail->blocks, "", "s"),
                     rail->capital, 100 * rail->fee, ceil(least),
                     (unsigned long long)s->options.steps);
}

/* The points as they are where they are safe, or need not be. */
static orth_status make_of(orth_trial *made, const orth_plan_study *s, orth_setpoints *points,
                           bool rails, orth_error *error)
{
    orth_setpoints *in_ticks;
    const orth_plan_safe *rail = &s->options.rails.safe;
    bool safe = true;
    double unused;
    if (rail->blocks == 0)
        return make_in_blocks(made, s, points, rails, error);
    orth_status status = orth_setpoints_copy(&in_ticks, points, error);
    if (status != ORTH_OK)
        return status;
    status = make_in_blocks(made, s, points, rails, error);
    if (status == ORTH_OK)
        status = look(&safe, &unused, made, rail, error);
    if (status == ORTH_OK && !safe)
        status = make_safe(made, s, in_ticks, error);
    if (status == ORTH_OK)
        made->plan->rails.safe = *rail;
    orth_setpoints_free(in_ticks);
    return status;
}

/* For m set points. */
orth_status orth_trial_make(orth_trial *made, bool *settled, const orth_plan_study *s, size_t m,
                            orth_error *error)
{
    orth_setpoint_options how = orth_study_setpoints(&s->options);
    orth_setpoints *points;
    *made = (orth_trial){0};
    orth_status status = orth_setpoints_create(&points, s->move, s->ticks, m, &how, error);
    if (status != ORTH_OK)
        return status;
    *settled = points->settled;
    bool rails = how.minimum_weight > 0 || how.largest_move > 0; /* rounding might break them */
    status = make_of(made, s, points, rails, error);
    orth_setpoints_free(points);
    return status;
}
