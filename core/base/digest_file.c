#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"

static orth_status digest_all(char out[65], int descriptor, const char *file, orth_error *error)
{
    char piece[1 << 16];
    orth_digest digest;
    orth_digest_begin(&digest);
    for (;;) {
        ssize_t got = read(descriptor, piece, sizeof piece);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return orth_fail(error, ORTH_IO, "%s: cannot read: %s", file, strerror(errno));
        if (got == 0)
            break;
        orth_digest_add(&digest, piece, (size_t)got);
    }
    orth_digest_end(&digest, out);
    return ORTH_OK;
}

orth_status orth_digest_file(char out[65], const char *file, orth_error *error)
{
    struct stat about;
    int descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe may have no writer */
    if (descriptor < 0)
        return orth_fail(error, ORTH_IO, "%s: cannot open: %s", file, strerror(errno));
    orth_status status;
    if (fstat(descriptor, &about) != 0)
        status = orth_fail(error, ORTH_IO, "%s: cannot read: %s", file, strerror(errno));
    else if (!S_ISREG(about.st_mode))
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s: no regular file; permitted: one that can be read again", file);
    else
        status = digest_all(out, descriptor, file, error);
    close(descriptor);
    return status;
}
