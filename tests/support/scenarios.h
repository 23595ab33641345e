/* Scenarios and simulations that must work: a test that needs one fails where they do not. */
#ifndef TESTS_SCENARIOS_H
#define TESTS_SCENARIOS_H

#include "orthant/simulate.h"

orth_scenario *test_scenario(const char *text);
orth_simulation *test_simulation(const orth_scenario *scenario,
                                 const orth_simulate_options *options);

#endif
