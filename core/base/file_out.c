#include "base/file_out.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TRIES 100 /* how often a name may lead elsewhere between its opening and its locking */

/* What is open now, for orth_output_abandon_all, which signal handlers call. */
#define OPEN_MAX_ 8
static const char *volatile open_temporaries[OPEN_MAX_];

static void remember(const char *temporary, const char *instead_of)
{
    for (int i = 0; i < OPEN_MAX_; i++) {
        if (open_temporaries[i] == instead_of) {
            open_temporaries[i] = temporary;
            return;
        }
    }
}

static orth_status fail(const char *path, const char *doing, orth_error *error)
{
    return orth_fail(error, ORTH_IO, "%s: cannot %s: %s", path, doing, strerror(errno));
}

/* Between a temporary file's birth (or end) and the note of its name no signal may end the
 * program. */
static void hold_signals(sigset_t *before)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, before);
}

static void let_signals(const sigset_t *before)
{
    int reason = errno;
    pthread_sigmask(SIG_SETMASK, before, NULL);
    errno = reason;
}

/* A device or a pipe cannot be replaced by a rename: it is written as it stands. */
static orth_status open_in_place(orth_output *output, orth_error *error)
{
    output->stream = fopen(output->target, "w");
    return output->stream == NULL ? fail(output->path, "open", error) : ORTH_OK;
}

/* The new file's mode and owner: the old one's, or the usual ones. */
static orth_status take_over(const orth_output *output, int descriptor, const struct stat *old,
                             orth_error *error)
{
    struct stat made;
    if (old == NULL) {
        mode_t mask = umask(0);
        umask(mask);
        fchmod(descriptor, 0666 & ~mask);
        return ORTH_OK;
    }
    if (fstat(descriptor, &made) != 0)
        return fail(output->path, "write", error);
    if ((made.st_uid != old->st_uid || made.st_gid != old->st_gid) &&
        fchown(descriptor, old->st_uid, old->st_gid) != 0)
        return fail(output->path, "keep its owner", error);
    if (fchmod(descriptor, old->st_mode & 07777) != 0)
        return fail(output->path, "keep its mode", error);
    return ORTH_OK;
}

/* The lock is of the open file, and of a byte that nobody writes: SQLite locks others. A file
 * system without locks is no reason not to write. */
static bool is_mine(int descriptor, const char *name)
{
    struct flock far = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = (off_t)1 << 62, .l_len = 1};
    struct stat opened, named;
    int got;
    do {
        got = fcntl(descriptor, F_OFD_SETLK, &far);
    } while (got != 0 && errno == EINTR);
    if (got != 0 && (errno == EAGAIN || errno == EACCES)) {
        errno = EBUSY;
        return false;
    }
    /* Who had it before may have given it its name, or removed it. */
    errno = ESTALE;
    return fstat(descriptor, &opened) == 0 && S_ISREG(opened.st_mode) && lstat(name, &named) == 0 &&
           opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

/* A file of this name, locked and empty. EBUSY: another process has it. */
static int open_locked(const char *name)
{
    for (int tries = 0; tries < TRIES; tries++) {
        int descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
        if (descriptor < 0)
            return -1;
        if (is_mine(descriptor, name) && ftruncate(descriptor, 0) == 0)
            return descriptor;
        int reason = errno;
        close(descriptor);
        errno = reason;
        if (reason != ESTALE)
            return -1;
    }
    return -1;
}

/* The name is short whatever the target's: that may have all the bytes that a name can have. */
static int create_temporary(orth_output *output, bool alone)
{
    size_t folder = orth_path_folder(output->target);
    size_t room = sizeof output->temporary - folder;
    memcpy(output->temporary, output->target, folder);
    int length = snprintf(output->temporary + folder, room, ".orthant-%s",
                          alone ? output->target + folder : "XXXXXX");
    sigset_t before;
    hold_signals(&before);
    int descriptor = -1;
    errno = ENAMETOOLONG;
    if (length > 0 && (size_t)length < room)
        descriptor =
            alone ? open_locked(output->temporary) : mkostemp(output->temporary, O_CLOEXEC);
    if (descriptor >= 0)
        remember(output->temporary, NULL);
    else
        output->temporary[0] = '\0';
    let_signals(&before);
    return descriptor;
}

static orth_status open_temporary(orth_output *output, const struct stat *old, bool alone,
                                  orth_error *error)
{
    int descriptor = create_temporary(output, alone);
    if (descriptor < 0 && errno == EBUSY && alone)
        return orth_fail(error, ORTH_IO,
                         "%s: another process is writing it; permitted: one at a time",
                         output->path);
    if (descriptor < 0)
        return fail(output->path, "write a file in its folder", error);
    if (alone)
        output->lock = fcntl(descriptor, F_DUPFD_CLOEXEC, 0); /* until it has its name */
    orth_status status = take_over(output, descriptor, old, error);
    if (status == ORTH_OK) {
        output->stream = fdopen(descriptor, "w");
        if (output->stream == NULL)
            status = fail(output->path, "open", error);
    }
    if (status != ORTH_OK) {
        close(descriptor);
        orth_output_abandon(output);
    }
    return status;
}

/* Sets errno where the target's name could not be taken at the end: better said before the work. */
static bool is_name(const orth_output *output)
{
    size_t length = strlen(output->target + orth_path_folder(output->target));
    errno = length == 0 ? ENOENT : ENAMETOOLONG;
    return length > 0 && length <= NAME_MAX;
}

static orth_status open_output(orth_output *output, const char *path, bool alone, orth_error *error)
{
    output->stream = NULL;
    output->lock = -1;
    output->temporary[0] = '\0';
    output->path[0] = '\0';
    strncat(output->path, path, sizeof output->path - 1);
    orth_status status = orth_path_follow(output->target, path, error);
    if (status != ORTH_OK)
        return status;
    struct stat old;
    bool there = stat(output->target, &old) == 0;
    if (there && !S_ISREG(old.st_mode))
        return open_in_place(output, error);
    if (there && faccessat(AT_FDCWD, output->target, W_OK, AT_EACCESS) != 0)
        return fail(output->path, "write", error);
    if (!is_name(output))
        return fail(output->path, "open", error);
    return open_temporary(output, there ? &old : NULL, alone, error);
}

orth_status orth_output_open(orth_output *output, const char *path, orth_error *error)
{
    return open_output(output, path, false, error);
}

orth_status orth_output_open_alone(orth_output *output, const char *path, orth_error *error)
{
    return open_output(output, path, true, error);
}

static void unlock(orth_output *output)
{
    if (output->lock >= 0)
        close(output->lock);
    output->lock = -1;
}

/* The new name lasts through a power cut only when the folder is on the disk too. Not every file
 * system can do that, and the file is there in any case. */
static void sync_folder(const orth_output *output)
{
    char folder[ORTH_PATH_MAX];
    size_t length = orth_path_folder(output->target);
    memcpy(folder, length == 0 ? "." : output->target, length == 0 ? 1 : length);
    folder[length == 0 ? 1 : length] = '\0';
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    fsync(descriptor);
    close(descriptor);
}

static bool take_name(const orth_output *output)
{
    sigset_t before;
    hold_signals(&before);
    bool renamed = rename(output->temporary, output->target) == 0;
    if (renamed)
        remember(NULL, output->temporary);
    let_signals(&before);
    if (renamed)
        sync_folder(output);
    return renamed;
}

orth_status orth_output_commit(orth_output *output, orth_error *error)
{
    FILE *stream = output->stream;
    errno = 0;
    bool whole = output->temporary[0] != '\0';
    bool failed = fflush(stream) != 0 || ferror(stream) || (whole && fsync(fileno(stream)) != 0);
    if (failed && errno == 0) /* an earlier write failed, and its reason is gone: mostly this */
        errno = ENOSPC;
    int reason = errno;
    output->stream = NULL;
    if (fclose(stream) != 0 && !failed) {
        failed = true;
        reason = errno;
    }
    if (!failed && whole && !take_name(output)) {
        failed = true;
        reason = errno;
    }
    if (failed) {
        orth_output_abandon(output);
        errno = reason;
        return fail(output->path, "write", error);
    }
    unlock(output);
    return ORTH_OK;
}

void orth_output_abandon(orth_output *output)
{
    sigset_t before;
    if (output->stream != NULL)
        fclose(output->stream);
    output->stream = NULL;
    if (output->temporary[0] == '\0')
        return;
    hold_signals(&before);
    unlink(output->temporary);
    remember(NULL, output->temporary);
    let_signals(&before);
    output->temporary[0] = '\0';
    unlock(output);
}

void orth_output_abandon_all(void)
{
    for (int i = 0; i < OPEN_MAX_; i++) {
        if (open_temporaries[i] != NULL)
            unlink(open_temporaries[i]);
        open_temporaries[i] = NULL;
    }
}
