#include "truth/truth.h"

#include "truth/evaluate.h"

#define SCRATCH_PRECISION 64 /* set anew before each use */

void orth_ratio_init(orth_ratio *ratio)
{
    mpz_init(ratio->num);
    mpz_init_set_ui(ratio->den, 1);
}

void orth_ratio_clear(orth_ratio *ratio)
{
    mpz_clear(ratio->num);
    mpz_clear(ratio->den);
}

void orth_truth_init(orth_truth *truth)
{
    orth_ratio_init(&truth->a);
    orth_ratio_init(&truth->b);
    orth_ratio_init(&truth->fee);
    for (size_t i = 0; i < ORTH_TRUTH_FACTORS_MAX; i++) {
        orth_ratio_init(&truth->base[i]);
        orth_ratio_init(&truth->exponent[i]);
    }
    mpfr_inits2(SCRATCH_PRECISION, truth->value, truth->product, truth->log, truth->term,
                truth->error, (mpfr_ptr)NULL);
}

void orth_truth_clear(orth_truth *truth)
{
    orth_ratio_clear(&truth->a);
    orth_ratio_clear(&truth->b);
    orth_ratio_clear(&truth->fee);
    for (size_t i = 0; i < ORTH_TRUTH_FACTORS_MAX; i++) {
        orth_ratio_clear(&truth->base[i]);
        orth_ratio_clear(&truth->exponent[i]);
    }
    mpfr_clears(truth->value, truth->product, truth->log, truth->term, truth->error,
                (mpfr_ptr)NULL);
}

void orth_truth_integer(mpz_t out, orth_word word, bool is_signed)
{
    mpz_import(out, 4, -1, sizeof(uint64_t), 0, 0, word.limb);
    if (is_signed && word.limb[3] >> 63 != 0) {
        mpz_t modulus;
        mpz_init_set_ui(modulus, 1);
        mpz_mul_2exp(modulus, modulus, 256);
        mpz_sub(out, out, modulus);
        mpz_clear(modulus);
    }
}

void orth_truth_word(orth_word *out, const mpz_t integer)
{
    mpz_t low;
    mpz_init(low);
    mpz_fdiv_r_2exp(low, integer, 256);
    *out = (orth_word){{0, 0, 0, 0}};
    mpz_export(out->limb, NULL, -1, sizeof(uint64_t), 0, 0, low);
    mpz_clear(low);
}
