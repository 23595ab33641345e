/* Elementary functions over arrays. SLEEF's "finz" functions round alike at every width. */
#include "kernel/isa/isa.h"

#define MAP_KERNEL(name, function, neutral)                                                        \
    void name(size_t n, double *out, const double *in)                                             \
    {                                                                                              \
        size_t i = 0;                                                                              \
        for (; i + VD_LANES <= n; i += VD_LANES)                                                   \
            vd_store(out + i, function(vd_load(in + i)));                                          \
        if (i < n)                                                                                 \
            vd_store_part(out + i, function(vd_load_part(in + i, n - i, neutral)), n - i);         \
    }

MAP_KERNEL(orth_kernel_exp, vd_exp, 0.0)
MAP_KERNEL(orth_kernel_expm1, vd_expm1, 0.0)
MAP_KERNEL(orth_kernel_log, vd_log, 1.0)
MAP_KERNEL(orth_kernel_log1p, vd_log1p, 0.0)
