#include "path/schedule_columns.h"

#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b)
{
    const orth_token_name *left = a, *right = b;
    int order = strcmp(left->name, right->name);
    return order != 0 ? order : (left->token > right->token) - (left->token < right->token);
}

orth_token_name *orth_token_names(size_t n, const char *const *tokens)
{
    orth_token_name *names = malloc(n * sizeof *names);
    for (size_t i = 0; names != NULL && i < n; i++)
        names[i] = (orth_token_name){tokens[i], i};
    if (names != NULL)
        qsort(names, n, sizeof *names, by_name);
    return names;
}

size_t orth_token_find(const orth_token_name *names, size_t n, const char *name)
{
    size_t from = 0;
    while (n > 0) {
        size_t half = n / 2;
        int order = strcmp(name, names[from + half].name);
        if (order == 0)
            return names[from + half].token;
        if (order > 0) {
            from += half + 1;
            half = n - half - 1;
        }
        n = half;
    }
    return ORTH_NO_TOKEN;
}
