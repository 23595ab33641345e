/* Money, and other figures of one table, with as many decimals as tell them apart. */
#ifndef ORTH_BASE_MONEY_TEXT_H
#define ORTH_BASE_MONEY_TEXT_H

#include <stddef.h>

/* How the figures of one table are written. */
typedef struct orth_money_format {
    int decimals;   /* after the point, or of a mantissa */
    int scientific; /* 1.5e+200 */
    int width;      /* of the longest figure */
} orth_money_format;

/* The i-th figure of a table. */
typedef double orth_money_figure(const void *of, size_t i);

/* For `count` figures, and the 0 that none may seem to be: two decimals, as of cents, or as many
 * more as it takes that figures that differ are written differently (each against the 64 that
 * follow it) and that three digits of the smallest are seen. What is less than 1e-12 of the
 * greatest is rounding and tells nothing apart. Figures that would take more than 15 digits are
 * written with an exponent. */
orth_money_format orth_money_format_of(size_t count, orth_money_figure *figure, const void *of);

#define ORTH_MONEY_TEXT_MAX 64
const char *orth_money_text(char out[ORTH_MONEY_TEXT_MAX], const orth_money_format *format,
                            double figure);

/* A figure in so many decimals, of which a zero has no sign; with an exponent from 1e12 on. */
const char *orth_figure_text(char out[ORTH_MONEY_TEXT_MAX], double figure, int decimals);

/* `digits`, a number as printf writes it, with commas between the thousands before its point or its
 * exponent. `out` has room for them and returns. */
const char *orth_grouped(char *out, const char *digits);

/* The figure, or 0 where it would be written as a zero with a sign: -0.00004 in four decimals. */
double orth_unsigned_zero(double figure, int decimals);

#endif
