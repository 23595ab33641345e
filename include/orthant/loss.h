/* Basis points, which are one thing wherever this library says bp: ten-thousandths of a pool's
 * value. */
#ifndef ORTHANT_LOSS_H
#define ORTHANT_LOSS_H

#include "orthant/api.h"

#ifdef __cplusplus
extern "C" {
#endif

/* 1e4 (1 - e^-L) of a loss L in logs of value; below 0 for a gain. 1e4 L, which is more, is not
 * what a pool loses: L = 1 is 6321 bp. */
ORTH_API double orth_loss_bp(double log_loss);

/* The loss of so many basis points, below 1e4. */
ORTH_API double orth_loss_of_bp(double bp);

/* 1e4 times a part of the value. */
ORTH_API double orth_part_bp(double part);

#ifdef __cplusplus
}
#endif
#endif
