/* level, trend, level+ar1, trend+ar1: Kalman filters of the coarse prices (orthant/estimator.h). A
 * trend's estimate is its slope a chunk over its level; a level's is how far the price stands above
 * it, price / level - 1. The level of a trend may fall below 0 when a price falls to a small part
 * of itself at once; then the price stands for it, so that the estimate keeps the slope's sign. */
#include <math.h>
#include <stdlib.h>

#include "orthant/estimator.h"
#include "strategy/strategy.h"

typedef struct kalman {
    orth_filter *filters; /* n */
    double *memory;       /* n */
} kalman;

/* Which of the four it is. */
typedef struct shape {
    bool trend, correlated;
} shape;

#define UNITS ", in units of the variance of the price's noise"

/* clang-format off */
#define LAMBDA {"lambda", 0, 1, true, "above 0, below 1", false, "the decay a chunk it is right for"}
#define DAYS {"memory_days", 0, 1e6, false, "above 0, to 1e6", false, "the same as memory in days"}
#define LEVEL(name, least, range) \
    {name, least, 1e6, false, range, false, "variance of the level's change a chunk" UNITS}
#define SLOPE \
    {"q_slope", 1e-24, 1e6, false, "from 1e-24 to 1e6", false, \
     "variance of the slope's change a chunk" UNITS}
#define RHO \
    {"rho", -0.999999, 0.999999, false, "from -0.999999 to 0.999999", false, \
     "correlation of the noise of two prices a chunk apart"}
#define VARYING \
    {"varying", 0, 1, false, "0 or 1", true, \
     "1: the gains of a filter that knows nothing at first; 0: the steady ones [0]"}
#define END {.name = NULL}
static const orth_strategy_key level_keys[] =
    {LAMBDA, DAYS, LEVEL("q", 1e-16, "from 1e-16 to 1e6"), VARYING, END};
static const orth_strategy_key trend_keys[] =
    {LAMBDA, DAYS, LEVEL("q_level", 0, "from 0 to 1e6"), SLOPE, VARYING, END};
static const orth_strategy_key level_ar1_keys[] =
    {LEVEL("q", 1e-16, "from 1e-16 to 1e6"), RHO, VARYING, END};
static const orth_strategy_key trend_ar1_keys[] =
    {LEVEL("q_level", 0, "from 0 to 1e6"), SLOPE, RHO, VARYING, END};
/* clang-format on */

static orth_status bad_input(const orth_piece *piece, const char *text, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": %s: %s", piece->strategy->name,
                     piece->kind->listed.name, text);
}

/* Whether variances or a decay are given: one of both must be, and all of it. */
static orth_status by_variances(const orth_piece *piece, shape of, bool *yes, orth_error *error)
{
    bool decay =
        !of.correlated && (orth_piece_has(piece, "lambda") || orth_piece_has(piece, "memory_days"));
    bool level = orth_piece_has(piece, of.trend ? "q_level" : "q");
    bool slope = of.trend ? orth_piece_has(piece, "q_slope") : level;
    *yes = level || slope;
    if (decay && *yes)
        return bad_input(piece, "a decay and variances are given; permitted: one of them", error);
    if (!decay && (!level || !slope))
        return bad_input(piece,
                         of.correlated ? (of.trend ? "q_level, q_slope and rho must be given"
                                                   : "q and rho must be given")
                         : of.trend    ? "what it is right for is missing; permitted: memory_days, "
                                         "lambda, or q_level and q_slope"
                                       : "what it is right for is missing; permitted: memory_days, "
                                         "lambda or q",
                         error);
    if (of.correlated && !orth_piece_has(piece, "rho"))
        return bad_input(piece, "rho is missing", error);
    return ORTH_OK;
}

/* The filter of a token, by a decay or, where that is NULL, by variances. */
static orth_status make_filter(const orth_piece *piece, shape of, const orth_decay *decay,
                               size_t token, orth_filter *filter, orth_error *error)
{
    bool varying = orth_piece_value(piece, "varying", 0, 0) != 0;
    if (decay != NULL && of.trend)
        return orth_filter_trend_of(filter, decay->lambda, varying, error);
    if (decay != NULL)
        return orth_filter_level_of(filter, decay->lambda, varying, error);
    double rho = of.correlated ? orth_piece_values(piece, "rho")[token] : 0;
    if (of.trend)
        return orth_filter_trend(filter, orth_piece_values(piece, "q_level")[token],
                                 orth_piece_values(piece, "q_slope")[token], rho, varying, error);
    return orth_filter_level(filter, orth_piece_values(piece, "q")[token], rho, varying, error);
}

/* The memory of a filter that variances give is that of the decay with the same gain of the
 * level. */
static double memory_of(const orth_filter *filter, double chunk_days)
{
    double rest = fmax(1 - filter->steady.gain[0], 0);
    return chunk_days > 0 ? orth_memory_days(filter->trend ? sqrt(rest) : rest, chunk_days) : NAN;
}

static orth_status make_filters(orth_piece *piece, shape of, orth_decay *decays, orth_error *error)
{
    kalman *own = piece->own;
    bool variances;
    double varying = orth_piece_value(piece, "varying", 0, 0);
    if (varying != 0 && varying != 1)
        return orth_piece_fail(piece, "varying", piece->strategy->n, varying, "0 or 1", error);
    orth_status status = by_variances(piece, of, &variances, error);
    if (status == ORTH_OK && !variances)
        status = orth_piece_decays(piece, "lambda", "memory_days", NAN, decays, own->memory, error);
    for (size_t i = 0; i < piece->strategy->n && status == ORTH_OK; i++) {
        orth_error inner;
        if (!variances && !(decays[i].lambda > 0))
            return orth_piece_has(piece, "lambda")
                       ? orth_piece_fail(piece, "lambda", i, 0, "above 0, below 1", error)
                       : orth_piece_fail(piece, "memory_days", i, own->memory[i], "above 0, to 1e6",
                                         error);
        status = make_filter(piece, of, variances ? NULL : &decays[i], i, &own->filters[i], &inner);
        if (status != ORTH_OK)
            return orth_fail(error, status, "strategy \"%.60s\": %s of %.60s: %s",
                             piece->strategy->name, piece->kind->listed.name,
                             piece->strategy->tokens[i], inner.text);
        if (variances)
            own->memory[i] = memory_of(&own->filters[i], piece->strategy->chunk_days);
    }
    return status;
}

static orth_status prepare(orth_piece *piece, shape of, orth_error *error)
{
    size_t n = piece->strategy->n;
    size_t bytes = sizeof(kalman) + n * (sizeof(orth_filter) + sizeof(orth_decay) + sizeof(double));
    kalman *own = piece->own = malloc(bytes);
    if (own == NULL)
        return orth_fail_memory(error, (double)bytes);
    own->filters = (orth_filter *)(own + 1);
    orth_decay *decays = (orth_decay *)(own->filters + n);
    own->memory = (double *)(decays + n);
    piece->memory = own->memory;
    return make_filters(piece, of, decays, error);
}

static orth_status prepare_level(orth_piece *piece, orth_error *error)
{
    return prepare(piece, (shape){false, false}, error);
}
static orth_status prepare_trend(orth_piece *piece, orth_error *error)
{
    return prepare(piece, (shape){true, false}, error);
}
static orth_status prepare_level_ar1(orth_piece *piece, orth_error *error)
{
    return prepare(piece, (shape){false, true}, error);
}
static orth_status prepare_trend_ar1(orth_piece *piece, orth_error *error)
{
    return prepare(piece, (shape){true, true}, error);
}

static void see(const orth_piece *piece, size_t lanes, uint64_t index, const double *prices,
                double *kept, double *estimate)
{
    const kalman *own = piece->own;
    size_t n = piece->strategy->n, width = n * lanes;
    for (size_t i = 0; i < n; i++) {
        const orth_filter *filter = &own->filters[i];
        double *of = kept + i * lanes;
        orth_filter_see(filter, lanes, width, index, prices + i * lanes, of);
        const double *levels = of + ORTH_FILTER_LEVEL * width;
        const double *slopes = of + ORTH_FILTER_SLOPE * width;
        for (size_t l = 0; l < lanes; l++) {
            double price = prices[i * lanes + l], level = levels[l] > 0 ? levels[l] : price;
            estimate[i * lanes + l] = filter->trend ? slopes[l] / level : price / level - 1;
        }
    }
}

#define KALMAN(id, name, summary)                                                                  \
    const orth_estimator orth_estimator_##id = {.piece = {.listed = {name, summary, id##_keys},    \
                                                          .slots = ORTH_FILTER_SLOTS,              \
                                                          .prepare = prepare_##id},                \
                                                .see = see};
KALMAN(level, "level", "price over its filtered level, less 1")
KALMAN(trend, "trend", "filtered slope a chunk over filtered level")
KALMAN(level_ar1, "level+ar1", "price over its level, less 1, where the noise is correlated")
KALMAN(trend_ar1, "trend+ar1", "slope over level where the noise is correlated")
