/* Rows (timestamp, weights) read off a pool, beside what the pool stores. */
#include <stdio.h>
#include <string.h>

#include "base/stop.h"
#include "contract/quantamm.h"
#include "vectors/arguments_json.h"
#include "vectors/vector_case.h"

#define TOKENS_MAX 8

/* A function whose last argument is the time and which gives weights. */
static bool tells_weights_at(const orth_vector_case *check)
{
    if (check->function->layout != ORTH_CONTRACT_LAYOUT_LIST ||
        check->result_type.dimensions != 1 || check->type_count == 0)
        return false;
    const orth_contract_type *last = &check->types[check->type_count - 1];
    return last->dimensions == 0 &&
           (strcmp(last->name, "now") == 0 || strcmp(last->name, "timestamp") == 0);
}

/* NULL without memory. */
static json_t *texts_of(size_t n, const orth_word *words)
{
    json_t *list = json_array();
    char text[ORTH_WORD_TEXT_MAX];
    bool fine = true;
    for (size_t i = 0; i < n && fine; i++)
        fine = json_array_append_new(list, json_string(orth_word_text(text, words[i], true))) == 0;
    if (fine)
        return list;
    json_decref(list);
    return NULL;
}

/* Puts "weights" and "multipliers" in the place of "slots" and "tokens", for an engineer who reads
 * the storage itself. */
static orth_status unpack(orth_vector_case *check, json_t *stored)
{
    orth_word slots[2] = {{{0}}}, weights[TOKENS_MAX], multipliers[TOKENS_MAX];
    const json_t *packed = json_object_get(stored, "slots");
    const json_t *tokens = json_object_get(stored, "tokens");
    json_int_t n = json_integer_value(tokens);
    if (packed == NULL && tokens == NULL)
        return ORTH_OK;
    if (strcmp(check->function->name, "quantamm_weights_at") != 0)
        return orth_vector_bad(check, "/stored/slots", "are those of quantamm_weights_at");
    if (json_object_get(stored, "weights") != NULL ||
        json_object_get(stored, "multipliers") != NULL)
        return orth_vector_bad(check, "/stored",
                               "must have \"slots\" and \"tokens\", or \"weights\" and "
                               "\"multipliers\", not both");
    if (!json_is_integer(tokens) || n < 2 || n > TOKENS_MAX)
        return orth_vector_bad(check, "/stored/tokens", "must be an integer from 2 to 8");
    orth_status status =
        orth_vector_is_value(check, "/stored/slots", packed, 1, false, n > 4 ? 2 : 1);
    if (status != ORTH_OK)
        return status;
    memcpy(slots, check->expected.values[0].words,
           check->expected.values[0].count * sizeof slots[0]);
    orth_quantamm_pool_values(slots, (size_t)n, weights, multipliers);
    if (json_object_set_new(stored, "weights", texts_of((size_t)n, weights)) != 0 ||
        json_object_set_new(stored, "multipliers", texts_of((size_t)n, multipliers)) != 0)
        return orth_fail_memory(check->error, sizeof weights);
    json_object_del(stored, "slots");
    json_object_del(stored, "tokens");
    return ORTH_OK;
}

static bool is_argument(const orth_vector_case *check, const char *name)
{
    for (size_t i = 0; i + 1 < check->type_count; i++)
        if (strcmp(check->types[i].name, name) == 0)
            return true;
    return false;
}

/* Whether `stored` has the arguments but the time, and nothing else. */
static orth_status check_stored(orth_vector_case *check, const json_t *stored)
{
    char place[128];
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)stored, key, value)
    {
        if (!is_argument(check, key)) {
            char reason[160];
            snprintf(place, sizeof place, "/stored/%.80s", key);
            snprintf(reason, sizeof reason, "is no argument of %s", check->function->name);
            return orth_vector_bad(check, place, reason);
        }
    }
    for (size_t i = 0; i + 1 < check->type_count; i++) {
        const orth_contract_type *type = &check->types[i];
        snprintf(place, sizeof place, "/stored/%s", type->name);
        orth_status status = orth_vector_is_value(check, place, json_object_get(stored, type->name),
                                                  type->dimensions, type->is_signed, 0);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

/* What a pool that stores this returns at that time. All values have been looked at. */
static orth_status call_at(orth_vector_case *check, const json_t *stored, const json_t *timestamp)
{
    orth_status status = ORTH_OK;
    orth_contract_arguments_clear(&check->arguments);
    for (size_t i = 0; i < check->type_count && status == ORTH_OK; i++) {
        const orth_contract_type *type = &check->types[i];
        status = orth_arguments_add_json(
            &check->arguments, type,
            i + 1 < check->type_count ? json_object_get(stored, type->name) : timestamp,
            check->error);
    }
    return status == ORTH_OK ? orth_vector_call(check, "/stored") : status;
}

/* The arguments as `orthant contract call` takes them. */
static json_t *arguments_of(const orth_vector_case *check, const json_t *stored, json_t *timestamp)
{
    json_t *in = json_array();
    for (size_t i = 0; i + 1 < check->type_count; i++)
        json_array_append(in, json_object_get(stored, check->types[i].name));
    json_array_append(in, timestamp);
    return in;
}

/* The place of the first weight that differs, else "". Without a weight's place it is the row's:
 * the call reverted, or gives another number of weights. */
static void find_difference(const orth_vector_case *check, const char *path, char place[96])
{
    const orth_contract_value *want = &check->expected.values[0];
    place[0] = '\0';
    if (check->result.evm.reverted || want->count != check->result.count) {
        snprintf(place, 96, "%s", path);
        return;
    }
    for (size_t i = 0; i < want->count && place[0] == '\0'; i++)
        if (memcmp(&want->words[i], &check->result.words[i], sizeof want->words[i]) != 0)
            snprintf(place, 96, "%s/weights/%zu", path, i);
}

static orth_status check_row(orth_vector_case *check, size_t index, const json_t *row,
                             const json_t *stored, bool *reported)
{
    char path[48], place[96], difference[96];
    json_t *timestamp = json_object_get(row, "timestamp"),
           *weights = json_object_get(row, "weights");
    snprintf(path, sizeof path, "/rows/%zu", index);
    if (!json_is_object(row))
        return orth_vector_bad(check, path, "must be an object");
    snprintf(place, sizeof place, "%s/timestamp", path);
    orth_status status = orth_vector_is_value(check, place, timestamp, 0, false, 0);
    if (status != ORTH_OK)
        return status;
    snprintf(place, sizeof place, "%s/weights", path);
    status = call_at(check, stored, timestamp);
    if (status == ORTH_OK)
        status = orth_vector_is_value(check, place, weights, 1, false, 0);
    if (status != ORTH_OK)
        return status;
    find_difference(check, path, difference);
    if (difference[0] == '\0') {
        check->tally->passed++;
    } else if (*reported) { /* the first one tells what is wrong, the others how often */
        check->tally->failed++;
    } else {
        json_t *in = arguments_of(check, stored, timestamp);
        orth_vector_mismatched(check, difference, in, weights, NULL, 0);
        json_decref(in);
        *reported = true;
    }
    return ORTH_OK;
}

orth_status orth_vector_check_rows(orth_vector_case *check, const json_t *root)
{
    const json_t *rows = json_object_get(root, "rows");
    json_t *stored = json_object_get(root, "stored");
    bool reported = false;
    if (!tells_weights_at(check))
        return orth_vector_bad(check, "/function",
                               "gives no weights at a time: \"rows\" are of functions that give a "
                               "list and whose last argument is now or timestamp");
    if (!json_is_object(stored))
        return orth_vector_bad(check, "/stored",
                               stored == NULL ? "is missing" : "must be an object");
    if (!json_is_array(rows))
        return orth_vector_bad(check, "/rows", rows == NULL ? "is missing" : "must be an array");
    orth_status status = unpack(check, stored);
    if (status == ORTH_OK)
        status = check_stored(check, stored);
    for (size_t i = 0; i < json_array_size(rows) && status == ORTH_OK; i++)
        status = orth_stopped() ? orth_go_on(check->error)
                                : check_row(check, i, json_array_get(rows, i), stored, &reported);
    return status;
}
