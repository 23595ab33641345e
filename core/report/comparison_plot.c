/* Losses as a picture: curves over the step counts, or bars when there is one. */
#include "report/comparison_plot.h"

#include <math.h>
#include <stdlib.h>

#define WIDTH 900
#define HEIGHT 540

static const char *title_of(const orth_comparison_picture *p)
{
    const orth_scenario *scenario = p->comparison->scenario;
    return scenario->name != NULL && scenario->name[0] != '\0' ? scenario->name : scenario->file;
}

static void sort_counts(orth_comparison_picture *p)
{
    const uint64_t *steps = p->comparison->scenario->steps;
    for (size_t i = 0; i < p->counts; i++) {
        size_t at = i;
        for (; at > 0 && steps[p->order[at - 1]] > steps[i]; at--)
            p->order[at] = p->order[at - 1];
        p->order[at] = i;
    }
    for (size_t i = 0; i < p->counts; i++)
        p->steps[i] = steps[p->order[i]];
}

static orth_status draw(const orth_comparison_picture *p, const char *file, bool keep_script,
                        orth_error *error)
{
    bool bars = p->steps[0] == p->steps[p->counts - 1];
    int height = bars ? 190 + 46 * (int)fmin((double)p->paths, 100) : HEIGHT;
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, WIDTH, height, title_of(p), error);
    if (status != ORTH_OK)
        return status;
    if (bars)
        orth_comparison_bars(&plot, p);
    else
        orth_comparison_curves(&plot, p);
    return orth_plot_finish(&plot, keep_script, error);
}

orth_status orth_comparison_plot(const orth_comparison *comparison, const char *file, bool excess,
                                 bool keep_script, orth_error *error)
{
    const orth_scenario *scenario = comparison->scenario;
    orth_comparison_picture p = {.comparison = comparison,
                                 .paths = scenario->path_count,
                                 .counts = scenario->step_count,
                                 .excess = excess};
    p.order = malloc(p.counts * sizeof *p.order);
    p.steps = malloc(p.counts * sizeof *p.steps);
    orth_status status;
    if (p.order == NULL || p.steps == NULL) {
        status = orth_fail_memory(error, (double)p.counts * (sizeof *p.order + sizeof *p.steps));
    } else {
        sort_counts(&p);
        status = draw(&p, file, keep_script, error);
    }
    free(p.order);
    free(p.steps);
    return status;
}
