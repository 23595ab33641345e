/* How strategies did as investments, in a simulation's results. */
#ifndef ORTH_REPORT_PERFORMANCE_H
#define ORTH_REPORT_PERFORMANCE_H

#include "base/json_out.h"
#include "orthant/simulate.h"

/* The key "performance" of a result of a strategy: null where it was not measured. */
void orth_performance_write_json(orth_json_out *json, const orth_simulation *simulation,
                                 const orth_simulation_result *result);

/* The key "alike" of a simulation; nothing where there is none. */
void orth_alike_write_json(orth_json_out *json, const orth_simulation *simulation);

/* A row a strategy, and what was measured; nothing where nothing was. */
void orth_performance_write_table(const orth_simulation *simulation, FILE *stream);

#endif
