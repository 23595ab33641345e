#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_in.h"
#include "numeric/decimal.h"
#include "orthant/simplex.h"
#include "path/schedule.h"
#include "path/schedule_columns.h"

/* What one row is read into: `column[i]` is where token i stands in the file. */
typedef struct reader {
    const char *file, *where; /* the rows: "/weights" */
    size_t n;
    size_t *column;
    double *high, *low;
    mpq_t weight, sum;
} reader;

static orth_status bad(const reader *in, orth_error *error, size_t row, const char *what)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s/%zu: %s", in->file, in->where, row, what);
}

static orth_status read_weight(reader *in, const json_t *value, size_t row, size_t i,
                               orth_error *error)
{
    if (json_is_string(value)) {
        orth_error reason;
        if (orth_decimal_parse(in->weight, json_string_value(value), &reason) != ORTH_OK)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: %s/%zu/%zu: '%.60s': %.200s", in->file,
                             in->where, row, in->column[i], json_string_value(value), reason.text);
        mpq_add(in->sum, in->sum, in->weight);
        orth_rational_to_dd(&in->high[i], &in->low[i], in->weight);
        if (!isfinite(in->high[i]) || (in->high[i] == 0 && mpq_sgn(in->weight) != 0))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "%s: /weights/%zu/%zu: '%.60s' is out of range; permitted: weights "
                             "from %g to below 1",
                             in->file, row, in->column[i], json_string_value(value),
                             ORTH_WEIGHT_MIN);
        return ORTH_OK;
    }
    if (!json_is_number(value))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: %s/%zu/%zu: a weight is a number or a decimal string", in->file,
                         in->where, row, in->column[i]);
    in->high[i] = json_number_value(value);
    in->low[i] = 0;
    return ORTH_OK;
}

static orth_status read_row(reader *in, const json_t *row, size_t index, orth_schedule *schedule,
                            orth_error *error)
{
    if (!json_is_array(row) || json_array_size(row) != in->n)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: %s/%zu: a row holds %zu weights", in->file,
                         in->where, index, in->n);
    bool exact = json_is_string(json_array_get(row, 0));
    mpq_set_ui(in->sum, 0, 1);
    for (size_t i = 0; i < in->n; i++) {
        const json_t *value = json_array_get(row, in->column[i]);
        if (json_is_string(value) != exact)
            return bad(in, error, index, "strings and plain numbers are mixed in one row");
        orth_status status = read_weight(in, value, index, i, error);
        if (status != ORTH_OK)
            return status;
    }
    if (exact && !schedule->normalise && mpq_cmp_ui(in->sum, 1, 1) != 0 &&
        orth_rational_to_double(in->sum) < ORTH_SCHEDULE_WEI_LEAST)
        return bad(
            in, error, index,
            "weights given as strings must sum to exactly 1; --normalise divides each row by "
            "its sum");
    return orth_schedule_append(schedule, in->high, in->low, in->file, error);
}

/* Where the names of the file say that each token stands. A name that is given twice counts the
 * first time. */
static orth_status place_columns(reader *in, const json_t *named, const char *const *tokens,
                                 const orth_token_name *names, orth_error *error)
{
    for (size_t i = 0; i < in->n; i++)
        in->column[i] = ORTH_NO_TOKEN;
    for (size_t c = in->n; c-- > 0;) {
        const char *name = json_string_value(json_array_get(named, c));
        size_t i = name == NULL ? ORTH_NO_TOKEN : orth_token_find(names, in->n, name);
        if (i != ORTH_NO_TOKEN)
            in->column[i] = c;
    }
    for (size_t i = 0; i < in->n; i++) {
        if (in->column[i] == ORTH_NO_TOKEN)
            return orth_fail(error, ORTH_BAD_INPUT, "%s: /tokens: no '%.100s' among them", in->file,
                             tokens[i]);
    }
    return ORTH_OK;
}

static orth_status find_columns(reader *in, const json_t *named, const char *const *tokens,
                                orth_error *error)
{
    for (size_t i = 0; i < in->n; i++)
        in->column[i] = i;
    if (named == NULL || tokens == NULL)
        return ORTH_OK;
    if (!json_is_array(named) || json_array_size(named) != in->n)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: /tokens: %zu names are wanted", in->file,
                         in->n);
    orth_token_name *names = orth_token_names(in->n, tokens);
    orth_status status = names == NULL ? orth_fail_memory(error, (double)in->n * sizeof *names)
                                       : place_columns(in, named, tokens, names, error);
    free(names);
    return status;
}

static orth_status read_rows(reader *in, const json_t *root, orth_schedule *schedule,
                             const char *const *tokens, orth_error *error)
{
    const json_t *rows = json_is_array(root) ? root : json_object_get(root, "weights");
    const json_t *blocks = json_object_get(root, "blocks"); /* of a replay */
    if (!json_is_array(rows) && json_is_array(blocks)) {
        rows = blocks;
        in->where = "/blocks";
    }
    if (!json_is_array(rows))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: no array of rows: neither the whole file nor /weights is one",
                         in->file);
    orth_status status = find_columns(in, json_object_get(root, "tokens"), tokens, error);
    for (size_t k = 0; status == ORTH_OK && k < json_array_size(rows); k++) {
        const json_t *row = json_array_get(rows, k);
        status = read_row(in, rows == blocks ? json_object_get(row, "weights") : row, k, schedule,
                          error);
    }
    return status;
}

orth_schedule_plan_reader *orth_schedule_plan;

orth_status orth_schedule_read_json(orth_schedule *schedule, const char *text, size_t length,
                                    const char *file, const char *const *tokens, orth_error *error)
{
    json_t *root;
    orth_status status = orth_json_parse(&root, text, length, file, error);
    if (status != ORTH_OK)
        return status;
    const char *kind = json_string_value(json_object_get(root, "kind"));
    if (kind != NULL && strcmp(kind, "plan") == 0 && orth_schedule_plan != NULL) {
        json_decref(root);
        return orth_schedule_plan(schedule, text, length, file, tokens, error);
    }
    size_t n = schedule->n;
    reader in = {.file = file, .where = "/weights", .n = n};
    in.column = calloc(n, sizeof *in.column);
    in.high = calloc(2 * n, sizeof *in.high);
    if (in.column == NULL || in.high == NULL) {
        status = orth_fail_memory(error, (double)n * 3 * sizeof(double));
    } else {
        in.low = in.high + n;
        mpq_inits(in.weight, in.sum, NULL);
        status = read_rows(&in, root, schedule, tokens, error);
        mpq_clears(in.weight, in.sum, NULL);
    }
    free(in.column);
    free(in.high);
    json_decref(root);
    return status;
}
