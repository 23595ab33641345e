#include "kernel/isa/isa.h"

const orth_kernels ISA_NAME(orth_kernels) = {
#if defined(ORTH_ISA_AVX512)
    .name = "avx512",
#elif defined(ORTH_ISA_AVX2)
    .name = "avx2",
#else
    .name = "scalar",
#endif
    .exp = orth_kernel_exp,
    .expm1 = orth_kernel_expm1,
    .log = orth_kernel_log,
    .log1p = orth_kernel_log1p,
    .kl = orth_kernel_kl,
    .kl_displaced = orth_kernel_kl_displaced,
    .arc_rows = orth_kernel_arc_rows,
    .midpoint = orth_kernel_midpoint,
    .chain_node = orth_kernel_chain_node,
    .backward_total = orth_kernel_backward_total,
    .backward_step = orth_kernel_backward_step,
    .uniforms = orth_kernel_uniforms,
    .normals = orth_kernel_normals,
    .students = orth_kernel_students,
    .mix = orth_kernel_mix,
    .arbitrage = orth_kernel_arbitrage,
    .price_rows = orth_kernel_price_rows,
    .pools = orth_kernel_pools,
    .moves = orth_kernel_moves,
    .rest_blocks = orth_kernel_rest_blocks,
    .rest_rows = orth_kernel_rest_rows,
    .portfolios = orth_kernel_portfolios,
    .weight_sums = orth_kernel_weight_sums,
    .clamped = orth_kernel_clamped,
    .weight_line = orth_kernel_weight_line,
    .weight_curve = orth_kernel_weight_curve,
    .drawn_gain = orth_kernel_drawn_gain,
    .drawn_course = orth_kernel_drawn_course,
    .drawn_sum = orth_kernel_drawn_sum,
    .drawn_squares = orth_kernel_drawn_squares,
    .lagged = orth_kernel_lagged,
};
