/* difference_momentum: u = Z(x), x = 1 - E_2 / E_1, averages of two memories. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "strategy/zero_sum.h"

typedef struct difference {
    orth_decay *first, *second; /* n */
    double *speeds;             /* n */
} difference;

static const orth_strategy_key keys[] = {
    ORTH_SPEED_KEYS,
    ORTH_DECAY_KEYS("lambda_1", "memory_days_1", "of the average that divides"),
    ORTH_DECAY_KEYS("lambda_2", "memory_days_2", "of the other average"),
    {.name = NULL},
};

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    const orth_strategy *strategy = piece->strategy;
    size_t n = strategy->n;
    size_t bytes = sizeof(difference) + n * (2 * sizeof(orth_decay) + 3 * sizeof(double));
    difference *own = piece->own = malloc(bytes);
    if (own == NULL)
        return orth_fail_memory(error, (double)bytes);
    own->first = (orth_decay *)(own + 1);
    own->second = own->first + n;
    own->speeds = (double *)(own->second + n);
    double *memory = own->speeds + n, *other = memory + n;
    orth_status status =
        orth_piece_decays(piece, "lambda_1", "memory_days_1", NAN, own->first, memory, error);
    if (status == ORTH_OK)
        status =
            orth_piece_decays(piece, "lambda_2", "memory_days_2", NAN, own->second, other, error);
    if (status != ORTH_OK)
        return status;
    /* The peer takes the longer memory where both are in days, and the first one else. */
    bool longer = !strategy->as_peer || orth_piece_has(piece, "memory_days_1");
    for (size_t i = 0; i < n && longer; i++)
        memory[i] = other[i] > memory[i] ? other[i] : memory[i];
    piece->memory = memory;
    return orth_speeds(piece, memory, own->speeds, error);
}

static void see(const orth_piece *piece, const orth_sight *sight)
{
    const difference *own = piece->own;
    size_t n = piece->strategy->n, lanes = sight->lanes, width = n * lanes;
    double *first = sight->kept, *second = first + width;
    if (sight->index == 0) {
        memcpy(first, sight->prices, width * sizeof(double));
        memcpy(second, sight->prices, width * sizeof(double));
        return;
    }
    for (size_t e = 0; e < width; e++) {
        first[e] += own->first[e / lanes].rest * (sight->prices[e] - first[e]);
        second[e] += own->second[e / lanes].rest * (sight->prices[e] - second[e]);
    }
}

static bool give(const orth_piece *piece, const orth_sight *sight, double *out)
{
    const difference *own = piece->own;
    size_t n = piece->strategy->n, width = n * sight->lanes;
    const double *first = sight->kept, *second = first + width;
    for (size_t e = 0; e < width; e++)
        out[e] = 1 - second[e] / first[e];
    orth_zero_sum(n, sight->lanes, own->speeds, out);
    return true;
}

const orth_rule orth_rule_difference_momentum = {
    .piece = {.listed = {"difference_momentum", "weight to what is above its longer average", keys},
              .slots = 2,
              .prepare = prepare},
    .role = ORTH_RULE_SCORES,
    .see = see,
    .give = give,
};
