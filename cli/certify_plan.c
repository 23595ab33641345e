/* orthant certify PLAN: the part of `certify` that is about plan files. */
#include <inttypes.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/plural.h"
#include "certify_plan.h"
#include "orthant/plan_file.h"
#include "plan.h"

static void print_table(const char *file, const orth_plan_file *in, const orth_plan_certificate *c)
{
    size_t calls = orth_plan_transactions(in->plan);
    printf("%s: plan for %s, %zu tokens, %zu call%s\n", orth_file_label(file),
           in->plan->target->name, in->plan->n, calls, orth_plural(calls, "", "s"));
    cli_clock_print(in->plan);
    putchar('\n');
    printf("  log loss, from     %.17g\n            to       %.17g\n", c->loss_lower,
           c->loss_upper);
    if (c->bound != NULL)
        printf("  no schedule below  %s\n", c->bound);
    else
        printf("  no bound is claimed\n");
    printf("  calldata, replay, losses and gas are as the file says\n");
}

/* After a refusal nothing stands on standard output that could be taken for a result: the JSON says
 * that nothing holds, and why. */
static int report(const cli_output_options *options, const char *file, const orth_plan_file *in,
                  const orth_plan_certificate *c)
{
    orth_error error;
    orth_output output;
    if (options->file != NULL) {
        if (orth_output_open(&output, options->file, &error) != ORTH_OK)
            return cli_report_error(&error);
        orth_plan_certificate_write_json(c, in, file, output.stream);
        if (orth_output_commit(&output, &error) != ORTH_OK)
            return cli_report_error(&error);
    }
    bool holds = c->refusal[0] == '\0';
    if (options->format == CLI_JSON)
        orth_plan_certificate_write_json(c, in, file, stdout);
    else if (holds && options->format == CLI_CSV)
        printf("quantity,lower,upper\nlog_loss,%.17g,%.17g\noptimum,%s,\n", c->loss_lower,
               c->loss_upper, c->bound != NULL ? c->bound : "");
    else if (holds)
        print_table(file, in, c);
    if (!holds)
        fprintf(stderr, "orthant: %s: refused: %s\n", orth_file_label(file), c->refusal);
    return cli_finish_stdout(holds ? CLI_OK : CLI_CHECK_FAILED);
}

int cli_certify_plan(const cli_output_options *options, const char *file, const char *text,
                     size_t length, unsigned digits, uint64_t trade_limit)
{
    orth_plan_file *in;
    orth_plan_certificate certificate;
    orth_error error;
    int code;
    if (orth_plan_file_parse(&in, text, length, file, &error) != ORTH_OK)
        return cli_report_error(&error);
    orth_status status = orth_plan_certify(&certificate, in, digits, &error);
    if (status == ORTH_OK && trade_limit > 0)
        status = orth_plan_certify_trades(&certificate, in, trade_limit, &error);
    if (status == ORTH_OK)
        code = report(options, file, in, &certificate);
    else
        code = cli_report_error(&error);
    orth_plan_certificate_clear(&certificate);
    orth_plan_file_free(in);
    return code;
}
