#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "base/file_out.h"

#define LINKS_MAX 40 /* as the kernel's */

static orth_status too_far(const char *path, orth_error *error)
{
    return orth_fail(error, ORTH_IO, "%s: cannot open: %s", path, strerror(errno));
}

size_t orth_path_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? 0 : (size_t)(slash - path) + 1;
}

/* One link's text in place of the name, relative to the link's folder. */
static bool follow_once(char *out, const char *link, size_t length)
{
    size_t folder = link[0] == '/' ? 0 : orth_path_folder(out);
    if (folder + length >= ORTH_PATH_MAX) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(out + folder, link, length);
    out[folder + length] = '\0';
    return true;
}

orth_status orth_path_follow(char *out, const char *path, orth_error *error)
{
    char link[ORTH_PATH_MAX];
    if (strlen(path) >= ORTH_PATH_MAX) {
        errno = ENAMETOOLONG;
        return too_far(path, error);
    }
    strcpy(out, path);
    for (int followed = 0; followed <= LINKS_MAX; followed++) {
        ssize_t length = readlink(out, link, sizeof link);
        if (length < 0) /* no link: a file, or nothing yet */
            return ORTH_OK;
        if (!follow_once(out, link, (size_t)length))
            return too_far(path, error);
    }
    errno = ELOOP;
    return too_far(path, error);
}
