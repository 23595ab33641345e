/* A call's bytes, as text. */
#include <stdlib.h>
#include <string.h>

#include "contract/abi.h"
#include "orthant/plan.h"

static bool is_array(const orth_plan_call *call, size_t i)
{
    return call->function->arguments[i].kind >= ORTH_PLAN_KIND_UINTS;
}

static void put_arguments(orth_abi *abi, const orth_plan_call *call)
{
    size_t count = call->function->count, head = abi->used;
    for (size_t i = 0; i < count; i++)
        orth_abi_put_word(abi, is_array(call, i) ? orth_word_of(0) : call->arguments[i].words[0]);
    for (size_t i = 0; i < count; i++) {
        if (!is_array(call, i))
            continue;
        orth_abi_set_offset(abi, head + ORTH_ABI_WORD * i, head);
        orth_abi_put_word(abi, orth_word_of(call->arguments[i].count));
        orth_abi_put_words(abi, call->arguments[i].count, call->arguments[i].words);
    }
}

char *orth_plan_calldata(const orth_plan_call *call)
{
    static const char digits[] = "0123456789abcdef";
    orth_abi abi = {0};
    uint32_t selector = call->function->selector;
    for (int shift = 24; shift >= 0 && selector != 0; shift -= 8)
        orth_abi_put_bytes(&abi, &(uint8_t){(uint8_t)(selector >> shift)}, 1);
    put_arguments(&abi, call);
    char *text = abi.failed ? NULL : malloc(2 + 2 * abi.used + 1);
    if (text != NULL) {
        memcpy(text, "0x", 2);
        for (size_t k = 0; k < abi.used; k++) {
            text[2 + 2 * k] = digits[abi.bytes[k] >> 4];
            text[3 + 2 * k] = digits[abi.bytes[k] & 15];
        }
        text[2 + 2 * abi.used] = '\0';
    }
    free(abi.bytes);
    return text;
}
