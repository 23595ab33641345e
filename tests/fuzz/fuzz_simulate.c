/* A scenario of any bytes, and where it is small its simulation, its best number of steps and its
 * comparison: refused with one line, or results that are numbers, in JSON that reads back. */
#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/compare.h"
#include "orthant/report.h"
#include "orthant/simulate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static bool good(orth_status status, const orth_error *error)
{
    must(status == ORTH_OK || status == ORTH_BAD_INPUT || status == ORTH_DOMAIN);
    must(status == ORTH_OK || (error->text[0] != '\0' && orth_is_line(error->text)));
    return status == ORTH_OK;
}

/* No files, and little work. */
static bool is_small(const orth_scenario *s)
{
    static const char *const models[] = {"constant", "gbm", "merton", "garch"};
    bool known = false;
    for (size_t i = 0; s->market != NULL && i < 4; i++)
        known = known || strcmp(s->market->model, models[i]) == 0;
    if (!known || s->n > 5 || s->step_count > 3 || s->path_count > 4 || s->price_paths > 20 ||
        s->market_blocks > 300 || s->blocks_per_step > 50)
        return false;
    for (size_t i = 0; i < s->step_count; i++)
        if (s->steps[i] * s->blocks_per_step > 300)
            return false;
    for (size_t i = 0; i < s->path_count; i++)
        if (strncmp(s->paths[i], "file:", 5) == 0)
            return false;
    return true;
}

typedef struct text {
    char *bytes;
    size_t length;
    FILE *stream;
} text;

static FILE *begin(text *out)
{
    out->stream = open_memstream(&out->bytes, &out->length);
    must(out->stream != NULL);
    return out->stream;
}

static void end(text *out, bool json)
{
    fclose(out->stream);
    if (json) {
        json_t *tree = json_loadb(out->bytes, out->length, JSON_REJECT_DUPLICATES, NULL);
        must(tree != NULL);
        json_decref(tree);
    }
    free(out->bytes);
}

static void check_figures(const orth_simulation *simulation)
{
    text out;
    orth_simulation_write_json(simulation, 1, NULL, begin(&out));
    end(&out, true);
    orth_simulation_write_table(simulation, NULL, begin(&out));
    end(&out, false);
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_simulation_result *result = &simulation->results[r];
        for (size_t f = 0; f < ORTH_FIGURES + simulation->scenario->n; f++)
            must(isfinite(result->figures[f].mean));
        for (uint64_t i = 0; i < simulation->price_paths; i++)
            must(isfinite(result->log_shortfalls[i]) && isfinite(result->shortfalls[i]));
    }
}

static void check_best_steps(orth_scenario *scenario)
{
    orth_exposure exposure;
    orth_error error;
    orth_simulation *simulation = NULL, *at_target = NULL;
    orth_best_steps *report = NULL;
    orth_simulate_options how = {.threads = 1};
    text out;
    if (scenario->path_count > 1)
        return;
    if (good(orth_exposure_of(&exposure, scenario, scenario->paths[0], scenario->update_cost,
                              1e-4 * scenario->tracking_bp, &error),
             &error) &&
        good(orth_simulation_run(&simulation, scenario, &how, &error), &error) &&
        good(orth_simulation_at_target(&at_target, simulation, &how, &error), &error) &&
        good(orth_best_steps_create(&report, simulation, at_target, &exposure, NULL, &error),
             &error)) {
        orth_best_steps_write_json(report, 1, begin(&out));
        end(&out, true);
        for (size_t i = 0; i < report->count; i++)
            must(isfinite(report->points[i].cost));
    }
    orth_best_steps_free(report);
    orth_simulation_free(at_target);
    orth_simulation_free(simulation);
}

static void check_comparison(const orth_scenario *scenario)
{
    orth_comparison *comparison;
    orth_error error;
    text out;
    if (!good(orth_comparison_run(&comparison, scenario, &error), &error))
        return;
    orth_comparison_write_json(comparison, begin(&out));
    end(&out, true);
    orth_comparison_free(comparison);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    orth_scenario *scenario;
    orth_simulation *simulation;
    orth_error error;
    if (!good(orth_scenario_parse(&scenario, (const char *)data, size, "fuzz", &error), &error))
        return 0;
    if (is_small(scenario)) {
        orth_simulate_options how = {.threads = 1};
        if (good(orth_simulation_run(&simulation, scenario, &how, &error), &error)) {
            check_figures(simulation);
            orth_simulation_free(simulation);
        }
        check_best_steps(scenario);
        check_comparison(scenario);
    }
    orth_scenario_free(scenario);
    return 0;
}
