#include "launch/by_price.h"

#include <string.h>

#define DIGIT 11 /* bits */
#define DIGITS 6 /* that 64 bits have */
#define BUCKETS ((size_t)1 << DIGIT)

/* Doubles above 0 have the order of their bits. */
static uint64_t bits_of(double price)
{
    uint64_t bits;
    memcpy(&bits, &price, sizeof bits);
    return bits;
}

static size_t digit_of(double price, int digit)
{
    return (size_t)(bits_of(price) >> (digit * DIGIT)) & (BUCKETS - 1);
}

static void deal(size_t count, orth_sale_purchase *to, const orth_sale_purchase *from, int digit,
                 size_t counts[BUCKETS])
{
    size_t before = 0;
    for (size_t b = 0; b < BUCKETS; b++) {
        size_t here = counts[b];
        counts[b] = before;
        before += here;
    }
    for (size_t i = 0; i < count; i++)
        to[counts[digit_of(from[i].price, digit)]++] = from[i];
}

/* From the lowest digit to the highest. Prices of one sale are close to each other: the highest
 * digits are mostly the same for all, and need nothing. */
void orth_purchases_by_price(size_t count, orth_sale_purchase *list, orth_sale_purchase *scratch)
{
    orth_sale_purchase *from = list, *to = scratch;
    for (int digit = 0; digit < DIGITS && count > 1; digit++) {
        size_t counts[BUCKETS] = {0};
        for (size_t i = 0; i < count; i++)
            counts[digit_of(from[i].price, digit)]++;
        if (counts[digit_of(from[0].price, digit)] == count)
            continue;
        deal(count, to, from, digit, counts);
        orth_sale_purchase *other = from;
        from = to;
        to = other;
    }
    if (from != list)
        memcpy(list, from, count * sizeof *list);
}
