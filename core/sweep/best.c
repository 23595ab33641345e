/* The points of a folder ranked by one figure. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/text.h"
#include "orthant/simulate.h"
#include "orthant/statistics.h"
#include "sweep/cell.h"
#include "sweep/collection.h"
#include "sweep/direction.h"
#include "sweep/ranking.h"

const char *orth_sweep_basis_name(orth_sweep_basis basis)
{
    static const char *const names[] = {"exact", "paired", "intervals"};
    return names[basis];
}

/* What is being ranked. */
typedef struct work {
    orth_collection *collection;
    size_t figure;
    bool moves; /* the sweep keeps how much of the move was made, as the next figure */
    size_t move_made;
    orth_sweep_ranking *ranking;
    orth_standing *standings;
    uint64_t count;
    bool intervals; /* some point has one */
} work;

/* ---------------------------------------------------------------- values */

/* NAN for what is no number. */
static orth_status number_of(double *number, const char *json, orth_error *error)
{
    orth_cell cell;
    orth_status status = orth_cell_of(&cell, json, error);
    bool is_one = cell.kind == ORTH_CELL_WHOLE || cell.kind == ORTH_CELL_REAL;
    *number = is_one && isfinite(cell.real) ? cell.real : NAN;
    orth_cell_free(&cell);
    return status;
}

static orth_status take_value(work *w, const orth_kept_point *line, orth_error *error)
{
    const orth_kept_figure *figure = &line->figures[w->figure];
    orth_standing standing = {.point = line->point, .difference = NAN, .error = NAN};
    orth_status status = number_of(&standing.value, figure->text, error);
    if (status == ORTH_OK)
        status = number_of(&standing.low, figure->low, error);
    if (status == ORTH_OK)
        status = number_of(&standing.high, figure->high, error);
    if (w->moves && status == ORTH_OK) {
        double made;
        status = number_of(&made, line->figures[w->move_made].text, error);
        standing.unmade = made < ORTH_MOVE_MADE_LEAST;
    }
    if (status != ORTH_OK)
        return status;
    if (isnan(standing.value)) {
        w->ranking->undefined++;
        return ORTH_OK;
    }
    w->ranking->unmade += standing.unmade;
    w->intervals = w->intervals || !isnan(standing.low);
    w->standings[w->count++] = standing;
    return ORTH_OK;
}

static orth_status take_values(work *w, orth_error *error)
{
    const orth_collection *c = w->collection;
    orth_status status = ORTH_OK;
    uint64_t most = c->tally.points - c->tally.missing - c->tally.failed;
    w->standings = malloc((most + 1) * sizeof *w->standings);
    if (w->standings == NULL)
        return orth_fail_memory(error, (double)most * sizeof *w->standings);
    for (uint64_t point = 0; point < c->tally.points && status == ORTH_OK; point++) {
        const orth_kept_point *line;
        if (c->files[point] == 0 || c->failed[point])
            continue;
        status = orth_collection_read(w->collection, point, &line, error);
        if (status == ORTH_OK)
            status = take_value(w, line, error);
    }
    if (status == ORTH_OK && w->count == 0)
        status = orth_fail(error, ORTH_BAD_INPUT,
                           "%s: no point has a number there (%" PRIu64 " points: %" PRIu64
                           " missing, %" PRIu64 " failed, %" PRIu64 " without a value)",
                           w->ranking->by, c->tally.points, c->tally.missing, c->tally.failed,
                           w->ranking->undefined);
    return status;
}

/* ---------------------------------------------------------------- pairs */

/* Paired where the best has groups and every other point has as many. In the order of the points,
 * which is nearly that of the files. */
static orth_status pair_all(work *w, bool *paired, orth_error *error)
{
    const orth_kept_point *line;
    double best[ORTH_RANKING_GROUPS_MAX];
    *paired = false;
    const orth_standing *first =
        &w->standings[orth_standings_best(w->standings, w->count, w->ranking->maximise)];
    orth_status status = orth_collection_read(w->collection, first->point, &line, error);
    if (status != ORTH_OK)
        return status;
    size_t groups = line->figures[w->figure].groups;
    if (groups < 2 || groups > ORTH_RANKING_GROUPS_MAX)
        return ORTH_OK;
    memcpy(best, line->figures[w->figure].group_means, groups * sizeof *best);
    for (uint64_t i = 0; i < w->count; i++) {
        status = orth_collection_read(w->collection, w->standings[i].point, &line, error);
        if (status != ORTH_OK || line->figures[w->figure].groups != groups)
            return status;
        orth_standing_pair(&w->standings[i], first->value, groups,
                           line->figures[w->figure].group_means, best);
    }
    w->ranking->groups = groups;
    *paired = true;
    return ORTH_OK;
}

static orth_status judge(work *w, orth_error *error)
{
    orth_sweep_ranking *ranking = w->ranking;
    bool paired;
    orth_status status = pair_all(w, &paired, error);
    if (status != ORTH_OK)
        return status;
    orth_standings_sort(w->standings, w->count, ranking->maximise);
    ranking->basis = paired         ? ORTH_SWEEP_PAIRED
                     : w->intervals ? ORTH_SWEEP_INTERVALS
                                    : ORTH_SWEEP_EXACT;
    ranking->joint = paired ? orth_joint_quantile(ranking->groups, w->count) : NAN;
    orth_standings_tell(w->standings, w->count, ranking->maximise, paired, w->intervals,
                        ranking->joint);
    for (uint64_t i = 0; i < w->count; i++)
        ranking->not_told += !w->standings[i].told;
    ranking->ranked = w->count;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- rows */

static orth_status fill_row(work *w, orth_sweep_ranked *row, const orth_standing *from,
                            orth_error *error)
{
    const orth_sweep_ranking *ranking = w->ranking;
    const orth_kept_point *line;
    orth_status status = orth_collection_read(w->collection, from->point, &line, error);
    if (status != ORTH_OK)
        return status;
    bool paired = ranking->basis == ORTH_SWEEP_PAIRED;
    double half = paired ? orth_student(ranking->groups - 1, 0.05) * from->error : NAN;
    double difference = paired ? from->difference : NAN;
    *row = (orth_sweep_ranked){
        .point = from->point,
        .value = from->value,
        .low = from->low,
        .high = from->high,
        .difference = difference,
        .difference_low = difference - half,
        .difference_high = difference + half,
        .unmade = from->unmade,
        .told = from->told,
        .values = orth_texts_copy(ranking->parameters, line->values),
    };
    return row->values != NULL ? ORTH_OK : orth_fail_memory(error, 64);
}

static orth_status fill_rows(work *w, size_t top, orth_error *error)
{
    orth_sweep_ranking *ranking = w->ranking;
    orth_status status = ORTH_OK;
    size_t count = top == 0 || top > w->count ? w->count : top;
    orth_sweep_ranked *rows = calloc(count, sizeof *rows);
    if (rows == NULL)
        return orth_fail_memory(error, (double)count * sizeof *rows);
    ranking->rows = rows;
    for (; ranking->count < count && status == ORTH_OK; ranking->count++)
        status = fill_row(w, &rows[ranking->count], &w->standings[ranking->count], error);
    return status;
}

/* ---------------------------------------------------------------- what is asked */

static orth_status name_all(work *w, orth_error *error)
{
    const orth_sweep *sweep = w->collection->sweep;
    size_t count = w->collection->parameters;
    char **names = calloc(count + 1, sizeof *names);
    w->ranking->names = names;
    w->ranking->parameters = count;
    w->ranking->by = strdup(orth_sweep_figure(sweep, w->figure));
    bool all = names != NULL && w->ranking->by != NULL;
    for (size_t p = 0; p < count && all; p++) {
        names[p] = strdup(orth_sweep_parameter(sweep, p));
        all = names[p] != NULL;
    }
    return all ? ORTH_OK : orth_fail_memory(error, 64 * (double)count);
}

static orth_status choose_direction(orth_sweep_ranking *ranking, orth_sweep_direction direction,
                                    orth_error *error)
{
    ranking->usual = direction == ORTH_SWEEP_USUAL;
    if (ranking->usual)
        direction = orth_usual_direction(ranking->by);
    ranking->maximise = direction == ORTH_SWEEP_MAXIMISE;
    if (direction != ORTH_SWEEP_USUAL)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s: is more of it better, or less? Say --maximise or --minimise",
                     ranking->by);
}

static orth_status take_options(work *w, const orth_sweep_best_options *options, orth_error *error)
{
    orth_status status = orth_find_figure(&w->figure, w->collection->sweep, options->by, error);
    if (status == ORTH_OK)
        status = name_all(w, error);
    if (status == ORTH_OK)
        status = choose_direction(w->ranking, options->direction, error);
    if (status == ORTH_OK)
        w->moves = orth_find_move_made(&w->move_made, w->collection->sweep, w->ranking->by);
    if (options->asked != NULL)
        *options->asked = status == ORTH_BAD_INPUT;
    return status;
}

static orth_status rank(work *w, const orth_sweep_best_options *options, orth_error *error)
{
    orth_status status = take_options(w, options, error);
    if (status == ORTH_OK)
        status = take_values(w, error);
    if (status == ORTH_OK)
        status = judge(w, error);
    return status == ORTH_OK ? fill_rows(w, options->top, error) : status;
}

orth_status orth_sweep_best(orth_sweep_ranking **ranking, const char *folder,
                            const orth_sweep_best_options *options, orth_error *error)
{
    work w = {0};
    *ranking = NULL;
    if (options->asked != NULL)
        *options->asked = false;
    orth_status status = orth_collection_open(&w.collection, folder, error);
    if (status != ORTH_OK)
        return status;
    w.ranking = calloc(1, sizeof *w.ranking);
    orth_locale entered = orth_locale_enter();
    if (w.ranking == NULL) {
        status = orth_fail_memory(error, sizeof *w.ranking);
    } else {
        w.ranking->tally = w.collection->tally;
        status = rank(&w, options, error);
    }
    orth_locale_leave(entered);
    orth_collection_close(w.collection);
    free(w.standings);
    if (status != ORTH_OK)
        orth_sweep_ranking_free(w.ranking);
    else
        *ranking = w.ranking;
    return status;
}
