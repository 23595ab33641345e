/* A file's certificate as JSON. */
#include "base/json_out.h"
#include "orthant/exact.h"

static void put_pair(orth_json_out *json, const char *key, const char *low, const char *high)
{
    orth_json_strings(json, key, 2, (const char *const[]){low, high});
}

static void put_claim(orth_json_out *json, const orth_exact_claim *claim)
{
    orth_json_open_inline_object(json, NULL);
    orth_json_string(json, "claim", claim->name);
    orth_json_string(json, "value", claim->claimed);
    orth_json_bool(json, "holds", claim->holds);
    orth_json_close_object(json);
}

void orth_exact_certificate_write_json(const orth_exact_certificate *c, const char *file,
                                       FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "certificate");
    orth_json_string(&json, "file", file);
    orth_json_string(&json, "certified_kind", c->kind);
    orth_json_string(&json, "path", c->path);
    orth_json_integer(&json, "tokens", (int64_t)c->n);
    orth_json_integer(&json, "steps", (int64_t)c->steps);
    orth_json_integer(&json, "digits", c->digits);
    orth_json_integer(&json, "renormalised_rows", (int64_t)c->renormalised_rows);
    orth_json_bool(&json, "holds", c->refusal == NULL);
    if (c->refusal != NULL) {
        orth_json_string(&json, "refusal", c->refusal);
    } else {
        orth_json_null(&json, "refusal");
        put_pair(&json, "log_loss", c->loss_lower, c->loss_upper);
        if (c->objective_lower != NULL)
            put_pair(&json, "objective", c->objective_lower, c->objective_upper);
        put_pair(&json, "optimum", c->optimum_lower, c->optimum_upper);
        put_pair(&json, c->objective_lower != NULL ? "excess" : "relative_excess", c->excess_lower,
                 c->excess_upper);
        put_pair(&json, "step_loss_cv", c->step_cv_lower, c->step_cv_upper);
    }
    orth_json_open_array(&json, "claims");
    for (size_t i = 0; i < c->claim_count; i++)
        put_claim(&json, &c->claims[i]);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}
