/* What the library notes of everything that a page rests on. */
#include <string.h>

#include "page/assumed_parts.h"
#include "page/tried.h"

static bool is_there(const json_t *parts, const char *note)
{
    for (size_t p = 0; p < json_array_size(parts); p++) {
        const json_t *notes = json_object_get(json_array_get(parts, p), "notes");
        for (size_t i = 0; i < json_array_size(notes); i++)
            if (strcmp(json_string_value(json_array_get(notes, i)), note) == 0)
                return true;
    }
    return false;
}

static void add(orth_page_work *work, json_t *part, const char *note)
{
    if (note != NULL && *note != '\0' &&
        !is_there(json_object_get(work->facts->root, "parts"), note))
        orth_part_note(work->facts, part, note);
}

static void add_all(orth_page_work *work, json_t *part, size_t count, char *const *notes)
{
    for (size_t i = 0; i < count; i++)
        add(work, part, notes[i]);
}

static orth_status add_comparison(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_comparison *comparison;
    char text[ORTH_ARBITRAGE_NOTE_MAX];
    orth_status status = orth_work_comparison(work, &comparison, error);
    if (status != ORTH_OK)
        return status;
    const orth_scenario_cost *pricing = comparison->pricing;
    add(work, part, comparison->warning);
    for (size_t i = 0; i < pricing->noise.note_count; i++)
        add(work, part, pricing->noise.notes[i]);
    add(work, part, pricing->unfit);
    add(work, part, orth_scenario_arbitrage_note(work->scenario, true, text));
    add(work, part, orth_scenario_noise_note(work->scenario));
    if (work->scenario->launch != NULL)
        add(work, part, work->scenario->launch->value_note);
    return ORTH_OK;
}

static orth_status add_simulation(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_page_run *run;
    const orth_page_simulated *simulated;
    if (work->scenario->market == NULL)
        return ORTH_OK;
    if (work->scenario->strategy_count > 0) {
        orth_status status = orth_work_simulation(work, &run, error);
        if (status == ORTH_OK)
            add_all(work, part, run->simulation->note_count, run->simulation->notes);
        return status;
    }
    orth_status status = orth_work_simulated(work, &simulated, error);
    if (status == ORTH_OK && simulated->simulation != NULL)
        add_all(work, part, simulated->simulation->note_count, simulated->simulation->notes);
    return status;
}

orth_status orth_page_assumed_notes(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_status status = ORTH_OK;
    add_all(work, part, scenario->note_count, scenario->notes);
    if (scenario->launch != NULL) {
        const orth_page_sale *sale;
        status = orth_work_sale(work, &sale, error);
        if (status == ORTH_OK)
            add_all(work, part, sale->launch->note_count, sale->launch->notes);
        return status;
    }
    if (scenario->strategy_count == 0)
        status = add_comparison(work, part, error);
    return status == ORTH_OK ? add_simulation(work, part, error) : status;
}
