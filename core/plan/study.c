/* A plan from beginning to end: rails, numbers of set points, the run on the contract, bound. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "orthant/optimum.h"
#include "plan/plan_bound.h"
#include "plan/study.h"

/* Up to this N^2 steps the excess over the optimum is found. */
#define OPTIMUM_MOST 1e7
/* Of fewer of the contract's last digits a move's loss is one of rounding. */
#define DIGITS_LEAST 1000

void orth_plan_study_free(orth_plan_study *s)
{
    if (s == NULL)
        return;
    orth_move_free(s->legal);
    orth_move_free(s->turned);
    orth_plan_free(s->plan);
    orth_replay_free(s->replay);
    free(s->bound);
    for (size_t k = 0; k < s->note_count; k++)
        free(s->notes[k]);
    free(s->notes);
    free(s);
}

static bool is_tiny(const orth_plan_study *s, const orth_plan_target *target)
{
    double most = 0;
    for (size_t i = 0; i < s->move->n; i++)
        most = fmax(most, fabs(s->move->delta[i]));
    return most < DIGITS_LEAST * orth_plan_weight(target->unit);
}

static orth_status find_optimum(orth_plan_study *s, orth_error *error)
{
    const orth_plan_target *target;
    orth_status status = orth_plan_target_find(&target, s->options.target, error);
    s->optimum = NAN;
    if (status != ORTH_OK || is_tiny(s, target) ||
        (double)s->move->n * (double)s->move->n * (double)s->ticks > OPTIMUM_MOST)
        return status;
    orth_optimum *optimum;
    status = orth_optimum_solve(&optimum, s->move, s->ticks, ORTH_ROUTE_AUTO, error);
    if (status == ORTH_OK && optimum->converged)
        s->optimum = optimum->log_loss;
    if (status == ORTH_OK)
        orth_optimum_free(optimum);
    return status;
}

/* The parameters of a launch have the project's token first. */
static orth_status turn(orth_plan_study *s, orth_error *error)
{
    const orth_plan_target *target;
    const orth_move *move = s->asked;
    orth_status status = orth_plan_target_find(&target, s->options.target, error);
    if (status != ORTH_OK || !s->options.project_last || !target->deployment || move->n != 2)
        return status;
    const double start[] = {move->start[1], move->start[0]};
    const double start_low[] = {move->start_low[1], move->start_low[0]};
    const double end[] = {move->target[1], move->target[0]};
    const double end_low[] = {move->target_low[1], move->target_low[0]};
    status = orth_move_create(&s->turned, 2, start, start_low, end, end_low, error);
    if (status != ORTH_OK)
        return status;
    s->turned_tokens[0] = s->options.tokens[1];
    s->turned_tokens[1] = s->options.tokens[0];
    s->options.tokens = s->turned_tokens;
    s->move = s->asked = s->turned;
    return ORTH_OK;
}

static orth_status make_legal(orth_plan_study *s, orth_error *error)
{
    orth_status status = orth_plan_study_legal(&s->legal, s->move, &s->options, error);
    if (status == ORTH_OK && s->legal != NULL)
        s->move = s->legal;
    return status;
}

static orth_status find(orth_plan_study *s, orth_error *error)
{
    const orth_plan_study_options *options = &s->options;
    s->ticks = orth_plan_clock_ticks(&options->clock, options->steps);
    if (s->ticks == 0)
        return orth_fail(error, ORTH_DOMAIN,
                         "all %" PRIu64 " blocks have one timestamp, so that no weight can move",
                         options->steps + 1);
    orth_status status = options->legal ? make_legal(s, error) : ORTH_OK;
    if (status == ORTH_OK)
        status = orth_study_check_rails(s, error);
    if (status == ORTH_OK)
        status = find_optimum(s, error);
    if (status == ORTH_OK)
        status = orth_study_find_calls(s, error);
    if (status != ORTH_OK)
        return status;
    orth_study_measure(s);
    if (options->missing.runs > 0)
        status = orth_plan_missed_summarise(&s->missed, s->plan, &options->missing, error);
    if (status == ORTH_OK)
        status = orth_plan_bound(&s->bound, s->plan, ORTH_PLAN_BOUND_DIGITS, error);
    return status == ORTH_OK ? orth_study_take_notes(s, error) : status;
}

orth_status orth_plan_study_create(orth_plan_study **study, const orth_move *move,
                                   const orth_plan_study_options *options, orth_error *error)
{
    orth_plan_study *s = calloc(1, sizeof *s);
    *study = NULL;
    if (s == NULL)
        return orth_fail_memory(error, sizeof *s);
    s->options = *options;
    s->move = s->asked = move;
    orth_status status = turn(s, error);
    if (status == ORTH_OK)
        status = find(s, error);
    if (status != ORTH_OK)
        orth_plan_study_free(s);
    else
        *study = s;
    return status;
}
