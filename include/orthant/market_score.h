/* The scorecard of a market: is a model of prices like the data?
 *
 * Prices of n tokens are seen at horizons of h blocks: log-returns r over h blocks that do not
 * overlap, floor((rows - 1) / h) of them, from the first row on. Where times are known, those that
 * span a gap (orth_score_facts) are left out, of the data and of every path that is compared with
 * them: they are no returns of h blocks. Lags are counted as if a gap were one block. Each
 * (horizon, token), and each horizon for what joins tokens, has its lines: a figure of the data,
 * the same of the model, how far they are apart, and how far a geometric Brownian motion (GBM)
 * fitted to the same data is.
 *
 * Everything but the correlations is of one token. x is r divided by the median of |r| of its own
 * series, so that no line depends on the volatility. It is the median of the whole series, not of
 * each day: a day's own would take out of the data the volatility that changes from day to day,
 * which makes their tails and is what a model is to be asked for, and rows need not have days.
 * Where more than half of the data's returns are 0 that median is 0: then the mean of |r| takes its
 * place, in all series of the token and horizon, and the line says so (`by_mean`).
 *
 * The model is simulated: paths as long as the data, from number ORTH_SCORE_PATH_FIRST on, so that
 * data that the same model and seed have made are not among them. R of them are the reference: a
 * figure of the model is its median over them, and its sample all their x together. `distance` of a
 * series is what lies between it and the reference:
 *   of samples         the distance of both, as the line says
 *   of other lines     the sum over its values of |value - the reference's|
 * M more paths are the model scored against itself: they say which distances luck makes where the
 * model is right. The band is joint over all lines that are defined: with D_ij the distance of
 * series i (0: the data; 1 .. M: paths) in line j, m_j and q_j the median and the 0.95 quantile of
 * D_.j over the M + 1 series, u_i = max_j log(D_ij / m_j) / log(q_j / m_j) and c the
 * ceil(0.95 (M + 1))-th smallest u_i, the band of line j ends at m_j (q_j / m_j)^c. The M + 1
 * series are treated alike, so where the data are a path of this very model no line is beyond its
 * band with probability ceil(0.95 (M + 1)) / (M + 1), exactly: 95 % for M = 19, 39, 199. A model
 * whose parameters were fitted to the same data is closer to them than that; the half that it was
 * not fitted to is the honest one.
 *
 * Intervals of the data are those of a stationary bootstrap (Politis and Romano, 1994) of the
 * returns at each horizon, all tokens together, the 0.025 and 0.975 quantiles over resamples. A
 * return brings its products with those that follow it in the data (blocks of blocks, Kuensch,
 * 1989), so that autocorrelations are not cut at the ends of blocks. How long runs are in the mean
 * is chosen (orth_resample_mean_length) by the squares of the tokens' x summed, whose times of
 * great and small ones last; at least the cube root of the returns.
 *
 * Numbers of random draws are Philox; the same bits with any number of threads and on any machine.
 */
#ifndef ORTHANT_MARKET_SCORE_H
#define ORTHANT_MARKET_SCORE_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/market.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_score_kind {
    /* The largest gap of the two step functions of samples x (Kolmogorov and Smirnov). Two samples
     * of n and m independent values are told apart (5 %) from 1.358 sqrt((n + m) / (n m)) on. */
    ORTH_SCORE_KS,
    ORTH_SCORE_W1, /* the integral of the gap, in units of x: Wasserstein's first distance */
    /* sum (r - mean)^4 / n / (sum (r - mean)^2 / n)^2 - 3 */
    ORTH_SCORE_KURTOSIS,
    /* Hill's index of both tails together: 1 / mean of log(|r|_(i) / |r|_(k+1)) over the k =
     * floor(0.05 n) largest |r|: P(|r| > y) falls as y^-index */
    ORTH_SCORE_HILL,
    /* Autocorrelations sum_t (y_t - mean)(y_(t+k) - mean) / sum (y - mean)^2 at lags k = 1, 2, ..
     * of y = r (ORTH_SCORE_LAGS_SHORT of them), |r| and r^2 (ORTH_SCORE_LAGS). */
    ORTH_SCORE_ACF,
    ORTH_SCORE_ACF_ABSOLUTE,
    ORTH_SCORE_ACF_SQUARE,
    ORTH_SCORE_LEVERAGE, /* correlation of r_t with r_(t+k)^2, ORTH_SCORE_LAGS_SHORT of them */
    /* Correlations of r of the pairs of tokens, (0,1), (0,2), .., (1,2), ..; tokens that do not
     * move in the data are left out. */
    ORTH_SCORE_CORRELATION,
    /* What they are in the floor(0.05 n) worst times, less what they are in all: worst by the mean
     * over the tokens of x. */
    ORTH_SCORE_TAIL_CORRELATION,
    ORTH_SCORE_KINDS
} orth_score_kind;
#define ORTH_SCORE_LAGS_SHORT 10
#define ORTH_SCORE_LAGS 50

/* "ks", "w1", "kurtosis", "hill", "acf", "acf_absolute", "acf_square", "leverage", "correlation",
 * "tail_correlation". */
ORTH_API const char *orth_score_kind_name(orth_score_kind kind);

/* What a reader wants to know of a market; each kind belongs to one. */
typedef enum orth_score_aspect {
    ORTH_SCORE_SHAPE,      /* ks, w1 */
    ORTH_SCORE_TAILS,      /* kurtosis, hill */
    ORTH_SCORE_MEMORY,     /* acf */
    ORTH_SCORE_CLUSTERING, /* acf_absolute, acf_square */
    ORTH_SCORE_SKEWED,     /* leverage */
    ORTH_SCORE_TOGETHER,   /* correlation, tail_correlation */
    ORTH_SCORE_ASPECTS
} orth_score_aspect;
/* "shape", "tails", "memory", "clustering", "leverage", "correlation". */
ORTH_API const char *orth_score_aspect_name(orth_score_aspect aspect);
ORTH_API orth_score_aspect orth_score_aspect_of(orth_score_kind kind);

/* Why a line has no figures. */
typedef enum orth_score_why {
    ORTH_SCORE_DEFINED,
    ORTH_SCORE_FEW,         /* fewer returns than ORTH_SCORE_RETURNS_LEAST; `rows_needed` says */
    ORTH_SCORE_GAPS,        /* so many are left out that fewer are kept */
    ORTH_SCORE_STILL,       /* the token's price does not move in the data, or at one rate */
    ORTH_SCORE_MODEL_STILL, /* it does not in a path of the model, or of GBM */
    ORTH_SCORE_ZEROS,       /* too few returns differ: sizes in the tails, or in the worst times */
    ORTH_SCORE_ALONE        /* of correlations: fewer than two tokens that move */
} orth_score_why;
/* "too few rows" and so on; "" of ORTH_SCORE_DEFINED. */
ORTH_API const char *orth_score_why_text(orth_score_why why);
#define ORTH_SCORE_RETURNS_LEAST 200

typedef enum orth_score_verdict {
    ORTH_SCORE_NO_VERDICT, /* the line is not defined */
    ORTH_SCORE_ALIKE,      /* inside the band: luck explains the distance */
    /* beyond the band, or there is none (M = 0): */
    ORTH_SCORE_CLOSER, /* ratio at least ORTH_SCORE_RATIO_TOLD */
    ORTH_SCORE_AS_GBM, /* between: no better and no worse than GBM */
    ORTH_SCORE_WORSE,  /* ratio at most 1 / ORTH_SCORE_RATIO_TOLD */
    /* Beyond the band and not closer, where GBM has nothing to show and the model hardly more: the
     * sum of its values is less than a quarter of the data's. Of kurtosis, acf_absolute,
     * acf_square, leverage and tail_correlation. */
    ORTH_SCORE_MISSING,
    ORTH_SCORE_FAR /* as ORTH_SCORE_AS_GBM, beyond a band, of a model that is a GBM itself */
} orth_score_verdict;
#define ORTH_SCORE_RATIO_TOLD 1.25

#define ORTH_SCORE_NO_TOKEN SIZE_MAX
typedef struct orth_score_line {
    orth_score_kind kind;
    size_t horizon;          /* its place among the horizons */
    size_t token;            /* ORTH_SCORE_NO_TOKEN of correlations */
    orth_score_why why;      /* not defined: everything below is 0, NULL, false */
    uint64_t rows_needed;    /* of ORTH_SCORE_FEW */
    bool by_mean;            /* see above; of correlations false */
    size_t count;            /* values: 0 of ks and w1, lags, or pairs; else 1 */
    const double *data;      /* [count] */
    const double *data_low;  /* [count], the 95 % interval, within what the figure can be (-1 to 1
                                of correlations); NULL without resamples */
    const double *data_high; /* likewise */
    const double *model;     /* [count]: medians over the reference */
    const double *model_low; /* [count]: quantiles 0.025 and 0.975 over the M paths; NULL without */
    const double *model_high;
    const double *gbm;                  /* [count] */
    double distance;                    /* the data's from the model */
    bool has_interval;                  /* with resamples: */
    double distance_low, distance_high; /* 95 %, over resamples of the data */
    double gbm_distance;                /* the data's from GBM */
    bool has_ratio;                     /* false where distance is 0 */
    double ratio;                       /* gbm_distance / distance: "2.3 times closer" */
    bool has_band;  /* M > 0, and the line is defined in all paths, whose distances differ */
    double band;    /* where it ends */
    bool inside;    /* distance <= band */
    bool gbm_apart; /* gbm_distance is beyond the band, or distance_high: it is not luck's */
    orth_score_verdict verdict;
} orth_score_line;

/* Prices; arrays are the caller's and must outlive the call only. */
typedef struct orth_score_data {
    size_t n;
    const char *const *tokens;
    size_t rows;
    const double *prices; /* [row][token], in ORTH_PRICE_MIN .. ORTH_PRICE_MAX */
    const int64_t *times; /* microseconds, rising, as orth_prices has them; NULL: not known */
} orth_score_data;

#define ORTH_SCORE_HORIZONS_MAX 16
#define ORTH_SCORE_REPLICATES_MAX 10000
#define ORTH_SCORE_REFERENCE_MAX 64
#define ORTH_SCORE_TOKENS_MAX 64
#define ORTH_SCORE_ROWS_MAX 50000000
#define ORTH_SCORE_HORIZONS_USUAL 4
#define ORTH_SCORE_PATH_FIRST 4294967296 /* 2^32; ORTH_PRICE_PATH_MAX is less */
typedef struct orth_score_terms {
    size_t horizon_count;     /* 0: orth_score_horizons, which are 1, 5, 15, 60 */
    const uint64_t *horizons; /* blocks, rising, >= 1 */
    uint64_t resamples;       /* of the data, for their intervals; 0: none, or at least 20 */
    uint64_t paths;           /* M, for the band: 0, or at least 19; one less than a multiple of 20
                                 makes its level exactly 95 % */
    uint64_t reference;       /* R; 0: 2^20 / rows, at least 4 and at most 64 */
    uint64_t seed;            /* of resamples and of GBM's paths; the model has its own */
    unsigned threads;         /* 0: as many as processors */
    /* The data that GBM is fitted to (the same tokens): those that the model was fitted to [the
     * data that are scored]. */
    const orth_score_data *fitted;
    /* [n]: which of the model's tokens each of the data's is [the same, and as many] */
    const size_t *model_tokens;
    double block_seconds;              /* of the model, where times of the data are known: the usual
                                          step must be as long, to a millionth; 0: taken so */
    const volatile sig_atomic_t *stop; /* NULL, or not 0: stop */
} orth_score_terms;
ORTH_API extern const uint64_t orth_score_horizons[ORTH_SCORE_HORIZONS_USUAL];

/* Rows that the first horizon, of so many blocks, needs at least: ORTH_SCORE_RETURNS_LEAST returns.
 * UINT64_MAX where that is more than fits. */
ORTH_API uint64_t orth_score_rows_least(uint64_t horizon);

/* M for so many replicates: 0 for 0, else the greatest of 19, 39, 59, .. below `replicates`, 19 at
 * least. */
ORTH_API uint64_t orth_score_paths(uint64_t replicates);

typedef struct orth_score orth_score;

/* Scores the model against the data. ORTH_DOMAIN where the model has other tokens than the data,
 * blocks of another length, or paths that do not differ, where terms or prices are out of range,
 * with name, value and what is permitted, where there are fewer rows than the first horizon needs,
 * with how many that are, where no token moves, where too few returns span no gap, and where a
 * price of a path leaves its range; ORTH_INTERRUPTED where terms->stop is not 0 before the end;
 * ORTH_NO_MEMORY. *score is NULL on failure. One path costs some 130 products and a sort for each
 * row and token, and horizon in proportion; memory is some 21 R n bytes a row, 16 n + 50 more for
 * each thread, and with resamples 20 n more. */
ORTH_API orth_status orth_score_make(orth_score **score, const orth_score_data *data,
                                     const orth_market *model, const orth_score_terms *terms,
                                     orth_error *error);
ORTH_API void orth_score_free(orth_score *score); /* NULL is fine */

/* Rows that the first part has where data are split: round(share (rows - 1)) + 1; the last of them
 * is the first of the second part. 0 < share < 1. */
ORTH_API size_t orth_score_split(size_t rows, double share);

/* Rows of the data that are scored by themselves. */
typedef struct orth_score_part {
    const char *name;   /* "train" (the model is fitted to it), "test", "all" */
    size_t first, rows; /* of the data */
    const orth_score *score;
} orth_score_part;

/* What it was made of, as it was used. */
typedef struct orth_score_facts {
    size_t n, rows, horizon_count;
    const uint64_t *horizons;
    const double *mean_lengths; /* [horizon] of the bootstrap's runs, in returns; 0 without any */
    const size_t *returns;      /* [horizon] how many are used, */
    const size_t *left_out;     /* and how many are not, as they span a gap */
    uint64_t resamples, paths, reference;
    /* Of data with times: the usual step of rows, in microseconds, their median, and how many gaps
     * there are, steps more than half as long again. 0 where times are not known. */
    int64_t step;
    size_t gaps;
    size_t still; /* tokens whose price does not move */
} orth_score_facts;
ORTH_API orth_score_facts orth_score_facts_of(const orth_score *score);

/* The root of the mean square of a token's log-returns over one block: of the data (but over gaps),
 * and of the model by its parameters. No line depends on it, so it is for the reader to see. */
typedef struct orth_score_volatility {
    double data, model;
} orth_score_volatility;
ORTH_API orth_score_volatility orth_score_volatility_of(const orth_score *score, size_t token);

/* The lines: by horizon, in it by token, in it by kind; then the horizon's correlations. */
ORTH_API size_t orth_score_line_count(const orth_score *score);
ORTH_API const orth_score_line *orth_score_line_at(const orth_score *score, size_t i);

/* No line is beyond its band: false without a band too (`paths` is 0). */
ORTH_API bool orth_score_inside(const orth_score *score);

/* An aspect in one number, over its lines at one horizon, or at all (horizon_count): the geometric
 * mean of their ratios (0 where there is none), how many lines are defined, inside their bands,
 * with GBM told apart, and missing. The verdict is alike where all lines with a band are inside it,
 * missing where at least half of the lines are, else it is that of the ratio. */
typedef struct orth_score_summary {
    size_t defined, with_band, inside, gbm_apart, missing;
    double ratio;
    orth_score_verdict verdict;
} orth_score_summary;
ORTH_API orth_score_summary orth_score_summarise(const orth_score *score, orth_score_aspect aspect,
                                                 size_t horizon);

/* "as the data", "as the data, 10.9 times closer than GBM" (from ORTH_SCORE_RATIO_TOLD on), "2.3
 * times closer than GBM", "no closer than GBM", "GBM is 1.7 times closer", "missing", "far from the
 * data", "not defined". A ratio of 0 is not told. Returns out. */
#define ORTH_SCORE_WORDS_MAX 80
ORTH_API const char *orth_score_words(char out[ORTH_SCORE_WORDS_MAX], orth_score_verdict verdict,
                                      double ratio);

/* The same of a line, and of lines together. Where they are as the data the ratio is told only if
 * GBM is told apart, of several lines in one at least. */
ORTH_API const char *orth_score_line_words(char out[ORTH_SCORE_WORDS_MAX],
                                           const orth_score_line *line);
ORTH_API const char *orth_score_summary_words(char out[ORTH_SCORE_WORDS_MAX],
                                              const orth_score_summary *summary);

/* The verdicts on all aspects, each over all horizons: "shape: as the data; tails: 2.3 times closer
 * than GBM; memory: no closer than GBM; clustering: missing; ..". Returns out. */
#define ORTH_SCORE_SENTENCE_MAX 600
ORTH_API const char *orth_score_sentence(char out[ORTH_SCORE_SENTENCE_MAX],
                                         const orth_score *score);

/* For a picture of quantiles against quantiles of x: at the probabilities P(N <= z) of
 * ORTH_SCORE_QUANTILES normal scores z, evenly from -3.5 to 3.5, linearly between order statistics.
 * Of the data, the model and GBM (their samples), [ORTH_SCORE_QUANTILES] each; NULL where the
 * token's lines are not defined. `token` is one of the data's. */
#define ORTH_SCORE_QUANTILES 71
typedef struct orth_score_quantiles {
    const double *normal, *data, *model, *gbm;
} orth_score_quantiles;
ORTH_API orth_score_quantiles orth_score_quantiles_of(const orth_score *score, size_t horizon,
                                                      size_t token);

/* Distances of two samples, n, m >= 1, finite, each sorted ascending. */
ORTH_API double orth_score_ks(size_t n, const double *x, size_t m, const double *y);
ORTH_API double orth_score_w1(size_t n, const double *x, size_t m, const double *y);

#ifdef __cplusplus
}
#endif
#endif
