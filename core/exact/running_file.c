#include "exact/running_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/text.h"
#include "exact/rows.h"
#include "exact/running_cost.h"
#include "exact/text.h"
#include "numeric/decimal.h"

/* ---------------------------------------------------------------- written */

static orth_status put(orth_json_out *json, const char *key, const mpq_t x, orth_error *error)
{
    char *text = orth_rational_text(x);
    if (text == NULL)
        return orth_fail_memory(error, 64);
    orth_json_string(json, key, text);
    free(text);
    return ORTH_OK;
}

static orth_status put_row(orth_json_out *json, const char *key, size_t n, mpq_t *row,
                           orth_error *error)
{
    orth_status status = ORTH_OK;
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < n && status == ORTH_OK; i++)
        status = put(json, NULL, row[i], error);
    orth_json_close_array(json);
    return status;
}

static orth_status put_rows(orth_json_out *json, const char *key, size_t rows, size_t n, mpq_t *of,
                            orth_error *error)
{
    orth_status status = ORTH_OK;
    orth_json_open_array(json, key);
    for (size_t k = 0; k < rows && status == ORTH_OK && !ferror(json->stream); k++)
        status = put_row(json, NULL, n, of + k * n, error);
    orth_json_close_array(json);
    return status;
}

orth_status orth_running_write(orth_json_out *json, const orth_exact_running *of, orth_error *error)
{
    orth_status status = ORTH_OK;
    orth_json_open_object(json, "running_cost");
    orth_json_string(json, "end", of->free_end ? "free" : "given");
    if (of->forecast != NULL)
        status = put_rows(json, "forecast", (size_t)of->steps, of->n, of->forecast, error);
    if (of->covariance != NULL && status == ORTH_OK) {
        orth_json_open_object(json, "tracking");
        status = put(json, "lambda", of->lambda, error);
        if (status == ORTH_OK)
            status = put_row(json, "target", of->n, of->tracked, error);
        if (status == ORTH_OK)
            status = put_rows(json, "covariance", of->n, of->n, of->covariance, error);
        orth_json_close_object(json);
    }
    orth_json_close_object(json);
    return status;
}

/* ---------------------------------------------------------------- read */

#define HERE "/running_cost"

static orth_status malformed(const char *file, const char *where, const char *what,
                             orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s: %s", orth_file_label(file), where, what);
}

static orth_status get(mpq_t out, const json_t *value, const char *where, const char *file,
                       orth_error *error)
{
    if (!json_is_string(value))
        return malformed(file, where, "must be a decimal string", error);
    orth_error reason;
    if (orth_decimal_parse(out, json_string_value(value), &reason) == ORTH_OK)
        return ORTH_OK;
    char quoted[ORTH_QUOTE_MAX];
    orth_quote(quoted, sizeof quoted, json_string_value(value));
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s: %s: %.400s", orth_file_label(file), where,
                     quoted, reason.text);
}

/* One array of n strings. */
static orth_status get_row(mpq_t *out, size_t n, const json_t *row, const char *where,
                           const char *file, orth_error *error)
{
    if (!json_is_array(row) || json_array_size(row) != n)
        return malformed(file, where, "must be an array of a decimal string a token", error);
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < n && status == ORTH_OK; i++)
        status = get(out[i], json_array_get(row, i), where, file, error);
    return status;
}

static orth_status get_rows(mpq_t *out, size_t rows, size_t n, const json_t *of, const char *where,
                            const char *file, orth_error *error)
{
    if (!json_is_array(of) || json_array_size(of) != rows) {
        char what[80];
        snprintf(what, sizeof what, "must be an array of %zu rows", rows);
        return malformed(file, where, what, error);
    }
    orth_status status = ORTH_OK;
    for (size_t k = 0; k < rows && status == ORTH_OK; k++) {
        char row[96];
        snprintf(row, sizeof row, "%s/%zu", where, k);
        status = get_row(out + k * n, n, json_array_get(of, k), row, file, error);
    }
    return status;
}

/* What the functions of orthant/running.h refuse is bad input here. */
static orth_status located(orth_status status, const orth_error *reason, const char *where,
                           const char *file, orth_error *error)
{
    return status == ORTH_DOMAIN ? malformed(file, where, reason->text, error)
           : status == ORTH_OK   ? ORTH_OK
                                 : orth_fail(error, status, "%s", reason->text);
}

static orth_status read_forecast(orth_exact_running *running, const json_t *value, const char *file,
                                 orth_error *error)
{
    size_t steps = (size_t)running->steps, cells = steps * running->n;
    mpq_t *returns = orth_rationals_create(cells);
    if (returns == NULL)
        return orth_fail_memory(error, (double)cells * sizeof *returns);
    orth_error reason;
    orth_status status = get_rows(returns, steps, running->n, value, HERE "/forecast", file, error);
    if (status == ORTH_OK)
        status = located(orth_exact_running_forecast(running, steps, returns, &reason), &reason,
                         HERE "/forecast", file, error);
    orth_rationals_free(returns, cells);
    return status;
}

static orth_status read_tracking(orth_exact_running *running, bool *convex, const json_t *value,
                                 const char *file, orth_error *error)
{
    size_t n = running->n;
    if (!json_is_object(value))
        return malformed(file, HERE "/tracking", "must be an object", error);
    if (n > ORTH_TRACKING_TOKENS_MAX)
        return malformed(file, HERE "/tracking",
                         "permitted are up to " ORTH_LIMIT_TEXT(ORTH_TRACKING_TOKENS_MAX) " tokens",
                         error);
    running->tracked = orth_rationals_create(n);
    running->covariance = orth_rationals_create(n * n);
    if (running->tracked == NULL || running->covariance == NULL)
        return orth_fail_memory(error, (double)(n * n) * sizeof(mpq_t));
    orth_status status = get(running->lambda, json_object_get(value, "lambda"),
                             HERE "/tracking/lambda", file, error);
    if (status == ORTH_OK)
        status = get_row(running->tracked, n, json_object_get(value, "target"),
                         HERE "/tracking/target", file, error);
    if (status == ORTH_OK)
        status = get_rows(running->covariance, n, n, json_object_get(value, "covariance"),
                          HERE "/tracking/covariance", file, error);
    orth_error reason;
    if (status == ORTH_OK)
        status = located(orth_running_check_tracking(running, convex, &reason), &reason,
                         HERE "/tracking", file, error);
    return status;
}

static orth_status read_object(orth_exact_running **out, bool *convex, const json_t *of, size_t n,
                               uint64_t steps, const char *file, orth_error *error)
{
    const char *end = json_string_value(json_object_get(of, "end"));
    const json_t *forecast = json_object_get(of, "forecast");
    const json_t *tracking = json_object_get(of, "tracking");
    if (!json_is_object(of) || end == NULL ||
        (strcmp(end, "free") != 0 && strcmp(end, "given") != 0))
        return malformed(file, HERE "/end", "must be \"given\" or \"free\"", error);
    if (forecast == NULL && tracking == NULL)
        return malformed(file, HERE, "must have \"forecast\" or \"tracking\"", error);
    orth_status status = orth_exact_running_create(out, n, steps, strcmp(end, "free") == 0, error);
    if (status == ORTH_OK && forecast != NULL)
        status = read_forecast(*out, forecast, file, error);
    if (status == ORTH_OK && tracking != NULL)
        status = read_tracking(*out, convex, tracking, file, error);
    return status;
}

orth_status orth_running_read(orth_exact_running **running, bool *convex, const json_t *root,
                              size_t n, uint64_t steps, const char *file, orth_error *error)
{
    *running = NULL;
    *convex = true;
    const json_t *of = json_object_get(root, "running_cost");
    if (of == NULL)
        return ORTH_OK;
    orth_status status = read_object(running, convex, of, n, steps, file, error);
    if (status != ORTH_OK) {
        orth_exact_running_free(*running);
        *running = NULL;
    }
    return status;
}
