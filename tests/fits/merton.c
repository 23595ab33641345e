/* Intervals of fitted jump diffusions cover what was planted. */
#include "coverage.h"

START_TEST(test_merton)
{
    static const planted market = {.model = ORTH_MARKET_FIT_MERTON,
                                   .rows = 4001,
                                   .correlation = 0.6,
                                   .values = {[ORTH_MARKET_FIT_DRIFT] = {5, -3},
                                              [ORTH_MARKET_FIT_VOLATILITY] = {0.5, 0.8},
                                              [ORTH_MARKET_FIT_JUMP_RATE] = {10000, 16000},
                                              [ORTH_MARKET_FIT_JUMP_MEAN] = {0.0005, -0.001},
                                              [ORTH_MARKET_FIT_JUMP_DEVIATION] = {0.004, 0.006}}};
    check_coverage(&market, 40, 2);
}
END_TEST

ORTH_TEST_MAIN("fits/merton", test_merton)
