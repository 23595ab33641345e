/* A fit while it is made. */
#ifndef ORTH_FIT_MARKET_MADE_H
#define ORTH_FIT_MARKET_MADE_H

#include "fit/market_parts.h"

typedef struct orth_fit_made {
    orth_market_fit *fit;
    orth_fit_problem problem;
    size_t token[ORTH_FIT_TOKENS]; /* of each of the problem's tokens */
    double mean[ORTH_FIT_TOKENS];  /* of x, before tokens are put into an order */
    double *returns;               /* [n][rows], x */
    double *place;                 /* [ORTH_FIT_DIMENSIONS] */
    double *covariance;            /* the same squared */
} orth_fit_made;

/* Checks data and terms; fills the fit's facts and notes, and the problem's tokens but `plain` and
 * `normal`. */
orth_status orth_fit_take(orth_fit_made *made, const orth_market_fit_data *data,
                          const orth_market_fit_terms *terms, orth_error *error);

/* Correlations [n][n] of x about its means. */
void orth_fit_centred(const orth_fit_made *made, double *correlation);

/* The place as estimates. */
orth_status orth_fit_report(orth_fit_made *made, bool normal, orth_error *error);

/* A line of the fit's notes, where there is room. */
void orth_fit_note(orth_market_fit *fit, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
