/* Files of finished points: JSON, one a line. The first line is a header, which says what was asked
 * of which program with which inputs; each other one is a point:
 *
 *   {"point":17,"values":["0.003",30],"figures":[{"value":1.5e-3,"low":...,"high":...,
 *    "groups":"3f50624dd2f1a9fc..."},null],"check":"0123456789abcdef"}
 *   {"point":18,"values":["0.9",30],"failed":"the message","check":"..."}
 *
 * Values and figures are JSON text as it came, to the digit. `groups` are doubles, 16 hexadecimal
 * digits each, the highest first. `check` is the beginning of the SHA-256 of all before its comma:
 * a line without its newline or with another check was torn or damaged, and is as if it were not
 * there. One process appends to a file, under a lock that ends with it; anyone may read. */
#ifndef ORTH_SWEEP_POINTS_FILE_H
#define ORTH_SWEEP_POINTS_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/status.h"

/* ---------------------------------------------------------------- lines */

typedef struct orth_kept_figure {
    const char *text;       /* JSON text; NULL: the result has none there, and nothing below */
    const char *low, *high; /* the ends of its interval; NULL: it has none */
    size_t groups;
    const double *group_means;
} orth_kept_figure;

typedef struct orth_kept_point {
    uint64_t point;
    size_t value_count;
    const char *const *values; /* JSON texts, one a parameter */
    const char *failed;        /* the message of a point without a result, which has no figures */
    size_t figure_count;
    const orth_kept_figure *figures;
} orth_kept_point;

/* The line of a point, with its newline: *text is the caller's. Line breaks between the parts of a
 * JSON text become blanks. ORTH_NO_MEMORY; *text is NULL then. */
orth_status orth_kept_line(char **text, size_t *length, const orth_kept_point *point,
                           orth_error *error);

/* ---------------------------------------------------------------- headers */

typedef struct orth_kept_input {
    char *file;
    char sha256[65];
} orth_kept_input;

typedef struct orth_kept_header {
    char *kind;       /* "sweep-points" */
    char asked[65];   /* SHA-256 of what was asked: orth_sweep_sha256 */
    char *version;    /* of the library */
    char program[65]; /* SHA-256 of the program that runs (or the library's, of a .so) */
    uint64_t shard, shards;
    size_t input_count;
    orth_kept_input *inputs; /* in the order of the sweep's */
} orth_kept_header;

/* The header of this process for such a question: program and inputs are read and hashed here.
 * ORTH_IO, ORTH_NO_MEMORY. To be freed in any case. */
orth_status orth_kept_header_make(orth_kept_header *header, const char *kind, const char asked[65],
                                  uint64_t shard, uint64_t shards, size_t input_count,
                                  const char *const *inputs, orth_error *error);
void orth_kept_header_free(orth_kept_header *header);

/* ORTH_BAD_INPUT where `file`, whose header is `found`, is of another question, program or input
 * than `wanted`; it says which, and `remedy` at its end ("--fresh begins anew"). Shards are not
 * compared. */
orth_status orth_kept_header_compare(const orth_kept_header *found, const orth_kept_header *wanted,
                                     const char *file, const char *remedy, orth_error *error);

/* ---------------------------------------------------------------- reading */

typedef struct orth_kept_reader orth_kept_reader;

/* Opens a file of that kind and reads its header. *found is false, and the reader NULL, where there
 * is no such file, or nothing in it but a torn header: nothing was finished in it. ORTH_BAD_INPUT
 * where it is another kind of file, or its header is damaged and lines follow; ORTH_IO. */
orth_status orth_kept_open(orth_kept_reader **reader, bool *found, const char *file,
                           const char *kind, orth_error *error);
const orth_kept_header *orth_kept_header_of(const orth_kept_reader *reader);

/* The next good line; *point is NULL at the end, and else the reader's until the next call. Bad
 * lines are passed over and counted. Its time is the length's; its memory that of the longest
 * line. */
orth_status orth_kept_next(orth_kept_reader *reader, const orth_kept_point **point,
                           orth_error *error);
/* Where the line of the last point begins; and the next call reads there. Meant for those who want
 * the lines in another order: note the places first, and come back. */
uint64_t orth_kept_place(const orth_kept_reader *reader);
void orth_kept_go(orth_kept_reader *reader, uint64_t place);
/* Bad lines so far, and the number of the first (from 1, the header's; 0: none). */
uint64_t orth_kept_dropped(const orth_kept_reader *reader, uint64_t *first);
void orth_kept_close(orth_kept_reader *reader); /* NULL is fine */

/* ---------------------------------------------------------------- appending */

typedef struct orth_kept_file orth_kept_file;

/* Opens `file` for appending, makes it where it is not there, and locks it: ORTH_IO where another
 * process has it, where locks do not work, or it cannot be written. A file with another header is
 * refused as by orth_kept_header_compare. What is good in it is shown to `visit` (which may be
 * NULL), line by line; a torn end is cut off, a damaged line is blanked out; *dropped is how many.
 * With `fresh` the file is emptied first, once it is locked. */
orth_status orth_kept_file_open(orth_kept_file **opened, const char *file,
                                const orth_kept_header *header, bool fresh, const char *remedy,
                                orth_status (*visit)(void *user, const orth_kept_point *point,
                                                     orth_error *error),
                                void *user, uint64_t *dropped, orth_error *error);

/* Appends the point's line by one write(2); threads may append at once. After ORTH_OK it outlives
 * the process, and within a second, in which it is synced, the machine. ORTH_IO (a full disk):
 * what was written of it is cut off again, or would be found torn; nothing more is appended. */
orth_status orth_kept_append(orth_kept_file *file, const orth_kept_point *point, orth_error *error);

/* Syncs, closes and unlocks; ORTH_IO where this, or a sync before, failed. NULL is fine. */
orth_status orth_kept_file_close(orth_kept_file *file, orth_error *error);

/* ---------------------------------------------------------------- a folder */

/* The files of points in a folder, by shards and then shard. */
typedef struct orth_kept_name {
    uint64_t shard, shards;
    char *file; /* the folder's name included */
} orth_kept_name;

/* *names, *count entries, is to be freed by orth_kept_names_free; both 0 where the folder has none.
 * ORTH_IO where the folder cannot be read. */
orth_status orth_kept_list(orth_kept_name **names, size_t *count, const char *folder,
                           orth_error *error);
void orth_kept_names_free(orth_kept_name *names, size_t count);
/* FOLDER/points-SHARD-of-SHARDS.jsonl, and FOLDER/sweep.json; the caller's, NULL: no memory. */
char *orth_kept_name_of(const char *folder, uint64_t shard, uint64_t shards);
char *orth_kept_sweep_name(const char *folder);

#endif
