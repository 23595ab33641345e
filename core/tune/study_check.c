/* Whether a study and its scenario fit together, before anything runs. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "numeric/decimal.h"
#include "sweep/json_text.h"
#include "tune/study.h"

static orth_status fail_at(const orth_study *study, size_t axis, const char *key, const char *why,
                           orth_error *error)
{
    char place[2 * ORTH_QUOTE_MAX];
    return orth_fail(error, ORTH_BAD_INPUT, "%s: /parameters: %s%s%s: %s", study->file,
                     orth_escape(place, sizeof place, study->axes[axis].pointer),
                     key[0] == '\0' ? "" : ": ", key, why);
}

/* ---------------------------------------------------------------- ranges */

/* The ends of each range, the others at what the scenario has or at their own beginning: most of
 * what a search could meet is refused here and not after an hour. */
static orth_status try_ends(const orth_study *study, orth_error *error)
{
    char texts[ORTH_SEARCH_DIMENSIONS_MAX][ORTH_STUDY_VALUE_MAX];
    const char *values[ORTH_SEARCH_DIMENSIONS_MAX];
    for (size_t i = 0; i < study->axis_count; i++) {
        const orth_study_axis *axis = &study->axes[i];
        orth_study_value(texts[i], axis->known ? axis->usual : axis->range.from);
        values[i] = texts[i];
    }
    for (size_t i = 0; i < 2 * study->axis_count; i++) {
        const orth_study_axis *axis = &study->axes[i / 2];
        char text[ORTH_STUDY_VALUE_MAX];
        orth_scenario *scenario = NULL;
        orth_error why;
        orth_study_value(text, i % 2 == 0 ? axis->range.from : axis->range.to);
        values[i / 2] = text;
        orth_status status = orth_study_scenario(&scenario, study, values, &why);
        values[i / 2] = texts[i / 2];
        orth_scenario_free(scenario);
        if (status == ORTH_BAD_INPUT || status == ORTH_DOMAIN)
            return fail_at(study, i / 2, i % 2 == 0 ? "from" : "to", why.text, error);
        if (status != ORTH_OK) {
            if (error != NULL)
                *error = why;
            return status;
        }
    }
    return ORTH_OK;
}

/* What the scenario has at an axis, as a number. */
static void find_usual(orth_study_axis *axis, const json_t *at)
{
    mpq_t exact;
    mpq_init(exact);
    axis->known = json_is_number(at);
    if (axis->known)
        axis->usual = json_number_value(at);
    else if (json_is_string(at) &&
             orth_decimal_parse(exact, json_string_value(at), NULL) == ORTH_OK) {
        axis->known = true;
        axis->usual = mpq_get_d(exact);
    }
    mpq_clear(exact);
}

/* ---------------------------------------------------------------- the scenario */

static void add_input(orth_study *study, const char *file)
{
    if (file == NULL || study->input_count == sizeof study->inputs / sizeof study->inputs[0])
        return;
    for (size_t i = 0; i < study->input_count; i++)
        if (strcmp(study->inputs[i], file) == 0)
            return;
    study->inputs[study->input_count++] = file;
}

static void find_inputs(orth_study *study)
{
    const orth_market_spec *market = study->usual->market;
    if (market != NULL)
        add_input(study, market->file);
    for (size_t i = 0; market != NULL && i < market->file_count; i++)
        add_input(study, market->files[i].file);
    for (size_t s = 0; s < study->usual->strategy_count; s++) {
        add_input(study, study->usual->strategies[s].supply_file);
        add_input(study, study->usual->strategies[s].targets_file);
    }
}

static bool is_one_of(const char *name, const char *first, const char *second)
{
    return strcmp(name, first) == 0 || strcmp(name, second) == 0;
}

static orth_status fail(const orth_study *study, const char *place, const char *why,
                        orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s: %s", study->file, place, why);
}

static orth_status check_validation(const orth_study *study, orth_error *error)
{
    const orth_scenario *usual = study->usual;
    const orth_market_spec *market = usual->market;
    bool simulates = strcmp(study->command, "simulate") == 0;
    bool data = market != NULL && is_one_of(market->model, "files", "panel");
    bool drawn = market != NULL && !data && strcmp(market->model, "constant") != 0;
    bool chance = simulates && (drawn || usual->noise.rate > 0 || usual->presence < 1);
    if (simulates && market == NULL)
        return fail(study, "/scenario", "a simulation needs /market, which is missing", error);
    switch (study->validation) {
    case ORTH_TUNE_WALK_FORWARD:
        if (!simulates || !data)
            return fail(study, "/validate/walk_forward",
                        "permitted where \"simulate\" goes through price files (the models files "
                        "and panel)",
                        error);
        if (market->blocks_per_row > 1)
            return fail(study, "/validate/walk_forward",
                        "/market/blocks_per_row of the scenario must be 1", error);
        return chance ? fail(study, "/validate/walk_forward",
                             "others' trades, or an arbitrageur, of the scenario are drawn; "
                             "permitted: windows whose only chance is in the prices",
                             error)
                      : ORTH_OK;
    case ORTH_TUNE_FRESH_PATHS:
        return chance ? ORTH_OK
                      : fail(study, "/validate/fresh_paths",
                             "the scenario has one price path and nothing is drawn; permitted: a "
                             "market model that draws, or walk_forward on dated price files",
                             error);
    case ORTH_TUNE_EXACT:
        break;
    }
    return simulates && (chance || data)
               ? fail(study, "/validate",
                      "this key is missing; what is tuned on prices must be looked at on others: "
                      "walk_forward of price files, fresh_paths of a model",
                      error)
               : ORTH_OK;
}

/* What the windows set in the scenario themselves: a search over it would change nothing. */
static orth_status check_free(const orth_study *study, orth_error *error)
{
    static const char *const of_windows[] = {"/market/from", "/market/to", "/market/blocks"};
    static const char *const of_paths[] = {"/monte_carlo/paths", "/monte_carlo/seed"};
    bool walks = study->validation == ORTH_TUNE_WALK_FORWARD;
    size_t count = walks ? 3 : study->validation == ORTH_TUNE_FRESH_PATHS ? 2 : 0;
    for (size_t i = 0; i < study->axis_count; i++)
        for (size_t k = 0; k < count; k++)
            if (strcmp(study->axes[i].pointer, (walks ? of_windows : of_paths)[k]) == 0)
                return fail_at(study, i, "",
                               walks ? "walk_forward says itself which prices are gone through"
                                     : "fresh_paths says itself which price paths there are",
                               error);
    return ORTH_OK;
}

static orth_status check_objective(const orth_study *study, orth_error *error)
{
    bool strategies = study->usual->strategy_count > 0;
    if (study->objective == ORTH_TUNE_SHARPE && !strategies)
        return fail(study, "/objective",
                    "the Sharpe ratio is of strategies; permitted of a move: "
                    "growth, shortfall or a JSON pointer",
                    error);
    return ORTH_OK;
}

orth_status orth_study_check(orth_study *study, const json_t *scenario, orth_error *error)
{
    const char *pointers[ORTH_SEARCH_DIMENSIONS_MAX];
    for (size_t i = 0; i < study->axis_count; i++)
        pointers[i] = study->axes[i].pointer;
    size_t length, failed = 0;
    orth_status status = orth_json_text(&study->usual_text, &length, scenario, error);
    if (status == ORTH_OK)
        status = orth_scenario_parse(&study->usual, study->usual_text, length, study->scenario_file,
                                     error);
    if (status == ORTH_OK)
        status = orth_study_use_table(study->usual, study, error);
    json_t *copy = status == ORTH_OK ? json_deep_copy(scenario) : NULL;
    if (status == ORTH_OK && copy == NULL)
        status = orth_fail_memory(error, 4096);
    for (size_t i = 0; status == ORTH_OK && i < study->axis_count; i++)
        find_usual(&study->axes[i], orth_study_at(scenario, pointers[i]));
    orth_error why;
    if (status == ORTH_OK) {
        status = orth_splice_create(&study->splice, copy, study->scenario_file, study->axis_count,
                                    pointers, &failed, &why);
        if (status == ORTH_BAD_INPUT)
            fail_at(study, failed, "", why.text, error);
        else if (status != ORTH_OK && error != NULL)
            *error = why;
    }
    json_decref(copy);
    if (status == ORTH_OK)
        find_inputs(study);
    if (status == ORTH_OK)
        status = check_validation(study, error);
    if (status == ORTH_OK)
        status = check_objective(study, error);
    if (status == ORTH_OK)
        status = check_free(study, error);
    return status == ORTH_OK ? try_ends(study, error) : status;
}
