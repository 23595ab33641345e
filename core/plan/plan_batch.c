/* A plan's calls as what a multisig's transaction builder reads. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_out.h"
#include "base/time_text.h"
#include "contract/word.h"
#include "orthant/plan_file.h"

size_t orth_plan_batches(const orth_plan *plan)
{
    size_t count = 0;
    if (plan->target->deployment)
        return 0;
    for (size_t c = 0; c < plan->call_count; c++)
        count += c == 0 || plan->calls[c].at != plan->calls[c - 1].at;
    return count;
}

/* The type of argument `index` in "name(type,type[])". */
static void type_of(char type[32], const char *signature, size_t index)
{
    const char *at = strchr(signature, '(') + 1;
    for (size_t i = 0; i < index; i++)
        at = strchr(at, ',') + 1;
    snprintf(type, 32, "%.*s", (int)strcspn(at, ",)"), at);
}

static void put_method(orth_json_out *json, const orth_plan_function *function)
{
    orth_json_open_object(json, "contractMethod");
    orth_json_open_array(json, "inputs");
    for (size_t i = 0; i < function->count; i++) {
        char type[32];
        type_of(type, function->signature, i);
        orth_json_open_inline_object(json, NULL);
        orth_json_string(json, "internalType", type);
        orth_json_string(json, "name", function->arguments[i].name);
        orth_json_string(json, "type", type);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
    orth_json_string(json, "name", function->name);
    orth_json_bool(json, "payable", false);
    orth_json_close_object(json);
}

/* Values are texts there; a list is a text as well, "[1,2]". */
static void put_values(orth_json_out *json, const orth_plan_call *call)
{
    orth_json_open_object(json, "contractInputsValues");
    for (size_t i = 0; i < call->function->count; i++) {
        orth_plan_kind kind = call->function->arguments[i].kind;
        const orth_word *words = call->arguments[i].words;
        bool is_list = kind >= ORTH_PLAN_KIND_UINTS;
        char text[ORTH_PLAN_TOKENS_MAX * 2 * ORTH_WORD_TEXT_MAX] = "", word[ORTH_WORD_TEXT_MAX];
        size_t used = 0;
        for (size_t k = 0; k < call->arguments[i].count; k++) {
            bool address = kind == ORTH_PLAN_KIND_ADDRESS || kind == ORTH_PLAN_KIND_ADDRESSES;
            const char *value = address
                                    ? orth_address_text(word, words[k])
                                    : orth_word_text(word, words[k], kind == ORTH_PLAN_KIND_INTS);
            used += (size_t)snprintf(text + used, sizeof text - used, "%s%s",
                                     !is_list ? ""
                                     : k == 0 ? "["
                                              : ",",
                                     value);
        }
        snprintf(text + used, sizeof text - used, "%s", is_list ? "]" : "");
        orth_json_string(json, call->function->arguments[i].name, text);
    }
    orth_json_close_object(json);
}

static bool put_transaction(orth_json_out *json, const orth_plan_call *call, orth_word to)
{
    char text[ORTH_WORD_TEXT_MAX];
    char *calldata = orth_plan_calldata(call);
    if (calldata == NULL)
        return false;
    orth_json_open_object(json, NULL);
    orth_json_string(json, "to", orth_address_text(text, to));
    orth_json_string(json, "value", "0");
    orth_json_string(json, "data", calldata);
    put_method(json, call->function);
    put_values(json, call);
    orth_json_close_object(json);
    free(calldata);
    return true;
}

static void put_head(orth_json_out *json, const orth_plan *plan, const orth_plan_batch *batch,
                     size_t number, uint64_t at)
{
    char text[160], date[ORTH_DATE_TEXT_MAX];
    orth_json_string(json, "version", "1.0");
    snprintf(text, sizeof text, "%" PRIu64, batch->chain_id);
    orth_json_string(json, "chainId", text);
    orth_json_integer(json, "createdAt", (int64_t)at * 1000);
    orth_json_open_object(json, "meta");
    orth_json_string(json, "name", batch->name);
    snprintf(text, sizeof text,
             "orthant plan, target %s, batch %zu of %zu: to be mined at %s (%" PRIu64 ")",
             plan->target->name, number, orth_plan_batches(plan), orth_date_text(date, at), at);
    orth_json_string(json, "description", text);
    orth_json_string(json, "txBuilderVersion", "");
    orth_json_string(json, "createdFromSafeAddress", "");
    orth_json_string(json, "createdFromOwnerAddress", "");
    orth_json_close_object(json);
}

/* The first call of the batch, which `number` counts from 1. */
static size_t first_call(const orth_plan *plan, size_t number)
{
    size_t seen = 0, c = 0;
    for (; c < plan->call_count; c++) {
        seen += c == 0 || plan->calls[c].at != plan->calls[c - 1].at;
        if (seen == number)
            break;
    }
    return c;
}

/* Nobody means to send a call on a pool, or on tokens, at the address zero. */
static orth_status check_addresses(const orth_plan_call *call, orth_error *error)
{
    for (size_t i = 0; i < call->function->count; i++) {
        orth_plan_kind kind = call->function->arguments[i].kind;
        if (kind != ORTH_PLAN_KIND_ADDRESS && kind != ORTH_PLAN_KIND_ADDRESSES)
            continue;
        for (size_t k = 0; k < call->arguments[i].count; k++)
            if (orth_word_is_zero(call->arguments[i].words[k]))
                return orth_fail(error, ORTH_DOMAIN,
                                 "the calls are not to be sent as they stand: %s of %s is the "
                                 "address zero, the plan does not know it",
                                 call->function->arguments[i].name, call->function->name);
    }
    return ORTH_OK;
}

orth_status orth_plan_write_safe_batch(const orth_plan *plan, const orth_plan_batch *batch,
                                       FILE *stream, orth_error *error)
{
    size_t batches = orth_plan_batches(plan), number = batch->number == 0 ? 1 : batch->number;
    orth_json_out json;
    bool fine = true;
    if (batches == 0)
        return orth_fail(error, ORTH_DOMAIN,
                         "a plan for %s has no calls to send: its values go into the deployment",
                         plan->target->name);
    if (batch->number == 0 && batches > 1)
        return orth_fail(error, ORTH_DOMAIN,
                         "the plan's calls are sent at %zu times, and a batch is sent at once: "
                         "which of the batches 1 to %zu?",
                         batches, batches);
    if (number > batches)
        return orth_fail(error, ORTH_DOMAIN, "there is no batch %zu: the plan has %zu", number,
                         batches);
    size_t c = first_call(plan, number);
    uint64_t at = plan->calls[c].at;
    for (size_t k = c; k < plan->call_count && plan->calls[k].at == at; k++) {
        orth_status status = check_addresses(&plan->calls[k], error);
        if (status != ORTH_OK)
            return status;
    }
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    put_head(&json, plan, batch, number, at);
    orth_json_open_array(&json, "transactions");
    for (; c < plan->call_count && plan->calls[c].at == at && fine; c++)
        fine = put_transaction(&json, &plan->calls[c], batch->to);
    orth_json_close_array(&json);
    orth_json_close_object(&json);
    orth_json_end(&json);
    return fine ? ORTH_OK : orth_fail_memory(error, 4096);
}
