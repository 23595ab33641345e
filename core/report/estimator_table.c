/* Estimators fitted to prices, as a table for people. */
#include <math.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/report.h"

/* A test fails where what it saw has less probability. */
#define TOLD 0.05

static void write_cell(double value, FILE *stream)
{
    if (isfinite(value))
        fprintf(stream, " %12.6g", value);
    else
        fprintf(stream, " %12s", "-");
}

/* Decays near 1 have more digits. */
static void write_decay_cell(double value, FILE *stream)
{
    fprintf(stream, " %12.*f", 1 - value < 1e-4 ? 10 : 8, value);
}

static void write_estimate(const char *market, orth_estimator_value value,
                           const orth_estimator_estimate *estimate, FILE *stream)
{
    fprintf(stream, "  %-10s %-14s", market, orth_estimator_value_name(value));
    if (!estimate->known) {
        fprintf(stream, " %12s %s\n", "-", estimate->why);
        return;
    }
    const double cells[] = {estimate->value, estimate->low, estimate->high};
    for (size_t i = 0; i < 3; i++)
        if ((i == 1 && estimate->low_open) || (i == 2 && estimate->high_open))
            fprintf(stream, " %12s", "open");
        else if (value == ORTH_ESTIMATOR_LAMBDA)
            write_decay_cell(cells[i], stream);
        else
            write_cell(cells[i], stream);
    fputc('\n', stream);
}

static void write_end(bool open, double value, FILE *stream)
{
    if (open)
        fprintf(stream, " %12s", "open");
    else
        write_cell(value, stream);
}

static void write_memory(const char *market, const orth_estimator_market_fit *fit, FILE *stream)
{
    const orth_estimator_estimate *lambda = &fit->values[ORTH_ESTIMATOR_LAMBDA];
    const char *why = orth_estimator_no_decay(fit);
    fprintf(stream, "  %-10s %-14s", market, "memory, days");
    if (why != NULL) {
        fprintf(stream, " %12s %s\n", "-", why);
        return;
    }
    write_cell(fit->memory_days, stream);
    write_end(lambda->low_open, fit->memory_low, stream);
    write_end(lambda->high_open, fit->memory_high, stream);
    fputc('\n', stream);
}

static void write_estimates(const orth_estimator_fit *fit, FILE *stream)
{
    fprintf(stream, "  %-10s %-14s %12s %12s %12s\n", "market", "parameter", "value", "low",
            "high");
    for (orth_estimator_market m = 0; m < ORTH_ESTIMATOR_MARKETS; m++) {
        const orth_estimator_market_fit *of = &fit->markets[m];
        const char *name = orth_estimator_market_name(m);
        for (orth_estimator_value v = 0; v < ORTH_ESTIMATOR_VALUES; v++)
            if (v != ORTH_ESTIMATOR_RHO || m == ORTH_ESTIMATOR_LEVEL_AR1)
                write_estimate(name, v, &of->values[v], stream);
        write_memory(name, of, stream);
    }
}

static void write_models(const orth_estimator_fit *fit, FILE *stream)
{
    fprintf(stream, "  %-10s %16s %16s %16s  %s\n", "market", "log-likelihood", "AIC", "BIC",
            "contract lambda");
    for (orth_estimator_market m = 0; m < ORTH_ESTIMATOR_MARKETS; m++) {
        const orth_estimator_market_fit *of = &fit->markets[m];
        fprintf(stream, "  %-10s %16.3f %16.3f %16.3f  %s%s\n", orth_estimator_market_name(m),
                of->log_likelihood, of->aic, of->bic,
                of->contract_lambda[0] == '\0' ? "none" : of->contract_lambda,
                m == fit->best ? "  best by BIC" : "");
    }
    fprintf(stream, "  noise that is not correlated (rho 0) has p %.3g\n", fit->rho_p);
}

/* The verdicts of the best market's two tests. */
static void write_tests(const orth_estimator_market_fit *best, FILE *stream)
{
    fprintf(stream, "  innovations, %zu lags, p %.3g: %s\n", best->white.lags, best->white.p,
            best->white.p < TOLD ? "not white, the prices have more memory than this market"
                                 : "white, as they should be");
    fprintf(stream, "  their squares, %zu lags, p %.3g: %s\n", best->steady.lags, best->steady.p,
            best->steady.p < TOLD ? "not independent: volatility that clusters, or noise far from "
                                    "normal; intervals may be too narrow"
                                  : "alike all along, as intervals assume");
}

static void write_token(const orth_estimator_tokens *fits, const orth_estimator_token *token,
                        FILE *stream)
{
    const orth_estimator_fit *fit = &token->fit;
    char text[ORTH_ESTIMATOR_SENTENCE_MAX];
    if (fit->why != ORTH_ESTIMATOR_FITTED) {
        fprintf(stream, "\n%s: %s\n", token->token, orth_estimator_why_text(fit->why));
        return;
    }
    fprintf(stream, "\n%s\n", token->token);
    write_estimates(fit, stream);
    write_models(fit, stream);
    write_tests(&fit->markets[fit->best], stream);
    for (orth_estimator_market m = 0; m < ORTH_ESTIMATOR_MARKETS; m++)
        fprintf(stream, "  %s%s: %s.\n", orth_estimator_market_name(m),
                m == fit->best ? ", the best" : "", orth_estimator_fit_sentence(text, fit, m));
    if (fits->lambda > 0) {
        fprintf(stream, "  your rule, if it averages: %s.\n",
                orth_estimator_rule_sentence(text, &token->average, fit));
        fprintf(stream, "  your rule, if it takes gradients: %s.\n",
                orth_estimator_rule_sentence(text, &token->gradient, fit));
    }
}

void orth_estimator_write_table(const orth_estimator_tokens *fits, FILE *stream)
{
    orth_locale outer = orth_locale_enter();
    fprintf(stream, "estimators of %zu token%s, fitted to %zu rows; a row is a chunk of %.12g s\n",
            fits->n, orth_plural(fits->n, "", "s"), fits->rows, fits->chunk_seconds);
    for (size_t i = 0; i < fits->n; i++)
        write_token(fits, &fits->of[i], stream);
    fputs(
        "\nerror: of the level, or the trend's slope, as the rule follows it. What a rule earns is "
        "another\nquestion, which orthant simulate and orthant tune answer.\n",
        stream);
    orth_locale_leave(outer);
}
