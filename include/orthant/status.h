/* How every function of the library says that it could not do its work.
 *
 * Four things are kept apart and never confused:
 *   a caller's bug         an assertion, in the checking build only (ORTH_CHECKING);
 *   bad input              ORTH_BAD_INPUT: a file, an option or a value that a person wrote;
 *   outside the domain     ORTH_DOMAIN: well formed, but the mathematics is not defined there;
 *   could not do it        ORTH_NO_MEMORY, ORTH_IO, ORTH_NO_CONVERGENCE, ORTH_UNSUPPORTED,
 *                          ORTH_INTERRUPTED (the caller stopped it before there was a result).
 */
#ifndef ORTHANT_STATUS_H
#define ORTHANT_STATUS_H

#include <stddef.h>

#include "orthant/api.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_status {
    ORTH_OK = 0,
    ORTH_BAD_INPUT,
    ORTH_DOMAIN,
    ORTH_NO_MEMORY,
    ORTH_IO,
    ORTH_NO_CONVERGENCE,
    ORTH_UNSUPPORTED,
    ORTH_INTERRUPTED
} orth_status;

#define ORTH_ERROR_TEXT_MAX 1024

/* Filled by the function that fails; the text is one line, without a final full stop, complete
 * in itself (file, JSON path or row, value, permitted range), in UTF-8 without a character that a
 * terminal would obey: such ones, of names or values, are escaped as in JSON. Longer texts are
 * cut. */
typedef struct orth_error {
    orth_status status;
    char text[ORTH_ERROR_TEXT_MAX];
} orth_error;

/* The name of a status, for example "bad input". Never NULL. */
ORTH_API const char *orth_status_name(orth_status status);

/* Sets *error (which may be NULL) and returns `status`, so that a caller can write
 * `return orth_fail(error, ORTH_DOMAIN, "...")`. The format is printf's. */
ORTH_API orth_status orth_fail(orth_error *error, orth_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* malloc for a program that must survive a lack of memory: jansson's tokeniser goes on one
 * character short when the buffer of a token cannot grow, so that a number of a JSON file could
 * change and nobody would say so. After json_set_alloc_funcs(orth_json_malloc, free), called once
 * and before the first file is read, that is ORTH_NO_MEMORY. The call is the program's, since the
 * allocator is the whole process's. */
ORTH_API void *orth_json_malloc(size_t bytes);

/* orth_fail for an allocation of `bytes` bytes that could not be had. */
ORTH_API orth_status orth_fail_memory(orth_error *error, double bytes);

#ifdef __cplusplus
}
#endif
#endif
