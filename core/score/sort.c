/* Sorting doubles by their bits. */
#include "score/sort.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/check.h"

#define BITS 11
#define BINS ((size_t)1 << BITS)
#define DIGITS 6     /* 66 bits */
#define LOW_DIGITS 2 /* 22 bits, which seldom decide */
#define FEW 64       /* so many are inserted one by one */

static void insert(size_t n, double *values)
{
    for (size_t i = 1; i < n; i++) {
        double value = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
}

/* Unsigned numbers in the order of the doubles, and back. */
static uint64_t key_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits >> 63 ? ~bits : bits | UINT64_C(1) << 63;
}

static double value_of(uint64_t key)
{
    uint64_t bits = key >> 63 ? key & ~(UINT64_C(1) << 63) : ~key;
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t key_at(const double *keys, size_t i)
{
    uint64_t key;
    memcpy(&key, keys + i, sizeof key);
    return key;
}

static size_t digit(uint64_t key, int d)
{
    return (size_t)(key >> (d * BITS)) & (BINS - 1);
}

static void count(uint32_t (*bins)[BINS], size_t n, const double *keys)
{
    memset(bins, 0, DIGITS * sizeof *bins);
    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_at(keys, i);
        for (int d = 0; d < DIGITS; d++)
            bins[d][digit(key, d)]++;
    }
}

/* Stable passes over the digits from `first` on; the keys are in `keys` in the end. */
static void pass_digits(int first, size_t n, double *keys, double *scratch)
{
    uint32_t bins[DIGITS][BINS];
    double *from = keys, *to = scratch;
    count(bins, n, keys);
    for (int d = first; d < DIGITS; d++) {
        uint32_t *bin = bins[d], next = 0;
        if (bin[digit(key_at(from, 0), d)] == n)
            continue;
        for (size_t b = 0; b < BINS; b++) {
            uint32_t many = bin[b];
            bin[b] = next;
            next += many;
        }
        for (size_t i = 0; i < n; i++) {
            uint64_t key = key_at(from, i);
            memcpy(to + bin[digit(key, d)]++, &key, sizeof key);
        }
        double *other = from;
        from = to;
        to = other;
    }
    if (from != keys)
        memcpy(keys, from, n * sizeof *keys);
}

/* Values that only the low digits tell apart are few, as a rule, and next to each other. */
static bool insert_few(size_t n, double *values)
{
    size_t moves = 0, most = n;
    for (size_t i = 1; i < n && moves <= most; i++) {
        double value = values[i];
        size_t at = i;
        for (; at > 0 && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
        moves += i - at;
    }
    return moves <= most;
}

static void to_keys(size_t n, double *values)
{
    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_of(values[i]);
        memcpy(values + i, &key, sizeof key);
    }
}

static void to_values(size_t n, double *keys)
{
    for (size_t i = 0; i < n; i++)
        keys[i] = value_of(key_at(keys, i));
}

void orth_score_sort(size_t n, double *values, double *scratch)
{
    ORTH_CHECK(n <= UINT32_MAX);
    if (n <= FEW) {
        insert(n, values);
        return;
    }
    to_keys(n, values);
    pass_digits(LOW_DIGITS, n, values, scratch);
    to_values(n, values);
    if (insert_few(n, values))
        return;
    to_keys(n, values);
    pass_digits(0, n, values, scratch);
    to_values(n, values);
}

double orth_score_quantile(size_t n, const double *sorted, double level)
{
    double at = level * (double)(n - 1), below = floor(at);
    size_t i = (size_t)below;
    if (i + 1 >= n)
        return sorted[n - 1];
    return sorted[i] + (at - below) * (sorted[i + 1] - sorted[i]);
}
