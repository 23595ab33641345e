/* The pool of a file of recorded operations. */
#include "vectors/vector_recorded.h"

#include <stdio.h>
#include <string.h>

#include "contract/evm.h"
#include "orthant/contract.h"

void orth_recorded_add(orth_recorded *recorded, json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0)
        recorded->failed = true;
}

static orth_status memory_of(orth_recorded *recorded, const json_t *made)
{
    if (made != NULL && !recorded->failed)
        return ORTH_OK;
    return orth_fail_memory(recorded->check->error, 4096);
}

static bool is_kind(const orth_recorded *recorded, const char *name)
{
    return strcmp(recorded->kind->name, name) == 0;
}

static bool is_sale(const orth_recorded *recorded)
{
    return recorded->kind->at_a_time && !is_kind(recorded, "QUANT_AMM_WEIGHTED");
}

static json_t *of(const orth_recorded *recorded, const char *key)
{
    return json_object_get(recorded->pool, key);
}

static orth_status need(orth_recorded *recorded, const char *key, int dimensions, bool is_signed,
                        size_t count)
{
    char place[64];
    snprintf(place, sizeof place, "/pool/%s", key);
    return orth_vector_is_value(recorded->check, place, of(recorded, key), dimensions, is_signed,
                                count);
}

static orth_status read_tokens(orth_recorded *recorded)
{
    const json_t *tokens = of(recorded, "tokens");
    recorded->n = json_array_size(tokens);
    if (recorded->n < 2 || recorded->n > 8)
        return orth_vector_bad(recorded->check, "/pool/tokens", "must be a list of 2 to 8 tokens");
    for (size_t i = 0; i < recorded->n; i++)
        if (!json_is_string(json_array_get(tokens, i)))
            return orth_vector_bad(recorded->check, "/pool/tokens", "must be addresses");
    return ORTH_OK;
}

/* Files of before the Vault's release have factors in units of 1e18. There every one of them is at
 * least 1e18, which since then would be a pool of tokens without decimals only. */
static orth_status read_scaling(orth_recorded *recorded)
{
    orth_word one = {{1000000000000000000}}, factor;
    json_t *texts = of(recorded, "scalingFactors");
    orth_status status = need(recorded, "scalingFactors", 1, false, recorded->n);
    bool old = status == ORTH_OK;
    for (size_t i = 0; i < recorded->n && old; i++)
        old = !orth_word_below(recorded->check->expected.values[0].words[i], one);
    if (status != ORTH_OK || !old) {
        recorded->scaling = json_incref(texts);
        return status;
    }
    orth_vector_assume(recorded->check, "scaling factors are taken in units of 1e18, as before the "
                                        "Vault's release, as all are 1e18 or more");
    recorded->scaling = json_array();
    for (size_t i = 0; i < recorded->n; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        orth_evm evm = {.reverted = false};
        factor = orth_evm_div(&evm, recorded->check->expected.values[0].words[i], one);
        orth_recorded_add(recorded, recorded->scaling,
                          json_string(orth_word_text(text, factor, false)));
    }
    return memory_of(recorded, recorded->scaling);
}

/* The weights of a QuantAMM pool at the file's time. It stores up to four weights, then their
 * multipliers; beyond four tokens the others follow in the same way in the second list. */
static orth_status read_quantamm(orth_recorded *recorded)
{
    static const char *const lists[] = {"firstFourWeightsAndMultipliers",
                                        "secondFourWeightsAndMultipliers"};
    static const char *const times[] = {"lastUpdateTime", "lastInteropTime", "currentTimestamp"};
    orth_vector_case *check = recorded->check;
    json_t *weights = json_array(), *multipliers = json_array();
    orth_status status = ORTH_OK;
    for (size_t k = 0; k < (recorded->n > 4 ? 2 : 1) && status == ORTH_OK; k++) {
        size_t here = k == 1 ? recorded->n - 4 : recorded->n < 4 ? recorded->n : 4;
        status = need(recorded, lists[k], 1, true, 8);
        for (size_t i = 0; i < here && status == ORTH_OK; i++) {
            const json_t *list = of(recorded, lists[k]);
            orth_recorded_add(recorded, weights, json_incref(json_array_get(list, i)));
            orth_recorded_add(recorded, multipliers, json_incref(json_array_get(list, here + i)));
        }
    }
    for (size_t k = 0; k < 3 && status == ORTH_OK; k++)
        status = need(recorded, times[k], 0, false, 0);
    if (status == ORTH_OK)
        status = orth_vector_set_function(check, "quantamm_weights_at");
    json_t *in = json_pack("[o, o, O, O, O]", weights, multipliers, of(recorded, times[0]),
                           of(recorded, times[1]), of(recorded, times[2]));
    orth_contract_arguments_clear(&check->arguments);
    if (status == ORTH_OK)
        status = memory_of(recorded, in);
    if (status == ORTH_OK)
        status = orth_vector_read_inputs(check, "/pool", in);
    if (status == ORTH_OK)
        status = orth_vector_call(check, "/pool");
    json_decref(in);
    if (status == ORTH_OK && check->result.evm.reverted)
        return orth_vector_bad(check, "/pool",
                               "its weights cannot be read at currentTimestamp: the pool reverts");
    recorded->weights = json_array();
    for (size_t i = 0; i < recorded->n && status == ORTH_OK; i++) {
        char text[ORTH_WORD_TEXT_MAX];
        orth_recorded_add(recorded, recorded->weights,
                          json_string(orth_word_text(text, check->result.words[i], false)));
    }
    return status == ORTH_OK ? memory_of(recorded, recorded->weights) : status;
}

static orth_status read_sale(orth_recorded *recorded)
{
    static const char *const words[] = {"projectTokenIndex", "startTime", "endTime",
                                        "currentTimestamp"};
    orth_status status = ORTH_OK;
    size_t project = 0;
    for (size_t k = 0; k < 4 && status == ORTH_OK; k++) {
        status = need(recorded, words[k], 0, false, 0);
        if (status == ORTH_OK && k == 0)
            project = recorded->check->expected.values[0].words[0].limb[0] == 1;
    }
    if (status != ORTH_OK)
        return status;
    if (is_kind(recorded, "FIXED_PRICE_LBP")) {
        recorded->sale =
            json_pack("[O, O, O, O]", of(recorded, words[0]), of(recorded, "projectTokenRate"),
                      of(recorded, words[1]), of(recorded, words[2]));
        status = need(recorded, "projectTokenRate", 0, false, 0);
        return status == ORTH_OK ? memory_of(recorded, recorded->sale) : status;
    }
    json_t *empty = of(recorded, "reserveTokenVirtualBalance");
    status = need(recorded, "startWeights", 1, false, recorded->n);
    if (status == ORTH_OK)
        status = need(recorded, "endWeights", 1, false, recorded->n);
    if (status == ORTH_OK && empty != NULL)
        status = need(recorded, "reserveTokenVirtualBalance", 0, false, 0);
    if (status != ORTH_OK)
        return status;
    recorded->sale =
        json_pack("[O, O, O, O, O, o, i]", of(recorded, words[0]),
                  json_array_get(of(recorded, "startWeights"), project),
                  json_array_get(of(recorded, "endWeights"), project), of(recorded, words[1]),
                  of(recorded, words[2]), empty != NULL ? json_incref(empty) : json_integer(0),
                  json_is_true(of(recorded, "isProjectTokenSwapInBlocked")) ? 1 : 0);
    return memory_of(recorded, recorded->sale);
}

orth_status orth_recorded_open(orth_recorded *recorded)
{
    orth_status status = orth_recorded_find_kind(recorded);
    if (status == ORTH_OK)
        status = read_tokens(recorded);
    if (status == ORTH_OK)
        status = read_scaling(recorded);
    if (status == ORTH_OK)
        status = need(recorded, "balancesLiveScaled18", 1, false, recorded->n);
    if (status == ORTH_OK)
        status = need(recorded, "tokenRates", 1, false, recorded->n);
    if (status == ORTH_OK)
        status = need(recorded, "swapFee", 0, false, 0);
    if (status != ORTH_OK)
        return status;
    recorded->fee = json_incref(of(recorded, "swapFee"));
    if (is_sale(recorded))
        return read_sale(recorded);
    if (!recorded->kind->at_a_time) {
        recorded->weights = json_incref(of(recorded, "weights"));
        return need(recorded, "weights", 1, false, recorded->n);
    }
    status = need(recorded, "maxTradeSizeRatio", 0, false, 0);
    if (status != ORTH_OK)
        return status;
    recorded->fee = json_pack("[o, O]", recorded->fee, of(recorded, "maxTradeSizeRatio"));
    status = memory_of(recorded, recorded->fee);
    return status == ORTH_OK ? read_quantamm(recorded) : status;
}

void orth_recorded_close(orth_recorded *recorded)
{
    json_decref(recorded->weights);
    json_decref(recorded->scaling);
    json_decref(recorded->fee);
    json_decref(recorded->sale);
}

json_t *orth_recorded_pool_of_swap(const orth_recorded *recorded)
{
    json_t *balances = of(recorded, "balancesLiveScaled18");
    if (is_sale(recorded))
        return json_pack("[O, O, O, O, O]", recorded->sale, balances, recorded->scaling,
                         recorded->fee, of(recorded, "currentTimestamp"));
    return json_pack("[O, O, O, O, O]", recorded->weights, balances, recorded->scaling,
                     of(recorded, "tokenRates"), recorded->fee);
}

json_t *orth_recorded_pool_of_shares(const orth_recorded *recorded, bool weighted)
{
    json_t *balances = of(recorded, "balancesLiveScaled18"), *rates = of(recorded, "tokenRates");
    if (!weighted)
        return json_pack("[O, O, O, O]", balances, recorded->scaling, rates,
                         of(recorded, "totalSupply"));
    return json_pack("[O, O, O, O, O, O]", recorded->weights, balances, recorded->scaling, rates,
                     of(recorded, "swapFee"), of(recorded, "totalSupply"));
}
