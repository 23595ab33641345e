/* Softmax and Tsallis links: weights of scores, and the derivative. */
#include <math.h>
#include <stdbool.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/limits.h"
#include "orthant/link.h"
#include "orthant/simplex.h"

#define STEPS_MAX 200

static double reference_of(size_t n, const double *reference, size_t i)
{
    return reference == NULL ? 1 / (double)n : reference[i];
}

/* Where the search for mu is. With a = 1 - alpha, d_i the distance of a score from the highest and
 * m = mu - highest, w_i = q_i t_i^(-1 / a), t_i = 1 + a (m + d_i). Where the highest token's t is
 * small it is kept itself, t_i = t + a d_i, since 1 + a m would have lost its digits. */
typedef struct place {
    double a;
    bool by_bracket;
    double at; /* t, or m */
} place;

/* log(w_i / q_i); -INFINITY where t_i is not above 0. */
static double log_ratio(const place *p, double distance)
{
    if (p->a == 0)
        return -(p->at + distance);
    if (p->by_bracket)
        return -orth_log(p->at + p->a * distance) / p->a;
    double rest = p->a * (p->at + distance);
    return rest <= -1 ? -INFINITY : -orth_log1p(rest) / p->a;
}

/* log of the weights' sum, and the Newton step of `at`. */
static double log_sum(const place *p, size_t n, const double *reference, const double *scores,
                      double most, double *step)
{
    double sum = 0, slope = 0, a = p->a;
    for (size_t i = 0; i < n; i++) {
        double log_r = log_ratio(p, most - scores[i]);
        if (log_r == -INFINITY)
            continue;
        double w = reference_of(n, reference, i) * orth_exp(log_r);
        sum += w;
        slope += w * orth_exp(a * log_r); /* -dw / dm */
    }
    double log_of = orth_log(sum);
    *step = (a == 0 ? log_of : orth_expm1(a * log_of) / (p->by_bracket ? 1 : a)) * sum / slope;
    return log_of;
}

/* No weight is above 1, so that t_i >= q_i^a: the search begins at the least mu that keeps all of
 * these. Newton's steps are those for sum^-a = 1, which is nearly straight; since it is concave and
 * rises for a > 0, convex and falls for a < 0, and straight in logs between, they rise to the root
 * and do not pass it. They end where rounding makes them stand. */
static place find(size_t n, double a, const double *reference, const double *scores, double most)
{
    double bracket = 0, m = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        double log_q = orth_log(reference_of(n, reference, i)), d = most - scores[i];
        bracket = fmax(bracket, orth_exp(a * log_q) - a * d);
        m = fmax(m, (a == 0 ? log_q : orth_expm1(a * log_q) / a) - d);
    }
    bool by_bracket = a > 0 && bracket < 0.5;
    place p = {a, by_bracket, by_bracket ? bracket : m};
    for (int i = 0; i < STEPS_MAX; i++) {
        double step, log_of = log_sum(&p, n, reference, scores, most, &step);
        double next = fmin(p.at + step, by_bracket ? 1 : 0);
        if (!(next > p.at) || log_of <= 0x1p-52)
            break;
        p.at = next;
    }
    return p;
}

double orth_link_weights(double *weights, size_t n, double alpha, const double *reference,
                         const double *scores)
{
    ORTH_CHECK(n >= 1 && alpha > 0 && alpha <= ORTH_LINK_ALPHA_MAX);
    double most = scores[0];
    for (size_t i = 1; i < n; i++)
        most = fmax(most, scores[i]);
    place p = find(n, 1 - alpha, reference, scores, most);
    for (size_t i = 0; i < n; i++)
        weights[i] = reference_of(n, reference, i) * orth_exp(log_ratio(&p, most - scores[i]));
    orth_simplex_normalise(weights, n, weights);
    return most + (p.by_bracket ? (p.at - 1) / p.a : p.at);
}

void orth_link_derivative(double *derivative, size_t n, double alpha, const double *reference,
                          const double *weights)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        double q = reference_of(n, reference, i), w = weights[i];
        derivative[i * n + i] = w == 0 ? 0 : w * orth_pow(w / q, 1 - alpha);
        sum += derivative[i * n + i];
    }
    for (size_t i = 0; i < n; i++) /* u stands on the diagonal until its row and column are done */
        for (size_t j = i + 1; j < n; j++)
            derivative[i * n + j] = derivative[j * n + i] =
                -(derivative[i * n + i] * derivative[j * n + j] / sum);
    for (size_t i = 0; i < n; i++) {
        double u = derivative[i * n + i];
        derivative[i * n + i] = u * (sum - u) / sum;
    }
}
