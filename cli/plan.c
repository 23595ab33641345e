/* orthant plan SCENARIO: set points, and the calls of a contract that reach them. */
#include <mpfr.h>
#include <stdio.h>
#include <time.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/plural.h"
#include "base/text.h"
#include "files.h"
#include "orthant/report.h"
#include "plan.h"
#include "plan_options.h"

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

static void tell(const orth_plan_notes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        cli_note("%s", notes->lines[i]);
}

static void tell_cost(const orth_plan_cost *cost)
{
    orth_plan_notes notes = {.count = 0};
    orth_plan_cost_notes(&notes, cost);
    tell(&notes);
}

static orth_status write_all(const cli_plan_arguments *args, const orth_plan_study *study,
                             const orth_plan_cost *cost, orth_error *error)
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
        tell_cost(cost);
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

static int report(const cli_plan_arguments *args, const orth_plan_study *study,
                  const orth_scenario *scenario)
{
    orth_error error;
    orth_plan_cost cost;
    orth_plan_notes notes = {.count = 0};
    orth_status status = orth_plan_cost_find(&cost, study, scenario, &notes, &error);
    tell(&notes);
    if (status == ORTH_OK)
        status = write_all(args, study, &cost, &error);
    orth_plan_cost_clear(&cost);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}

/* The legal target that --legal would plan for, if there is one to offer. */
static void offer(const orth_move *move, const orth_plan_study_options *wanted)
{
    orth_plan_notes notes = {.count = 0};
    orth_plan_legal_note(&notes, move, wanted);
    tell(&notes);
}

static void tell_clock(const orth_scenario *scenario, uint64_t notice)
{
    time_t now = time(NULL); /* for these notes alone */
    orth_plan_notes notes = {.count = 0};
    orth_plan_clock_notes(&notes, scenario, notice, now > 0 ? (uint64_t)now : 0);
    tell(&notes);
}

static int work(const cli_plan_arguments *args, const orth_move *move,
                const orth_plan_study_options *wanted, const orth_scenario *scenario)
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

static int run(const cli_plan_arguments *args, const orth_plan_target *target,
               const orth_scenario *scenario)
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
    tell_clock(scenario, target->notice);
    int code =
        orth_plan_study_set_sale(&wanted, scenario, &error) != ORTH_OK ||
                (args->safe != NULL && cli_of_command_line(orth_plan_study_set_safe(
                                           &wanted, args->safe, scenario, &error)) != ORTH_OK)
            ? cli_report_error(&error)
            : work(args, move, &wanted, scenario);
    orth_move_free(move);
    return code;
}

int cli_plan(int argc, char **argv)
{
    cli_plan_arguments args = {
        .target = CLI_PLAN_DEFAULT_TARGET,
        .output.other = "safe-batch",
        .scenario.steps_help = "Number of blocks, instead of the scenario's steps",
        .plot.help = CLI_PLAN_PLOT_HELP,
    };
    cli_parse(&cli_plan_argp, argc, argv, &args);
    const orth_plan_target *target;
    orth_scenario *scenario = NULL;
    orth_error error;
    int code;
    args.scenario.tokens_most = ORTH_PLAN_TOKENS_MAX;
    orth_status status = cli_of_command_line(orth_plan_target_find(&target, args.target, &error));
    args.scenario.sales = status == ORTH_OK && target->deployment;
    if (status != ORTH_OK ||
        cli_load_scenario(&scenario, &args.scenario, NULL, &error) != ORTH_OK ||
        cli_set_volatility(scenario, args.volatility, &error) != ORTH_OK)
        code = cli_report_error(&error);
    else
        code = run(&args, target, scenario);
    orth_scenario_free(scenario);
    mpfr_free_cache();
    return code;
}
