/* The fixed-point primitives of Balancer's FixedPoint and of PRBMathSD59x18, over the words of
 * contract/word_template.h. A template for the same reason: the product includes it for 256-bit
 * words and ONE = 10^18, a test for 8-bit words and ONE = 10. The includer defines
 *   ORTH_WORD, ORTH_W(name)   as for the words
 *   ORTH_FP(name)             the prefix of the functions here
 *   ORTH_FP_ONE               ONE, a word
 *   ORTH_FP_BY_ONE(word)      floor(word / ONE)
 *   ORTH_FP_REVERT1(evm, selector, word), ORTH_FP_REVERT2(evm, selector, word, word)
 * Sources: v3-solidity-utils 1.0.0, @prb/math 2.5.0. */

static inline ORTH_WORD ORTH_FP(checked_mul)(orth_evm *evm, ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD product;
    if (__builtin_expect(ORTH_W(mul_overflow)(&product, a, b), 0))
        orth_evm_panic(evm, ORTH_PANIC_OVERFLOW);
    return product;
}

/* floor(a b / ONE) */
static inline ORTH_WORD ORTH_FP(mul_down)(orth_evm *evm, ORTH_WORD a, ORTH_WORD b)
{
    return ORTH_FP_BY_ONE(ORTH_FP(checked_mul)(evm, a, b));
}

/* ceil(a b / ONE), as 0 or floor((a b - 1) / ONE) + 1 */
static inline ORTH_WORD ORTH_FP(mul_up)(orth_evm *evm, ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD product = ORTH_FP(checked_mul)(evm, a, b);
    if (ORTH_W(is_zero)(product))
        return product;
    return ORTH_W(add)(ORTH_FP_BY_ONE(ORTH_W(sub)(product, ORTH_W(of)(1))), ORTH_W(of)(1));
}

/* floor(a ONE / b) */
static inline ORTH_WORD ORTH_FP(div_down)(orth_evm *evm, ORTH_WORD a, ORTH_WORD b)
{
    ORTH_WORD inflated = ORTH_FP(checked_mul)(evm, a, ORTH_FP_ONE);
    if (ORTH_W(is_zero)(b))
        orth_evm_panic(evm, ORTH_PANIC_DIVISION);
    return ORTH_W(div)(inflated, b);
}

/* ceil(a b / c); a zero c is tested before the product's overflow. */
static inline ORTH_WORD ORTH_FP(mul_div_up)(orth_evm *evm, ORTH_WORD a, ORTH_WORD b, ORTH_WORD c)
{
    if (ORTH_W(is_zero)(c))
        orth_evm_revert(evm, ORTH_ZERO_DIVISION);
    ORTH_WORD product = ORTH_FP(checked_mul)(evm, a, b);
    if (ORTH_W(is_zero)(product))
        return product;
    return ORTH_W(add)(ORTH_W(div)(ORTH_W(sub)(product, ORTH_W(of)(1)), c), ORTH_W(of)(1));
}

/* ceil(a ONE / b) */
static inline ORTH_WORD ORTH_FP(div_up)(orth_evm *evm, ORTH_WORD a, ORTH_WORD b)
{
    return ORTH_FP(mul_div_up)(evm, a, ORTH_FP_ONE, b);
}

/* max(ONE - x, 0) */
static inline ORTH_WORD ORTH_FP(complement)(ORTH_WORD x)
{
    return ORTH_W(below)(x, ORTH_FP_ONE) ? ORTH_W(sub)(ORTH_FP_ONE, x) : ORTH_W(of)(0);
}

static inline bool ORTH_FP(is_least)(ORTH_WORD x)
{
    return ORTH_W(negative)(x) && ORTH_W(equal)(x, ORTH_W(negate)(x));
}

/* The sign of x y put on a magnitude; zero counts as positive, as in the contract. */
static inline ORTH_WORD ORTH_FP(with_sign)(ORTH_WORD magnitude, ORTH_WORD x, ORTH_WORD y)
{
    return ORTH_W(negative)(x) != ORTH_W(negative)(y) ? ORTH_W(negate)(magnitude) : magnitude;
}

/* Signed x y / ONE, the magnitude rounded half up, from the double-width product. */
static inline ORTH_WORD ORTH_FP(prb_mul)(orth_evm *evm, ORTH_WORD x, ORTH_WORD y)
{
    if (ORTH_FP(is_least)(x) || ORTH_FP(is_least)(y))
        orth_evm_revert(evm, ORTH_PRB_MUL_INPUT);
    ORTH_WORD ax = ORTH_W(magnitude)(x), ay = ORTH_W(magnitude)(y);
    ORTH_WORD low, high, remainder, quotient;
    ORTH_W(mul_full)(&low, &high, ax, ay);
    if (!ORTH_W(below)(high, ORTH_FP_ONE)) {
        ORTH_FP_REVERT1(evm, ORTH_PRB_MUL_DIV_FIXED_POINT, high);
        return high;
    }
    if (ORTH_W(is_zero)(high)) {
        quotient = ORTH_FP_BY_ONE(low);
        remainder = ORTH_W(sub)(low, ORTH_W(mul)(quotient, ORTH_FP_ONE));
    } else {
        quotient = ORTH_W(mul_divide)(&remainder, ax, ay, ORTH_FP_ONE);
    }
    if (!ORTH_W(below)(ORTH_W(add)(remainder, remainder), ORTH_FP_ONE))
        quotient = ORTH_W(add)(quotient, ORTH_W(of)(1));
    if (ORTH_W(negative)(quotient))
        ORTH_FP_REVERT1(evm, ORTH_PRB_MUL_OVERFLOW, quotient);
    return ORTH_FP(with_sign)(quotient, x, y);
}

/* Signed x ONE / y, truncated, from the double-width product. */
static inline ORTH_WORD ORTH_FP(prb_div)(orth_evm *evm, ORTH_WORD x, ORTH_WORD y)
{
    if (ORTH_FP(is_least)(x) || ORTH_FP(is_least)(y))
        orth_evm_revert(evm, ORTH_PRB_DIV_INPUT);
    ORTH_WORD ax = ORTH_W(magnitude)(x), ay = ORTH_W(magnitude)(y);
    ORTH_WORD low, high, remainder, quotient;
    ORTH_W(mul_full)(&low, &high, ax, ORTH_FP_ONE);
    if (ORTH_W(is_zero)(high)) {
        if (ORTH_W(is_zero)(ay))
            orth_evm_panic(evm, ORTH_PANIC_DIVISION);
        quotient = ORTH_W(div)(low, ay);
    } else if (!ORTH_W(below)(high, ay)) {
        ORTH_FP_REVERT2(evm, ORTH_PRB_MUL_DIV, high, ay);
        return ay;
    } else {
        quotient = ORTH_W(mul_divide)(&remainder, ax, ORTH_FP_ONE, ay);
    }
    if (ORTH_W(negative)(quotient))
        ORTH_FP_REVERT1(evm, ORTH_PRB_DIV_OVERFLOW, quotient);
    return ORTH_FP(with_sign)(quotient, x, y);
}
