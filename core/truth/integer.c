/* Words as integers of GMP, and back. */
#include "truth/truth.h"

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
