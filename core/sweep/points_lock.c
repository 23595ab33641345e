#include "sweep/points_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How often a file may be replaced between its opening and its locking before it is said. */
#define TRIES 100

static orth_status fail(const char *file, const char *doing, orth_error *error)
{
    return orth_fail(error, ORTH_IO, "%s: cannot %s: %s", file, doing, strerror(errno));
}

/* A lock of the open file, not of the process: it ends with the last descriptor, is no other
 * thread's, and does not end when somebody else closes the same file. */
static orth_status lock(int descriptor, const char *file, orth_error *error)
{
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    int got;
    do {
        got = fcntl(descriptor, F_OFD_SETLK, &whole);
    } while (got != 0 && errno == EINTR);
    if (got == 0)
        return ORTH_OK;
    if (errno == EAGAIN || errno == EACCES)
        return orth_fail(error, ORTH_IO,
                         "%s: another process is writing it; permitted: one at a time", file);
    return fail(file, "lock it", error);
}

/* A pipe of that name would be waited for without end: nothing waits here, and it is refused. */
static orth_status open_regular(int *descriptor, const char *file, int flags, orth_error *error)
{
    struct stat about;
    do {
        *descriptor = open(file, flags | O_CLOEXEC | O_NONBLOCK, 0666);
    } while (*descriptor < 0 && errno == EINTR);
    if (*descriptor < 0)
        return fail(file, "open", error);
    if (fstat(*descriptor, &about) == 0 && S_ISREG(about.st_mode))
        return ORTH_OK;
    close(*descriptor);
    *descriptor = -1;
    return orth_fail(error, ORTH_IO, "%s: no regular file; permitted: one, or none", file);
}

/* Whether the name still leads to what was opened: who had the lock before may have removed it. */
static bool is_there(int descriptor, const char *file)
{
    struct stat opened, named;
    return fstat(descriptor, &opened) == 0 && stat(file, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

static orth_status open_locked(int *descriptor, const char *file, int flags, orth_error *error)
{
    *descriptor = -1;
    for (int tries = 0; tries < TRIES; tries++) {
        int opened;
        orth_status status = open_regular(&opened, file, flags, error);
        if (status != ORTH_OK)
            return status;
        status = lock(opened, file, error);
        if (status == ORTH_OK && is_there(opened, file)) {
            *descriptor = opened;
            return ORTH_OK;
        }
        close(opened);
        if (status != ORTH_OK)
            return status;
    }
    return orth_fail(error, ORTH_IO, "%s: cannot lock it: it is replaced again and again", file);
}

orth_status orth_lock_open(int *descriptor, const char *file, orth_error *error)
{
    return open_locked(descriptor, file, O_RDWR | O_APPEND | O_CREAT, error);
}

/* *descriptor is -1 where there is no such file. */
static orth_status open_there(int *descriptor, const char *file, orth_error *error)
{
    *descriptor = -1;
    if (access(file, F_OK) != 0 && errno == ENOENT)
        return ORTH_OK;
    return open_locked(descriptor, file, O_RDWR, error);
}

orth_status orth_lock_probe(const char *file, orth_error *error)
{
    int descriptor;
    orth_status status = open_there(&descriptor, file, error);
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

orth_status orth_lock_remove(const char *file, orth_error *error)
{
    int descriptor;
    orth_status status = open_there(&descriptor, file, error);
    if (descriptor < 0)
        return status;
    if (unlink(file) != 0)
        status = fail(file, "remove", error);
    close(descriptor);
    return status;
}

orth_status orth_lock_read(int *descriptor, const char *file, orth_error *error)
{
    orth_status status = open_regular(descriptor, file, O_RDONLY, error);
    return status != ORTH_OK && access(file, F_OK) != 0 && errno == ENOENT ? ORTH_OK : status;
}

orth_status orth_lock_kept(int descriptor, const char *file, orth_error *error)
{
    return is_there(descriptor, file)
               ? ORTH_OK
               : orth_fail(error, ORTH_IO,
                           "%s: removed or replaced while it was written: what was written is not "
                           "there",
                           file);
}

void orth_lock_sync_folder(const char *file)
{
    const char *slash = strrchr(file, '/');
    char *folder = slash == NULL ? strdup(".") : strndup(file, (size_t)(slash - file) + 1);
    int descriptor = folder == NULL ? -1 : open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    if (descriptor < 0)
        return;
    fsync(descriptor);
    close(descriptor);
}
