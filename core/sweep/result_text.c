#include "sweep/result_text.h"

#include <string.h>

#include "base/check.h"

/* What a byte ends; all else is passed over, a look-up a byte. */
enum { ENDS_STRING = 1, ENDS_WORD = 2, IN_CONTAINER = 4 };
static const unsigned char bytes[256] = {
    ['\0'] = ENDS_STRING | ENDS_WORD | IN_CONTAINER,
    ['"'] = ENDS_STRING | IN_CONTAINER,
    ['\\'] = ENDS_STRING,
    [' '] = ENDS_WORD,
    ['\n'] = ENDS_WORD,
    [','] = ENDS_WORD,
    ['{'] = IN_CONTAINER,
    ['['] = IN_CONTAINER,
    ['}'] = ENDS_WORD | IN_CONTAINER,
    [']'] = ENDS_WORD | IN_CONTAINER,
};

static inline const char *skip_to(const char *at, int what)
{
    while ((bytes[(unsigned char)*at] & what) == 0)
        at++;
    return at;
}

const char *orth_result_skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\n')
        at++;
    return at;
}

const char *orth_result_skip_string(const char *at)
{
    for (at = skip_to(at + 1, ENDS_STRING); *at == '\\'; at = skip_to(at + 2, ENDS_STRING))
        continue;
    ORTH_CHECK(*at == '"');
    return at + 1;
}

const char *orth_result_skip_value(const char *at)
{
    if (*at == '"')
        return orth_result_skip_string(at);
    if (*at != '{' && *at != '[')
        return skip_to(at, ENDS_WORD);
    size_t depth = 0;
    for (;;) {
        at = skip_to(at, IN_CONTAINER);
        ORTH_CHECK(*at != '\0');
        if (*at == '"') {
            at = orth_result_skip_string(at);
            continue;
        }
        depth = *at == '{' || *at == '[' ? depth + 1 : depth - 1;
        at++;
        if (depth == 0)
            return at;
    }
}

const char *orth_result_first(const char *at)
{
    at = orth_result_skip_blanks(at + 1);
    return *at == '}' || *at == ']' ? NULL : at;
}

const char *orth_result_next(const char *at)
{
    at = orth_result_skip_blanks(at);
    return *at == ',' ? orth_result_skip_blanks(at + 1) : NULL;
}

const char *orth_result_value(const char *at)
{
    ORTH_CHECK(*at == ':');
    return orth_result_skip_blanks(at + 1);
}

const char *orth_result_member(const char *object, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = orth_result_first(object); at != NULL;) {
        const char *end = orth_result_skip_string(at), *value = orth_result_value(end);
        if ((size_t)(end - at) == length + 2 && memcmp(at + 1, name, length) == 0)
            return value;
        at = orth_result_next(orth_result_skip_value(value));
    }
    return NULL;
}
