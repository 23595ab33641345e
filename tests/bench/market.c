/* Nanoseconds per token-block of each model (min / median / max of the runs), for one path at a
 * time and for eight; and seconds to read a year of minutes: a wide panel, and Binance klines.
 * `reading` as an argument leaves the models out. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "orthant/kernel.h"
#include "orthant/market.h"

#define RUNS 9
#define TOKENS 3
#define BLOCKS 1440
#define ROWS 525600

static double sink; /* kept, so that no work can be left out */

static double at(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static double now(void)
{
    return at(CLOCK_MONOTONIC);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void must(orth_status status, const orth_error *error)
{
    if (status == ORTH_OK)
        return;
    fprintf(stderr, "%s\n", error->text);
    exit(4);
}

static void go(orth_market_walk *walk, size_t lanes, size_t paths)
{
    orth_error error;
    for (size_t path = 0; path < paths; path += lanes) {
        orth_market_walk_start(walk, path);
        for (size_t left = BLOCKS + 1; left > 0;) {
            const double *prices;
            size_t count;
            must(orth_market_walk_next(walk, left, &count, &prices, NULL, &error), &error);
            sink += prices[0];
            left -= count;
        }
    }
}

static void bench_model(orth_market_spec *spec, const char *model)
{
    spec->model = model;
    orth_market *market;
    orth_error error;
    must(orth_market_create(&market, spec, &error), &error);
    for (size_t lanes = 1; lanes <= 8; lanes *= 8) {
        orth_market_walk *walk;
        must(orth_market_walk_create(&walk, market, lanes, &error), &error);
        size_t paths = 64;
        double times[RUNS];
        go(walk, lanes, paths);
        for (int r = 0; r < RUNS; r++) {
            double start = now();
            go(walk, lanes, paths);
            times[r] = (now() - start) / (double)(paths * BLOCKS * TOKENS);
        }
        qsort(times, RUNS, sizeof times[0], by_size);
        printf("%-12s %zu at a time  %7.2f %7.2f %7.2f\n", model, lanes, times[0], times[RUNS / 2],
               times[RUNS - 1]);
        orth_market_walk_free(walk);
    }
    orth_market_free(market);
}

static void bench_models(const char *panel)
{
    static const char *const tokens[] = {"BTC", "ETH", "USDC"};
    static const double volatility[] = {0.6, 0.8, 0}, rate[] = {20, 30, 0}, mean[] = {-0.05, 0, 0},
                        deviation[] = {0.05, 0.1, 0}, alpha[] = {0.05, 0.1, 0},
                        beta[] = {0.9, 0.8, 0}, nu[] = {4, 5, INFINITY},
                        correlation[] = {1, 0.7, 0, 0.7, 1, 0, 0, 0, 1};
    static const double length[] = {60}, moves[] = {0.6, 0.8, 0.1};
    const orth_market_spec specs[] = {
        {.model = "constant"},
        {.model = "gbm", .parameters = {{"volatility", volatility}, {"correlation", correlation}}},
        {.model = "merton",
         .parameters = {{"volatility", volatility},
                        {"correlation", correlation},
                        {"jump_rate", rate},
                        {"jump_mean", mean},
                        {"jump_deviation", deviation}}},
        {.model = "garch",
         .parameters = {{"volatility", volatility},
                        {"correlation", correlation},
                        {"garch_alpha", alpha},
                        {"garch_beta", beta},
                        {"garch_nu", nu}}},
        {.model = "bootstrap", .file = panel, .parameters = {{"mean_length", length}}},
        /* no numeraire: all three tokens drawn */
        {.model = "gbm", .parameters = {{"volatility", moves}, {"correlation", correlation}}},
    };
    for (size_t i = 0; i < sizeof specs / sizeof specs[0]; i++) {
        orth_market_spec spec = specs[i];
        spec.n = TOKENS;
        spec.tokens = tokens;
        spec.numeraire = i + 1 < sizeof specs / sizeof specs[0] ? "USDC" : NULL;
        spec.seed = 1;
        spec.block_seconds = 60;
        bench_model(&spec, spec.model);
    }
}

static FILE *make_file(char *path)
{
    int descriptor = mkstemp(path);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    if (file == NULL) {
        perror(path);
        exit(4);
    }
    return file;
}

static double price_at(int row, int token)
{
    return (token + 1) * 1000 * (1 + 0.1 * sin(row * 1e-4 + token)) + row % 97 * 0.01;
}

static void write_panel(char *path)
{
    FILE *file = make_file(path);
    fprintf(file, "time,BTC,ETH,USDC\n");
    for (int row = 0; row < ROWS; row++)
        fprintf(file, "%d,%.2f,%.2f,%.4f\n", 1704067200 + 60 * row, price_at(row, 2),
                price_at(row, 1), 1.0);
    fclose(file);
}

static void write_klines(char *path, int token)
{
    FILE *file = make_file(path);
    for (int row = 0; row < ROWS; row++) {
        long long open = 1704067200000 + 60000LL * row;
        double price = price_at(row, token);
        fprintf(file, "%lld,%.8f,%.8f,%.8f,%.8f,%.8f,%lld,%.8f,%d,%.8f,%.8f,0\n", open, price,
                price * 1.001, price * 0.999, price, 12.5, open + 59999, 12.5 * price, 1234, 6.25,
                6.25 * price);
    }
    fclose(file);
}

static void print_times(const char *name, const char *clock, double times[RUNS])
{
    qsort(times, RUNS, sizeof times[0], by_size);
    printf("%-22s %-9s %7.3f %7.3f %7.3f s\n", name, clock, times[0], times[RUNS / 2],
           times[RUNS - 1]);
}

static void bench_reading(const char *name, const orth_market_spec *spec)
{
    double wall[RUNS], processor[RUNS];
    for (int r = 0; r < RUNS; r++) {
        orth_market *market;
        orth_error error;
        double start = now(), begun = at(CLOCK_PROCESS_CPUTIME_ID);
        must(orth_market_create(&market, spec, &error), &error);
        wall[r] = (now() - start) * 1e-9;
        processor[r] = (at(CLOCK_PROCESS_CPUTIME_ID) - begun) * 1e-9;
        orth_market_free(market);
    }
    print_times(name, "wall", wall);
    print_times(name, "processor", processor);
}

int main(int argc, char **argv)
{
    static const char *const kernels[] = {"avx512", "avx2", "scalar"};
    static const char *const tokens[] = {"A", "B", "C"}, *const panel_tokens[] = {"BTC", "ETH",
                                                                                  "USDC"};
    char panel[] = "/tmp/orthant-bench-XXXXXX", klines[TOKENS][32];
    orth_price_file files[TOKENS] = {{.token = NULL}};
    write_panel(panel);
    bool models = argc < 2 || strcmp(argv[1], "reading") != 0;
    for (int k = 0; models && k < 3; k++) {
        if (!orth_kernel_select(kernels[k]))
            continue;
        printf("kernel %s: ns per token-block (%d tokens, %d blocks), min median max\n", kernels[k],
               TOKENS, BLOCKS);
        bench_models(panel);
    }
    printf("reading %d rows, 3 tokens: min median max\n", ROWS);
    orth_market_spec wide = {.model = "panel", .n = TOKENS, .tokens = panel_tokens, .file = panel};
    bench_reading("wide panel", &wide);
    for (int i = 0; i < TOKENS; i++) {
        strcpy(klines[i], "/tmp/orthant-bench-XXXXXX");
        write_klines(klines[i], i);
        files[i] = (orth_price_file){.token = tokens[i], .file = klines[i]};
    }
    orth_market_spec three = {
        .model = "files", .n = TOKENS, .tokens = tokens, .file_count = TOKENS, .files = files};
    bench_reading("three files of klines", &three);
    unlink(panel);
    for (int i = 0; i < TOKENS; i++)
        unlink(klines[i]);
    return models && sink == 0;
}
