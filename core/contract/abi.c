/* The contract ABI's encoding of a call: a head of one word an argument, offsets for arrays, then
 * the arrays, each with its length before it. */
#include <stdio.h>
#include <stdlib.h>

#include "plan/target.h"

static bool is_array(const orth_plan_call *call, size_t i)
{
    return call->function->arguments[i].kind >= ORTH_PLAN_KIND_UINTS;
}

static char *put(char *at, orth_word word)
{
    for (int i = 3; i >= 0; i--)
        at += snprintf(at, 17, "%016llx", (unsigned long long)word.limb[i]);
    return at;
}

char *orth_plan_calldata(const orth_plan_call *call)
{
    size_t count = call->function->count, words = count;
    for (size_t i = 0; i < count; i++)
        words += is_array(call, i) ? 1 + call->arguments[i].count : 0;
    char *text = malloc(2 + 8 + 64 * words + 1), *at = text;
    if (text == NULL)
        return NULL;
    at += call->function->selector != 0 ? snprintf(at, 11, "0x%08x", call->function->selector)
                                        : snprintf(at, 11, "0x");
    size_t tail = count;
    for (size_t i = 0; i < count; i++) {
        if (!is_array(call, i)) {
            at = put(at, call->arguments[i].words[0]);
            continue;
        }
        at = put(at, orth_word_of(32 * tail));
        tail += 1 + call->arguments[i].count;
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_array(call, i))
            continue;
        at = put(at, orth_word_of(call->arguments[i].count));
        for (size_t j = 0; j < call->arguments[i].count; j++)
            at = put(at, call->arguments[i].words[j]);
    }
    return text;
}
