/* Addresses as text, with the checksum of EIP-55 in the case of their letters: a letter is a
 * capital where the hash of the 40 small digits has its digit at 8 or above. */
#include <string.h>

#include "base/text.h"
#include "contract/keccak.h"
#include "orthant/contract.h"

#define DIGITS 40

static void put_case(char digits[DIGITS])
{
    uint8_t hash[32];
    orth_keccak256(hash, digits, DIGITS);
    for (size_t i = 0; i < DIGITS; i++) {
        unsigned digit = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 15u;
        if (digit >= 8 && digits[i] >= 'a')
            digits[i] = (char)(digits[i] - 'a' + 'A');
    }
}

const char *orth_address_text(char text[ORTH_WORD_TEXT_MAX], orth_word address)
{
    static const char hex[] = "0123456789abcdef";
    memcpy(text, "0x", 2);
    for (unsigned i = 0; i < DIGITS; i++) {
        unsigned bit = 4 * (DIGITS - 1 - i);
        text[2 + i] = hex[address.limb[bit / 64] >> bit % 64 & 15];
    }
    put_case(text + 2);
    text[2 + DIGITS] = '\0';
    return text;
}

static int value_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

orth_status orth_address_parse(orth_word *address, const char *text, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX], checked[ORTH_WORD_TEXT_MAX];
    bool small = false, capital = false, fine = strlen(text) == 2 + DIGITS;
    *address = (orth_word){{0}};
    fine = fine && text[0] == '0' && text[1] == 'x';
    for (unsigned i = 0; fine && i < DIGITS; i++) {
        int value = value_of(text[2 + i]);
        unsigned bit = 4 * (DIGITS - 1 - i);
        fine = value >= 0;
        small = small || (text[2 + i] >= 'a' && text[2 + i] <= 'f');
        capital = capital || (text[2 + i] >= 'A' && text[2 + i] <= 'F');
        address->limb[bit / 64] |= (uint64_t)(unsigned)value << bit % 64;
    }
    if (!fine)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "an address is 0x and 40 hexadecimal digits, not %s",
                         orth_quote(quoted, sizeof quoted, text));
    if (small && capital && strcmp(orth_address_text(checked, *address), text) != 0)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s has a wrong checksum (EIP-55): a digit is mistyped, or write it all in "
            "small letters",
            text);
    return ORTH_OK;
}
