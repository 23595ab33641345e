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
    truth->n = 0;
    truth->run = NULL;
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
    orth_truth_run_free(truth->run);
    mpfr_clears(truth->value, truth->product, truth->log, truth->term, truth->error,
                (mpfr_ptr)NULL);
}
