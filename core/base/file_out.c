#include "base/file_out.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* A device, a pipe or a link cannot be replaced by a rename: it is written as it stands. */
static orth_status open_in_place(orth_output *output, orth_error *error)
{
    output->stream = fopen(output->path, "w");
    return output->stream == NULL ? fail(output->path, "open", error) : ORTH_OK;
}

orth_status orth_output_open(orth_output *output, const char *path, orth_error *error)
{
    output->stream = NULL;
    output->temporary[0] = '\0';
    if (strlen(path) + sizeof ".XXXXXX" > sizeof output->temporary) {
        errno = ENAMETOOLONG;
        return fail(path, "open", error);
    }
    strcpy(output->path, path);
    struct stat target;
    if (lstat(path, &target) == 0 && !S_ISREG(target.st_mode))
        return open_in_place(output, error);
    strcpy(output->temporary, path);
    strcat(output->temporary, ".XXXXXX");
    int descriptor = mkstemp(output->temporary);
    if (descriptor < 0)
        return fail(path, "write a file in its folder", error);
    remember(output->temporary, NULL);
    mode_t mask = umask(0);
    umask(mask);
    fchmod(descriptor, 0666 & ~mask);
    output->stream = fdopen(descriptor, "w");
    if (output->stream == NULL) {
        int reason = errno;
        close(descriptor);
        orth_output_abandon(output);
        errno = reason;
        return fail(path, "open", error);
    }
    return ORTH_OK;
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
    if (!failed && whole && rename(output->temporary, output->path) != 0) {
        failed = true;
        reason = errno;
    }
    if (failed) {
        orth_output_abandon(output);
        errno = reason;
        return fail(output->path, "write", error);
    }
    remember(NULL, output->temporary);
    return ORTH_OK;
}

void orth_output_abandon(orth_output *output)
{
    if (output->stream != NULL)
        fclose(output->stream);
    output->stream = NULL;
    if (output->temporary[0] != '\0')
        unlink(output->temporary);
    remember(NULL, output->temporary);
}

void orth_output_abandon_all(void)
{
    for (int i = 0; i < OPEN_MAX_; i++) {
        if (open_temporaries[i] != NULL)
            unlink(open_temporaries[i]);
        open_temporaries[i] = NULL;
    }
}
