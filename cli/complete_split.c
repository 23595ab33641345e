/* A line of bash in words. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "complete.h"

typedef struct splitter {
    const char *breaks;
    size_t count;
    char **words;
    char *word;  /* where the word begins, in one text with those before it */
    size_t size; /* of the word so far */
    size_t cut;
    bool begun;  /* a word, perhaps an empty one between quotes */
    bool quoted; /* some of it */
    bool to_file;
} splitter;

static void put(splitter *at, char c)
{
    at->word[at->size++] = c;
    at->begun = true;
}

static void begin_word(splitter *at)
{
    at->size = at->cut = 0;
    at->begun = at->quoted = false;
}

/* Each takes what the line has of it at most, and one byte more. */
static void add_word(splitter *at)
{
    at->word[at->size] = '\0';
    at->words[at->count++] = at->word;
    at->word += at->size + 1;
}

/* NAME=value before the program. */
static bool is_assignment(const splitter *at)
{
    size_t i = 0;
    while (i < at->size && (isalnum((unsigned char)at->word[i]) || at->word[i] == '_'))
        i++;
    return at->count == 0 && i > 0 && i < at->size && at->word[i] == '=';
}

static void end_word(splitter *at)
{
    if (at->begun && !at->to_file && !is_assignment(at))
        add_word(at);
    if (at->begun)
        at->to_file = false;
    begin_word(at);
}

/* < > & | ; and what stands directly before a redirection, a number. */
static void take_operator(splitter *at, char c)
{
    bool number = !at->quoted && strspn(at->word, "0123456789") >= at->size;
    if ((c == '<' || c == '>') && at->begun && number)
        begin_word(at);
    end_word(at);
    if (c == '<' || c == '>') {
        at->to_file = true;
    } else if (!at->to_file) { /* another command begins; but >& and >| are redirections */
        at->count = 0;
    }
}

/* From behind the quote to its partner, or to the end; returns where it goes on. */
static const char *take_quoted(splitter *at, const char *c, char quote)
{
    size_t begin = at->size;
    at->begun = at->quoted = true;
    for (; *c != '\0' && *c != quote; c++) {
        if (quote == '"' && *c == '\\' && c[1] != '\0' && strchr("$`\"\\\n", c[1]) != NULL)
            c++;
        put(at, *c);
    }
    if (*c == '\0')
        at->cut = begin;
    return *c == '\0' ? c : c + 1;
}

static const char *take(splitter *at, const char *c)
{
    if (*c == '\'' || *c == '"')
        return take_quoted(at, c + 1, *c);
    if (*c == '\\') {
        at->quoted = true;
        if (c[1] != '\0' && c[1] != '\n')
            put(at, c[1]);
        return c[1] == '\0' ? c + 1 : c + 2;
    }
    if (isspace((unsigned char)*c)) {
        end_word(at);
    } else if (strchr("<>&|;", *c) != NULL) {
        take_operator(at, *c);
    } else {
        put(at, *c);
        if (strchr(at->breaks, *c) != NULL)
            at->cut = at->size;
    }
    return c + 1;
}

bool cli_complete_split(const char *line, const char *breaks, size_t *count, char ***words,
                        cli_complete_how *how)
{
    size_t most = strlen(line) + 1; /* of words; of bytes twice that */
    splitter at = {
        .breaks = breaks, .word = calloc(most, 2), .words = calloc(most, sizeof *at.words)};
    if (at.word == NULL || at.words == NULL)
        return false;
    for (const char *c = line; *c != '\0';)
        c = take(&at, c);
    how->redirected = at.to_file;
    how->cut = at.cut;
    add_word(&at);
    *count = at.count;
    *words = at.words;
    return true;
}
