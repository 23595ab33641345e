/* The kernels of one instruction set; what each does stands at its entry in kernel/kernel.h. */
#ifndef ORTH_KERNEL_ISA_ISA_H
#define ORTH_KERNEL_ISA_ISA_H

#include "kernel/isa/simd.h"
#include "kernel/kernel.h"

#define orth_kernel_exp ISA_NAME(orth_kernel_exp)
#define orth_kernel_expm1 ISA_NAME(orth_kernel_expm1)
#define orth_kernel_log ISA_NAME(orth_kernel_log)
#define orth_kernel_log1p ISA_NAME(orth_kernel_log1p)
#define orth_kernel_kl ISA_NAME(orth_kernel_kl)
#define orth_kernel_kl_displaced ISA_NAME(orth_kernel_kl_displaced)
#define orth_kernel_arc_rows ISA_NAME(orth_kernel_arc_rows)
#define orth_kernel_midpoint ISA_NAME(orth_kernel_midpoint)
#define orth_kernel_chain_node ISA_NAME(orth_kernel_chain_node)
#define orth_kernel_backward_total ISA_NAME(orth_kernel_backward_total)
#define orth_kernel_backward_step ISA_NAME(orth_kernel_backward_step)
#define orth_kernel_uniforms ISA_NAME(orth_kernel_uniforms)
#define orth_kernel_normals ISA_NAME(orth_kernel_normals)
#define orth_kernel_students ISA_NAME(orth_kernel_students)
#define orth_kernel_mix ISA_NAME(orth_kernel_mix)
#define orth_kernel_arbitrage ISA_NAME(orth_kernel_arbitrage)
#define orth_kernel_price_rows ISA_NAME(orth_kernel_price_rows)
#define orth_kernel_pools ISA_NAME(orth_kernel_pools)
#define orth_kernel_pools_by_lane ISA_NAME(orth_kernel_pools_by_lane)
#define orth_kernel_moves ISA_NAME(orth_kernel_moves)
#define orth_kernel_rest_blocks ISA_NAME(orth_kernel_rest_blocks)
#define orth_kernel_rest_rows ISA_NAME(orth_kernel_rest_rows)
#define orth_kernel_portfolios ISA_NAME(orth_kernel_portfolios)
#define orth_kernel_weight_sums ISA_NAME(orth_kernel_weight_sums)
#define orth_kernel_clamped ISA_NAME(orth_kernel_clamped)
#define orth_kernel_weight_line ISA_NAME(orth_kernel_weight_line)
#define orth_kernel_weight_curve ISA_NAME(orth_kernel_weight_curve)
#define orth_kernel_drawn_gain ISA_NAME(orth_kernel_drawn_gain)
#define orth_kernel_drawn_course ISA_NAME(orth_kernel_drawn_course)
#define orth_kernel_drawn_sum ISA_NAME(orth_kernel_drawn_sum)
#define orth_kernel_drawn_squares ISA_NAME(orth_kernel_drawn_squares)
#define orth_kernel_lagged ISA_NAME(orth_kernel_lagged)

void orth_kernel_exp(size_t n, double *out, const double *in);
void orth_kernel_expm1(size_t n, double *out, const double *in);
void orth_kernel_log(size_t n, double *out, const double *in);
void orth_kernel_log1p(size_t n, double *out, const double *in);
void orth_kernel_kl(orth_total *total, size_t n, const double *from, const double *to);
void orth_kernel_kl_displaced(orth_total *total, size_t n, const double *from,
                              const double *displacement);
void orth_kernel_arc_rows(double *weights, double *displacements, const orth_arc *arc,
                          const orth_arc_ends *ends, double first, size_t count);
void orth_kernel_midpoint(size_t n, double *out_high, double *out_low, const double *left_high,
                          const double *left_low, const double *right_high, const double *right_low,
                          double scale_high, double scale_low);
void orth_kernel_chain_node(size_t n, size_t columns, double *potential, double *current,
                            double *total, const double *resistance, const double *weight,
                            const double *next_weight, const double *source);
void orth_kernel_backward_total(orth_total *total, size_t n, const double *weight, const double *y);
void orth_kernel_backward_step(size_t n, double *y_out, double *high, double *low,
                               const double *y_next, double shift);
void orth_kernel_uniforms(size_t count, double *u, double *v, const orth_draws *draws);
void orth_kernel_normals(size_t count, double *cosines, double *sines, const orth_draws *draws);
void orth_kernel_students(size_t count, double *out, const orth_draws *draws, double nu,
                          double scale);
void orth_kernel_mix(size_t m, size_t n, double *out, const double *matrix, const double *in,
                     const double *shift);
bool orth_kernel_arbitrage(orth_kernel_trade *trade, double *after, double *change, double *scratch,
                           size_t n, const double *reserves, const double *weights,
                           const double *prices, const orth_kernel_fee *fee);
bool orth_kernel_price_rows(size_t rows, size_t n, size_t lanes, double *prices, double *x,
                            const double *returns, const double *starts, double low, double high);
void orth_kernel_pools(orth_pools *pools, size_t count, const double *prices, const double *weights,
                       const orth_kernel_fee *fees, size_t fee_stride);
/* What orth_kernel_pools does for pools->by_lane. */
void orth_kernel_pools_by_lane(orth_pools *pools, size_t count, const double *prices,
                               const double *weights, const orth_kernel_fee *fees,
                               size_t fee_stride);
void orth_kernel_moves(const orth_moves *moves, size_t rows, size_t n, size_t lanes,
                       const double *old_prices, const double *prices, const double *old_weights,
                       const double *weights);
void orth_kernel_rest_blocks(orth_pools *pools, size_t rows, double *worth, double *worth_low);
void orth_kernel_rest_rows(size_t rows, size_t n, double *mean, double *fall, double *kind,
                           double *scratch, const double *weights, const double *from,
                           const double *to, bool prices);
void orth_kernel_portfolios(orth_portfolios *all, size_t count, const double *prices,
                            const double *weights);
void orth_kernel_weight_sums(const orth_weight_sums *s, size_t rows, const double *weights);
void orth_kernel_clamped(orth_clamped *walk, size_t count, const double *noise, size_t stride);
void orth_kernel_weight_line(size_t rows, size_t width, double *weights, const double *from,
                             const double *step, double first);
void orth_kernel_weight_curve(const orth_weight_curve *curve, size_t rows, double *weights,
                              double first);
void orth_kernel_drawn_gain(orth_drawn_sum *value, size_t rows, const double *growth);
void orth_kernel_drawn_course(orth_drawn_course *course, size_t rows, const double *growth,
                              const double *least, const double *most, const double *kept);
void orth_kernel_drawn_sum(orth_drawn_sum *terms, size_t rows, const double *growth,
                           const double *less, double shift);
void orth_kernel_drawn_squares(orth_drawn_sum *squares, orth_drawn_sum *below, size_t rows,
                               const double *growth, const double *less, double shift,
                               const double *means);
void orth_kernel_lagged(size_t n, size_t lags, double *sums, const double *x, const double *y);

#endif
