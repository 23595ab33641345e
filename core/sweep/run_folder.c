#include "sweep/run_folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/json_in.h"
#include "sweep/changed.h"
#include "sweep/points_lock.h"
#include "sweep/sweep.h"

/* A sweep's scenario is within the limit of a file, and the rest of it is small; a file that is
 * longer is nobody's sweep.json. */
#define SWEEP_BYTES_MOST ((size_t)1 << 28)

/* The name of a new folder lasts through a power cut when the folder that it is in is synced. */
static void sync_parent(const char *folder)
{
    char *name = strdup(folder);
    if (name == NULL)
        return;
    for (size_t length = strlen(name); length > 1 && name[length - 1] == '/'; length--)
        name[length - 1] = '\0';
    orth_lock_sync_folder(name);
    free(name);
}

orth_status orth_folder_make(const char *folder, orth_error *error)
{
    struct stat about;
    if (mkdir(folder, 0777) == 0) {
        sync_parent(folder);
        return ORTH_OK;
    }
    int reason = errno;
    if (stat(folder, &about) == 0)
        return S_ISDIR(about.st_mode)
                   ? ORTH_OK
                   : orth_fail(error, ORTH_IO, "%s: no folder; permitted: one, or none yet",
                               folder);
    return orth_fail(error, ORTH_IO, "%s: cannot make the folder: %s", folder, strerror(reason));
}

/* ---------------------------------------------------------------- sweep.json */

/* *text is NULL where there is none. */
static orth_status read_there(char **text, size_t *length, const char *name, orth_error *error)
{
    *text = NULL;
    if (access(name, F_OK) != 0 && errno == ENOENT)
        return ORTH_OK;
    return orth_file_read_kept(text, length, name, SWEEP_BYTES_MOST, error);
}

static bool is_text(const orth_sweep *sweep, const char *text, size_t length)
{
    const char *wanted = orth_sweep_text(sweep);
    size_t most = strlen(wanted);
    return length >= most && length <= most + 1 && memcmp(text, wanted, most) == 0 &&
           (length == most || text[most] == '\n');
}

static orth_status refuse(const orth_sweep *sweep, const char *name, const char *text,
                          size_t length, orth_error *error)
{
    const char *wanted = orth_sweep_text(sweep);
    char what[700];
    json_t *before, *now = NULL;
    orth_status status = orth_json_parse(&before, text, length, name, error);
    if (status != ORTH_OK)
        return status;
    status = orth_json_parse(&now, wanted, strlen(wanted), name, error);
    if (status == ORTH_OK) {
        const char *changed = orth_changed(what, sizeof what, before, now);
        status =
            orth_fail(error, ORTH_BAD_INPUT,
                      "%s: of another sweep: %s; permitted: the same sweep; " ORTH_SWEEP_REMEDY,
                      name, changed == NULL ? "its text differs" : changed);
    }
    json_decref(before);
    json_decref(now);
    return status;
}

orth_status orth_folder_check(const orth_sweep *sweep, const char *folder, bool fresh,
                              orth_error *error)
{
    char *text = NULL, *name = orth_kept_sweep_name(folder);
    size_t length = 0;
    if (name == NULL)
        return orth_fail_memory(error, (double)strlen(folder));
    orth_status status = read_there(&text, &length, name, error);
    bool other = status == ORTH_OK && text != NULL && !is_text(sweep, text, length);
    if (other && (orth_file_same(name, sweep->file) || orth_file_same(name, sweep->scenario_file)))
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s: the run's own file would stand in place of this one, which is "
                           "read; permitted: another folder (-o), or another name for it",
                           name);
    else if (other && !fresh)
        status = refuse(sweep, name, text, length, error);
    free(text);
    free(name);
    return status;
}

/* Shards that begin at once write the same bytes. */
orth_status orth_folder_claim(const orth_sweep *sweep, const char *folder, orth_error *error)
{
    char *text = NULL, *name = orth_kept_sweep_name(folder);
    size_t length = 0;
    orth_output output;
    if (name == NULL)
        return orth_fail_memory(error, (double)strlen(folder));
    orth_status status = read_there(&text, &length, name, error);
    if (status == ORTH_OK && (text == NULL || !is_text(sweep, text, length))) {
        status = orth_output_open(&output, name, error);
        if (status == ORTH_OK) {
            fputs(orth_sweep_text(sweep), output.stream);
            fputc('\n', output.stream);
            status = orth_output_commit(&output, error);
        }
    }
    free(text);
    free(name);
    return status;
}

/* ---------------------------------------------------------------- files of points */

static orth_status for_others(const char *folder, uint64_t shards,
                              orth_status (*act)(void *user, const char *file, orth_error *error),
                              void *user, orth_error *error)
{
    orth_kept_name *names;
    size_t count;
    orth_status status = orth_kept_list(&names, &count, folder, error);
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        if (names[i].shards != shards)
            status = act(user, names[i].file, error);
    orth_kept_names_free(names, count);
    return status;
}

static orth_status probe(void *user, const char *file, orth_error *error)
{
    (void)user;
    return orth_lock_probe(file, error);
}

static orth_status remove_one(void *user, const char *file, orth_error *error)
{
    (void)user;
    return orth_lock_remove(file, error);
}

/* What was merged of points that are no more. */
static orth_status remove_results(const char *folder, orth_error *error)
{
    static const char *const results[] = {"results.csv", "results.sqlite"};
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < sizeof results / sizeof results[0]; i++) {
        char *name;
        if (asprintf(&name, "%s/%s", folder, results[i]) < 0)
            return orth_fail_memory(error, (double)strlen(folder));
        if (unlink(name) != 0 && errno != ENOENT)
            status = orth_fail(error, ORTH_IO, "%s: cannot remove: %s", name, strerror(errno));
        free(name);
    }
    return status;
}

orth_status orth_folder_clear(const char *folder, const char *file, uint64_t shards,
                              orth_error *error)
{
    orth_status status = orth_lock_probe(file, error);
    if (status == ORTH_OK)
        status = for_others(folder, shards, probe, NULL, error);
    if (status == ORTH_OK)
        status = remove_results(folder, error);
    return status == ORTH_OK ? for_others(folder, shards, remove_one, NULL, error) : status;
}

typedef struct visitor {
    const orth_kept_header *header;
    orth_status (*visit)(void *user, const orth_kept_point *point, orth_error *error);
    void *user;
    uint64_t dropped;
} visitor;

static orth_status visit_file(void *user, const char *file, orth_error *error)
{
    visitor *self = user;
    orth_kept_reader *reader;
    const orth_kept_point *point;
    bool found;
    orth_status status = orth_kept_open(&reader, &found, file, self->header->kind, error);
    if (status != ORTH_OK || !found)
        return status;
    status = orth_kept_header_compare(orth_kept_header_of(reader), self->header, file,
                                      ORTH_SWEEP_REMEDY, error);
    while (status == ORTH_OK) {
        status = orth_kept_next(reader, &point, error);
        if (status != ORTH_OK || point == NULL)
            break;
        status = self->visit(self->user, point, error);
    }
    self->dropped += orth_kept_dropped(reader, NULL);
    orth_kept_close(reader);
    return status;
}

orth_status orth_folder_visit(const char *folder, const orth_kept_header *header,
                              orth_status (*visit)(void *user, const orth_kept_point *point,
                                                   orth_error *error),
                              void *user, uint64_t *dropped, orth_error *error)
{
    visitor self = {header, visit, user, 0};
    orth_status status = for_others(folder, header->shards, visit_file, &self, error);
    *dropped += self.dropped;
    return status;
}
