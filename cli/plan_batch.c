/* orthant plan --format safe-batch: its options. */
#include "plan_batch.h"

#include "options.h"

enum { KEY_CHAIN = 0x400, KEY_TO, KEY_BATCH };

static const struct argp_option options[] = {
    {"chain-id", KEY_CHAIN, "N", 0, "Of --format safe-batch: the chain that it is for", 5},
    {"to", KEY_TO, "ADDRESS", 0,
     "Of --format safe-batch: the contract that is called, a pool or QuantAMM's runner", 5},
    {"batch", KEY_BATCH, "K", 0,
     "Of --format safe-batch: the calls of the K-th time, where they are sent at several", 5},
    {0},
};

static error_t parse(int key, char *argument, struct argp_state *state)
{
    cli_plan_batch *batch = state->input;
    orth_error error;
    switch (key) {
    case KEY_CHAIN:
        batch->wanted.chain_id = cli_parse_whole(state, "--chain-id", argument, 1, INT64_MAX);
        return 0;
    case KEY_TO:
        if (orth_address_parse(&batch->wanted.to, argument, &error) != ORTH_OK)
            argp_error(state, "--to: %s", error.text);
        batch->has_to = true;
        return 0;
    case KEY_BATCH:
        batch->wanted.number =
            cli_parse_whole(state, "--batch", argument, 1, ORTH_PLAN_TRANSACTIONS_MAX);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp cli_plan_batch_argp = {options, parse, NULL, NULL, NULL, NULL, NULL};

void cli_plan_batch_check(const cli_plan_batch *batch, bool asked, struct argp_state *state)
{
    bool given = batch->wanted.chain_id > 0 || batch->has_to || batch->wanted.number > 0;
    if (asked && (batch->wanted.chain_id == 0 || !batch->has_to))
        argp_error(state, "--format safe-batch needs --chain-id and --to");
    if (!asked && given)
        argp_error(state, "--chain-id, --to and --batch are of --format safe-batch");
}
