#include "orthant/pool.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "orthant/simplex.h"

static orth_status check_money(const char *what, double value, orth_error *error)
{
    if (value >= ORTH_PRICE_MIN && value <= ORTH_PRICE_MAX) /* NaN fails */
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "%s is %.17g; permitted: from %g to %g", what, value,
                     ORTH_PRICE_MIN, ORTH_PRICE_MAX);
}

static orth_status check_prices(size_t n, const double *prices, orth_error *error)
{
    for (size_t i = 0; i < n; i++) {
        char what[40];
        snprintf(what, sizeof what, "price %zu", i);
        orth_status status = check_money(what, prices[i], error);
        if (status != ORTH_OK)
            return status;
    }
    return ORTH_OK;
}

/* R_i p_i */
static orth_dd money_of(const orth_pool *pool, size_t i)
{
    orth_dd reserve = {pool->reserves[i], pool->reserves_low[i]};
    return orth_dd_scale(reserve, pool->prices[i]);
}

static orth_dd total_money(const orth_pool *pool)
{
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < pool->n; i++)
        sum = orth_dd_add(sum, money_of(pool, i));
    return sum;
}

static orth_dd total_weight(const orth_pool *pool)
{
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < pool->n; i++)
        sum = orth_dd_add(sum, orth_dd_from(pool->weights[i]));
    return sum;
}

orth_status orth_pool_create(orth_pool **out, size_t n, const double *weights, const double *prices,
                             double value, orth_error *error)
{
    *out = NULL;
    orth_status status = orth_simplex_validate(n, weights, error);
    if (status == ORTH_OK)
        status = check_prices(n, prices, error);
    if (status == ORTH_OK)
        status = check_money("the value", value, error);
    if (status != ORTH_OK)
        return status;
    orth_pool *pool = calloc(1, sizeof *pool + 4 * n * sizeof(double));
    if (pool == NULL)
        return orth_fail_memory(error, 4.0 * (double)n * sizeof(double));
    double *data = (double *)(pool + 1);
    *pool = (orth_pool){n, data, data + n, data + 2 * n, data + 3 * n};
    memcpy(pool->weights, weights, n * sizeof(double));
    memcpy(pool->prices, prices, n * sizeof(double));
    orth_dd unit = orth_dd_divide(orth_dd_from(value), total_weight(pool));
    for (size_t i = 0; i < n; i++) {
        orth_dd money = orth_dd_scale(unit, weights[i]);
        orth_dd reserve = orth_dd_divide(money, orth_dd_from(prices[i]));
        pool->reserves[i] = reserve.high;
        pool->reserves_low[i] = reserve.low;
    }
    *out = pool;
    return ORTH_OK;
}

void orth_pool_free(orth_pool *pool)
{
    free(pool);
}

orth_status orth_pool_set_weights(orth_pool *pool, const double *weights, orth_error *error)
{
    orth_status status = orth_simplex_validate(pool->n, weights, error);
    if (status == ORTH_OK)
        memcpy(pool->weights, weights, pool->n * sizeof(double));
    return status;
}

orth_status orth_pool_set_prices(orth_pool *pool, const double *prices, orth_error *error)
{
    orth_status status = check_prices(pool->n, prices, error);
    if (status == ORTH_OK)
        memcpy(pool->prices, prices, pool->n * sizeof(double));
    return status;
}

double orth_pool_value(const orth_pool *pool)
{
    return orth_dd_value(total_money(pool));
}

/* log of 1 + x = ratio, from whichever of the two is the better known. */
static double log_of(double x, double ratio)
{
    return fabs(x) < 0.5 ? orth_log1p(x) : orth_log(ratio);
}

double orth_pool_log_value(const orth_pool *pool, double value)
{
    orth_dd ratio = orth_dd_divide(total_money(pool), orth_dd_from(value));
    double x = orth_dd_value(orth_dd_subtract(ratio, orth_dd_from(1)));
    return log_of(x, orth_dd_value(ratio));
}

/* R_i p_i / (V w_i / W): how many times its share token i holds. */
static orth_dd excess(const orth_pool *pool, size_t i, orth_dd unit)
{
    return orth_dd_divide(money_of(pool, i), orth_dd_scale(unit, pool->weights[i]));
}

double orth_pool_arbitrage(orth_pool *pool, double *trade)
{
    orth_dd weight = total_weight(pool), sum = {0, 0};
    orth_dd unit = orth_dd_divide(total_money(pool), weight);
    for (size_t i = 0; i < pool->n; i++) {
        orth_dd ratio = excess(pool, i, unit);
        double x = orth_dd_value(orth_dd_subtract(ratio, orth_dd_from(1)));
        orth_dd term = orth_dd_product(pool->weights[i], log_of(x, orth_dd_value(ratio)));
        sum = orth_dd_add(sum, term);
    }
    double log_change = orth_dd_value(orth_dd_divide(sum, weight));
    double change = orth_expm1(log_change);
    for (size_t i = 0; i < pool->n; i++) {
        orth_dd reserve = {pool->reserves[i], pool->reserves_low[i]};
        orth_dd ratio = excess(pool, i, unit);
        double x = orth_dd_value(orth_dd_subtract(ratio, orth_dd_from(1)));
        orth_dd after;
        if (fabs(x) < 0.5 && change > -0.5) /* by the size of the change */
            after = orth_dd_add(reserve,
                                orth_dd_from(reserve.high * ((change - x) / orth_dd_value(ratio))));
        else /* by the size of what is left */
            after = orth_dd_divide(orth_dd_scale(reserve, orth_exp(log_change)), ratio);
        if (trade != NULL)
            trade[i] = orth_dd_value(orth_dd_subtract(after, reserve));
        pool->reserves[i] = after.high;
        pool->reserves_low[i] = after.low;
    }
    return log_change;
}
