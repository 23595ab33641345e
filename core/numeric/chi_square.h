/* The chi-square distribution. */
#ifndef ORTH_NUMERIC_CHI_SQUARE_H
#define ORTH_NUMERIC_CHI_SQUARE_H

#include <stddef.h>

/* P(X > x) of `degrees` >= 1, to some 1e-14 of it for up to 100 degrees; 1 for x <= 0. */
double orth_chi_square_above(size_t degrees, double x);

#endif
