/* A fit while it is made. */
#ifndef ORTH_FIT_MARKET_MADE_H
#define ORTH_FIT_MARKET_MADE_H

#include "fit/market_parts.h"

typedef struct orth_fit_made {
    orth_market_fit *fit;
    orth_fit_problem problem;
    size_t token[ORTH_FIT_TOKENS]; /* of each of the problem's tokens */
    double *returns;               /* [n][rows], x */
    bool *is_gap;                  /* [rows of the data - 1] */
    size_t *breaks;                /* the problem's */
    double *place;                 /* [ORTH_FIT_DIMENSIONS] */
    double *covariance;            /* the same squared */
    orth_fit_peak peak;
    orth_fit_watch watch;
} orth_fit_made;

/* Checks data and terms; fills the fit's facts and notes, and the problem's tokens but `plain` and
 * `normal`. */
orth_status orth_fit_take(orth_fit_made *made, const orth_market_fit_data *data,
                          const orth_market_fit_terms *terms, orth_error *error);

/* Correlations [n][n] of x. */
void orth_fit_centred(const orth_fit_made *made, double *correlation);

/* The maximum in all tokens together, of merton and garch; puts the tokens into the order in which
 * the correlation's factor has them. */
orth_status orth_fit_joint(orth_fit_made *made, bool normal, orth_error *error);

/* The place as estimates. */
orth_status orth_fit_report(orth_fit_made *made, bool normal, orth_error *error);

/* Why value v of the problem's token k has no interval: the model as fitted has no such parameter;
 * it is held. NULL: neither. */
const char *orth_fit_why_none(const orth_fit_problem *problem, size_t k,
                              orth_market_fit_value value, bool normal);
const char *orth_fit_why_held(const orth_fit_problem *problem, const orth_fit_peak *peak, size_t k,
                              orth_market_fit_value value);
const char *orth_fit_why_pair_held(orth_fit_held held);
void orth_fit_note_drift(orth_market_fit *fit);
void orth_fit_note_held(const orth_fit_made *made);

/* A line of the fit's notes: three of its rows, one of each token, one where all together are no
 * better than gbm, three of its report, and one of each model that it is not compared with. */
void orth_fit_note(orth_market_fit *fit, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
