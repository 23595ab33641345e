/* What a market and a walk are made of. Every model is one file and one line of the table in
 * core/market/models.c. */
#ifndef ORTH_MARKET_MARKET_H
#define ORTH_MARKET_MARKET_H

#include "kernel/kernel.h"
#include "orthant/market.h"

/* Blocks that are generated at a time; even, as normal numbers come in pairs of blocks. Shows in
 * no bit. */
#define ORTH_MARKET_CHUNK 32

/* What a stream of draws (core/kernel/kernel.h) is for: the high byte of its number, the token the
 * rest. Uses from ORTH_USE_FIRST_FREE on belong to other rooms. */
typedef enum orth_draw_use {
    ORTH_USE_NORMAL = 0,     /* a pair of normals: blocks 2 index + 1 and 2 index + 2 */
    ORTH_USE_JUMP_COUNT = 1, /* two uniforms: the same blocks */
    ORTH_USE_JUMP_SIZE = 2,  /* a normal: block index + 1 */
    ORTH_USE_STUDENT = 3,    /* the same */
    ORTH_USE_BOOTSTRAP = 4,  /* two uniforms: the same */
    ORTH_USE_FIRST_FREE = 16
} orth_draw_use;

static inline uint32_t orth_draw_stream(orth_draw_use use, size_t token)
{
    return (uint32_t)use << 24 | (uint32_t)token;
}

typedef struct orth_model {
    orth_market_model public;
    /* Checks what is the model's own in the specification and takes it over. */
    orth_status (*prepare)(orth_market *market, const orth_market_spec *spec, orth_error *error);
    size_t state; /* doubles a token and lane that a walk keeps beside the log-prices */
    void (*start)(orth_market_walk *walk); /* NULL: nothing to do */
    /* Log-returns [token][row][lane] of the walk's next ORTH_MARKET_CHUNK blocks. NULL: none, the
     * prices are data or constant. */
    void (*returns)(orth_market_walk *walk);
} orth_model;

/* Jump counts of a block: P(count <= i) up to the last that doubles can tell from 1. */
typedef struct orth_jumps {
    double mean, deviation;
    size_t count; /* 0: this token does not jump */
    double *cumulative;
} orth_jumps;

typedef struct orth_garch {
    double omega, alpha, beta, variance; /* a block */
    double nu, scale;                    /* INFINITY: normal */
} orth_garch;

struct orth_market {
    const orth_model *model;
    size_t n;
    char **tokens;
    uint64_t seed;
    double *start; /* n prices at row 0 */
    double block_years;

    double *shift;  /* n, log-drift a block; garch: before half the variance is taken off */
    double *matrix; /* n x n: log-returns (garch: innovations) from independent numbers */
    orth_jumps *jumps;
    orth_garch *garch;

    orth_prices *data; /* panel, files, bootstrap */
    double *log_rows;  /* bootstrap: [rows - 1][n] */
    double go_on;      /* bootstrap: 1 - 1 / mean_length */
};

struct orth_market_walk {
    const orth_market *market;
    size_t lanes;
    uint64_t first_path;
    uint64_t block;      /* of the next row to hand out */
    uint64_t chunk_end;  /* blocks up to here are in the buffers */
    double *innovations; /* [token][row][lane] */
    double *scratch;     /* the same size */
    double *returns;     /* the same size */
    double *prices;      /* [row][token][lane] */
    double *starts;      /* the start prices, the same shape */
    double *log_returns; /* the same */
    double *log_prices;  /* [token][lane], relative to the start */
    double *state;       /* model->state times [token][lane] */
    bool turned;         /* log_returns are the returns of the chunk */
    bool within;         /* no price of the chunk has left the range */
};

extern const orth_model *const orth_market_models_table[];
extern const orth_model orth_model_constant, orth_model_panel, orth_model_files, orth_model_gbm,
    orth_model_merton, orth_model_garch, orth_model_bootstrap;

/* ORTH_DOMAIN, "NAME[ of TOKEN] is VALUE; permitted: RANGE"; `token` may be NULL. */
orth_status orth_market_fail(orth_error *error, const char *name, const char *token, double value,
                             const char *range);
/* n copies from `values`, or of `otherwise` where it is NULL; each must be finite and within
 * [least, most]. The array is the caller's. */
orth_status orth_market_numbers(double **out, const orth_market *market, const double *values,
                                double otherwise, const char *name, double least, double most,
                                orth_error *error);

/* Takes over block_seconds; drift and volatility a block into shift and matrix (rows scaled by the
 * volatilities if `scaled`). *volatility, the caller's, is a block's. */
orth_status orth_market_prepare_diffusion(orth_market *market, const orth_market_spec *spec,
                                          bool scaled, double **volatility, orth_error *error);
orth_status orth_market_load_data(orth_market *market, const orth_market_spec *spec,
                                  orth_error *error);

/* factor (n x n) with factor factor' = correlation, for every positive semi-definite matrix. */
orth_status orth_correlation_factor(double *factor, const orth_market *market,
                                    const double *correlation, orth_error *error);

/* The walk's next ORTH_MARKET_CHUNK blocks: independent normals of one token, [row][lane]. */
void orth_market_normals(orth_market_walk *walk, size_t token, double *out);
void orth_market_gbm_returns(orth_market_walk *walk);
/* The first draw of the walk's next chunk. */
orth_draws orth_market_draws(const orth_market_walk *walk, orth_draw_use use, size_t token);

#endif
