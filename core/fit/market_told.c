/* What a place of the search says in a market's own parameters, in the scales in which intervals
 * are symmetric. */
#include <math.h>
#include <string.h>

#include "fit/market_parts.h"
#include "numeric/elementary.h"

static void tell_garch(const orth_fit_problem *problem, size_t i, const double *at, double *told)
{
    if (!problem->plain[i]) {
        double rest = 1 - orth_fit_logistic(at[2]), beta = rest * orth_fit_logistic(at[3]);
        told[ORTH_MARKET_FIT_ALPHA] = at[2];
        told[ORTH_MARKET_FIT_BETA] = orth_log(beta / (1 - beta));
    }
    if (!problem->normal[i])
        told[ORTH_MARKET_FIT_NU] = at[problem->plain[i] ? 2 : 4];
}

static void tell_merton(const orth_fit_problem *problem, size_t i, double years, const double *at,
                        double *told)
{
    told[ORTH_MARKET_FIT_DRIFT] += orth_fit_merton_fall(problem, i, at) / years;
    if (problem->plain[i])
        return;
    double scale = problem->scale[i];
    told[ORTH_MARKET_FIT_JUMP_RATE] = at[2] - orth_log(years);
    told[ORTH_MARKET_FIT_JUMP_MEAN] = at[3] * scale;
    told[ORTH_MARKET_FIT_JUMP_DEVIATION] = at[4] + orth_log(scale);
}

void orth_fit_tell(const orth_fit_problem *problem, double block_years, const double *place,
                   double *told)
{
    size_t n = problem->n;
    double factor[ORTH_FIT_TOKENS * ORTH_FIT_TOKENS];
    memset(told, 0, ORTH_FIT_TOLD * sizeof *told);
    for (size_t i = 0; i < n; i++) {
        const double *at = place + problem->at[i];
        double *own = told + i * ORTH_MARKET_FIT_VALUES;
        own[ORTH_MARKET_FIT_DRIFT] = (at[0] + problem->centre[i]) * problem->scale[i] / block_years;
        own[ORTH_MARKET_FIT_VOLATILITY] =
            0.5 * (at[1] - orth_log(block_years)) + orth_log(problem->scale[i]);
        if (problem->model == ORTH_MARKET_FIT_GARCH)
            tell_garch(problem, i, at, own);
        else
            tell_merton(problem, i, block_years, at, own);
        if (problem->no_drift)
            own[ORTH_MARKET_FIT_DRIFT] = 0;
    }
    orth_fit_factor(n, place + problem->pairs_at, factor);
    double *pair = told + n * ORTH_MARKET_FIT_VALUES;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            double sum = 0;
            for (size_t k = 0; k <= j; k++)
                sum += factor[i * n + k] * factor[j * n + k];
            *pair++ = orth_fit_artanh(sum);
        }
}

double orth_fit_untold(orth_market_fit_value value, double told, double *slope)
{
    double is;
    switch (value) {
    case ORTH_MARKET_FIT_DRIFT:
    case ORTH_MARKET_FIT_JUMP_MEAN:
        *slope = 1;
        return told;
    case ORTH_MARKET_FIT_ALPHA:
    case ORTH_MARKET_FIT_BETA:
        is = orth_fit_logistic(told);
        *slope = is * (1 - is);
        return is;
    default:
        is = orth_exp(told);
        *slope = is;
        return value == ORTH_MARKET_FIT_NU ? 2 + is : is;
    }
}
