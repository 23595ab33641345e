/* Weights of V2's pools: compressed, and between their two ends. */
#include "truth/prepare.h"

static void largest(mpz_t out, unsigned bits)
{
    mpz_set_ui(out, 1);
    mpz_mul_2exp(out, out, bits);
    mpz_sub_ui(out, out, 1);
}

static bool compress(orth_truth *truth, const orth_contract_value *arguments, unsigned bits)
{
    largest(truth->b.num, bits);
    orth_truth_argument(truth->a.num, arguments, 0, 0, false);
    mpz_mul(truth->a.num, truth->a.num, truth->b.num);
    mpz_set_ui(truth->a.den, UNIT);
    return orth_truth_rational(truth);
}

static bool uncompress(orth_truth *truth, const orth_contract_value *arguments, unsigned bits)
{
    orth_truth_argument(truth->a.num, arguments, 0, 0, false);
    mpz_mul_ui(truth->a.num, truth->a.num, UNIT);
    largest(truth->a.den, bits);
    return orth_truth_rational(truth);
}

#define COMPRESSION(bits)                                                                          \
    ORTH_TRUTH_PREPARE(compress##bits)                                                             \
    {                                                                                              \
        (void)output;                                                                              \
        return compress(truth, arguments, bits);                                                   \
    }                                                                                              \
    ORTH_TRUTH_PREPARE(uncompress##bits)                                                           \
    {                                                                                              \
        (void)output;                                                                              \
        return uncompress(truth, arguments, bits);                                                 \
    }

COMPRESSION(16)
COMPRESSION(31)
COMPRESSION(32)
COMPRESSION(64)

/* truth->a = start + (end - start) (now - from) / (to - from), held to the ends. */
static bool between(orth_truth *truth, const orth_ratio *start, const orth_ratio *end,
                    const mpz_t from, const mpz_t to, mpz_t now)
{
    orth_ratio *a = &truth->a;
    int since = mpz_cmp(now, from), past = mpz_cmp(now, to);
    /* a change without a length is over at its time */
    if (past > 0 || (past == 0 && since >= 0)) {
        mpz_set(a->num, end->num);
        mpz_set(a->den, end->den);
    } else if (since <= 0) {
        mpz_set(a->num, start->num);
        mpz_set(a->den, start->den);
    } else {
        mpz_t length, left;
        mpz_init(length);
        mpz_init(left);
        mpz_sub(length, to, from);
        mpz_sub(left, to, now);
        mpz_sub(now, now, from);
        mpz_mul(a->num, start->num, end->den);
        mpz_mul(a->num, a->num, left);
        mpz_mul(a->den, end->num, start->den);
        mpz_addmul(a->num, a->den, now);
        mpz_mul(a->den, start->den, end->den);
        mpz_mul(a->den, a->den, length);
        mpz_clear(length);
        mpz_clear(left);
    }
    return orth_truth_rational(truth);
}

ORTH_TRUTH_PREPARE(weight_at)
{
    orth_ratio *start = &truth->base[0], *end = &truth->base[1];
    mpz_t from, to, now;
    (void)output;
    mpz_inits(from, to, now, (mpz_ptr)NULL);
    orth_truth_argument(start->num, arguments, 0, 0, false);
    orth_truth_argument(end->num, arguments, 1, 0, false);
    mpz_set_ui(start->den, 1);
    mpz_set_ui(end->den, 1);
    orth_truth_argument(from, arguments, 2, 0, false);
    orth_truth_argument(to, arguments, 3, 0, false);
    orth_truth_argument(now, arguments, 4, 0, false);
    bool defined = between(truth, start, end, from, to, now);
    mpz_clears(from, to, now, (mpz_ptr)NULL);
    return defined;
}

static void field(mpz_t out, const mpz_t state, size_t offset, unsigned bits)
{
    mpz_fdiv_q_2exp(out, state, offset);
    mpz_fdiv_r_2exp(out, out, bits);
}

/* The ends are what the bits say, not what was compressed. */
ORTH_TRUTH_PREPARE(v2_lbp)
{
    orth_ratio *start = &truth->base[0], *end = &truth->base[1];
    mpz_t state, from, to, now;
    mpz_inits(state, from, to, now, (mpz_ptr)NULL);
    orth_truth_argument(state, arguments, 0, 0, false);
    orth_truth_argument(now, arguments, 2, 0, false);
    field(start->num, state, 4 + 31 * output, 31);
    field(end->num, state, 128 + 16 * output, 16);
    mpz_mul_ui(start->num, start->num, UNIT);
    mpz_mul_ui(end->num, end->num, UNIT);
    largest(start->den, 31);
    largest(end->den, 16);
    field(from, state, 192, 32);
    field(to, state, 224, 32);
    bool defined = between(truth, start, end, from, to, now);
    mpz_clears(state, from, to, now, (mpz_ptr)NULL);
    return defined;
}
