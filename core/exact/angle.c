#include "exact/curve.h"

/* |sqrt u - sqrt w|^2 with each difference as (u - w) / (sqrt u + sqrt w), u - w exact. */
void orth_rows_angle(orth_iv *omega, const orth_rows *ends)
{
    mpfr_prec_t precision = mpfr_get_prec(omega->lo);
    mpq_t u, w;
    mpq_init(u);
    mpq_init(w);
    orth_iv root, sum;
    orth_iv_init(&root, precision);
    orth_iv_init(&sum, precision);
    orth_iv_set_ui(omega, 0);
    for (size_t i = 0; i < ends->n; i++) {
        orth_rows_get_q(u, ends, 0, i);
        orth_rows_get_q(w, ends, ends->steps, i);
        orth_iv_set_q(&root, u);
        orth_iv_sqrt(&root, &root);
        orth_iv_set_q(&sum, w);
        orth_iv_sqrt(&sum, &sum);
        orth_iv_add(&sum, &sum, &root);
        mpq_sub(u, u, w);
        mpq_abs(u, u);
        orth_iv_set_q(&root, u);
        orth_iv_div(&root, &root, &sum);
        orth_iv_mul(&root, &root, &root);
        orth_iv_add(omega, omega, &root);
    }
    orth_iv_sqrt(omega, omega);
    orth_iv_div_ui(omega, omega, 2);
    orth_iv_asin(omega, omega);
    orth_iv_mul_ui(omega, omega, 2);
    orth_iv_clear(&root);
    orth_iv_clear(&sum);
    mpq_clear(u);
    mpq_clear(w);
}
