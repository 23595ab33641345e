/* Markets for tests. */
#ifndef TESTS_MARKETS_H
#define TESTS_MARKETS_H

#include "harness.h"
#include "orthant/market.h"

#define MARKET_TOKENS 3
#define MARKET_SEED 20240501

/* A market of three tokens "A", "B", "C" with the parameters of its model; `panel` is a file with
 * columns of these names. */
orth_market_spec test_market_spec(const char *model, const char *panel);
/* Sets a parameter, or takes the place of one that is set; and what is set. */
void test_set(orth_market_spec *spec, const char *name, const double *values);
const double *test_values(const orth_market_spec *spec, const char *name);
orth_market *test_market(const orth_market_spec *spec);
orth_market_walk *test_walk(const orth_market *market, size_t lanes);

/* The models that draw random numbers; ends with NULL. */
extern const char *const test_random_models[];

/* Writes a file of its own name under the folder for temporary files; *path (to be removed and
 * freed by the caller) is its name. */
void test_write(char **path, const char *text);
/* The same: 200 rows of A, B and C. */
void test_write_panel(char **path);

#endif
