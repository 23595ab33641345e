/* What of a fit no scenario can hold as it is: tails of one token that are normal, beside another's
 * that are not. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/market_fit.h"
#include "orthant/scenario.h"

static const double *parameter(const orth_market_spec *spec, const char *name)
{
    for (size_t k = 0; k < ORTH_MARKET_PARAMETERS_MAX && spec->parameters[k].name != NULL; k++)
        if (strcmp(spec->parameters[k].name, name) == 0)
            return spec->parameters[k].values;
    return NULL;
}

static orth_market_fit *garch_of(double nu_of_one, double nu_of_other)
{
    enum { ROWS = 300 };
    static const char *const tokens[] = {"ONE", "OTHER"};
    static double prices[2 * ROWS];
    test_random random = test_seeded(4);
    for (size_t e = 0; e < 2 * (size_t)ROWS; e++)
        prices[e] = 100 + test_random_unit(&random);
    orth_market_fit_data data = {.n = 2, .tokens = tokens, .rows = ROWS, .prices = prices};
    orth_market_fit_terms terms = {.model = ORTH_MARKET_FIT_GBM, .block_seconds = 3600};
    orth_market_fit *fit;
    ck_assert(orth_market_fit_make(&fit, &data, &terms, NULL) == ORTH_OK);
    fit->model = ORTH_MARKET_FIT_GARCH;
    for (size_t i = 0; i < 2; i++) {
        fit->values[ORTH_MARKET_FIT_ALPHA][i].value = 0.1;
        fit->values[ORTH_MARKET_FIT_BETA][i].value = 0.8;
        fit->values[ORTH_MARKET_FIT_NU][i].value = i == 0 ? nu_of_one : nu_of_other;
    }
    return fit;
}

static orth_scenario *written(const orth_market_fit *fit)
{
    char file[] = "/tmp/orthant-written-XXXXXX";
    int descriptor = mkstemp(file);
    ck_assert(descriptor >= 0 && close(descriptor) == 0);
    orth_scenario *scenario;
    orth_error error;
    ck_assert_msg(orth_market_fit_write(fit, file, &error) == ORTH_OK, "%s", error.text);
    ck_assert_msg(orth_scenario_load(&scenario, file, &error) == ORTH_OK, "%s", error.text);
    unlink(file);
    return scenario;
}

START_TEST(normal_tails_beside_others)
{
    orth_market_fit *fit = garch_of(INFINITY, 5);
    orth_scenario *scenario = written(fit);
    const double *nu = parameter(scenario->market, "garch_nu");
    ck_assert(nu != NULL && nu[0] == 1e6 && nu[1] == 5);
    orth_scenario_free(scenario);
    orth_market_fit_free(fit);
    fit = garch_of(INFINITY, INFINITY);
    scenario = written(fit);
    ck_assert(parameter(scenario->market, "garch_nu") == NULL);
    orth_scenario_free(scenario);
    orth_market_fit_free(fit);
}
END_TEST

ORTH_TEST_MAIN("market_fit_written", normal_tails_beside_others)
