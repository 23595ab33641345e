/* orthant certify PLAN: the part of `certify` that is about plan files. */
#include <inttypes.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/json_out.h"
#include "certify_plan.h"
#include "plan/plan_certify.h"
#include "plan/plan_write.h"

static void write_json(FILE *stream, const char *file, const orth_plan_file *in,
                       const orth_plan_certificate *c)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "kind", "plan-certificate");
    orth_json_string(&json, "file", file);
    orth_json_string(&json, "target", in->plan->target);
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

static int report(const cli_output_options *options, const char *file, const orth_plan_file *in,
                  const orth_plan_certificate *c)
{
    orth_error error;
    orth_output output;
    if (options->file != NULL) {
        if (orth_output_open(&output, options->file, &error) != ORTH_OK)
            return cli_report_error(&error);
        write_json(output.stream, file, in, c);
        if (orth_output_commit(&output, &error) != ORTH_OK)
            return cli_report_error(&error);
    }
    if (options->format == CLI_JSON) {
        write_json(stdout, file, in, c);
    } else if (options->format == CLI_CSV) {
        printf("quantity,lower,upper\nlog_loss,%.17g,%.17g\noptimum,%s,\n", c->loss_lower,
               c->loss_upper, c->bound != NULL ? c->bound : "");
    } else {
        printf("%s: plan for %s, %zu tokens, %zu calls, %" PRIu64 " blocks\n\n",
               orth_file_label(file), in->plan->target, in->plan->n, in->plan->call_count,
               in->plan->steps);
        printf("  log loss, from     %.17g\n            to       %.17g\n", c->loss_lower,
               c->loss_upper);
        if (c->bound != NULL)
            printf("  no schedule below  %s\n", c->bound);
        else if (in->bound == NULL)
            printf("  no bound is claimed\n");
        if (c->refusal[0] == '\0')
            printf("  calldata, replay, losses and gas are as the file says\n");
    }
    if (c->refusal[0] != '\0')
        fprintf(stderr, "orthant: %s: refused: %s\n", orth_file_label(file), c->refusal);
    return cli_finish_stdout(c->refusal[0] == '\0' ? CLI_OK : CLI_CHECK_FAILED);
}

/* All that certify has not looked at: missed blocks are run again, and the file is compared with
 * the one that `plan` would write. */
static orth_status check_rest(orth_plan_certificate *c, const orth_plan_file *in, const char *text,
                              size_t length, orth_error *error)
{
    orth_missed_summary missed = {.missing = in->missing};
    bool agrees = true;
    if (c->refusal[0] != '\0')
        return ORTH_OK;
    if (in->missing.runs > 0) {
        orth_status status = orth_missed_summarise(&missed, in->plan, &in->missing, error);
        if (status != ORTH_OK)
            return status;
        if (!orth_missed_agrees(&missed, &in->missed))
            snprintf(c->refusal, sizeof c->refusal, "missed_blocks is not what its seed gives");
    }
    orth_plan_summary summary = {.tokens = (const char *const *)in->tokens,
                                 .bound = in->bound,
                                 .gas_per_call = in->gas_per_call,
                                 .unit = in->unit,
                                 .asked = in->asked,
                                 .missed = &missed};
    if (c->refusal[0] != '\0')
        return ORTH_OK;
    return orth_plan_agrees(&agrees, c->refusal, text, length, in->plan, c->replay, &summary,
                            error);
}

int cli_certify_plan(const cli_output_options *options, const char *file, const char *text,
                     size_t length, unsigned digits)
{
    orth_plan_file in;
    orth_plan_certificate certificate;
    orth_error error;
    if (orth_plan_file_parse(&in, text, length, file, &error) != ORTH_OK)
        return cli_report_error(&error);
    int code = CLI_OK;
    orth_status status = orth_plan_certify(&certificate, &in, digits, &error);
    if (status == ORTH_OK) {
        status = check_rest(&certificate, &in, text, length, &error);
        code = status == ORTH_OK ? report(options, file, &in, &certificate) : CLI_RESOURCE;
        orth_plan_certificate_clear(&certificate);
    }
    if (status != ORTH_OK)
        code = cli_report_error(&error);
    orth_plan_file_clear(&in);
    return code;
}
