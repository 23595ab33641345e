/* Streams into memory: all that was written, or no memory, whichever allocation fails. */
#include "harness.h"
#include "own_allocator.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_out.h"

static long fail_at, seen; /* 0: none */

static bool fails(void)
{
    if (++seen != fail_at)
        return false;
    errno = ENOMEM;
    return true;
}

#if OWN_ALLOCATOR
#define EXPORT __attribute__((visibility("default")))
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *block, size_t size);

EXPORT void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

EXPORT void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

EXPORT void *realloc(void *block, size_t size)
{
    return fails() ? NULL : __libc_realloc(block, size);
}
#endif

enum { BYTES = 100000 };

/* Bytes by themselves and by format, with that allocation failing. */
static orth_status write_all(long failing, char **text)
{
    orth_text_out out;
    orth_error error;
    size_t length = 0;
    seen = 0;
    fail_at = failing;
    orth_status status = orth_text_open(&out, &error);
    for (int i = 0; status == ORTH_OK && i < BYTES; i++) {
        if (i % 3 == 0)
            fputc('a' + i % 26, out.stream);
        else
            fprintf(out.stream, "%c", 'a' + i % 26);
    }
    if (status == ORTH_OK)
        status = orth_text_close(&out, text, &length, &error);
    fail_at = 0;
    ck_assert_uint_eq(length, status == ORTH_OK ? BYTES : 0);
    return status;
}

START_TEST(all_or_no_memory)
{
    char *text = NULL;
    ck_assert(write_all(0, &text) == ORTH_OK);
    long allocations = seen;
    free(text);
    for (long k = 0; k <= allocations; k++) {
        text = NULL;
        orth_status status = write_all(k, &text);
        ck_assert(status == ORTH_OK || (status == ORTH_NO_MEMORY && k > 0 && text == NULL));
        for (size_t i = 0; status == ORTH_OK && i <= BYTES; i++)
            if (text[i] != (i < BYTES ? 'a' + (int)(i % 26) : '\0'))
                ck_abort_msg("allocation %ld: byte %zu", k, i);
        free(text);
    }
    ck_assert(!OWN_ALLOCATOR || allocations >= 4);
}
END_TEST

START_TEST(nothing_written)
{
    orth_text_out out;
    orth_error error;
    char *text;
    size_t length;
    ck_assert(orth_text_open(&out, &error) == ORTH_OK);
    ck_assert(orth_text_close(&out, &text, &length, &error) == ORTH_OK);
    ck_assert(length == 0 && text[0] == '\0');
    free(text);
}
END_TEST

ORTH_TEST_MAIN("text_out", all_or_no_memory, nothing_written)
