/* Keys of a part that do not fit: another kind's, whose it is told; one that is given twice; none
 * that says the kind. */
#include <stdio.h>
#include <string.h>

#include "scenario/strategy_read.h"

static bool has_key(const orth_strategy_kind *kind, const char *name)
{
    for (const orth_strategy_key *key = kind->keys; key->name != NULL; key++)
        if (strcmp(key->name, name) == 0)
            return true;
    return false;
}

/* The kinds of a table that have the key, "a, b", in `out`; false where none has. */
static bool owners(char *out, size_t size, const orth_strategy_kind *const *table, const char *name)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t k = 0; table[k] != NULL; k++)
        if (has_key(table[k], name) && used < size)
            used += (size_t)snprintf(out + used, size - used, "%s%s", used == 0 ? "" : ", ",
                                     table[k]->name);
    return used > 0;
}

orth_status orth_read_check_owner(orth_reader *reader, const json_t *value, const orth_key *keys,
                                  const orth_strategy_kind *const *own, const char *kind)
{
    const struct {
        const char *what;
        const orth_strategy_kind *const *table;
    } parts[] = {{"rule", orth_strategy_rules()},
                 {"estimator", orth_strategy_estimators()},
                 {"link", orth_strategy_links()}};
    const char *name;
    json_t *member;
    json_object_foreach((json_t *)value, name, member)
    {
        char kinds[256], text[ORTH_ERROR_TEXT_MAX / 2] = "";
        size_t used = 0;
        if (orth_read_knows(keys, name))
            continue;
        if (owners(kinds, sizeof kinds, own, name))
            used = (size_t)snprintf(text, sizeof text, "%s", kinds);
        for (size_t p = 0; p < sizeof parts / sizeof parts[0]; p++)
            if (parts[p].table != own && owners(kinds, sizeof kinds, parts[p].table, name) &&
                used < sizeof text)
                used += (size_t)snprintf(text + used, sizeof text - used, "%sthe %s (%s)",
                                         used == 0 ? "" : ", and to ", parts[p].what, kinds);
        if (used == 0)
            continue;
        orth_read_enter(reader, name);
        return orth_read_fail(reader, "this key belongs to %s, not to %s", text, kind);
    }
    return ORTH_OK;
}

orth_status orth_read_fail_twice(orth_reader *reader, const char *key, const char *alias)
{
    orth_read_enter(reader, key);
    return orth_read_fail(reader, "is given twice, as \"%s\" too; permitted: once", alias);
}

orth_status orth_read_fail_without_kind(orth_reader *reader, const json_t *value, bool aliases,
                                        const orth_strategy_kind *const *table)
{
    const char *names[64] = {"kind"}, *name;
    size_t count = 1;
    json_t *member;
    for (size_t k = 0; table[k] != NULL && count < 64; k++)
        if (table[k]->keys[0].name != NULL)
            names[count++] = table[k]->name;
    json_object_foreach((json_t *)value, name, member)
    {
        bool known = !aliases;
        for (size_t k = 0; table[k] != NULL; k++)
            for (size_t i = 0; table[k]->keys[i].name != NULL; i++)
                known |= strcmp(table[k]->keys[i].name, name) == 0;
        json_t *stranger = known ? NULL : json_string(name);
        if (stranger == NULL)
            continue;
        orth_status status = orth_read_fail_name(reader, stranger, count, names);
        json_decref(stranger);
        return status;
    }
    orth_read_enter(reader, "kind");
    return orth_read_fail(reader, "this key is missing");
}
