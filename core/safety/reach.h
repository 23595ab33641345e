/* What an attacker can reach from weights where a pool rests, and what it gains to first order. */
#ifndef ORTH_SAFETY_REACH_H
#define ORTH_SAFETY_REACH_H

#include <stdbool.h>

#include "orthant/arbitrage.h"
#include "orthant/safety.h"

/* With S the sum of u_i a_i over what comes in: each token alone can come in by up_most_i, and S is
 * at most sum_most_j when j goes out. 1 - e^-x is at least up_least_i x for token i coming in, and
 * down_least_j x for token j going out. */
typedef struct orth_reach {
    size_t n;
    const double *u;
    double budget;   /* keep x capital: what takes part in the first leg */
    double up, down; /* the swap limit's bounds on a_i and -a_i; infinite without one */
    double up_most[ORTH_SAFETY_TOKENS_MAX], sum_most[ORTH_SAFETY_TOKENS_MAX];
    double up_least[ORTH_SAFETY_TOKENS_MAX], down_least[ORTH_SAFETY_TOKENS_MAX];
} orth_reach;

void orth_reach_begin(orth_reach *reach, size_t n, const double *u,
                      const orth_safety_attacker *attacker, double keep);

/* g_i = (v_i - u_i) / u_i. Bounds of what a search would find, from pairs alone: of the least band
 * (both legs'), and of the gain where both bands are at least `band`. Of two tokens both are
 * attained. */
double orth_reach_band_bound(const orth_reach *reach, const double *g);
double orth_reach_gain_bound(const orth_reach *reach, const double *g, double band);

/* The bands of the two legs. */
typedef struct orth_bands {
    double first, back;
} orth_bands;

/* A way to spend the budget: token `down` goes out, the `count` tokens up[] come in to y[] times
 * their reserves, the others stay. */
typedef struct orth_split {
    size_t down, count;
    size_t up[ORTH_SAFETY_TOKENS_MAX];
    double y[ORTH_SAFETY_TOKENS_MAX];
    bool folded;                    /* a token's y is not where its derivative is the others' */
    double sum;                     /* S */
    double pays;                    /* - sum d_i a_i */
    double costs_first, costs_back; /* of the two legs, in their bands */
} orth_split;

/* The same bound where one token goes out, of these bands. At least 0: of a loss it is none. */
double orth_reach_gain_of(const orth_reach *reach, const double *g, const orth_bands *bands,
                          size_t down);

/* The order of the tokens by g_i + costs x up_least_i, least first: who comes in before
 * whom. Of two alike the one of less weight, which the budget pushes farther. */
#define ORTH_REACH_TIES 1e-3 /* of the costs, where only ties are to be broken */
void orth_reach_order(size_t *order, const orth_reach *reach, const double *g, double costs);

/* The best y for given down and up[], where the derivatives of the gain by y_i are
 *   u_i (r_i / y_i - first / y_i^2),   r_i = g_down - g_i - back e^(-S / u_down) + more_i,
 * (`more`, of the tokens in order of up[], or NULL: 0). False where a token does not want to come
 * in. sum, pays and costs are filled. */
bool orth_reach_split(orth_split *split, const orth_reach *reach, const double *g,
                      const orth_bands *bands, const double *more);

/* The greatest gain above `floor` (at least 0), over all tokens down and sets that come in.
 * *best is changed only where there is one. Returns it, or `floor`. */
double orth_reach_gain(orth_split *best, const orth_reach *reach, const double *g,
                       const orth_bands *bands, double floor);

/* The least band of both legs for which no attack gains, or `floor` where that is more. */
double orth_reach_band(const orth_reach *reach, const double *g, double floor);

/* a_i of a split. */
void orth_split_displacement(double *a, const orth_reach *reach, const orth_split *split);

#endif
