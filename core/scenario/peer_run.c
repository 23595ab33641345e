/* What quantammsim keeps beside a rule and we keep with the pool: a strategy of its own sets the
 * scenario's pool and arbitrage. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "numeric/decimal.h"
#include "scenario/peer.h"

#define USUAL_VALUE 1e6

typedef struct run_key {
    const char *name;
    const char *place; /* of the scenario's own key */
    orth_range range;
    double *number;
    double unsaid; /* the scenario's own default */
} run_key;

/* Whether the scenario has the key at "/object/name": a 0 that is said is a number too. */
static bool is_said(const orth_peer *peer, const char *place)
{
    char object[16];
    const char *name = strrchr(place, '/');
    snprintf(object, sizeof object, "%.*s", (int)(name - place - 1), place + 1);
    return json_object_get(json_object_get(peer->reader->tree, object), name + 1) != NULL;
}

static orth_status read_number(orth_peer *peer, const json_t *value, void *out)
{
    const run_key *key = out;
    double number;
    orth_status status = orth_read_double(peer->reader, value, &key->range, &number);
    if (status != ORTH_OK)
        return status;
    if ((*key->number != key->unsaid || is_said(peer, key->place)) && *key->number != number)
        return orth_read_fail(peer->reader,
                              "%.15g, but %s, or another strategy, says %.15g; permitted: one "
                              "number",
                              number, key->place, *key->number);
    *key->number = number;
    return ORTH_OK;
}

static orth_status read_frequency(orth_peer *peer, const json_t *value, void *out)
{
    uint64_t *every = out, given = 1;
    orth_status status = orth_read_whole(
        peer->reader, value, 1, ORTH_BLOCKS_PER_STEP_MAX,
        "whole numbers of minutes from 1 to " ORTH_LIMIT_TEXT(ORTH_BLOCKS_PER_STEP_MAX), &given);
    if (status == ORTH_OK && *every > 1 && *every != given)
        return orth_read_fail(peer->reader, "another strategy says another number");
    *every = given;
    return status;
}

static const char *const names[] = {"initial_pool_value", "fees",          "gas_cost",
                                    "arb_fees",           "arb_frequency", "noise_trader_ratio",
                                    "protocol_fee_split"};

bool orth_peer_among(const json_t *strategies)
{
    bool found = json_object_get(strategies, "quantammsim") != NULL;
    for (size_t s = 0; s < json_array_size(strategies); s++)
        found |= json_object_get(json_array_get(strategies, s), "quantammsim") != NULL;
    return found;
}

bool orth_peer_has_run_name(const char *name)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

/* Prices of quantammsim are in dollars; its pool has a million of them. */
static orth_status set_value(orth_peer *peer, double value)
{
    orth_scenario *scenario = peer->reader->scenario;
    if (!scenario->has_pool)
        mpq_set_d(scenario->pool_value, value);
    scenario->has_pool = true;
    if (scenario->pool_unit == NULL)
        scenario->pool_unit = strdup("USD");
    return scenario->pool_unit != NULL ? ORTH_OK : orth_fail_memory(peer->reader->error, 4);
}

orth_status orth_peer_read_run(orth_peer *peer)
{
    orth_scenario *scenario = peer->reader->scenario;
    double has = scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 0;
    double value = has;
    run_key keys[] = {
        {names[0],
         "/pool/value",
         {ORTH_MONEY_MIN, ORTH_MONEY_MAX, false,
          "above 0, from " ORTH_LIMIT_TEXT(ORTH_MONEY_MIN) " to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX)},
         &value,
         0},
        {names[1], "/pool/swap_fee", {0, 1, true, "from 0, below 1"}, &scenario->rules.fee, 0},
        {names[2],
         "/arbitrage/gas",
         {0, ORTH_MONEY_MAX, false, "from 0 to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX)},
         &scenario->rules.gate.gas,
         0},
        {names[3], "/arbitrage/cost", {0, 1, false, "from 0 to 1"}, &scenario->rules.gate.cost, 0},
        {names[5],
         "/pool/noise_ratio",
         {0, ORTH_NOISE_RATIO_MAX, false, "from 0 to " ORTH_LIMIT_TEXT(ORTH_NOISE_RATIO_MAX)},
         &scenario->rules.noise_ratio,
         0},
        {names[6],
         "/pool/protocol_share",
         {0, 1, false, "from 0 to 1"},
         &scenario->rules.protocol_share,
         0},
    };
    orth_status status = ORTH_OK;
    for (size_t k = 0; status == ORTH_OK && k < sizeof keys / sizeof keys[0]; k++)
        status = orth_peer_read(peer, keys[k].name, read_number, &keys[k]);
    if (status == ORTH_OK)
        status = orth_peer_read(peer, names[4], read_frequency, &scenario->arbitrage_every);
    return status == ORTH_OK ? set_value(peer, value > 0 ? value : USUAL_VALUE) : status;
}
