/* orthant optimum SCENARIO: the best schedule, its loss, and the proof. */
#include "base/file_in.h"
#include "base/file_out.h"
#include "cli.h"
#include "files.h"
#include "optimum_cost.h"
#include "options.h"
#include "orthant/exact.h"
#include "orthant/report.h"
#include "orthant/scenario.h"

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    cli_optimum_cost cost;
    unsigned digits;
} arguments;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    arguments *args = state->input;
    if (key != ARGP_KEY_INIT)
        return ARGP_ERR_UNKNOWN;
    state->child_inputs[0] = &args->scenario;
    state->child_inputs[1] = &args->cost;
    state->child_inputs[2] = &args->digits;
    state->child_inputs[3] = &args->output;
    return 0;
}

static const struct argp_child children[] = {{&cli_scenario_argp, 0, NULL, 0},
                                             {&cli_optimum_cost_argp, 0, NULL, 0},
                                             {&cli_digits_argp, 0, NULL, 0},
                                             {&cli_output_argp, 0, NULL, 0},
                                             {0}};
static const struct argp argp = {
    NULL,
    parse,
    "SCENARIO",
    "The schedule of weights that loses least, in decimal rows that sum to exactly 1, with an "
    "enclosure of its loss and a proven lower bound on the loss of any schedule between the same "
    "ends in as many steps."
    "\vThe bound is by convexity (the Frank-Wolfe gap), every rounding outwards. Ends that are no "
    "finite decimal (1/3) are rounded, and the proof is for the rounded ends. "
    "With --forecast or --tracking what is least, and proven, is the sum of loss and running "
    "cost.\n\n"
    "Examples:\n"
    "  orthant optimum scenarios/three-token.json\n"
    "  orthant optimum scenarios/three-token.json --digits 50 -o best.json\n"
    "  orthant optimum my.json --tracking 1e4 --price-volatility 0.8\n"
    "  orthant optimum my.json --forecast forecast.csv --free-end\n",
    children,
    NULL,
    NULL};

static const char *const *names_of(const orth_scenario *scenario)
{
    return (const char *const *)scenario->tokens;
}

static orth_status write_file(const char *file, const orth_scenario *scenario,
                              const orth_exact_optimum *o, orth_error *error)
{
    orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    status = orth_exact_optimum_write_json(o, names_of(scenario), output.stream, error);
    if (status == ORTH_OK)
        return orth_output_commit(&output, error);
    orth_output_abandon(&output);
    return status;
}

static orth_status print(cli_format format, const orth_scenario *scenario,
                         const orth_exact_optimum *o, orth_error *error)
{
    switch (format) {
    case CLI_JSON:
        return orth_exact_optimum_write_json(o, names_of(scenario), stdout, error);
    case CLI_CSV:
        return orth_exact_optimum_write_csv(o, names_of(scenario), stdout, error);
    case CLI_TABLE:
        break;
    }
    return orth_exact_optimum_write_table(
        o, scenario->name[0] != '\0' ? scenario->name : orth_file_label(scenario->file),
        names_of(scenario), stdout, error);
}

static int report(const arguments *args, const orth_scenario *scenario, const orth_exact_optimum *o)
{
    orth_error error;
    if (o->rounded_ends)
        cli_note("an end is no finite decimal: it was rounded, and the proof is for the rounded "
                 "end");
    if (args->output.file != NULL && write_file(args->output.file, scenario, o, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (print(args->output.format, scenario, o, &error) != ORTH_OK)
        return cli_finish_stdout(cli_report_error(&error));
    if (!o->settled) {
        fprintf(stderr,
                "orthant: the iteration stopped before %u digits; what is shown is proven "
                "all the same\n",
                o->digits);
        return cli_finish_stdout(CLI_CHECK_FAILED);
    }
    return cli_finish_stdout(CLI_OK);
}

static orth_status solve(orth_exact_optimum *optimum, const arguments *args,
                         const orth_scenario *scenario, const orth_exact_running *running,
                         orth_error *error)
{
    if (running == NULL)
        return orth_exact_optimum_create(optimum, scenario->n, scenario->start, scenario->target,
                                         scenario->steps[0], args->digits, error);
    return orth_exact_optimum_create_running(optimum, scenario->n, scenario->start,
                                             running->free_end ? NULL : scenario->target,
                                             scenario->steps[0], running, args->digits, error);
}

static int run(const arguments *args, orth_scenario *scenario)
{
    orth_error error;
    if (cli_require_one_step_count(scenario, &error) != ORTH_OK ||
        cli_check_files(&(cli_files){.outputs = {args->output.file},
                                     .input = args->cost.forecast,
                                     .scenario = scenario},
                        &error) != ORTH_OK)
        return cli_report_error(&error);
    orth_exact_running *running;
    if (cli_running_of(&running, &args->cost, scenario, &error) != ORTH_OK)
        return cli_report_error(&error);
    orth_exact_optimum optimum;
    int code;
    if (solve(&optimum, args, scenario, running, &error) != ORTH_OK) {
        code = cli_report_error(&error);
    } else {
        code = report(args, scenario, &optimum);
        orth_exact_optimum_free(&optimum);
    }
    orth_exact_running_free(running);
    return code;
}

int cli_optimum(int argc, char **argv)
{
    arguments args = {
        .digits = ORTH_EXACT_DIGITS_DEFAULT,
        .scenario.steps_help = "Number of steps, instead of the scenario's",
    };
    cli_parse(&argp, argc, argv, &args);
    orth_scenario *scenario;
    orth_error error;
    int code;
    if (cli_load_scenario(&scenario, &args.scenario, NULL, &error) != ORTH_OK)
        code = cli_report_error(&error);
    else
        code = run(&args, scenario);
    orth_scenario_free(scenario);
    mpfr_free_cache();
    return code;
}
