/* Contract arithmetic, bit by bit: what the chain computes, to the last wei, or the revert with its
 * payload. Functions that are only specified are in truth.h.
 *
 * Every emulated function is one entry of a table (orth_contract_functions): name, contract,
 * version, source and Solidity-like signature. Arguments and results are words of 256 bits,
 * unsigned or two's complement as the signature says. No call allocates, and none uses floating
 * point. Sources: Balancer v3 (FixedPoint, LogExpMath, WeightedMath, BasePoolMath, the vault's
 * scaling), PRBMathSD59x18 2.5.0, QuantAMM-V1.
 */
#ifndef ORTHANT_CONTRACT_H
#define ORTHANT_CONTRACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A 256-bit word, least significant limb first; unsigned or two's complement by context. */
typedef struct orth_word {
    uint64_t limb[4];
} orth_word;

#define ORTH_WORD_TEXT_MAX 80 /* sign, 78 digits, the final zero */

/* Decimal text of a word (two's complement when is_signed); returns text. */
ORTH_API const char *orth_word_text(char text[ORTH_WORD_TEXT_MAX], orth_word word, bool is_signed);

/* Reads an integer: decimal digits with an optional '-', a point and an exponent as long as the
 * value is whole ("1.5e18"), or 0x and at most 64 hexadecimal digits. ORTH_BAD_INPUT with a reason
 * for anything else and for what does not fit uint256 (int256 when is_signed). */
ORTH_API orth_status orth_word_parse(orth_word *word, const char *text, bool is_signed,
                                     orth_error *error);

/* An address in its last 20 bytes: 0x and 40 hexadecimal digits. Where both small letters and
 * capitals are used they must be those of EIP-55's checksum (ORTH_BAD_INPUT), in which it is also
 * written; returns text. */
ORTH_API orth_status orth_address_parse(orth_word *address, const char *text, orth_error *error);
ORTH_API const char *orth_address_text(char text[ORTH_WORD_TEXT_MAX], orth_word address);

#define ORTH_PAYLOAD_MAX 132

/* Whether a call reverted, and the whole payload: selector and words, as the EVM returns it. */
typedef struct orth_evm {
    bool reverted;
    size_t length;
    uint8_t payload[ORTH_PAYLOAD_MAX];
} orth_evm;

/* A parameter's type, as the signature gives it. */
typedef struct orth_contract_type {
    bool is_signed; /* int256, else uint256 */
    int dimensions; /* 0 a word, 1 an array, 2 an array of arrays */
    char name[32];
} orth_contract_type;

#define ORTH_CONTRACT_ARGUMENTS_MAX 10
#define ORTH_CONTRACT_WORDS_MAX 4096 /* words of one call's arguments, and of its result */
#define ORTH_CONTRACT_ROWS_MAX 512

/* A value: a word, an array (count words) or an array of `rows` arrays, whose lengths are in
 * `lengths` and whose words follow one another. */
typedef struct orth_contract_value {
    int dimensions;
    size_t count;
    size_t rows;
    const orth_word *words;
    const uint16_t *lengths;
} orth_contract_value;

/* Values for a call, built one by one, in memory of their own: large, keep it off small stacks. It
 * must not be copied or moved once it holds values, which point into it. */
typedef struct orth_contract_arguments {
    size_t count;
    orth_contract_value values[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t words_used, lengths_used;
    orth_word words[ORTH_CONTRACT_WORDS_MAX];
    uint16_t lengths[ORTH_CONTRACT_ROWS_MAX];
} orth_contract_arguments;

/* Drops all values; the first call on an uninitialised struct. */
ORTH_API void orth_contract_arguments_clear(orth_contract_arguments *arguments);

/* Appends a value of the type from text: 1.5e18, [5e17,5e17], [[1,2],[3]]. ORTH_BAD_INPUT with the
 * type's name, the text and the reason. At most ORTH_CONTRACT_ARGUMENTS_MAX values. */
ORTH_API orth_status orth_contract_arguments_add_text(orth_contract_arguments *arguments,
                                                      const orth_contract_type *type,
                                                      const char *text, orth_error *error);

/* Appends a value of that many dimensions from `count` words; with 2 dimensions they are `rows`
 * rows of the given lengths. ORTH_BAD_INPUT beyond ORTH_CONTRACT_WORDS_MAX or _ROWS_MAX. */
ORTH_API orth_status orth_contract_arguments_add_words(orth_contract_arguments *arguments,
                                                       int dimensions, size_t count,
                                                       const orth_word *words, size_t rows,
                                                       const uint16_t *lengths, orth_error *error);

/* What a call gave. After a revert `evm` holds the payload; a rule's run keeps the rows before it.
 */
typedef struct orth_contract_result {
    orth_evm evm;
    int dimensions;
    size_t count;
    size_t rows;
    unsigned digits; /* set by the caller: decimals of a specified function (truth.h), usually 18 */
    orth_word words[ORTH_CONTRACT_WORDS_MAX];
    uint16_t lengths[ORTH_CONTRACT_ROWS_MAX];
} orth_contract_result;

/* How a function's cases stand in a vector file. */
typedef enum orth_contract_layout {
    ORTH_CONTRACT_LAYOUT_LIST,     /* "in": [...], "out": ... */
    ORTH_CONTRACT_LAYOUT_SCHEDULE, /* "in" and "out" are objects */
    ORTH_CONTRACT_LAYOUT_RULE,     /* state and parameters by name, then "steps" */
    ORTH_CONTRACT_LAYOUT_BOUNDS    /* "out": {"floor": ..., "ceil": ...} of a real value */
} orth_contract_layout;

typedef struct orth_contract_function {
    const char *name;
    const char *contract;  /* "Balancer FixedPoint" */
    const char *version;   /* "v3-solidity-utils 1.0.0" */
    const char *source;    /* the function in the contract: "mulDown" */
    const char *signature; /* "(uint256 a, uint256 b) -> uint256" */
    orth_contract_layout layout;
    void (*evaluate)(orth_contract_result *result, const orth_contract_value *arguments);
    /* Whether arrays have lengths that the function takes; NULL: any. */
    orth_status (*validate)(const orth_contract_value *arguments, orth_error *error);
} orth_contract_function;

/* The table, in the order in which it is listed; *count entries. */
ORTH_API const orth_contract_function *orth_contract_functions(size_t *count);

/* The entry of that name, or NULL with the nearest names in *error (ORTH_BAD_INPUT). */
ORTH_API const orth_contract_function *orth_contract_find(const char *name, orth_error *error);

/* The parameters' types (at most ORTH_CONTRACT_ARGUMENTS_MAX) into `types`, the result's into
 * *result unless NULL; returns how many parameters there are. */
ORTH_API size_t orth_contract_signature(const orth_contract_function *function,
                                        orth_contract_type *types, orth_contract_type *result);

/* Calls it with result->digits decimals (specified functions only). `arguments` has as many values
 * as the signature, of its dimensions and with the words that these have, at most
 * ORTH_CONTRACT_WORDS_MAX and _ROWS_MAX in all (ORTH_BAD_INPUT when not, naming the parameter, and
 * for arrays beyond what the function takes); *result is filled whole and may be large: keep it off
 * small stacks. A revert is a result, not an error. Thread-safe. */
ORTH_API orth_status orth_contract_call(orth_contract_result *result,
                                        const orth_contract_function *function,
                                        const orth_contract_value *arguments, size_t count,
                                        orth_error *error);

/* The revert's name and its words in one line ("PRBMathSD59x18__LogInputTooSmall(-5)",
 * "Panic(0x11): arithmetic overflow"); the selector in hexadecimal when it is unknown. Returns
 * text. */
ORTH_API const char *orth_evm_describe(char *text, size_t size, const orth_evm *evm);

#define ORTH_EVM_PAYLOAD_TEXT_MAX (2 * ORTH_PAYLOAD_MAX + 1)

/* The payload in hexadecimal, without 0x; returns text. */
ORTH_API const char *orth_evm_payload_text(char text[ORTH_EVM_PAYLOAD_TEXT_MAX],
                                           const orth_evm *evm);

#ifdef __cplusplus
}
#endif
#endif
