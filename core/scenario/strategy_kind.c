/* A rule, an estimator or a link: a kind by its name, and the keys that its table says it has. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/plural.h"
#include "base/text.h"
#include "scenario/strategy_read.h"
#include "strategy/tables.h"

#define KEYS_MAX 31

/* What is being read; its keys' functions get no more than the reader. */
typedef struct orth_part_reading {
    const orth_strategy_kind *const *table;
    const orth_strategy_kind *kind;
    orth_strategy_part *part;
    const char *alias; /* a key that stands for the kind's first one, or NULL */
} reading;

orth_status orth_read_per_token(orth_reader *reader, const json_t *value, const orth_range *range,
                                bool several, size_t *count, double **values)
{
    size_t n = reader->scenario->n;
    bool list = several && json_is_array(value);
    *values = NULL;
    if (list && json_array_size(value) != n)
        return orth_read_fail(reader,
                              "%zu number%s for %zu tokens; permitted: one for all, or one "
                              "a token",
                              json_array_size(value), orth_plural(json_array_size(value), "", "s"),
                              n);
    if (several && !list && !json_is_number(value) && !json_is_string(value))
        return orth_read_fail_type(reader, value, "a number, or a list of one a token");
    *count = list ? n : 1;
    *values = calloc(*count, sizeof **values);
    if (*values == NULL)
        return orth_fail_memory(reader->error, (double)*count * sizeof **values);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < *count; i++) {
        size_t outer = list ? orth_read_enter_index(reader, i) : strlen(reader->pointer);
        status =
            orth_read_double(reader, list ? json_array_get(value, i) : value, range, &(*values)[i]);
        orth_read_leave(reader, outer);
    }
    if (status != ORTH_OK) {
        free(*values);
        *values = NULL;
    }
    return status;
}

static const orth_strategy_key *key_named(const orth_strategy_kind *kind, const char *name)
{
    const orth_strategy_key *key = kind->keys;
    while (key->name != NULL && strcmp(key->name, name) != 0)
        key++;
    return key->name != NULL ? key : NULL;
}

static orth_status read_parameter(orth_reader *reader, const json_t *value)
{
    const reading *r = reader->part;
    bool alias = r->alias != NULL && strcmp(reader->key, r->alias) == 0;
    const orth_strategy_key *key = alias ? r->kind->keys : key_named(r->kind, reader->key);
    orth_range range = {key->least, key->most, key->below, key->permitted};
    double *values;
    size_t count, i = 0;
    orth_status status = orth_read_per_token(reader, value, &range, !key->one, &count, &values);
    if (status != ORTH_OK)
        return status;
    while (r->part->parameters[i].name != NULL)
        i++;
    ORTH_CHECK(i < ORTH_STRATEGY_PARAMETERS_MAX);
    r->part->parameters[i] = (orth_strategy_parameter){key->name, count, values};
    return ORTH_OK;
}

/* ---------------------------------------------------------------- the kind's name */

static orth_status fail_kind(orth_reader *reader, const json_t *value)
{
    const char *names[64];
    size_t count = 0;
    for (; reader->part->table[count] != NULL && count < 64; count++)
        names[count] = reader->part->table[count]->name;
    return orth_read_fail_name(reader, value, count, names);
}

/* NAME, or NAME:NUMBER for the kind's first key, or file:NAME. */
static orth_status read_kind(orth_reader *reader, const json_t *value)
{
    reading *r = reader->part;
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "a name");
    const char *name = json_string_value(value), *colon = strchr(name, ':');
    size_t length = colon == NULL ? strlen(name) : (size_t)(colon - name);
    r->kind = NULL;
    for (size_t k = 0; r->table[k] != NULL; k++)
        if (strlen(r->table[k]->name) == length && strncmp(r->table[k]->name, name, length) == 0)
            r->kind = r->table[k];
    if (r->kind == NULL)
        return fail_kind(reader, value);
    r->part->kind = r->kind->name;
    if (colon == NULL)
        return ORTH_OK;
    bool file = strcmp(r->kind->name, "file") == 0;
    if (!file && r->kind->keys[0].name == NULL)
        return orth_read_fail(reader, "\"%s\" is written without a colon", r->kind->name);
    json_t *argument = json_string(colon + 1);
    if (argument == NULL)
        return orth_fail_memory(reader->error, (double)strlen(colon));
    if (!file)
        reader->key = r->kind->keys[0].name;
    orth_status status = file ? orth_read_file_name(reader, argument,
                                                    &orth_strategy_being_read(reader)->targets_file)
                              : read_parameter(reader, argument);
    json_decref(argument);
    return status;
}

static orth_status read_no_more(orth_reader *reader, const json_t *value)
{
    (void)reader;
    (void)value;
    return ORTH_OK; /* the kind is read before the other keys */
}

/* ---------------------------------------------------------------- keys that are no numbers */

orth_status orth_read_supply(orth_reader *reader, const json_t *value)
{
    static const orth_range range = {
        ORTH_PRICE_MIN, ORTH_PRICE_MAX, false,
        "above 0, from " ORTH_LIMIT_TEXT(ORTH_PRICE_MIN) " to " ORTH_LIMIT_TEXT(ORTH_PRICE_MAX)};
    orth_scenario_strategy *strategy = orth_strategy_being_read(reader);
    if (strategy->supply_file != NULL || strategy->spec.supply != NULL)
        return orth_read_fail(reader, "a strategy has one supply, and it is given already");
    if (json_is_string(value))
        return orth_read_file_name(reader, value, &strategy->supply_file);
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a file name, or a list of one number a token");
    size_t count;
    double *supply;
    orth_status status = orth_read_per_token(reader, value, &range, true, &count, &supply);
    strategy->spec.supply = supply;
    strategy->spec.supply_rows = 1;
    return status;
}

static orth_status read_targets(orth_reader *reader, const json_t *value)
{
    orth_scenario_strategy *strategy = orth_strategy_being_read(reader);
    if (strategy->targets_file != NULL)
        return orth_read_fail(reader,
                              "a strategy has one file of weights, and it is given already");
    return orth_read_file_name(reader, value, &strategy->targets_file);
}

static orth_status read_member_rule(orth_reader *reader, const json_t *value)
{
    orth_strategy_spec *spec = &orth_strategy_being_read(reader)->spec;
    orth_strategy_member *member =
        (orth_strategy_member *)&spec->members[spec->member_count - 1]; /* our own */
    return orth_read_rule(reader, value, &member->rule);
}

static orth_status read_member_estimator(orth_reader *reader, const json_t *value)
{
    orth_strategy_spec *spec = &orth_strategy_being_read(reader)->spec;
    orth_strategy_member *member = (orth_strategy_member *)&spec->members[spec->member_count - 1];
    return orth_read_estimator(reader, value, &member->estimator);
}

static orth_status read_members(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {{"rule", true, read_member_rule},
                                    {"estimator", false, read_member_estimator},
                                    {NULL, false, NULL}};
    orth_strategy_spec *spec = &orth_strategy_being_read(reader)->spec;
    size_t count = json_array_size(value);
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a list of objects");
    if (spec->members != NULL)
        return orth_read_fail(reader, "an ensemble has no ensembles among its members");
    if (count < 1 || count > ORTH_STRATEGY_MEMBERS_MAX)
        return orth_read_fail(
            reader, "%zu members; permitted: from 1 to " ORTH_LIMIT_TEXT(ORTH_STRATEGY_MEMBERS_MAX),
            count);
    spec->members = calloc(count, sizeof *spec->members);
    if (spec->members == NULL)
        return orth_fail_memory(reader->error, (double)count * sizeof *spec->members);
    orth_status status = ORTH_OK;
    for (size_t m = 0; status == ORTH_OK && m < count; m++) {
        size_t outer = orth_read_enter_index(reader, m);
        spec->member_count++;
        status = orth_read_object(reader, json_array_get(value, m), keys);
        if (status == ORTH_OK)
            orth_read_leave(reader, outer);
    }
    return status;
}

/* ---------------------------------------------------------------- a part */

/* The keys of the kind, whose name is read. */
static orth_status read_keys(orth_reader *reader, const json_t *value, reading *r)
{
    static const struct {
        const char *kind;
        orth_key key;
    } others[] = {
        {"index_market_cap", {"supply", true, orth_read_supply}},
        {"hodling_index_market_cap", {"supply", true, orth_read_supply}},
        {"file", {"file", true, read_targets}},
        {"ensemble", {"members", true, read_members}},
    };
    orth_key keys[KEYS_MAX + 1] = {{"kind", false, read_no_more}};
    size_t count = 1;
    if (r->alias != NULL)
        keys[0] = (orth_key){r->alias, false, read_parameter};
    for (const orth_strategy_key *key = r->kind->keys; key->name != NULL; key++) {
        ORTH_CHECK(count < KEYS_MAX - 1);
        if (r->alias == NULL || key != r->kind->keys)
            keys[count++] = (orth_key){key->name, false, read_parameter};
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (strcmp(others[i].kind, r->kind->name) == 0 &&
            !(others[i].key.read == read_targets &&
              orth_strategy_being_read(reader)->targets_file != NULL)) /* file:NAME */
            keys[count++] = others[i].key;
    if (r->alias != NULL && json_object_get(value, r->kind->keys[0].name) != NULL)
        return orth_read_fail_twice(reader, r->kind->keys[0].name, r->alias);
    orth_status status = orth_read_check_owner(reader, value, keys, r->table, r->kind->name);
    return status == ORTH_OK ? orth_read_object(reader, value, keys) : status;
}

/* {"NAME": number, ...} for {"kind": "NAME", its first key: number, ...}. */
static const orth_strategy_kind *alias_in(const json_t *value,
                                          const orth_strategy_kind *const *table)
{
    for (size_t k = 0; table[k] != NULL; k++)
        if (table[k]->keys[0].name != NULL && json_object_get(value, table[k]->name) != NULL)
            return table[k];
    return NULL;
}

static orth_status read_part(orth_reader *reader, const json_t *value,
                             const orth_strategy_kind *const *table, const char *usual,
                             bool aliases, orth_strategy_part *part)
{
    reading r = {.table = table, .part = part}, *outer_part = reader->part;
    reader->part = &r;
    orth_status status = ORTH_OK;
    const json_t *name = json_object_get(value, "kind");
    if (json_is_string(value)) {
        status = read_kind(reader, value);
        json_t *none = json_object();
        if (status == ORTH_OK)
            status =
                none == NULL ? orth_fail_memory(reader->error, 1) : read_keys(reader, none, &r);
        json_decref(none);
    } else if (!json_is_object(value)) {
        status = orth_read_fail_type(reader, value, "a name or an object");
    } else if (name == NULL && aliases && (r.kind = alias_in(value, table)) != NULL) {
        part->kind = r.alias = r.kind->name;
        status = read_keys(reader, value, &r);
    } else if (name == NULL && usual == NULL) {
        status = orth_read_fail_without_kind(reader, value, aliases, table);
    } else {
        size_t outer = orth_read_enter(reader, "kind");
        json_t *made = name == NULL ? json_string(usual) : NULL;
        if (name == NULL && made == NULL)
            status = orth_fail_memory(reader->error, (double)strlen(usual));
        else
            status = read_kind(reader, name != NULL ? name : made);
        json_decref(made);
        if (status == ORTH_OK) {
            orth_read_leave(reader, outer);
            status = read_keys(reader, value, &r);
        }
    }
    reader->part = outer_part;
    return status;
}

orth_status orth_read_rule(orth_reader *reader, const json_t *value, orth_strategy_part *part)
{
    return read_part(reader, value, orth_strategy_rules(), NULL, false, part);
}

orth_status orth_read_estimator(orth_reader *reader, const json_t *value, orth_strategy_part *part)
{
    return read_part(reader, value, orth_strategy_estimators(), "gradient", false, part);
}

orth_status orth_read_link(orth_reader *reader, const json_t *value, orth_strategy_part *part)
{
    return read_part(reader, value, orth_strategy_links(), NULL, true, part);
}
