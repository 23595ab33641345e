/* The key "strategy": what moves the weights in place of a move. Which keys a rule, an estimator or
 * a link has is for core/strategy to say (strategy_kind.c). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/double_text.h"
#include "base/text.h"
#include "numeric/decimal.h"
#include "scenario/strategy_read.h"
#include "strategy/tables.h"

static orth_strategy_spec *spec_of(const orth_reader *reader)
{
    return &orth_strategy_being_read(reader)->spec;
}

static orth_status read_name(orth_reader *reader, const json_t *value)
{
    return orth_read_text(reader, value, &spec_of(reader)->name);
}

static orth_status read_rule(orth_reader *reader, const json_t *value)
{
    return orth_read_rule(reader, value, &spec_of(reader)->rule);
}

static orth_status read_estimator(orth_reader *reader, const json_t *value)
{
    return orth_read_estimator(reader, value, &spec_of(reader)->estimator);
}

static orth_status read_link(orth_reader *reader, const json_t *value)
{
    return orth_read_link(reader, value, &spec_of(reader)->link);
}

/* ---------------------------------------------------------------- blocks */

static orth_status read_blocks(orth_reader *reader, const json_t *value, double least,
                               orth_scenario_blocks *blocks)
{
    if (json_is_number(value))
        return orth_read_whole(
            reader, value, least, ORTH_STEPS_MAX,
            least > 0 ? "whole numbers of blocks from 1 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX)
                      : "whole numbers of blocks from 0 to " ORTH_LIMIT_TEXT(ORTH_STEPS_MAX),
            &blocks->blocks);
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value,
                                   "a length of time such as \"1d\", or a number of blocks");
    if (!orth_span_parse(&blocks->span, json_string_value(value)) || blocks->span.months > 0)
        return orth_read_fail_range(reader, value,
                                    "1 to 1000 of s, m, h, d or w (months differ in length)");
    return ORTH_OK;
}

static orth_status read_update_every(orth_reader *reader, const json_t *value)
{
    return read_blocks(reader, value, 1, &orth_strategy_being_read(reader)->update_every);
}

static orth_status read_over(orth_reader *reader, const json_t *value)
{
    return read_blocks(reader, value, 1, &orth_strategy_being_read(reader)->over);
}

static orth_status read_warm_up(orth_reader *reader, const json_t *value)
{
    return read_blocks(reader, value, 0, &orth_strategy_being_read(reader)->warm_up);
}

/* ---------------------------------------------------------------- moves, rails, weights */

#define PURSUE "pursue"

static orth_status read_path(orth_reader *reader, const json_t *value)
{
    const orth_mover *mover;
    double argument;
    orth_error reason;
    orth_status status = orth_read_text(reader, value, &spec_of(reader)->path);
    const char *path = spec_of(reader)->path;
    if (status == ORTH_OK && strcmp(path, PURSUE) == 0) /* its share follows from running_cost */
        return ORTH_OK;
    if (status == ORTH_OK && orth_strategy_find_path(&mover, &argument, path, &reason) != ORTH_OK)
        status = orth_read_fail(reader, "%s", reason.text);
    return status;
}

/* The share that a running cost asks for becomes the path's argument. */
static orth_status read_running_cost(orth_reader *reader, const json_t *value)
{
    static const orth_range range = {1e-17, 1e12, false, "from 1e-17 to 1e12"};
    const char *path = spec_of(reader)->path;
    if (path == NULL || strcmp(path, PURSUE) != 0)
        return orth_read_fail(reader, "is for the path \"" PURSUE "\", without a THETA");
    double cost;
    orth_status status = orth_read_double(reader, value, &range, &cost);
    if (status != ORTH_OK)
        return status;
    size_t room = sizeof PURSUE + ORTH_DOUBLE_TEXT_MAX;
    char *with_share = malloc(room), share[ORTH_DOUBLE_TEXT_MAX];
    if (with_share == NULL)
        return orth_fail_memory(reader->error, (double)room);
    /* the share is below 1 by its formula, and may round to it */
    snprintf(with_share, room, PURSUE ":%s",
             orth_double_text(share, fmin(orth_pursuit_share(cost), 1)));
    free((char *)path);
    spec_of(reader)->path = with_share;
    return ORTH_OK;
}

static orth_status read_move(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {{"path", false, read_path},
                                    {"over", false, read_over},
                                    {"running_cost", false, read_running_cost},
                                    {NULL, false, NULL}};
    orth_status status = orth_read_object(reader, value, keys);
    const char *path = spec_of(reader)->path;
    if (status == ORTH_OK && path != NULL && strcmp(path, PURSUE) == 0)
        return orth_read_fail(reader, "the path \"" PURSUE "\" needs a running_cost, or its share "
                                      "as in \"" PURSUE ":0.1\"");
    return status;
}

/* A weight for all tokens, or one a token, as n numbers. */
static orth_status read_rail(orth_reader *reader, const json_t *value, const double **rail)
{
    static const orth_range range = {0, 1, false, "from 0 to 1"};
    size_t n = reader->scenario->n, count;
    double *given;
    *rail = NULL;
    orth_status status = orth_read_per_token(reader, value, &range, true, &count, &given);
    if (status != ORTH_OK)
        return status;
    if (count == n) {
        *rail = given;
        return ORTH_OK;
    }
    double *all = malloc(n * sizeof *all);
    for (size_t i = 0; all != NULL && i < n; i++)
        all[i] = given[0];
    free(given);
    *rail = all;
    return all != NULL ? ORTH_OK : orth_fail_memory(reader->error, (double)(n * sizeof *all));
}

static orth_status read_minimum(orth_reader *reader, const json_t *value)
{
    return read_rail(reader, value, &spec_of(reader)->minimum_weight);
}

static orth_status read_maximum(orth_reader *reader, const json_t *value)
{
    return read_rail(reader, value, &spec_of(reader)->maximum_weight);
}

static orth_status read_largest_change(orth_reader *reader, const json_t *value)
{
    static const orth_range range = {ORTH_PART_MIN, 1, false,
                                     "above 0, from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) " to 1"};
    return orth_read_double(reader, value, &range, &spec_of(reader)->largest_change_a_block);
}

static orth_status read_rails(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {{"minimum_weight", false, read_minimum},
                                    {"maximum_weight", false, read_maximum},
                                    {"largest_change_a_block", false, read_largest_change},
                                    {NULL, false, NULL}};
    return orth_read_object(reader, value, keys);
}

static orth_status read_initial(orth_reader *reader, const json_t *value)
{
    size_t n = reader->scenario->n;
    mpq_t *exact = NULL;
    orth_status status = orth_read_weights(reader, value, &exact);
    double *weights = status == ORTH_OK ? malloc(n * sizeof *weights) : NULL;
    if (status == ORTH_OK && weights == NULL)
        status = orth_fail_memory(reader->error, (double)(n * sizeof *weights));
    for (size_t i = 0; weights != NULL && i < n; i++)
        weights[i] = orth_rational_to_double(exact[i]);
    spec_of(reader)->initial_weights = weights;
    orth_rationals_free(exact, n);
    return status;
}

static orth_status read_execute(orth_reader *reader, const json_t *value)
{
    static const char *const names[] = {"ideal", "contract"};
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "\"ideal\" or \"contract\"");
    bool contract = strcmp(json_string_value(value), names[1]) == 0;
    orth_strategy_being_read(reader)->contract = contract;
    return contract || strcmp(json_string_value(value), names[0]) == 0
               ? ORTH_OK
               : orth_read_fail_name(reader, value, 2, names);
}

/* ---------------------------------------------------------------- one or a list */

static orth_status read_one(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"name", false, read_name},
        {"rule", true, read_rule},
        {"estimator", false, read_estimator},
        {"link", false, read_link},
        {"update_every", false, read_update_every},
        {"move", false, read_move},
        {"rails", false, read_rails},
        {"warm_up", false, read_warm_up},
        {"initial_weights", false, read_initial},
        {"execute", false, read_execute},
        {NULL, false, NULL},
    };
    static const orth_key peer_keys[] = {
        {"name", false, read_name},
        {"quantammsim", true, orth_read_peer},
        {"execute", false, read_execute},
        {NULL, false, NULL},
    };
    orth_scenario *scenario = reader->scenario;
    orth_strategy_spec *spec = &scenario->strategies[scenario->strategy_count++].spec;
    spec->n = scenario->n;
    spec->tokens = (const char *const *)scenario->tokens;
    return orth_read_object(reader, value,
                            json_object_get(value, "quantammsim") != NULL ? peer_keys : keys);
}

/* What a strategy is called: its name, or its rule's kind. */
static const char *called(const orth_strategy_spec *spec)
{
    return spec->name != NULL ? spec->name : spec->rule.kind;
}

static orth_status check_names(orth_reader *reader)
{
    const orth_scenario *scenario = reader->scenario;
    for (size_t s = 1; s < scenario->strategy_count; s++)
        for (size_t t = 0; t < s; t++)
            if (strcmp(called(&scenario->strategies[s].spec),
                       called(&scenario->strategies[t].spec)) == 0) {
                orth_read_enter_index(reader, s);
                return orth_read_fail(reader,
                                      "\"%.60s\" is already what /strategy/%zu is called; "
                                      "permitted: names (\"name\") that differ",
                                      called(&scenario->strategies[s].spec), t);
            }
    return ORTH_OK;
}

orth_status orth_read_strategies(orth_reader *reader, const json_t *value)
{
    orth_scenario *scenario = reader->scenario;
    bool list = json_is_array(value);
    if (!list && !json_is_object(value))
        return orth_read_fail_type(reader, value, "an object or a list of objects");
    size_t count = list ? json_array_size(value) : 1;
    if (count == 0 || count > ORTH_STRATEGIES_MAX)
        return orth_read_fail(
            reader, "%zu strategies; permitted: from 1 to " ORTH_LIMIT_TEXT(ORTH_STRATEGIES_MAX),
            count);
    scenario->strategies_listed = list;
    scenario->strategies = calloc(count, sizeof *scenario->strategies);
    if (scenario->strategies == NULL)
        return orth_fail_memory(reader->error, (double)(count * sizeof *scenario->strategies));
    if (!list)
        return read_one(reader, value);
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < count; s++) {
        size_t outer = orth_read_enter_index(reader, s);
        status = read_one(reader, json_array_get(value, s));
        if (status == ORTH_OK)
            orth_read_leave(reader, outer);
    }
    return status == ORTH_OK ? check_names(reader) : status;
}
