/* Costs by the frozen walk: one moment, and the moments of a path. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/parallel.h"
#include "base/stop.h"
#include "cost/overshoot.h"
#include "cost/quadrature.h"
#include "cost/verdict.h"
#include "cost/walk.h"
#include "numeric/elementary.h"

#define NODES ORTH_COST_NODES
#define LANES ORTH_WALK_LANES
#define COPIES 2 /* lanes of a node */
#define GROUPS (NODES * COPIES / LANES)
#define BATCH (ORTH_WALK_TOTALS * LANES)

/* Lane l, of all, is a copy of node l / COPIES. */
typedef struct job {
    const orth_cost_terms *terms;
    orth_walk_plan plan;
    uint64_t seed;
    double *weights, *drift; /* [group][token][lane] */
    double *means;           /* [group][batch][pool][sum][lane] */
} job;

/* What a moment is: weights, drift, and what follows from them. */
typedef struct moment {
    double weights[ORTH_COST_TOKENS_MAX], drift[ORTH_COST_TOKENS_MAX];
    double noise, pace, pair; /* Var_w(S), Var_w(d), the pairs' mean variance */
} moment;

static void measure(moment *at, const orth_cost_terms *terms)
{
    size_t n = terms->n;
    double mean = 0, pairs = 0;
    at->pace = 0;
    for (size_t i = 0; i < n; i++)
        mean += at->weights[i] * at->drift[i];
    for (size_t i = 0; i < n; i++) {
        at->drift[i] -= mean;
        at->pace += at->weights[i] * at->drift[i] * at->drift[i];
        pairs += at->weights[i] * (1 - at->weights[i]) / 2;
    }
    at->noise = orth_cost_variance(terms, at->weights);
    at->pair = at->noise / pairs;
}

static void place(job *of, size_t lane, const moment *at)
{
    size_t n = of->terms->n, first = lane / LANES * n * LANES + lane % LANES;
    for (size_t i = 0; i < n; i++) {
        of->weights[first + i * LANES] = at->weights[i];
        of->drift[first + i * LANES] = at->drift[i];
    }
}

static orth_walk_lanes lanes_of(const job *of, size_t first, size_t count)
{
    orth_walk_lanes lanes = {.lanes = count};
    for (size_t l = 0; l < count; l++) {
        size_t group = (first + l) / LANES;
        lanes.means[l] = of->means + group * ORTH_WALK_BATCHES * BATCH + (first + l) % LANES;
    }
    return lanes;
}

static orth_status allocate(job *of, size_t groups, orth_error *error)
{
    size_t each = of->terms->n * LANES, doubles = groups * (2 * each + ORTH_WALK_BATCHES * BATCH);
    of->weights = malloc(doubles * sizeof *of->weights);
    if (of->weights == NULL)
        return orth_fail_memory(error, (double)(doubles * sizeof *of->weights));
    of->drift = of->weights + groups * each;
    of->means = of->drift + groups * each;
    return ORTH_OK;
}

static orth_status work(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    const job *of = context;
    (void)thread;
    for (uint64_t g = first; g < end; g++) {
        size_t at = (size_t)g * of->terms->n * LANES;
        orth_status status =
            orth_walk_run(of->means + g * ORTH_WALK_BATCHES * BATCH, of->terms, of->weights + at,
                          of->drift + at, &of->plan, of->seed, g * LANES, error);
        if (status != ORTH_OK) {
            *failed = g;
            return status;
        }
    }
    return ORTH_OK;
}

orth_status orth_cost_frozen_walk(orth_cost_frozen *frozen, const orth_cost_terms *terms,
                                  const double *weights, const double *drift, uint64_t seed,
                                  orth_error *error)
{
    job of = {.terms = terms, .seed = seed};
    moment at;
    uint64_t failed;
    memcpy(at.weights, weights, terms->n * sizeof *weights);
    memcpy(at.drift, drift, terms->n * sizeof *drift);
    measure(&at, terms);
    of.plan = orth_walk_plan_of(terms->band, at.noise, at.pair);
    orth_status status = allocate(&of, 1, error);
    if (status != ORTH_OK)
        return status;
    for (size_t l = 0; l < LANES; l++)
        place(&of, l, &at);
    status = work(&of, 0, 0, 1, &failed, error);
    if (status == ORTH_OK) {
        orth_walk_lanes lanes = lanes_of(&of, 0, LANES);
        orth_walk_estimate(frozen, &lanes, terms->band, at.noise, at.pace);
        frozen->blocks = LANES * ORTH_WALK_BATCHES * of.plan.chunks * ORTH_WALK_CHUNK;
    }
    free(of.weights);
    return status;
}

/* ---- a path */

/* Between two rows: the weights in proportion, the drift that of the step. */
static void find_moment(moment *at, orth_path *path, double time)
{
    size_t n = orth_path_tokens(path);
    double steps = (double)orth_path_steps(path);
    double place = floor(fmin(time * steps, steps - 1)), part = time * steps - place;
    orth_path_fill(path, (uint64_t)place, 1, at->weights, at->drift);
    for (size_t i = 0; i < n; i++) {
        double step = at->drift[i];
        at->drift[i] = -orth_log1p(step / at->weights[i]);
        at->weights[i] += part * step;
    }
}

typedef struct nodes {
    moment at[NODES];
    double weight[NODES]; /* sum to 1 */
    double kl;            /* their fee-less loss a step */
    double reach;         /* of the path, see orth_cost_judge */
    double least, pair;   /* Var_w(S) and the pairs' mean variance, the least of all nodes */
} nodes;

static double reach_of(orth_path *path)
{
    double start[ORTH_COST_TOKENS_MAX], target[ORTH_COST_TOKENS_MAX], low = INFINITY, high = -low;
    orth_path_fill(path, 0, 1, start, NULL);
    orth_path_fill(path, orth_path_steps(path), 1, target, NULL);
    for (size_t i = 0; i < orth_path_tokens(path); i++) {
        double log = orth_log(target[i] / start[i]);
        low = fmin(low, log);
        high = fmax(high, log);
    }
    return high - low;
}

static void find_nodes(nodes *of, orth_path *path, const orth_cost_terms *terms)
{
    double x[NODES];
    orth_cost_gauss(NODES, x, of->weight);
    of->kl = 0;
    of->least = of->pair = INFINITY;
    of->reach = reach_of(path);
    for (size_t j = 0; j < NODES; j++) {
        moment *at = &of->at[j];
        find_moment(at, path, (1 - x[j]) / 2);
        measure(at, terms);
        of->weight[j] /= 2;
        of->kl += of->weight[j] * at->pace / 2;
        of->least = fmin(of->least, at->noise);
        of->pair = fmin(of->pair, at->pair);
    }
}

static void add_node(orth_cost *cost, const orth_cost_frozen *at, double weight)
{
    cost->loss += weight * at->total;
    cost->rest += weight * at->rest;
    cost->cost += weight * at->extra;
    cost->loss_stderr += weight * weight * at->total_stderr * at->total_stderr;
    cost->rest_stderr += weight * weight * at->rest_stderr * at->rest_stderr;
    cost->cost_stderr += weight * weight * at->extra_stderr * at->extra_stderr;
}

static void add_up(orth_cost *cost, const job *of, const nodes *n, double steps)
{
    const orth_cost_terms *terms = of->terms;
    double speed = 0;
    for (size_t j = 0; j < NODES; j++) {
        orth_cost_frozen at;
        orth_walk_lanes lanes = lanes_of(of, j * COPIES, COPIES);
        orth_walk_estimate(&at, &lanes, terms->band, n->at[j].noise, n->at[j].pace);
        add_node(cost, &at, steps * n->weight[j]);
        speed += n->weight[j] * n->at[j].pace / n->at[j].noise;
    }
    cost->loss_stderr = sqrt(cost->loss_stderr);
    cost->rest_stderr = sqrt(cost->rest_stderr);
    cost->cost_stderr = sqrt(cost->cost_stderr);
    cost->speed = sqrt(speed);
    cost->band = terms->band / sqrt(n->pair);
    /* The nodes' error in the part without fee and noise is known, and taken out. */
    double missed = cost->ideal - steps * n->kl;
    cost->loss += missed;
    cost->cost += missed;
    orth_cost_in_points(cost);
    orth_cost_judge(cost, steps, n->reach, terms->band);
}

orth_status orth_cost_by_walk(orth_cost *cost, orth_path *path, const orth_cost_terms *terms,
                              const orth_cost_options *options, orth_error *error)
{
    ORTH_CHECK(orth_path_tokens(path) == terms->n);
    double steps = (double)orth_path_steps(path);
    unsigned threads = options == NULL || options->threads == 0 ? 1 : options->threads;
    job of = {.terms = terms, .seed = options == NULL ? 0 : options->seed};
    nodes at;
    *cost = (orth_cost){.loss = 0};
    find_nodes(&at, path, terms);
    of.plan = orth_walk_plan_of(terms->band, at.least, at.pair);
    orth_status status = allocate(&of, GROUPS, error);
    if (status != ORTH_OK)
        return status;
    for (size_t l = 0; l < NODES * COPIES; l++)
        place(&of, l, &at.at[l / COPIES]);
    orth_parallel loop = {.count = GROUPS,
                          .group = 1,
                          .round = GROUPS,
                          .threads = threads,
                          .context = &of,
                          .work = work};
    status = orth_parallel_run(&loop, error);
    if (status == ORTH_OK) {
        orth_path_losses losses = orth_path_losses_of(path);
        cost->ideal = losses.log_loss;
        cost->ideal_cv = losses.step_cv;
        status = orth_go_on(error);
    }
    if (status == ORTH_OK) {
        add_up(cost, &of, &at, steps);
        orth_cost_hold_to_ideal(cost, steps * at.kl,
                                "the path is not smooth enough for the moments at which it is "
                                "sampled (their fee-less loss is not the path's)");
        if (cost->valid && of.plan.chunks == ORTH_WALK_CHUNKS_MAX) {
            cost->valid = false;
            cost->why = "the noise is too small beside the fee for the walk to settle";
        }
    }
    free(of.weights);
    return status;
}
