/* The picture and the table of the part "steps". */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "numeric/elementary.h"
#include "orthant/loss.h"
#include "page/steps.h"
#include "page/words.h"

#define POINTS 25
#define IDEAL_MOST 65536 /* steps that are added up for the picture */

/* Numbers of steps, each once, evenly apart in their logarithms. */
static size_t fill_grid(double *grid, double from, double to)
{
    size_t count = 0;
    for (int i = 0; i < POINTS; i++) {
        double here = round(from * orth_pow(to / from, (double)i / (POINTS - 1)));
        if (count == 0 || here > grid[count - 1])
            grid[count++] = here;
    }
    return count;
}

/* All that is drawn, and whether it is above 0. */
typedef struct range {
    double from, to;
    bool positive;
} range;

static range find_range(const orth_page_choice *choice, const orth_page_steps *steps)
{
    double own = (double)choice->best->steps, best = (double)steps->best;
    range found = {fmax(own / 16, 1), fmin(own * 8, (double)ORTH_STEPS_MAX), true};
    if (best > 0)
        found = (range){fmax(fmin(own / 2, best / 8), 1), fmax(own * 2, best * 8), true};
    if (steps->report != NULL) {
        found.from = (double)steps->report->points[0].steps;
        found.to = (double)steps->report->points[steps->report->count - 1].steps;
        for (size_t i = 0; i < steps->report->count; i++)
            found.positive = found.positive && steps->report->points[i].low > 0;
    }
    if (steps->has_exposure && (double)steps->exposure.most < found.to)
        found.to = (double)steps->exposure.most;
    found.to = fmax(found.to, found.from + 1);
    return found;
}

/* What nothing but the weights costs, exactly. */
static orth_status draw_ideal(orth_page_work *work, json_t *picture, const char *name, size_t count,
                              const double *grid, orth_error *error)
{
    orth_move *move;
    orth_status status = orth_scenario_move(&move, work->scenario, error);
    if (status != ORTH_OK)
        return status;
    json_t *series = orth_picture_series(work->facts, picture, name, name, "line");
    for (size_t i = 0; status == ORTH_OK && i < count; i++) {
        orth_path *path = NULL;
        double loss = orth_move_leading_loss(move, (uint64_t)grid[i]);
        if (grid[i] <= IDEAL_MOST)
            status = orth_path_create(&path, name, move, (uint64_t)grid[i],
                                      (const char *const *)work->scenario->tokens, error);
        if (status == ORTH_OK && path != NULL)
            loss = orth_path_log_loss(path);
        orth_path_free(path);
        orth_series_point(work->facts, series, grid[i], orth_loss_bp(loss));
    }
    orth_move_free(move);
    return status;
}

static void draw_closed(orth_page_work *work, json_t *picture, const char *path,
                        const orth_exposure *exposure, size_t count, const double *grid)
{
    json_t *series =
        orth_picture_series(work->facts, picture, "closed form without fee and gas", path, "line");
    for (size_t i = 0; i < count; i++)
        orth_series_point(work->facts, series, grid[i],
                          orth_loss_bp(orth_exposure_cost(exposure, grid[i])));
}

static orth_status draw_curve(orth_page_work *work, json_t *picture, const char *path,
                              const orth_page_steps *steps, size_t count, const double *grid,
                              orth_error *error)
{
    orth_status status = ORTH_OK;
    json_t *series =
        orth_picture_series(work->facts, picture, "closed form with the fee", path, "line");
    bool few = steps->variant.scenario.n > 2; /* each point is a walk */
    for (size_t i = 0; status == ORTH_OK && i < count; i += few ? 4 : 1) {
        orth_steps_point point;
        status = orth_steps_curve_at(&point, steps->curve, (uint64_t)grid[i], error);
        if (status == ORTH_OK)
            orth_series_point(work->facts, series, grid[i],
                              point.valid ? orth_loss_bp(point.cost) : NAN);
    }
    return status;
}

static void draw_report(orth_page_work *work, json_t *picture, const char *path,
                        const orth_best_steps *report)
{
    bool many = report->simulation->price_paths > 1;
    json_t *series =
        orth_picture_series(work->facts, picture,
                            many ? "simulated, with 95 % intervals" : "simulated", path, "points");
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        orth_series_interval(work->facts, series, (double)point->steps, orth_loss_bp(point->cost),
                             orth_loss_bp(point->low), orth_loss_bp(point->high));
    }
}

static void mark(orth_page_work *work, json_t *picture, uint64_t own, uint64_t best)
{
    char text[ORTH_PAGE_WORD_MAX], count[ORTH_PAGE_WORD_MAX];
    snprintf(text, sizeof text, "%s%.40s",
             own == best ? "scenario and least: " : "scenario: ", orth_page_count(count, own));
    orth_picture_mark(work->facts, picture, (double)own, text);
    if (best == 0 || best == own)
        return;
    snprintf(text, sizeof text, "least: %.40s", orth_page_number(count, (double)best));
    orth_picture_mark(work->facts, picture, (double)best, text);
}

orth_status orth_page_steps_draw(orth_page_work *work, json_t *part, const orth_page_choice *choice,
                                 const orth_page_steps *steps, orth_error *error)
{
    const char *path = choice->best->path;
    range within = find_range(choice, steps);
    double grid[POINTS];
    size_t count = fill_grid(grid, within.from, within.to);
    bool known = steps->has_exposure && !isnan(orth_exposure_cost(&steps->exposure, 1)) &&
                 (steps->exposure.total > 0 || steps->report != NULL);
    bool fee = steps->curve != NULL && steps->curve->holds;
    bool bare = !known && !fee && steps->report == NULL;
    json_t *picture = orth_part_picture(
        work->facts, part, "curve", "What the move costs by its number of steps",
        bare ? "The exact loss without a fee and at constant prices against the number of steps, "
               "both on logarithmic scales: twice as many steps, half the loss."
        : steps->report != NULL
            ? "The cost against the number of steps: what was simulated counts all that the "
              "scenario has; a closed form beside it leaves out what its name says, and may have "
              "its least elsewhere."
            : "The cost against the number of steps: it falls while steps get smaller, and rises "
              "where waiting on the way costs more than that saves.");
    orth_picture_axis(work->facts, picture, false, "steps", ORTH_AS_COUNT, true);
    orth_picture_axis(work->facts, picture, true, bare ? "loss, bp" : "cost, bp", ORTH_AS_BP,
                      within.positive);
    orth_status status = ORTH_OK;
    if (bare)
        status = draw_ideal(work, picture, path, count, grid, error);
    if (known)
        draw_closed(work, picture, path, &steps->exposure, count, grid);
    if (status == ORTH_OK && fee)
        status = draw_curve(work, picture, path, steps, count, grid, error);
    if (steps->report != NULL)
        draw_report(work, picture, path, steps->report);
    mark(work, picture, steps->own, steps->best);
    return status;
}

static const char *verdict_says(orth_best_steps_verdict verdict)
{
    static const char *const says[] = {
        [ORTH_BEST_STEPS_LEAST] = "the least",
        [ORTH_BEST_STEPS_WITHIN] = "within 1 %",
        [ORTH_BEST_STEPS_OPEN] = "within 1 % or not",
        [ORTH_BEST_STEPS_BEYOND] = "more",
        [ORTH_BEST_STEPS_UNDEFINED] = "more",
        [ORTH_BEST_STEPS_UNMADE] = "the move is not made",
    };
    return says[verdict];
}

void orth_page_steps_table(orth_page_work *work, json_t *part, const orth_page_steps *steps)
{
    orth_facts *facts = work->facts;
    const orth_best_steps *report = steps->report;
    if (report == NULL)
        return;
    bool many = report->simulation->price_paths > 1;
    json_t *table = orth_part_table(facts, part, "steps", "Numbers of steps that were simulated");
    orth_table_column(facts, table, "steps", "steps", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "seconds", "takes", ORTH_AS_DURATION, NULL);
    orth_table_column(facts, table, "cost_bp", "cost", ORTH_AS_BP, "bp");
    if (many) {
        orth_table_column(facts, table, "low_bp", "95 % from", ORTH_AS_BP, "bp");
        orth_table_column(facts, table, "high_bp", "to", ORTH_AS_BP, "bp");
    }
    if (!report->none)
        orth_table_column(facts, table, "more_bp", "more than the least", ORTH_AS_BP, "bp");
    orth_table_column(facts, table, "verdict", "verdict", ORTH_AS_TEXT, NULL);
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        json_t *row = orth_table_row(facts, table);
        orth_row_count(facts, row, "steps", point->steps);
        orth_row_number(facts, row, "seconds", orth_page_seconds(work->scenario, point->steps));
        orth_row_number(facts, row, "cost_bp", orth_loss_bp(point->cost));
        if (many) {
            orth_row_number(facts, row, "low_bp", orth_loss_bp(point->low));
            orth_row_number(facts, row, "high_bp", orth_loss_bp(point->high));
        }
        if (!report->none)
            orth_row_number(facts, row, "more_bp",
                            orth_best_steps_more_bp(report, point->difference.mean));
        orth_row_text(facts, row, "verdict", verdict_says(point->verdict));
    }
}
