#include "optimum_cost.h"

#include <inttypes.h>

#include "base/file_in.h"
#include "base/text.h"
#include "cli.h"
#include "options.h"
#include "orthant/decimal.h"
#include "orthant/scenario_cost.h"

enum { KEY_FORECAST = 0x700, KEY_TRACKING, KEY_FREE_END };

static const struct argp_option options[] = {
    {"forecast", KEY_FORECAST, "FILE", 0,
     "Add what the forecast promises: a CSV file with a column 'step' and one a token, of the "
     "log-returns of each step's prices",
     0},
    {"tracking", KEY_TRACKING, "LAMBDA", 0,
     "Add LAMBDA / 2 times the variance, a step, of what the pool's return misses of the target's; "
     "prices are as noisy as the scenario's market or --price-volatility says",
     0},
    {"free-end", KEY_FREE_END, NULL, 0,
     "The last row need not be the target: it is chosen as the others are (with --forecast or "
     "--tracking)",
     0},
    {0}};

static void check(struct argp_state *state, const cli_optimum_cost *given)
{
    if (given->free_end && given->forecast == NULL && given->lambda == NULL)
        argp_error(state, "--free-end needs --forecast or --tracking: without them it is best not "
                          "to move at all");
    if (given->volatility != NULL && given->lambda == NULL)
        argp_error(state, "--price-volatility plays no part without --tracking");
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    cli_optimum_cost *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->volatility;
        return 0;
    case KEY_FORECAST:
        given->forecast = argument;
        return 0;
    case KEY_TRACKING:
        given->lambda = argument;
        return 0;
    case KEY_FREE_END:
        given->free_end = true;
        return 0;
    case ARGP_KEY_END:
        check(state, given);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp_child children[] = {{&cli_volatility_argp, 0, NULL, 0}, {0}};
const struct argp cli_optimum_cost_argp = {options, parse, NULL, NULL, children, NULL, NULL};

static orth_status read_forecast(orth_exact_running *running, const char *file,
                                 const orth_scenario *scenario, orth_error *error)
{
    uint64_t rows;
    orth_status status = orth_exact_running_read_forecast(
        running, file, (const char *const *)scenario->tokens, &rows, error);
    if (status == ORTH_OK && rows < running->steps)
        cli_note("%s: no row of step %" PRIu64 ", whose weights are given: its returns count as 0",
                 orth_file_label(file), running->steps);
    return status;
}

static orth_status bad_lambda(const char *text, const char *reason, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    return cli_of_command_line(orth_fail(error, ORTH_BAD_INPUT, "--tracking: %s: %.300s",
                                         orth_quote(quoted, sizeof quoted, text), reason));
}

static orth_status track(orth_exact_running *running, const char *text,
                         const orth_scenario *scenario, mpq_t lambda, orth_error *error)
{
    orth_error reason;
    if (orth_decimal_parse(lambda, text, &reason) != ORTH_OK)
        return bad_lambda(text, reason.text, error);
    orth_price_noise noise;
    orth_status status = orth_price_noise_of(&noise, scenario, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < noise.note_count; i++)
        cli_note("%s", noise.notes[i]);
    if (noise.covariance == NULL)
        status =
            orth_fail(error, ORTH_BAD_INPUT,
                      "%s: --tracking needs prices that move against each other, of at most %d "
                      "tokens: a market with a volatility, or --price-volatility",
                      orth_file_label(scenario->file), ORTH_TRACKING_TOKENS_MAX);
    else
        status = orth_exact_running_tracking(running, lambda, scenario->target, noise.covariance,
                                             scenario->blocks_per_step, error);
    orth_price_noise_clear(&noise);
    return status == ORTH_DOMAIN ? bad_lambda(text, error->text, error) : status;
}

orth_status cli_running_of(orth_exact_running **running, const cli_optimum_cost *given,
                           orth_scenario *scenario, orth_error *error)
{
    *running = NULL;
    if (given->forecast == NULL && given->lambda == NULL)
        return ORTH_OK;
    orth_status status =
        orth_exact_running_create(running, scenario->n, scenario->steps[0], given->free_end, error);
    if (status == ORTH_OK && given->forecast != NULL)
        status = read_forecast(*running, given->forecast, scenario, error);
    if (status == ORTH_OK)
        status = cli_set_volatility(scenario, given->volatility, error);
    if (status == ORTH_OK && given->lambda != NULL) {
        mpq_t lambda;
        mpq_init(lambda);
        status = track(*running, given->lambda, scenario, lambda, error);
        mpq_clear(lambda);
    }
    if (status != ORTH_OK) {
        orth_exact_running_free(*running);
        *running = NULL;
    }
    return status;
}
