/* orthant replay PLAN: a plan's calls on the emulated contract, block by block. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/plural.h"
#include "base/text.h"
#include "base/time_text.h"
#include "files.h"
#include "options.h"
#include "orthant/decimal.h"
#include "orthant/report.h"
#include "plan.h"
#include "plan_parse.h"

typedef struct arguments {
    cli_output_options output;
    cli_file_argument file;
    cli_plot_options plot;
    double present; /* 0: as the plan says */
    uint64_t seed;
    bool seeded;
    uint64_t trade_limit; /* 0: the plan's */
} arguments;

enum { KEY_PRESENT = 0x200, KEY_SEED, KEY_TRADE };

#define RUNS_TEXT ORTH_LIMIT_TEXT(ORTH_PLAN_MISSED_RUNS)

static const struct argp_option options[] = {
    {"present", KEY_PRESENT, "Q", 0,
     "Also run the plan " RUNS_TEXT " times on a chain whose blocks are each there with "
     "probability Q (default: as the plan says)",
     0},
    {"seed", KEY_SEED, "S", 0, "Seed of the missed blocks (default 0)", 0},
    {"trade-limit", KEY_TRADE, "R", 0,
     "The part of a reserve that one swap of the pool may trade, at most 0.3 (default: the "
     "plan's)",
     0},
    {0},
};

static double parse_present(const char *argument, struct argp_state *state)
{
    mpq_t value;
    mpq_init(value);
    double present = 0;
    if (orth_decimal_parse(value, argument, NULL) == ORTH_OK)
        present = orth_rational_to_double(value);
    mpq_clear(value);
    if (!(present > 0 && present <= 1))
        argp_error(state, "--present is a probability above 0 and at most 1%s, not '%s'",
                   argument[0] == '.' ? ", with its 0 before the point" : "", argument);
    return present;
}

static uint64_t parse_seed(const char *argument, struct argp_state *state)
{
    char *end;
    unsigned long long seed = strtoull(argument, &end, 10);
    if (argument[0] < '0' || argument[0] > '9' || *end != '\0' || seed > ORTH_SEED_MAX)
        argp_error(
            state,
            "--seed is a whole number from 0 to " ORTH_LIMIT_TEXT(ORTH_SEED_MAX) ", not '%s'",
            argument);
    return seed;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *args = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &args->file;
        state->child_inputs[1] = &args->plot;
        state->child_inputs[2] = &args->output;
        return 0;
    case KEY_PRESENT:
        args->present = parse_present(argument, state);
        return 0;
    case KEY_SEED:
        args->seed = parse_seed(argument, state);
        args->seeded = true;
        return 0;
    case KEY_TRADE:
        args->trade_limit = cli_plan_parse_trade_limit(argument, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = {{&cli_file_argp, 0, NULL, 0},
                                             {&cli_plot_argp, 0, NULL, 0},
                                             {&cli_output_argp, 0, NULL, 0},
                                             {0}};
static const struct argp argp = {
    options,
    parse,
    "PLAN",
    "Runs the calls of a plan file on the emulated contract, at each block's timestamp: the "
    "weights as the chain will see them, and what they lose."
    "\vA plan that the contract would refuse is refused, with the call and the rule. --csv and "
    "--json give every block.\n\n"
    "Examples:\n"
    "  orthant replay plan.json\n"
    "  orthant replay plan.json --csv\n"
    "  orthant replay plan.json --present 0.99 --plot replay.svg\n",
    children,
    NULL,
    NULL};

/* What was run, and on which file. */
typedef struct replayed {
    orth_plan_file *in;
    orth_replay *replay;
    orth_plan_missed_summary missed;
} replayed;

static void print_table(const replayed *r)
{
    const orth_plan *plan = r->in->plan;
    const orth_replay *replay = r->replay;
    char date[ORTH_DATE_TEXT_MAX];
    size_t calls = orth_plan_transactions(plan);
    printf("%s (%s): %zu call%s\n", plan->target->name, plan->target->version, calls,
           orth_plural(calls, "", "s"));
    cli_clock_print(plan);
    putchar('\n');
    printf("%10s  %12s  %20s", "block", "at", "date");
    for (size_t i = 0; i < replay->n; i++)
        printf("  %20.20s", r->in->tokens[i]);
    putchar('\n');
    uint64_t shown = replay->steps < 8 ? replay->steps : 8;
    for (uint64_t s = 0; s <= shown; s++) {
        uint64_t k = s * replay->steps / shown;
        printf("%10" PRIu64 "  %12" PRIu64 "  %20s", k, replay->times[k],
               orth_date_text(date, replay->times[k]));
        for (size_t i = 0; i < replay->n; i++)
            printf("  %20" PRIu64, replay->weights[k * replay->n + i]);
        putchar('\n');
    }
    printf("\n  log loss                  %.10g (the plan says %.10g)\n", replay->log_loss,
           r->in->log_loss);
    cli_safe_print(&plan->rails.safe);
    cli_replay_print(replay, &r->missed, plan->call_count, replay->miss);
}

static orth_status write_files(const arguments *args, const replayed *r, orth_error *error)
{
    const char *const *tokens = (const char *const *)r->in->tokens;
    orth_output output;
    orth_status status = ORTH_OK;
    if (args->output.file != NULL) {
        status = orth_output_open(&output, args->output.file, error);
        if (status != ORTH_OK)
            return status;
        orth_replay_write_json(r->in->plan, r->replay, &r->missed, tokens, output.stream);
        status = orth_output_commit(&output, error);
    }
    if (status == ORTH_OK && args->plot.file != NULL)
        status = orth_replay_plot(r->in->plan, r->replay, tokens, orth_file_label(args->file.name),
                                  args->plot.file, args->plot.keep_script, error);
    return status;
}

static int report(const arguments *args, const replayed *r)
{
    const char *const *tokens = (const char *const *)r->in->tokens;
    orth_error error;
    if (write_files(args, r, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (args->output.format == CLI_TABLE)
        print_table(r);
    else if (args->output.format == CLI_CSV)
        orth_replay_write_csv(r->replay, tokens, stdout);
    else
        orth_replay_write_json(r->in->plan, r->replay, &r->missed, tokens, stdout);
    return cli_finish_stdout(CLI_OK);
}

static orth_status work(replayed *r, const arguments *args, orth_error *error)
{
    char difference[ORTH_ERROR_TEXT_MAX];
    orth_status status = cli_check_files(&(cli_files){.outputs = {args->output.file},
                                                      .plots = {args->plot.file},
                                                      .scripts = args->plot.keep_script,
                                                      .input = args->file.name},
                                         error);
    if (status == ORTH_OK)
        status = orth_plan_file_read(&r->in, args->file.name, error);
    if (status == ORTH_OK)
        status = orth_plan_file_use_calldata(r->in, args->file.name, difference, error);
    if (status == ORTH_OK && difference[0] != '\0')
        cli_note("%s: what is run is the calldata, which is not what the arguments say: %s",
                 orth_file_label(args->file.name), difference);
    if (status == ORTH_OK && args->trade_limit > 0)
        r->in->plan->trade_limit = args->trade_limit;
    if (status == ORTH_OK)
        status = orth_plan_replay(&r->replay, r->in->plan, error);
    if (status != ORTH_OK)
        return status;
    orth_plan_missing missing = r->in->missing;
    if (args->seeded && !(args->present > 0))
        cli_note("--seed says nothing without --present");
    if (args->present > 0)
        missing = (orth_plan_missing){args->present, args->seed, ORTH_PLAN_MISSED_RUNS};
    return missing.runs > 0 ? orth_plan_missed_summarise(&r->missed, r->in->plan, &missing, error)
                            : ORTH_OK;
}

int cli_replay(int argc, char **argv)
{
    arguments args = {.file.what = "PLAN", .plot.help = CLI_PLAN_PLOT_HELP};
    cli_parse(&argp, argc, argv, &args);
    replayed r = {0};
    orth_error error;
    int code = work(&r, &args, &error) == ORTH_OK ? report(&args, &r) : cli_report_error(&error);
    orth_replay_free(r.replay);
    orth_plan_file_free(r.in);
    return code;
}
