#include "scores.h"

#include <math.h>
#include <stdlib.h>

const char *const score_tokens[SCORE_TOKENS] = {"ONE", "TWO", "THREE"};
static const double volatility[SCORE_TOKENS] = {0.001, 0.002, 0.0005},
                    high_alpha[SCORE_TOKENS] = {0.08, 0.08, 0.08};
static const double high_beta[SCORE_TOKENS] = {0.9, 0.9, 0.9};
static const double correlation[SCORE_TOKENS * SCORE_TOKENS] = {1,   0.6, 0.2, 0.6, 1,
                                                                0.3, 0.2, 0.3, 1};

/* Blocks of a year, so that parameters are those of a block. */
orth_market_spec score_market_spec(const char *model, size_t n, uint64_t seed)
{
    orth_market_spec spec = {.model = model,
                             .n = n,
                             .tokens = score_tokens,
                             .seed = seed,
                             .block_seconds = ORTH_YEAR_SECONDS,
                             .parameters = {{"volatility", volatility}}};
    if (n == SCORE_TOKENS)
        spec.parameters[1] = (orth_market_parameter){"correlation", correlation};
    return spec;
}

orth_market *score_market(const orth_market_spec *spec)
{
    orth_market *market;
    orth_error error;
    ck_assert_msg(orth_market_create(&market, spec, &error) == ORTH_OK, "%s", error.text);
    return market;
}

orth_market *score_garch_with(size_t n, uint64_t seed, const double *alpha, const double *beta)
{
    orth_market_spec spec = score_market_spec("garch", n, seed);
    size_t next = n == SCORE_TOKENS ? 2 : 1;
    spec.parameters[next] = (orth_market_parameter){"garch_alpha", alpha};
    spec.parameters[next + 1] = (orth_market_parameter){"garch_beta", beta};
    return score_market(&spec);
}

orth_market *score_garch(size_t n, uint64_t seed)
{
    return score_garch_with(n, seed, high_alpha, high_beta);
}

orth_market *score_gbm(size_t n, uint64_t seed)
{
    orth_market_spec spec = score_market_spec("gbm", n, seed);
    return score_market(&spec);
}

double *score_prices(const orth_market *market, uint64_t path, size_t rows)
{
    double *prices = malloc(rows * orth_market_tokens(market) * sizeof *prices);
    orth_market_walk *walk;
    orth_error error;
    ck_assert(prices != NULL && orth_market_walk_create(&walk, market, 1, &error) == ORTH_OK);
    orth_market_walk_start(walk, path);
    ck_assert(orth_market_walk_fill(walk, rows, prices, NULL, &error) == ORTH_OK);
    orth_market_walk_free(walk);
    return prices;
}

orth_score *score_make(const orth_score_data *data, const orth_market *model,
                       const orth_score_terms *terms)
{
    orth_score *score;
    orth_error error;
    orth_score_terms own = *terms;
    own.threads = own.threads > 0 ? own.threads : 1;
    ck_assert_msg(orth_score_make(&score, data, model, &own, &error) == ORTH_OK, "%s", error.text);
    return score;
}

const orth_score_line *score_line(const orth_score *score, size_t horizon, size_t token,
                                  orth_score_kind kind)
{
    for (size_t l = 0; l < orth_score_line_count(score); l++) {
        const orth_score_line *line = orth_score_line_at(score, l);
        bool joint = line->token == ORTH_SCORE_NO_TOKEN;
        if (line->horizon == horizon && line->kind == kind && (joint || line->token == token))
            return line;
    }
    ck_abort_msg("no such line");
    return NULL;
}

int score_ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

long double score_mean(size_t n, const long double *v)
{
    long double sum = 0;
    for (size_t t = 0; t < n; t++)
        sum += v[t];
    return sum / (long double)n;
}

/* sum (x_t - mean)(y_(t+k) - mean) / sqrt(...), over all of both below. */
double score_lagged(size_t n, const long double *x, const long double *y, size_t k)
{
    long double mx = score_mean(n, x), my = score_mean(n, y), xy = 0, xx = 0, yy = 0;
    for (size_t t = 0; t < n; t++) {
        xx += (x[t] - mx) * (x[t] - mx);
        yy += (y[t] - my) * (y[t] - my);
        if (t + k < n)
            xy += (x[t] - mx) * (y[t + k] - my);
    }
    return (double)(xy / sqrtl(xx * yy));
}

int score_worst_first(const void *a, const void *b)
{
    const score_badness *x = a, *y = b;
    return (x->sum > y->sum) - (x->sum < y->sum);
}
