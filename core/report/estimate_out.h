/* An estimate over runs, as every JSON result has it. */
#ifndef ORTH_REPORT_ESTIMATE_OUT_H
#define ORTH_REPORT_ESTIMATE_OUT_H

#include "orthant/simulate.h"
#include "report/json_out.h"

/* {"mean", "stderr", "ci95": [low, high], "quantiles": {"p05", ...}} on one line. */
void orth_json_estimate(orth_json_out *json, const char *key, const orth_estimate *estimate);

#endif
