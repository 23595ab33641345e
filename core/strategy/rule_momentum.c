/* momentum: u = Z(g); anti_momentum: u = -Z(g). */
#include <stdlib.h>
#include <string.h>

#include "strategy/zero_sum.h"

static const orth_strategy_key keys[] = {ORTH_SPEED_KEYS, {.name = NULL}};

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    size_t n = piece->strategy->n;
    piece->own = malloc(n * sizeof(double));
    if (piece->own == NULL)
        return orth_fail_memory(error, (double)n * sizeof(double));
    return orth_speeds(piece, piece->estimator->memory, piece->own, error);
}

static bool follow(const orth_piece *piece, const orth_sight *sight, double *out)
{
    size_t n = piece->strategy->n;
    memcpy(out, sight->estimate, n * sight->lanes * sizeof(double));
    orth_zero_sum(n, sight->lanes, piece->own, out);
    return true;
}

static bool oppose(const orth_piece *piece, const orth_sight *sight, double *out)
{
    follow(piece, sight, out);
    for (size_t e = 0; e < piece->strategy->n * sight->lanes; e++)
        out[e] = -out[e];
    return true;
}

const orth_rule orth_rule_momentum = {
    .piece = {.listed = {"momentum", "weight to what rose more", keys}, .prepare = prepare},
    .role = ORTH_RULE_SCORES,
    .estimates = true,
    .give = follow,
};

const orth_rule orth_rule_anti_momentum = {
    .piece = {.listed = {"anti_momentum", "weight to what rose less", keys}, .prepare = prepare},
    .role = ORTH_RULE_SCORES,
    .estimates = true,
    .give = oppose,
};
