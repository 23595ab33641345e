/* A plan file's certificate as JSON. */
#include "base/json_out.h"
#include "orthant/plan_file.h"

void orth_plan_certificate_write_json(const orth_plan_certificate *c, const orth_plan_file *in,
                                      const char *file, FILE *stream)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "kind", "plan-certificate");
    orth_json_string(&json, "file", file);
    orth_json_string(&json, "target", in->plan->target->name);
    orth_json_integer(&json, "tokens", (int64_t)in->plan->n);
    orth_json_integer(&json, "steps", (int64_t)in->plan->steps);
    orth_json_integer(&json, "calls", (int64_t)in->plan->call_count);
    orth_json_bool(&json, "holds", c->refusal[0] == '\0');
    if (c->refusal[0] == '\0')
        orth_json_null(&json, "refusal");
    else
        orth_json_string(&json, "refusal", c->refusal);
    orth_json_doubles(&json, "log_loss", 2, (const double[]){c->loss_lower, c->loss_upper});
    if (c->bound != NULL)
        orth_json_string(&json, "optimum_lower_bound", c->bound);
    else
        orth_json_null(&json, "optimum_lower_bound");
    orth_json_close_object(&json);
    orth_json_end(&json);
}
