/* The move: from which weights to which, by which path, and a picture of the weights. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/plural.h"
#include "numeric/decimal.h"
#include "orthant/path.h"
#include "page/work.h"

#define POINTS 65 /* of the picture, at most */

static double nearest(const mpq_t value)
{
    double high, low;
    orth_rational_to_dd(&high, &low, value);
    return high;
}

static void write_table(orth_page_work *work, json_t *part)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    json_t *table = orth_part_table(facts, part, "weights", "Weights at the start and at the end");
    orth_table_column(facts, table, "token", "token", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "start", "start", ORTH_AS_WEIGHT, NULL);
    orth_table_column(facts, table, "target", "target", ORTH_AS_WEIGHT, NULL);
    for (size_t i = 0; i < scenario->n; i++) {
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "token", scenario->tokens[i]);
        orth_row_number(facts, row, "start", nearest(scenario->start[i]));
        orth_row_number(facts, row, "target", nearest(scenario->target[i]));
    }
}

/* At most POINTS rows of the path, both ends among them. */
static orth_status draw(orth_page_work *work, json_t *part, orth_path *path, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    uint64_t steps = orth_path_steps(path), points = steps < POINTS ? steps + 1 : POINTS;
    double *row = malloc(scenario->n * sizeof *row);
    if (row == NULL)
        return orth_fail_memory(error, (double)(scenario->n * sizeof *row));
    json_t *picture =
        orth_part_picture(facts, part, "weights", "Weights, step by step",
                          "The weight of each token from the start to the target along the path.");
    orth_picture_axis(facts, picture, false, "step", ORTH_AS_COUNT, false);
    orth_picture_axis(facts, picture, true, "weight", ORTH_AS_WEIGHT, false);
    for (size_t i = 0; i < scenario->n; i++) {
        char colour[32];
        snprintf(colour, sizeof colour, "token:%zu", i);
        json_t *series = orth_picture_series(facts, picture, scenario->tokens[i], colour, "line");
        for (uint64_t k = 0; k < points; k++) {
            uint64_t step = points < steps + 1
                                ? (uint64_t)((double)k / (double)(points - 1) * (double)steps)
                                : k;
            orth_path_fill(path, step, 1, row, NULL);
            orth_series_point(facts, series, (double)step, row[i]);
        }
    }
    free(row);
    return ORTH_OK;
}

static orth_status write_move(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    orth_move *move;
    orth_path *path = NULL;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status == ORTH_OK)
        status = orth_path_create(&path, scenario->paths[0], move, scenario->steps[0],
                                  (const char *const *)scenario->tokens, error);
    if (status == ORTH_OK) {
        double distance = orth_move_distance(move);
        orth_part_number(facts, part, "distance", distance);
        orth_part_say(
            facts, part,
            "The weights of %zu tokens move in %" PRIu64 " step%s, a Fisher-Rao distance of %.4g.",
            scenario->n, scenario->steps[0], orth_plural(scenario->steps[0], "", "s"), distance);
        write_table(work, part);
        status = draw(work, part, path, error);
    }
    orth_path_free(path);
    orth_move_free(move);
    return status;
}

const orth_page_part orth_part_move = {"move", "The move", orth_part_of_moves, write_move};
