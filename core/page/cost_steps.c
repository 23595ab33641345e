/* The picture of the part "cost": what single steps cost along the way. */
#include <stdlib.h>
#include <string.h>

#include "orthant/loss.h"
#include "orthant/simplex.h"
#include "page/cost.h"

#define POINTS 65

static orth_status draw(orth_page_work *work, json_t *picture, const orth_move *move,
                        const char *name, uint64_t steps, orth_error *error)
{
    size_t n = move->n, points = steps < POINTS ? (size_t)steps : POINTS;
    orth_path *path;
    orth_status status = orth_path_create(&path, name, move, steps,
                                          (const char *const *)work->scenario->tokens, error);
    if (status != ORTH_OK)
        return status;
    double *row = malloc(2 * n * sizeof *row);
    if (row == NULL) {
        orth_path_free(path);
        return orth_fail_memory(error, 2 * (double)n * sizeof *row);
    }
    json_t *series =
        orth_picture_series(work->facts, picture, name, name, points == 1 ? "points" : "line");
    for (size_t k = 0; k < points; k++) {
        uint64_t step = points > 1 ? (uint64_t)k * (steps - 1) / (points - 1) : 0;
        orth_path_fill(path, step, 1, row, row + n);
        orth_series_point(work->facts, series, (double)(step + 1),
                          orth_loss_bp(orth_simplex_kl_displaced(n, row, row + n)));
    }
    free(row);
    orth_path_free(path);
    return ORTH_OK;
}

orth_status orth_page_cost_draw(orth_page_work *work, json_t *part, const orth_page_cost_facts *of,
                                orth_error *error)
{
    const orth_comparison_result *best = of->choice.best, *linear = of->choice.linear;
    orth_facts *facts = work->facts;
    orth_move *move;
    orth_status status = orth_scenario_move(&move, work->scenario, error);
    if (status != ORTH_OK)
        return status;
    bool beside = linear != NULL && linear != best;
    json_t *picture = orth_part_picture(
        facts, part, "steps", "What each step costs",
        beside ? "The loss of each step along the way, without a fee and at constant prices: even "
                 "along the recommended path, uneven along linear. The sums over all steps are "
                 "the whole losses."
               : "The loss of each step along the way, without a fee and at constant prices.");
    orth_picture_axis(facts, picture, false, "step", ORTH_AS_COUNT, false);
    orth_picture_axis(facts, picture, true, "loss of the step, bp", ORTH_AS_BP, false);
    status = draw(work, picture, move, best->path, best->steps, error);
    if (status == ORTH_OK && beside)
        status = draw(work, picture, move, "linear", best->steps, error);
    orth_move_free(move);
    return status;
}
