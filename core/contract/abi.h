/* The contract ABI's encoding: words of 32 bytes, the high byte first. Arguments of one word stand
 * in the head; of an array or of bytes the head holds the offset at which they stand, counted from
 * the head's own beginning. */
#ifndef ORTH_CONTRACT_ABI_H
#define ORTH_CONTRACT_ABI_H

#include "contract/word.h"

#define ORTH_ABI_WORD 32

void orth_abi_word_to_bytes(uint8_t bytes[ORTH_ABI_WORD], orth_word word);
orth_word orth_abi_word_from_bytes(const uint8_t bytes[ORTH_ABI_WORD]);

/* An encoding under way: a zeroed struct is an empty one; `bytes` is to be freed. Without memory
 * `failed` is set and all that follows does nothing, so that one look at the end is enough. */
typedef struct orth_abi {
    uint8_t *bytes;
    size_t used, capacity;
    bool failed;
} orth_abi;

void orth_abi_put_bytes(orth_abi *abi, const uint8_t *bytes, size_t count);
void orth_abi_put_word(orth_abi *abi, orth_word word);
void orth_abi_put_words(orth_abi *abi, size_t count, const orth_word *words);
/* Solidity's `bytes`: the length, then the bytes, with zeros up to a whole word. */
void orth_abi_put_payload(orth_abi *abi, const uint8_t *bytes, size_t count);

/* Keeps `count` words of zeros; returns where they begin, for orth_abi_set_offset. */
size_t orth_abi_reserve(orth_abi *abi, size_t count);
/* Writes into the word at `at` how far the end is from `from` now. */
void orth_abi_set_offset(orth_abi *abi, size_t at, size_t from);

#endif
