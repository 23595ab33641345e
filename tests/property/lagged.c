/* Sums of lagged products: by one FMA each, in the lanes that the header names, with the same bits
 * on every instruction set and however a series is cut. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "kernel/kernel.h"
#include "orthant/kernel.h"

#define LANES ORTH_LAGGED_LANES
#define LONGEST 4096
#define LAGS_MOST 50

START_TEST(as_defined)
{
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    static double x[LONGEST], y[LONGEST + LAGS_MOST];
    double sums[LAGS_MOST * LANES], expected[LAGS_MOST * LANES];
    test_random random = test_seeded(3);
    for (size_t round = 0; round < 60; round++) {
        size_t n = LANES * (1 + test_random_below(&random, LONGEST / LANES));
        size_t lags =
            ORTH_LAGGED_GROUP * (1 + test_random_below(&random, LAGS_MOST / ORTH_LAGGED_GROUP));
        for (size_t t = 0; t < n + lags; t++) {
            y[t] = test_random_unit(&random) - 0.5;
            x[t < n ? t : 0] = test_random_unit(&random) - 0.5;
        }
        for (size_t e = 0; e < lags * LANES; e++) {
            expected[e] = (double)e;
            for (size_t t = e % LANES; t < n; t += LANES)
                expected[e] = fma(x[t], y[t + e / LANES], expected[e]);
        }
        size_t cut = LANES * test_random_below(&random, n / LANES + 1);
        for (size_t k = 0; k < 3; k++) {
            if (!orth_kernel_select(kernels[k]))
                continue;
            for (size_t e = 0; e < lags * LANES; e++)
                sums[e] = (double)e;
            orth_kernels_in_use()->lagged(cut, lags, sums, x, y);
            orth_kernels_in_use()->lagged(n - cut, lags, sums, x + cut, y + cut);
            ck_assert_mem_eq(sums, expected, lags * LANES * sizeof *sums);
        }
    }
}
END_TEST

ORTH_TEST_MAIN("lagged", as_defined)
