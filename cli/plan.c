/* orthant plan SCENARIO: set points, and the calls of a contract that reach them. */
#include <inttypes.h>
#include <math.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "numeric/decimal.h"
#include "numeric/elementary.h"
#include "numeric/file_in.h"
#include "orthant/optimum.h"
#include "orthant/plan.h"
#include "plan/certify.h"
#include "report/json_out.h"
#include "report/output.h"
#include "report/plan_write.h"

#define TABLE_CALLS 16
/* Up to this N^2 steps the lower bound is proven, a few seconds at most. */
#define PROOF_MOST 1e5
/* Up to this N^2 steps the excess over the optimum is shown. */
#define OPTIMUM_MOST 1e7
#define MISSED_RUNS 200

typedef struct arguments {
    cli_output_options output;
    const char *scenario, *steps, *target;
    size_t calls; /* 0: auto */
    double gas;
    bool equal, geodesic;
} arguments;

enum { KEY_STEPS = 0x200, KEY_CALLS, KEY_TARGET, KEY_GAS, KEY_TIMES, KEY_POINTS };

static const struct argp_option options[] = {
    {"steps", KEY_STEPS, "F", 0, "Number of blocks, instead of the scenario's steps", 0},
    {"calls", KEY_CALLS, "M", 0,
     "Number of set points, 1 to 64, or auto (default): the one with the least loss and gas", 0},
    {"target", KEY_TARGET, "NAME", 0,
     "The contract: generic (default), balancer-v3-lbp, quantamm (setWeightsManually), "
     "quantamm-target (setTargetWeightsManually)",
     0},
    {"gas", KEY_GAS, "COST", 0, "Gas of one call, in the pool's unit (default 0)", 0},
    {"times", KEY_TIMES, "HOW", 0, "When set points are reached: free (default) or equal", 0},
    {"points", KEY_POINTS, "HOW", 0, "Weights of the set points: optimised (default) or geodesic",
     0},
    {0},
};

static size_t parse_calls(const char *argument, struct argp_state *state)
{
    char *end;
    unsigned long calls = strtoul(argument, &end, 10);
    if (strcmp(argument, "auto") == 0)
        return 0;
    if (argument[0] < '0' || argument[0] > '9' || *end != '\0' || calls < 1 ||
        calls > ORTH_PLAN_CALLS_MAX)
        argp_error(state, "--calls is auto or a whole number from 1 to %d, not '%s'",
                   ORTH_PLAN_CALLS_MAX, argument);
    return calls;
}

static double parse_gas(const char *argument, struct argp_state *state)
{
    mpq_t value;
    mpq_init(value);
    double gas = orth_decimal_parse(value, argument, NULL) == ORTH_OK && mpq_sgn(value) >= 0
                     ? orth_rational_to_double(value)
                     : -1;
    mpq_clear(value);
    if (!(gas >= 0 && gas <= 1e200))
        argp_error(state, "--gas is a decimal number from 0 to 1e200, not '%s'", argument);
    return gas;
}

/* Whether the second of two words was given, the first being the default. */
static bool parse_choice(const char *option, const char *argument, const char *usual,
                         const char *other, struct argp_state *state)
{
    if (strcmp(argument, usual) != 0 && strcmp(argument, other) != 0)
        argp_error(state, "%s is %s or %s, not '%s'", option, usual, other, argument);
    return strcmp(argument, other) == 0;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *args = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &args->output;
        return 0;
    case KEY_STEPS:
        args->steps = argument;
        return 0;
    case KEY_CALLS:
        args->calls = parse_calls(argument, state);
        return 0;
    case KEY_TARGET:
        args->target = argument;
        return 0;
    case KEY_GAS:
        args->gas = parse_gas(argument, state);
        return 0;
    case KEY_TIMES:
        args->equal = parse_choice("--times", argument, "free", "equal", state);
        return 0;
    case KEY_POINTS:
        args->geodesic = parse_choice("--points", argument, "optimised", "geodesic", state);
        return 0;
    case ARGP_KEY_ARG:
        if (args->scenario != NULL)
            argp_error(state, "one SCENARIO at a time");
        args->scenario = argument;
        return 0;
    case ARGP_KEY_END:
        if (args->scenario == NULL)
            argp_error(state, "which SCENARIO?");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
static const struct argp argp = {
    options,
    parse,
    "SCENARIO",
    "The few linear segments that lose least, and the calls of a contract that make them, in its "
    "own integers."
    "\vThe set points' weights and times are optimised for the loss over the real blocks. The "
    "calls are then run on the emulated contract; a plan that it would refuse is refused here, "
    "with the rule. -o writes the plan with its calldata, for replay and certify.\n\n"
    "Examples:\n"
    "  orthant plan scenarios/btc-usdc-50-90.json --calls 4 -o plan.json\n"
    "  orthant plan scenarios/btc-usdc-50-90.json --gas 12 --target quantamm\n"
    "  orthant plan scenarios/lbp-96-50.json --calls 1 --target balancer-v3-lbp\n",
    children,
    NULL,
    NULL};

typedef struct row {
    size_t calls;
    double log_loss, money, excess; /* excess is NaN where the optimum is unknown */
} row;

typedef struct study {
    const arguments *args;
    const orth_scenario *scenario;
    orth_move *move;
    uint64_t steps;
    double optimum; /* least loss possible; NaN when too dear */
    double value;
    row rows[TABLE_CALLS];
    size_t row_count, first, chosen;
    orth_plan_points *points;
    orth_plan *plan;
    orth_replay *replay;
    char *bound;
} study;

static void clear(study *s)
{
    orth_move_free(s->move);
    orth_plan_points_free(s->points);
    orth_plan_free(s->plan);
    orth_replay_free(s->replay);
    free(s->bound);
}

static orth_status find_points(const study *s, orth_plan_points **points, size_t calls,
                               orth_error *error)
{
    orth_plan_options how = {!s->args->geodesic, !s->args->equal, s->scenario->minimum_weight,
                             s->scenario->largest_move};
    return orth_plan_points_create(points, s->move, s->steps, calls, &how, error);
}

static orth_status find_optimum(study *s, orth_error *error)
{
    s->optimum = NAN;
    if ((double)s->move->n * (double)s->move->n * (double)s->steps > OPTIMUM_MOST)
        return ORTH_OK;
    orth_optimum *optimum;
    orth_status status = orth_optimum_solve(&optimum, s->move, s->steps, ORTH_ROUTE_AUTO, error);
    if (status == ORTH_OK && optimum->converged)
        s->optimum = optimum->log_loss;
    if (status == ORTH_OK)
        orth_optimum_free(optimum);
    return status;
}

static void fill_row(study *s, const orth_plan_points *points)
{
    row *r = &s->rows[s->row_count++];
    r->calls = points->calls;
    r->log_loss = points->log_loss;
    r->money = -orth_expm1(-points->log_loss) * s->value;
    r->excess = s->optimum > 0 ? points->log_loss / s->optimum - 1 : NAN;
}

/* m = 1 .. 16, as far as the rails and the blocks allow; keeps the points of the cheapest. */
static orth_status choose_calls(study *s, orth_error *error)
{
    double least = INFINITY;
    orth_status status = ORTH_OK;
    size_t most = s->steps < TABLE_CALLS ? (size_t)s->steps : TABLE_CALLS;
    if (strcmp(s->args->target, "balancer-v3-lbp") == 0)
        most = 1;
    for (size_t m = 1; m <= most; m++) {
        orth_plan_points *points;
        status = find_points(s, &points, m, error);
        if (status == ORTH_DOMAIN && m < most) /* too few calls for the rails */
            continue;
        if (status != ORTH_OK)
            return status;
        fill_row(s, points);
        double total = s->rows[s->row_count - 1].money + s->args->gas * (double)m;
        if (s->value == 0)
            total = points->log_loss;
        if (total < least) {
            least = total;
            s->chosen = m;
            orth_plan_points *keep = s->points;
            s->points = points;
            points = keep;
        }
        orth_plan_points_free(points);
    }
    return status;
}

static orth_status prove(study *s, orth_error *error)
{
    if ((double)s->move->n * (double)s->move->n * (double)s->steps > PROOF_MOST) {
        cli_note("%" PRIu64 " blocks of %zu tokens: no lower bound is proven in the plan", s->steps,
                 s->move->n);
        return ORTH_OK;
    }
    return orth_plan_bound(&s->bound, s->plan, 15, error);
}

static orth_status work(study *s, orth_error *error)
{
    const orth_scenario *scenario = s->scenario;
    orth_plan_clock clock = {scenario->start_time, scenario->block_seconds, scenario->block_per};
    double rail = scenario->minimum_weight > 0 ? scenario->minimum_weight : 0.01;
    orth_status status = orth_scenario_move(&s->move, scenario, error);
    if (status == ORTH_OK)
        status = find_optimum(s, error);
    if (status == ORTH_OK && s->args->calls == 0) {
        status = choose_calls(s, error);
    } else if (status == ORTH_OK) {
        status = find_points(s, &s->points, s->args->calls, error);
        s->chosen = s->args->calls;
        if (status == ORTH_OK)
            fill_row(s, s->points);
    }
    if (status == ORTH_OK)
        status =
            orth_plan_create(&s->plan, s->args->target, s->move, s->points, &clock, rail, error);
    if (status == ORTH_OK)
        status = orth_plan_replay(&s->replay, s->plan, error);
    return status == ORTH_OK ? prove(s, error) : status;
}

static void print_money(const study *s, double value)
{
    if (s->value > 0)
        printf("  %12.6g", value);
}

static void print_rows(const study *s)
{
    printf("%6s  %14s  %12s", "calls", "log loss", "over optimum");
    if (s->value > 0)
        printf("  %12s  %12s  %12s  %12s", "loss", "gas", "total", "call buys");
    putchar('\n');
    for (size_t k = 0; k < s->row_count; k++) {
        const row *r = &s->rows[k];
        double gas = s->args->gas * (double)r->calls;
        printf("%c%5zu  %14.8g", r->calls == s->chosen ? '*' : ' ', r->calls, r->log_loss);
        if (isnan(r->excess))
            printf("  %12s", "-");
        else
            printf("  %+10.4f %%", 100 * fmax(r->excess, 0));
        print_money(s, r->money);
        print_money(s, gas);
        print_money(s, r->money + gas);
        if (k > 0)
            print_money(s, r[-1].money - r->money);
        putchar('\n');
    }
}

static void print_calls(const study *s)
{
    char text[ORTH_WORD_TEXT_MAX];
    for (size_t c = 0; c < s->plan->call_count; c++) {
        const orth_plan_call *call = &s->plan->calls[c];
        printf("%3zu  at %" PRIu64 "  %s\n", c + 1, call->at, call->function->name);
        for (size_t i = 0; i < call->function->count; i++) {
            orth_plan_kind kind = call->function->arguments[i].kind;
            printf("       %s:", call->function->arguments[i].name);
            for (size_t j = 0; j < call->arguments[i].count; j++)
                printf(" %s",
                       orth_word_text(text, call->arguments[i].words[j], kind == ORTH_PLAN_INTS));
            putchar('\n');
        }
    }
}

static void print_table(const study *s)
{
    const orth_scenario *scenario = s->scenario;
    printf("Plan for %s: %zu tokens, %" PRIu64 " blocks, target %s\n\n",
           scenario->name[0] != '\0' ? scenario->name : orth_file_label(scenario->file),
           scenario->n, s->steps, s->plan->target);
    print_rows(s);
    printf("\nCalls (%zu):\n", s->plan->call_count);
    print_calls(s);
    printf("\nOn the emulated contract:\n");
    printf("  log loss                  %.10g\n", s->replay->log_loss);
    if (s->optimum > 0)
        printf("  over the optimum          %+.4f %%\n",
               100 * (s->replay->log_loss / s->optimum - 1));
    if (s->bound != NULL)
        printf("  no schedule loses below   %s (proven)\n", s->bound);
    printf("  distance from the target  %.3g\n", s->replay->miss);
    printf("  largest sum drift         %.3g\n", s->replay->sum_drift);
    if (s->replay->frozen)
        printf("  a rail froze the weights before their time\n");
    if (scenario->block_present < 1) {
        double missed[3];
        orth_replay_missed(missed, s->replay, scenario->block_present, scenario->block_seed,
                           MISSED_RUNS);
        printf("  with missed blocks        %.10g mean, %.10g to %.10g (%d runs)\n", missed[0],
               missed[1], missed[2], MISSED_RUNS);
    }
}

static void print_csv(const study *s)
{
    puts("calls,log_loss,excess_over_optimum,loss,gas,total");
    for (size_t k = 0; k < s->row_count; k++) {
        const row *r = &s->rows[k];
        double gas = s->args->gas * (double)r->calls;
        char a[ORTH_DOUBLE_TEXT_MAX], b[ORTH_DOUBLE_TEXT_MAX], c[ORTH_DOUBLE_TEXT_MAX];
        printf("%zu,%s,%s,", r->calls, orth_double_text(a, r->log_loss),
               isnan(r->excess) ? "" : orth_double_text(b, r->excess));
        printf("%s,%s,%s\n", orth_double_text(a, r->money), orth_double_text(b, gas),
               orth_double_text(c, r->money + gas));
    }
}

static int write_json(const study *s, FILE *stream)
{
    orth_plan_summary summary = {(const char *const *)s->scenario->tokens, s->bound, s->args->gas,
                                 s->scenario->pool_unit};
    if (orth_plan_write_json(stream, s->plan, s->replay, &summary))
        return CLI_OK;
    fprintf(stderr, "orthant: out of memory\n");
    return CLI_RESOURCE;
}

static int report(const study *s)
{
    orth_error error;
    orth_output output;
    int code = CLI_OK;
    if (s->args->output.file != NULL) {
        if (orth_output_open(&output, s->args->output.file, &error) != ORTH_OK)
            return cli_report_error(&error);
        code = write_json(s, output.stream);
        if (code != CLI_OK)
            orth_output_abandon(&output);
        else if (orth_output_commit(&output, &error) != ORTH_OK)
            return cli_report_error(&error);
    }
    if (s->args->output.format == CLI_TABLE)
        print_table(s);
    else if (s->args->output.format == CLI_CSV)
        print_csv(s);
    else if (code == CLI_OK)
        code = write_json(s, stdout);
    if (!s->points->settled)
        cli_note("the optimiser stopped early; the plan is as shown all the same");
    return cli_finish_stdout(code);
}

static int run(const arguments *args, const orth_scenario *scenario)
{
    orth_error error;
    if (cli_require_one_step_count(scenario, &error) != ORTH_OK)
        return cli_report_error(&error);
    study s = {.args = args, .scenario = scenario, .steps = scenario->steps[0]};
    s.value = scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 0;
    if (args->gas > 0 && !scenario->has_pool)
        cli_note("the scenario has no pool value, so that gas cannot be weighed against the loss");
    int code = work(&s, &error) == ORTH_OK ? report(&s) : cli_report_error(&error);
    clear(&s);
    return code;
}

int cli_plan(int argc, char **argv)
{
    arguments args = {.target = "generic"};
    cli_parse(&argp, argc, argv, &args);
    orth_scenario *scenario;
    orth_error error;
    int code;
    if (cli_load_scenario(&scenario, args.scenario, args.steps, NULL, &error) != ORTH_OK)
        code = cli_report_error(&error);
    else
        code = run(&args, scenario);
    orth_scenario_free(scenario);
    mpfr_free_cache();
    return code;
}
