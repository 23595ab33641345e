#include "markets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char *const test_random_models[] = {"gbm", "merton", "garch", "bootstrap", NULL};

orth_market_spec test_market_spec(const char *model, const char *panel)
{
    static const char *const tokens[] = {"A", "B", "C"};
    static const double prices[] = {60000, 3000, 1}, drift[] = {0.3, -0.2, 0},
                        volatility[] = {0.6, 0.9, 0.3},
                        correlation[] = {1, 0.8, -0.3, 0.8, 1, 0.1, -0.3, 0.1, 1},
                        rate[] = {300, 20, 0}, mean[] = {-0.04, 0.02, 0},
                        deviation[] = {0.05, 0.1, 0}, alpha[] = {0.1, 0.05, 0.2},
                        beta[] = {0.8, 0.9, 0.5}, nu[] = {5, 12, INFINITY};
    static const double length[] = {20};
    static const struct {
        const char *models;
        orth_market_parameter parameter;
    } all[] = {
        {"gbm merton garch", {"drift", drift}},
        {"gbm merton garch", {"volatility", volatility}},
        {"gbm merton garch", {"correlation", correlation}},
        {"merton", {"jump_rate", rate}},
        {"merton", {"jump_mean", mean}},
        {"merton", {"jump_deviation", deviation}},
        {"garch", {"garch_alpha", alpha}},
        {"garch", {"garch_beta", beta}},
        {"garch", {"garch_nu", nu}},
        {"bootstrap", {"mean_length", length}},
    };
    orth_market_spec spec = {.model = model,
                             .n = MARKET_TOKENS,
                             .tokens = tokens,
                             .prices = prices,
                             .file = panel,
                             .seed = test_seed(MARKET_SEED),
                             .block_seconds = 3600};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strstr(all[i].models, model) != NULL)
            test_set(&spec, all[i].parameter.name, all[i].parameter.values);
    return spec;
}

void test_set(orth_market_spec *spec, const char *name, const double *values)
{
    size_t i = 0;
    while (spec->parameters[i].name != NULL && strcmp(spec->parameters[i].name, name) != 0)
        i++;
    ck_assert(i < ORTH_MARKET_PARAMETERS_MAX);
    spec->parameters[i] = (orth_market_parameter){name, values};
}

const double *test_values(const orth_market_spec *spec, const char *name)
{
    size_t i = 0;
    while (spec->parameters[i].name != NULL && strcmp(spec->parameters[i].name, name) != 0)
        i++;
    ck_assert_ptr_nonnull(spec->parameters[i].values);
    return spec->parameters[i].values;
}

orth_market *test_market(const orth_market_spec *spec)
{
    orth_market *market;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_market_create(&market, spec, &error) == ORTH_OK, "%s", error.text);
    return market;
}

orth_market_walk *test_walk(const orth_market *market, size_t lanes)
{
    orth_market_walk *walk;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_market_walk_create(&walk, market, lanes, &error) == ORTH_OK, "%s",
                  error.text);
    return walk;
}

static FILE *make_file(char **path)
{
    *path = strdup("/tmp/orthant-test-XXXXXX");
    int descriptor = *path == NULL ? -1 : mkstemp(*path);
    FILE *file = descriptor < 0 ? NULL : fdopen(descriptor, "w");
    ck_assert_ptr_nonnull(file);
    return file;
}

void test_write(char **path, const char *text)
{
    FILE *file = make_file(path);
    ck_assert(fputs(text, file) >= 0 && fclose(file) == 0);
}

void test_write_panel(char **path)
{
    FILE *file = make_file(path);
    fprintf(file, "time,A,B,C\n");
    for (int row = 0; row < 200; row++)
        fprintf(file, "%d,%.6f,%.6f,%.6f\n", row, 100 + 10 * sin(row * 0.3) + row % 7,
                50 + 5 * cos(row * 0.5), 1 + 0.01 * (row % 5));
    ck_assert(fclose(file) == 0);
}
