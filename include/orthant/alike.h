/* How alike strategies are, by their weights over time: how far apart, how many different ones they
 * are, which belong together. And how concentrated each is.
 *
 * A strategy's weights w are the point h = sqrt(w) of the unit sphere; h_a . h_b is the cosine of
 * half the Fisher-Rao distance of two of them. M strategies are seen at times of the caller's
 * choice (each decision, each day), every one of which counts alike. */
#ifndef ORTHANT_ALIKE_H
#define ORTHANT_ALIKE_H

#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct orth_alike orth_alike;

/* M >= 1 strategies over the same n >= 2 tokens. */
ORTH_API orth_status orth_alike_create(orth_alike **alike, size_t strategies, size_t n,
                                       orth_error *error);
ORTH_API void orth_alike_free(orth_alike *alike); /* NULL is fine */

/* The next time: the weights of all strategies, weights[strategy][token], each as for
 * orth_simplex_validate. O(M^2 n), allocates nothing. */
ORTH_API void orth_alike_see(orth_alike *alike, const double *weights);

typedef struct orth_alike_result {
    uint64_t times;
    /* |mean over strategies of h| at each time, from 1/sqrt(M) for strategies without a token in
     * common to 1 for the same one M times: the mean over times, the least and the last. */
    double order, order_least, order_last;
    /* 1 / mean of (h_a . h_b)^2 over all M^2 pairs (each with itself too) and all times: from 1 for
     * the same one M times to M for strategies without a token in common. */
    double different;
} orth_alike_result;

/* NaN before the first time. */
ORTH_API orth_alike_result orth_alike_now(const orth_alike *alike);

/* Fisher-Rao distances (orth_simplex_distance) [M][M], the mean and the greatest over times; either
 * may be NULL. NaN before the first time. */
ORTH_API void orth_alike_distances(const orth_alike *alike, double *mean, double *greatest);

/* Clusters by single linkage: two strategies are in one where a chain of strategies joins them
 * whose steps are each `within` at most, by distances [M][M] (symmetric). cluster[a] is the number
 * of a's, counted from 0 in the order of their first members; returns how many there are. */
ORTH_API size_t orth_alike_clusters(size_t strategies, const double *distances, double within,
                                    size_t *cluster);

/* How concentrated one strategy is, time by time: the effective number of tokens e^H, H the entropy
 * (orth_simplex_entropy), and whether a weight lies on its rail. */
typedef struct orth_concentration {
    uint64_t times, on_rails;
    double sum, sum_low; /* of e^H, compensated */
    double least, last;  /* e^H; least is 0 before the first time */
} orth_concentration;

/* `lowest` and `highest` are the rails of each token, or NULL: none on that side. A weight is on
 * its rail where it is within ORTH_ON_RAIL of it, or beyond. *concentration begins as zero. */
#define ORTH_ON_RAIL 1e-12
ORTH_API void orth_concentration_see(orth_concentration *concentration, size_t n,
                                     const double *weights, const double *lowest,
                                     const double *highest);
/* The mean of e^H, and the share of times at which a weight was on a rail; NaN before the first. */
ORTH_API double orth_concentration_mean(const orth_concentration *concentration);
ORTH_API double orth_concentration_on_rails(const orth_concentration *concentration);

#ifdef __cplusplus
}
#endif
#endif
