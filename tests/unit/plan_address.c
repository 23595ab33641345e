/* Keccak-256 by known answers, every selector as the hash of its signature, and addresses with
 * EIP-55's checksum. */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "contract/keccak.h"
#include "orthant/plan.h"
#include "plan/target.h"

static void hash_is(const char *data, size_t length, const char *hex)
{
    uint8_t hash[32];
    char text[65];
    orth_keccak256(hash, data, length);
    for (size_t i = 0; i < 32; i++)
        snprintf(text + 2 * i, 3, "%02x", hash[i]);
    ck_assert_str_eq(text, hex);
}

/* The first two are the hash of nothing and of "abc" that every EVM client has built in; the others
 * (zeros: one block less a byte, one block, one more) come from a second
 * implementation that agrees with a library's SHA3-256 but for its padding. */
START_TEST(keccak)
{
    char zeros[137] = {0};
    hash_is("", 0, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    hash_is("abc", 3, "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    hash_is(zeros, 135, "29e3704feeca7fb9ba229f0fa04d9b36449cf3ad6e1d85d9cfff3a10df9abc3e");
    hash_is(zeros, 136, "3a5912a7c5faa06ee4fe906253e339467a9ce87d533c65be3c15cb231cdb25f9");
    hash_is(zeros, 137, "bee7fbb405cb0d91a8775e338c4a5e4b5d6b2d051f687fa942043cffdc73bd28");
}
END_TEST

START_TEST(selectors)
{
    const orth_plan_target *const *targets = orth_plan_targets();
    for (size_t t = 0; targets[t] != NULL; t++) {
        for (size_t f = 0; targets[t]->functions[f] != NULL; f++) {
            const orth_plan_function *function = targets[t]->functions[f];
            uint8_t hash[32];
            if (function->selector == 0)
                continue;
            orth_keccak256(hash, function->signature, strlen(function->signature));
            ck_assert_uint_eq(function->selector, (uint32_t)hash[0] << 24 |
                                                      (uint32_t)hash[1] << 16 |
                                                      (uint32_t)hash[2] << 8 | hash[3]);
        }
    }
}
END_TEST

/* The examples of EIP-55. */
static const char *const examples[] = {
    "0x52908400098527886E0F7030069857D2E4169EE7", "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
    "0xde709f2102306220921060314715629080e2fb77", "0x27b1fdb04752bbc536007a920d24acb045561c26",
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"};

START_TEST(checksums)
{
    for (size_t k = 0; k < sizeof examples / sizeof examples[0]; k++) {
        orth_word address, again;
        char text[ORTH_WORD_TEXT_MAX];
        orth_error error;
        ck_assert(orth_address_parse(&address, examples[k], &error) == ORTH_OK);
        ck_assert_str_eq(orth_address_text(text, address), examples[k]);
        /* any letter of a mixed address in the other case is a mistake */
        for (size_t i = 2; k >= 4 && i < 42; i++) {
            snprintf(text, sizeof text, "%s", examples[k]);
            if (text[i] < 'A')
                continue;
            text[i] ^= 0x20;
            ck_assert(orth_address_parse(&again, text, &error) == ORTH_BAD_INPUT);
            ck_assert_ptr_nonnull(strstr(error.text, "checksum"));
        }
        for (size_t i = 2; i < 42; i++) /* small letters alone say nothing */
            text[i] = examples[k][i] >= 'A' ? (char)(examples[k][i] | 0x20) : examples[k][i];
        ck_assert(orth_address_parse(&again, text, &error) == ORTH_OK);
        ck_assert(memcmp(&again, &address, sizeof again) == 0);
        ck_assert((address.limb[3] | address.limb[2] >> 32) == 0);
    }
}
END_TEST

START_TEST(no_addresses)
{
    static const char *const bad[] = {"",
                                      "0x",
                                      "0x1",
                                      "52908400098527886E0F7030069857D2E4169EE7",
                                      "0X52908400098527886E0F7030069857D2E4169EE7",
                                      "0x52908400098527886E0F7030069857D2E4169EE",
                                      "0x52908400098527886E0F7030069857D2E4169EE77",
                                      "0x52908400098527886E0F7030069857D2E4169EEg",
                                      "0x5290840009852788 E0F7030069857D2E4169EE7"};
    for (size_t k = 0; k < sizeof bad / sizeof bad[0]; k++) {
        orth_word address;
        orth_error error;
        ck_assert(orth_address_parse(&address, bad[k], &error) == ORTH_BAD_INPUT);
        ck_assert_ptr_nonnull(strstr(error.text, "40 hexadecimal digits"));
    }
}
END_TEST

ORTH_TEST_MAIN("plan address", keccak, selectors, checksums, no_addresses)
