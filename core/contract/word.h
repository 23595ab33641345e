/* 256-bit words on four fixed limbs of 64 bits. */
#ifndef ORTH_CONTRACT_WORD_H
#define ORTH_CONTRACT_WORD_H

#include <stdbool.h>
#include <stdint.h>

#include "orthant/contract.h"

__extension__ typedef unsigned __int128 orth_limb2;

#define ORTH_WORD orth_word
#define ORTH_W(name) orth_word_##name
#define ORTH_LIMB uint64_t
#define ORTH_LIMB2 orth_limb2
#define ORTH_LIMB_BITS 64
#define ORTH_WORD_DECLARED
#include "contract/word_template.h"
#undef ORTH_WORD
#undef ORTH_W
#undef ORTH_LIMB
#undef ORTH_LIMB2
#undef ORTH_LIMB_BITS
#undef ORTH_LIMB_MASK
#undef ORTH_WORD_DECLARED

#endif
