/* How a picture calls a schedule. */
#include "base/plural.h"
#include "report/plot_axes.h"
#include "report/simulation_plot.h"

static const char *path_of(const void *of, size_t i)
{
    return ((const orth_simulation *)of)->results[i].path;
}

orth_plot_look orth_simulation_look(const orth_simulation *simulation, size_t s)
{
    return simulation->scenario->strategy_count > 0
               ? orth_plot_look_of_series(s)
               : orth_plot_look_of_path(path_of, simulation, s);
}

void orth_simulation_plot_name(orth_plot *plot, const orth_simulation *simulation, size_t s)
{
    const orth_scenario *scenario = simulation->scenario;
    const orth_simulation_result *result = &simulation->results[s];
    char name[ORTH_PLOT_NAME_MAX + 2 * ORTH_PLOT_NUMBER_MAX];
    int most = ORTH_PLOT_NAME_MAX - (scenario->step_count > 1 ? 12 : 0);
    char steps[ORTH_PLOT_NUMBER_MAX];
    orth_plot_number(steps, (double)result->steps, 0);
    if (scenario->path_count == 1 && scenario->step_count > 1)
        snprintf(name, sizeof name, "%s step%s", steps, orth_plural(result->steps, "", "s"));
    else if (scenario->step_count <= 1) /* none of strategies */
        snprintf(name, sizeof name, "%.*s", 2 * most, result->path);
    else
        snprintf(name, sizeof name, "%.*s, %s step%s", most, result->path, steps,
                 orth_plural(result->steps, "", "s"));
    orth_plot_text(plot, name, ORTH_PLOT_NAME_MAX);
}
