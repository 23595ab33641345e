#include "simulate/unmade.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"

/* Results that are named one by one, and bytes of a note. */
#define NAMED 8
#define TEXT_MAX 700

static bool is_unmade(const orth_simulation_result *result)
{
    return result->figures[ORTH_FIGURE_MOVE_MADE].mean < ORTH_MOVE_MADE_LEAST ||
           result->figures[ORTH_FIGURE_TRADES].mean == 0;
}

/* Where nothing is to be moved nothing is missing. */
static bool nothing_moves(const orth_scenario *scenario)
{
    if (scenario->strategy_count > 0)
        return true;
    for (size_t i = 0; i < scenario->n; i++)
        if (!mpq_equal(scenario->start[i], scenario->target[i]))
            return false;
    return true;
}

static orth_status add_note(orth_simulation *simulation, const char *text, orth_error *error)
{
    size_t bytes = (simulation->note_count + 1) * sizeof *simulation->notes;
    char **notes = realloc(simulation->notes, bytes);
    if (notes == NULL)
        return orth_fail_memory(error, (double)bytes);
    simulation->notes = notes;
    notes[simulation->note_count] = strdup(text);
    if (notes[simulation->note_count] == NULL)
        return orth_fail_memory(error, (double)strlen(text) + 1);
    simulation->note_count++;
    return ORTH_OK;
}

static void describe(char text[TEXT_MAX], const orth_simulation_result *result)
{
    const orth_estimate *figures = result->figures;
    double made = floor(1e4 * figures[ORTH_FIGURE_MOVE_MADE].mean + 1e-8) / 100;
    int used = snprintf(text, TEXT_MAX, "%.500s, %" PRIu64 " step%s: ", result->path, result->steps,
                        orth_plural(result->steps, "", "s"));
    if (figures[ORTH_FIGURE_TRADES].mean == 0)
        snprintf(text + used, TEXT_MAX - (size_t)used,
                 "the pool did not trade, and what this costs is not what the move costs");
    else
        snprintf(text + used, TEXT_MAX - (size_t)used,
                 "%.2f %% of the move was made, and what this costs is not what the move costs",
                 made == 0 ? 0 : made);
}

orth_status orth_simulation_unmade_notes(orth_simulation *simulation, orth_error *error)
{
    char text[TEXT_MAX];
    size_t unmade = 0;
    orth_status status = ORTH_OK;
    if (nothing_moves(simulation->scenario))
        return ORTH_OK;
    for (size_t r = 0; status == ORTH_OK && r < simulation->count; r++) {
        if (!is_unmade(&simulation->results[r]) || unmade++ >= NAMED)
            continue;
        describe(text, &simulation->results[r]);
        status = add_note(simulation, text, error);
    }
    if (status != ORTH_OK || unmade <= NAMED)
        return status;
    snprintf(text, sizeof text, "and so for %zu more", unmade - NAMED);
    return add_note(simulation, text, error);
}
