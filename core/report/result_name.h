/* How tables, JSON and CSV call a result of a simulation: a schedule by its path and steps, a
 * strategy by its name. */
#ifndef ORTH_REPORT_RESULT_NAME_H
#define ORTH_REPORT_RESULT_NAME_H

#include "base/json_out.h"
#include "orthant/simulate.h"

/* The columns of a table, `width` that of paths or names: the title, nothing, and a result's. */
void orth_result_title(const orth_simulation *simulation, int width, FILE *stream);
void orth_result_blank(const orth_simulation *simulation, int width, FILE *stream);
void orth_result_put(const orth_simulation *simulation, const orth_simulation_result *result,
                     int width, FILE *stream);
/* "geodesic, 8 steps", or the name; of long names the beginning. */
#define ORTH_RESULT_TEXT_MAX 160
const char *orth_result_text(char text[ORTH_RESULT_TEXT_MAX], const orth_simulation_result *result);

/* The keys of an object; and the cells of a line, with their titles. */
void orth_result_write_json(orth_json_out *json, const orth_simulation_result *result);
void orth_result_write_csv(const orth_simulation_result *result, FILE *stream);
const char *orth_result_csv_title(const orth_scenario *scenario);

#endif
