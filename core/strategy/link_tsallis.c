/* softmax, tsallis: the weights of the scores over `scale`, whatever they were before
 * (orthant/link.h). A score of `scale` more makes e times the weight, or as much less than that as
 * alpha says. */
#include <math.h>
#include <stdlib.h>

#include "base/text.h"
#include "orthant/link.h"
#include "strategy/strategy.h"

typedef struct family {
    double alpha, scale;
    double *reference; /* n, or NULL: the strategy's initial weights */
} family;

/* clang-format off */
#define SCALE \
    {"scale", 1e-12, 1e12, false, "from 1e-12 to 1e12", true, "what a score is divided by [1]"}
#define REFERENCE \
    {"reference", ORTH_PART_MIN, 1, true, "from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) ", below 1", \
     false, "the weights where all scores are alike [the initial weights]"}
static const orth_strategy_key softmax_keys[] = {SCALE, REFERENCE, {.name = NULL}};
static const orth_strategy_key tsallis_keys[] = {
    {"alpha", ORTH_LINK_ALPHA_MIN, ORTH_LINK_ALPHA_MAX, false, "from 1e-6 to 2", true,
     "1: softmax; below: losers keep more; above: they end at the rails"},
    REFERENCE,
    SCALE,
    {"least_weight", ORTH_PART_MIN, 1, true, "from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) ", below 1",
     true, "in place of alpha: the largest one that keeps it within score_range"},
    {"score_range", 0, 1e12, false, "from 0 to 1e12", true,
     "between the highest and the lowest score, before they are divided"},
    {.name = NULL}};
/* clang-format on */

static orth_status bad_input(const orth_piece *piece, const char *text, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": %s: %s", piece->strategy->name,
                     piece->kind->listed.name, text);
}

static orth_status take_reference(orth_piece *piece, family *own, orth_error *error)
{
    size_t n = piece->strategy->n;
    double sum = 0;
    own->reference = NULL;
    if (!orth_piece_has(piece, "reference"))
        return ORTH_OK;
    own->reference = (double *)(own + 1);
    for (size_t i = 0; i < n; i++)
        sum += own->reference[i] = orth_piece_values(piece, "reference")[i];
    if (!(fabs(sum - 1) <= ORTH_SUM_TOLERANCE))
        return orth_piece_fail(piece, "the sum of reference", n, sum,
                               "1 within " ORTH_LIMIT_TEXT(ORTH_SUM_TOLERANCE), error);
    return ORTH_OK;
}

static orth_status make(orth_piece *piece, orth_error *error)
{
    size_t bytes = sizeof(family) + piece->strategy->n * sizeof(double);
    family *own = piece->own = malloc(bytes);
    if (own == NULL)
        return orth_fail_memory(error, (double)bytes);
    own->alpha = 1;
    own->scale = orth_piece_value(piece, "scale", 0, 1);
    return take_reference(piece, own, error);
}

static const double *reference_of(const orth_piece *piece)
{
    const family *own = piece->own;
    return own->reference != NULL ? own->reference : piece->strategy->initial;
}

/* alpha as given, or as a rail wants it. */
static orth_status take_alpha(orth_piece *piece, family *own, orth_error *error)
{
    const orth_strategy *strategy = piece->strategy;
    bool alpha = orth_piece_has(piece, "alpha"), least = orth_piece_has(piece, "least_weight"),
         range = orth_piece_has(piece, "score_range");
    if (alpha && (least || range))
        return bad_input(piece, "alpha and a rail for it are given; permitted: one of them", error);
    if (!alpha && !(least && range))
        return bad_input(piece, "alpha is missing; permitted: it, or least_weight and score_range",
                         error);
    if (!alpha) {
        orth_error inner;
        orth_status status =
            orth_link_alpha(&own->alpha, strategy->n, reference_of(piece),
                            orth_piece_value(piece, "score_range", 0, 0) / own->scale,
                            orth_piece_value(piece, "least_weight", 0, 0), &inner);
        return status == ORTH_OK
                   ? status
                   : orth_fail(error, status, "strategy \"%.60s\": %s, scores over scale: %s",
                               strategy->name, piece->kind->listed.name, inner.text);
    }
    own->alpha = orth_piece_value(piece, "alpha", 0, 1);
    for (size_t i = 0; own->alpha > 1 && !strategy->as_peer && i < strategy->n; i++)
        if (!(strategy->low[i] > ORTH_PART_MIN))
            return bad_input(piece,
                             "alpha above 1 makes weights 0; permitted: to 1, or with a "
                             "minimum_weight",
                             error);
    return ORTH_OK;
}

static orth_status make_tsallis(orth_piece *piece, orth_error *error)
{
    orth_status status = make(piece, error);
    return status == ORTH_OK ? take_alpha(piece, piece->own, error) : status;
}

static void apply(const orth_piece *piece, double *out, const double *weights, const double *scores)
{
    const family *own = piece->own;
    size_t n = piece->strategy->n;
    bool finite = true;
    (void)weights;
    for (size_t i = 0; i < n; i++) {
        out[i] = scores[i] / own->scale;
        finite = finite && isfinite(out[i]);
    }
    if (finite)
        orth_link_weights(out, n, own->alpha, reference_of(piece), out);
}

const orth_link orth_link_softmax = {
    .piece = {.listed = {"softmax", "the softmax of the scores", softmax_keys}, .prepare = make},
    .apply = apply,
};

const orth_link orth_link_tsallis = {
    .piece = {.listed = {"tsallis", "weights of the scores that keep a least one", tsallis_keys},
              .prepare = make_tsallis},
    .apply = apply,
};
