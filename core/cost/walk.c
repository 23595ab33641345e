#include "cost/walk.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/stop.h"

#define LANES ORTH_WALK_LANES
#define CHUNK ORTH_WALK_CHUNK

/* A use of random numbers of its own (core/market/draws.h has those along price paths). */
#define STREAM ((uint32_t)32 << 24)

orth_walk_plan orth_walk_plan_of(double band, double least, double pair)
{
    double blocks = 4 * band * band / least + 200;
    /* A batch is four times as long as the noise remembers, 8 / pi^2 band^2 / sigma^2 blocks. */
    double memory = 3.3 * band * band / pair / CHUNK;
    return (orth_walk_plan){
        .burn_in = (size_t)ceil(fmin(blocks / CHUNK, 4 * ORTH_WALK_CHUNKS_MAX)),
        .chunks = (size_t)fmin(fmax(ceil(memory), ORTH_WALK_CHUNKS), ORTH_WALK_CHUNKS_MAX),
    };
}

typedef struct source {
    const orth_cost_terms *terms;
    orth_draws draws;
    double *normals, *mixed; /* [token][block][lane] */
    double *still;           /* n zeros */
} source;

/* The next chunk: of each draw's two normals one is for a block of the chunk's first half, the
 * other for one of its second half. */
static void draw(source *of)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    size_t n = of->terms->n, half = CHUNK / 2 * LANES;
    for (size_t i = 0; i < n; i++) {
        double *out = of->normals + i * 2 * half;
        of->draws.stream = STREAM | (uint32_t)i;
        kernels->normals(half, out, out + half, &of->draws);
    }
    of->draws.index += CHUNK / 2;
    kernels->mix(2 * half, n, of->mixed, of->terms->root, of->normals, of->still);
}

static void run_batch(double *means, orth_clamped *walk, source *of, size_t chunks)
{
    double scale = 1 / (double)(chunks * CHUNK);
    memset(means, 0, ORTH_WALK_TOTALS * LANES * sizeof *means);
    for (size_t c = 0; c < chunks && !orth_stopped(); c++) {
        draw(of);
        orth_kernels_in_use()->clamped(walk, CHUNK, of->mixed, CHUNK * LANES);
        for (size_t e = 0; e < ORTH_WALK_TOTALS * LANES; e++)
            means[e] += walk->sums[e];
    }
    for (size_t e = 0; e < ORTH_WALK_TOTALS * LANES; e++)
        means[e] *= scale;
}

orth_status orth_walk_run(double *means, const orth_cost_terms *terms, const double *weights,
                          const double *drift, const orth_walk_plan *plan, uint64_t seed,
                          uint64_t lane, orth_error *error)
{
    size_t n = terms->n, chunk = n * CHUNK * LANES, levels = ORTH_CLAMPED_POOLS * n * LANES;
    size_t tops = ORTH_CLAMPED_POOLS * LANES, totals = ORTH_WALK_TOTALS * LANES;
    size_t doubles = 2 * chunk + n + levels + tops + totals;
    double *memory = calloc(doubles, sizeof *memory);
    if (memory == NULL)
        return orth_fail_memory(error, (double)(doubles * sizeof *memory));
    source of = {
        .terms = terms,
        .draws = {.seed = seed, .path = lane, .lanes = LANES},
        .normals = memory,
        .mixed = memory + chunk,
        .still = memory + 2 * chunk,
    };
    orth_clamped walk = {.n = n, .band = terms->band, .weights = weights, .drift = drift};
    walk.levels = of.still + n;
    walk.tops = walk.levels + levels;
    walk.sums = walk.tops + tops;
    for (size_t c = 0; c < plan->burn_in && !orth_stopped(); c++) {
        draw(&of);
        orth_kernels_in_use()->clamped(&walk, CHUNK, of.mixed, CHUNK * LANES);
    }
    for (size_t b = 0; b < ORTH_WALK_BATCHES; b++)
        run_batch(means + b * totals, &walk, &of, plan->chunks);
    free(memory);
    return orth_go_on(error);
}

static double value(const orth_walk_lanes *of, size_t batch, size_t pool, size_t sum)
{
    size_t lane = batch / ORTH_WALK_BATCHES, index = batch % ORTH_WALK_BATCHES;
    return of->means[lane][((index * ORTH_CLAMPED_POOLS + pool) * ORTH_CLAMPED_SUMS + sum) * LANES];
}

/* The balance's two sides' difference; `given` is the noise's and the drift's part. */
static double imbalance(const orth_walk_lanes *of, size_t batch, size_t pool, double band,
                        double given)
{
    return value(of, batch, pool, 0) + band * value(of, batch, pool, 1) -
           value(of, batch, pool, 2) - given;
}

/* Mean and standard error of `count` numbers. */
static void estimate(double *mean, double *stderr_, const double *numbers, size_t count)
{
    double sum = 0, square = 0, m = (double)count;
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
    *mean = sum / m;
    for (size_t i = 0; i < count; i++)
        square += (numbers[i] - *mean) * (numbers[i] - *mean);
    *stderr_ = sqrt(square / (m * (m - 1)));
}

void orth_walk_estimate(orth_cost_frozen *frozen, const orth_walk_lanes *of, double band,
                        double noise, double pace)
{
    size_t batches = of->lanes * ORTH_WALK_BATCHES;
    double control[ORTH_CLAMPED_POOLS];
    double rest[ORTH_WALK_LANES * ORTH_WALK_BATCHES], extra[ORTH_WALK_LANES * ORTH_WALK_BATCHES];
    double total[ORTH_WALK_LANES * ORTH_WALK_BATCHES];
    for (size_t p = 0; p < ORTH_CLAMPED_POOLS; p++) {
        double loss = 0, volume = 0;
        for (size_t b = 0; b < batches; b++) {
            loss += value(of, b, p, 0);
            volume += value(of, b, p, 1);
        }
        control[p] = loss > 0 ? loss / (loss + band * volume) : 0;
    }
    for (size_t b = 0; b < batches; b++) {
        double hat[ORTH_CLAMPED_POOLS];
        for (size_t p = 0; p < ORTH_CLAMPED_POOLS; p++) {
            double balance = imbalance(of, b, p, band, (noise + (p > 0 ? pace : 0)) / 2);
            hat[p] = value(of, b, p, 0) - control[p] * balance;
        }
        total[b] = (hat[1] + hat[2]) / 2;
        rest[b] = hat[0];
        extra[b] = total[b] - hat[0];
    }
    estimate(&frozen->rest, &frozen->rest_stderr, rest, batches);
    estimate(&frozen->extra, &frozen->extra_stderr, extra, batches);
    estimate(&frozen->total, &frozen->total_stderr, total, batches);
}
