/* Loaded by LD_PRELOAD: the allocation whose number is in FAIL_MALLOC (1 is the process's first)
 * fails, and with FAIL_MALLOC_ALL set every later one too. The file named by FAIL_MALLOC_MARK
 * appears when that has happened. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

/* glibc's own, below what is replaced here. */
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t n, size_t bytes);
void *__libc_realloc(void *block, size_t bytes);
void *__libc_memalign(size_t alignment, size_t bytes);

#define EXPORT __attribute__((visibility("default")))

static atomic_ulong seen;
static atomic_ulong wanted; /* 0 until the environment has been read */

static unsigned long read_wanted(void)
{
    const char *text = getenv("FAIL_MALLOC");
    return text == NULL ? (unsigned long)-1 : strtoul(text, NULL, 10);
}

static void mark(void)
{
    const char *path = getenv("FAIL_MALLOC_MARK");
    int descriptor = path == NULL ? -1 : open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor >= 0)
        close(descriptor);
}

static bool fails(void)
{
    if (wanted == 0)
        wanted = read_wanted();
    unsigned long number = ++seen;
    if (number < wanted || (number > wanted && getenv("FAIL_MALLOC_ALL") == NULL))
        return false;
    if (number == wanted)
        mark();
    errno = ENOMEM;
    return true;
}

EXPORT void *malloc(size_t bytes)
{
    return fails() ? NULL : __libc_malloc(bytes);
}

EXPORT void *calloc(size_t n, size_t bytes)
{
    return fails() ? NULL : __libc_calloc(n, bytes);
}

EXPORT void *realloc(void *block, size_t bytes)
{
    return fails() ? NULL : __libc_realloc(block, bytes);
}

EXPORT void *aligned_alloc(size_t alignment, size_t bytes)
{
    return fails() ? NULL : __libc_memalign(alignment, bytes);
}

EXPORT int posix_memalign(void **block, size_t alignment, size_t bytes)
{
    int before = errno;
    void *made = fails() ? NULL : __libc_memalign(alignment, bytes);
    errno = before;
    if (made == NULL)
        return ENOMEM;
    *block = made;
    return 0;
}
