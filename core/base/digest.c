#include "base/digest.h"

#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>
#include <string.h>

/* The fractional parts of the cube roots of the first 64 primes (FIPS 180-4). */
static const uint32_t roots[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

static bool ask_processor(void)
{
    unsigned a, b, c, d;
    bool vectors =
        __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0 && (c & bit_SSSE3) != 0;
    return vectors && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

/* Asked once: on a virtual machine each question goes to its host, and takes as long as the digest
 * of some kilobytes. Threads that ask at once get the same answer. */
static bool has_instructions(void)
{
    enum { UNKNOWN, NO, YES };
    static _Atomic int known;
    int has = atomic_load_explicit(&known, memory_order_relaxed);
    if (has == UNKNOWN) {
        has = ask_processor() ? YES : NO;
        atomic_store_explicit(&known, has, memory_order_relaxed);
    }
    return has == YES;
}

/* The two halves of the state stand as the instructions want them: a b e f and c d g h. Each turn
 * of the inner loop is four rounds; the schedule of words is kept sixteen at a time. */
__attribute__((target("sha,sse4.1,ssse3"))) static void
take_blocks(uint32_t state[8], const uint8_t *at, size_t blocks)
{
    const __m128i turn = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i low = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0xb1);
    __m128i high =
        _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)(state + 4)), 0x1b);
    __m128i abef = _mm_alignr_epi8(low, high, 8), cdgh = _mm_blend_epi16(high, low, 0xf0);
    for (; blocks > 0; blocks--, at += 64) {
        __m128i words[4], abef_before = abef, cdgh_before = cdgh;
        for (int i = 0; i < 16; i++) {
            __m128i *now = &words[i % 4];
            if (i < 4) {
                *now = _mm_shuffle_epi8(
                    _mm_loadu_si128((const __m128i *)(const void *)(at + 16 * i)), turn);
            } else {
                __m128i last = words[(i + 3) % 4];
                __m128i sum = _mm_sha256msg1_epu32(*now, words[(i + 1) % 4]);
                sum = _mm_add_epi32(sum, _mm_alignr_epi8(last, words[(i + 2) % 4], 4));
                *now = _mm_sha256msg2_epu32(sum, last);
            }
            __m128i keyed = _mm_add_epi32(
                *now, _mm_loadu_si128((const __m128i *)(const void *)(roots + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, keyed);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(keyed, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    low = _mm_shuffle_epi32(abef, 0x1b);
    high = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_blend_epi16(low, high, 0xf0));
    _mm_storeu_si128((__m128i *)(void *)(state + 4), _mm_alignr_epi8(high, low, 8));
}

bool orth_digest_set_quick(orth_digest *digest, bool quick)
{
    digest->quick = quick && has_instructions();
    return digest->quick == quick;
}

void orth_digest_begin(orth_digest *digest)
{
    *digest = (orth_digest){.length = 0};
    memcpy(digest->state, start, sizeof start);
    SHA256Init(&digest->slow);
    orth_digest_set_quick(digest, true);
}

void orth_digest_add(orth_digest *digest, const void *bytes, size_t count)
{
    const uint8_t *at = bytes;
    if (!digest->quick) {
        SHA256Update(&digest->slow, at, count);
        return;
    }
    size_t held = digest->length % 64;
    digest->length += count;
    if (held > 0) {
        size_t part = 64 - held < count ? 64 - held : count;
        memcpy(digest->rest + held, at, part);
        if (held + part < 64)
            return;
        take_blocks(digest->state, digest->rest, 1);
        at += part;
        count -= part;
    }
    take_blocks(digest->state, at, count / 64);
    memcpy(digest->rest, at + count / 64 * 64, count % 64);
}

void orth_digest_end(orth_digest *digest, char out[65])
{
    if (!digest->quick) {
        SHA256End(&digest->slow, out);
        return;
    }
    uint8_t end[72] = {0x80};
    uint64_t bits = 8 * digest->length;
    size_t zeros = (119 - digest->length % 64) % 64; /* up to eight bytes before a block's end */
    for (int i = 0; i < 8; i++)
        end[zeros + 1 + (size_t)i] = (uint8_t)(bits >> (56 - 8 * i));
    orth_digest_add(digest, end, zeros + 9);
    for (int i = 0; i < 64; i++)
        out[i] = "0123456789abcdef"[digest->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    out[64] = '\0';
}
