/* A Hawkes process: its moments, and its events one after the other. */
#include "orthant/hawkes.h"

#include <math.h>

#include "base/check.h"
#include "market/draws.h"
#include "numeric/elementary.h"

#define DRAWN ORTH_HAWKES_DRAWN
/* How long a path has run before time 0, in units of 1 / kappa: what variances miss is e^-20. */
#define BEFORE 10

static double kappa_of(const orth_hawkes *process)
{
    return process->decay * (1 - process->branching);
}

static void check(const orth_hawkes *process)
{
    ORTH_CHECK(process->rate > 0 && process->branching >= 0 &&
               process->branching <= ORTH_BRANCHING_MAX && process->decay > 0 &&
               kappa_of(process) >= ORTH_FORGETTING_MIN * (1 - 0x1p-50));
    (void)process;
}

/* C of orthant/hawkes.h, over kappa^2: L n (2 - n) beta / (2 (1 - n)) / kappa^2. */
static double clustering(const orth_hawkes *process)
{
    double n = process->branching, kappa = kappa_of(process);
    return process->rate * n * (2 - n) / (2 * (1 - n)) * process->decay / kappa / kappa;
}

/* x - (1 - e^-x) for x >= 0, without cancellation. */
static double beyond(double x)
{
    if (x > 1)
        return x + orth_expm1(-x);
    double term = x * x / 2, sum = 0;
    for (int k = 3; k < 22; k++) {
        sum += term;
        term *= -x / k;
    }
    return sum;
}

double orth_hawkes_variance(const orth_hawkes *process, double window)
{
    check(process);
    ORTH_CHECK(window >= 0);
    return process->rate * window + 2 * clustering(process) * beyond(kappa_of(process) * window);
}

double orth_hawkes_covariance(const orth_hawkes *process, double window, uint64_t apart)
{
    check(process);
    ORTH_CHECK(window >= 0 && apart >= 1);
    double kappa = kappa_of(process), forgotten = orth_expm1(-kappa * window);
    return clustering(process) * forgotten * forgotten *
           orth_exp(-kappa * window * (double)(apart - 1));
}

double orth_hawkes_fano(const orth_hawkes *process, double window)
{
    ORTH_CHECK(window > 0);
    return orth_hawkes_variance(process, window) / (process->rate * window);
}

/* The uniforms are kept as their logarithms. */
static void draw_some(orth_hawkes_walk *walk)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    orth_draws draws = {.seed = walk->seed,
                        .path = walk->path,
                        .index = walk->drawn & UINT32_MAX,
                        .stream = orth_draw_stream(ORTH_USE_HAWKES, (size_t)(walk->drawn >> 32)),
                        .lanes = 1};
    kernels->uniforms(DRAWN, walk->first, walk->second, &draws);
    kernels->log(DRAWN, walk->first, walk->first);
    kernels->log(DRAWN, walk->second, walk->second);
    walk->drawn += DRAWN;
    walk->used = 0;
}

/* What may come after an event at walk->time. The excess brings e^-(x / beta (1 - e^(-beta s))) as
 * the probability of none until s: a log-uniform below -x / beta stands for none ever. */
static void draw(orth_hawkes_walk *walk)
{
    if (walk->used == DRAWN)
        draw_some(walk);
    double left = walk->excess > 0 ? walk->beta * walk->first[walk->used] / walk->excess : -1;
    walk->by_excess = left > -1 ? walk->time - orth_log1p(left) / walk->beta : INFINITY;
    walk->outside = -walk->second[walk->used];
    walk->since = walk->time;
    walk->used++;
}

static void start(orth_hawkes_walk *walk, const orth_hawkes *process, uint64_t seed, uint64_t path,
                  double time, double excess)
{
    check(process);
    walk->time = time;
    walk->mu = process->rate * (1 - process->branching);
    walk->alpha = process->branching * process->decay;
    walk->beta = process->decay;
    walk->factor = 1;
    walk->seed = seed;
    walk->path = path;
    walk->drawn = 0;
    walk->excess = excess;
    walk->used = DRAWN;
    draw(walk);
}

void orth_hawkes_start_empty(orth_hawkes_walk *walk, const orth_hawkes *process, uint64_t seed,
                             uint64_t path)
{
    start(walk, process, seed, path, 0, 0);
}

void orth_hawkes_start(orth_hawkes_walk *walk, const orth_hawkes *process, uint64_t seed,
                       uint64_t path)
{
    double before = process->branching > 0 ? BEFORE / kappa_of(process) : 0;
    start(walk, process, seed, path, -before, process->branching * process->rate);
    while (orth_hawkes_next(walk, 0))
        continue;
}

static double next_time(const orth_hawkes_walk *walk)
{
    double rate = walk->mu * walk->factor;
    double by_outside = rate > 0 ? walk->since + walk->outside / rate : INFINITY;
    return by_outside < walk->by_excess ? by_outside : walk->by_excess;
}

bool orth_hawkes_next(orth_hawkes_walk *walk, double until)
{
    double time = next_time(walk);
    if (!(time < until))
        return false;
    walk->excess = walk->excess * orth_exp(-walk->beta * (time - walk->time)) + walk->alpha;
    walk->time = time;
    draw(walk);
    return true;
}

void orth_hawkes_scale(orth_hawkes_walk *walk, double from, double factor)
{
    ORTH_CHECK(factor >= 0 && from >= walk->since && from <= next_time(walk));
    if (factor == walk->factor)
        return;
    double left = walk->outside - walk->mu * walk->factor * (from - walk->since);
    walk->outside = left > 0 ? left : 0;
    walk->since = from;
    walk->factor = factor;
}
