/* The claims of a file as it makes them. */
#include <stdlib.h>
#include <string.h>

#include "base/double_text.h"
#include "base/file_in.h"
#include "exact/claims.h"
#include "exact/text.h"
#include "orthant/decimal.h"

static orth_status malformed(const char *file, const char *name, const char *what,
                             orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: /%s: %s", orth_file_label(file), name, what);
}

/* Adds a claim of [low, high] (the same text for a single number). The low end is rounded up and
 * the high end down, so a claim is never taken for more generous than it is. */
static orth_status add(orth_claims *claims, const char *name, const char *low, const char *high,
                       const char *file, orth_error *error)
{
    /* an objective may be a gain; every other quantity is at least 0 */
    bool is_signed = strcmp(name, "objective") == 0 || strcmp(name, "objective_lower_bound") == 0;
    bool (*parse)(mpfr_t, const char *, mpfr_rnd_t) =
        is_signed ? orth_mpfr_parse_signed : orth_mpfr_parse;
    orth_claim *claim = &claims->claim[claims->count];
    size_t length = strlen(low) > strlen(high) ? strlen(low) : strlen(high);
    size_t room = strlen(low) + strlen(high) + 8;
    claim->name = name;
    claim->text = malloc(room);
    if (claim->text == NULL)
        return orth_fail_memory(error, (double)room);
    snprintf(claim->text, room, low == high ? "%s" : "[%s, %s]", low, high);
    orth_iv_init(&claim->value, 4 * (mpfr_prec_t)length + 64);
    claims->count++;
    if (length > ORTH_DECIMAL_LENGTH_MAX || !parse(claim->value.lo, low, MPFR_RNDU) ||
        !parse(claim->value.hi, high, MPFR_RNDD))
        return malformed(file, name,
                         is_signed ? "not a decimal number" : "not a decimal number of at least 0",
                         error);
    return ORTH_OK;
}

/* A claim of [low, high], both strings. */
static orth_status add_pair(orth_claims *claims, const char *name, const json_t *value,
                            const char *must, const char *file, orth_error *error)
{
    const char *low = json_string_value(json_array_get(value, 0));
    const char *high = json_string_value(json_array_get(value, 1));
    if (!json_is_array(value) || json_array_size(value) != 2 || low == NULL || high == NULL)
        return malformed(file, name, must, error);
    return add(claims, name, low, high, file, error);
}

static orth_status read_loss(orth_claims *claims, const json_t *value, const char *file,
                             orth_error *error)
{
    char text[ORTH_DOUBLE_TEXT_MAX];
    if (json_is_number(value)) {
        double number = json_number_value(value);
        if (!(number >= 0))
            return malformed(file, "log_loss", "must not be below 0", error);
        orth_status status =
            add(claims, "log_loss", orth_double_text(text, number), text, file, error);
        if (status == ORTH_OK) { /* the double itself, not its 17 digits */
            orth_claim *claim = &claims->claim[claims->count - 1];
            mpfr_set_d(claim->value.lo, number, MPFR_RNDN);
            mpfr_set_d(claim->value.hi, number, MPFR_RNDN);
            claim->is_double = true;
        }
        return status;
    }
    return add_pair(claims, "log_loss", value, "must be a number or two decimal strings", file,
                    error);
}

orth_status orth_claims_read(orth_claims *claims, const json_t *root, const char *file,
                             orth_error *error)
{
    bool runs = json_object_get(root, "running_cost") != NULL;
    static const char *const singles[] = {"optimum_lower_bound", "relative_gap_upper_bound",
                                          "objective_lower_bound", "objective_gap_upper_bound"};
    orth_status status = ORTH_OK;
    const json_t *loss = json_object_get(root, "log_loss");
    if (loss != NULL)
        status = read_loss(claims, loss, file, error);
    const json_t *cv = json_object_get(root, "step_loss_cv");
    if (status == ORTH_OK && cv != NULL)
        status = add_pair(claims, "step_loss_cv", cv, "must be two decimal strings", file, error);
    const json_t *objective = json_object_get(root, "objective");
    if (status == ORTH_OK && runs && objective != NULL)
        status =
            add_pair(claims, "objective", objective, "must be two decimal strings", file, error);
    for (size_t i = runs ? 2 : 0; i < (runs ? 4 : 2) && status == ORTH_OK; i++) {
        const json_t *value = json_object_get(root, singles[i]);
        if (value == NULL)
            continue;
        if (!json_is_string(value))
            return malformed(file, singles[i], "must be a decimal string", error);
        const char *text = json_string_value(value);
        status = add(claims, singles[i], text, text, file, error);
    }
    return status;
}

void orth_claims_clear(orth_claims *claims)
{
    for (size_t i = 0; i < claims->count; i++) {
        free(claims->claim[i].text);
        orth_iv_clear(&claims->claim[i].value);
    }
    claims->count = 0;
}
