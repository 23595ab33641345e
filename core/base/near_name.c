#include "base/near_name.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define LONGEST 63
#define LETTERS_LEAST 3 /* of a word that says something */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool is_alike(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Damerau's distance by three rolling rows. */
static size_t distance(const char *a, const char *b)
{
    size_t rows[3][LONGEST + 1];
    size_t m = strnlen(a, LONGEST), n = strnlen(b, LONGEST);
    for (size_t j = 0; j <= n; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= m; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *higher = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            row[j] = least(least(above[j] + 1, row[j - 1] + 1),
                           above[j - 1] + !is_alike(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && is_alike(a[i - 1], b[j - 2]) && is_alike(a[i - 2], b[j - 1]))
                row[j] = least(row[j], higher[j - 2] + 1);
        }
    }
    return rows[m % 3][n];
}

static bool is_gap(char c)
{
    return c == '\0' || strchr("_-:/. ", c) != NULL;
}

static size_t word_length(const char *text)
{
    size_t length = 0;
    while (!is_gap(text[length]))
        length++;
    return length;
}

/* Whether a word of the name begins with this one, or, but for one of a few letters, this one with
 * a word of the name (an ending too many). */
static bool has_word(const char *name, const char *word, size_t length)
{
    for (size_t at = 0; name[at] != '\0'; at++) {
        if (at > 0 && !is_gap(name[at - 1]))
            continue;
        size_t own = word_length(name + at);
        if (own >= LETTERS_LEAST && strncasecmp(name + at, word, least(own, length)) == 0)
            return true;
    }
    return false;
}

/* Whether the name has half of the text's words or more. */
static bool shares_words(const char *text, const char *name)
{
    size_t words = 0, shared = 0;
    while (*text != '\0') {
        size_t length = word_length(text);
        words += length > 0;
        shared += length >= LETTERS_LEAST && has_word(name, text, length);
        text += length + (text[length] != '\0');
    }
    return shared > 0 && 2 * shared >= words;
}

/* The less the likelier; SIZE_MAX: not likely at all. */
static size_t unlikeness(const char *text, const char *name)
{
    size_t letters = strnlen(text, LONGEST), far = distance(text, name);
    size_t limit = letters < 3 ? 1 : letters < 6 ? 2 : letters / 3;
    if (letters >= LETTERS_LEAST && strncasecmp(text, name, letters) == 0)
        return far;
    if (far <= limit && far < letters)
        return LONGEST + far;
    return shares_words(text, name) ? 2 * LONGEST + far : SIZE_MAX;
}

const char *orth_nearest(const char *text, size_t count, const char *const *names)
{
    const char *best = NULL;
    size_t least_so_far = SIZE_MAX;
    for (size_t i = 0; i < count; i++) {
        size_t far = unlikeness(text, names[i]);
        if (far < least_so_far) {
            least_so_far = far;
            best = names[i];
        }
    }
    return best;
}

const char *orth_nearest_text(char out[ORTH_NEAREST_MAX], const char *text, size_t count,
                              const char *const *names)
{
    char quoted[ORTH_QUOTE_MAX];
    const char *best = orth_nearest(text, count, names);
    out[0] = '\0';
    if (best != NULL)
        snprintf(out, ORTH_NEAREST_MAX, "; the nearest is %s",
                 orth_quote(quoted, sizeof quoted, best));
    return out;
}
