#include "contract/abi.h"

#include <stdlib.h>
#include <string.h>

void orth_abi_word_to_bytes(uint8_t bytes[ORTH_ABI_WORD], orth_word word)
{
    for (int i = 0; i < ORTH_ABI_WORD; i++)
        bytes[i] = (uint8_t)(word.limb[3 - i / 8] >> (56 - 8 * (i % 8)));
}

orth_word orth_abi_word_from_bytes(const uint8_t bytes[ORTH_ABI_WORD])
{
    orth_word word = orth_word_of(0);
    for (int i = 0; i < ORTH_ABI_WORD; i++)
        word.limb[3 - i / 8] |= (uint64_t)bytes[i] << (56 - 8 * (i % 8));
    return word;
}

void orth_abi_put_bytes(orth_abi *abi, const uint8_t *bytes, size_t count)
{
    if (abi->used + count > abi->capacity) {
        size_t capacity = 2 * (abi->used + count) + 4096;
        uint8_t *grown = abi->failed ? NULL : realloc(abi->bytes, capacity);
        if (grown == NULL) {
            abi->failed = true;
            return;
        }
        abi->bytes = grown;
        abi->capacity = capacity;
    }
    memcpy(abi->bytes + abi->used, bytes, count);
    abi->used += count;
}

void orth_abi_put_word(orth_abi *abi, orth_word word)
{
    uint8_t bytes[ORTH_ABI_WORD];
    orth_abi_word_to_bytes(bytes, word);
    orth_abi_put_bytes(abi, bytes, sizeof bytes);
}

void orth_abi_put_words(orth_abi *abi, size_t count, const orth_word *words)
{
    for (size_t i = 0; i < count; i++)
        orth_abi_put_word(abi, words[i]);
}

void orth_abi_put_payload(orth_abi *abi, const uint8_t *bytes, size_t count)
{
    static const uint8_t zeros[ORTH_ABI_WORD];
    orth_abi_put_word(abi, orth_word_of(count));
    orth_abi_put_bytes(abi, bytes, count);
    orth_abi_put_bytes(abi, zeros, (ORTH_ABI_WORD - count % ORTH_ABI_WORD) % ORTH_ABI_WORD);
}

size_t orth_abi_reserve(orth_abi *abi, size_t count)
{
    size_t at = abi->used;
    for (size_t i = 0; i < count; i++)
        orth_abi_put_word(abi, orth_word_of(0));
    return at;
}

void orth_abi_set_offset(orth_abi *abi, size_t at, size_t from)
{
    if (!abi->failed)
        orth_abi_word_to_bytes(abi->bytes + at, orth_word_of(abi->used - from));
}
