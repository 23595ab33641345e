/* What every result of a scenario begins with. */
#ifndef ORTH_REPORT_RESULT_HEAD_H
#define ORTH_REPORT_RESULT_HEAD_H

#include "base/json_out.h"
#include "orthant/scenario.h"

/* Begins a result of this kind: the program's version, and whose result it is. */
void orth_result_begin(orth_json_out *json, FILE *stream, const char *kind,
                       const orth_scenario *scenario);

#endif
