/* The exponent of a decimal number in a text. */
#ifndef ORTH_BASE_EXPONENT_H
#define ORTH_BASE_EXPONENT_H

#include <stdbool.h>
#include <stddef.h>

/* Beyond this the value is not followed any more: it is larger than any caller's bound. */
#define ORTH_EXPONENT_CUT 10000000

/* Reads what follows the letter e, an optional sign and digits, from *at on and not beyond `end`;
 * *at is then where the digits end. Returns how many digits there are, 0: not an exponent. */
static inline size_t orth_exponent_read(const char **at, const char *end, int *exponent)
{
    bool negative = *at < end && **at == '-';
    if (*at < end && (**at == '-' || **at == '+'))
        ++*at;
    const char *first = *at;
    int value = 0;
    for (; *at < end && **at >= '0' && **at <= '9'; ++*at)
        value = value < ORTH_EXPONENT_CUT / 10 ? 10 * value + (**at - '0') : ORTH_EXPONENT_CUT;
    *exponent = negative ? -value : value;
    return (size_t)(*at - first);
}

#endif
