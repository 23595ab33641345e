#include "sweep/json_pointer.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

bool orth_json_pointer_valid(const char *pointer)
{
    if (strlen(pointer) > ORTH_SWEEP_POINTER_MAX || !orth_is_line(pointer) ||
        (pointer[0] != '\0' && pointer[0] != '/'))
        return false;
    for (; *pointer != '\0'; pointer++)
        if (*pointer == '~' && pointer[1] != '0' && pointer[1] != '1')
            return false;
    return true;
}

size_t orth_json_pointer_name(char name[ORTH_SWEEP_POINTER_MAX + 1], const char *pointer)
{
    size_t length = strcspn(pointer + 1, "/"), used = 0;
    for (const char *c = pointer + 1; c < pointer + 1 + length; c++) {
        name[used++] = *c != '~' ? *c : c[1] == '0' ? '~' : '/';
        c += *c == '~';
    }
    name[used] = '\0';
    return length;
}

bool orth_json_pointer_within(const char *inner, const char *outer)
{
    size_t length = strlen(outer);
    return strncmp(inner, outer, length) == 0 && (inner[length] == '\0' || inner[length] == '/');
}

/* An index as RFC 6901 has it, digits without a leading 0; SIZE_MAX for anything else. */
static size_t index_of(const char *name)
{
    size_t index = 0, length = strlen(name);
    if (length == 0 || length > 9 || (name[0] == '0' && length > 1))
        return SIZE_MAX;
    for (; *name != '\0'; name++) {
        if (*name < '0' || *name > '9')
            return SIZE_MAX;
        index = 10 * index + (size_t)(*name - '0');
    }
    return index;
}

const char *orth_json_pointer_set(json_t *root, const char *pointer, json_t *value)
{
    char name[ORTH_SWEEP_POINTER_MAX + 1] = "";
    json_t *at = root;
    const char *wrong = at == NULL || value == NULL ? "" : NULL;
    while (wrong == NULL) {
        pointer += 1 + orth_json_pointer_name(name, pointer);
        if (json_is_array(at) && index_of(name) >= json_array_size(at))
            wrong = "the list has no such element";
        else if (!json_is_array(at) && !json_is_object(at))
            wrong = "what it leads through is neither an object nor a list";
        if (wrong != NULL || *pointer == '\0')
            break;
        at = json_is_array(at) ? json_array_get(at, index_of(name)) : json_object_get(at, name);
        if (at == NULL)
            wrong = "the object that would hold this key is missing";
    }
    if (wrong != NULL) {
        json_decref(value);
        return wrong;
    }
    int failed = json_is_array(at) ? json_array_set_new(at, index_of(name), value)
                                   : json_object_set_new(at, name, value);
    return failed == 0 ? NULL : "";
}
