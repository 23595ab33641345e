/* Parquet by libduckdb, where it is installed: opened at run time, so that nothing needs it else.
 * The file is turned into CSV in memory, and read as any CSV is. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "market/price_bytes.h"

/* Of duckdb.h: handles are pointers, a result is a struct of a few words, a success is 0. */
typedef struct result {
    void *words[16];
} result;
typedef struct library {
    void *handle;
    int (*open)(const char *path, void **database);
    int (*connect)(void *database, void **connection);
    int (*query)(void *connection, const char *query, result *result);
    const char *(*error)(result *result);
    void (*destroy)(result *result);
    void (*disconnect)(void **connection);
    void (*close)(void **database);
} library;

static orth_status fail(const orth_bytes *bytes, const char *what, const char *why,
                        orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: Parquet, and %s%.200s; permitted: CSV, as python3 -c \"import pandas; "
                     "pandas.read_parquet('FILE').to_csv('FILE.csv')\" makes it",
                     bytes->label, what, why);
}

static bool find_functions(library *duck)
{
    const struct {
        const char *name;
        void *place;
    } wanted[] = {{"duckdb_open", &duck->open},
                  {"duckdb_connect", &duck->connect},
                  {"duckdb_query", &duck->query},
                  {"duckdb_result_error", &duck->error},
                  {"duckdb_destroy_result", &duck->destroy},
                  {"duckdb_disconnect", &duck->disconnect},
                  {"duckdb_close", &duck->close}};
    duck->handle = dlopen("libduckdb.so", RTLD_NOW | RTLD_LOCAL);
    for (size_t i = 0; duck->handle != NULL && i < sizeof wanted / sizeof wanted[0]; i++) {
        void *function = dlsym(duck->handle, wanted[i].name);
        if (function == NULL)
            return false;
        memcpy(wanted[i].place, &function, sizeof function);
    }
    return duck->handle != NULL;
}

/* All bytes of the file in memory that has a name; -1 with a failure told. */
static int copy_file(orth_bytes *bytes, orth_status *status, orth_error *error)
{
    int descriptor = memfd_create("parquet", MFD_CLOEXEC);
    while (descriptor >= 0 && *status == ORTH_OK) {
        size_t left = bytes->raw_end - bytes->raw_at;
        ssize_t put = write(descriptor, bytes->raw + bytes->raw_at, left);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 || (put == 0 && left > 0)) {
            *status =
                orth_fail(error, ORTH_IO, "%s: cannot copy: %s", bytes->label, strerror(errno));
            break;
        }
        bytes->raw_at += (size_t)put;
        if (bytes->raw_at < bytes->raw_end)
            continue;
        if (bytes->raw_ended)
            return descriptor;
        *status = orth_bytes_more(bytes, error);
    }
    if (descriptor < 0)
        *status = orth_fail(error, ORTH_IO, "%s: cannot copy: %s", bytes->label, strerror(errno));
    else
        close(descriptor);
    return -1;
}

static orth_status convert(const orth_bytes *bytes, const library *duck, int from, int to,
                           orth_error *error)
{
    void *database = NULL, *connection = NULL;
    char query[256];
    result answer = {{NULL}};
    orth_status status = ORTH_OK;
    snprintf(query, sizeof query,
             "COPY (SELECT * FROM read_parquet('/proc/self/fd/%d')) TO '/proc/self/fd/%d' "
             "(FORMAT csv, HEADER true, USE_TMP_FILE false)",
             from, to);
    if (duck->open(NULL, &database) != 0 || duck->connect(database, &connection) != 0) {
        status = fail(bytes, "libduckdb does not start", "", error);
    } else {
        duck->query(connection, "SET TimeZone = 'UTC'", &answer); /* else the machine's own */
        duck->destroy(&answer);
        memset(&answer, 0, sizeof answer);
        if (duck->query(connection, query, &answer) != 0) {
            const char *why = duck->error(&answer);
            char first[200], quoted[ORTH_QUOTE_MAX];
            snprintf(first, sizeof first, "%.*s", (int)strcspn(why == NULL ? "" : why, "\n"),
                     why == NULL ? "" : why);
            status =
                fail(bytes, "libduckdb cannot read it: ", orth_quote(quoted, sizeof quoted, first),
                     error);
        }
        duck->destroy(&answer);
    }
    if (connection != NULL)
        duck->disconnect(&connection);
    if (database != NULL)
        duck->close(&database);
    return status;
}

orth_status orth_parquet_open(orth_bytes *bytes, orth_error *error)
{
    library duck = {.handle = NULL};
    orth_status status = ORTH_OK;
    if (!find_functions(&duck)) {
        if (duck.handle != NULL)
            dlclose(duck.handle);
        return fail(bytes, "libduckdb.so, which reads it, is not found", "", error);
    }
    int from = copy_file(bytes, &status, error), to = -1;
    if (status == ORTH_OK) {
        to = memfd_create("csv", MFD_CLOEXEC);
        status =
            to < 0 ? orth_fail(error, ORTH_IO, "%s: cannot copy: %s", bytes->label, strerror(errno))
                   : convert(bytes, &duck, from, to, error);
    }
    dlclose(duck.handle);
    if (from >= 0)
        close(from);
    if (bytes->opened)
        close(bytes->descriptor);
    bytes->opened = to >= 0;
    bytes->descriptor = to;
    bytes->text = NULL;
    bytes->left = 0;
    bytes->raw_at = bytes->raw_end = 0;
    bytes->raw_ended = false;
    if (bytes->digest)
        orth_digest_end(&bytes->sha, bytes->sha256);
    bytes->digested = bytes->digest;
    bytes->digest = false;
    if (status == ORTH_OK && lseek(to, 0, SEEK_SET) != 0)
        status = orth_fail(error, ORTH_IO, "%s: cannot read: %s", bytes->label, strerror(errno));
    return status;
}
