/* What a market and a walk are made of, and what models share. */
#ifndef ORTH_MARKET_MARKET_H
#define ORTH_MARKET_MARKET_H

#include "market/model.h"

/* Blocks that are generated at a time; even, as normal numbers come in pairs of blocks. Shows in
 * no bit. */
#define ORTH_MARKET_CHUNK 32

struct orth_market {
    const orth_model *model;
    size_t n;
    char **tokens;
    uint64_t seed;
    double *start;           /* n prices at row 0 */
    double block_seconds;    /* of the specification */
    const orth_prices *data; /* of a model that has some, else NULL: of the store, */
    orth_price_store *store;
    orth_prices *own_data; /* the market's own, or, where both are NULL, the caller's */
    char *numeraire_note;  /* of data in which it is not to be seen; else NULL */
    void *state;           /* the model's own, else NULL */
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
    double *state;       /* model->walk_state times [token][lane] */
    bool turned;         /* log_returns are the returns of the chunk */
    bool within;         /* no price of the chunk has left the range */
};

/* core/market/numbers.c */

/* ORTH_DOMAIN, "NAME[ of TOKEN] is VALUE; permitted: RANGE"; `token` may be NULL. */
orth_status orth_market_fail(orth_error *error, const char *name, const char *token, double value,
                             const char *range);
/* A parameter of the specification; NULL where it is absent. */
const double *orth_market_values(const orth_market_spec *spec, const char *parameter);
/* n copies from `values`, or of `otherwise` where it is NULL; each must be finite and within
 * [least, most]. The array is the caller's. */
orth_status orth_market_numbers(double **out, const orth_market *market, const double *values,
                                double otherwise, const char *name, double least, double most,
                                orth_error *error);

/* core/market/data.c */

/* The prices of spec->table or spec->file, or of spec->files, into market->data. */
orth_status orth_market_load_panel(orth_market *market, const orth_market_spec *spec,
                                   orth_error *error);
orth_status orth_market_load_files(orth_market *market, const orth_market_spec *spec,
                                   orth_error *error);
/* Mean products of the log-returns of the first `blocks` blocks of market->data, at least 1. */
orth_status orth_market_measure(const orth_market *market, size_t blocks, double *covariance,
                                orth_error *error);

/* The seconds between rows, up to row `blocks` where the rows are the blocks: the step of
 * more than half of them, else the mean. *all says whether every step is that one, *most whether
 * more than half are. 0 where the rows have no dates. */
double orth_market_common_seconds(const orth_market *market, uint64_t blocks, bool *most,
                                  bool *all);

#endif
