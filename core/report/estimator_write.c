/* Estimators fitted to prices, as JSON: what is no finite number is null, with a reason. */
#include <math.h>

#include "base/json_out.h"
#include "orthant/report.h"

static void write_finite(orth_json_out *json, const char *key, double value)
{
    orth_json_known(json, key, isfinite(value), value);
}

static void write_reason(orth_json_out *json, const char *why)
{
    if (why == NULL)
        orth_json_null(json, "reason");
    else
        orth_json_string(json, "reason", why);
}

static void write_points(orth_json_out *json, const char *key, const double *values)
{
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < ORTH_ESTIMATOR_CURVE_POINTS; i++)
        write_finite(json, NULL, values[i]);
    orth_json_close_array(json);
}

static void write_estimate(orth_json_out *json, const char *key,
                           const orth_estimator_estimate *estimate)
{
    bool known = estimate->known;
    orth_json_open_object(json, key);
    orth_json_known(json, "value", known, estimate->value);
    orth_json_known(json, "low", known, estimate->low);
    orth_json_known(json, "high", known, estimate->high);
    orth_json_bool(json, "low_open", estimate->low_open);
    orth_json_bool(json, "high_open", estimate->high_open);
    write_reason(json, known ? NULL : estimate->why);
    if (known) {
        orth_json_open_object(json, "curve");
        write_points(json, "at", estimate->curve.at);
        write_points(json, "below", estimate->curve.below);
        orth_json_close_object(json);
    } else {
        orth_json_null(json, "curve");
    }
    orth_json_close_object(json);
}

static void write_whiteness(orth_json_out *json, const char *key, const orth_whiteness *white)
{
    orth_json_open_inline_object(json, key);
    orth_json_double(json, "statistic", white->statistic);
    orth_json_integer(json, "lags", (int64_t)white->lags);
    orth_json_integer(json, "degrees", (int64_t)white->degrees);
    orth_json_double(json, "p", white->p);
    orth_json_close_object(json);
}

/* What follows from the decay that the prices choose. */
static void write_decay(orth_json_out *json, const orth_estimator_market_fit *fit)
{
    const char *why = orth_estimator_no_decay(fit);
    if (fit->contract_lambda[0] == '\0')
        orth_json_null(json, "contract_lambda");
    else
        orth_json_string(json, "contract_lambda", fit->contract_lambda);
    orth_json_open_inline_object(json, "memory_days");
    write_finite(json, "value", fit->memory_days);
    write_finite(json, "low", fit->memory_low);
    write_finite(json, "high", fit->memory_high);
    write_reason(json, why);
    orth_json_close_object(json);
    orth_json_open_inline_object(json, "costs");
    write_finite(json, "half", fit->costs.half);
    write_finite(json, "twice", fit->costs.twice);
    write_reason(json, why != NULL                  ? why
                       : isfinite(fit->costs.twice) ? NULL
                                                    : "twice of 1 - lambda is 1 or more");
    orth_json_close_object(json);
}

static void write_market(orth_json_out *json, const orth_estimator_fit *fit,
                         orth_estimator_market market)
{
    const orth_estimator_market_fit *of = &fit->markets[market];
    char text[ORTH_ESTIMATOR_SENTENCE_MAX];
    orth_json_open_object(json, NULL);
    orth_json_string(json, "market", orth_estimator_market_name(market));
    orth_json_string(json, "edge", orth_estimator_edge_name(of->edge));
    for (orth_estimator_value v = 0; v < ORTH_ESTIMATOR_VALUES; v++)
        write_estimate(json, orth_estimator_value_name(v), &of->values[v]);
    write_finite(json, "noise", of->noise);
    write_finite(json, "innovation", of->innovation);
    orth_json_integer(json, "parameters", (int64_t)of->parameters);
    orth_json_double(json, "log_likelihood", of->log_likelihood);
    orth_json_double(json, "aic", of->aic);
    orth_json_double(json, "bic", of->bic);
    write_decay(json, of);
    write_whiteness(json, "white", &of->white);
    write_whiteness(json, "steady", &of->steady);
    orth_json_string(json, "sentence", orth_estimator_fit_sentence(text, fit, market));
    orth_json_close_object(json);
}

static void write_rule(orth_json_out *json, const char *key, const orth_estimator_rule *rule,
                       const orth_estimator_fit *fit)
{
    char text[ORTH_ESTIMATOR_SENTENCE_MAX];
    orth_json_open_object(json, key);
    orth_json_double(json, "q", rule->q);
    orth_json_known(json, "q_slope", rule->market == ORTH_ESTIMATOR_GRADIENT, rule->q_slope);
    orth_json_bool(json, "inside", rule->inside);
    write_finite(json, "below", rule->below);
    write_finite(json, "cost", rule->cost);
    write_reason(json, isfinite(rule->cost) ? NULL
                                            : orth_estimator_no_decay(&fit->markets[rule->market]));
    orth_json_string(json, "sentence", orth_estimator_rule_sentence(text, rule, fit));
    orth_json_close_object(json);
}

static void write_token(orth_json_out *json, const orth_estimator_tokens *fits,
                        const orth_estimator_token *token)
{
    const orth_estimator_fit *fit = &token->fit;
    bool fitted = fit->why == ORTH_ESTIMATOR_FITTED, judged = fitted && fits->lambda > 0;
    orth_json_open_object(json, NULL);
    orth_json_string(json, "token", token->token);
    write_reason(json, orth_estimator_why_text(fit->why));
    orth_json_integer(json, "unmoved", (int64_t)fit->unmoved);
    if (fitted)
        orth_json_string(json, "best", orth_estimator_market_name(fit->best));
    else
        orth_json_null(json, "best");
    orth_json_known(json, "rho_p", fitted, fit->rho_p);
    orth_json_open_array(json, "markets");
    for (orth_estimator_market m = 0; fitted && m < ORTH_ESTIMATOR_MARKETS; m++)
        write_market(json, fit, m);
    orth_json_close_array(json);
    if (judged) {
        orth_json_open_object(json, "rule");
        write_rule(json, "average", &token->average, fit);
        write_rule(json, "gradient", &token->gradient, fit);
        orth_json_close_object(json);
    } else {
        orth_json_null(json, "rule");
    }
    orth_json_close_object(json);
}

void orth_estimator_write_json(const orth_estimator_tokens *fits, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "estimator-fit");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_integer(&json, "rows", (int64_t)fits->rows);
    orth_json_double(&json, "chunk_seconds", fits->chunk_seconds);
    orth_json_integer(&json, "gaps", (int64_t)fits->gaps);
    orth_json_integer(&json, "still", (int64_t)fits->still);
    orth_json_known(&json, "lambda", fits->lambda > 0, fits->lambda);
    orth_json_known(&json, "memory_days", fits->lambda > 0, fits->memory_days);
    orth_json_open_array(&json, "tokens");
    for (size_t i = 0; i < fits->n; i++)
        write_token(&json, fits, &fits->of[i]);
    orth_json_close_array(&json);
    orth_json_open_array(&json, "notes");
    for (size_t i = 0; i < fits->note_count; i++)
        orth_json_string(&json, NULL, fits->notes[i]);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}
