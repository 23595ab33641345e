/* Operations recorded on a pool, in the layout of balancer-maths' test data: {"swaps", "adds",
 * "removes", "pool"}. Each becomes a case of the function that the pool's type has for it. */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "vectors/vector_recorded.h"

/* Checks result `out` of the function called `name` with the arguments `in`, which is freed. */
static orth_status check_call(orth_recorded *recorded, const char *path, const char *name,
                              json_t *in, const json_t *out)
{
    orth_status status = orth_vector_set_function(recorded->check, name);
    json_t *item = json_pack("{s:o, s:O}", "in", in, "out", out);
    if (status == ORTH_OK && (item == NULL || recorded->failed))
        status = orth_fail_memory(recorded->check->error, 4096);
    if (status == ORTH_OK)
        status = orth_vector_check_case(recorded->check, path, item);
    json_decref(item);
    return status;
}

/* Whether `item` has a value under the key, of that many dimensions and, of a list, one a token. */
static orth_status need(orth_recorded *recorded, const char *path, const json_t *item,
                        const char *key, int dimensions)
{
    char place[96];
    snprintf(place, sizeof place, "%.48s/%s", path, key);
    return orth_vector_is_value(recorded->check, place, json_object_get(item, key), dimensions,
                                false, dimensions == 1 ? recorded->n : 0);
}

static orth_status bad(orth_recorded *recorded, const char *path, const char *key,
                       const char *reason)
{
    char place[96];
    snprintf(place, sizeof place, "%.48s/%s", path, key);
    return orth_vector_bad(recorded->check, place, reason);
}

/* ------------------------------------------------------------------------------- operations */

static orth_status find_token(orth_recorded *recorded, const char *path, const json_t *item,
                              const char *key, size_t *index)
{
    const json_t *tokens = json_object_get(recorded->pool, "tokens");
    const char *address = json_string_value(json_object_get(item, key));
    for (size_t i = 0; i < recorded->n && address != NULL; i++) {
        if (strcasecmp(address, json_string_value(json_array_get(tokens, i))) == 0) {
            *index = i;
            return ORTH_OK;
        }
    }
    return bad(recorded, path, key, "must be one of the pool's tokens");
}

static orth_status check_swap(orth_recorded *recorded, const char *path, const json_t *item)
{
    const json_t *kind = json_object_get(item, "swapKind");
    size_t in = 0, out = 0;
    if (!json_is_integer(kind) || json_integer_value(kind) < 0 || json_integer_value(kind) > 1)
        return bad(recorded, path, "swapKind", "must be 0 (exact in) or 1 (exact out)");
    bool exact_out = json_integer_value(kind) == 1;
    orth_status status = find_token(recorded, path, item, "tokenIn", &in);
    if (status == ORTH_OK)
        status = find_token(recorded, path, item, "tokenOut", &out);
    if (status == ORTH_OK)
        status = need(recorded, path, item, "amountRaw", 0);
    if (status == ORTH_OK)
        status = need(recorded, path, item, "outputRaw", 0);
    if (status != ORTH_OK)
        return status;
    json_t *arguments = orth_recorded_pool_of_swap(recorded);
    orth_recorded_add(recorded, arguments, json_integer((json_int_t)in));
    orth_recorded_add(recorded, arguments, json_integer((json_int_t)out));
    orth_recorded_add(recorded, arguments, json_incref(json_object_get(item, "amountRaw")));
    return check_call(recorded, path, recorded->kind->swap[exact_out], arguments,
                      json_object_get(item, "outputRaw"));
}

/* The one token whose amount is not 0. */
static orth_status find_only(orth_recorded *recorded, const char *path, const json_t *item,
                             const char *key, size_t *index)
{
    size_t others = 0;
    orth_status status = need(recorded, path, item, key, 1);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < recorded->n; i++) {
        const orth_word *word = &recorded->check->expected.values[0].words[i];
        if ((word->limb[0] | word->limb[1] | word->limb[2] | word->limb[3]) != 0) {
            *index = i;
            others++;
        }
    }
    return others == 1
               ? ORTH_OK
               : bad(recorded, path, key, "must have one amount that is not 0 for this kind");
}

/* A join or exit in one token, whose calculated side is `out`. */
static orth_status check_single(orth_recorded *recorded, const char *path, const json_t *item,
                                const char *function, const char *amounts, const char *bpt,
                                bool gives_amount)
{
    size_t index = 0;
    orth_status status = find_only(recorded, path, item, amounts, &index);
    if (status == ORTH_OK)
        status = need(recorded, path, item, bpt, 0);
    if (status == ORTH_OK && function == NULL)
        status = bad(recorded, path, "kind", "is not known of this type of pool");
    if (status != ORTH_OK)
        return status;
    json_t *amount = json_array_get(json_object_get(item, amounts), index);
    json_t *shares = json_object_get(item, bpt);
    json_t *in = orth_recorded_pool_of_shares(recorded, true);
    orth_recorded_add(recorded, in, json_integer((json_int_t)index));
    orth_recorded_add(recorded, in, json_incref(gives_amount ? shares : amount));
    return check_call(recorded, path, function, in, gives_amount ? amount : shares);
}

static orth_status check_add(orth_recorded *recorded, const char *path, const json_t *item)
{
    static const char amounts[] = "inputAmountsRaw", bpt[] = "bptOutRaw";
    const char *kind = json_string_value(json_object_get(item, "kind"));
    orth_status status = need(recorded, "/pool", recorded->pool, "totalSupply", 0);
    if (status != ORTH_OK)
        return status;
    if (kind != NULL && strcmp(kind, "SingleToken") == 0)
        return check_single(recorded, path, item, recorded->kind->join_single, amounts, bpt, true);
    if (kind == NULL || strcmp(kind, "Unbalanced") != 0)
        return bad(recorded, path, "kind", "must be \"Unbalanced\" or \"SingleToken\"");
    status = need(recorded, path, item, amounts, 1);
    if (status == ORTH_OK)
        status = need(recorded, path, item, bpt, 0);
    if (status == ORTH_OK && recorded->kind->join == NULL)
        status = bad(recorded, path, "kind", "is not known of this type of pool");
    if (status != ORTH_OK)
        return status;
    json_t *in = orth_recorded_pool_of_shares(recorded, true);
    orth_recorded_add(recorded, in, json_incref(json_object_get(item, amounts)));
    return check_call(recorded, path, recorded->kind->join, in, json_object_get(item, bpt));
}

static orth_status check_remove(orth_recorded *recorded, const char *path, const json_t *item)
{
    static const char amounts[] = "amountsOutRaw", bpt[] = "bptInRaw";
    const char *kind = json_string_value(json_object_get(item, "kind"));
    orth_status status = need(recorded, "/pool", recorded->pool, "totalSupply", 0);
    if (status != ORTH_OK)
        return status;
    if (kind != NULL && strcmp(kind, "SingleTokenExactIn") == 0)
        return check_single(recorded, path, item, recorded->kind->exit_single, amounts, bpt, true);
    if (kind != NULL && strcmp(kind, "SingleTokenExactOut") == 0)
        return check_single(recorded, path, item, recorded->kind->exit_out, amounts, bpt, false);
    if (kind == NULL || strcmp(kind, "Proportional") != 0)
        return bad(recorded, path, "kind",
                   "must be \"Proportional\", \"SingleTokenExactIn\" or \"SingleTokenExactOut\"");
    status = need(recorded, path, item, amounts, 1);
    if (status == ORTH_OK)
        status = need(recorded, path, item, bpt, 0);
    if (status != ORTH_OK)
        return status;
    json_t *in = orth_recorded_pool_of_shares(recorded, false);
    orth_recorded_add(recorded, in, json_incref(json_object_get(item, bpt)));
    return check_call(recorded, path, "pool_exit_proportional", in, json_object_get(item, amounts));
}

orth_status orth_vector_check_recorded(orth_vector_case *check, const json_t *root)
{
    static const struct {
        const char *key;
        orth_status (*check)(orth_recorded *, const char *, const json_t *);
    } lists[] = {{"swaps", check_swap}, {"adds", check_add}, {"removes", check_remove}};
    orth_recorded recorded = {.check = check, .pool = json_object_get(root, "pool")};
    orth_status status = orth_recorded_open(&recorded);
    for (size_t k = 0; k < 3 && status == ORTH_OK; k++) {
        const json_t *list = json_object_get(root, lists[k].key);
        if (list != NULL && !json_is_array(list))
            status = bad(&recorded, "", lists[k].key, "must be an array");
        for (size_t i = 0; i < json_array_size(list) && status == ORTH_OK; i++) {
            const json_t *item = json_array_get(list, i);
            char path[48];
            snprintf(path, sizeof path, "/%s/%zu", lists[k].key, i);
            status = json_is_object(item) ? lists[k].check(&recorded, path, item)
                                          : orth_vector_bad(check, path, "must be an object");
        }
    }
    orth_recorded_close(&recorded);
    return status;
}
