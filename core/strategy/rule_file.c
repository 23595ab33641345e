/* file: the weights that stand in a file, each from the row of its time on. */
#include "strategy/strategy.h"

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    const orth_strategy *strategy = piece->strategy;
    if (strategy->target_count == 0)
        return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": file: there are no weights",
                         strategy->name);
    return ORTH_OK;
}

/* How many of the rows are not after `row`. */
static uint64_t rows_until(const orth_strategy *strategy, uint64_t row)
{
    uint64_t low = 0, high = strategy->target_count;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (strategy->target_rows[middle] <= row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool give(const orth_piece *piece, const orth_sight *sight, double *out)
{
    const orth_strategy *strategy = piece->strategy;
    size_t n = strategy->n, lanes = sight->lanes;
    uint64_t count = rows_until(strategy, sight->row);
    if (count == 0)
        return false;
    for (size_t e = 0; e < n * lanes; e++)
        out[e] = strategy->targets[(count - 1) * n + e / lanes];
    return true;
}

static const orth_strategy_key no_keys[] = {{.name = NULL}};

const orth_rule orth_rule_file = {
    .piece = {.listed = {"file", "weights from elsewhere, by time", no_keys}, .prepare = prepare},
    .role = ORTH_RULE_TARGET,
    .give = give,
};
