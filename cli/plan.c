/* orthant plan SCENARIO: set points, and the calls of a contract that reach them. */
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/plural.h"
#include "base/text.h"
#include "files.h"
#include "options.h"
#include "orthant/report.h"
#include "orthant/simplex.h"
#include "plan.h"
#include "plan_batch.h"
#include "plan_parse.h"

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_plot_options plot;
    cli_plan_batch batch;
    const char *target, *volatility;
    const char *safe;
    size_t calls; /* 0: auto */
    double gas;
    bool equal, geodesic, legal;
    orth_word pool;
    uint64_t trade_limit; /* 0: the scenario's */
    size_t token_count;   /* of token_addresses; 0: they are not known */
    orth_word token_addresses[ORTH_PLAN_TOKENS_MAX];
} arguments;

#define DEFAULT_TARGET "generic"

enum {
    KEY_CALLS = 0x200,
    KEY_TARGET,
    KEY_GAS,
    KEY_TIMES,
    KEY_POINTS,
    KEY_LEGAL,
    KEY_POOL,
    KEY_TRADE,
    KEY_SAFE,
    KEY_TOKENS
};

static const struct argp_option options[] = {
    {"calls", KEY_CALLS, "M", 0,
     "Number of set points; a target may need several calls for one. 1 to 64, or auto (default): "
     "the one with the least loss and gas; without --gas the fewest that lose at most 1 % more "
     "than the best",
     0},
    {"target", KEY_TARGET, "NAME", 0, "The contract, one of 'orthant list targets': ", 0},
    {"gas", KEY_GAS, "COST", 0, "Gas of one call, in the pool's unit (default 0)", 0},
    {"times", KEY_TIMES, "HOW", 0, "When set points are reached: free (default) or equal", 0},
    {"points", KEY_POINTS, "HOW", 0, "Weights of the set points: optimised (default) or geodesic",
     0},
    {"legal", KEY_LEGAL, NULL, 0,
     "Where the target breaks a guard rail or the contract's limits, plan for the nearest that "
     "does not, in the Fisher-Rao distance",
     0},
    {"safe", KEY_SAFE, "blocks=N,capital=C", 0,
     "Plan so that no attacker who builds N blocks in a row and has C times the pool's value gains "
     "more than honest arbitrage, by the scenario's swap fee (or ,fee=PHI)",
     0},
    {"pool", KEY_POOL, "ADDRESS", 0, "The pool's address in the calldata (default: zero)", 0},
    {"token-addresses", KEY_TOKENS, "LIST", 0,
     "The tokens' addresses, in their order, for targets whose calls name them (default: zeros)",
     0},
    {"trade-limit", KEY_TRADE, "R", 0,
     "The part of a reserve that one swap of the pool may trade, at most 0.3; QuantAMM's "
     "maxTradeSizeRatio (default: the scenario's chain.trade_limit, else 0.3)",
     0},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *args = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &args->scenario;
        state->child_inputs[1] = &args->plot;
        state->child_inputs[2] = &args->volatility;
        state->child_inputs[3] = &args->batch;
        state->child_inputs[4] = &args->output;
        return 0;
    case ARGP_KEY_END:
        cli_plan_batch_check(&args->batch, args->output.is_other, state);
        return 0;
    case KEY_CALLS:
        args->calls = cli_plan_parse_calls(argument, state);
        return 0;
    case KEY_TARGET:
        args->target = argument;
        return 0;
    case KEY_GAS:
        args->gas = cli_plan_parse_gas(argument, state);
        return 0;
    case KEY_TIMES:
        args->equal = cli_plan_parse_choice("--times", argument, "free", "equal", state);
        return 0;
    case KEY_POINTS:
        args->geodesic =
            cli_plan_parse_choice("--points", argument, "optimised", "geodesic", state);
        return 0;
    case KEY_LEGAL:
        args->legal = true;
        return 0;
    case KEY_SAFE:
        args->safe = argument;
        return 0;
    case KEY_POOL:
        args->pool = cli_plan_parse_pool(argument, state);
        return 0;
    case KEY_TOKENS:
        args->token_count = cli_plan_parse_tokens(args->token_addresses, argument, state);
        return 0;
    case KEY_TRADE:
        args->trade_limit = cli_plan_parse_trade_limit(argument, state);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* The targets' names after the help of --target, in memory that argp frees. */
static char *help(int key, const char *text, void *input)
{
    (void)input;
    char *names = NULL;
    size_t length;
    FILE *stream = key == KEY_TARGET ? open_memstream(&names, &length) : NULL;
    if (stream != NULL) {
        fputs(text, stream);
        for (const orth_plan_target *const *target = orth_plan_targets(); *target != NULL; target++)
            fprintf(stream, "%s%s%s", target == orth_plan_targets() ? "" : ", ", (*target)->name,
                    strcmp((*target)->name, DEFAULT_TARGET) == 0 ? " (default)" : "");
        if (fclose(stream) == 0)
            return names;
        free(names);
    }
    return (char *)(uintptr_t)text;
}

static const struct argp_child children[] = {
    {&cli_scenario_argp, 0, NULL, 0},   {&cli_plot_argp, 0, NULL, 0},
    {&cli_volatility_argp, 0, NULL, 0}, {&cli_plan_batch_argp, 0, NULL, 0},
    {&cli_output_argp, 0, NULL, 0},     {0}};
static const struct argp argp = {
    options,
    parse,
    "SCENARIO",
    "The few linear segments that lose least, and the calls of a contract that make them, in its "
    "own integers."
    "\vThe set points' weights and times are optimised for the loss over the real blocks. The "
    "calls are then run on the emulated contract; a plan that it would refuse is refused here, "
    "with the rule. -o writes the plan with its calldata, for replay and certify; --format "
    "safe-batch has the calls for a multisig.\n\n"
    "Examples:\n"
    "  orthant plan scenarios/btc-usdc-50-90.json --calls 4 -o plan.json\n"
    "  orthant plan scenarios/btc-usdc-50-90.json --gas 12 --target quantamm\n"
    "  orthant plan scenarios/btc-usdc-with-fee.json --safe blocks=8,capital=0.5\n"
    "  orthant plan scenarios/lbp-96-50.json --calls 1 --target balancer-v3-lbp\n"
    "  orthant plan scenarios/three-token.json --calls 4 --plot plan.svg\n",
    children,
    help,
    NULL};

static orth_status write_file(const char *file, const orth_plan_study *study, orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    status = orth_plan_study_write_json(study, output.stream, error);
    if (status == ORTH_OK)
        return orth_output_commit(&output, error);
    orth_output_abandon(&output);
    return status;
}

static orth_status write_all(const arguments *args, const orth_plan_study *study,
                             const cli_plan_cost *cost, orth_error *error)
{
    const orth_scenario *scenario = cost->scenario;
    const char *title =
        scenario->name[0] != '\0' ? scenario->name : orth_file_label(scenario->file);
    orth_plan_batch batch = args->batch.wanted;
    orth_status status = ORTH_OK;
    batch.name = title;
    if (args->output.file != NULL)
        status = write_file(args->output.file, study, error);
    if (status == ORTH_OK && args->plot.file != NULL)
        status = orth_replay_plot(study->plan, study->replay, study->options.tokens, title,
                                  args->plot.file, args->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    if (args->output.format == CLI_TABLE)
        cli_plan_print(study, cost, title);
    else
        cli_plan_cost_note(cost);
    if (args->output.format == CLI_CSV)
        orth_plan_study_write_csv(study, stdout);
    else if (args->output.is_other)
        status = orth_plan_write_safe_batch(study->plan, &batch, stdout, error);
    else if (args->output.format == CLI_JSON)
        status = orth_plan_study_write_json(study, stdout, error);
    if (!study->settled)
        cli_note("the optimiser stopped early; the plan is as shown all the same");
    return status;
}

static int report(const arguments *args, const orth_plan_study *study,
                  const orth_scenario *scenario)
{
    orth_error error;
    cli_plan_cost cost;
    orth_status status = cli_plan_cost_find(&cost, study, scenario, &error);
    if (status == ORTH_OK)
        status = write_all(args, study, &cost, &error);
    cli_plan_cost_free(&cost);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}

/* The legal target that --legal would plan for, to standard error, if there is one to offer. */
static void offer(const orth_move *move, const orth_plan_study_options *wanted)
{
    orth_error error;
    orth_move *legal;
    if (wanted->legal || orth_plan_study_legal(&legal, move, wanted, &error) != ORTH_OK ||
        legal == NULL)
        return;
    fprintf(stderr, "orthant: note: the nearest legal target (least Fisher-Rao distance, %.6g) is",
            orth_simplex_distance(legal->n, move->target, legal->target));
    for (size_t i = 0; i < legal->n; i++)
        fprintf(stderr, "%s %.15g", i > 0 ? "," : "", legal->target[i]);
    fputs("; --legal plans for it\n", stderr);
    orth_move_free(legal);
}

static int work(const arguments *args, const orth_move *move, const orth_plan_study_options *wanted,
                const orth_scenario *scenario)
{
    orth_plan_study *study;
    orth_error error;
    int code;
    if (args->gas > 0 && !(wanted->value > 0))
        cli_note("the scenario has no pool value, so that gas cannot be weighed against the loss");
    if (orth_plan_study_create(&study, move, wanted, &error) == ORTH_OK) {
        for (size_t k = 0; k < study->note_count; k++)
            cli_note("%s", study->notes[k]);
        code = report(args, study, scenario);
        if (study->replay->limits.weight_blocks > 0) /* what the contract lets happen */
            offer(move, wanted);
    } else {
        code = cli_report_error(&error);
        if (error.status == ORTH_DOMAIN)
            offer(move, wanted);
    }
    orth_plan_study_free(study);
    return code;
}

static int run(const arguments *args, const orth_plan_target *target, const orth_scenario *scenario)
{
    orth_error error;
    orth_move *move;
    if (cli_require_one_step_count(scenario, &error) != ORTH_OK ||
        cli_check_files(&(cli_files){.outputs = {args->output.file},
                                     .plots = {args->plot.file},
                                     .scripts = args->plot.keep_script,
                                     .scenario = scenario},
                        &error) != ORTH_OK ||
        orth_scenario_move(&move, scenario, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (args->token_count > 0 && args->token_count != move->n) {
        orth_move_free(move);
        orth_fail(&error, ORTH_BAD_INPUT, "--token-addresses has %zu, the scenario %zu token%s",
                  args->token_count, scenario->n, orth_plural(scenario->n, "", "s"));
        cli_of_command_line(ORTH_BAD_INPUT);
        return cli_report_error(&error);
    }
    cli_note_arbitrage(scenario, true);
    orth_plan_study_options wanted = orth_plan_study_options_of(scenario);
    wanted.target = args->target;
    wanted.calls = args->calls;
    wanted.gas = args->gas;
    wanted.address = args->pool;
    wanted.equal_times = args->equal;
    wanted.geodesic = args->geodesic;
    wanted.legal = args->legal;
    if (args->trade_limit > 0)
        wanted.trade_limit = args->trade_limit;
    if (args->token_count > 0 && !target->names_tokens)
        cli_note("--token-addresses says nothing: the calls of %s do not name tokens",
                 args->target);
    if (args->token_count > 0)
        wanted.token_addresses = args->token_addresses;
    cli_clock_note(scenario, target->notice);
    int code = args->safe != NULL && cli_of_command_line(orth_plan_study_set_safe(
                                         &wanted, args->safe, scenario, &error)) != ORTH_OK
                   ? cli_report_error(&error)
                   : work(args, move, &wanted, scenario);
    orth_move_free(move);
    return code;
}

int cli_plan(int argc, char **argv)
{
    arguments args = {
        .target = DEFAULT_TARGET,
        .output.other = "safe-batch",
        .scenario.steps_help = "Number of blocks, instead of the scenario's steps",
        .plot.help = CLI_PLAN_PLOT_HELP,
    };
    cli_parse(&argp, argc, argv, &args);
    const orth_plan_target *target;
    orth_scenario *scenario = NULL;
    orth_error error;
    int code;
    args.scenario.tokens_most = ORTH_PLAN_TOKENS_MAX;
    if (cli_of_command_line(orth_plan_target_find(&target, args.target, &error)) != ORTH_OK ||
        cli_load_scenario(&scenario, &args.scenario, NULL, &error) != ORTH_OK ||
        cli_set_volatility(scenario, args.volatility, &error) != ORTH_OK)
        code = cli_report_error(&error);
    else
        code = run(&args, target, scenario);
    orth_scenario_free(scenario);
    mpfr_free_cache();
    return code;
}
