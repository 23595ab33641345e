/* All that creating a pool asks for: what is known here, and what the reader must fill in. */
#include <stdio.h>

#include "base/plain_locale.h"
#include "orthant/decimal.h"
#include "page/calls.h"
#include "page/words.h"

#define YOURS "yours"

static void add(orth_facts *facts, json_t *table, const char *field, const char *value,
                const char *from)
{
    json_t *row = orth_table_row(facts, table);
    orth_row_text(facts, row, "field", field);
    orth_row_text(facts, row, "from", from);
    orth_row_text(facts, row, "value", value);
}

static void add_fee(orth_facts *facts, json_t *table, const orth_scenario *scenario)
{
    char text[80];
    orth_locale entered = orth_locale_enter();
    double fee = scenario->rules.fee;
    snprintf(text, sizeof text, "%.10g %%, in 10^-18: %.0f", 100 * fee, fee * 1e18);
    orth_locale_leave(entered);
    if (fee > 0)
        add(facts, table, "swap fee", text, "the scenario's");
    else
        add(facts, table, "swap fee", "not in the scenario; a pool has one", YOURS);
}

/* How many tokens the pool begins with. */
static void add_amount(orth_facts *facts, json_t *table, const orth_scenario *scenario,
                       bool project)
{
    const orth_scenario_launch *launch = scenario->launch;
    char field[80 + ORTH_PAGE_NAME_MAX], name[ORTH_PAGE_NAME_MAX], text[80];
    size_t token = launch != NULL ? (project ? launch->project : launch->reserve) : !project;
    snprintf(field, sizeof field, "%s put into the pool",
             orth_page_name(name, scenario->tokens[token]));
    if (launch == NULL) {
        add(facts, table, field, "not in the scenario", YOURS);
        return;
    }
    orth_locale entered = orth_locale_enter();
    snprintf(text, sizeof text, "%.15g",
             orth_rational_to_double(project ? launch->project_balance : launch->reserve_balance));
    orth_locale_leave(entered);
    add(facts, table, field, text, "the scenario's");
}

static void add_token(orth_facts *facts, json_t *table, const orth_scenario *scenario, size_t token)
{
    char field[80 + ORTH_PAGE_NAME_MAX], name[ORTH_PAGE_NAME_MAX];
    snprintf(field, sizeof field, "address of %s", orth_page_name(name, scenario->tokens[token]));
    add(facts, table, field, "which the contract of the token has on your chain", YOURS);
}

void orth_page_calls_fields(orth_page_work *work, json_t *part)
{
    orth_facts *facts = work->facts;
    const orth_scenario *scenario = work->scenario;
    json_t *table = orth_part_table(
        facts, part, "fields", "What else creating the pool asks for, beside the arguments below");
    orth_table_column(facts, table, "field", "field", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "from", "whose", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "value", "value", ORTH_AS_TEXT, NULL);
    add_fee(facts, table, scenario);
    add_amount(facts, table, scenario, true);
    add_amount(facts, table, scenario, false);
    add_token(facts, table, scenario, 0);
    add_token(facts, table, scenario, 1);
    add(facts, table, "owner", "who may do with the pool what its contract leaves to an owner",
        YOURS);
    add(facts, table, "name and symbol of the pool", "two texts", YOURS);
    add(facts, table, "address of the factory",
        "of the version of the contract that is named here; its documents list it for each chain",
        YOURS);
    add(facts, table, "salt, and what else this factory asks",
        "a number that makes the pool's address your own, and fields that move no weight", YOURS);
    orth_part_say(facts, part,
                  "This page has no bytes to create the pool with, since most of its fields are "
                  "not known here: give all of them, those below that are marked 'yours' as well.");
}
