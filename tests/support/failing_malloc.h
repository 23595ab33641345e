/* An allocator in the place of the C library's: it counts, and it fails where a test wants it to.
 * For one source of a program. */
#ifndef TESTS_FAILING_MALLOC_H
#define TESTS_FAILING_MALLOC_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

#include "own_allocator.h"

static long fail_at;                           /* 0: none */
__attribute__((unused)) static bool fail_rest; /* and all that follow */
static long seen, held; /* allocations asked for; blocks that are not freed */

#if OWN_ALLOCATOR
void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t n, size_t bytes);
void *__libc_realloc(void *block, size_t bytes);
void __libc_free(void *block);

/* For the libraries too. */
#define EXPORT __attribute__((visibility("default")))

static bool fails(void)
{
    seen++;
    if (fail_at == 0 || (fail_rest ? seen < fail_at : seen != fail_at))
        return false;
    errno = ENOMEM;
    return true;
}

EXPORT void *malloc(size_t bytes)
{
    void *block = fails() ? NULL : __libc_malloc(bytes);
    held += block != NULL;
    return block;
}

EXPORT void *calloc(size_t n, size_t bytes)
{
    void *block = fails() ? NULL : __libc_calloc(n, bytes);
    held += block != NULL;
    return block;
}

EXPORT void *realloc(void *block, size_t bytes)
{
    void *other = fails() ? NULL : __libc_realloc(block, bytes);
    held += block == NULL && other != NULL;
    return other;
}

EXPORT void free(void *block)
{
    held -= block != NULL;
    __libc_free(block);
}
#endif

#endif
