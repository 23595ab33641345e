/* A decision: from what the members say to a target, lane by lane. */
#include <math.h>
#include <string.h>

#include "strategy/move.h"
#include "strategy/rails.h"
#include "strategy/walk.h"

static orth_sight sight_of(orth_strategy_walk *walk, size_t member, bool now)
{
    return (orth_sight){
        .lanes = walk->lanes,
        .row = (walk->index - 1) * walk->strategy->update_every,
        .index = walk->index - 1,
        .prices = walk->price,
        .estimate = walk->estimates[member],
        .weights = now ? walk->now : NULL,
        .kept = walk->rule_kept[member],
        .scratch = walk->sight_scratch,
    };
}

void orth_walk_see(orth_strategy_walk *walk, const double *prices)
{
    const orth_strategy *strategy = walk->strategy;
    size_t lanes = walk->lanes;
    memcpy(walk->price, prices, strategy->n * lanes * sizeof(double));
    uint64_t index = walk->index++;
    for (size_t m = 0; m < strategy->members; m++) {
        const orth_piece *rule = &strategy->rules[m], *estimator = &strategy->estimators[m];
        if (estimator->kind != NULL)
            orth_estimator_of(estimator)->see(estimator, lanes, index, prices,
                                              walk->estimator_kept[m], walk->estimates[m]);
        orth_sight sight = sight_of(walk, m, false);
        if (orth_rule_of(rule)->see != NULL)
            orth_rule_of(rule)->see(rule, &sight);
    }
    if (walk->executor == NULL)
        return;
    for (size_t l = 0; l < lanes; l++) {
        for (size_t i = 0; i < strategy->n; i++)
            walk->lane[i] = prices[i * lanes + l];
        walk->executor->see(walk->executor_own, l, walk->lane);
    }
}

/* A target T, smoothed: s w + (1 - s) T, or where others give changes (1 - s) (T - w). */
static void smooth(const orth_strategy_walk *walk, const orth_piece *rule, double *given)
{
    size_t lanes = walk->lanes;
    bool change = walk->strategy->role == ORTH_RULE_SCORES;
    for (size_t i = 0; i < walk->strategy->n; i++) {
        orth_decay s = rule->smoothing == NULL ? (orth_decay){0, 1} : rule->smoothing[i];
        for (size_t l = 0; l < lanes; l++) {
            double w = walk->now[i * lanes + l], *t = &given[i * lanes + l];
            *t = change ? s.rest * (*t - w) : s.lambda * w + s.rest * *t;
        }
    }
}

/* What one member would have; who says nothing yet would have the weights as they are. */
static bool ask_member(orth_strategy_walk *walk, size_t member, bool smoothed)
{
    const orth_strategy *strategy = walk->strategy;
    const orth_piece *rule = &strategy->rules[member];
    size_t bytes = strategy->n * walk->lanes * sizeof(double);
    orth_sight sight = sight_of(walk, member, true);
    if (orth_rule_of(rule)->role != ORTH_RULE_STILL &&
        orth_rule_of(rule)->give(rule, &sight, walk->given)) {
        if (smoothed && orth_rule_of(rule)->role == ORTH_RULE_TARGET)
            smooth(walk, rule, walk->given);
        return true;
    }
    if (strategy->role == ORTH_RULE_SCORES)
        memset(walk->given, 0, bytes);
    else
        memcpy(walk->given, walk->now, bytes);
    return false;
}

/* The mean of the members: a candidate where all give targets, else scores. False where nobody says
 * anything. */
static bool ask(orth_strategy_walk *walk, bool smoothed)
{
    size_t width = walk->strategy->n * walk->lanes, members = walk->strategy->members;
    bool heard = false;
    memset(walk->mean, 0, width * sizeof(double));
    for (size_t m = 0; m < members; m++) {
        heard |= ask_member(walk, m, smoothed);
        for (size_t e = 0; e < width; e++)
            walk->mean[e] += walk->given[e];
    }
    for (size_t e = 0; e < width && members > 1; e++)
        walk->mean[e] /= (double)members;
    return heard;
}

static void guard(const orth_strategy *strategy, double *x, double *scratch)
{
    if (strategy->as_peer)
        orth_peer_guard(strategy->n, x, strategy->bounded ? strategy->low : NULL, strategy->high,
                        strategy->guard, scratch);
    else
        orth_rails_project(strategy->n, x, strategy->low, strategy->high, scratch);
}

static void take_lane(const orth_strategy_walk *walk, size_t lane, const double *from, double *to)
{
    for (size_t i = 0; i < walk->strategy->n; i++)
        to[i] = from[i * walk->lanes + lane];
}

static bool is_finite(size_t n, const double *x)
{
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

static void decide_lane(orth_strategy_walk *walk, size_t lane)
{
    const orth_strategy *strategy = walk->strategy;
    size_t n = strategy->n;
    double *now = walk->lane, *said = now + n, *x = said + n, *scratch = x + n;
    take_lane(walk, lane, walk->now, now);
    take_lane(walk, lane, walk->mean, said);
    if (strategy->role == ORTH_RULE_TARGET)
        memcpy(x, said, n * sizeof(double));
    else
        ((const orth_link *)strategy->link.kind)->apply(&strategy->link, x, now, said);
    if (is_finite(n, x)) {
        guard(strategy, x, scratch);
        if (!strategy->mover->endless) /* whose rows are measured */
            orth_speed_limit(n, x, now, (double)strategy->over, strategy->largest_change,
                             strategy->as_peer);
    } else {
        walk->undecided++;
        memcpy(x, now, n * sizeof(double));
    }
    if (walk->executor != NULL) {
        walk->executor->decide(walk->executor_own, lane, now, x, scratch);
        memcpy(x, scratch, n * sizeof(double));
    }
    for (size_t i = 0; i < n; i++)
        walk->move.to[i * walk->lanes + lane] = x[i];
}

void orth_walk_decide(orth_strategy_walk *walk, uint64_t row)
{
    const orth_strategy *strategy = walk->strategy;
    if (!ask(walk, true))
        return;
    for (size_t l = 0; l < walk->lanes; l++)
        decide_lane(walk, l);
    if (walk->executor == NULL)
        orth_move_set(&walk->move, strategy, walk->now);
    walk->since = row;
    walk->decided = true;
}

void orth_walk_begin(orth_strategy_walk *walk)
{
    const orth_strategy *strategy = walk->strategy;
    size_t n = strategy->n;
    if (!ask(walk, false))
        return;
    for (size_t l = 0; l < walk->lanes; l++) {
        take_lane(walk, l, walk->mean, walk->lane);
        guard(strategy, walk->lane, walk->lane + n);
        for (size_t i = 0; i < n; i++)
            walk->move.to[i * walk->lanes + l] = walk->lane[i];
        if (walk->executor != NULL)
            walk->executor->start(walk->executor_own, l, walk->lane);
    }
    memcpy(walk->now, walk->move.to, n * walk->lanes * sizeof(double));
}
