/* index_market_cap: T = price * supply over their sum, none above a cap. */
#include <stdlib.h>

#include "base/check.h"
#include "strategy/smoothing.h"

static const orth_strategy_key keys[] = {
    {"cap", 0, 1, false, "from 1 / n to 1", true, "the largest target weight [1]"},
    ORTH_SMOOTHING_KEYS,
    {.name = NULL},
};

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    const orth_strategy *strategy = piece->strategy;
    size_t n = strategy->n;
    if (strategy->supply == NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": %s: there is no supply",
                         strategy->name, piece->kind->listed.name);
    double cap = orth_piece_value(piece, "cap", 0, 1);
    if (!(cap * (double)n >= 1))
        return orth_piece_fail(piece, "cap", n, cap, "from 1 / n to 1", error);
    piece->own = malloc(n * sizeof(orth_decay));
    if (piece->own == NULL)
        return orth_fail_memory(error, (double)n * sizeof(orth_decay));
    return orth_smoothing_of(piece, piece->own, error);
}

/* What is above the cap goes to those below it, in proportion, until none is above: a token that
 * was cut stays at the cap, so that n rounds are enough. */
static void hold_cap(size_t n, size_t lanes, double cap, double *x)
{
    for (size_t round = 0; round < n; round++) {
        double free = 0, left = 1;
        bool cut = false;
        for (size_t i = 0; i < n; i++) {
            double *w = &x[i * lanes];
            cut |= *w > cap;
            *w = *w > cap ? cap : *w;
            if (*w < cap)
                free += *w;
            else
                left -= cap;
        }
        if (!cut)
            return;
        for (size_t i = 0; i < n; i++)
            if (x[i * lanes] < cap)
                x[i * lanes] *= left / free;
    }
    for (size_t i = 0; i < n; i++)
        if (x[i * lanes] > cap)
            x[i * lanes] = cap;
}

#define PEER_ROUNDS 10
#define PEER_SLACK 1e-10

/* As the peer has it: who was cut to the cap takes part in what is shared out next. */
static void peer_cap(size_t n, size_t lanes, double cap, double *x)
{
    double sum = 0;
    for (size_t round = 0; round < PEER_ROUNDS; round++) {
        double cut = 0, below = 0;
        for (size_t i = 0; i < n; i++)
            if (x[i * lanes] > cap)
                cut += x[i * lanes] - cap;
            else
                below += x[i * lanes];
        for (size_t i = 0; i < n; i++) {
            double *w = &x[i * lanes];
            *w = *w > cap ? cap : *w + cut * *w / (below + PEER_SLACK);
        }
    }
    for (size_t i = 0; i < n; i++)
        sum += x[i * lanes];
    for (size_t i = 0; i < n; i++)
        x[i * lanes] /= sum;
}

static bool give(const orth_piece *piece, const orth_sight *sight, double *out)
{
    const orth_strategy *strategy = piece->strategy;
    size_t n = strategy->n, lanes = sight->lanes;
    uint64_t last = strategy->supply_rows - 1, row = sight->row < last ? sight->row : last;
    ORTH_CHECK(last == 0 || sight->row <= last);
    const double *supply = strategy->supply + row * n;
    double cap = orth_piece_value(piece, "cap", 0, 1);
    for (size_t l = 0; l < lanes; l++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += out[i * lanes + l] = sight->prices[i * lanes + l] * supply[i];
        for (size_t i = 0; i < n; i++)
            out[i * lanes + l] /= sum;
        if (cap < 1 && strategy->as_peer)
            peer_cap(n, lanes, cap, out + l);
        else if (cap < 1)
            hold_cap(n, lanes, cap, out + l);
    }
    return true;
}

#define INDEX_NOTE                                                                                 \
    "the first row has the target of its own price, and weights may end above the cap; natively "  \
    "the start is the initial weights, and the cap holds"

const orth_rule orth_rule_index_market_cap = {
    .piece = {.listed = {"index_market_cap", "weights by price times circulating supply", keys},
              .peer_note = INDEX_NOTE,
              .prepare = prepare},
    .role = ORTH_RULE_TARGET,
    .ahead = ORTH_AHEAD_START,
    .give = give,
};

const orth_rule orth_rule_hodling_index_market_cap = {
    .piece = {.listed = {"hodling_index_market_cap",
                         "the index, traded in the first rows of each chunk only", keys},
              .peer_note = INDEX_NOTE,
              .prepare = prepare},
    .role = ORTH_RULE_TARGET,
    .frozen = ORTH_FROZEN_AFTER_MOVES,
    .ahead = ORTH_AHEAD_START,
    .give = give,
};
