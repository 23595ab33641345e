/* What the calldata of a plan file holds. A chain runs that, whatever stands beside it. */
#include <stdlib.h>
#include <string.h>

#include "contract/abi.h"
#include "plan/plan_file_values.h"

/* The longest call: a selector, the head, and a list of words for each argument. */
#define WORDS_MAX (ORTH_PLAN_ARGUMENTS_MAX * (2 * ORTH_PLAN_TOKENS_MAX + 2))

typedef struct decoder {
    orth_plan_reader reader;
    char where[60];
    uint8_t bytes[4 + WORDS_MAX * ORTH_ABI_WORD];
    size_t length, head; /* the head begins behind the selector */
} decoder;

static orth_status bad(const decoder *d, const char *what)
{
    return orth_plan_read_bad(&d->reader, d->where, what);
}

static int digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static orth_status read_bytes(decoder *d, const json_t *value)
{
    const char *text = json_string_value(value);
    size_t length = text == NULL ? 0 : strlen(text);
    if (length < 2 || length % 2 != 0 || strncmp(text, "0x", 2) != 0)
        return bad(d, "must be 0x and pairs of hexadecimal digits");
    d->length = length / 2 - 1;
    if (d->length > sizeof d->bytes)
        return bad(d, "is longer than any call of the target");
    for (size_t k = 0; k < d->length; k++) {
        int high = digit(text[2 + 2 * k]), low = digit(text[3 + 2 * k]);
        if (high < 0 || low < 0)
            return bad(d, "must be 0x and pairs of hexadecimal digits");
        d->bytes[k] = (uint8_t)(high << 4 | low);
    }
    return ORTH_OK;
}

/* The target's function with that selector; structs of a deployment have none, and are told by how
 * long they are. */
static const orth_plan_function *find_function(decoder *d)
{
    const orth_plan_function *const *functions = d->reader.target->functions;
    uint32_t selector = 0;
    for (size_t k = 0; k < 4 && d->length >= 4; k++)
        selector = selector << 8 | d->bytes[k];
    for (size_t f = 0; functions[f] != NULL; f++) {
        if (functions[f]->selector != 0 ? d->length < 4 || functions[f]->selector != selector
                                        : d->length != functions[f]->count * ORTH_ABI_WORD)
            continue;
        d->head = functions[f]->selector != 0 ? 4 : 0;
        return functions[f];
    }
    return NULL;
}

/* The word at `at`, counted from the head; false where the calldata ends before it does. */
static bool word_at(const decoder *d, uint64_t at, orth_word *out)
{
    size_t room = d->length - d->head;
    if (at > room || room - at < ORTH_ABI_WORD)
        return false;
    *out = orth_abi_word_from_bytes(d->bytes + d->head + at);
    return true;
}

static bool is_below(orth_word word, uint64_t limit)
{
    return (word.limb[1] | word.limb[2] | word.limb[3]) == 0 && word.limb[0] < limit;
}

/* Longer than an address. */
static bool is_long(orth_word word)
{
    return word.limb[3] != 0 || word.limb[2] >> 32 != 0;
}

/* One argument's words, `count` of them, into `words`. */
static orth_status read_argument(const decoder *d, size_t i, orth_plan_kind kind, orth_word *words,
                                 size_t *count)
{
    orth_word head, length;
    if (!word_at(d, ORTH_ABI_WORD * i, &head))
        return bad(d, "ends before its arguments do");
    *count = 1;
    words[0] = head;
    if (kind == ORTH_PLAN_KIND_ADDRESS && is_long(head))
        return bad(d, "an address in it is longer than 20 bytes");
    if (kind < ORTH_PLAN_KIND_UINTS)
        return ORTH_OK;
    if (!is_below(head, sizeof d->bytes) || !word_at(d, head.limb[0], &length))
        return bad(d, "a list in it begins beyond its end");
    if (!is_below(length, 2 * ORTH_PLAN_TOKENS_MAX + 1) || length.limb[0] == 0)
        return bad(d, "a list in it is empty, or longer than any call of the target has");
    *count = (size_t)length.limb[0];
    for (size_t j = 0; j < *count; j++) {
        if (!word_at(d, head.limb[0] + ORTH_ABI_WORD * (j + 1), &words[j]))
            return bad(d, "a list in it ends beyond its end");
        if (kind == ORTH_PLAN_KIND_ADDRESSES && is_long(words[j]))
            return bad(d, "an address in it is longer than 20 bytes");
    }
    return ORTH_OK;
}

static bool is_same(const orth_plan_call *call, size_t i, const orth_word *words, size_t count)
{
    if (call->arguments[i].count != count)
        return false;
    for (size_t j = 0; j < count; j++)
        if (!orth_word_equal(call->arguments[i].words[j], words[j]))
            return false;
    return true;
}

static orth_status take_call(decoder *d, orth_plan_call *call, size_t c,
                             char difference[ORTH_ERROR_TEXT_MAX])
{
    const orth_plan_function *function = find_function(d);
    if (function == NULL)
        return bad(d, "is no call of a function of the target");
    if (function != call->function && difference[0] == '\0')
        snprintf(difference, ORTH_ERROR_TEXT_MAX, "call %zu is %s there", c + 1, function->name);
    bool other = function != call->function;
    call->function = function;
    for (size_t i = 0; i < function->count; i++) {
        orth_word words[2 * ORTH_PLAN_TOKENS_MAX];
        size_t count = 0;
        orth_status status = read_argument(d, i, function->arguments[i].kind, words, &count);
        if (status != ORTH_OK)
            return status;
        if (!other && is_same(call, i, words, count))
            continue;
        if (difference[0] == '\0')
            snprintf(difference, ORTH_ERROR_TEXT_MAX, "call %zu has another %s there", c + 1,
                     function->arguments[i].name);
        orth_word *copy = malloc(count * sizeof *copy);
        if (copy == NULL)
            return orth_fail_memory(d->reader.error, (double)count * sizeof *copy);
        memcpy(copy, words, count * sizeof *copy);
        free(call->arguments[i].words);
        call->arguments[i].words = copy;
        call->arguments[i].count = count;
    }
    return ORTH_OK;
}

orth_status orth_plan_file_use_calldata(orth_plan_file *in, const char *file,
                                        char difference[ORTH_ERROR_TEXT_MAX], orth_error *error)
{
    difference[0] = '\0';
    if (in->claims->wrong_calldata == SIZE_MAX)
        return ORTH_OK;
    const json_t *calls = json_object_get(in->claims->tree, "calls");
    decoder *d = malloc(sizeof *d);
    if (d == NULL)
        return orth_fail_memory(error, sizeof *d);
    *d = (decoder){.reader = {.file = file, .error = error, .target = in->plan->target}};
    orth_status status = ORTH_OK;
    for (size_t c = 0; status == ORTH_OK && c < in->plan->call_count; c++) {
        snprintf(d->where, sizeof d->where, "/calls/%zu/calldata", c);
        status = read_bytes(d, json_object_get(json_array_get(calls, c), "calldata"));
        if (status == ORTH_OK)
            status = take_call(d, &in->plan->calls[c], c, difference);
    }
    free(d);
    return status;
}
