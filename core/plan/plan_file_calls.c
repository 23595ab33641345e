/* The calls of a plan file, read. */
#include <stdlib.h>
#include <string.h>

#include "plan/plan_file_values.h"

/* Of that name and, where there are several, with as many arguments. */
static const orth_plan_function *find_function(const orth_plan_target *target, const char *name,
                                               const json_t *arguments)
{
    const orth_plan_function *found = NULL;
    for (size_t f = 0; name != NULL && target->functions[f] != NULL; f++) {
        const orth_plan_function *function = target->functions[f];
        if (strcmp(function->name, name) == 0 &&
            (found == NULL || function->count == json_object_size(arguments)))
            found = function;
    }
    return found;
}

static orth_status read_call(const orth_plan_reader *r, const json_t *value, orth_plan_file *in,
                             size_t c)
{
    char where[120];
    snprintf(where, sizeof where, "/calls/%zu", c);
    const json_t *arguments = json_object_get(value, "arguments");
    const orth_plan_function *function =
        find_function(r->target, json_string_value(json_object_get(value, "function")), arguments);
    uint64_t at, start = in->plan->clock.start, notice = r->target->notice;
    orth_status status = orth_plan_read_integer(r, value, "at", where,
                                                (int64_t)(start > notice ? start - notice : 0),
                                                2 * ORTH_START_TIME_MAX, &at);
    if (status != ORTH_OK)
        return status;
    if (function == NULL || !json_is_object(arguments))
        return orth_plan_read_bad(r, where,
                                  "must name a function of the target, and have its arguments");
    size_t counts[ORTH_PLAN_ARGUMENTS_MAX];
    for (size_t i = 0; i < function->count; i++) {
        const json_t *argument = json_object_get(arguments, function->arguments[i].name);
        bool array = function->arguments[i].kind >= ORTH_PLAN_KIND_UINTS;
        counts[i] = array ? json_array_size(argument) : 1;
        if (counts[i] == 0 || counts[i] > 2 * ORTH_PLAN_TOKENS_MAX ||
            array != json_is_array(argument))
            return orth_plan_read_bad(r, where,
                                      "an argument is missing, or no list where it must be one");
    }
    orth_plan_call *call;
    status = orth_plan_append(&call, in->plan, at, function, counts, r->error);
    for (size_t i = 0; status == ORTH_OK && i < function->count; i++) {
        const json_t *argument = json_object_get(arguments, function->arguments[i].name);
        orth_plan_kind kind = function->arguments[i].kind;
        snprintf(where, sizeof where, "/calls/%zu/arguments/%s", c, function->arguments[i].name);
        bool addresses = kind == ORTH_PLAN_KIND_ADDRESS || kind == ORTH_PLAN_KIND_ADDRESSES;
        for (size_t j = 0; status == ORTH_OK && j < counts[i]; j++) {
            const json_t *one =
                kind >= ORTH_PLAN_KIND_UINTS ? json_array_get(argument, j) : argument;
            orth_word *word = &call->arguments[i].words[j];
            status = addresses
                         ? orth_plan_read_address(r, one, where, word)
                         : orth_plan_read_word(r, one, kind == ORTH_PLAN_KIND_INTS, where, word);
        }
    }
    if (status != ORTH_OK)
        return status;
    const char *claimed = json_string_value(json_object_get(value, "calldata"));
    char *calldata = orth_plan_calldata(call);
    if (calldata == NULL)
        return orth_fail_memory(r->error, 4096);
    if ((claimed == NULL || strcmp(claimed, calldata) != 0) &&
        in->claims->wrong_calldata == SIZE_MAX)
        in->claims->wrong_calldata = c;
    free(calldata);
    return ORTH_OK;
}

orth_status orth_plan_read_calls(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *calls = json_object_get(root, "calls");
    size_t count = json_array_size(calls);
    if (!json_is_array(calls))
        return orth_plan_read_bad(r, "/calls", "must be a list of calls");
    if (count == 0 || count > ORTH_PLAN_TRANSACTIONS_MAX) {
        char what[80];
        snprintf(what, sizeof what, "%zu calls; permitted: from 1 to %d", count,
                 ORTH_PLAN_TRANSACTIONS_MAX);
        return orth_plan_read_bad(r, "/calls", what);
    }
    orth_status status = ORTH_OK;
    for (size_t c = 0; c < count && status == ORTH_OK; c++) {
        status = read_call(r, json_array_get(calls, c), in, c);
        if (status == ORTH_OK && c > 0 && in->plan->calls[c].at < in->plan->calls[c - 1].at)
            status = orth_plan_read_bad(r, "/calls", "must be in order of time");
    }
    return status;
}
