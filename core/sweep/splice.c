#include "sweep/splice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text_out.h"
#include "orthant/limits.h"
#include "sweep/json_pointer.h"
#include "sweep/json_text.h"

typedef struct gap {
    size_t offset; /* bytes of the text before it */
    size_t value;  /* which of the values fills it */
} gap;

struct orth_splice {
    char *file;
    char *text; /* without what the gaps hold */
    size_t length, count;
    gap gaps[ORTH_SWEEP_PARAMETERS_MAX]; /* in the order of the text */
};

static int by_offset(const void *a, const void *b)
{
    const gap *left = a, *right = b;
    return (left->offset > right->offset) - (left->offset < right->offset);
}

void orth_splice_free(orth_splice *splice)
{
    if (splice == NULL)
        return;
    free(splice->file);
    free(splice->text);
    free(splice);
}

/* A node of its own at each pointer, by which the writer of the text finds the places of the
 * gaps. */
static orth_status mark(json_t **marks, json_t *tree, size_t count, const char *const *pointers,
                        size_t *failed, orth_error *error)
{
    for (size_t p = 0; p < count; p++) {
        *failed = p;
        marks[p] = json_string("");
        const char *wrong = orth_json_pointer_set(tree, pointers[p], marks[p]);
        if (wrong != NULL)
            return *wrong == '\0' ? orth_fail_memory(error, (double)strlen(pointers[p]))
                                  : orth_fail(error, ORTH_BAD_INPUT, "%s", wrong);
    }
    return ORTH_OK;
}

static orth_status write_text(orth_splice *splice, const json_t *tree, json_t *const *marks,
                              orth_error *error)
{
    size_t offsets[ORTH_SWEEP_PARAMETERS_MAX] = {0};
    orth_text_out out;
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    bool fine = orth_json_text_write(out.stream, tree, splice->count, marks, offsets);
    status = orth_text_close(&out, &splice->text, &splice->length, error);
    if (status != ORTH_OK)
        return status;
    for (size_t g = 0; g < splice->count; g++)
        splice->gaps[g] = (gap){offsets[g], g};
    qsort(splice->gaps, splice->count, sizeof splice->gaps[0], by_offset);
    return fine ? ORTH_OK : orth_fail_memory(error, (double)splice->length + 1);
}

orth_status orth_splice_create(orth_splice **splice, json_t *tree, const char *file, size_t count,
                               const char *const *pointers, size_t *failed, orth_error *error)
{
    json_t *marks[ORTH_SWEEP_PARAMETERS_MAX];
    ORTH_CHECK(count <= ORTH_SWEEP_PARAMETERS_MAX);
    *splice = NULL;
    orth_splice *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    made->count = count;
    made->file = strdup(file);
    orth_status status =
        made->file == NULL ? orth_fail_memory(error, (double)strlen(file)) : ORTH_OK;
    if (status == ORTH_OK)
        status = mark(marks, tree, count, pointers, failed, error);
    if (status == ORTH_OK)
        status = write_text(made, tree, marks, error);
    if (status != ORTH_OK) {
        orth_splice_free(made);
        return status;
    }
    *splice = made;
    return ORTH_OK;
}

orth_status orth_splice_text(char **text, size_t *length, const orth_splice *splice,
                             const char *const *values, orth_error *error)
{
    size_t bytes = splice->length, from = 0;
    for (size_t g = 0; g < splice->count; g++)
        bytes += strlen(values[g]);
    char *out = *text = malloc(bytes + 1);
    if (out == NULL)
        return orth_fail_memory(error, (double)bytes + 1);
    for (size_t g = 0; g < splice->count; g++) {
        const gap *next = &splice->gaps[g];
        out = mempcpy(out, splice->text + from, next->offset - from);
        out = mempcpy(out, values[next->value], strlen(values[next->value]));
        from = next->offset;
    }
    memcpy(out, splice->text + from, splice->length - from + 1);
    *length = bytes;
    return ORTH_OK;
}

orth_status orth_splice_scenario(orth_scenario **scenario, const orth_splice *splice,
                                 const char *const *values, orth_error *error)
{
    char *text;
    size_t length;
    *scenario = NULL;
    orth_status status = orth_splice_text(&text, &length, splice, values, error);
    if (status == ORTH_OK)
        status = orth_scenario_parse(scenario, text, length, splice->file, error);
    free(text);
    return status;
}
