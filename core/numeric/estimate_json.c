#include "numeric/estimate_json.h"

void orth_json_estimate_keys(orth_json_out *json, const orth_estimate *estimate)
{
    static const char *const names[ORTH_QUANTILES] = {"p05", "p25", "p50", "p75", "p95"};
    orth_json_double(json, "mean", estimate->mean);
    orth_json_double(json, "stderr", estimate->stderr_);
    orth_json_doubles(json, "ci95", 2, (const double[]){estimate->low, estimate->high});
    orth_json_open_inline_object(json, "quantiles");
    for (size_t q = 0; q < ORTH_QUANTILES; q++)
        orth_json_double(json, names[q], estimate->quantiles[q]);
    orth_json_close_object(json);
}

void orth_json_estimate(orth_json_out *json, const char *key, const orth_estimate *estimate)
{
    orth_json_open_inline_object(json, key);
    orth_json_estimate_keys(json, estimate);
    orth_json_close_object(json);
}
