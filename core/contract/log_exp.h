/* Balancer's LogExpMath (v3-solidity-utils 1.0.0): exp, ln, log and pow of 18 decimals. */
#ifndef ORTH_CONTRACT_LOG_EXP_H
#define ORTH_CONTRACT_LOG_EXP_H

#include "contract/evm.h"

/* Signed: e^x for x in [-41e18, 130e18], else InvalidExponent. */
orth_word orth_log_exp_exp(orth_evm *evm, orth_word x);
/* Signed: ln a for a > 0, else OutOfBounds. */
orth_word orth_log_exp_ln(orth_evm *evm, orth_word a);
/* Signed: ln a / ln base. The contract tests neither argument: what it gives for a <= 0 is given.
 */
orth_word orth_log_exp_log(orth_evm *evm, orth_word a, orth_word base);
/* Unsigned x^y: 1 for y = 0, 0 for x = 0; BaseOutOfBounds, ExponentOutOfBounds,
 * ProductOutOfBounds in this order. */
orth_word orth_log_exp_pow(orth_evm *evm, orth_word x, orth_word y);

/* ln a in 36 decimals for a > 0, as `log` takes it; only near 1 are the last 18 not zero. */
orth_word orth_log_exp_ln36(orth_word a);

/* The constants e^(2^k), k = 7, 6 (whole numbers), then 5 .. -4 (20 decimals), as the contract
 * has them, and prepared as divisors; for the test that measures them;
 * 10^36 prepared likewise. */
#define ORTH_LOG_EXP_CONSTANTS 12
extern const orth_word orth_log_exp_constants[ORTH_LOG_EXP_CONSTANTS];
extern const orth_word_divisor orth_log_exp_divisors[ORTH_LOG_EXP_CONSTANTS];
extern const orth_word_divisor orth_log_exp_1e36;

#endif
