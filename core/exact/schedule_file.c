#include "exact/schedule_file.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/json_in.h"
#include "base/progress.h"
#include "base/stop.h"
#include "base/text.h"
#include "exact/chain.h"
#include "exact/running_cost.h"
#include "exact/running_file.h"
#include "exact/text.h"
#include "numeric/decimal.h"

static orth_status malformed(const char *file, const char *where, const char *what,
                             orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s: %s", orth_file_label(file), where, what);
}

/* The kinds of file that hold one schedule, and whether all of their keys must be there. */
static const struct kind {
    const char *name;
    bool complete;
} kinds[] = {
    {"trajectory", false},
    {"optimum", true},
};

static const struct kind *find_kind(const json_t *root)
{
    const json_t *kind = json_object_get(root, "kind");
    for (size_t i = 0; json_is_string(kind) && i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(json_string_value(kind), kinds[i].name) == 0)
            return &kinds[i];
    }
    return NULL;
}

static orth_status read_tokens(orth_exact_certificate *c, const json_t *root, const char *file,
                               orth_error *error)
{
    const json_t *tokens = json_object_get(root, "tokens");
    if (tokens == NULL)
        return ORTH_OK;
    if (!json_is_array(tokens) || json_array_size(tokens) != c->n)
        return malformed(file, "/tokens", "must be as many names as a row has weights", error);
    c->tokens = calloc(c->n, sizeof *c->tokens);
    if (c->tokens == NULL)
        return orth_fail_memory(error, (double)c->n * sizeof *c->tokens);
    for (size_t i = 0; i < c->n; i++) {
        const json_t *token = json_array_get(tokens, i);
        if (!json_is_string(token) || json_string_length(token) == 0)
            return malformed(file, "/tokens", "a name must be a string that is not empty", error);
        if (!orth_is_line(json_string_value(token)))
            return malformed(file, "/tokens", "a name must be " ORTH_LINE, error);
        c->tokens[i] = strdup(json_string_value(token));
        if (c->tokens[i] == NULL)
            return orth_fail_memory(error, (double)json_string_length(token));
    }
    return ORTH_OK;
}

/* What an optimum's file must have beside its weights; the last three are of the least loss, or of
 * the least J where it has a running cost. */
static orth_status require_keys(const json_t *root, bool runs, const char *file, orth_error *error)
{
    static const char *const always[] = {"tokens", "path", "steps", "digits", "log_loss"};
    static const char *const plain[] = {"optimum_lower_bound", "relative_gap_upper_bound"};
    static const char *const running[] = {"objective", "objective_lower_bound",
                                          "objective_gap_upper_bound"};
    const char *const *least = runs ? running : plain, *const *other = runs ? plain : running;
    size_t wanted = runs ? 3 : 2, unwanted = 5 - wanted;
    for (size_t i = 0; i < 5 + wanted; i++) {
        const char *key = i < 5 ? always[i] : least[i - 5];
        if (json_object_get(root, key) == NULL)
            return malformed(file, key, "missing; an optimum file must have it", error);
    }
    for (size_t i = 0; i < unwanted; i++) {
        if (json_object_get(root, other[i]) != NULL)
            return malformed(file, other[i],
                             runs ? "is not of a file with a running_cost"
                                  : "is of a file with a running_cost alone",
                             error);
    }
    return ORTH_OK;
}

/* The running cost, and the refusal where it is one that nothing can be proven with. */
static orth_status read_running(orth_schedule_file *in, orth_exact_certificate *c, const char *file,
                                orth_error *error)
{
    bool convex;
    orth_status status =
        orth_running_read(&in->running, &convex, in->root, c->n, c->steps, file, error);
    if (status != ORTH_OK || convex)
        return status;
    c->refusal = strdup("running_cost: " ORTH_NOT_CONVEX);
    return c->refusal != NULL ? ORTH_OK : orth_fail_memory(error, 128);
}

/* Everything but the weights. */
static orth_status read_head(orth_schedule_file *in, orth_exact_certificate *c,
                             const struct kind *kind, const char *file, orth_error *error)
{
    bool runs = json_object_get(in->root, "running_cost") != NULL;
    if (runs && !kind->complete)
        return malformed(file, "/running_cost", "is of an optimum file alone", error);
    orth_status status = kind->complete ? require_keys(in->root, runs, file, error) : ORTH_OK;
    if (status == ORTH_OK)
        status = read_running(in, c, file, error);
    if (status != ORTH_OK)
        return status;
    const json_t *path = json_object_get(in->root, "path");
    const json_t *steps = json_object_get(in->root, "steps");
    const json_t *digits = json_object_get(in->root, "digits");
    if (path != NULL && !json_is_string(path))
        return malformed(file, "/path", "must be a string", error);
    if (path != NULL && !orth_is_line(json_string_value(path)))
        return malformed(file, "/path", "must be " ORTH_LINE, error);
    if (steps != NULL &&
        (!json_is_integer(steps) || json_integer_value(steps) != (json_int_t)c->steps))
        return malformed(file, "/steps", "must be one less than the number of rows in /weights",
                         error);
    if (digits != NULL) {
        json_int_t value = json_integer_value(digits);
        if (!json_is_integer(digits) || value < 1 || value > ORTH_EXACT_DIGITS_MAX)
            return malformed(
                file, "/digits",
                "must be a whole number from 1 to " ORTH_LIMIT_TEXT(ORTH_EXACT_DIGITS_MAX), error);
        in->digits = (unsigned)value;
    }
    c->kind = strdup(kind->name);
    c->path = strdup(path != NULL ? json_string_value(path) : "");
    if (c->kind == NULL || c->path == NULL)
        return orth_fail_memory(error, 64);
    return read_tokens(c, in->root, file, error);
}

static orth_status refuse(orth_exact_certificate *c, orth_error *error, size_t row,
                          const char *what)
{
    size_t room = strlen(what) + 64;
    c->refusal = malloc(room);
    if (c->refusal == NULL)
        return orth_fail_memory(error, (double)room);
    snprintf(c->refusal, room, "weights: row %zu %s", row, what);
    return ORTH_OK;
}

/* "sums to 1 + 1e-30" */
static orth_status refuse_sum(orth_exact_certificate *c, orth_error *error, size_t row,
                              const mpq_t excess, const char *allowed)
{
    mpfr_t x;
    mpfr_init2(x, 64);
    mpfr_set_q(x, excess, MPFR_RNDN);
    mpfr_abs(x, x, MPFR_RNDN);
    char *amount = orth_mpfr_text(x, 3, MPFR_RNDN), what[256];
    mpfr_clear(x);
    if (amount == NULL)
        return orth_fail_memory(error, 64);
    snprintf(what, sizeof what, "sums to 1 %c %.60s; %s", mpq_sgn(excess) > 0 ? '+' : '-', amount,
             allowed);
    free(amount);
    return refuse(c, error, row, what);
}

/* One weight, exactly: a string's decimal, or the double that a number reads as. */
static orth_status read_weight(mpq_t weight, const json_t *value, const char *file, size_t row,
                               size_t i, orth_error *error)
{
    char where[64], quoted[ORTH_QUOTE_MAX];
    snprintf(where, sizeof where, "/weights/%zu/%zu", row, i);
    if (json_is_real(value)) {
        mpq_set_d(weight, json_real_value(value));
        return ORTH_OK;
    }
    if (json_is_integer(value)) {
        mpq_set_si(weight, (long)json_integer_value(value), 1);
        return ORTH_OK;
    }
    if (!json_is_string(value))
        return malformed(file, where, "a weight is a decimal string or a number", error);
    orth_error reason;
    if (orth_decimal_parse(weight, json_string_value(value), &reason) == ORTH_OK)
        return ORTH_OK;
    orth_quote(quoted, sizeof quoted, json_string_value(value));
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s: %s: %.400s", orth_file_label(file), where,
                     quoted, reason.text);
}

/* Whether the weights, which sum to 1 + excess, are a point: exactly for strings, within 4 n 2^-53
 * for numbers. Sets the certificate's refusal when not. */
static orth_status judge_row(orth_exact_certificate *c, mpq_t *weights, size_t row, bool exact,
                             orth_error *error)
{
    mpq_t excess, allowed;
    mpq_init(excess);
    mpq_init(allowed);
    mpq_set_si(excess, -1, 1);
    bool positive = true;
    for (size_t i = 0; i < c->n; i++) {
        mpq_add(excess, excess, weights[i]);
        positive = positive && mpq_sgn(weights[i]) > 0;
    }
    mpq_set_ui(allowed, exact ? 0 : 4 * c->n, 1);
    mpq_div_2exp(allowed, allowed, 53);
    mpq_t size;
    mpq_init(size);
    mpq_abs(size, excess);
    orth_status status = ORTH_OK;
    if (!positive) {
        status = refuse(c, error, row, "has a weight that is not above 0");
    } else if (mpq_cmp(size, allowed) > 0) {
        status = refuse_sum(c, error, row, excess,
                            exact ? "rows of strings must sum to exactly 1"
                                  : "rows of numbers must sum to 1 within 4 n 2^-53");
    } else if (mpq_sgn(excess) != 0) {
        c->renormalised_rows++;
        c->renormalised_by = fmax(c->renormalised_by, mpq_get_d(size));
    }
    mpq_clear(size);
    mpq_clear(excess);
    mpq_clear(allowed);
    return status;
}

static orth_status read_row(orth_schedule_file *in, orth_exact_certificate *c, mpq_t *weights,
                            size_t k, const char *file, orth_error *error)
{
    const json_t *row = json_array_get(json_object_get(in->root, "weights"), k);
    char where[64];
    snprintf(where, sizeof where, "/weights/%zu", k);
    if (!json_is_array(row) || json_array_size(row) != c->n)
        return malformed(file, where, "every row must hold as many weights as the first", error);
    bool exact = json_is_string(json_array_get(row, 0));
    for (size_t i = 0; i < c->n; i++) {
        const json_t *value = json_array_get(row, i);
        if (json_is_string(value) != exact)
            return malformed(file, where, "strings and numbers are mixed in one row", error);
        orth_status status = read_weight(weights[i], value, file, k, i, error);
        if (status != ORTH_OK)
            return status;
    }
    orth_status status = judge_row(c, weights, k, exact, error);
    if (status == ORTH_OK && c->refusal == NULL)
        orth_rows_set_q(&in->rows, k, weights);
    return status;
}

static orth_status read_rows(orth_schedule_file *in, orth_exact_certificate *c, const char *file,
                             orth_error *error)
{
    orth_status status = orth_rows_create(&in->rows, c->n, c->steps, error);
    if (status != ORTH_OK)
        return status;
    mpq_t *weights = malloc(c->n * sizeof *weights);
    if (weights == NULL)
        return orth_fail_memory(error, (double)c->n * sizeof *weights);
    for (size_t i = 0; i < c->n; i++)
        mpq_init(weights[i]);
    for (size_t k = 0; k <= c->steps && status == ORTH_OK && c->refusal == NULL; k++) {
        orth_progress("rows", k, c->steps + 1);
        status = orth_go_on(error);
        if (status == ORTH_OK)
            status = read_row(in, c, weights, k, file, error);
    }
    for (size_t i = 0; i < c->n; i++)
        mpq_clear(weights[i]);
    free(weights);
    return status;
}

static orth_status read_tree(orth_schedule_file *in, orth_exact_certificate *c, const char *file,
                             orth_error *error)
{
    const json_t *version = json_object_get(in->root, "orthant");
    if (!json_is_integer(version) || json_integer_value(version) != 1)
        return malformed(file, "/orthant", "must be 1", error);
    const struct kind *kind = find_kind(in->root);
    if (kind == NULL)
        return malformed(file, "/kind",
                         "must be \"trajectory\" or \"optimum\" (or \"plan\", for certify)", error);
    const json_t *rows = json_object_get(in->root, "weights");
    size_t count = json_array_size(rows);
    if (!json_is_array(rows) || count < 2 || count - 1 > ORTH_STEPS_MAX)
        return malformed(file, "/weights", "must be an array of at least two rows", error);
    c->steps = count - 1;
    c->n = json_array_size(json_array_get(rows, 0));
    if (c->n < 2)
        return malformed(file, "/weights/0", "must be an array of at least two weights", error);
    orth_status status = read_head(in, c, kind, file, error);
    return status == ORTH_OK ? read_rows(in, c, file, error) : status;
}

orth_status orth_schedule_file_parse(orth_schedule_file *in, orth_exact_certificate *certificate,
                                     const char *text, size_t length, const char *file,
                                     orth_error *error)
{
    memset(in, 0, sizeof *in);
    orth_status status = orth_json_parse(&in->root, text, length, file, error);
    if (status == ORTH_OK)
        status = read_tree(in, certificate, file, error);
    return status;
}

void orth_schedule_file_clear(orth_schedule_file *in)
{
    json_decref(in->root);
    orth_exact_running_free(in->running);
    orth_rows_clear(&in->rows);
    memset(in, 0, sizeof *in);
}
