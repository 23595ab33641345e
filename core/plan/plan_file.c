/* Plan files, read. */
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "base/json_in.h"
#include "base/text.h"
#include "orthant/safety.h"
#include "plan/plan_file_values.h"

orth_status orth_plan_file_is(bool *is, const char *text, size_t length, orth_error *error)
{
    *is = false;
    json_t *root;
    /* A long trajectory is not parsed for this alone: without the word, or an escape that may hide
     * it, it is no plan. */
    if (memmem(text, length, "plan", 4) == NULL && memchr(text, '\\', length) == NULL)
        return ORTH_OK;
    orth_status status = orth_json_parse(&root, text, length, "", error);
    if (status != ORTH_OK)
        return status == ORTH_NO_MEMORY ? status : ORTH_OK;
    const char *kind = json_string_value(json_object_get(root, "kind"));
    *is = kind != NULL && strcmp(kind, "plan") == 0;
    json_decref(root);
    return ORTH_OK;
}

/* A list of `n` weights, each above 0 and at most 1e18. */
static orth_status read_weights(const orth_plan_reader *r, const json_t *value, const char *where,
                                size_t n, orth_word **out)
{
    if (!json_is_array(value) || json_array_size(value) != n)
        return orth_plan_read_bad(r, where, "must be as many weights as there are tokens");
    *out = calloc(n, sizeof **out);
    if (*out == NULL)
        return orth_fail_memory(r->error, (double)n * sizeof **out);
    orth_status status = ORTH_OK;
    for (size_t i = 0; i < n && status == ORTH_OK; i++) {
        status = orth_plan_read_word(r, json_array_get(value, i), false, where, &(*out)[i]);
        if (status == ORTH_OK &&
            (orth_word_is_zero((*out)[i]) ||
             orth_word_below(orth_word_of(UINT64_C(1000000000000000000)), (*out)[i])))
            status = orth_plan_read_bad(r, where, "a weight must be above 0 and at most 1e18");
    }
    orth_error reason;
    if (status == ORTH_OK && orth_plan_check_sum(*out, n, where, &reason) != ORTH_OK)
        status = orth_plan_read_bad(r, where, "the weights must sum to exactly 1e18");
    return status;
}

static orth_status read_tokens(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *tokens = json_object_get(root, "tokens");
    size_t n = json_array_size(tokens);
    if (!json_is_array(tokens) || n < 2 || n > r->target->tokens_max)
        return orth_plan_read_bad(r, "/tokens",
                                  "must be 2 names or more, no more than the target takes");
    in->plan->n = n;
    in->tokens = calloc(n, sizeof *in->tokens);
    if (in->tokens == NULL)
        return orth_fail_memory(r->error, (double)n * sizeof *in->tokens);
    for (size_t i = 0; i < n; i++) {
        const char *name = json_string_value(json_array_get(tokens, i));
        if (name == NULL || name[0] == '\0' || !orth_is_line(name))
            return orth_plan_read_bad(r, "/tokens", "a name must be " ORTH_LINE ", not empty");
        for (size_t j = 0; j < i; j++)
            if (strcmp(in->tokens[j], name) == 0)
                return orth_plan_read_bad(r, "/tokens", "two tokens have one name");
        in->tokens[i] = strdup(name);
        if (in->tokens[i] == NULL)
            return orth_fail_memory(r->error, (double)strlen(name));
    }
    return ORTH_OK;
}

static orth_status read_clock(const orth_plan_reader *r, const json_t *root, orth_plan *plan)
{
    const json_t *block = json_object_get(root, "block_time");
    orth_status status =
        orth_plan_read_integer(r, root, "steps", "/steps", 1, ORTH_STEPS_MAX, &plan->steps);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, root, "start_time", "/start_time", 0,
                                        ORTH_START_TIME_MAX, &plan->clock.start);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, block, "seconds", "/block_time/seconds", 1,
                                        ORTH_BLOCK_TIME_MAX, &plan->clock.seconds);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, block, "per_blocks", "/block_time/per_blocks", 1,
                                        ORTH_BLOCK_TIME_MAX, &plan->clock.per);
    return status;
}

/* null, or wei from 1 to 1e18. */
static orth_status read_rail(const orth_plan_reader *r, const json_t *value, const char *where,
                             uint64_t *out)
{
    orth_word word;
    *out = 0;
    if (json_is_null(value))
        return ORTH_OK;
    orth_status status = orth_plan_read_word(r, value, false, where, &word);
    if (status != ORTH_OK)
        return status;
    if (orth_word_is_zero(word) || orth_word_below(orth_word_of(ORTH_FP_UNIT), word))
        return orth_plan_read_bad(r, where, "must be null, or from 1 to 1e18");
    *out = word.limb[0];
    return ORTH_OK;
}

/* Absent, or what the plan is to be safe from. */
static orth_status read_safe(const orth_plan_reader *r, const json_t *value, orth_plan_safe *out)
{
    if (value == NULL)
        return ORTH_OK;
    orth_status status = orth_plan_read_integer(r, value, "blocks", "/guard_rails/safe/blocks", 1,
                                                ORTH_STEPS_MAX, &out->blocks);
    if (status == ORTH_OK)
        status =
            orth_plan_read_double(r, value, "capital", "/guard_rails/safe/capital", &out->capital);
    if (status == ORTH_OK)
        status = orth_plan_read_double(r, value, "fee", "/guard_rails/safe/fee", &out->fee);
    if (status == ORTH_OK && !(out->capital > 0 && out->capital <= ORTH_SAFETY_CAPITAL_MAX))
        return orth_plan_read_bad(
            r, "/guard_rails/safe/capital",
            "must be above 0 and at most " ORTH_LIMIT_TEXT(ORTH_SAFETY_CAPITAL_MAX));
    if (status == ORTH_OK && !(out->fee > 0 && out->fee < 1))
        return orth_plan_read_bad(r, "/guard_rails/safe/fee", "must be above 0 and below 1");
    return status;
}

static orth_status read_rails(const orth_plan_reader *r, const json_t *root, orth_plan *plan)
{
    const json_t *rails = json_object_get(root, "guard_rails");
    orth_status status =
        read_rail(r, json_object_get(root, "guard_rail"), "/guard_rail", &plan->rails.pool);
    if (status == ORTH_OK && (plan->rails.pool > 0) != r->target->railed)
        return orth_plan_read_bad(r, "/guard_rail",
                                  r->target->railed ? "must be that of the pool"
                                                    : "must be null: the target has none");
    if (status == ORTH_OK)
        status = read_rail(r, json_object_get(rails, "minimum_weight"),
                           "/guard_rails/minimum_weight", &plan->rails.minimum_weight);
    if (status == ORTH_OK)
        status = read_rail(r, json_object_get(rails, "largest_move"), "/guard_rails/largest_move",
                           &plan->rails.largest_move);
    if (status == ORTH_OK)
        status = read_safe(r, json_object_get(rails, "safe"), &plan->rails.safe);
    return status;
}

/* Absent in older files. */
static orth_status read_trade_limit(const orth_plan_reader *r, const json_t *root, orth_plan *plan)
{
    const json_t *value = json_object_get(root, "trade_limit");
    if (value == NULL)
        return ORTH_OK;
    orth_status status = read_rail(r, value, "/trade_limit", &plan->trade_limit);
    if (status == ORTH_OK && orth_plan_weight(plan->trade_limit) > ORTH_PLAN_TRADE_LIMIT)
        return orth_plan_read_bad(r, "/trade_limit", "must be null, or from 1 to 3e17");
    return status;
}

static orth_status read_tree(orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *version = json_object_get(root, "orthant");
    const char *kind = json_string_value(json_object_get(root, "kind"));
    const char *target = json_string_value(json_object_get(root, "target"));
    orth_error reason;
    if (!json_is_integer(version) || json_integer_value(version) != 1)
        return orth_plan_read_bad(r, "/orthant", "must be 1");
    if (kind == NULL || strcmp(kind, "plan") != 0)
        return orth_plan_read_bad(r, "/kind", "must be \"plan\"");
    if (orth_plan_target_find(&r->target, target != NULL ? target : "", &reason) != ORTH_OK)
        return orth_plan_read_bad(r, "/target", reason.text);
    const char *contract = json_string_value(json_object_get(root, "contract_version"));
    if (contract == NULL || strcmp(contract, r->target->version) != 0)
        return orth_plan_read_bad(r, "/contract_version",
                                  "is not the version that this program emulates");
    in->plan->target = r->target;
    orth_status status = read_tokens(r, root, in);
    if (status == ORTH_OK)
        status = read_weights(r, json_object_get(root, "start"), "/start", in->plan->n,
                              &in->plan->start);
    if (status == ORTH_OK)
        status = read_weights(r, json_object_get(root, "wanted"), "/wanted", in->plan->n,
                              &in->plan->wanted);
    if (status == ORTH_OK)
        status = read_rails(r, root, in->plan);
    const json_t *pool = json_object_get(root, "pool");
    if (status == ORTH_OK && !json_is_null(pool))
        status = orth_plan_read_address(r, pool, "/pool", &in->plan->address);
    if (status == ORTH_OK)
        status = read_trade_limit(r, root, in->plan);
    if (status == ORTH_OK)
        status = read_clock(r, root, in->plan);
    if (status == ORTH_OK && in->plan->rails.safe.blocks > in->plan->steps)
        status = orth_plan_read_bad(r, "/guard_rails/safe/blocks", "must be at most steps");
    if (status == ORTH_OK)
        status = orth_plan_read_calls(r, root, in);
    return status == ORTH_OK ? orth_plan_read_claims(r, root, in) : status;
}

static orth_status allocate(orth_plan_file *in, orth_error *error)
{
    in->plan = calloc(1, sizeof *in->plan);
    in->claims = calloc(1, sizeof *in->claims);
    if (in->plan == NULL || in->claims == NULL)
        return orth_fail_memory(error, sizeof *in->plan + sizeof *in->claims);
    in->claims->wrong_calldata = SIZE_MAX;
    return ORTH_OK;
}

orth_status orth_plan_file_parse(orth_plan_file **out, const char *text, size_t length,
                                 const char *file, orth_error *error)
{
    orth_plan_reader r = {.file = file, .error = error};
    *out = NULL;
    if (length > ORTH_FILE_BYTES_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "%s: longer than %d bytes, the most permitted",
                         orth_file_label(file), ORTH_FILE_BYTES_MAX);
    orth_plan_file *in = calloc(1, sizeof *in);
    if (in == NULL)
        return orth_fail_memory(error, sizeof *in);
    orth_status status = allocate(in, error);
    if (status == ORTH_OK)
        status = orth_json_parse(&in->claims->tree, text, length, file, error);
    if (status == ORTH_OK)
        status = read_tree(&r, in->claims->tree, in);
    if (status != ORTH_OK)
        orth_plan_file_free(in);
    else
        *out = in;
    return status;
}

orth_status orth_plan_file_read(orth_plan_file **in, const char *file, orth_error *error)
{
    char *text;
    size_t length;
    *in = NULL;
    orth_status status = orth_file_read(&text, &length, file, ORTH_FILE_BYTES_MAX, error);
    if (status == ORTH_OK)
        status = orth_plan_file_parse(in, text, length, file, error);
    free(text);
    return status;
}

void orth_plan_file_free(orth_plan_file *in)
{
    if (in == NULL)
        return;
    for (size_t i = 0; in->tokens != NULL && i < in->plan->n; i++)
        free(in->tokens[i]);
    free(in->tokens);
    free(in->bound);
    free(in->unit);
    free(in->asked);
    orth_plan_free(in->plan);
    if (in->claims != NULL)
        json_decref(in->claims->tree);
    free(in->claims);
    free(in);
}
