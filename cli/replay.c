/* orthant replay PLAN: a plan's calls on the emulated contract, block by block. */
#include <inttypes.h>
#include <stdlib.h>

#include "cli.h"
#include "numeric/file_in.h"
#include "plan/file.h"
#include "report/output.h"
#include "report/plan_write.h"

#define PLAN_BYTES_MAX ((size_t)64 << 20)

typedef struct arguments {
    cli_output_options output;
    const char *file;
} arguments;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *args = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &args->output;
        return 0;
    case ARGP_KEY_ARG:
        if (args->file != NULL)
            argp_error(state, "one PLAN at a time");
        args->file = argument;
        return 0;
    case ARGP_KEY_END:
        if (args->file == NULL)
            argp_error(state, "which PLAN?");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
    NULL,
    parse,
    "PLAN",
    "Runs the calls of a plan file on the emulated contract, at each block's timestamp: the "
    "weights as the chain will see them, and what they lose."
    "\vA plan that the contract would refuse is refused, with the call and the rule. --csv and "
    "--json give every block.\n\n"
    "Examples:\n"
    "  orthant replay plan.json\n"
    "  orthant replay plan.json --csv\n",
    children,
    NULL,
    NULL};

static void print_table(const orth_plan_file *in, const orth_replay *replay)
{
    char text[ORTH_WORD_TEXT_MAX];
    printf("%s (%s): %zu calls, %" PRIu64 " blocks\n\n", in->plan->target, in->plan->version,
           in->plan->call_count, replay->steps);
    printf("%10s  %12s", "block", "at");
    for (size_t i = 0; i < replay->n; i++)
        printf("  %20.20s", in->tokens[i]);
    putchar('\n');
    uint64_t shown = replay->steps < 8 ? replay->steps : 8;
    for (uint64_t s = 0; s <= shown; s++) {
        uint64_t k = s * replay->steps / shown;
        printf("%10" PRIu64 "  %12" PRIu64, k, replay->times[k]);
        for (size_t i = 0; i < replay->n; i++)
            printf("  %20s", orth_word_text(text, replay->weights[k * replay->n + i], false));
        putchar('\n');
    }
    printf("\n  log loss                  %.10g (the plan says %.10g)\n", replay->log_loss,
           in->log_loss);
    printf("  distance from the target  %.3g\n", replay->miss);
    printf("  largest sum drift         %.3g\n", replay->sum_drift);
    if (replay->frozen)
        printf("  a rail froze the weights before their time\n");
}

static int report(const arguments *args, const orth_plan_file *in, const orth_replay *replay)
{
    const char *const *tokens = (const char *const *)in->tokens;
    orth_error error;
    orth_output output;
    if (args->output.file != NULL) {
        if (orth_output_open(&output, args->output.file, &error) != ORTH_OK)
            return cli_report_error(&error);
        orth_replay_write_json(output.stream, in->plan, replay, tokens);
        if (orth_output_commit(&output, &error) != ORTH_OK)
            return cli_report_error(&error);
    }
    if (args->output.format == CLI_TABLE)
        print_table(in, replay);
    else if (args->output.format == CLI_CSV)
        orth_replay_write_csv(stdout, replay, tokens);
    else
        orth_replay_write_json(stdout, in->plan, replay, tokens);
    return cli_finish_stdout(CLI_OK);
}

int cli_replay(int argc, char **argv)
{
    arguments args = {.file = NULL};
    cli_parse(&argp, argc, argv, &args);
    orth_plan_file in = {.plan = NULL};
    orth_replay *replay = NULL;
    orth_error error;
    char *text;
    size_t length;
    orth_status status = orth_file_read(&text, &length, args.file, PLAN_BYTES_MAX, &error);
    if (status == ORTH_OK)
        status = orth_plan_file_parse(&in, text, length, args.file, &error);
    free(text);
    if (status == ORTH_OK)
        status = orth_plan_replay(&replay, in.plan, &error);
    int code = status == ORTH_OK ? report(&args, &in, replay) : cli_report_error(&error);
    orth_replay_free(replay);
    orth_plan_file_clear(&in);
    return code;
}
