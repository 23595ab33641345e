/* What the models with drift, volatility and correlation share. */
#ifndef ORTH_MARKET_DIFFUSION_H
#define ORTH_MARKET_DIFFUSION_H

#include "market/market.h"

typedef struct orth_diffusion {
    double block_years;
    double *shift;       /* n, log-drift a block; garch: before half the variance is taken off */
    double *matrix;      /* n x n: log-returns (garch: innovations) from independent numbers; its
                            diagonal alone, n, without a correlation */
    double *volatility;  /* n, a year */
    double *correlation; /* n x n; NULL: the identity */
} orth_diffusion;

/* A new market->state of `bytes`, all zero, which begins with an orth_diffusion: what
 * `destroy` gets after a failure too. */
orth_status orth_diffusion_create(orth_market *market, size_t bytes, orth_error *error);
/* Takes over block_seconds, drift, volatility and correlation; rows of the matrix are scaled by
 * the volatilities if `scaled`. */
orth_status orth_diffusion_prepare(orth_market *market, const orth_market_spec *spec, bool scaled,
                                   orth_error *error);
/* Frees what it has, not itself. */
void orth_diffusion_clear(orth_diffusion *diffusion);

/* walk->returns = shift + matrix x walk->innovations, of a chunk. */
void orth_diffusion_mix(orth_market_walk *walk, const orth_diffusion *diffusion,
                        const double *shift);
/* Log-returns of the walk's next chunk: those of geometric Brownian motion. */
void orth_diffusion_returns(orth_market_walk *walk);
/* The covariance over a year of the log-returns of tokens i and j. */
double orth_diffusion_covariance(const orth_diffusion *diffusion, size_t n, size_t i, size_t j);

/* The covariance of a model that has no more than this in its state: over a block, by the (mean)
 * variances. */
orth_status orth_diffusion_block(const orth_market *market, uint64_t blocks, double *covariance,
                                 orth_error *error);

/* factor (n x n) with factor factor' = correlation, for every positive semi-definite matrix
 * (core/market/correlation.c). */
orth_status orth_correlation_factor(double *factor, const orth_market *market,
                                    const double *correlation, orth_error *error);

extern const orth_model_key orth_key_block_seconds, orth_key_drift, orth_key_volatility,
    orth_key_correlation;
#define ORTH_DIFFUSION_KEYS                                                                        \
    &orth_key_prices, &orth_key_block_seconds, &orth_key_drift, &orth_key_volatility,              \
        &orth_key_correlation

#endif
