/* Sums of products of two series, one a few places behind the other. */
#include "kernel/isa/isa.h"

#define LANES ORTH_LAGGED_LANES
#define GROUP ORTH_LAGGED_GROUP
#define CHUNK 1024 /* places at a time, so that what is read for all lags stays near */
#define PARTS (LANES / VD_LANES)

/* `count` products, a multiple of LANES, for GROUP lags: lane j has those of places j mod LANES. */
static inline void add(double *sums, size_t count, const double *x, const double *y)
{
    vd sum[GROUP][PARTS];
    for (size_t k = 0; k < GROUP; k++)
        for (size_t p = 0; p < PARTS; p++)
            sum[k][p] = vd_load(sums + k * LANES + p * VD_LANES);
    for (size_t t = 0; t < count; t += LANES)
        for (size_t p = 0; p < PARTS; p++) {
            vd here = vd_load(x + t + p * VD_LANES);
            for (size_t k = 0; k < GROUP; k++)
                sum[k][p] = vd_fma(here, vd_load(y + t + p * VD_LANES + k), sum[k][p]);
        }
    for (size_t k = 0; k < GROUP; k++)
        for (size_t p = 0; p < PARTS; p++)
            vd_store(sums + k * LANES + p * VD_LANES, sum[k][p]);
}

void orth_kernel_lagged(size_t n, size_t lags, double *sums, const double *x, const double *y)
{
    for (size_t first = 0; first < n; first += CHUNK) {
        size_t count = n - first < CHUNK ? n - first : CHUNK;
        for (size_t k = 0; k < lags; k += GROUP)
            add(sums + k * LANES, count, x + first, y + first + k);
    }
}
