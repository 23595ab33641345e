/* The points of a shard, by threads. */
#include "orthant/sweep_run.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/parallel.h"
#include "base/progress.h"
#include "base/stop.h"
#include "base/text.h"
#include "orthant/limits.h"
#include "sweep/run_folder.h"
#include "sweep/run_notes.h"
#include "sweep/run_point.h"

static const char kind[] = "sweep-points";
static const char things[] = "points";

typedef struct run {
    const orth_sweep *sweep;
    const orth_sweep_run_options *options;
    orth_sweep_outcome *outcome;
    orth_run_points points;
    orth_kept_header header;
    char *name;           /* of the shard's file */
    uint8_t *finished;    /* a bit a point of the shard */
    pthread_mutex_t lock; /* of the outcome and the notes */
    orth_run_notes notes;
} run;

/* ---------------------------------------------------------------- what is there */

static void note_failed(orth_sweep_outcome *outcome, uint64_t point, const char *message)
{
    if (outcome->failed++ > 0 && point >= outcome->first_failed)
        return;
    outcome->first_failed = point;
    snprintf(outcome->first_message, sizeof outcome->first_message, "%s", message);
}

/* A point of an earlier run. Files of other numbers of shards have points of other shards too. */
static orth_status find(void *user, const orth_kept_point *point, orth_error *error)
{
    run *self = user;
    orth_sweep_outcome *outcome = self->outcome;
    uint64_t index = point->point / outcome->shards;
    if (point->point >= orth_sweep_count(self->sweep))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: point %" PRIu64 ", of a sweep that ends with %" PRIu64
                         "; permitted: lines that a run wrote, as they were",
                         self->options->folder, point->point, orth_sweep_count(self->sweep) - 1);
    uint8_t bit = (uint8_t)(1 << index % 8);
    if (point->point % outcome->shards + 1 != outcome->shard ||
        (self->finished[index / 8] & bit) != 0)
        return ORTH_OK;
    self->finished[index / 8] |= bit;
    outcome->found++;
    if (point->failed != NULL)
        note_failed(outcome, point->point, point->failed);
    return ORTH_OK;
}

static orth_status make_header(run *self, orth_error *error)
{
    const orth_sweep *sweep = self->sweep;
    size_t count = orth_sweep_input_count(sweep);
    const char **inputs = malloc((count + 1) * sizeof *inputs);
    if (inputs == NULL)
        return orth_fail_memory(error, (double)(count + 1) * sizeof *inputs);
    for (size_t i = 0; i < count; i++)
        inputs[i] = orth_sweep_input(sweep, i);
    orth_status status =
        orth_kept_header_make(&self->header, kind, orth_sweep_sha256(sweep), self->outcome->shard,
                              self->outcome->shards, count, inputs, error);
    free(inputs);
    return status;
}

/* Nothing is written before all that may be refused has been looked at. The shard's file is locked
 * before sweep.json is written: a run that is refused leaves the folder as it was. */
static orth_status open_folder(run *self, orth_error *error)
{
    const char *folder = self->options->folder;
    bool fresh = self->options->fresh;
    orth_sweep_outcome *outcome = self->outcome;
    orth_status status = make_header(self, error);
    if (status == ORTH_OK)
        status = orth_folder_make(folder, error);
    if (status == ORTH_OK)
        status = orth_folder_check(self->sweep, folder, fresh, error);
    if (status == ORTH_OK && fresh)
        status = orth_folder_clear(folder, self->name, outcome->shards, error);
    if (status == ORTH_OK)
        status = orth_folder_visit(folder, &self->header, find, self, &outcome->dropped, error);
    uint64_t dropped = 0;
    if (status == ORTH_OK)
        status = orth_kept_file_open(&self->points.file, self->name, &self->header, fresh,
                                     ORTH_SWEEP_REMEDY, find, self, &dropped, error);
    outcome->dropped += dropped;
    return status == ORTH_OK ? orth_folder_claim(self->sweep, folder, error) : status;
}

/* ---------------------------------------------------------------- points */

static bool is_stopped(const run *self)
{
    return orth_stopped_by(self->options->stop);
}

static void tell(run *self, uint64_t point, const char *text)
{
    const orth_sweep_run_options *options = self->options;
    if (options->note != NULL && orth_run_notes_add(&self->notes, text))
        options->note(options->user, point, text);
}

/* A slip in a pointer would otherwise show as a column of nothing once all is done. */
static void tell_empty(run *self, uint64_t point, const char *pointer)
{
    char text[ORTH_QUOTE_MAX + 80], quoted[ORTH_QUOTE_MAX];
    snprintf(text, sizeof text, "the result has nothing at %s: that figure is empty",
             orth_quote(quoted, sizeof quoted, pointer));
    tell(self, point, text);
}

static void count_point(run *self, uint64_t point, const orth_point_result *result,
                        const char *message)
{
    const orth_sweep_run_options *options = self->options;
    orth_sweep_outcome *outcome = self->outcome;
    pthread_mutex_lock(&self->lock);
    outcome->ran++;
    if (message[0] != '\0')
        note_failed(outcome, point, message);
    uint64_t most = outcome->points - outcome->found;
    orth_progress(things, outcome->ran, most);
    if (options->progress != NULL)
        options->progress(options->user, outcome->ran, most);
    for (size_t i = 0; result != NULL && i < result->note_count; i++)
        tell(self, point, result->notes[i]);
    for (size_t i = 0; result != NULL && i < result->count; i++)
        if (result->figures[i].text == NULL)
            tell_empty(self, point, orth_sweep_figure(self->sweep, i));
    pthread_mutex_unlock(&self->lock);
}

/* The shard's points by their place in it; those that are finished are passed over. */
static orth_status work(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    run *self = context;
    (void)thread;
    for (uint64_t index = first; index < end; index++) {
        *failed = index;
        if ((self->finished[index / 8] & 1 << index % 8) != 0)
            continue;
        if (is_stopped(self))
            return orth_fail(error, ORTH_INTERRUPTED, "stopped");
        char message[ORTH_ERROR_TEXT_MAX];
        orth_point_result *result;
        uint64_t point = index * self->outcome->shards + self->outcome->shard - 1;
        orth_status status = orth_run_point(&self->points, point, &result, message, error);
        if (status == ORTH_OK)
            count_point(self, point, result, message);
        orth_point_result_free(result);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

/* Threads are for points; where there are fewer points than threads, each point has several. */
static void divide_threads(run *self, orth_parallel *loop)
{
    uint64_t left = self->outcome->points - self->outcome->found;
    size_t threads = orth_parallel_threads(
        &(orth_parallel){.count = ORTH_THREADS_MAX, .group = 1, .threads = self->options->threads});
    self->points.how.threads = left < threads ? (unsigned)(threads / left) : 1;
    loop->threads = (unsigned)(left < threads ? left : threads);
}

static orth_status run_points(run *self, orth_error *error)
{
    orth_sweep_outcome *outcome = self->outcome;
    orth_parallel loop = {.count = outcome->points,
                          .group = 1,
                          .round = outcome->points,
                          .context = self,
                          .work = work};
    if (outcome->found == outcome->points)
        return ORTH_OK;
    divide_threads(self, &loop);
    if (self->options->prepared != NULL)
        self->options->prepared(self->options->user);
    orth_progress_only(things);
    orth_progress(things, 0, outcome->points - outcome->found);
    orth_status status = orth_parallel_run(&loop, error);
    orth_progress_only(NULL);
    outcome->notes = self->notes.left;
    if (status != ORTH_INTERRUPTED)
        return status;
    outcome->partial = true;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- all of it */

static orth_status prepare(run *self, orth_error *error)
{
    size_t figures = orth_sweep_figure_count(self->sweep);
    size_t bytes = self->outcome->points / 8 + 1;
    self->finished = calloc(bytes, 1);
    self->points.figures = malloc((figures + 1) * sizeof *self->points.figures);
    self->name =
        orth_kept_name_of(self->options->folder, self->outcome->shard, self->outcome->shards);
    if (self->finished == NULL || self->points.figures == NULL || self->name == NULL)
        return orth_fail_memory(error, (double)bytes);
    for (size_t i = 0; i < figures; i++)
        self->points.figures[i] = orth_sweep_figure(self->sweep, i);
    return orth_price_store_create(&self->points.how.store, ORTH_PRICE_STORE_BYTES, error);
}

orth_status orth_sweep_run(const orth_sweep *sweep, const orth_sweep_run_options *options,
                           orth_sweep_outcome *outcome, orth_error *error)
{
    bool whole = options->shard == 0 && options->shards == 0;
    uint64_t shard = whole ? 1 : options->shard, shards = whole ? 1 : options->shards;
    ORTH_CHECK(shard >= 1 && shard <= shards && shards <= ORTH_SWEEP_SHARDS_MAX);
    uint64_t count = orth_sweep_count(sweep);
    *outcome = (orth_sweep_outcome){.shard = shard, .shards = shards};
    outcome->points = count / shards + (count % shards >= shard);
    run self = {.sweep = sweep,
                .options = options,
                .outcome = outcome,
                .points = {.sweep = sweep, .how = {.stop = options->stop}}};
    pthread_mutex_init(&self.lock, NULL);
    orth_status status = prepare(&self, error);
    if (status == ORTH_OK)
        status = open_folder(&self, error);
    if (status == ORTH_OK)
        status = run_points(&self, error);
    orth_error closing;
    orth_status closed = orth_kept_file_close(self.points.file, &closing);
    if (status == ORTH_OK && closed != ORTH_OK && error != NULL)
        *error = closing;
    orth_price_store_free(self.points.how.store);
    orth_kept_header_free(&self.header);
    orth_run_notes_free(&self.notes);
    free(self.points.figures);
    free(self.finished);
    free(self.name);
    pthread_mutex_destroy(&self.lock);
    return status != ORTH_OK ? status : closed;
}
