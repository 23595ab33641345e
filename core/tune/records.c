#include "tune/records.h"

#include <errno.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/double_text.h"
#include "base/file_out.h"
#include "base/stop.h"
#include "sweep/points_file.h"

#define BUCKETS 65536

typedef struct entry {
    struct entry *next;
    orth_trial trial;
    bool of_folder, asked;
    char key[]; /* the part, and the values' texts, with a line break before each */
} entry;

struct orth_records {
    const orth_tune_windows *windows;
    const orth_tune_options *options;
    orth_kept_file *file; /* NULL without a folder */
    pthread_mutex_t lock; /* of all that follows */
    uint64_t most, count, found, dropped;
    entry *buckets[BUCKETS];
};

/* ---------------------------------------------------------------- by key */

static char *key_of(size_t part, size_t count, const char *const *values, orth_error *error)
{
    size_t length = 32;
    for (size_t i = 0; i < count; i++)
        length += strlen(values[i]) + 1;
    char *key = malloc(length);
    if (key == NULL) {
        orth_fail_memory(error, (double)length);
        return NULL;
    }
    char *end = key + snprintf(key, 32, "%zu", part);
    for (size_t i = 0; i < count; i++) {
        *end++ = '\n';
        end = stpcpy(end, values[i]);
    }
    return key;
}

static entry **place_of(orth_records *records, const char *key)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (const char *c = key; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
    entry **place = &records->buckets[(hash ^ hash >> 32) % BUCKETS];
    while (*place != NULL && strcmp((*place)->key, key) != 0)
        place = &(*place)->next;
    return place;
}

/* Under the lock. What the trial holds is taken over, or freed where there is one already. */
static entry *add(orth_records *records, const char *key, orth_trial *trial, orth_error *error)
{
    entry **place = place_of(records, key);
    if (*place == NULL) {
        size_t length = strlen(key) + 1;
        entry *made = calloc(1, sizeof *made + length);
        if (made == NULL) {
            orth_trial_free(trial);
            orth_fail_memory(error, (double)(sizeof *made + length));
            return NULL;
        }
        memcpy(made->key, key, length);
        made->trial = *trial;
        *trial = (orth_trial){.value = NAN};
        *place = made;
    }
    orth_trial_free(trial);
    return *place;
}

/* ---------------------------------------------------------------- the folder */

static orth_status take_line(void *user, const orth_kept_point *point, orth_error *error)
{
    orth_records *records = user;
    orth_trial trial = {.value = NAN};
    if (point->failed == NULL && point->figure_count > 0 && point->figures[0].text != NULL) {
        const orth_kept_figure *figure = &point->figures[0];
        trial.value = strtod(figure->text, NULL);
        trial.count = figure->groups;
        trial.observations = malloc((trial.count + 1) * sizeof *trial.observations);
        if (trial.observations == NULL)
            return orth_fail_memory(error, (double)(trial.count * sizeof *trial.observations));
        if (trial.count > 0)
            memcpy(trial.observations, figure->group_means, trial.count * sizeof(double));
    }
    char *key = key_of((size_t)point->point, point->value_count, point->values, error);
    entry *at = key != NULL ? add(records, key, &trial, error) : NULL;
    orth_trial_free(&trial);
    free(key);
    if (at == NULL)
        return ORTH_NO_MEMORY;
    at->of_folder = true;
    return ORTH_OK;
}

static orth_status append(orth_records *records, size_t part, const char *const *values,
                          const orth_trial *trial, const orth_error *why, orth_error *error)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    bool defined = isfinite(trial->value);
    orth_kept_figure figure = {.text = defined ? orth_double_text(text, trial->value) : NULL,
                               .groups = trial->count,
                               .group_means = trial->observations};
    orth_kept_point point = {
        .point = part,
        .value_count = values != NULL ? records->windows->study->axis_count : 0,
        .values = values,
        .failed = defined                  ? NULL
                  : why->status != ORTH_OK ? why->text
                                           : "the objective is not defined",
        .figure_count = defined ? 1 : 0,
        .figures = &figure,
    };
    return orth_kept_append(records->file, &point, error);
}

static char *name_in(const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *out = malloc(size);
    if (out != NULL)
        snprintf(out, size, "%s/%s", folder, name);
    return out;
}

/* What was asked, for whoever finds the folder. */
static orth_status write_study(const orth_study *study, const char *file, orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    fprintf(output.stream, "%s\n", study->text);
    return orth_output_commit(&output, error);
}

static orth_status open_folder(orth_records *records, orth_error *error)
{
    const orth_study *study = records->windows->study;
    const char *folder = records->options->folder;
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return orth_fail(error, ORTH_IO, "cannot make the folder %s: %s", folder, strerror(errno));
    orth_status status = orth_study_folder_check(study, folder, records->options->fresh, error);
    if (status != ORTH_OK)
        return status;
    char *trials = name_in(folder, "trials.jsonl"), *asked = name_in(folder, "study.json");
    orth_kept_header header = {0};
    status = trials != NULL && asked != NULL
                 ? orth_kept_header_make(&header, "tune-trials", study->sha256, 1, 1,
                                         study->input_count, study->inputs, error)
                 : orth_fail_memory(error, (double)strlen(folder));
    if (status == ORTH_OK)
        status = orth_kept_file_open(&records->file, trials, &header, records->options->fresh,
                                     "--fresh begins anew", take_line, records, &records->dropped,
                                     error);
    if (status == ORTH_OK)
        status = write_study(study, asked, error);
    orth_kept_header_free(&header);
    free(trials);
    free(asked);
    return status;
}

orth_status orth_records_open(orth_records **records, const orth_tune_windows *windows,
                              const orth_tune_options *options, orth_error *error)
{
    *records = calloc(1, sizeof **records);
    if (*records == NULL)
        return orth_fail_memory(error, (double)sizeof **records);
    (*records)->windows = windows;
    (*records)->options = options;
    pthread_mutex_init(&(*records)->lock, NULL);
    return options->folder != NULL ? open_folder(*records, error) : ORTH_OK;
}

orth_status orth_records_close(orth_records *records, orth_error *error)
{
    if (records == NULL)
        return ORTH_OK;
    orth_status status =
        records->file != NULL ? orth_kept_file_close(records->file, error) : ORTH_OK;
    for (size_t b = 0; b < BUCKETS; b++)
        for (entry *at = records->buckets[b], *next; at != NULL; at = next) {
            next = at->next;
            orth_trial_free(&at->trial);
            free(at);
        }
    pthread_mutex_destroy(&records->lock);
    free(records);
    return status;
}

/* ---------------------------------------------------------------- asking */

/* Under the lock: a trial that is asked for again counts once. */
static void note_asked(orth_records *records, entry *at)
{
    if (at->asked)
        return;
    at->asked = true;
    records->count++;
    records->found += at->of_folder;
    if (records->options->progress != NULL)
        records->options->progress(records->options->user, records->count,
                                   records->most > records->count ? records->most : records->count);
}

static orth_status make(entry **at, orth_records *records, const char *key, size_t part,
                        const char *const *values, unsigned threads, orth_error *error)
{
    orth_trial_how how = {.threads = threads, .stop = records->options->stop};
    orth_trial trial;
    orth_error why;
    if (orth_stopped_by(how.stop))
        return orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    orth_status status = orth_trial_run(&trial, records->windows, part, values, &how, &why, error);
    if (status == ORTH_OK && values == NULL && why.status != ORTH_OK) {
        *error = why;
        status = why.status;
    }
    /* What was computed while all ends may be what a stopped call has left: it runs again. */
    if (status == ORTH_OK && orth_stopped_by(how.stop))
        status = orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    if (status == ORTH_OK && records->file != NULL)
        status = append(records, part, values, &trial, &why, error);
    if (status != ORTH_OK) {
        orth_trial_free(&trial);
        return status;
    }
    pthread_mutex_lock(&records->lock);
    *at = add(records, key, &trial, error);
    pthread_mutex_unlock(&records->lock);
    return *at != NULL ? ORTH_OK : ORTH_NO_MEMORY;
}

orth_status orth_records_trial(const orth_trial **trial, orth_records *records, size_t part,
                               const char *const *values, unsigned threads, orth_error *error)
{
    *trial = NULL;
    char *key =
        key_of(part, values != NULL ? records->windows->study->axis_count : 0, values, error);
    if (key == NULL)
        return ORTH_NO_MEMORY;
    pthread_mutex_lock(&records->lock);
    entry *at = *place_of(records, key);
    pthread_mutex_unlock(&records->lock);
    orth_status status =
        at == NULL ? make(&at, records, key, part, values, threads, error) : ORTH_OK;
    free(key);
    if (status != ORTH_OK)
        return status;
    pthread_mutex_lock(&records->lock);
    note_asked(records, at);
    pthread_mutex_unlock(&records->lock);
    *trial = &at->trial;
    return ORTH_OK;
}

void orth_records_expect(orth_records *records, uint64_t trials)
{
    records->most = trials;
}

uint64_t orth_records_count(const orth_records *records, uint64_t *found, uint64_t *dropped)
{
    *found = records->found;
    *dropped = records->dropped;
    return records->count;
}
