/* A model of prices fitted to data: JSON, and a table for people. */
#include <math.h>

#include "base/json_out.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/report.h"

static void write_estimate(orth_json_out *json, const char *key, const orth_market_estimate *of)
{
    orth_json_open_inline_object(json, key);
    orth_json_known(json, "value", of->known && isfinite(of->value), of->value);
    orth_json_known(json, "error", of->bounded, of->error);
    orth_json_known(json, "low", of->bounded, of->low);
    orth_json_known(json, "high", of->bounded, of->high);
    if (of->why == NULL)
        orth_json_null(json, "reason");
    else
        orth_json_string(json, "reason", of->why);
    orth_json_close_object(json);
}

static void write_tokens(orth_json_out *json, const orth_market_fit *fit)
{
    orth_json_open_array(json, "estimates");
    for (size_t i = 0; i < fit->n; i++) {
        orth_json_open_object(json, NULL);
        orth_json_string(json, "token", fit->tokens[i]);
        orth_json_double(json, "last_price", fit->prices[i]);
        for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
            if (orth_market_fit_has(fit->model, v))
                write_estimate(json, orth_market_fit_value_name(v), &fit->values[v][i]);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
    orth_json_open_array(json, "correlations");
    for (size_t i = 0; i < fit->n; i++)
        for (size_t j = i + 1; j < fit->n; j++) {
            orth_json_open_object(json, NULL);
            const char *const pair[] = {fit->tokens[i], fit->tokens[j]};
            orth_json_strings(json, "tokens", 2, pair);
            write_estimate(json, "correlation", &fit->correlations[i * fit->n + j]);
            orth_json_close_object(json);
        }
    orth_json_close_array(json);
}

static void write_likelihood(orth_json_out *json, const char *key, size_t parameters,
                             double log_likelihood, double aic, double bic)
{
    orth_json_open_inline_object(json, key);
    orth_json_integer(json, "parameters", (int64_t)parameters);
    orth_json_double(json, "log_likelihood", log_likelihood);
    orth_json_double(json, "aic", aic);
    orth_json_double(json, "bic", bic);
    orth_json_close_object(json);
}

static void write_comparison(orth_json_out *json, const orth_market_fit *fit)
{
    orth_json_open_object(json, "comparison");
    for (size_t m = 0; m < ORTH_MARKET_FIT_MODELS; m++) {
        const orth_market_fit_likelihood *of = &fit->against[m];
        const char *name = orth_market_fit_model_name((orth_market_fit_model)m);
        if (of->known)
            write_likelihood(json, name, of->parameters, of->log_likelihood, of->aic, of->bic);
        else
            orth_json_null(json, name);
    }
    orth_json_string(json, "least_aic", orth_market_fit_model_name(fit->least_aic));
    orth_json_string(json, "least_bic", orth_market_fit_model_name(fit->least_bic));
    orth_json_close_object(json);
}

void orth_market_fit_write_json(const orth_market_fit *fit, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "market-fit");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "model", orth_market_fit_model_name(fit->model));
    orth_json_strings(&json, "tokens", fit->n, (const char *const *)fit->tokens);
    orth_json_integer(&json, "rows", (int64_t)fit->rows);
    orth_json_double(&json, "block_seconds", fit->block_seconds);
    orth_json_double(&json, "blocks_per_year", fit->blocks_per_year);
    orth_json_integer(&json, "gaps", (int64_t)fit->gaps);
    orth_json_integer(&json, "still", (int64_t)fit->still);
    orth_json_bool(&json, "converged", fit->converged);
    write_tokens(&json, fit);
    write_likelihood(&json, "likelihood", fit->parameters, fit->log_likelihood, fit->aic, fit->bic);
    write_likelihood(&json, "gbm_likelihood", fit->gbm_parameters, fit->gbm_log_likelihood,
                     fit->gbm_aic, fit->gbm_bic);
    write_comparison(&json, fit);
    orth_json_open_array(&json, "notes");
    for (size_t i = 0; i < fit->note_count; i++)
        orth_json_string(&json, NULL, fit->notes[i]);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

static void write_row(const char *token, const char *name, const orth_market_estimate *of,
                      FILE *stream)
{
    fprintf(stream, "  %-16.16s %-15s", token, name);
    if (isfinite(of->value))
        fprintf(stream, " %12.6g", of->value);
    else
        fprintf(stream, " %12s", "infinite");
    if (of->bounded)
        fprintf(stream, " %12.6g %12.6g %12.6g\n", of->error, of->low, of->high);
    else
        fprintf(stream, " no interval: %s\n", of->why);
}

static void write_legend(const orth_market_fit *fit, FILE *stream)
{
    bool jumps = orth_market_fit_has(fit->model, ORTH_MARKET_FIT_JUMP_RATE);
    fputs("\ndrift and volatility are a year's (1: 100 %)", stream);
    fputs(jumps ? ", jump_rate is jumps a year, jump_mean and\njump_deviation are of a jump in the "
                  "price's logarithm. "
                : ". ",
          stream);
    fputs("error: the standard error; low, high: the\nends of the 95 % interval.\n", stream);
}

void orth_market_fit_write_table(const orth_market_fit *fit, FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    fprintf(stream,
            "%s fitted to %zu rows of %zu token%s; a row is a block of %.12g s, %.12g a "
            "year\n",
            orth_market_fit_model_name(fit->model), fit->rows, fit->n, orth_plural(fit->n, "", "s"),
            fit->block_seconds, fit->blocks_per_year);
    fprintf(stream, "  %-16s %-15s %12s %12s %12s %12s\n", "token", "parameter", "value", "error",
            "low", "high");
    for (size_t i = 0; i < fit->n; i++)
        for (orth_market_fit_value v = 0; v < ORTH_MARKET_FIT_VALUES; v++)
            if (orth_market_fit_has(fit->model, v))
                write_row(fit->tokens[i], orth_market_fit_value_name(v), &fit->values[v][i],
                          stream);
    char pair[64];
    for (size_t i = 0; i < fit->n; i++)
        for (size_t j = i + 1; j < fit->n; j++) {
            snprintf(pair, sizeof pair, "%.7s, %.7s", fit->tokens[i], fit->tokens[j]);
            write_row(pair, "correlation", &fit->correlations[i * fit->n + j], stream);
        }
    fprintf(stream, "  %-16s %12s %16s %16s %16s\n", "model", "parameters", "log-likelihood", "AIC",
            "BIC");
    for (size_t m = 0; m < ORTH_MARKET_FIT_MODELS; m++)
        if (fit->against[m].known)
            fprintf(stream, "  %-16s %12zu %16.3f %16.3f %16.3f%s%s\n",
                    orth_market_fit_model_name((orth_market_fit_model)m),
                    fit->against[m].parameters, fit->against[m].log_likelihood, fit->against[m].aic,
                    fit->against[m].bic, m == fit->least_aic ? "  least AIC" : "",
                    m == fit->least_bic ? "  least BIC" : "");
    write_legend(fit, stream);
    orth_locale_leave(outer);
}
