/* Sums over rows of weights: against long doubles, and of eight schedules side by side the bits of
 * each alone, on every instruction set. */
#include "harness.h"

#include <math.h>

#include "kernel/kernel.h"
#include "orthant/kernel.h"

#define LANES 8
#define ROWS 200
#define TOKENS 9
#define CASES 40

typedef struct room {
    double low[TOKENS], high[TOKENS], sums[ORTH_WEIGHT_SUMS * LANES];
    double sums_low[ORTH_WEIGHT_SUMS * LANES], effective[LANES], least[LANES];
    double scratch[TOKENS * (ORTH_WEIGHT_SUMS_ROWS + 9)];
} room;

static orth_weight_sums begin(room *in, size_t n, size_t lanes)
{
    for (size_t i = 0; i < n; i++) {
        in->low[i] = i % 2 == 0 ? 0.02 : 0;
        in->high[i] = i % 2 == 0 ? INFINITY : 0.6;
    }
    for (size_t e = 0; e < sizeof in->scratch / sizeof *in->scratch; e++)
        in->scratch[e] = 1;
    for (size_t e = 0; e < ORTH_WEIGHT_SUMS * LANES; e++)
        in->sums[e] = in->sums_low[e] = 0;
    for (size_t lane = 0; lane < lanes; lane++)
        in->least[lane] = INFINITY;
    return (orth_weight_sums){.n = n,
                              .lanes = lanes,
                              .low = in->low,
                              .high = in->high,
                              .sums = in->sums,
                              .sums_low = in->sums_low,
                              .effective = in->effective,
                              .least = in->least,
                              .scratch = in->scratch};
}

/* Steps from tiny to all the way; some hold. */
static void draw(test_random *random, size_t n, double *weights)
{
    for (size_t lane = 0; lane < LANES; lane++)
        for (size_t k = 0; k <= ROWS; k++) {
            double to[TOKENS], step = lane == 0 ? 1 : k % 5 == 4 ? 0 : pow(10, -(double)lane);
            test_random_weights(random, n, to);
            for (size_t i = 0; i < n; i++) {
                double *at = &weights[(k * n + i) * LANES + lane];
                double old = k == 0 ? to[i] : *(at - n * LANES);
                *at = step == 0 ? old : old + step * (to[i] - old);
            }
        }
}

/* z - log(1 + z), by its series where the difference would have too few digits. */
static long double excess(long double z, long double ratio)
{
    long double sum = 0, power = z;
    if (fabsl(z) > 0.01L)
        return z - logl(ratio);
    for (int k = 2; k < 12; k++) {
        power *= -z;
        sum -= power / k;
    }
    return sum;
}

static double worst[2]; /* of all sums but KL, and of KL */

static void against_long_doubles(const orth_weight_sums *s, const double *alone)
{
    long double of[ORTH_WEIGHT_SUMS] = {0};
    for (size_t k = 1; k <= ROWS; k++) {
        long double loss = 0, moved = 0, entropy = 0;
        bool on_rail = false;
        for (size_t i = 0; i < s->n; i++) {
            long double u = alone[(k - 1) * s->n + i], w = alone[k * s->n + i];
            loss += w * excess((u - w) / w, u / w);
            moved += fabsl(w - u) / 2;
            entropy -= w * logl(w);
            on_rail = on_rail || w < s->low[i] || w > s->high[i];
        }
        of[ORTH_WEIGHT_SUM_LOSS] += loss;
        of[ORTH_WEIGHT_SUM_MOVED] += moved;
        of[ORTH_WEIGHT_SUM_EFFECTIVE] += expl(entropy);
        of[ORTH_WEIGHT_SUM_ON_RAILS] += on_rail;
    }
    for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
        double error = (double)fabsl(s->sums[f] + (long double)s->sums_low[f] - of[f]);
        worst[f == ORTH_WEIGHT_SUM_LOSS] =
            fmax(worst[f == ORTH_WEIGHT_SUM_LOSS], error / (double)(of[f] + 1e-300L));
        ck_assert(error <= 1e-14 * (double)of[f]);
    }
}

static void compare_all(const char *kernel, double (*first)[ORTH_WEIGHT_SUMS], bool is_first)
{
    static double weights[(ROWS + 1) * TOKENS * LANES], alone[(ROWS + 1) * TOKENS];
    static room many_room, one_room;
    if (!orth_kernel_select(kernel))
        return;
    test_random random = test_seeded(1314);
    for (size_t c = 0; c < CASES; c++) {
        size_t n = 2 + c % (TOKENS - 1), cut = 1 + test_random_below(&random, ROWS - 1);
        draw(&random, n, weights);
        orth_weight_sums many = begin(&many_room, n, LANES);
        orth_kernels_in_use()->weight_sums(&many, cut, weights);
        orth_kernels_in_use()->weight_sums(&many, ROWS - cut, weights + cut * n * LANES);
        for (size_t lane = 0; lane < LANES; lane++) {
            for (size_t e = 0; e < (ROWS + 1) * n; e++)
                alone[e] = weights[e * LANES + lane];
            orth_weight_sums one = begin(&one_room, n, 1);
            orth_kernels_in_use()->weight_sums(&one, ROWS, alone);
            against_long_doubles(&one, alone);
            ck_assert(one.effective[0] == many.effective[lane]);
            ck_assert(one.least[0] == many.least[lane] && one.least[0] > 0);
            for (size_t f = 0; f < ORTH_WEIGHT_SUMS; f++) {
                ck_assert(one.sums[f] == many.sums[f * LANES + lane]);
                ck_assert(one.sums_low[f] == many.sums_low[f * LANES + lane]);
                if (is_first && lane == 3)
                    first[c][f] = one.sums[f];
                else if (lane == 3)
                    ck_assert(first[c][f] == one.sums[f]);
            }
        }
    }
}

START_TEST(each_as_alone)
{
    static double first[CASES][ORTH_WEIGHT_SUMS];
    compare_all("scalar", first, true);
    compare_all("avx2", first, false);
    compare_all("avx512", first, false);
    test_worst("sums of rows, relative", worst[0]);
    test_worst("sums of KL, relative", worst[1]);
}
END_TEST

ORTH_TEST_MAIN("weight_sums", each_as_alone)
