/* Loaded by LD_PRELOAD: a disk that has its moods. FAIL_WRITE says which, and on which call (from
 * 1) of write(2) to a regular file, or of fdatasync(2):
 *   signal    each write is interrupted once before it begins
 *   halves    each write takes half of what it is given
 *   full:N    write N takes half, and nothing more has room
 *   stuck:N   the same, and the file cannot be made shorter either
 *   sync:N    fdatasync N fails; later ones say that all is well, as they do
 */
#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static atomic_ulong writes, syncs;

static bool has_mood(const char *mood, unsigned long *number)
{
    const char *wanted = getenv("FAIL_WRITE");
    size_t length = strlen(mood);
    if (wanted == NULL || strncmp(wanted, mood, length) != 0)
        return false;
    *number = wanted[length] == ':' ? strtoul(wanted + length + 1, NULL, 10) : 0;
    return true;
}

static bool is_file(int descriptor)
{
    struct stat about;
    return descriptor > 2 && fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
}

EXPORT ssize_t write(int descriptor, const void *bytes, size_t count)
{
    unsigned long number;
    if (is_file(descriptor)) {
        unsigned long now = ++writes;
        if (has_mood("signal", &number) && now % 2 == 1) {
            errno = EINTR;
            return -1;
        }
        if (has_mood("halves", &number))
            count = (count + 1) / 2;
        if ((has_mood("full", &number) || has_mood("stuck", &number)) && now >= number) {
            if (now > number) {
                errno = ENOSPC;
                return -1;
            }
            count = (count + 1) / 2;
        }
    }
    return syscall(SYS_write, descriptor, bytes, count);
}

EXPORT int ftruncate(int descriptor, off_t length)
{
    unsigned long number;
    if (has_mood("stuck", &number) && writes > 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_ftruncate, descriptor, length);
}

EXPORT int fdatasync(int descriptor)
{
    unsigned long number;
    if (has_mood("sync", &number) && ++syncs == number) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fdatasync, descriptor);
}
