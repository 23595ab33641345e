/* Appending to a file of points, and the thread that syncs it. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "sweep/points_file.h"
#include "sweep/points_lock.h"
#include "sweep/points_repair.h"

#define SYNC_SECONDS 1

struct orth_kept_file {
    int descriptor;
    char *name;
    pthread_t syncer;
    bool has_syncer;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t woken;
    uint64_t end; /* of the last whole line */
    bool dirty, closing;
    orth_error failure; /* the first; nothing is written after it */
};

/* ---------------------------------------------------------------- syncing */

static void break_off(orth_kept_file *file, const char *doing, int reason)
{
    if (file->failure.status == ORTH_OK)
        orth_fail(&file->failure, ORTH_IO, "%s: cannot %s: %s", file->name, doing,
                  strerror(reason));
}

/* Under the lock, which is open while the disk works. After a failed sync the system holds for
 * clean what never reached the disk: another sync would say that all is well, so this one's word
 * is kept. What is written to a file whose name is gone is lost with the process: a run does not go
 * on for hours to say at last that all is finished. */
static void sync_now(orth_kept_file *file)
{
    file->dirty = false;
    pthread_mutex_unlock(&file->lock);
    int done;
    do {
        done = fdatasync(file->descriptor);
    } while (done != 0 && errno == EINTR);
    int reason = errno;
    pthread_mutex_lock(&file->lock);
    if (done != 0)
        break_off(file, "sync", reason);
    else if (file->failure.status == ORTH_OK)
        orth_lock_kept(file->descriptor, file->name, &file->failure);
}

/* Waits a second, or less when the file is to be closed. The clock is one that nobody sets. */
static void wait_a_second(orth_kept_file *file)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += SYNC_SECONDS;
    while (!file->closing && pthread_cond_timedwait(&file->woken, &file->lock, &until) != ETIMEDOUT)
        ;
}

static void *keep_synced(void *argument)
{
    orth_kept_file *file = argument;
    pthread_mutex_lock(&file->lock);
    while (!file->closing) {
        if (!file->dirty) {
            pthread_cond_wait(&file->woken, &file->lock);
            continue;
        }
        wait_a_second(file);
        sync_now(file);
    }
    pthread_mutex_unlock(&file->lock);
    return NULL;
}

/* Signals are for the program's own threads. */
static void start_syncer(orth_kept_file *file)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    file->has_syncer = pthread_create(&file->syncer, NULL, keep_synced, file) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* ---------------------------------------------------------------- opening */

static orth_kept_file *create(const char *name)
{
    pthread_condattr_t attributes;
    orth_kept_file *file = calloc(1, sizeof *file);
    if (file == NULL)
        return NULL;
    file->descriptor = -1;
    file->name = strdup(name);
    if (file->name == NULL) {
        free(file);
        return NULL;
    }
    pthread_mutex_init(&file->lock, NULL);
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&file->woken, &attributes);
    pthread_condattr_destroy(&attributes);
    return file;
}

static void destroy(orth_kept_file *file)
{
    pthread_cond_destroy(&file->woken);
    pthread_mutex_destroy(&file->lock);
    free(file->name);
    free(file);
}

orth_status orth_kept_file_open(orth_kept_file **opened, const char *name,
                                const orth_kept_header *header, bool fresh, const char *remedy,
                                orth_status (*visit)(void *user, const orth_kept_point *point,
                                                     orth_error *error),
                                void *user, uint64_t *dropped, orth_error *error)
{
    *opened = NULL;
    *dropped = 0;
    orth_kept_file *file = create(name);
    if (file == NULL)
        return orth_fail_memory(error, sizeof *file);
    orth_status status = orth_lock_open(&file->descriptor, name, error);
    if (status == ORTH_OK && fresh && ftruncate(file->descriptor, 0) != 0)
        status = orth_fail(error, ORTH_IO, "%s: cannot write: %s", name, strerror(errno));
    if (status == ORTH_OK)
        status = orth_kept_repair(file->descriptor, name, header, remedy, visit, user, &file->end,
                                  dropped, error);
    if (status != ORTH_OK) {
        if (file->descriptor >= 0)
            close(file->descriptor);
        destroy(file);
        return status;
    }
    start_syncer(file);
    *opened = file;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- appending */

/* The beginning of a line that could not be written whole is cut off, unless somebody has written
 * behind it where locks do not hold. Where it cannot be, it has no newline and is found torn. */
static void cut_back(orth_kept_file *file, size_t written)
{
    struct stat about;
    if (written == 0 || fstat(file->descriptor, &about) != 0 ||
        (uint64_t)about.st_size != file->end + written)
        return;
    if (ftruncate(file->descriptor, (off_t)file->end) != 0)
        break_off(file, "cut off half a line", errno);
}

/* One write takes a line whole but where there is no more room, and then the second one says
 * why. */
static void write_line(orth_kept_file *file, const char *line, size_t length)
{
    size_t written = 0;
    while (written < length) {
        ssize_t more = write(file->descriptor, line + written, length - written);
        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0) {
            break_off(file, "write", more < 0 ? errno : ENOSPC);
            cut_back(file, written);
            return;
        }
        written += (size_t)more;
    }
    file->end += length;
    if (!file->dirty)
        pthread_cond_signal(&file->woken);
    file->dirty = true;
    if (!file->has_syncer)
        sync_now(file);
}

orth_status orth_kept_append(orth_kept_file *file, const orth_kept_point *point, orth_error *error)
{
    char *line;
    size_t length;
    orth_status status = orth_kept_line(&line, &length, point, error);
    if (status != ORTH_OK)
        return status;
    pthread_mutex_lock(&file->lock);
    if (file->failure.status == ORTH_OK)
        write_line(file, line, length);
    status = file->failure.status;
    if (status != ORTH_OK && error != NULL)
        *error = file->failure;
    pthread_mutex_unlock(&file->lock);
    free(line);
    return status;
}

orth_status orth_kept_file_close(orth_kept_file *file, orth_error *error)
{
    if (file == NULL)
        return ORTH_OK;
    pthread_mutex_lock(&file->lock);
    file->closing = true;
    pthread_cond_signal(&file->woken);
    pthread_mutex_unlock(&file->lock);
    if (file->has_syncer)
        pthread_join(file->syncer, NULL);
    pthread_mutex_lock(&file->lock);
    sync_now(file);
    if (close(file->descriptor) != 0 && errno != EINTR)
        break_off(file, "close", errno);
    pthread_mutex_unlock(&file->lock);
    orth_status status = file->failure.status;
    if (status != ORTH_OK && error != NULL)
        *error = file->failure;
    destroy(file);
    return status;
}
