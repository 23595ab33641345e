/* The results of a launch, ranked by the sweep's own judgement. */
#include "orthant/launch_best.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"
#include "base/plain_locale.h"
#include "base/text.h"
#include "numeric/statistics.h"
#include "sweep/groups.h"
#include "sweep/launch_settings.h"
#include "sweep/ranking.h"

static const struct {
    const char *name;
    orth_launch_figure figure;
    bool maximise;
} goals[ORTH_LAUNCH_GOALS] = {
    [ORTH_LAUNCH_GOAL_RAISE] = {"raise", ORTH_LAUNCH_RAISED, true},
    [ORTH_LAUNCH_GOAL_PRICE_STABILITY] = {"price-stability", ORTH_LAUNCH_PRICE_DEVIATION, false},
    [ORTH_LAUNCH_GOAL_DISPERSION] = {"dispersion", ORTH_LAUNCH_GINI, false},
};

const char *orth_launch_goal_name(orth_launch_goal goal)
{
    return goals[goal].name;
}

orth_status orth_launch_goal_find(orth_launch_goal *goal, const char *name, orth_error *error)
{
    const char *names[ORTH_LAUNCH_GOALS];
    char quoted[ORTH_QUOTE_MAX], nearest[ORTH_NEAREST_MAX];
    for (size_t g = 0; g < ORTH_LAUNCH_GOALS; g++) {
        names[g] = goals[g].name;
        if (strcmp(name, names[g]) == 0) {
            *goal = (orth_launch_goal)g;
            return ORTH_OK;
        }
    }
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s is nothing to rank a sale by%s; permitted: raise, price-stability, "
                     "dispersion",
                     orth_quote(quoted, sizeof quoted, name),
                     orth_nearest_text(nearest, name, ORTH_LAUNCH_GOALS, names));
}

/* ---------------------------------------------------------------- values */

typedef struct work {
    const orth_launch *launch;
    orth_launch_figure figure;
    orth_sweep_ranking *ranking;
    bool *used; /* [price path] all ranked results have the figure there */
    size_t common;
    double *values; /* of one result, those of its price paths that count */
    orth_standing *standings;
    orth_point_figure *groups; /* [result] */
} work;

static const double *values_of(const work *w, size_t result)
{
    return w->launch->results[result].values[w->figure];
}

static bool has_any(const work *w, size_t result)
{
    for (uint64_t p = 0; p < w->launch->price_paths; p++)
        if (!isnan(values_of(w, result)[p]))
            return true;
    return false;
}

/* Results that have the figure anywhere are ranked, on price paths where all these have it. */
static void find_common(work *w)
{
    uint64_t paths = w->launch->price_paths;
    for (uint64_t p = 0; p < paths; p++)
        w->used[p] = true;
    for (size_t r = 0; r < w->launch->count; r++) {
        if (!has_any(w, r)) {
            w->ranking->undefined++;
            continue;
        }
        w->standings[w->ranking->ranked++].point = r;
        for (uint64_t p = 0; p < paths; p++)
            w->used[p] = w->used[p] && !isnan(values_of(w, r)[p]);
    }
    for (uint64_t p = 0; p < paths; p++)
        w->common += w->used[p];
}

/* Into w->values. */
static size_t take_values(work *w, size_t result, bool together)
{
    size_t count = 0;
    for (uint64_t p = 0; p < w->launch->price_paths; p++) {
        double value = values_of(w, result)[p];
        if (together ? w->used[p] : !isnan(value))
            w->values[count++] = value;
    }
    return count;
}

/* Whether results are compared price path by price path. */
static bool is_paired(const work *w)
{
    return w->launch->random && w->common > 1;
}

static orth_status stand(work *w, orth_standing *standing, orth_error *error)
{
    size_t result = (size_t)standing->point;
    size_t count = take_values(w, result, is_paired(w));
    orth_estimate estimate = orth_interval_of(count, w->values);
    standing->value = estimate.mean;
    standing->low = count > 1 ? estimate.low : NAN;
    standing->high = count > 1 ? estimate.high : NAN;
    standing->difference = standing->error = NAN;
    if (!is_paired(w))
        return ORTH_OK;
    orth_status status = orth_groups_make(&w->groups[result], error);
    if (status == ORTH_OK)
        orth_groups_fill(&w->groups[result], count, w->values);
    return status;
}

static void judge(work *w)
{
    orth_sweep_ranking *ranking = w->ranking;
    uint64_t count = ranking->ranked;
    uint64_t best = orth_standings_best(w->standings, count, ranking->maximise);
    const orth_point_figure *first = &w->groups[w->standings[best].point];
    double value = w->standings[best].value;
    bool paired = is_paired(w), intervals = false;
    for (uint64_t i = 0; i < count; i++) {
        orth_standing *standing = &w->standings[i];
        intervals = intervals || !isnan(standing->low);
        if (paired)
            orth_standing_pair(standing, value, first->groups,
                               w->groups[standing->point].group_means, first->group_means);
    }
    ranking->basis = paired      ? ORTH_SWEEP_PAIRED
                     : intervals ? ORTH_SWEEP_INTERVALS
                                 : ORTH_SWEEP_EXACT;
    ranking->groups = paired ? first->groups : 0;
    ranking->joint = paired ? orth_joint_quantile(ranking->groups, count) : NAN;
    orth_standings_sort(w->standings, count, ranking->maximise);
    orth_standings_tell(w->standings, count, ranking->maximise, paired, intervals, ranking->joint);
    for (uint64_t i = 0; i < count; i++)
        ranking->not_told += !w->standings[i].told;
}

/* ---------------------------------------------------------------- rows */

static orth_status name_parameters(work *w,
                                   const orth_launch_parameter *chosen[ORTH_LAUNCH_PARAMETERS],
                                   orth_error *error)
{
    orth_sweep_ranking *ranking = w->ranking;
    const char *names[ORTH_LAUNCH_PARAMETERS];
    size_t count = orth_launch_parameters(chosen, w->launch);
    for (size_t p = 0; p < count; p++)
        names[p] = chosen[p]->name;
    if (count == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: one setting, of which none can be the best; permitted: several "
                         "paths, numbers of steps, start weights, end weights, days or fees",
                         w->launch->scenario->file);
    char by[64];
    snprintf(by, sizeof by, "/%s", orth_launch_figure_name(w->figure));
    ranking->by = strdup(by);
    ranking->names = orth_texts_copy(count, names);
    ranking->parameters = ranking->names == NULL ? 0 : count;
    return ranking->by != NULL && ranking->names != NULL ? ORTH_OK : orth_fail_memory(error, 64);
}

static orth_status fill_row(work *w, orth_sweep_ranked *row, const orth_standing *from,
                            const orth_launch_parameter *const *chosen, orth_error *error)
{
    const orth_sweep_ranking *ranking = w->ranking;
    bool paired = ranking->basis == ORTH_SWEEP_PAIRED;
    double half = paired ? orth_student(ranking->groups - 1, 0.05) * from->error : NAN;
    *row = (orth_sweep_ranked){.point = from->point,
                               .value = from->value,
                               .low = from->low,
                               .high = from->high,
                               .difference = from->difference,
                               .difference_low = from->difference - half,
                               .difference_high = from->difference + half,
                               .told = from->told};
    row->values = calloc(ranking->parameters, sizeof *row->values);
    bool all = row->values != NULL;
    for (size_t p = 0; all && p < ranking->parameters; p++) {
        row->values[p] = orth_launch_parameter_text(chosen[p], &w->launch->results[from->point]);
        all = row->values[p] != NULL;
    }
    return all ? ORTH_OK : orth_fail_memory(error, 64.0 * (double)ranking->parameters);
}

static orth_status fill_rows(work *w, size_t top, const orth_launch_parameter *const *chosen,
                             orth_error *error)
{
    orth_sweep_ranking *ranking = w->ranking;
    orth_status status = ORTH_OK;
    size_t count = top == 0 || top > ranking->ranked ? (size_t)ranking->ranked : top;
    ranking->rows = calloc(count, sizeof *ranking->rows);
    if (ranking->rows == NULL)
        return orth_fail_memory(error, (double)count * sizeof *ranking->rows);
    for (; ranking->count < count && status == ORTH_OK; ranking->count++)
        status = fill_row(w, &ranking->rows[ranking->count], &w->standings[ranking->count], chosen,
                          error);
    return status;
}

/* ---------------------------------------------------------------- all of it */

static orth_status make_room(work *w, orth_error *error)
{
    size_t count = w->launch->count, paths = (size_t)w->launch->price_paths;
    w->used = calloc(paths, sizeof *w->used);
    w->values = calloc(paths, sizeof *w->values);
    w->standings = calloc(count, sizeof *w->standings);
    w->groups = calloc(count, sizeof *w->groups);
    if (w->used != NULL && w->values != NULL && w->standings != NULL && w->groups != NULL)
        return ORTH_OK;
    return orth_fail_memory(error, 9.0 * (double)paths + (double)count * sizeof *w->groups);
}

static orth_status rank(work *w, size_t top, orth_error *error)
{
    const orth_launch_parameter *chosen[ORTH_LAUNCH_PARAMETERS];
    orth_status status = name_parameters(w, chosen, error);
    if (status == ORTH_OK)
        status = make_room(w, error);
    if (status != ORTH_OK)
        return status;
    find_common(w);
    if (w->ranking->ranked == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: no setting has %s on any price path: nobody buys",
                         w->launch->scenario->file, orth_launch_figure_name(w->figure));
    for (uint64_t i = 0; status == ORTH_OK && i < w->ranking->ranked; i++)
        status = stand(w, &w->standings[i], error);
    if (status != ORTH_OK)
        return status;
    judge(w);
    return fill_rows(w, top, chosen, error);
}

static void free_work(work *w)
{
    for (size_t r = 0; w->groups != NULL && r < w->launch->count; r++)
        free(w->groups[r].group_means);
    free(w->groups);
    free(w->standings);
    free(w->values);
    free(w->used);
}

orth_status orth_launch_best(orth_sweep_ranking **ranking, uint64_t *left_out,
                             const orth_launch *launch, orth_launch_goal goal, size_t top,
                             orth_error *error)
{
    *ranking = NULL;
    *left_out = 0;
    work w = {.launch = launch, .figure = goals[goal].figure};
    w.ranking = calloc(1, sizeof *w.ranking);
    if (w.ranking == NULL)
        return orth_fail_memory(error, sizeof *w.ranking);
    w.ranking->maximise = goals[goal].maximise;
    w.ranking->tally.points = launch->count;
    orth_locale entered = orth_locale_enter();
    orth_status status = rank(&w, top, error);
    orth_locale_leave(entered);
    free_work(&w);
    if (status != ORTH_OK) {
        orth_sweep_ranking_free(w.ranking);
        return status;
    }
    *left_out = is_paired(&w) ? launch->price_paths - w.common : 0;
    *ranking = w.ranking;
    return ORTH_OK;
}
