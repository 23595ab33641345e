/* An estimate over runs, as every JSON result has it. */
#ifndef ORTH_NUMERIC_ESTIMATE_JSON_H
#define ORTH_NUMERIC_ESTIMATE_JSON_H

#include "base/json_out.h"
#include "orthant/statistics.h"

/* {"mean", "stderr", "ci95": [low, high], "quantiles": {"p05", ...}} on one line. */
void orth_json_estimate(orth_json_out *json, const char *key, const orth_estimate *estimate);
/* The same keys in an object that is open, which may have more. */
void orth_json_estimate_keys(orth_json_out *json, const orth_estimate *estimate);

#endif
