/* orthant optimum SCENARIO: the best schedule, its loss, and the proof. */
#include <inttypes.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/file_out.h"
#include "base/plural.h"
#include "cli.h"
#include "files.h"
#include "options.h"
#include "orthant/exact.h"
#include "orthant/loss.h"
#include "orthant/scenario.h"

#define SMALLEST 1e-300 /* losses above it are doubles with all digits */

typedef struct arguments {
    cli_output_options output;
    cli_scenario_options scenario;
    unsigned digits;
} arguments;

static error_t parse(int key, char *argument, struct argp_state *state)
{
    (void)argument;
    arguments *args = state->input;
    if (key != ARGP_KEY_INIT)
        return ARGP_ERR_UNKNOWN;
    state->child_inputs[0] = &args->scenario;
    state->child_inputs[1] = &args->digits;
    state->child_inputs[2] = &args->output;
    return 0;
}

static const struct argp_child children[] = {{&cli_scenario_argp, 0, NULL, 0},
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
    "finite decimal (1/3) are rounded, and the proof is for the rounded ends.\n\n"
    "Examples:\n"
    "  orthant optimum scenarios/three-token.json\n"
    "  orthant optimum scenarios/three-token.json --digits 50 -o best.json\n",
    children,
    NULL,
    NULL};

/* In basis points, and by how much the geodesic is above; both for reading only. */
static orth_status print_size(const orth_scenario *scenario, const orth_exact_optimum *o,
                              orth_error *error)
{
    mpfr_t loss, bp, lower, upper;
    mpfr_inits2(128, loss, bp, lower, upper, (mpfr_ptr)0);
    mpfr_set_str(loss, o->loss_upper, 10, MPFR_RNDN);
    /* of losses that are no doubles the log is all that there is */
    mpfr_mul_d(bp, loss, orth_part_bp(1), MPFR_RNDN);
    if (mpfr_cmp_d(loss, SMALLEST) > 0)
        mpfr_set_d(bp, orth_loss_bp(mpfr_get_d(loss, MPFR_RNDN)), MPFR_RNDN);
    mpfr_printf("  in basis points    %.8Rg\n", bp);
    orth_status status = ORTH_OK;
    if (!mpfr_zero_p(loss) && o->steps > 1)
        status = orth_exact_path_loss(lower, upper, "geodesic", o->steps, o->n, scenario->start,
                                      scenario->target, o->digits, error);
    if (!mpfr_zero_p(loss) && o->steps > 1 && status == ORTH_OK) {
        mpfr_div(bp, lower, loss, MPFR_RNDN);
        mpfr_sub_ui(bp, bp, 1, MPFR_RNDN);
        mpfr_mul_ui(bp, bp, 100, MPFR_RNDN);
        if (mpfr_cmp_d(bp, 1e-9) > 0)
            mpfr_printf("  geodesic loses     %.3Rg %% more\n", bp);
        else
            printf("  geodesic loses     less than 1e-9 %% more\n");
    }
    mpfr_clears(loss, bp, lower, upper, (mpfr_ptr)0);
    return status;
}

/* The rows that fit a screen: all of up to 9, else both ends and 7 between. */
static orth_status print_rows(const orth_scenario *scenario, const orth_exact_optimum *o,
                              orth_error *error)
{
    enum { SHOWN = 9, WIDTH = 12 };
    printf("\n%12s", "step");
    for (size_t i = 0; i < o->n; i++)
        printf("  %*.*s", WIDTH, WIDTH, scenario->tokens[i]);
    putchar('\n');
    uint64_t shown = o->steps + 1 < SHOWN ? o->steps + 1 : SHOWN;
    for (uint64_t s = 0; s < shown; s++) {
        uint64_t k = s * o->steps / (shown - 1);
        printf("%12" PRIu64, k);
        for (size_t i = 0; i < o->n; i++) {
            mpfr_t weight;
            char *text = orth_exact_optimum_text(o, k, i);
            if (text == NULL)
                return orth_fail_memory(error, o->digits);
            mpfr_init2(weight, 64);
            mpfr_set_str(weight, text, 10, MPFR_RNDN);
            free(text);
            if (mpfr_cmp_d(weight, 1e-4) < 0)
                mpfr_printf("  %*.6Re", WIDTH, weight);
            else
                mpfr_printf("  %*.9Rf", WIDTH, weight);
            mpfr_clear(weight);
        }
        putchar('\n');
    }
    if (o->steps + 1 > SHOWN)
        printf("(%d of %" PRIu64 " rows, to 9 decimals; --json, --csv and -o give all, with every "
               "digit)\n",
               SHOWN, o->steps + 1);
    return ORTH_OK;
}

static orth_status print_table(const orth_scenario *scenario, const orth_exact_optimum *o,
                               orth_error *error)
{
    printf("Optimum of %s: %zu tokens, %" PRIu64 " step%s, %u digit%s\n\n",
           scenario->name[0] != '\0' ? scenario->name : orth_file_label(scenario->file), o->n,
           o->steps, orth_plural(o->steps, "", "s"), o->digits, orth_plural(o->digits, "", "s"));
    printf("  log loss, from     %s\n", o->loss_lower);
    printf("            to       %s\n", o->loss_upper);
    printf("  no schedule below  %s\n", o->lower_bound);
    printf("  so the excess over the best possible is at most %s of it\n", o->relative_gap);
    orth_status status = print_size(scenario, o, error);
    return status == ORTH_OK ? print_rows(scenario, o, error) : status;
}

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
    return print_table(scenario, o, error);
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
                "orthant: the iteration stopped before %u digit%s; what is shown is proven "
                "all the same\n",
                o->digits, orth_plural(o->digits, "", "s"));
        return cli_finish_stdout(CLI_CHECK_FAILED);
    }
    return cli_finish_stdout(CLI_OK);
}

static int run(const arguments *args, orth_scenario *scenario)
{
    orth_error error;
    if (cli_require_one_step_count(scenario, &error) != ORTH_OK ||
        cli_check_files(&(cli_files){.outputs = {args->output.file}, .scenario = scenario},
                        &error) != ORTH_OK)
        return cli_report_error(&error);
    orth_exact_optimum optimum;
    if (orth_exact_optimum_create(&optimum, scenario->n, scenario->start, scenario->target,
                                  scenario->steps[0], args->digits, &error) != ORTH_OK)
        return cli_report_error(&error);
    int code = report(args, scenario, &optimum);
    orth_exact_optimum_free(&optimum);
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
    if (cli_load_scenario(&scenario, args.scenario.file, args.scenario.steps, NULL, &error) !=
        ORTH_OK)
        code = cli_report_error(&error);
    else
        code = run(&args, scenario);
    orth_scenario_free(scenario);
    mpfr_free_cache();
    return code;
}
