/* A fit as a scenario. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/file_out.h"
#include "base/json_out.h"
#include "base/plain_locale.h"
#include "orthant/limits.h"
#include "orthant/market_fit.h"

#define BLOCKS 1440
#define STEPS 720
#define FREE_TOKEN "NUMERAIRE"
#define NU_MOST 1e6 /* of a scenario; above it a normal number is the same */

/* What a scenario may have, of each value. */
static const struct {
    double least, most;
} ranges[] = {
    [ORTH_MARKET_FIT_DRIFT] = {-ORTH_DRIFT_MAX, ORTH_DRIFT_MAX},
    [ORTH_MARKET_FIT_VOLATILITY] = {0, ORTH_RATE_MAX},
    [ORTH_MARKET_FIT_JUMP_RATE] = {0, ORTH_JUMP_RATE_MAX},
    [ORTH_MARKET_FIT_JUMP_MEAN] = {-ORTH_JUMP_MAX, ORTH_JUMP_MAX},
    [ORTH_MARKET_FIT_JUMP_DEVIATION] = {0, ORTH_JUMP_MAX},
    [ORTH_MARKET_FIT_ALPHA] = {0, 1},
    [ORTH_MARKET_FIT_BETA] = {0, 1},
    [ORTH_MARKET_FIT_NU] = {2.01, HUGE_VAL},
};

static orth_status check(const orth_market_fit *fit, orth_error *error)
{
    for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        for (size_t i = 0; orth_market_fit_has(fit->model, v) && i < fit->n; i++) {
            double value = fit->values[v][i].value;
            if (!(value >= ranges[v].least && value <= ranges[v].most))
                return orth_fail(error, ORTH_DOMAIN,
                                 "market fit: %s of %.60s is %.12g; a scenario may have from %.12g "
                                 "to %.12g",
                                 orth_market_fit_value_name(v), fit->tokens[i], value,
                                 ranges[v].least, ranges[v].most);
        }
    return ORTH_OK;
}

static void write_list(orth_json_out *json, const orth_market_fit *fit, orth_market_fit_value v,
                       bool lone)
{
    double values[ORTH_MARKET_FIT_TOKENS_MAX + 1];
    bool all_normal = v == ORTH_MARKET_FIT_NU;
    for (size_t i = 0; i < fit->n; i++) {
        values[i] = fit->values[v][i].value;
        all_normal = all_normal && isinf(values[i]);
        if (v == ORTH_MARKET_FIT_NU)
            values[i] = fmin(values[i], NU_MOST);
    }
    values[fit->n] = v == ORTH_MARKET_FIT_NU ? NU_MOST : 0;
    if (!all_normal)
        orth_json_doubles(json, orth_market_fit_value_name(v), fit->n + lone, values);
}

/* The factor of a correlation matrix that is written is found again by whoever reads it: the
 * matrix itself is what is positive definite. */
static void write_correlation(orth_json_out *json, const orth_market_fit *fit, bool lone)
{
    orth_json_open_array(json, "correlation");
    for (size_t i = 0; i < fit->n + lone; i++) {
        double row[ORTH_MARKET_FIT_TOKENS_MAX + 1];
        for (size_t j = 0; j < fit->n + lone; j++)
            row[j] = i < fit->n && j < fit->n ? fit->correlations[i * fit->n + j].value : i == j;
        orth_json_doubles(json, NULL, fit->n + lone, row);
    }
    orth_json_close_array(json);
}

static void write_market(orth_json_out *json, const orth_market_fit *fit, bool lone)
{
    double prices[ORTH_MARKET_FIT_TOKENS_MAX + 1];
    memcpy(prices, fit->prices, fit->n * sizeof *prices);
    prices[fit->n] = 1;
    orth_json_open_object(json, "market");
    orth_json_string(json, "model", orth_market_fit_model_name(fit->model));
    orth_json_doubles(json, "prices", fit->n + lone, prices);
    orth_json_integer(json, "blocks", BLOCKS);
    orth_json_double(json, "block_seconds", fit->block_seconds);
    for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
        if (orth_market_fit_has(fit->model, v))
            write_list(json, fit, v, lone);
    write_correlation(json, fit, lone);
    orth_json_close_object(json);
}

static void write_weights(orth_json_out *json, const char *key, size_t n, double first)
{
    double weights[ORTH_MARKET_FIT_TOKENS_MAX + 1];
    for (size_t i = 0; i < n; i++)
        weights[i] = i == 0 ? first : (1 - first) / (double)(n - 1);
    orth_json_open_inline_object(json, key);
    orth_json_doubles(json, "weights", n, weights);
    orth_json_close_object(json);
}

static void write_all(FILE *stream, const orth_market_fit *fit)
{
    bool lone = fit->n == 1;
    size_t n = fit->n + lone;
    char description[512];
    const char *tokens[ORTH_MARKET_FIT_TOKENS_MAX + 1];
    for (size_t i = 0; i < fit->n; i++)
        tokens[i] = fit->tokens[i];
    tokens[fit->n] = strcmp(fit->tokens[0], "USD") == 0 ? FREE_TOKEN : "USD";
    orth_locale outer = orth_locale_enter();
    snprintf(description, sizeof description,
             "The market is %s by maximum likelihood from %zu rows of prices, one a block of %.12g "
             "seconds; it goes on from the last row. All else is an example: the weights, the "
             "pool, the number of steps and of price paths%s.",
             orth_market_fit_model_name(fit->model), fit->rows, fit->block_seconds,
             lone ? ", and the second token, whose price is 1" : "");
    orth_locale_leave(outer);
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "name", "A market fitted to prices");
    orth_json_string(&json, "description", description);
    orth_json_strings(&json, "tokens", n, tokens);
    write_weights(&json, "start", n, 1 / (double)n);
    write_weights(&json, "target", n, 0.5 + 0.5 / (double)n);
    orth_json_integer(&json, "steps", STEPS);
    const char *const paths[] = {"linear", "geodesic"};
    orth_json_strings(&json, "paths", 2, paths);
    orth_json_open_inline_object(&json, "pool");
    orth_json_integer(&json, "value", 10000000);
    orth_json_string(&json, "unit", "USD");
    orth_json_close_object(&json);
    write_market(&json, fit, lone);
    orth_json_open_inline_object(&json, "monte_carlo");
    orth_json_integer(&json, "paths", 200);
    orth_json_integer(&json, "seed", 1);
    orth_json_close_object(&json);
    orth_json_close_object(&json);
    orth_json_end(&json);
}

orth_status orth_market_fit_write_to(const orth_market_fit *fit, FILE *stream, orth_error *error)
{
    orth_status status = check(fit, error);
    if (status == ORTH_OK)
        write_all(stream, fit);
    return status;
}

orth_status orth_market_fit_write(const orth_market_fit *fit, const char *file, orth_error *error)
{
    orth_status status = check(fit, error);
    if (status != ORTH_OK)
        return status;
    if (strcmp(file, "-") == 0) {
        write_all(stdout, fit);
        if (fflush(stdout) != 0 || ferror(stdout))
            return orth_fail(error, ORTH_IO, "standard output: what was fitted cannot be written");
        return ORTH_OK;
    }
    orth_output output;
    status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    write_all(output.stream, fit);
    return orth_output_commit(&output, error);
}
