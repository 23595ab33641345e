/* Keccak-f[1600] with rate 1088 and the padding 0x01: Keccak-256 as the EVM has it (not SHA3-256,
 * whose padding differs). Source: the Keccak reference, version 3.0. */
#include "contract/keccak.h"

#include <string.h>

#define RATE 136

static uint64_t rotate(uint64_t x, unsigned by)
{
    return by == 0 ? x : x << by | x >> (64 - by);
}

/* Round constants: a bit 2^j - 1 of each for j = 0 .. 6, from x^8 + x^6 + x^5 + x^4 + 1. */
static uint64_t next_constant(unsigned *lfsr)
{
    uint64_t constant = 0;
    for (unsigned j = 0; j < 7; j++) {
        if (*lfsr & 1)
            constant |= UINT64_C(1) << ((1u << j) - 1);
        *lfsr = *lfsr & 0x80 ? (*lfsr << 1) ^ 0x171 : *lfsr << 1;
    }
    return constant;
}

static void theta(uint64_t a[25])
{
    uint64_t column[5];
    for (size_t x = 0; x < 5; x++)
        column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    for (size_t i = 0; i < 25; i++)
        a[i] ^= column[(i + 4) % 5] ^ rotate(column[(i + 1) % 5], 1);
}

/* rho and pi: lane (x, y) goes to (y, 2 x + 3 y), rotated by the triangular numbers. */
static void rho_pi(uint64_t a[25])
{
    size_t x = 1, y = 0;
    uint64_t carried = a[1];
    for (unsigned t = 0; t < 24; t++) {
        size_t to = (2 * x + 3 * y) % 5;
        x = y, y = to;
        uint64_t kept = a[x + 5 * y];
        a[x + 5 * y] = rotate(carried, (t + 1) * (t + 2) / 2 % 64);
        carried = kept;
    }
}

static void chi(uint64_t a[25])
{
    for (size_t y = 0; y < 25; y += 5) {
        uint64_t row[5];
        memcpy(row, a + y, sizeof row);
        for (size_t x = 0; x < 5; x++)
            a[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
    }
}

static void permute(uint64_t a[25])
{
    unsigned lfsr = 1;
    for (int round = 0; round < 24; round++) {
        theta(a);
        rho_pi(a);
        chi(a);
        a[0] ^= next_constant(&lfsr);
    }
}

static void absorb(uint64_t state[25], const uint8_t *block)
{
    for (size_t i = 0; i < RATE; i++)
        state[i / 8] ^= (uint64_t)block[i] << 8 * (i % 8);
    permute(state);
}

void orth_keccak256(uint8_t out[32], const void *data, size_t length)
{
    const uint8_t *bytes = data;
    uint64_t state[25] = {0};
    uint8_t last[RATE] = {0};
    for (; length >= RATE; length -= RATE, bytes += RATE)
        absorb(state, bytes);
    if (length > 0)
        memcpy(last, bytes, length);
    last[length] ^= 0x01;
    last[RATE - 1] ^= 0x80;
    absorb(state, last);
    for (size_t i = 0; i < 32; i++)
        out[i] = (uint8_t)(state[i / 8] >> 8 * (i % 8));
}
