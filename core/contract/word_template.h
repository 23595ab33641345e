/* Words of four limbs with the EVM's arithmetic. A template: the product includes it once with
 * limbs of 64 bits (contract/word.h, 256-bit words), a test once with limbs of 2 bits (8-bit
 * words), which it can try exhaustively. The includer defines ORTH_WORD, ORTH_W(name)        the
 * type and the prefix of the functions ORTH_LIMB, ORTH_LIMB2          unsigned types that hold one
 * limb and a product of two ORTH_LIMB_BITS                 bits of a limb A word is unsigned or
 * two's complement as the function says. Nothing here allocates or fails; division by zero gives
 * zero, as the EVM's opcode does. */

#define ORTH_LIMB_MASK ((ORTH_LIMB) ~(ORTH_LIMB)0 >> (8 * sizeof(ORTH_LIMB) - ORTH_LIMB_BITS))

#ifndef ORTH_WORD_DECLARED
typedef struct ORTH_WORD {
    ORTH_LIMB limb[4]; /* least significant first */
} ORTH_WORD;
#endif

/* A divisor that is one limb, prepared: `inverse` is floor((B^2 - 1) / (d << shift)) - B. */
typedef struct ORTH_W(limb_divisor) {
    ORTH_LIMB normalised, inverse;
    unsigned shift;
} ORTH_W(limb_divisor);

static inline ORTH_WORD ORTH_W(of)(ORTH_LIMB low)
{
    return (ORTH_WORD){{low, 0, 0, 0}};
}

static inline bool ORTH_W(is_zero)(ORTH_WORD a)
{
    return (a.limb[0] | a.limb[1] | a.limb[2] | a.limb[3]) == 0;
}

static inline bool ORTH_W(equal)(ORTH_WORD a, ORTH_WORD b)
{
    return ((a.limb[0] ^ b.limb[0]) | (a.limb[1] ^ b.limb[1]) | (a.limb[2] ^ b.limb[2]) |
            (a.limb[3] ^ b.limb[3])) == 0;
}

static inline bool ORTH_W(negative)(ORTH_WORD a)
{
    return (a.limb[3] >> (ORTH_LIMB_BITS - 1)) != 0;
}

/* Unsigned a < b. */
static inline bool ORTH_W(below)(ORTH_WORD a, ORTH_WORD b)
{
    for (int i = 3; i > 0; i--) {
        if (a.limb[i] != b.limb[i])
            return a.limb[i] < b.limb[i];
    }
    return a.limb[0] < b.limb[0];
}

/* Signed a < b. */
static inline bool ORTH_W(signed_below)(ORTH_WORD a, ORTH_WORD b)
{
    bool na = ORTH_W(negative)(a), nb = ORTH_W(negative)(b);
    return na != nb ? na : ORTH_W(below)(a, b);
}

/* *sum = a + b mod 2^bits; returns the carry. */
static inline bool ORTH_W(add_carry)(ORTH_WORD *sum, ORTH_WORD a, ORTH_WORD b)
{
    ORTH_LIMB2 carry = 0;
    for (int i = 0; i < 4; i++) {
        carry = (ORTH_LIMB2)((ORTH_LIMB2)a.limb[i] + b.limb[i] + carry);
        sum->limb[i] = (ORTH_LIMB)(carry & ORTH_LIMB_MASK);
        carry = (ORTH_LIMB2)(carry >> ORTH_LIMB_BITS);
    }
    return carry != 0;
}

/* *difference = a - b mod 2^bits; returns the borrow. */
static inline bool ORTH_W(sub_borrow)(ORTH_WORD *difference, ORTH_WORD a, ORTH_WORD b)
{
    ORTH_LIMB borrow = 0;
    for (int i = 0; i < 4; i++) {
        ORTH_LIMB2 step = (ORTH_LIMB2)((ORTH_LIMB2)a.limb[i] - b.limb[i] - borrow);
        difference->limb[i] = (ORTH_LIMB)(step & ORTH_LIMB_MASK);
        borrow = (ORTH_LIMB)((step >> ORTH_LIMB_BITS) & 1);
    }
    return borrow != 0;
}

static inline ORTH_WORD ORTH_W(add)(ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD sum;
    ORTH_W(add_carry)(&sum, a, b);
    return sum;
}

static inline ORTH_WORD ORTH_W(sub)(ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD difference;
    ORTH_W(sub_borrow)(&difference, a, b);
    return difference;
}

static inline ORTH_WORD ORTH_W(negate)(ORTH_WORD a)
{
    return ORTH_W(sub)(ORTH_W(of)(0), a);
}

/* |a| of a signed word, as an unsigned one (2^(bits-1) for the least). */
static inline ORTH_WORD ORTH_W(magnitude)(ORTH_WORD a)
{
    return ORTH_W(negative)(a) ? ORTH_W(negate)(a) : a;
}

/* The limbs above which all are zero. */
static inline int ORTH_W(length)(const ORTH_LIMB *limb, int n)
{
    while (n > 0 && limb[n - 1] == 0)
        n--;
    return n;
}

/* The double-width product a b. */
static inline void ORTH_W(mul_wide)(ORTH_LIMB product[8], ORTH_WORD a, ORTH_WORD b)
{
    int na = ORTH_W(length)(a.limb, 4), nb = ORTH_W(length)(b.limb, 4);
    for (int i = 0; i < 8; i++)
        product[i] = 0;
    for (int i = 0; i < na; i++) {
        ORTH_LIMB2 carry = 0;
        for (int j = 0; j < nb; j++) {
            carry = (ORTH_LIMB2)((ORTH_LIMB2)((ORTH_LIMB2)a.limb[i] * b.limb[j]) + product[i + j] +
                                 carry);
            product[i + j] = (ORTH_LIMB)(carry & ORTH_LIMB_MASK);
            carry = (ORTH_LIMB2)(carry >> ORTH_LIMB_BITS);
        }
        product[i + nb] = (ORTH_LIMB)carry;
    }
}

static inline void ORTH_W(mul_full)(ORTH_WORD *low, ORTH_WORD *high, ORTH_WORD a, ORTH_WORD b)
{
    ORTH_LIMB wide[8];
    ORTH_W(mul_wide)(wide, a, b);
    *low = (ORTH_WORD){{wide[0], wide[1], wide[2], wide[3]}};
    *high = (ORTH_WORD){{wide[4], wide[5], wide[6], wide[7]}};
}

/* *product = a b mod 2^bits, unsigned; returns whether the whole product is larger. */
static inline bool ORTH_W(mul_overflow)(ORTH_WORD *product, ORTH_WORD a, ORTH_WORD b)
{
    ORTH_LIMB wide[8];
    if ((a.limb[2] | a.limb[3] | b.limb[2] | b.limb[3]) == 0) { /* two limbs each: it fits */
        ORTH_LIMB2 low = (ORTH_LIMB2)((ORTH_LIMB2)a.limb[0] * b.limb[0]);
        ORTH_LIMB2 cross =
            (ORTH_LIMB2)((ORTH_LIMB2)((ORTH_LIMB2)a.limb[0] * b.limb[1]) + (low >> ORTH_LIMB_BITS));
        ORTH_LIMB2 other = (ORTH_LIMB2)((ORTH_LIMB2)((ORTH_LIMB2)a.limb[1] * b.limb[0]) +
                                        (cross & ORTH_LIMB_MASK));
        ORTH_LIMB2 high = (ORTH_LIMB2)((ORTH_LIMB2)((ORTH_LIMB2)a.limb[1] * b.limb[1]) +
                                       (cross >> ORTH_LIMB_BITS) + (other >> ORTH_LIMB_BITS));
        product->limb[0] = (ORTH_LIMB)(low & ORTH_LIMB_MASK);
        product->limb[1] = (ORTH_LIMB)(other & ORTH_LIMB_MASK);
        product->limb[2] = (ORTH_LIMB)(high & ORTH_LIMB_MASK);
        product->limb[3] = (ORTH_LIMB)(high >> ORTH_LIMB_BITS);
        return false;
    }
    ORTH_W(mul_wide)(wide, a, b);
    for (int i = 0; i < 4; i++)
        product->limb[i] = wide[i];
    return (wide[4] | wide[5] | wide[6] | wide[7]) != 0;
}

static inline ORTH_WORD ORTH_W(mul)(ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD product;
    ORTH_W(mul_overflow)(&product, a, b);
    return product;
}

/* a >> count, zeros coming in; count below the bits of a word. */
static inline ORTH_WORD ORTH_W(shift_right)(ORTH_WORD a, unsigned count)
{
    unsigned limbs = count / ORTH_LIMB_BITS, bits = count % ORTH_LIMB_BITS;
    ORTH_WORD out = {{0, 0, 0, 0}};
    for (unsigned i = 0; i + limbs < 4; i++) {
        ORTH_LIMB2 pair = a.limb[i + limbs];
        if (i + limbs + 1 < 4)
            pair = (ORTH_LIMB2)(pair | (ORTH_LIMB2)a.limb[i + limbs + 1] << ORTH_LIMB_BITS);
        out.limb[i] = (ORTH_LIMB)((pair >> bits) & ORTH_LIMB_MASK);
    }
    return out;
}

static inline ORTH_WORD ORTH_W(shift_left)(ORTH_WORD a, unsigned count)
{
    unsigned limbs = count / ORTH_LIMB_BITS, bits = count % ORTH_LIMB_BITS;
    ORTH_WORD out = {{0, 0, 0, 0}};
    for (unsigned i = 3; i + 1 > limbs; i--) {
        ORTH_LIMB2 pair = (ORTH_LIMB2)((ORTH_LIMB2)a.limb[i - limbs] << ORTH_LIMB_BITS);
        if (i > limbs)
            pair = (ORTH_LIMB2)(pair | a.limb[i - limbs - 1]);
        out.limb[i] = (ORTH_LIMB)((pair >> (ORTH_LIMB_BITS - bits)) & ORTH_LIMB_MASK);
        if (i == 0)
            break;
    }
    return out;
}

/* Arithmetic shift of a signed word: floor(a / 2^count). */
static inline ORTH_WORD ORTH_W(shift_right_signed)(ORTH_WORD a, unsigned count)
{
    ORTH_WORD ones = {{ORTH_LIMB_MASK, ORTH_LIMB_MASK, ORTH_LIMB_MASK, ORTH_LIMB_MASK}};
    if (!ORTH_W(negative)(a))
        return ORTH_W(shift_right)(a, count);
    return ORTH_W(sub)(ones, ORTH_W(shift_right)(ORTH_W(sub)(ones, a), count));
}

/* The bits in use: 0 for zero, else 1 + the index of the highest one. */
static inline unsigned ORTH_W(bits)(ORTH_WORD a)
{
    int n = ORTH_W(length)(a.limb, 4);
    if (n == 0)
        return 0;
    unsigned leading = (unsigned)__builtin_clzll(a.limb[n - 1]) - (64 - ORTH_LIMB_BITS);
    return (unsigned)n * ORTH_LIMB_BITS - leading;
}

static inline ORTH_W(limb_divisor) ORTH_W(prepare)(ORTH_LIMB divisor)
{
    ORTH_W(limb_divisor) prepared;
    prepared.shift = (unsigned)__builtin_clzll(divisor) - (64 - ORTH_LIMB_BITS);
    prepared.normalised = (ORTH_LIMB)((divisor << prepared.shift) & ORTH_LIMB_MASK);
    ORTH_LIMB2 all =
        (ORTH_LIMB2)((ORTH_LIMB2)(ORTH_LIMB_MASK - prepared.normalised) << ORTH_LIMB_BITS);
    prepared.inverse = (ORTH_LIMB)((ORTH_LIMB2)(all | ORTH_LIMB_MASK) / prepared.normalised);
    return prepared;
}

/* Quotient of (high, low) by a normalised limb d > high, by its inverse: N. Moller, T. Granlund,
 * Improved division by invariant integers (2011), algorithm 4. */
static inline ORTH_LIMB ORTH_W(divide_pair)(ORTH_LIMB *remainder, ORTH_LIMB high, ORTH_LIMB low,
                                            ORTH_LIMB d, ORTH_LIMB inverse)
{
    ORTH_LIMB2 q = (ORTH_LIMB2)((ORTH_LIMB2)inverse * high);
    q = (ORTH_LIMB2)(q + (ORTH_LIMB2)(((ORTH_LIMB2)high << ORTH_LIMB_BITS) | low));
    ORTH_LIMB q1 = (ORTH_LIMB)(((q >> ORTH_LIMB_BITS) + 1) & ORTH_LIMB_MASK);
    ORTH_LIMB r = (ORTH_LIMB)((low - (ORTH_LIMB)(q1 * d)) & ORTH_LIMB_MASK);
    if (r > (ORTH_LIMB)(q & ORTH_LIMB_MASK)) {
        q1 = (ORTH_LIMB)((q1 - 1) & ORTH_LIMB_MASK);
        r = (ORTH_LIMB)((r + d) & ORTH_LIMB_MASK);
    }
    if (r >= d) {
        q1 = (ORTH_LIMB)((q1 + 1) & ORTH_LIMB_MASK);
        r = (ORTH_LIMB)(r - d);
    }
    *remainder = r;
    return q1;
}

/* limb[0 .. n-1] divided in place by a prepared limb; returns the remainder. */
static inline ORTH_LIMB ORTH_W(divide_limbs)(ORTH_LIMB *limb, int n, ORTH_W(limb_divisor) d)
{
    n = ORTH_W(length)(limb, n);
    if (n == 0)
        return 0;
    unsigned up = d.shift, down = ORTH_LIMB_BITS - d.shift;
    ORTH_LIMB remainder = up == 0 ? 0 : (ORTH_LIMB)(limb[n - 1] >> down);
    for (int i = n - 1; i >= 0; i--) {
        ORTH_LIMB next = (ORTH_LIMB)((limb[i] << up) & ORTH_LIMB_MASK);
        if (up != 0 && i > 0)
            next = (ORTH_LIMB)(next | (limb[i - 1] >> down));
        limb[i] = ORTH_W(divide_pair)(&remainder, remainder, next, d.normalised, d.inverse);
    }
    return (ORTH_LIMB)(remainder >> up);
}

/* floor(a / d) for a prepared limb d. */
static inline ORTH_WORD ORTH_W(div_limb)(ORTH_WORD a, ORTH_W(limb_divisor) d)
{
    ORTH_W(divide_limbs)(a.limb, 4, d);
    return a;
}

/* One digit of long division: takes q times the divisor of n limbs off window[0 .. n], and returns
 * q, the largest possible; the window's value is below divisor << limb. */
static inline ORTH_LIMB ORTH_W(divide_digit)(ORTH_LIMB *window, const ORTH_LIMB *divisor, int n,
                                             ORTH_LIMB inverse)
{
    ORTH_LIMB q = ORTH_LIMB_MASK, rest;
    if (window[n] != divisor[n - 1]) /* else the estimate would be B; B - 1 it is */
        q = ORTH_W(divide_pair)(&rest, window[n], window[n - 1], divisor[n - 1], inverse);
    ORTH_LIMB2 carry = 0;
    ORTH_LIMB borrow = 0;
    for (int i = 0; i < n; i++) {
        carry = (ORTH_LIMB2)((ORTH_LIMB2)((ORTH_LIMB2)q * divisor[i]) + carry);
        ORTH_LIMB2 step = (ORTH_LIMB2)((ORTH_LIMB2)window[i] - (carry & ORTH_LIMB_MASK) - borrow);
        window[i] = (ORTH_LIMB)(step & ORTH_LIMB_MASK);
        borrow = (ORTH_LIMB)((step >> ORTH_LIMB_BITS) & 1);
        carry = (ORTH_LIMB2)(carry >> ORTH_LIMB_BITS);
    }
    ORTH_LIMB2 top = (ORTH_LIMB2)((ORTH_LIMB2)window[n] - carry - borrow);
    window[n] = (ORTH_LIMB)(top & ORTH_LIMB_MASK);
    bool below_zero = ((top >> ORTH_LIMB_BITS) & 1) != 0;
    while (below_zero) { /* at most twice: the estimate is at most 2 too large */
        q = (ORTH_LIMB)((q - 1) & ORTH_LIMB_MASK);
        carry = 0;
        for (int i = 0; i < n; i++) {
            carry = (ORTH_LIMB2)((ORTH_LIMB2)window[i] + divisor[i] + carry);
            window[i] = (ORTH_LIMB)(carry & ORTH_LIMB_MASK);
            carry = (ORTH_LIMB2)(carry >> ORTH_LIMB_BITS);
        }
        carry = (ORTH_LIMB2)((ORTH_LIMB2)window[n] + carry);
        window[n] = (ORTH_LIMB)(carry & ORTH_LIMB_MASK);
        below_zero = (carry >> ORTH_LIMB_BITS) == 0;
    }
    return q;
}

/* A divisor prepared: shifted left until its top bit is set; the inverse of its top limb, or for
 * two limbs that of both: floor((B^3 - 1) / d) - B. */
typedef struct ORTH_W(divisor) {
    ORTH_WORD normalised;
    int length;
    unsigned shift;
    ORTH_LIMB inverse;
} ORTH_W(divisor);

/* The inverse of a normalised (d1, d0) from that of d1: Moller and Granlund, algorithm 6. */
static inline ORTH_LIMB ORTH_W(pair_inverse)(ORTH_LIMB d1, ORTH_LIMB d0, ORTH_LIMB inverse)
{
    ORTH_LIMB p = (ORTH_LIMB)((ORTH_LIMB)(d1 * inverse + d0) & ORTH_LIMB_MASK);
    if (p < d0) {
        inverse = (ORTH_LIMB)((inverse - 1) & ORTH_LIMB_MASK);
        if (p >= d1) {
            inverse = (ORTH_LIMB)((inverse - 1) & ORTH_LIMB_MASK);
            p = (ORTH_LIMB)(p - d1);
        }
        p = (ORTH_LIMB)((p - d1) & ORTH_LIMB_MASK);
    }
    ORTH_LIMB2 t = (ORTH_LIMB2)((ORTH_LIMB2)inverse * d0);
    ORTH_LIMB t1 = (ORTH_LIMB)(t >> ORTH_LIMB_BITS), t0 = (ORTH_LIMB)(t & ORTH_LIMB_MASK);
    p = (ORTH_LIMB)((p + t1) & ORTH_LIMB_MASK);
    if (p < t1) {
        inverse = (ORTH_LIMB)((inverse - 1) & ORTH_LIMB_MASK);
        if (p > d1 || (p == d1 && t0 >= d0))
            inverse = (ORTH_LIMB)((inverse - 1) & ORTH_LIMB_MASK);
    }
    return inverse;
}

/* window[0 .. 2] divided by a normalised pair of limbs above window[1 .. 2]: the quotient's one
 * digit is returned, the remainder stays in window[0 .. 1]. Moller and Granlund, algorithm 5. */
static inline ORTH_LIMB ORTH_W(divide_triple)(ORTH_LIMB *window, ORTH_LIMB d1, ORTH_LIMB d0,
                                              ORTH_LIMB inverse)
{
    ORTH_LIMB2 q = (ORTH_LIMB2)((ORTH_LIMB2)inverse * window[2]);
    q = (ORTH_LIMB2)(q + (ORTH_LIMB2)(((ORTH_LIMB2)window[2] << ORTH_LIMB_BITS) | window[1]));
    ORTH_LIMB q1 = (ORTH_LIMB)((q >> ORTH_LIMB_BITS) & ORTH_LIMB_MASK);
    ORTH_LIMB q0 = (ORTH_LIMB)(q & ORTH_LIMB_MASK);
    ORTH_LIMB2 d = (ORTH_LIMB2)(((ORTH_LIMB2)d1 << ORTH_LIMB_BITS) | d0);
    ORTH_LIMB2 pair =
        (ORTH_LIMB2)((ORTH_LIMB2)(~(ORTH_LIMB2)0) >> (8 * sizeof(ORTH_LIMB2) - 2 * ORTH_LIMB_BITS));
    ORTH_LIMB r1 = (ORTH_LIMB)((window[1] - (ORTH_LIMB)(q1 * d1)) & ORTH_LIMB_MASK);
    ORTH_LIMB2 r = (ORTH_LIMB2)(((ORTH_LIMB2)r1 << ORTH_LIMB_BITS) | window[0]);
    r = (ORTH_LIMB2)((r - (ORTH_LIMB2)((ORTH_LIMB2)q1 * d0) - d) & pair);
    q1 = (ORTH_LIMB)((q1 + 1) & ORTH_LIMB_MASK);
    if ((ORTH_LIMB)(r >> ORTH_LIMB_BITS) >= q0) {
        q1 = (ORTH_LIMB)((q1 - 1) & ORTH_LIMB_MASK);
        r = (ORTH_LIMB2)((r + d) & pair);
    }
    if (r >= d) {
        q1 = (ORTH_LIMB)((q1 + 1) & ORTH_LIMB_MASK);
        r = (ORTH_LIMB2)(r - d);
    }
    window[0] = (ORTH_LIMB)(r & ORTH_LIMB_MASK);
    window[1] = (ORTH_LIMB)(r >> ORTH_LIMB_BITS);
    return q1;
}

static inline ORTH_W(divisor) ORTH_W(prepare_word)(ORTH_WORD d)
{
    ORTH_W(divisor) prepared;
    prepared.length = ORTH_W(length)(d.limb, 4);
    ORTH_LIMB top = d.limb[prepared.length - 1];
    prepared.shift = (unsigned)__builtin_clzll(top) - (64 - ORTH_LIMB_BITS);
    prepared.normalised = ORTH_W(shift_left)(d, prepared.shift);
    prepared.inverse = ORTH_W(prepare)(prepared.normalised.limb[prepared.length - 1]).inverse;
    if (prepared.length == 2)
        prepared.inverse = ORTH_W(pair_inverse)(prepared.normalised.limb[1],
                                                prepared.normalised.limb[0], prepared.inverse);
    return prepared;
}

/* numerator[0 .. count-1] (count at most 8) divided by a prepared divisor: the quotient replaces
 * it, the remainder is returned. Knuth, TAOCP 2, 4.3.1, algorithm D, on normalised limbs. */
static inline ORTH_WORD ORTH_W(divide_by)(ORTH_LIMB *numerator, int count,
                                          const ORTH_W(divisor) * d)
{
    int n = d->length;
    if (n == 1) {
        ORTH_W(limb_divisor) single = {d->normalised.limb[0], d->inverse, d->shift};
        return ORTH_W(of)(ORTH_W(divide_limbs)(numerator, count, single));
    }
    int used = ORTH_W(length)(numerator, count);
    ORTH_LIMB window[9] = {0};
    for (int i = 0; i < used; i++) {
        ORTH_LIMB2 wide = (ORTH_LIMB2)((ORTH_LIMB2)numerator[i] << d->shift);
        window[i] = (ORTH_LIMB)(window[i] | (ORTH_LIMB)(wide & ORTH_LIMB_MASK));
        window[i + 1] = (ORTH_LIMB)(wide >> ORTH_LIMB_BITS);
        numerator[i] = 0;
    }
    for (int i = used - 2; n == 2 && i >= 0; i--)
        numerator[i] = ORTH_W(divide_triple)(window + i, d->normalised.limb[1],
                                             d->normalised.limb[0], d->inverse);
    for (int i = used - n; n > 2 && i >= 0; i--)
        numerator[i] = ORTH_W(divide_digit)(window + i, d->normalised.limb, n, d->inverse);
    ORTH_WORD remainder = {{window[0], window[1], n > 2 ? window[2] : 0, n > 3 ? window[3] : 0}};
    return ORTH_W(shift_right)(remainder, d->shift);
}

/* Divides by a word, d != 0, that is prepared here. */
static inline ORTH_WORD ORTH_W(divide_wide)(ORTH_LIMB *numerator, int count, ORTH_WORD d)
{
    ORTH_W(divisor) prepared = ORTH_W(prepare_word)(d);
    return ORTH_W(divide_by)(numerator, count, &prepared);
}

/* *remainder = a mod b, returns floor(a / b); both zero when b is. */
static inline ORTH_WORD ORTH_W(divide)(ORTH_WORD *remainder, ORTH_WORD a, ORTH_WORD b)
{
    *remainder = ORTH_W(of)(0);
    if (ORTH_W(is_zero)(b))
        return ORTH_W(of)(0);
    *remainder = ORTH_W(divide_wide)(a.limb, 4, b);
    return a;
}

static inline ORTH_WORD ORTH_W(div)(ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD remainder;
    return ORTH_W(divide)(&remainder, a, b);
}

/* Signed quotient truncated toward zero; the least word by -1 wraps to itself. */
static inline ORTH_WORD ORTH_W(div_signed)(ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD q = ORTH_W(div)(ORTH_W(magnitude)(a), ORTH_W(magnitude)(b));
    return ORTH_W(negative)(a) != ORTH_W(negative)(b) ? ORTH_W(negate)(q) : q;
}

/* Signed remainder, of the dividend's sign. */
static inline ORTH_WORD ORTH_W(mod_signed)(ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD remainder;
    ORTH_W(divide)(&remainder, ORTH_W(magnitude)(a), ORTH_W(magnitude)(b));
    return ORTH_W(negative)(a) ? ORTH_W(negate)(remainder) : remainder;
}

/* floor(a b / d) and a b mod d, where the quotient fits a word (high half of a b below d != 0). */
static inline ORTH_WORD ORTH_W(mul_divide)(ORTH_WORD *remainder, ORTH_WORD a, ORTH_WORD b,
                                           ORTH_WORD d)
{
    ORTH_LIMB wide[8];
    ORTH_W(mul_wide)(wide, a, b);
    *remainder = ORTH_W(divide_wide)(wide, 8, d);
    return (ORTH_WORD){{wide[0], wide[1], wide[2], wide[3]}};
}
