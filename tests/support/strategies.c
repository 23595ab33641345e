#include "strategies.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const tokens[STRATEGY_TOKENS_MAX] = {"A", "B", "C", "D", "E", "F", "G", "H"};
static const double supply[STRATEGY_TOKENS_MAX] = {3, 1e4, 1e7, 20, 1e9, 400, 6, 1e5};
static const uint64_t target_rows[] = {20, 33, 34, 61, 150};
static double targets[5 * STRATEGY_TOKENS_MAX];

/* Values of keys by name that are the same for all tokens. */
static const struct {
    const char *name;
    double value;
} simple[] = {{"cap", 0.6}, {"q", 0.01},    {"q_level", 0.02}, {"q_slope", 1e-4},
              {"rho", 0.3}, {"varying", 1}, {"alpha", 0.5}};

/* A value that does something, by the key's name; NAN: the key is left out. Filters that have a
 * decay get that, and the others variances. */
static double usual(const orth_strategy_key *key, size_t token, bool decay)
{
    double i = (double)token;
    for (size_t k = 0; k < sizeof simple / sizeof simple[0]; k++)
        if (strcmp(key->name, simple[k].name) == 0)
            return decay && k > 0 && k < 6 ? NAN : simple[k].value;
    if (strcmp(key->name, "k_per_day") == 0)
        return 2 + 0.3 * i;
    if (strncmp(key->name, "lambda", 6) == 0 && key->most == 1)
        return 0.7 + 0.02 * i + 0.03 * (double)(key->name[strlen(key->name) - 1] & 3);
    if (strcmp(key->name, "smoothing_lambda") == 0 || strcmp(key->name, "second_lambda") == 0)
        return 0.5 + 0.03 * i;
    if (strcmp(key->name, "exponent") == 0)
        return 0.8 + 0.4 * i;
    if (strcmp(key->name, "scale") == 0 || strcmp(key->name, "width") == 0)
        return 0.02 + 0.01 * i;
    if (strcmp(key->name, "q") == 0 || strcmp(key->name, "q_level") == 0)
        return 0.05 + 0.02 * i;
    if (strcmp(key->name, "q_slope") == 0)
        return 1e-3 + 1e-3 * i;
    if (strcmp(key->name, "rate") == 0 || strcmp(key->name, "value_rate") == 0)
        return 0.9;
    if (strcmp(key->name, "share") == 0)
        return 0.3;
    if (strcmp(key->name, "rho") == 0)
        return 0.4 - 0.1 * i;
    return NAN;
}

/* A filter says what it is right for by a decay or, where its keys have none, by variances. */
static bool has_decay(const orth_strategy_key *key)
{
    for (; key->name != NULL; key++)
        if (strcmp(key->name, "lambda") == 0)
            return true;
    return false;
}

static void fill_part(test_strategy *made, orth_strategy_part *part,
                      const orth_strategy_kind *const *table, const char *kind)
{
    size_t at = 0, n = made->spec.n;
    memset(part, 0, sizeof *part);
    part->kind = kind;
    while (*table != NULL && strcmp((*table)->name, kind) != 0)
        table++;
    ck_assert_msg(*table != NULL, "%s", kind);
    bool decay = false;
    for (const orth_strategy_key *key = (*table)->keys; key->name != NULL; key++)
        decay |= strcmp(key->name, "lambda") == 0;
    for (const orth_strategy_key *key = (*table)->keys; key->name != NULL; key++) {
        double *values = made->values[made->used];
        for (size_t i = 0; i < n; i++)
            values[i] = usual(key, i, decay);
        if (isnan(values[0]) || (key->name[0] == 'q' && has_decay((*table)->keys)))
            continue;
        part->parameters[at++] = (orth_strategy_parameter){key->name, key->one ? 1 : n, values};
        made->used++;
    }
}

static bool reads_estimator(const char *rule)
{
    static const char *const readers[] = {
        "momentum",     "anti_momentum", "power_channel", "mean_reversion_channel",
        "natural_flow", "sphere_flow",   "logit_flow"};
    for (size_t i = 0; i < sizeof readers / sizeof readers[0]; i++)
        if (strcmp(rule, readers[i]) == 0)
            return true;
    return false;
}

static void fill_members(test_strategy *made, const char *estimator)
{
    static const char *const rules[2] = {"momentum", "min_variance"};
    for (size_t m = 0; m < 2; m++)
        fill_part(made, &made->members[m].rule, orth_strategy_rules(), rules[m]);
    fill_part(made, &made->members[0].estimator, orth_strategy_estimators(), estimator);
    made->spec.members = made->members;
    made->spec.member_count = 2;
}

void test_strategy_fill(test_strategy *made, const char *rule, const char *estimator,
                        const char *path, size_t n, uint64_t over)
{
    memset(made, 0, sizeof *made);
    const char *of_rule = estimator == NULL ? "gradient" : estimator;
    bool endless = strcmp(path, "pursue") == 0;
    const char *argument = endless ? ":0.3" : strcmp(path, "power") == 0 ? ":0.5" : "";
    snprintf(made->path, sizeof made->path, "%s%s", path, argument);
    made->spec = (orth_strategy_spec){
        .n = n,
        .tokens = tokens,
        .update_every = 7,
        .over = endless ? 0 : over,
        .path = made->path,
        .warm_up = 14,
        .block_seconds = 3600,
        .supply_rows = 1,
        .supply = supply,
        .target_count = sizeof target_rows / sizeof target_rows[0],
        .target_rows = target_rows,
        .targets = targets,
    };
    for (size_t e = 0; e < 5 * n; e++)
        targets[e] = (1 + (double)((e * e + 3) % 7)) / 100;
    for (size_t k = 0; k < 5; k++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += targets[k * n + i];
        for (size_t i = 0; i < n; i++)
            targets[k * n + i] /= sum;
    }
    fill_part(made, &made->spec.rule, orth_strategy_rules(), rule);
    if (reads_estimator(rule))
        fill_part(made, &made->spec.estimator, orth_strategy_estimators(), of_rule);
    if (strcmp(rule, "ensemble") == 0)
        fill_members(made, of_rule);
}

void test_strategy_link(test_strategy *made, const char *link)
{
    fill_part(made, &made->spec.link, orth_strategy_links(), link);
}

orth_strategy *test_strategy_of(const orth_strategy_spec *spec)
{
    orth_strategy *strategy;
    orth_error error;
    ck_assert_msg(orth_strategy_create(&strategy, spec, &error) == ORTH_OK, "%s", error.text);
    return strategy;
}

orth_strategy_walk *test_strategy_walk(const orth_strategy *strategy, size_t lanes)
{
    orth_strategy_walk *walk;
    orth_error error;
    ck_assert_msg(orth_strategy_walk_create(&walk, strategy, lanes, &error) == ORTH_OK, "%s",
                  error.text);
    return walk;
}

void test_strategy_weights(const orth_strategy *strategy, size_t lanes, size_t rows, size_t piece,
                           const double *prices, double *weights)
{
    orth_strategy_walk *walk = test_strategy_walk(strategy, lanes);
    size_t width = orth_strategy_tokens(strategy) * lanes;
    for (size_t row = 0; row < rows; row += piece)
        orth_strategy_walk_next(walk, piece < rows - row ? piece : rows - row, prices + row * width,
                                weights + row * width);
    orth_strategy_walk_free(walk);
}

void test_strategy_prices(test_random *random, size_t rows, size_t n, size_t lanes, double *prices)
{
    size_t width = n * lanes;
    for (size_t e = 0; e < width; e++)
        prices[e] = pow(10, -8 + 13 * test_random_unit(random));
    for (size_t e = width; e < rows * width; e++)
        prices[e] = prices[e - width] * exp(0.06 * (test_random_unit(random) - 0.5));
}

/* Momentum by each link. */
static void try_links(size_t n, uint64_t over, void (*check)(const test_strategy *made))
{
    const orth_strategy_kind *const *links = orth_strategy_links();
    for (size_t k = 0; links[k] != NULL; k++) {
        test_strategy made;
        test_strategy_fill(&made, "momentum", NULL, "linear", n, over);
        test_strategy_link(&made, links[k]->name);
        check(&made);
    }
}

static void try_paths(const char *rule, const char *estimator, size_t n, uint64_t over,
                      void (*check)(const test_strategy *made))
{
    const orth_strategy_kind *const *paths = orth_strategy_paths();
    for (size_t p = 0; paths[p] != NULL; p++) {
        test_strategy made;
        if (strcmp(paths[p]->name, "approx_optimal") == 0)
            continue;
        test_strategy_fill(&made, rule, estimator, paths[p]->name, n, over);
        check(&made);
    }
}

void test_all_strategies(size_t n, uint64_t over, void (*check)(const test_strategy *made))
{
    const orth_strategy_kind *const *rules = orth_strategy_rules();
    const orth_strategy_kind *const *estimators = orth_strategy_estimators();
    for (size_t r = 0; rules[r] != NULL; r++) {
        if (!reads_estimator(rules[r]->name))
            try_paths(rules[r]->name, NULL, n, over, check);
        for (size_t e = 0; estimators[e] != NULL && reads_estimator(rules[r]->name); e++)
            try_paths(rules[r]->name, estimators[e]->name, n, over, check);
    }
    try_links(n, over, check);
}
