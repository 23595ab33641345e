/* Intervals of fitted geometric Brownian motion cover what was planted. */
#include "coverage.h"

START_TEST(test_gbm)
{
    static const planted market = {
        .model = ORTH_MARKET_FIT_GBM,
        .rows = 501,
        .correlation = 0.6,
        .values = {[ORTH_MARKET_FIT_DRIFT] = {5, -3}, [ORTH_MARKET_FIT_VOLATILITY] = {0.5, 0.8}}};
    check_coverage(&market, 1000, 0);
}
END_TEST

ORTH_TEST_MAIN("fits/gbm", test_gbm)
