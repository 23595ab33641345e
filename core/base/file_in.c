#include "base/file_in.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/stop.h"

const char *orth_file_label(const char *file)
{
    return strcmp(file, "-") == 0 ? "standard input" : file;
}

/* Doubles the room, never beyond the cap and one byte to notice that it is passed. */
static orth_status grow(char **text, size_t *room, size_t most, orth_error *error)
{
    size_t wanted = *room == 0 ? (size_t)1 << 16 : 2 * *room;
    if (wanted > most + 2)
        wanted = most + 2;
    char *more = realloc(*text, wanted);
    if (more == NULL)
        return orth_fail_memory(error, (double)wanted);
    *text = more;
    *room = wanted;
    return ORTH_OK;
}

static orth_status read_all(char **text, size_t *length, int descriptor, const char *file,
                            size_t most, orth_error *error)
{
    size_t room = 0, used = 0;
    orth_status status;
    for (;;) {
        if (used + 1 >= room) {
            status = grow(text, &room, most, error);
            if (status != ORTH_OK)
                return status;
        }
        status = orth_stop_wait(descriptor, error);
        if (status != ORTH_OK)
            return status;
        ssize_t got = read(descriptor, *text + used, room - 1 - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return orth_fail(error, ORTH_IO, "%s: cannot read: %s", orth_file_label(file),
                             strerror(errno));
        if (got == 0)
            break;
        used += (size_t)got;
        if (used > most)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: longer than %zu bytes, the most permitted",
                             orth_file_label(file), most);
    }
    (*text)[used] = '\0';
    *length = used;
    return ORTH_OK;
}

orth_status orth_file_read(char **text, size_t *length, const char *file, size_t most,
                           orth_error *error)
{
    *text = NULL;
    *length = 0;
    int standard = strcmp(file, "-") == 0;
    int descriptor = standard ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return orth_fail(error, ORTH_IO, "%s: cannot open: %s", file, strerror(errno));
    orth_status status = read_all(text, length, descriptor, file, most, error);
    if (!standard)
        close(descriptor);
    if (status != ORTH_OK) {
        free(*text);
        *text = NULL;
    }
    return status;
}

orth_status orth_file_read_kept(char **text, size_t *length, const char *file, size_t most,
                                orth_error *error)
{
    struct stat about;
    *text = NULL;
    *length = 0;
    if (stat(file, &about) == 0 && !S_ISREG(about.st_mode))
        return orth_fail(error, ORTH_IO, "%s: no regular file; permitted: one", file);
    return orth_file_read(text, length, file, most, error);
}

bool orth_file_same(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}
