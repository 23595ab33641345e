/* A plan file against the one that would be written for its calls. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_in.h"
#include "base/text.h"
#include "base/text_out.h"
#include "plan/plan_claims.h"

#define TOLERANCE 1e-11
#define PATH_MAX_CHARS 160

typedef struct place {
    char path[PATH_MAX_CHARS];
    char *difference;
} place;

static bool differ(const place *at, const char *how)
{
    snprintf(at->difference, ORTH_ERROR_TEXT_MAX, "%s %s", at->path[0] != '\0' ? at->path : "/",
             how);
    return false;
}

static place below(const place *at, const char *key)
{
    place next = *at;
    size_t length = strlen(next.path);
    snprintf(next.path + length, sizeof next.path - length, "/%.60s", key);
    return next;
}

static bool same(const place *at, const json_t *claimed, const json_t *derived);

static bool same_objects(const place *at, const json_t *claimed, const json_t *derived)
{
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)derived, key, value)
    {
        place next = below(at, key);
        const json_t *claim = json_object_get(claimed, key);
        if (claim == NULL)
            return differ(&next, "is missing");
        if (!same(&next, claim, value))
            return false;
    }
    json_object_foreach((json_t *)(uintptr_t)claimed, key, value)
    {
        char quoted[ORTH_QUOTE_MAX];
        place next = below(at, orth_quote(quoted, sizeof quoted, key));
        if (json_object_get(derived, key) == NULL)
            return differ(&next, "is no key of a plan");
    }
    return true;
}

static bool same_arrays(const place *at, const json_t *claimed, const json_t *derived)
{
    if (json_array_size(claimed) != json_array_size(derived))
        return differ(at, "has another number of elements than it must have");
    for (size_t i = 0; i < json_array_size(derived); i++) {
        char index[24];
        snprintf(index, sizeof index, "%zu", i);
        place next = below(at, index);
        if (!same(&next, json_array_get(claimed, i), json_array_get(derived, i)))
            return false;
    }
    return true;
}

static bool same_numbers(const place *at, const json_t *claimed, const json_t *derived)
{
    double claim = json_number_value(claimed), value = json_number_value(derived);
    char how[96];
    snprintf(how, sizeof how, "is %.12g, must be %.12g", claim, value);
    if (json_is_integer(claimed) && json_is_integer(derived)
            ? json_integer_value(claimed) == json_integer_value(derived)
            : fabs(claim - value) <= TOLERANCE * fabs(value))
        return true;
    return differ(at, how);
}

static bool same(const place *at, const json_t *claimed, const json_t *derived)
{
    char how[2 * ORTH_QUOTE_MAX + 20], a[ORTH_QUOTE_MAX], b[ORTH_QUOTE_MAX];
    if (json_is_number(claimed) && json_is_number(derived))
        return same_numbers(at, claimed, derived);
    if (json_typeof(claimed) != json_typeof(derived))
        return differ(at, "is of another type than it must be");
    if (json_is_object(derived))
        return same_objects(at, claimed, derived);
    if (json_is_array(derived))
        return same_arrays(at, claimed, derived);
    if (!json_is_string(derived) ||
        strcmp(json_string_value(claimed), json_string_value(derived)) == 0)
        return true;
    snprintf(how, sizeof how, "is %s, must be %s",
             orth_quote(a, sizeof a, json_string_value(claimed)),
             orth_quote(b, sizeof b, json_string_value(derived)));
    return differ(at, how);
}

/* The file that would be written, as a tree. */
static orth_status write_tree(json_t **tree, const orth_plan *plan, const orth_replay *replay,
                              const orth_plan_summary *summary, orth_error *error)
{
    char *text;
    size_t length;
    orth_text_out out;
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    status = orth_plan_write_json(plan, replay, summary, out.stream, error);
    if (orth_text_close(&out, &text, &length, error) != ORTH_OK)
        return ORTH_NO_MEMORY;
    if (status == ORTH_OK)
        status = orth_json_parse(tree, text, length, "", error);
    free(text);
    return status;
}

/* What is in a plan for people only, and in no file of an older version. */
static const char *const dates[] = {"start_date", "end_time", "end_date", "duration", "date"};
#define DATES (sizeof dates / sizeof dates[0])

static bool has_dates(const json_t *object)
{
    for (size_t i = 0; i < DATES; i++)
        if (json_object_get(object, dates[i]) != NULL)
            return true;
    return false;
}

static void take_dates(json_t *object)
{
    for (size_t i = 0; i < DATES; i++)
        json_object_del(object, dates[i]);
}

/* An older file has none of them, neither itself nor in a call. */
static bool is_older(const json_t *claimed)
{
    const json_t *calls = json_object_get(claimed, "calls");
    bool older = !has_dates(claimed);
    for (size_t c = 0; c < json_array_size(calls); c++)
        older = older && !has_dates(json_array_get(calls, c));
    return older;
}

static void make_older(json_t *derived)
{
    const json_t *calls = json_object_get(derived, "calls");
    take_dates(derived);
    for (size_t c = 0; c < json_array_size(calls); c++)
        take_dates(json_array_get(calls, c));
}

/* Older files say nothing of a pool's trade limit, as if it were not known. */
static void take_absent(json_t *derived, const json_t *claimed, const char *key)
{
    if (json_object_get(claimed, key) == NULL && json_is_null(json_object_get(derived, key)))
        json_object_del(derived, key);
}

orth_status orth_plan_agrees(char difference[ORTH_ERROR_TEXT_MAX], const json_t *claimed,
                             const orth_plan *plan, const orth_replay *replay,
                             const orth_plan_summary *summary, orth_error *error)
{
    json_t *derived;
    place root = {.difference = difference};
    difference[0] = '\0';
    orth_status status = write_tree(&derived, plan, replay, summary, error);
    if (status != ORTH_OK)
        return status;
    if (is_older(claimed))
        make_older(derived);
    take_absent(derived, claimed, "trade_limit");
    same(&root, claimed, derived);
    json_decref(derived);
    return ORTH_OK;
}
