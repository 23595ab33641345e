/* The vector kernels: one table of functions for each instruction set, all with the same bits.
 *
 * Arrays need no alignment; outputs may be the same array as an input where n elements are mapped
 * one to one, else they do not overlap. No kernel allocates or can fail.
 */
#ifndef ORTH_KERNEL_KERNEL_H
#define ORTH_KERNEL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

/* A sum of many terms: element j of the whole stream goes to lane j mod 16, each lane a
 * double-double, so that the total depends on neither the vector width nor the way in which the
 * stream was cut, as long as every cut but the last is a multiple of ORTH_LANES elements. */
#define ORTH_LANES 16
typedef struct orth_total {
    double high[ORTH_LANES], low[ORTH_LANES];
} orth_total;

void orth_total_clear(orth_total *total);
double orth_total_value(const orth_total *total);

/* Constants of a geodesic from eta_u to eta_w over `steps` steps (core/path/geodesic.c). Pairs
 * (high, low) are double-doubles. */
typedef struct orth_arc {
    double steps;
    double step_high, step_low;       /* omega / steps, the angle of a step */
    double inverse_high, inverse_low; /* 1 / sin omega */
    double chord;                     /* 2 sin(omega / steps / 2) */
} orth_arc;

/* What a block of rows needs of each row k of a geodesic; see orth_kernels.arc_rows. */
typedef struct orth_arc_rows {
    double *start_high, *start_low; /* sin((steps - k) step) / sin omega */
    double *end_high, *end_low;     /* sin(k step) / sin omega */
    double *along, *across;         /* chord cos((k + 1/2) step), chord sin((k + 1/2) step) */
} orth_arc_rows;

typedef struct orth_kernels {
    const char *name;

    /* out_i = f(in_i), at most 1 ulp from the exact value. */
    void (*exp)(size_t n, double *out, const double *in);
    void (*expm1)(size_t n, double *out, const double *in);
    void (*log)(size_t n, double *out, const double *in);
    void (*log1p)(size_t n, double *out, const double *in);

    /* Adds phi(to_i, from_i) = to_i log(to_i/from_i) - (to_i - from_i) for n elements; arguments
     * > 0. Each term within ORTH_KL_TERM_ERROR relative. */
    void (*kl)(orth_total *total, size_t n, const double *from, const double *to);
    /* The same with to_i = from_i + displacement_i >= 0. */
    void (*kl_displaced)(orth_total *total, size_t n, const double *from,
                         const double *displacement);

    /* Coefficients of rows first .. first+count-1, relative error below 2^-55; along and across
     * (to double precision) only when moving. */
    void (*arc_rows)(orth_arc_rows *rows, const orth_arc *arc, double first, size_t count,
                     bool moving);
    /* Each of `count` values n times in a row; out has room for count * n + 8. */
    void (*spread)(double *out, const double *values, size_t count, size_t n);
    /* out_j = (start_j u_j + end_j w_j)^2 and, unless NULL, displacement_j to the next row, from
     * coefficients already repeated for each element. Inputs have room for n + 8 elements, of which
     * the last 8 do not matter.
     * tangent = (w - u cos omega) / sin omega. Weights within 6 units of 2^-53 relative. */
    void (*arc_points)(size_t n, double *out, double *displacement, const orth_arc_rows *at,
                       const double *u_high, const double *u_low, const double *w_high,
                       const double *w_low, const double *tangent);

    /* out = (left + right) * scale in double-doubles, for n pairs. */
    void (*midpoint)(size_t n, double *out_high, double *out_low, const double *left_high,
                     const double *left_low, const double *right_high, const double *right_low,
                     double scale_high, double scale_low);
} orth_kernels;

#define ORTH_KL_TERM_ERROR 0x1p-48

/* The table in use; NULL where the processor has no FMA. */
const orth_kernels *orth_kernels_in_use(void);

/* What the choice is made from; its own function so that tests can ask for every processor. */
typedef struct orth_cpu {
    bool fma, avx2, avx512;
} orth_cpu;
const orth_kernels *orth_kernels_choose(orth_cpu cpu, const char *wanted);

extern const orth_kernels orth_kernels_avx512, orth_kernels_avx2, orth_kernels_scalar;

#endif
