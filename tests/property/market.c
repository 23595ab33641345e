/* What holds of every model of a market: the same bits however a path is walked, and by which
 * kernels; and Philox against Random123's own. */
#include "markets.h"

#include <Random123/philox.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kernel/kernel.h"
#include "orthant/kernel.h"

static const char *const kernel_names[] = {"avx512", "avx2", "scalar"};

static double uniform_of(uint64_t word)
{
    return ((double)(word >> 12) + 0.5) * 0x1p-52;
}

static void check_draws(const orth_draws *draws, size_t count, const double *u, const double *v)
{
    for (size_t e = 0; e < count; e++) {
        uint64_t path = draws->path + e % draws->lanes, index = draws->index + e / draws->lanes;
        philox4x32_ctr_t counter = {
            {(uint32_t)index, draws->stream, (uint32_t)path, (uint32_t)(path >> 32)}};
        philox4x32_key_t key = {{(uint32_t)draws->seed, (uint32_t)(draws->seed >> 32)}};
        philox4x32_ctr_t out = philox4x32(counter, key);
        ck_assert(u[e] == uniform_of(out.v[0] | (uint64_t)out.v[1] << 32));
        ck_assert(v[e] == uniform_of(out.v[2] | (uint64_t)out.v[3] << 32));
    }
}

START_TEST(draws_are_random123)
{
    test_random random = test_seeded(11);
    static double u[301], v[301];
    for (int k = 0; k < 3; k++) {
        if (!orth_kernel_select(kernel_names[k]))
            continue;
        for (int round = 0; round < 300; round++) {
            size_t count = test_random_below(&random, 300);
            orth_draws draws = {.seed = test_random_bits(&random),
                                .path = test_random_bits(&random) >> test_random_below(&random, 64),
                                .index = test_random_bits(&random) >> 33,
                                .stream = (uint32_t)test_random_bits(&random),
                                .lanes = 1 + test_random_below(&random, 20)};
            u[count] = v[count] = 77;
            orth_kernels_in_use()->uniforms(count, u, v, &draws);
            check_draws(&draws, count, u, v);
            ck_assert(u[count] == 77 && v[count] == 77);
        }
    }
}
END_TEST

/* Box and Muller by the C library's functions in long double. */
START_TEST(normals_are_accurate)
{
    static double u[4000], v[4000], a[4000], b[4000], t[4000];
    orth_draws draws = {.seed = 5, .path = 1, .lanes = 3};
    const orth_kernels *kernels = orth_kernels_in_use();
    kernels->uniforms(4000, u, v, &draws);
    kernels->normals(4000, a, b, &draws);
    kernels->students(4000, t, &draws, 4.5, 0.7);
    double worst = 0;
    for (int e = 0; e < 4000; e++) {
        long double turn = 2 * acosl(-1) * (long double)v[e],
                    radius = sqrtl(-2 * logl((long double)u[e])), x = radius * cosl(turn),
                    y = radius * sinl(turn),
                    z = 0.7L * sqrtl(4.5L * expm1l(-2 / 4.5L * logl((long double)u[e]))) *
                        cosl(turn);
        worst = fmax(worst, fabs((double)((a[e] - x) / x)));
        worst = fmax(worst, fabs((double)((b[e] - y) / y)));
        /* 2 / nu rounded moves a large t by nu log u / 2 units */
        ck_assert(fabs((double)((t[e] - z) / z)) <= 40 * 0x1p-53);
    }
    test_worst("normals, units of 2^-53", worst * 0x1p53);
    ck_assert(worst <= ORTH_NORMAL_ERROR);
}
END_TEST

/* ---------------------------------------------------------------- walks */

#define BLOCKS 150
#define ROW_MAX (MARKET_TOKENS * ORTH_MARKET_LANES_MAX)

/* Prices and log-returns of one path walked alone, in rows asked for all at once. */
static void walk_alone(const orth_market *market, uint64_t path, double *prices, double *returns)
{
    orth_market_walk *walk = test_walk(market, 1);
    orth_market_walk_start(walk, path);
    ck_assert(orth_market_walk_fill(walk, BLOCKS + 1, prices, returns, NULL) == ORTH_OK);
    orth_market_walk_free(walk);
}

START_TEST(one_path_replayed_alone)
{
    static const size_t lane_counts[] = {1, 2, 3, 7, 8, 16, 24, 64};
    static double alone[(BLOCKS + 1) * MARKET_TOKENS], alone_returns[(BLOCKS + 1) * MARKET_TOKENS],
        row[ROW_MAX * 40], row_returns[ROW_MAX * 40];
    test_random random = test_seeded(12);
    char *panel;
    test_write_panel(&panel);
    for (const char *const *model = test_random_models; *model != NULL; model++) {
        orth_market_spec spec = test_market_spec(*model, panel);
        orth_market *market = test_market(&spec);
        for (size_t c = 0; c < 8; c++) {
            size_t lanes = lane_counts[c], lane = test_random_below(&random, lanes);
            uint64_t first = c % 2 == 0 ? c * 1000 : UINT64_C(0xfffffff0);
            walk_alone(market, first + lane, alone, alone_returns);
            orth_market_walk *walk = test_walk(market, lanes);
            orth_market_walk_start(walk, 99);
            orth_market_walk_fill(walk, 40, row, NULL, NULL);
            orth_market_walk_start(walk, first);
            for (size_t block = 0; block <= BLOCKS;) {
                size_t count = 1 + test_random_below(&random, 40);
                count = count < BLOCKS + 1 - block ? count : BLOCKS + 1 - block;
                orth_status status = orth_market_walk_fill(walk, count, row, row_returns, NULL);
                ck_assert(status == ORTH_OK);
                for (size_t e = 0; e < count * MARKET_TOKENS; e++) {
                    size_t at = block * MARKET_TOKENS + e;
                    ck_assert_msg(row[e * lanes + lane] == alone[at] &&
                                      row_returns[e * lanes + lane] == alone_returns[at],
                                  "%s, %zu lanes, block %zu", *model, lanes, at / MARKET_TOKENS);
                }
                block += count;
            }
            orth_market_walk_free(walk);
        }
        orth_market_free(market);
    }
    unlink(panel);
    free(panel);
}
END_TEST

START_TEST(kernels_have_the_same_bits)
{
    static double prices[3][(BLOCKS + 1) * ROW_MAX], returns[3][(BLOCKS + 1) * ROW_MAX];
    char *panel;
    test_write_panel(&panel);
    for (const char *const *model = test_random_models; *model != NULL; model++)
        for (size_t lanes = 1; lanes <= 16; lanes += lanes < 4 ? 1 : 4) {
            size_t sets = 0, bytes = (BLOCKS + 1) * MARKET_TOKENS * lanes * sizeof(double);
            for (int k = 0; k < 3; k++) {
                if (!orth_kernel_select(kernel_names[k]))
                    continue;
                orth_market_spec spec = test_market_spec(*model, panel);
                orth_market *market = test_market(&spec);
                orth_market_walk *walk = test_walk(market, lanes);
                orth_market_walk_fill(walk, BLOCKS + 1, prices[sets], returns[sets], NULL);
                ck_assert_msg(memcmp(prices[sets], prices[0], bytes) == 0 &&
                                  memcmp(returns[sets], returns[0], bytes) == 0,
                              "%s, %s, %zu lanes", *model, kernel_names[k], lanes);
                sets++;
                orth_market_walk_free(walk);
                orth_market_free(market);
            }
            ck_assert(sets >= 1);
        }
    unlink(panel);
    free(panel);
}
END_TEST

START_TEST(prices_follow_from_returns)
{
    static double prices[(BLOCKS + 1) * MARKET_TOKENS], returns[(BLOCKS + 1) * MARKET_TOKENS];
    char *panel;
    test_write_panel(&panel);
    for (const char *const *model = test_random_models; *model != NULL; model++) {
        orth_market_spec spec = test_market_spec(*model, panel);
        orth_market *market = test_market(&spec);
        walk_alone(market, 3, prices, returns);
        for (size_t i = 0; i < MARKET_TOKENS; i++) {
            long double sum = 0;
            ck_assert(prices[i] == spec.prices[i] && returns[i] == 0);
            for (size_t k = 1; k <= BLOCKS; k++) {
                size_t at = k * MARKET_TOKENS + i;
                sum += (long double)returns[at];
                ck_assert(fabs(prices[at] / (spec.prices[i] * (double)expl(sum)) - 1) <= 1e-14);
            }
        }
        orth_market_free(market);
    }
    unlink(panel);
    free(panel);
}
END_TEST

/* Other seeds and other paths are other numbers. */
START_TEST(seeds_and_paths_differ)
{
    static double here[(BLOCKS + 1) * MARKET_TOKENS], there[(BLOCKS + 1) * MARKET_TOKENS];
    orth_market_spec spec = test_market_spec("gbm", NULL);
    orth_market *market = test_market(&spec);
    walk_alone(market, 0, here, NULL);
    walk_alone(market, UINT64_C(1) << 32, there, NULL);
    ck_assert(here[3] != there[3]);
    walk_alone(market, 1, there, NULL);
    ck_assert(here[3] != there[3]);
    orth_market_free(market);
    spec.seed += UINT64_C(1) << 40;
    market = test_market(&spec);
    walk_alone(market, 0, there, NULL);
    ck_assert(here[3] != there[3]);
    orth_market_free(market);
}
END_TEST

ORTH_TEST_MAIN("market", draws_are_random123, normals_are_accurate, one_path_replayed_alone,
               kernels_have_the_same_bits, prices_follow_from_returns, seeds_and_paths_differ)
