/* The rules of strategies in words, and their parameters. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/strategy_rules.h"
#include "page/strategy_parts.h"

static const orth_strategy_kind *kind_of(const orth_strategy_kind *const *kinds, const char *name)
{
    for (size_t i = 0; name != NULL && kinds[i] != NULL; i++)
        if (strcmp(kinds[i]->name, name) == 0)
            return kinds[i];
    return NULL;
}

static const char *summary_of(const orth_strategy_kind *const *kinds, const char *name)
{
    const orth_strategy_kind *kind = kind_of(kinds, name);
    return kind != NULL ? kind->summary : "";
}

#define LENGTH_MAX 60
/* "1 day", "60 blocks"; "" where nothing is said. */
static const char *length_text(char out[LENGTH_MAX], const orth_scenario_blocks *of)
{
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}, {1, "second"}};
    int64_t seconds = of->span.micros / 1000000, count = (int64_t)of->blocks;
    const char *name = "block";
    for (size_t i = 0; seconds > 0 && i < sizeof units / sizeof units[0]; i++)
        if (seconds % units[i].seconds == 0) {
            count = seconds / units[i].seconds;
            name = units[i].name;
            break;
        }
    out[0] = '\0';
    if (count > 0)
        snprintf(out, LENGTH_MAX, "%lld %s%s", (long long)count, name,
                 orth_plural((uint64_t)count, "", "s"));
    return out;
}

/* ---------------------------------------------------------------- in words */

static void say_members(orth_page_work *work, json_t *part, const orth_strategy_spec *spec)
{
    for (size_t m = 0; m < spec->member_count; m++) {
        const char *kind = spec->members[m].rule.kind;
        orth_part_say(work->facts, part, "Member %zu of the ensemble: %s, %s.", m + 1, kind,
                      summary_of(orth_strategy_rules(), kind));
    }
}

static void rails_of(double *low, double *high, const orth_strategy_spec *spec)
{
    *low = spec->minimum_weight != NULL ? 1 : NAN;
    *high = spec->maximum_weight != NULL ? 0 : NAN;
    for (size_t i = 0; spec->minimum_weight != NULL && i < spec->n; i++)
        *low = fmin(*low, spec->minimum_weight[i]);
    for (size_t i = 0; spec->maximum_weight != NULL && i < spec->n; i++)
        *high = fmax(*high, spec->maximum_weight[i]);
}

static void say_rails(orth_page_work *work, json_t *part, const orth_strategy_spec *spec)
{
    double low, high;
    char least[60] = "", most[60] = "", change[80] = "";
    rails_of(&low, &high, spec);
    if (!isnan(low))
        snprintf(least, sizeof least, " no weight is below %.4g;", low);
    if (!isnan(high))
        snprintf(most, sizeof most, " none is above %.4g;", high);
    if (spec->largest_change_a_block > 0)
        snprintf(change, sizeof change, " none changes by more than %.4g in a block;",
                 spec->largest_change_a_block);
    if (*least != '\0' || *most != '\0' || *change != '\0')
        orth_part_say(work->facts, part, "Its rails hold it back:%s%s%s whatever the rule says.",
                      least, most, change);
}

static const char *rule_of(const orth_strategy_spec *spec)
{
    return spec->member_count > 0 ? "ensemble" : spec->rule.kind;
}

static void say_rule(orth_page_work *work, json_t *part, const orth_scenario_strategy *strategy)
{
    const orth_strategy_spec *spec = &strategy->spec;
    char every[LENGTH_MAX], over[LENGTH_MAX];
    length_text(every, &strategy->update_every);
    length_text(over, &strategy->over);
    orth_part_say(work->facts, part, "The rule is %s: %s.", rule_of(spec),
                  summary_of(orth_strategy_rules(), rule_of(spec)));
    say_members(work, part, spec);
    if (strcmp(rule_of(spec), "hold") != 0 && strcmp(rule_of(spec), "fixed") != 0)
        orth_part_say(
            work->facts, part,
            "It decides every %s by the prices seen until then, and moves the weights to what it "
            "decided along the path %s, %s%s.",
            *every != '\0' ? every : "block", spec->path != NULL ? spec->path : "linear",
            *over != '\0' ? "in " : "until the next decision", over);
    if (spec->estimator.kind != NULL)
        orth_part_say(work->facts, part, "What it makes of prices, its estimator, is %s: %s.",
                      spec->estimator.kind,
                      summary_of(orth_strategy_estimators(), spec->estimator.kind));
    say_rails(work, part, spec);
    if (strategy->contract)
        orth_part_say(work->facts, part,
                      "It is carried out as a QuantAMM pool would, in the contract's whole "
                      "numbers.");
}

/* ---------------------------------------------------------------- several in a table */

static const char *name_of(const orth_strategy_spec *spec)
{
    return spec->name != NULL ? spec->name : rule_of(spec);
}

static void write_kinds(orth_page_work *work, json_t *part)
{
    orth_facts *facts = work->facts;
    json_t *table = orth_part_table(facts, part, "rules", "The rules");
    orth_table_column(facts, table, "strategy", "strategy", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "rule", "rule", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "words", "in words", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "estimator", "estimator", ORTH_AS_TEXT, NULL);
    for (size_t s = 0; s < work->scenario->strategy_count; s++) {
        const orth_strategy_spec *spec = &work->scenario->strategies[s].spec;
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "strategy", name_of(spec));
        orth_row_text(facts, row, "rule", rule_of(spec));
        orth_row_text(facts, row, "words", summary_of(orth_strategy_rules(), rule_of(spec)));
        orth_row_text(facts, row, "estimator",
                      spec->estimator.kind != NULL ? spec->estimator.kind : "");
    }
}

static void add_moves(orth_page_work *work, json_t *table, const orth_scenario_strategy *strategy)
{
    orth_facts *facts = work->facts;
    const orth_strategy_spec *spec = &strategy->spec;
    json_t *row = orth_table_row(facts, table);
    char text[LENGTH_MAX];
    double low, high;
    rails_of(&low, &high, spec);
    orth_row_text(facts, row, "strategy", name_of(spec));
    orth_row_text(facts, row, "every", length_text(text, &strategy->update_every));
    orth_row_text(facts, row, "path", spec->path != NULL ? spec->path : "linear");
    orth_row_text(facts, row, "over", length_text(text, &strategy->over));
    orth_row_number(facts, row, "least", low);
    orth_row_number(facts, row, "change",
                    spec->largest_change_a_block > 0 ? spec->largest_change_a_block : NAN);
    orth_row_text(facts, row, "executed", strategy->contract ? "as the contract would" : "ideally");
}

static void write_moves(orth_page_work *work, json_t *part)
{
    static const struct {
        const char *key, *title, *as;
    } columns[] = {{"strategy", "strategy", ORTH_AS_TEXT},
                   {"every", "decides every", ORTH_AS_TEXT},
                   {"path", "path", ORTH_AS_TEXT},
                   {"over", "in", ORTH_AS_TEXT},
                   {"least", "least weight", ORTH_AS_WEIGHT},
                   {"change", "most a block", ORTH_AS_NUMBER},
                   {"executed", "carried out", ORTH_AS_TEXT}};
    json_t *table = orth_part_table(work->facts, part, "moves", "How they move the weights");
    for (size_t c = 0; c < sizeof columns / sizeof columns[0]; c++)
        orth_table_column(work->facts, table, columns[c].key, columns[c].title, columns[c].as,
                          NULL);
    for (size_t s = 0; s < work->scenario->strategy_count; s++)
        add_moves(work, table, &work->scenario->strategies[s]);
}

/* ---------------------------------------------------------------- parameters */

static const char *meaning_of(const orth_strategy_kind *kind, const char *name)
{
    for (size_t i = 0; kind != NULL && kind->keys[i].name != NULL; i++)
        if (strcmp(kind->keys[i].name, name) == 0)
            return kind->keys[i].summary;
    return "";
}

#define VALUES_MAX 200
static const char *values_text(char out[VALUES_MAX], const orth_strategy_parameter *parameter)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < parameter->count && used + 40 < VALUES_MAX; i++)
        used += (size_t)snprintf(out + used, VALUES_MAX - used, "%s%.6g", i > 0 ? ", " : "",
                                 parameter->values[i]);
    return out;
}

static void add_parameters(orth_page_work *work, json_t *table, const char *strategy,
                           const orth_strategy_kind *const *kinds, const orth_strategy_part *of)
{
    orth_facts *facts = work->facts;
    for (size_t p = 0; p < ORTH_STRATEGY_PARAMETERS_MAX && of->parameters[p].name != NULL; p++) {
        char values[VALUES_MAX];
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "parameter", of->parameters[p].name);
        orth_row_text(facts, row, "strategy", strategy);
        orth_row_text(facts, row, "value", values_text(values, &of->parameters[p]));
        orth_row_text(facts, row, "meaning",
                      meaning_of(kind_of(kinds, of->kind), of->parameters[p].name));
    }
}

static void write_parameters(orth_page_work *work, json_t *part)
{
    orth_facts *facts = work->facts;
    const orth_scenario *scenario = work->scenario;
    json_t *table =
        orth_part_table(facts, part, "parameters",
                        "What the rules were given; whatever is not here has its default");
    orth_table_column(facts, table, "parameter", "parameter", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "strategy", "strategy", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "value", "value", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "meaning", "meaning", ORTH_AS_TEXT, NULL);
    for (size_t s = 0; s < scenario->strategy_count; s++) {
        const orth_strategy_spec *spec = &scenario->strategies[s].spec;
        const char *name = spec->name != NULL ? spec->name : spec->rule.kind;
        add_parameters(work, table, name, orth_strategy_rules(), &spec->rule);
        add_parameters(work, table, name, orth_strategy_estimators(), &spec->estimator);
        add_parameters(work, table, name, orth_strategy_links(), &spec->link);
        for (size_t m = 0; m < spec->member_count; m++) {
            add_parameters(work, table, name, orth_strategy_rules(), &spec->members[m].rule);
            add_parameters(work, table, name, orth_strategy_estimators(),
                           &spec->members[m].estimator);
        }
    }
}

void orth_page_strategy_rules(orth_page_work *work, json_t *part)
{
    const orth_scenario *scenario = work->scenario;
    bool any = false;
    for (size_t s = 0; s < scenario->strategy_count; s++) {
        const orth_strategy_spec *spec = &scenario->strategies[s].spec;
        if (scenario->strategy_count == 1)
            say_rule(work, part, &scenario->strategies[s]);
        any = any || spec->rule.parameters[0].name != NULL ||
              spec->estimator.parameters[0].name != NULL || spec->link.parameters[0].name != NULL;
        for (size_t m = 0; m < spec->member_count; m++)
            any = any || spec->members[m].rule.parameters[0].name != NULL ||
                  spec->members[m].estimator.parameters[0].name != NULL;
    }
    if (scenario->strategy_count > 1) {
        orth_part_say(work->facts, part,
                      "%zu strategies are held against each other on the same "
                      "prices.",
                      scenario->strategy_count);
        write_kinds(work, part);
        write_moves(work, part);
    }
    if (any)
        write_parameters(work, part);
}
