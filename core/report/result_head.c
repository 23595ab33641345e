#include "report/result_head.h"

#include "orthant/api.h"

void orth_result_begin(orth_json_out *json, FILE *stream, const char *kind,
                       const orth_scenario *scenario)
{
    orth_json_begin_result(json, stream, kind);
    orth_json_string(json, "version", ORTH_VERSION);
    orth_json_string(json, "scenario", scenario->name);
    orth_json_string(json, "scenario_sha256", scenario->sha256);
}
