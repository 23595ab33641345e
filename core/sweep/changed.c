#include "sweep/changed.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/json_in.h"
#include "base/text.h"

/* Where the search is: names of members and places in lists, as a JSON pointer; cut where it is
 * longer than a message. */
typedef struct place {
    char pointer[512];
    size_t length;
} place;

static void step(place *at, const char *name)
{
    size_t most = sizeof at->pointer - 3;
    if (at->length < most)
        at->pointer[at->length++] = '/';
    for (; *name != '\0' && at->length < most; name++) {
        if (*name == '~' || *name == '/') {
            at->pointer[at->length++] = '~';
            at->pointer[at->length++] = *name == '~' ? '0' : '1';
        } else {
            at->pointer[at->length++] = *name;
        }
    }
    at->pointer[at->length] = '\0';
}

static void step_out(place *at, size_t length)
{
    at->length = length;
    at->pointer[length] = '\0';
}

/* The two values at the first difference; one is NULL where the other document has it alone. */
typedef struct difference {
    const json_t *before, *now;
} difference;

static bool find(place *at, const json_t *before, const json_t *now, difference *found);

static bool find_in_object(place *at, const json_t *before, const json_t *now, difference *found)
{
    size_t length = at->length;
    for (void *i = json_object_iter((json_t *)now); i != NULL;
         i = json_object_iter_next((json_t *)now, i)) {
        step(at, json_object_iter_key(i));
        if (find(at, json_object_get(before, json_object_iter_key(i)), json_object_iter_value(i),
                 found))
            return true;
        step_out(at, length);
    }
    for (void *i = json_object_iter((json_t *)before); i != NULL;
         i = json_object_iter_next((json_t *)before, i)) {
        if (json_object_get(now, json_object_iter_key(i)) != NULL)
            continue;
        step(at, json_object_iter_key(i));
        return find(at, json_object_iter_value(i), NULL, found);
    }
    return false;
}

static bool find_in_list(place *at, const json_t *before, const json_t *now, difference *found)
{
    size_t length = at->length, a = json_array_size(before), b = json_array_size(now);
    for (size_t i = 0; i < a || i < b; i++) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i);
        step(at, number);
        if (find(at, json_array_get(before, i), json_array_get(now, i), found))
            return true;
        step_out(at, length);
    }
    return false;
}

static bool find(place *at, const json_t *before, const json_t *now, difference *found)
{
    *found = (difference){before, now};
    if (before == NULL || now == NULL || json_typeof(before) != json_typeof(now))
        return before != now;
    if (json_is_object(now))
        return find_in_object(at, before, now, found);
    if (json_is_array(now))
        return find_in_list(at, before, now, found);
    return json_equal(before, now) == 0;
}

/* Values that are cut to fit, and 1 and 1.0, may look alike. */
static void say_both(char *text, size_t size, const char *where, const char *now,
                     const char *before)
{
    if (strcmp(now, before) == 0)
        snprintf(text, size, "%s is %s and was another one that is written alike here", where, now);
    else
        snprintf(text, size, "%s is %s and was %s", where, now, before);
}

const char *orth_changed(char *text, size_t size, const json_t *before, const json_t *now)
{
    place at = {.length = 0};
    difference found;
    char one[ORTH_QUOTE_MAX], other[ORTH_QUOTE_MAX];
    if (!find(&at, before, now, &found))
        return NULL;
    const char *where = at.length == 0 ? "the document" : at.pointer;
    if (found.before == NULL)
        snprintf(text, size, "%s is %s and was not there", where,
                 orth_json_describe(one, found.now));
    else if (found.now == NULL)
        snprintf(text, size, "%s is not there and was %s", where,
                 orth_json_describe(one, found.before));
    else
        say_both(text, size, where, orth_json_describe(one, found.now),
                 orth_json_describe(other, found.before));
    return text;
}
