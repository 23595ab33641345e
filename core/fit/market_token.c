/* The fit of a token alone: which parameters it has, and where the joint search starts. */
#include <math.h>
#include <string.h>

#include "fit/market_parts.h"
#include "numeric/elementary.h"

#define ROWS_GARCH 20000 /* of the first search */
#define ROWS_MERTON 100000
#define EVALUATIONS 400
/* Twice the likelihood that a boundary must lose: what chance exceeds in about 1 % of data that are
 * at the boundary with three parameters (jumps), in 5 % with two (clustering) and one (tails; half
 * of the data are at the boundary themselves). */
#define JUMPS_TOLD 11.3
#define CLUSTERING_TOLD 6.0
#define TAILS_TOLD 2.7

/* A value that is so many of its errors from the boundary is told without a fit there. */
#define FAR_FROM 6

typedef double one_place[ORTH_FIT_DIMENSIONS];
typedef double square[ORTH_FIT_OWN * ORTH_FIT_OWN];

static void garch_starts(const orth_fit_problem *alone, one_place *places)
{
    static const double alphas[] = {0.03, 0.1, 0.25, 0.05}, betas[] = {0.96, 0.85, 0.5, 0.6};
    for (size_t l = 0; l < ORTH_FIT_LANES; l++) {
        double alpha = alphas[l % 4], share = betas[l % 4] / (1 - alpha);
        double *at = places[l];
        *at++ = 0;
        *at++ = 0;
        if (!alone->plain[0]) {
            *at++ = orth_log(alpha / (1 - alpha));
            *at++ = orth_log(share / (1 - share));
        }
        *at = orth_log(l < 4 ? 3 : 15);
    }
}

static void merton_starts(const orth_fit_problem *alone, one_place *places)
{
    static const double rates[] = {0.3, 0.1, 0.03, 0.005};
    for (size_t l = 0; l < ORTH_FIT_LANES; l++) {
        /* Jumps have a part of the variance, which is 1. */
        double rate = rates[l % 4], part = l < 4 ? 0.6 : 0.2;
        places[l][0] = 0;
        places[l][1] = orth_log(1 - part);
        places[l][2] = orth_log(rate);
        places[l][3] = 0;
        places[l][4] = fmin(0.5 * orth_log(part / rate), alone->high[4]);
    }
}

/* The best of eight starts, and of that by the simplex; then another one. */
static orth_status search(const orth_fit_problem *alone, double *place, orth_error *error)
{
    orth_fit_problem first = *alone;
    size_t most = alone->model == ORTH_MARKET_FIT_MERTON ? ROWS_MERTON : ROWS_GARCH;
    first.rows = alone->rows < most ? alone->rows : most;
    one_place places[ORTH_FIT_LANES] = {{0}};
    double values[ORTH_FIT_LANES], best = -HUGE_VAL;
    (alone->model == ORTH_MARKET_FIT_MERTON ? merton_starts : garch_starts)(alone, places);
    orth_fit_values(&first, ORTH_FIT_LANES, (const double(*)[ORTH_FIT_DIMENSIONS])places, values);
    for (size_t tried = 0; tried < 2; tried++) {
        size_t top = 0;
        for (size_t l = 1; l < ORTH_FIT_LANES; l++)
            if (values[l] > values[top])
                top = l;
        double value = values[top];
        orth_status status = orth_fit_simplex(&first, EVALUATIONS, places[top], &value, error);
        if (status != ORTH_OK)
            return status;
        values[top] = -HUGE_VAL;
        if (value > best || tried == 0) {
            best = value;
            memcpy(place, places[top], alone->dimensions * sizeof *place);
        }
    }
    return ORTH_OK;
}

static orth_status merton(orth_fit_problem *alone, double *place, orth_error *error)
{
    double without = -0.5 * (double)alone->rows * (ORTH_LOG_2_PI + 1);
    orth_fit_peak peak = {.value = -HUGE_VAL};
    square covariance;
    orth_status status = ORTH_OK;
    alone->plain[0] = false;
    orth_fit_lay_out(alone);
    /* More jumps a block than at first thought: more of them have to be added up. */
    static const double most[] = {0.1, ORTH_MARKET_FIT_JUMPS_MOST};
    for (size_t k = 0; k < 2 && status == ORTH_OK; k++) {
        const double expected[ORTH_FIT_TOKENS] = {most[k]};
        status = orth_fit_count_jumps(alone, expected, ORTH_FIT_LEFT_OUT, error);
        if (status == ORTH_OK)
            status = search(alone, place, error);
        if (status == ORTH_OK)
            status = orth_fit_newton(alone, place, &peak, covariance, error);
        if (orth_exp(place[2]) < most[k])
            break;
    }
    orth_fit_forget_jumps(alone);
    if (status == ORTH_OK && !(2 * (peak.value - without) >= JUMPS_TOLD)) {
        alone->plain[0] = true;
        orth_fit_lay_out(alone);
        place[0] = place[1] = 0;
    }
    return status;
}

/* The fit without tails, or without clustering, from a place with them: it stays unless they are
 * told. */
static orth_status drop(orth_fit_problem *alone, bool tails, double *place, double *value,
                        orth_error *error)
{
    orth_fit_problem other = *alone;
    one_place at;
    orth_fit_peak lower;
    square covariance;
    memcpy(at, place, sizeof at);
    if (tails) {
        other.normal[0] = true;
    } else {
        other.plain[0] = true;
        at[2] = at[4];
    }
    orth_fit_lay_out(&other);
    if (other.dimensions == 2) {
        at[0] = at[1] = 0;
    }
    orth_status status = orth_fit_newton(&other, at, &lower, covariance, error);
    if (status == ORTH_OK &&
        !(2 * (*value - lower.value) >= (tails ? TAILS_TOLD : CLUSTERING_TOLD))) {
        *alone = other;
        *value = lower.value;
        memcpy(place, at, sizeof at);
    }
    return status;
}

/* alpha, and 1 / nu, over their errors; 0 where they have none. */
static double from_boundary(const orth_fit_problem *alone, bool tails, const double *place,
                            const orth_fit_peak *peak, const double *covariance)
{
    size_t k = tails ? 4 : 2;
    if (!peak->converged || peak->held[k] != ORTH_FIT_FREE)
        return 0;
    double slope =
        tails ? orth_fit_logistic(place[k] - ORTH_LOG_2) : 1 - orth_fit_logistic(place[k]);
    return 1 / (slope * sqrt(covariance[k * alone->dimensions + k]));
}

static orth_status garch(orth_fit_problem *alone, bool normal, double *place, orth_error *error)
{
    orth_fit_peak peak;
    square covariance;
    alone->plain[0] = false;
    alone->normal[0] = normal;
    orth_fit_lay_out(alone);
    orth_status status = search(alone, place, error);
    if (status == ORTH_OK)
        status = orth_fit_newton(alone, place, &peak, covariance, error);
    if (status != ORTH_OK)
        return status;
    bool clustering = from_boundary(alone, false, place, &peak, covariance) > FAR_FROM;
    bool tails = normal || from_boundary(alone, true, place, &peak, covariance) > FAR_FROM;
    if (!clustering)
        status = drop(alone, false, place, &peak.value, error);
    if (status == ORTH_OK && !tails)
        status = drop(alone, true, place, &peak.value, error);
    return status;
}

orth_status orth_fit_token(orth_fit_problem *alone, bool normal, double *place, orth_error *error)
{
    memset(place, 0, sizeof(one_place));
    return alone->model == ORTH_MARKET_FIT_MERTON ? merton(alone, place, error)
                                                  : garch(alone, normal, place, error);
}
