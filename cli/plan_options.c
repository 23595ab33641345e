#include "plan_options.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan_parse.h"

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
    {"target", KEY_TARGET, "TARGET", 0, "The contract, one of 'orthant list targets': ", 0},
    {"gas", KEY_GAS, "COST", 0, "Gas of one call, in the pool's unit (default 0)", 0},
    {"times", KEY_TIMES, "free|equal", 0, "When set points are reached (default free)", 0},
    {"points", KEY_POINTS, "optimised|geodesic", 0, "Weights of the set points (default optimised)",
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
    cli_plan_arguments *args = state->input;
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
                    strcmp((*target)->name, CLI_PLAN_DEFAULT_TARGET) == 0 ? " (default)" : "");
        if (fclose(stream) == 0)
            return names;
        free(names);
    }
    return (char *)(uintptr_t)text;
}

static const struct argp_child children[] = {
    {&cli_scenario_argp, 0, NULL, 0},     {&cli_plot_argp, 0, NULL, 0},
    {&cli_volatility_argp, 0, NULL, 0},   {&cli_plan_batch_argp, 0, NULL, 0},
    {&cli_output_batch_argp, 0, NULL, 0}, {0}};
const struct argp cli_plan_argp = {
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
