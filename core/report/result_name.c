#include "report/result_name.h"

#include <inttypes.h>

#include "base/csv_out.h"
#include "base/plural.h"

static bool are_strategies(const orth_simulation *simulation)
{
    return simulation->scenario->strategy_count > 0;
}

void orth_result_title(const orth_simulation *simulation, int width, FILE *stream)
{
    if (are_strategies(simulation))
        fprintf(stream, "%-*s", width, "strategy");
    else
        fprintf(stream, "%10s  %-*s", "steps", width, "path");
}

void orth_result_blank(const orth_simulation *simulation, int width, FILE *stream)
{
    fprintf(stream, "%*s", are_strategies(simulation) ? width : width + 12, "");
}

void orth_result_put(const orth_simulation *simulation, const orth_simulation_result *result,
                     int width, FILE *stream)
{
    if (!are_strategies(simulation))
        fprintf(stream, "%10" PRIu64 "  ", result->steps);
    fprintf(stream, "%-*s", width, result->path);
}

const char *orth_result_text(char text[ORTH_RESULT_TEXT_MAX], const orth_simulation_result *result)
{
    if (result->steps == 0)
        snprintf(text, ORTH_RESULT_TEXT_MAX, "%.120s", result->path);
    else
        snprintf(text, ORTH_RESULT_TEXT_MAX, "%.120s, %" PRIu64 " step%s", result->path,
                 result->steps, orth_plural(result->steps, "", "s"));
    return text;
}

void orth_result_write_json(orth_json_out *json, const orth_simulation_result *result)
{
    orth_json_string(json, result->steps == 0 ? "strategy" : "path", result->path);
    if (result->steps > 0)
        orth_json_integer(json, "steps", (int64_t)result->steps);
}

void orth_result_write_csv(const orth_simulation_result *result, FILE *stream)
{
    orth_csv_text(stream, result->path);
    if (result->steps > 0)
        fprintf(stream, ",%" PRIu64, result->steps);
}

const char *orth_result_csv_title(const orth_scenario *scenario)
{
    return scenario->strategy_count > 0 ? "strategy" : "path,steps";
}
