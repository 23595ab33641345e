/* Which returns a resample has. */
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "market/draws.h"
#include "numeric/elementary.h"
#include "score/resample.h"

#define CHUNK 64

static orth_status add(orth_score_runs *runs, size_t at, orth_score_run run, orth_error *error)
{
    if (at == runs->room) {
        size_t room = runs->room == 0 ? 1024 : 2 * runs->room;
        orth_score_run *more = realloc(runs->runs, room * sizeof *more);
        if (more == NULL)
            return orth_fail_memory(error, (double)room * sizeof *more);
        runs->runs = more;
        runs->room = room;
    }
    runs->runs[at] = run;
    return ORTH_OK;
}

/* Runs are geometric: 1 + floor(log v / log(1 - 1 / mean)). */
static size_t length_of(double v, double decay, size_t left)
{
    double length = decay < 0 ? 1 + orth_log(v) / decay : 1;
    return length < (double)left ? (size_t)length : left;
}

static orth_status draw_one(orth_score_runs *runs, size_t *at, double decay, orth_draws draws,
                            orth_error *error)
{
    double u[CHUNK], v[CHUNK];
    size_t n = runs->returns;
    for (size_t done = 0; done < n; draws.index += CHUNK) {
        orth_kernels_in_use()->uniforms(CHUNK, u, v, &draws);
        for (size_t k = 0; k < CHUNK && done < n; k++) {
            size_t first = (size_t)(u[k] * (double)n), length = length_of(v[k], decay, n - done);
            orth_score_run run = {(uint32_t)(first < n ? first : n - 1), (uint32_t)length};
            orth_status status = add(runs, *at, run, error);
            if (status != ORTH_OK)
                return status;
            done += length;
            ++*at;
        }
    }
    return ORTH_OK;
}

orth_status orth_score_runs_draw(orth_score_runs *runs, size_t returns, double mean_length,
                                 size_t horizon, uint64_t seed, uint64_t first, size_t count,
                                 orth_error *error)
{
    size_t *begin = realloc(runs->begin, (count + 1) * sizeof *begin), at = 0;
    if (begin == NULL)
        return orth_fail_memory(error, (double)(count + 1) * sizeof *begin);
    runs->begin = begin;
    runs->returns = returns;
    runs->resamples = count;
    double decay = orth_log1p(-1 / mean_length);
    for (size_t b = 0; b < count; b++) {
        runs->begin[b] = at;
        orth_draws draws = {.seed = seed,
                            .path = first + b,
                            .stream = orth_draw_stream(ORTH_USE_SCORE, horizon),
                            .lanes = 1};
        orth_status status = draw_one(runs, &at, decay, draws, error);
        if (status != ORTH_OK)
            return status;
    }
    runs->begin[count] = at;
    return ORTH_OK;
}

void orth_score_runs_free(orth_score_runs *runs)
{
    free(runs->begin);
    free(runs->runs);
}

void orth_score_runs_sum(const orth_score_runs *runs, const double *prefix, double *out,
                         size_t step)
{
    size_t n = runs->returns;
    for (size_t b = 0; b < runs->resamples; b++) {
        double sum = 0;
        for (size_t k = runs->begin[b]; k < runs->begin[b + 1]; k++) {
            size_t first = runs->runs[k].first, end = first + runs->runs[k].length;
            double past = end > n ? prefix[n] + prefix[end - n] : prefix[end];
            sum += past - prefix[first];
        }
        out[b * step] = sum;
    }
}

void orth_score_runs_count(const orth_score_runs *runs, size_t resample, uint32_t *counts)
{
    size_t n = runs->returns;
    memset(counts, 0, n * sizeof *counts);
    for (size_t k = runs->begin[resample]; k < runs->begin[resample + 1]; k++) {
        size_t t = runs->runs[k].first;
        for (uint32_t j = 0; j < runs->runs[k].length; j++) {
            counts[t]++;
            t = t + 1 < n ? t + 1 : 0;
        }
    }
}
