/* The first line of a file of points. */
#include "sweep/points_header.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_in.h"
#include "base/json_out.h"
#include "base/text_out.h"
#include "sweep/points_line.h"

void orth_kept_header_free(orth_kept_header *header)
{
    for (size_t i = 0; header->inputs != NULL && i < header->input_count; i++)
        free(header->inputs[i].file);
    free(header->inputs);
    free(header->kind);
    free(header->version);
    *header = (orth_kept_header){.shard = 0};
}

/* ---------------------------------------------------------------- writing */

static void write_header(const orth_kept_header *header, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_compact(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "kind", header->kind);
    orth_json_string(&json, "sweep", header->asked);
    orth_json_string(&json, "version", header->version);
    orth_json_string(&json, "program", header->program);
    orth_json_integer(&json, "shard", (int64_t)header->shard);
    orth_json_integer(&json, "shards", (int64_t)header->shards);
    orth_json_open_array(&json, "inputs");
    for (size_t i = 0; i < header->input_count; i++) {
        orth_json_open_object(&json, NULL);
        orth_json_string(&json, "file", header->inputs[i].file);
        orth_json_string(&json, "sha256", header->inputs[i].sha256);
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    orth_json_close_object(&json);
    orth_json_end(&json);
}

orth_status orth_header_line(char **line, size_t *length, const orth_kept_header *header,
                             orth_error *error)
{
    char *text;
    size_t written;
    orth_text_out out;
    *line = NULL;
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    write_header(header, out.stream);
    status = orth_text_close(&out, &text, &written, error);
    if (status != ORTH_OK)
        return status;
    char *longer = realloc(text, written + ORTH_SEAL_LENGTH);
    if (longer == NULL) {
        free(text);
        return orth_fail_memory(error, (double)written);
    }
    written -= 2; /* the bracket and the newline, which come after the seal */
    orth_line_seal(longer, written);
    *line = longer;
    *length = written + ORTH_SEAL_LENGTH;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- reading */

static orth_status not_whole(const char *file, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: line 1 is no whole header of such a file", file);
}

static orth_status copy_text(char **to, const json_t *value, const char *file, orth_error *error)
{
    if (!json_is_string(value))
        return not_whole(file, error);
    *to = strdup(json_string_value(value));
    return *to != NULL ? ORTH_OK : orth_fail_memory(error, (double)json_string_length(value));
}

static orth_status copy_digits(char to[65], const json_t *value, const char *file,
                               orth_error *error)
{
    if (!json_is_string(value) || json_string_length(value) != 64)
        return not_whole(file, error);
    memcpy(to, json_string_value(value), 65);
    return ORTH_OK;
}

static orth_status copy_inputs(orth_kept_header *header, const json_t *list, const char *file,
                               orth_error *error)
{
    if (!json_is_array(list))
        return not_whole(file, error);
    size_t count = json_array_size(list);
    header->inputs = calloc(count + 1, sizeof *header->inputs);
    if (header->inputs == NULL)
        return orth_fail_memory(error, (double)(count + 1) * sizeof *header->inputs);
    header->input_count = count;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < count; i++) {
        orth_kept_input *to = &header->inputs[i];
        const json_t *input = json_array_get(list, i);
        status = copy_text(&to->file, json_object_get(input, "file"), file, error);
        if (status == ORTH_OK)
            status = copy_digits(to->sha256, json_object_get(input, "sha256"), file, error);
    }
    return status;
}

static orth_status copy_header(orth_kept_header *header, const json_t *json, const char *file,
                               orth_error *error)
{
    json_int_t shard = json_integer_value(json_object_get(json, "shard"));
    json_int_t shards = json_integer_value(json_object_get(json, "shards"));
    if (shard < 1 || shard > shards)
        return not_whole(file, error);
    header->shard = (uint64_t)shard;
    header->shards = (uint64_t)shards;
    orth_status status = copy_text(&header->kind, json_object_get(json, "kind"), file, error);
    if (status == ORTH_OK)
        status = copy_text(&header->version, json_object_get(json, "version"), file, error);
    if (status == ORTH_OK)
        status = copy_digits(header->asked, json_object_get(json, "sweep"), file, error);
    if (status == ORTH_OK)
        status = copy_digits(header->program, json_object_get(json, "program"), file, error);
    if (status == ORTH_OK)
        status = copy_inputs(header, json_object_get(json, "inputs"), file, error);
    return status;
}

static orth_status header_read(orth_kept_header *header, const char *line, size_t length,
                               const char *kind, const char *file, orth_error *error)
{
    *header = (orth_kept_header){.shard = 0};
    json_t *json;
    orth_status status = orth_json_parse(&json, line, length, file, error);
    if (status != ORTH_OK)
        return status;
    json_int_t format = json_integer_value(json_object_get(json, "orthant"));
    const char *found = json_string_value(json_object_get(json, "kind"));
    char quoted[ORTH_QUOTE_MAX];
    if (format != 1 || found == NULL || strcmp(found, kind) != 0)
        status =
            orth_fail(error, ORTH_BAD_INPUT,
                      "%s: a file of kind %s, version %lld; permitted: \"%s\", version 1", file,
                      found == NULL ? "unknown" : orth_quote(quoted, sizeof quoted, found),
                      (long long)format, kind);
    else
        status = copy_header(header, json, file, error);
    json_decref(json);
    if (status != ORTH_OK)
        orth_kept_header_free(header);
    return status;
}

/* A first line that was torn is of a process that ended before it finished anything; one that is
 * damaged, with lines behind it, may have been anything. */
orth_status orth_header_scan(orth_kept_header *header, bool *found, orth_scan *scan,
                             const char *kind, orth_error *error)
{
    orth_line_kind line;
    *found = false;
    *header = (orth_kept_header){.shard = 0};
    orth_status status = orth_scan_next(scan, &line, error);
    if (status != ORTH_OK || line == ORTH_LINE_END || line == ORTH_LINE_TORN)
        return status;
    if (line != ORTH_LINE_GOOD)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: line 1, which says whose points follow, is damaged; permitted: a file "
            "that a run wrote, or none, and then its points run again",
            scan->file);
    status = header_read(header, scan->line, scan->length + ORTH_SEAL_LENGTH - 1, kind, scan->file,
                         error);
    *found = status == ORTH_OK;
    return status;
}

orth_status orth_point_scan(orth_kept_point *point, orth_line_room *room, const orth_scan *scan,
                            orth_error *error)
{
    orth_error why;
    orth_status status = orth_line_read(point, room, scan->line, scan->length, &why);
    if (status == ORTH_BAD_INPUT)
        return orth_fail(error, status,
                         "%s: byte %llu: %s; permitted: lines that a run wrote, as they were",
                         scan->file, (unsigned long long)scan->place, why.text);
    if (status != ORTH_OK && error != NULL)
        *error = why;
    return status;
}

/* ---------------------------------------------------------------- comparing */

/* Enough of a SHA-256 to tell two apart at sight. */
#define SHORT 12

orth_status orth_kept_header_compare(const orth_kept_header *found, const orth_kept_header *wanted,
                                     const char *file, const char *remedy, orth_error *error)
{
    if (strcmp(found->asked, wanted->asked) != 0)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: its points are of another sweep or study (SHA-256 %.*s) than this one "
            "(%.*s); permitted: the same; %s",
            file, SHORT, found->asked, SHORT, wanted->asked, remedy);
    if (strcmp(found->version, wanted->version) != 0 ||
        strcmp(found->program, wanted->program) != 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: its points are by another program (version %.40s, SHA-256 %.*s) than "
                         "this one (version %s, %.*s); permitted: the same; %s",
                         file, found->version, SHORT, found->program, wanted->version, SHORT,
                         wanted->program, remedy);
    if (found->input_count != wanted->input_count)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: its points read %zu files, those of this one %zu; permitted: "
                         "the same; %s",
                         file, found->input_count, wanted->input_count, remedy);
    for (size_t i = 0; i < found->input_count; i++)
        if (strcmp(found->inputs[i].sha256, wanted->inputs[i].sha256) != 0)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: its points read another %s (SHA-256 %.*s) than there is now "
                             "(%.*s); permitted: the same; %s",
                             file, wanted->inputs[i].file, SHORT, found->inputs[i].sha256, SHORT,
                             wanted->inputs[i].sha256, remedy);
    return ORTH_OK;
}
