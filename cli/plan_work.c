/* What `orthant plan` computes. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/optimum.h"
#include "orthant/simplex.h"
#include "plan.h"
#include "plan/plan_certify.h"

/* Up to this N^2 steps the excess over the optimum is shown. */
#define OPTIMUM_MOST 1e7
#define MISSED_RUNS 200
#define CUTS_SAVE 1e-3
/* A plan that ends further from the target is spoken of. */
#define ARRIVAL 1e-6
/* Of fewer of the contract's last digits a move's loss is one of rounding. */
#define DIGITS_LEAST 1000

void cli_plan_clear(cli_plan_study *s)
{
    orth_move_free(s->move);
    orth_move_free(s->asked);
    orth_plan_free(s->plan);
    orth_replay_free(s->replay);
    free(s->bound);
}

static orth_setpoint_options options_of(const cli_plan_study *s)
{
    return (orth_setpoint_options){!s->args->geodesic, !s->args->equal, s->scenario->minimum_weight,
                                   s->scenario->largest_move};
}

static orth_plan_clock clock_of(const orth_scenario *scenario)
{
    return (orth_plan_clock){scenario->start_time, scenario->block_seconds, scenario->block_per};
}

static bool is_tiny(const cli_plan_study *s)
{
    double most = 0, digit = strncmp(s->args->target, "quantamm", 8) == 0 ? 1e-9 : 1e-18;
    for (size_t i = 0; i < s->move->n; i++)
        most = fmax(most, fabs(s->move->delta[i]));
    return most < DIGITS_LEAST * digit;
}

static orth_status find_optimum(cli_plan_study *s, orth_error *error)
{
    s->optimum = NAN;
    if (is_tiny(s) || (double)s->move->n * (double)s->move->n * (double)s->ticks > OPTIMUM_MOST)
        return ORTH_OK;
    orth_optimum *optimum;
    orth_status status = orth_optimum_solve(&optimum, s->move, s->ticks, ORTH_ROUTE_AUTO, error);
    if (status == ORTH_OK && optimum->converged)
        s->optimum = optimum->log_loss;
    if (status == ORTH_OK)
        orth_optimum_free(optimum);
    return status;
}

static void fill_row(cli_plan_study *s, size_t calls, const orth_plan *plan,
                     const orth_replay *replay)
{
    cli_plan_row *r = &s->rows[s->row_count++];
    r->calls = calls;
    r->transactions = plan->call_count;
    r->log_loss = replay->log_loss;
    r->money = -orth_expm1(-replay->log_loss) * s->value;
    r->gas = s->args->gas * (double)plan->call_count;
    r->excess = s->optimum > 0 ? replay->log_loss / s->optimum - 1 : NAN;
}

/* What is weighed between numbers of calls. */
static double total_of(const cli_plan_study *s, const cli_plan_row *row)
{
    return s->value > 0 ? row->money + row->gas : row->log_loss;
}

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

static orth_status make(trial *t, const cli_plan_study *s, const orth_setpoints *points,
                        bool cut_all, orth_error *error)
{
    const orth_plan_clock clock = clock_of(s->scenario);
    orth_plan_pool pool = {s->rail, s->args->pool, cut_all, s->scenario->minimum_weight_wei,
                           s->scenario->largest_move_wei};
    *t = (trial){NULL, NULL};
    orth_status status =
        orth_plan_create(&t->plan, s->args->target, s->move, points, &clock, &pool, error);
    if (status == ORTH_OK)
        status = orth_plan_replay(&t->replay, t->plan, error);
    if (status != ORTH_OK)
        drop(t);
    return status;
}

/* QuantAMM: more cuts, where they save more than their gas, and more than a little. */
static orth_status try_cuts(trial *best, const cli_plan_study *s, const orth_setpoints *points,
                            orth_error *error)
{
    if (strncmp(s->args->target, "quantamm", 8) != 0 || points->calls < 2)
        return ORTH_OK;
    trial cut;
    orth_status status = make(&cut, s, points, true, error);
    if (status != ORTH_OK)
        return status;
    double saved = best->replay->log_loss - cut.replay->log_loss, gas = s->args->gas;
    double more = (double)cut.plan->call_count - (double)best->plan->call_count;
    bool better = saved > CUTS_SAVE * best->replay->log_loss &&
                  (s->value == 0 || saved * s->value > more * gas);
    if (better) {
        trial old = *best;
        *best = cut;
        cut = old;
    }
    drop(&cut);
    return ORTH_OK;
}

/* Points, calls and their run, for m set points; kept where they are the cheapest so far. */
static orth_status try_calls(cli_plan_study *s, size_t m, orth_error *error)
{
    const orth_plan_clock clock = clock_of(s->scenario);
    orth_setpoint_options how = options_of(s);
    orth_setpoints *points;
    trial made;
    orth_status status = orth_setpoints_create(&points, s->move, s->ticks, m, &how, error);
    if (status != ORTH_OK)
        return status;
    bool settled = points->settled;
    orth_setpoints_to_blocks(points, &clock, s->steps);
    bool rails = how.minimum_weight > 0 || how.largest_move > 0; /* rounding might break them */
    status = make(&made, s, points, rails, error);
    if (status == ORTH_OK && !rails)
        status = try_cuts(&made, s, points, error);
    orth_setpoints_free(points);
    if (status == ORTH_OK) {
        fill_row(s, m, made.plan, made.replay);
        const cli_plan_row *row = &s->rows[s->row_count - 1], *best = row;
        for (const cli_plan_row *other = s->rows; other < row; other++)
            best = total_of(s, other) <= total_of(s, best) ? other : best;
        if (best == row) {
            trial old = {s->plan, s->replay};
            s->plan = made.plan, s->replay = made.replay;
            s->chosen = m;
            s->settled = settled;
            made = old;
        }
    }
    drop(&made);
    return status;
}

/* m = 1 .. 16, as far as the rails and the blocks allow; more only where the largest move asks for
 * it. */
static orth_status choose_calls(cli_plan_study *s, orth_error *error)
{
    orth_setpoint_options how = options_of(s);
    size_t least = orth_setpoint_calls_least(s->move, &how);
    size_t most = s->ticks < CLI_PLAN_ROWS ? (size_t)s->ticks : CLI_PLAN_ROWS, skipped = 0;
    if (strcmp(s->args->target, "balancer-v3-lbp") == 0)
        most = 1;
    if (least > most)
        most = least;
    orth_status status = ORTH_OK;
    orth_error first = {0};
    for (size_t m = least; m <= most; m++) {
        status = try_calls(s, m, error);
        if (status != ORTH_OK && status != ORTH_DOMAIN)
            return status;
        if (status == ORTH_DOMAIN && first.status == ORTH_OK) {
            first = *error;
            skipped = m;
        }
    }
    if (s->row_count == 0) {
        *error = first;
        return ORTH_DOMAIN;
    }
    if (skipped > 0)
        cli_note("with %zu set points: skipped: %s", skipped, first.text);
    return ORTH_OK;
}

static orth_status find_legal(const cli_plan_study *s, orth_move **legal, orth_error *error)
{
    orth_setpoint_options how = options_of(s);
    size_t calls = s->args->calls != 0 ? s->args->calls : ORTH_PLAN_CALLS_MAX;
    if (strcmp(s->args->target, "balancer-v3-lbp") == 0)
        calls = 1;
    calls = calls < s->ticks ? calls : (size_t)s->ticks;
    return orth_plan_nearest_legal(legal, s->move, s->args->target, calls, s->rail, &how, error);
}

static orth_status make_legal(cli_plan_study *s, orth_error *error)
{
    orth_move *legal;
    orth_status status = find_legal(s, &legal, error);
    if (status == ORTH_OK && legal != NULL) {
        s->asked = s->move;
        s->move = legal;
    }
    return status;
}

void cli_plan_offer(const cli_plan_study *s)
{
    orth_error error;
    orth_move *legal;
    if (s->move == NULL || s->asked != NULL || find_legal(s, &legal, &error) != ORTH_OK ||
        legal == NULL)
        return;
    fprintf(stderr, "orthant: note: the nearest legal target (least Fisher-Rao distance, %.6g) is",
            orth_simplex_distance(legal->n, s->move->target, legal->target));
    for (size_t i = 0; i < legal->n; i++)
        fprintf(stderr, "%s %.15g", i > 0 ? "," : "", legal->target[i]);
    fputs("; --legal plans for it\n", stderr);
    orth_move_free(legal);
}

static orth_status run_missed(cli_plan_study *s, orth_error *error)
{
    const orth_scenario *scenario = s->scenario;
    orth_plan_missing missing = {scenario->block_present, scenario->block_seed, MISSED_RUNS};
    if (!(scenario->block_present < 1))
        return ORTH_OK;
    return orth_missed_summarise(&s->missed, s->plan, &missing, error);
}

orth_status cli_plan_work(cli_plan_study *s, orth_error *error)
{
    s->rail = s->scenario->minimum_weight > 0 ? s->scenario->minimum_weight : 0.01;
    orth_plan_clock clock = clock_of(s->scenario);
    s->ticks = orth_plan_clock_ticks(&clock, s->steps);
    if (s->ticks == 0)
        return orth_fail(error, ORTH_DOMAIN,
                         "all %" PRIu64 " blocks have one timestamp, so that no weight can move",
                         s->steps + 1);
    orth_status status = orth_scenario_move(&s->move, s->scenario, error);
    if (status == ORTH_OK && s->args->legal)
        status = make_legal(s, error);
    if (status == ORTH_OK)
        status = cli_plan_check_rails(s, error);
    if (status == ORTH_OK)
        status = find_optimum(s, error);
    if (status == ORTH_OK)
        status = s->args->calls == 0 ? choose_calls(s, error) : try_calls(s, s->args->calls, error);
    if (status == ORTH_OK) {
        cli_plan_measure(s);
        status = run_missed(s, error);
    }
    if (status == ORTH_OK && s->distance > ARRIVAL)
        cli_note("the plan ends %.3g from the target", s->distance);
    if (status == ORTH_OK)
        status = orth_plan_bound(&s->bound, s->plan, ORTH_PLAN_BOUND_DIGITS, error);
    if (status == ORTH_OK && s->bound == NULL)
        cli_note("%" PRIu64 " blocks of %zu tokens: no lower bound is proven in the plan", s->steps,
                 s->move->n);
    return status;
}
