/* SHA-256 by the processor's instructions against libmd's, in pieces of every size. */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

START_TEST(known_digests)
{
    static const char *const known[][2] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        for (int quick = 0; quick < 2; quick++) {
            orth_digest digest;
            char out[65];
            orth_digest_begin(&digest);
            orth_digest_set_quick(&digest, quick == 1);
            orth_digest_add(&digest, known[i][0], strlen(known[i][0]));
            orth_digest_end(&digest, out);
            ck_assert_str_eq(out, known[i][1]);
        }
}
END_TEST

/* All lengths of rest over three blocks, cut at random. */
START_TEST(both_ways_agree)
{
    static uint8_t bytes[1000];
    test_random random = test_seeded(5);
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (uint8_t)test_random_bits(&random);
    for (size_t length = 0; length < sizeof bytes; length++) {
        orth_digest one, other;
        char quick[65], slow[65];
        orth_digest_begin(&one);
        orth_digest_begin(&other);
        orth_digest_set_quick(&other, false);
        for (size_t at = 0; at < length;) {
            size_t part = 1 + test_random_below(&random, 200);
            part = part < length - at ? part : length - at;
            orth_digest_add(&one, bytes + at, part);
            at += part;
        }
        orth_digest_add(&other, bytes, length);
        orth_digest_end(&one, quick);
        orth_digest_end(&other, slow);
        ck_assert_str_eq(quick, slow);
    }
}
END_TEST

ORTH_TEST_MAIN("digest", known_digests, both_ways_agree)
