/* natural_flow, sphere_flow, logit_flow: a step of orthant/flow.h from the weights as they are,
 * with the estimates as the gradient. value_softmax: the logit flow of values V that each token
 * learns from its own return r, the faster the more weight it has,
 *   V_i <- V_i + value_rate w_i (r_i - V_i),  V = 0 at first. */
#include <math.h>
#include <string.h>

#include "orthant/flow.h"
#include "strategy/strategy.h"

/* clang-format off */
#define RATE \
    {"rate", 1e-12, 1e12, false, "from 1e-12 to 1e12", true, "how fast it learns: eta"}
static const orth_strategy_key keys[] = {RATE, {.name = NULL}};
static const orth_strategy_key value_keys[] = {
    RATE,
    {"value_rate", 0, 1, false, "from 0 to 1", true, "how fast a token of weight 1 learns its value"},
    {.name = NULL}};
/* clang-format on */

static orth_status check(const orth_piece *piece, const char *key, orth_error *error)
{
    return orth_piece_has(piece, key)
               ? ORTH_OK
               : orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": %s: %s is missing",
                           piece->strategy->name, piece->kind->listed.name, key);
}

static orth_status prepare(orth_piece *piece, orth_error *error)
{
    return check(piece, "rate", error);
}

static orth_status prepare_values(orth_piece *piece, orth_error *error)
{
    orth_status status = check(piece, "rate", error);
    return status == ORTH_OK ? check(piece, "value_rate", error) : status;
}

/* A step of each lane. `gradient` is [token][lane]; scratch has room for three such arrays. */
static bool flow(const orth_piece *piece, const orth_sight *sight, orth_flow kind,
                 const double *gradient, double *out)
{
    size_t n = piece->strategy->n, lanes = sight->lanes;
    double *weights = sight->scratch, *of = weights + n,
           rate = orth_piece_value(piece, "rate", 0, 1);
    for (size_t l = 0; l < lanes; l++) {
        bool finite = true;
        for (size_t i = 0; i < n; i++) {
            weights[i] = sight->weights[i * lanes + l];
            of[i] = gradient[i * lanes + l];
            finite = finite && isfinite(of[i]);
        }
        if (finite) /* else the weights stay */
            orth_flow_step(kind, weights, n, weights, of, rate);
        for (size_t i = 0; i < n; i++)
            out[i * lanes + l] = weights[i];
    }
    return true;
}

static bool natural(const orth_piece *piece, const orth_sight *sight, double *out)
{
    return flow(piece, sight, ORTH_FLOW_NATURAL, sight->estimate, out);
}
static bool sphere(const orth_piece *piece, const orth_sight *sight, double *out)
{
    return flow(piece, sight, ORTH_FLOW_SPHERE, sight->estimate, out);
}
static bool logit(const orth_piece *piece, const orth_sight *sight, double *out)
{
    return flow(piece, sight, ORTH_FLOW_LOGIT, sight->estimate, out);
}

/* Kept: the last price, the last return, and V. */
static void see_returns(const orth_piece *piece, const orth_sight *sight)
{
    size_t width = piece->strategy->n * sight->lanes;
    double *last = sight->kept, *returns = last + width, *values = returns + width;
    for (size_t e = 0; e < width; e++) {
        returns[e] = sight->index == 0 ? 0 : sight->prices[e] / last[e] - 1;
        if (sight->index == 0)
            values[e] = 0;
    }
    memcpy(last, sight->prices, width * sizeof(double));
}

static bool learn_values(const orth_piece *piece, const orth_sight *sight, double *out)
{
    size_t width = piece->strategy->n * sight->lanes;
    double *returns = sight->kept + width, *values = returns + width;
    double rate = orth_piece_value(piece, "value_rate", 0, 0);
    if (sight->index == 0)
        return false;
    for (size_t e = 0; e < width; e++)
        values[e] += rate * sight->weights[e] * (returns[e] - values[e]);
    return flow(piece, sight, ORTH_FLOW_LOGIT, values, out);
}

#define FLOW(id, name, summary, step)                                                              \
    const orth_rule orth_rule_##id = {                                                             \
        .piece = {.listed = {name, summary, keys}, .prepare = prepare},                            \
        .role = ORTH_RULE_TARGET,                                                                  \
        .estimates = true,                                                                         \
        .give = step,                                                                              \
    }
FLOW(natural_flow, "natural_flow", "exponentiated gradient of the estimates", natural);
FLOW(sphere_flow, "sphere_flow", "the natural flow without exponentials", sphere);
FLOW(logit_flow, "logit_flow", "plain gradient in the logits, slow to turn", logit);

const orth_rule orth_rule_value_softmax = {
    .piece = {.listed = {"value_softmax", "scores and values that learn together", value_keys},
              .slots = 3,
              .prepare = prepare_values},
    .role = ORTH_RULE_TARGET,
    .see = see_returns,
    .give = learn_values,
};
