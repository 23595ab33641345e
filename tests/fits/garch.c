/* Intervals of fitted GARCH cover what was planted, with Student innovations and with normal ones.
 */
#include "coverage.h"

START_TEST(test_student)
{
    static const planted market = {.model = ORTH_MARKET_FIT_GARCH,
                                   .rows = 5001,
                                   .correlation = 0.6,
                                   .values = {[ORTH_MARKET_FIT_DRIFT] = {5, -3},
                                              [ORTH_MARKET_FIT_VOLATILITY] = {0.5, 0.8},
                                              [ORTH_MARKET_FIT_ALPHA] = {0.08, 0.1},
                                              [ORTH_MARKET_FIT_BETA] = {0.87, 0.8},
                                              [ORTH_MARKET_FIT_NU] = {6, 8}}};
    check_coverage(&market, 80, 2);
}
END_TEST

START_TEST(test_normal)
{
    static const planted market = {.model = ORTH_MARKET_FIT_GARCH,
                                   .normal = true,
                                   .rows = 4001,
                                   .correlation = 0.6,
                                   .values = {[ORTH_MARKET_FIT_DRIFT] = {5, -3},
                                              [ORTH_MARKET_FIT_VOLATILITY] = {0.5, 0.8},
                                              [ORTH_MARKET_FIT_ALPHA] = {0.08, 0.1},
                                              [ORTH_MARKET_FIT_BETA] = {0.87, 0.8}}};
    check_coverage(&market, 60, 2);
}
END_TEST

ORTH_TEST_MAIN("fits/garch", test_student, test_normal)
