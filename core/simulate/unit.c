/* A pool's unit that names a token: it must be what the market's prices are in. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "numeric/decimal.h"
#include "simulate/worker.h"

/* Blocks of a model's price path that are looked at beside its covariance, and up to how many
 * tokens that is asked for (it has as many numbers as pairs of tokens). */
#define BLOCKS_SEEN 256
#define TOKENS_SEEN 512

/* The token that the unit names, exactly or but for its case; n where it names none. */
static size_t named_token(const orth_scenario *scenario)
{
    size_t found = scenario->n;
    for (size_t i = 0; i < scenario->n; i++) {
        if (strcmp(scenario->tokens[i], scenario->pool_unit) == 0)
            return i;
        if (found == scenario->n && strcasecmp(scenario->tokens[i], scenario->pool_unit) == 0)
            found = i;
    }
    return found;
}

static orth_status varies(bool *does, const orth_market *market, size_t n, size_t token,
                          orth_error *error)
{
    *does = false;
    if (!orth_market_is_random(market) || n > TOKENS_SEEN)
        return ORTH_OK;
    double *covariance = malloc(n * n * sizeof *covariance);
    if (covariance == NULL)
        return orth_fail_memory(error, (double)(n * n) * sizeof *covariance);
    orth_status status = orth_market_covariance(market, 0, covariance, error);
    *does = status == ORTH_OK && covariance[token * n + token] != 0;
    free(covariance);
    return status;
}

/* Whether the token is priced 1 at every block; *first gets its price at block 0. */
static orth_status is_priced_one(bool *one, double *first, const orth_market *market, size_t n,
                                 size_t token, orth_error *error)
{
    orth_market_walk *walk;
    orth_status status = orth_market_walk_create(&walk, market, 1, error);
    if (status != ORTH_OK)
        return status;
    uint64_t left = orth_market_blocks(market);
    left = left == ORTH_MARKET_ENDLESS ? BLOCKS_SEEN : left + 1;
    const double *prices;
    *one = true;
    *first = 0;
    for (size_t count = 0; status == ORTH_OK && left > 0 && *one; left -= count) {
        status = orth_market_walk_next(walk, (size_t)left, &count, &prices, NULL, error);
        for (size_t k = 0; status == ORTH_OK && k < count; k++) {
            *first = *first == 0 ? prices[token] : *first;
            *one = *one && prices[k * n + token] == 1;
        }
    }
    orth_market_walk_free(walk);
    return status;
}

static orth_status fail_unit(const orth_scenario *scenario, size_t token, double price,
                             orth_error *error)
{
    char unit[ORTH_QUOTE_MAX], of[ORTH_QUOTE_MAX + 20] = "the unit of the market's prices";
    const char *numeraire = scenario->market->numeraire;
    if (numeraire != NULL) {
        orth_quote(of, ORTH_QUOTE_MAX, numeraire);
        strcat(of, ", the numeraire");
    }
    double value = orth_rational_to_double(scenario->pool_value);
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: /pool/unit: %s is a token, but all money of a simulation is in %s; "
                     "permitted: that unit, in which /pool/value is %.12g at block 0 (a price of "
                     "%.12g), and gas and other amounts likewise",
                     scenario->file, orth_quote(unit, sizeof unit, scenario->tokens[token]), of,
                     value * price, price);
}

orth_status orth_simulation_check_unit(const orth_scenario *scenario, const orth_market *market,
                                       orth_error *error)
{
    if (!scenario->has_pool)
        return ORTH_OK;
    size_t token = named_token(scenario);
    const char *numeraire = scenario->market->numeraire;
    if (token == scenario->n ||
        (numeraire != NULL && strcmp(scenario->tokens[token], numeraire) == 0))
        return ORTH_OK;
    bool one, does;
    double price;
    orth_status status = is_priced_one(&one, &price, market, scenario->n, token, error);
    if (status == ORTH_OK && one)
        status = varies(&does, market, scenario->n, token, error);
    if (status != ORTH_OK || (one && !does))
        return status;
    return fail_unit(scenario, token, price, error);
}
