/* The parts of orth_truth_measure. */
#ifndef ORTH_TRUTH_EVALUATE_H
#define ORTH_TRUTH_EVALUATE_H

#include "truth/truth.h"

void orth_ratio_init(orth_ratio *ratio);
void orth_ratio_clear(orth_ratio *ratio);

bool orth_truth_has_zero_base(const orth_truth *truth);
bool orth_truth_is_value(const orth_ratio *ratio, const mpz_t integer);

/* Whether the value is exactly `result`; *known is false when that is out of reach. */
bool orth_truth_equal(const orth_truth *truth, const mpz_t result, bool *known);

/* A join or an exit between two bounds: truth->value = result - upper bound, truth->error the
 * distance of the bounds. */
void orth_truth_evaluate_nested(orth_truth *truth, mpfr_prec_t precision, const mpz_t result);

/* A weight of a run, likewise; whether all branches of the run were certain. */
bool orth_truth_evaluate_run(orth_truth *truth, mpfr_prec_t precision, const mpz_t result);
void orth_truth_run_free(orth_truth_run *run);

#endif
