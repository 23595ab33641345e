/* orthant certify FILE: what can be proven about the schedule in a file, and whether what the file
 * says of it is so. */
#include <inttypes.h>
#include <mpfr.h>
#include <stdlib.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/plural.h"
#include "certify_plan.h"
#include "files.h"
#include "options.h"
#include "orthant/exact.h"
#include "orthant/plan_file.h"
#include "plan_parse.h"

typedef struct arguments {
    cli_output_options output;
    cli_file_argument file;
    unsigned digits;
    uint64_t trade_limit; /* 0: as the plan says */
} arguments;

enum { KEY_TRADE = 0x200 };

static const struct argp_option options[] = {
    {"trade-limit", KEY_TRADE, "R", 0,
     "Also refuse a plan of which one block trades more than this part of a reserve, at most 0.3",
     0},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *args = state->input;
    if (key == KEY_TRADE) {
        args->trade_limit = cli_plan_parse_trade_limit(argument, state);
        return 0;
    }
    if (key != ARGP_KEY_INIT)
        return ARGP_ERR_UNKNOWN;
    state->child_inputs[0] = &args->file;
    state->child_inputs[1] = &args->digits;
    state->child_inputs[2] = &args->output;
    return 0;
}

static const struct argp_child children[] = {{&cli_file_argp, 0, NULL, 0},
                                             {&cli_digits_argp, 0, NULL, 0},
                                             {&cli_output_argp, 0, NULL, 0},
                                             {0}};
static const struct argp argp = {
    options,
    parse,
    "FILE",
    "Re-checks a trajectory, optimum or plan file, trusting nothing in it but the weights: that "
    "every row is feasible, what the schedule loses, how far that is from the least possible "
    "between its own ends, and each claim that the file makes."
    "\vOf a plan file: the calldata, the replay, the losses, and the gas. Exit code 1, with the "
    "reason, when a row is not feasible or a claim does not hold; 3 when the file is malformed.\n\n"
    "Examples:\n"
    "  orthant certify optimal.json\n"
    "  orthant certify trajectory.json --digits 50\n",
    children,
    NULL,
    NULL};

static void print_table(const char *file, const orth_exact_certificate *c)
{
    printf("%s: %s%s%s, %zu tokens, %" PRIu64 " step%s\n\n", orth_file_label(file), c->kind,
           c->path[0] != '\0' ? " by path " : "", c->path, c->n, c->steps,
           orth_plural(c->steps, "", "s"));
    if (c->renormalised_rows == 0)
        printf("  weights            feasible: every row sums to exactly 1\n");
    else
        printf("  weights            feasible once scaled: %" PRIu64
               " row%s of numbers missed 1, by %.2g at most\n",
               c->renormalised_rows, orth_plural(c->renormalised_rows, "", "s"),
               c->renormalised_by);
    printf("  log loss, from     %s\n", c->loss_lower);
    printf("            to       %s\n", c->loss_upper);
    bool runs = c->objective_lower != NULL; /* J is the loss and the running cost together */
    if (runs) {
        printf("  objective J, from  %s\n", c->objective_lower);
        printf("               to    %s\n", c->objective_upper);
    }
    printf("  %s   %s\n", runs ? "least of J, from" : "least loss, from", c->optimum_lower);
    printf("              to     %s\n", c->optimum_upper);
    printf("  %s    %s to %s\n", runs ? "excess of J    " : "relative excess", c->excess_lower,
           c->excess_upper);
    printf("  steps' losses      vary by %s to %s (standard deviation over mean)\n",
           c->step_cv_lower, c->step_cv_upper);
    for (size_t i = 0; i < c->claim_count; i++)
        printf("  claim %-26s holds\n", c->claims[i].name);
    if (c->claim_count == 0)
        printf("  the file claims nothing about its weights\n");
}

static void write_csv(const orth_exact_certificate *c)
{
    puts("quantity,lower,upper");
    printf("log_loss,%s,%s\noptimum,%s,%s\n", c->loss_lower, c->loss_upper, c->optimum_lower,
           c->optimum_upper);
    if (c->objective_lower != NULL)
        printf("objective,%s,%s\nexcess", c->objective_lower, c->objective_upper);
    else
        fputs("relative_excess", stdout);
    printf(",%s,%s\nstep_loss_cv,%s,%s\n", c->excess_lower, c->excess_upper, c->step_cv_lower,
           c->step_cv_upper);
}

/* After a refusal nothing stands on standard output that could be taken for a result: the JSON says
 * that the file does not hold, and which claims do not. */
static int report(const arguments *args, const orth_exact_certificate *c)
{
    orth_error error;
    orth_output output;
    if (args->output.file != NULL) {
        if (orth_output_open(&output, args->output.file, &error) != ORTH_OK)
            return cli_report_error(&error);
        orth_exact_certificate_write_json(c, args->file.name, output.stream);
        if (orth_output_commit(&output, &error) != ORTH_OK)
            return cli_report_error(&error);
    }
    bool holds = c->refusal == NULL;
    if (args->output.format == CLI_JSON)
        orth_exact_certificate_write_json(c, args->file.name, stdout);
    else if (holds && args->output.format == CLI_CSV)
        write_csv(c);
    else if (holds)
        print_table(args->file.name, c);
    if (holds && c->renormalised_rows > 0)
        cli_note("%s: %" PRIu64 " row%s of plain numbers %s scaled to sum to 1 (by %.2g at most) "
                 "and %s certified as such",
                 orth_file_label(args->file.name), c->renormalised_rows,
                 orth_plural(c->renormalised_rows, "", "s"),
                 orth_plural(c->renormalised_rows, "was", "were"), c->renormalised_by,
                 orth_plural(c->renormalised_rows, "is", "are"));
    if (!holds)
        fprintf(stderr, "orthant: %s: refused: %s\n", orth_file_label(args->file.name), c->refusal);
    return cli_finish_stdout(holds ? CLI_OK : CLI_CHECK_FAILED);
}

int cli_certify(int argc, char **argv)
{
    arguments args = {.digits = ORTH_EXACT_DIGITS_DEFAULT, .file.what = "FILE"};
    cli_parse(&argp, argc, argv, &args);
    orth_exact_certificate certificate;
    orth_error error;
    int code;
    char *text;
    size_t length;
    if (cli_check_files(&(cli_files){.outputs = {args.output.file}, .input = args.file.name},
                        &error) != ORTH_OK)
        return cli_report_error(&error);
    orth_status status =
        orth_file_read(&text, &length, args.file.name, ORTH_PROOF_BYTES_MAX, &error);
    bool is_plan = false;
    if (status == ORTH_OK)
        status = orth_plan_file_is(&is_plan, text, length, &error);
    if (is_plan) {
        code = cli_certify_plan(&args.output, args.file.name, text, length, args.digits,
                                args.trade_limit);
    } else {
        if (args.trade_limit > 0)
            cli_note("--trade-limit says nothing of a file that is no plan");
        if (status == ORTH_OK)
            status = orth_exact_certify_text(&certificate, text, length, args.file.name,
                                             args.digits, &error);
        code = status == ORTH_OK ? report(&args, &certificate) : cli_report_error(&error);
        if (status == ORTH_OK)
            orth_exact_certificate_free(&certificate);
    }
    free(text);
    mpfr_free_cache();
    return code;
}
