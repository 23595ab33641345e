/* Figures out of a result's text. A tree of it would take longer to make than many a point. */
#include "sweep/pick.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sweep/result_text.h"

orth_status orth_pick_check(const char *pointer, orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    const char *wrong = pointer[0] != '/' ? "it must begin with /" : NULL;
    for (const char *c = pointer; wrong == NULL && *c != '\0'; c++)
        if (c[0] == '~' && c[1] != '0' && c[1] != '1')
            wrong = "a ~ must be written ~0, and the / of a name ~1";
    if (wrong == NULL)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "%s is no JSON pointer to a figure: %s",
                     orth_quote(quoted, sizeof quoted, pointer), wrong);
}

/* ---------------------------------------------------------------- names */

/* The character of a key at *at, which moves on; keys of results escape quotes, backslashes and
 * controls alone, so that all else is itself, byte by byte. */
static unsigned key_character(const char **at)
{
    if (**at != '\\')
        return (unsigned char)*(*at)++;
    (*at)++;
    if (**at != 'u')
        return (unsigned char)*(*at)++;
    char digits[5] = {0};
    memcpy(digits, *at + 1, 4);
    *at += 5;
    return (unsigned)strtoul(digits, NULL, 16);
}

static unsigned pointer_character(const char **at)
{
    char c = *(*at)++;
    if (c == '~')
        c = *(*at)++ == '0' ? '~' : '/';
    return (unsigned char)c;
}

/* Whether the next name of a pointer is the key from `key` to its closing quote. */
static bool names_key(const char *rest, const char *key)
{
    const char *at = rest + 1;
    while (*at != '\0' && *at != '/') {
        if (*key == '"' || pointer_character(&at) != key_character(&key))
            return false;
    }
    return *key == '"';
}

static bool names_index(const char *rest, const char *digits)
{
    size_t length = strlen(digits);
    return strncmp(rest + 1, digits, length) == 0 &&
           (rest[1 + length] == '\0' || rest[1 + length] == '/');
}

/* ---------------------------------------------------------------- the pass */

/* Those of first .. last - 1 whose next name fits come first, one name further; the rest stays.
 * Returns where the others begin. */
static size_t take(orth_picked **of, size_t first, size_t last, const char *name, bool key,
                   const char *parent)
{
    for (size_t i = first; i < last; i++) {
        orth_picked *one = of[i];
        if (!(key ? names_key(one->rest, name) : names_index(one->rest, name)))
            continue;
        one->rest += 1 + strcspn(one->rest + 1, "/");
        one->parent = key ? parent : NULL;
        of[i] = of[first];
        of[first++] = one;
    }
    return first;
}

/* Text of the number that follows in a row of digits. */
static void count_up(char digits[24])
{
    size_t i = strlen(digits);
    while (i > 0 && digits[i - 1] == '9')
        digits[--i] = '0';
    if (i > 0) {
        digits[i - 1]++;
        return;
    }
    memmove(digits + 1, digits, strlen(digits) + 1);
    digits[0] = '1';
}

typedef struct pass {
    orth_picked **of;
    size_t left; /* not found yet */
} pass;

/* Follows first .. last - 1 of the pointers into the value at `at`; returns what is behind it, or
 * NULL once all of the pass are found. Its depth is that of the result, at most
 * ORTH_JSON_DEPTH_MAX. */
static const char *visit(pass *all, size_t first, size_t last, const char *at)
{
    for (size_t i = first; i < last; i++) {
        orth_picked *here = all->of[i];
        if (here->rest[0] != '\0')
            continue;
        here->value.text = at;
        all->of[i] = all->of[first];
        all->of[first++] = here;
        all->left--;
    }
    if (all->left == 0)
        return NULL;
    const char *parent = at, *next = *at == '{' || *at == '[' ? orth_result_first(at) : NULL;
    if (first == last || next == NULL)
        return orth_result_skip_value(at);
    bool keys = *at == '{';
    char index[24] = "0";
    while (next != NULL) {
        size_t others;
        if (keys) {
            others = take(all->of, first, last, next + 1, true, parent);
            at = orth_result_value(orth_result_skip_string(next));
        } else {
            others = take(all->of, first, last, index, false, parent);
            at = next;
            count_up(index);
        }
        at = others > first ? visit(all, first, others, at) : orth_result_skip_value(at);
        if (at == NULL)
            return NULL;
        first = others;
        next = orth_result_next(at);
    }
    return orth_result_skip_blanks(at) + 1;
}

/* ---------------------------------------------------------------- what was found */

static orth_picked_text word_at(const char *at)
{
    return (orth_picked_text){at, (size_t)(orth_result_skip_value(at) - at)};
}

/* Whether the last name of the pointer is one that a "ci95" may stand beside. */
static bool has_beside(const orth_picked *one, const char *const *beside)
{
    const char *last = strrchr(one->pointer, '/') + 1;
    for (size_t i = 0; beside[i] != NULL; i++)
        if (strcmp(last, beside[i]) == 0)
            return true;
    return false;
}

static void take_interval(orth_picked *one)
{
    const char *interval = orth_result_member(one->parent, "ci95");
    if (interval == NULL || *interval != '[')
        return;
    const char *low = orth_result_first(interval),
               *high = low == NULL ? NULL : orth_result_next(orth_result_skip_value(low));
    if (high == NULL)
        return;
    one->low = word_at(low);
    one->high = word_at(high);
}

/* An estimate stands for its mean or its value. */
static orth_status settle(orth_picked *one, const char *const *beside, orth_error *error)
{
    const char *at = one->value.text;
    if (at == NULL)
        return ORTH_OK;
    bool estimate = false;
    const char *inner = *at == '{' ? orth_result_member(at, "estimate") : NULL;
    if (inner != NULL && *inner == '{')
        at = inner;
    if (*at == '{') {
        const char *value = orth_result_member(at, "mean");
        if (value == NULL)
            value = orth_result_member(at, "value");
        if (value != NULL) {
            one->parent = at;
            at = value;
            estimate = true;
        }
    }
    if (*at == '{' || *at == '[') {
        char quoted[ORTH_QUOTE_MAX];
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s leads to %s; permitted: pointers to a number, a string, true, false, "
                         "null or an estimate",
                         orth_quote(quoted, sizeof quoted, one->pointer),
                         *at == '{' ? "an object that is no estimate" : "a list");
    }
    one->value = word_at(at);
    if (one->parent != NULL && (estimate || has_beside(one, beside)))
        take_interval(one);
    return ORTH_OK;
}

orth_status orth_pick(orth_picked *picked, size_t count, const char *const *pointers,
                      const char *text, const char *const *beside, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (count == 0)
        return ORTH_OK;
    orth_picked **of = malloc(count * sizeof *of);
    if (of == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *of));
    for (size_t i = 0; status == ORTH_OK && i < count; i++) {
        picked[i] = (orth_picked){.pointer = pointers[i], .rest = pointers[i]};
        of[i] = &picked[i];
        status = orth_pick_check(pointers[i], error);
    }
    pass all = {of, count};
    if (status == ORTH_OK)
        visit(&all, 0, count, orth_result_skip_blanks(text));
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = settle(&picked[i], beside, error);
    free(of);
    return status;
}
