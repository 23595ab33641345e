#include "option_list.h"

#include <string.h>

/* A title of a group has neither name nor key, but words; the end has nothing. */
void cli_option_list_add(cli_option_list *list, const struct argp *argp)
{
    const struct argp_option *option = argp->options;
    for (; option != NULL && (option->name != NULL || option->key != 0 || option->doc != NULL);
         option++)
        if (list->count < CLI_OPTIONS_MAX)
            list->options[list->count++] = option;
    for (const struct argp_child *child = argp->children; child != NULL && child->argp != NULL;
         child++)
        cli_option_list_add(list, child->argp);
}

static const struct argp_option *find_long(const cli_option_list *list, const char *name,
                                           size_t length)
{
    for (size_t i = 0; i < list->count; i++) {
        const char *known = list->options[i]->name;
        if (known != NULL && strlen(known) == length && memcmp(known, name, length) == 0)
            return list->options[i];
    }
    return NULL;
}

static const struct argp_option *find_short(const cli_option_list *list, char letter)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->options[i]->key == letter)
            return list->options[i];
    return NULL;
}

cli_option_word cli_option_list_find(const cli_option_list *list, const char *word)
{
    cli_option_word found = {NULL, false, 0};
    if (strncmp(word, "--", 2) == 0) {
        size_t length = strcspn(word + 2, "=");
        found.option = find_long(list, word + 2, length);
        found.joined = word[2 + length] == '=';
        found.value = 2 + length + found.joined;
    } else if (word[0] == '-' && word[1] != '\0') {
        found.option = find_short(list, word[1]);
        found.joined = found.option != NULL && word[2] != '\0';
        found.value = 2;
    }
    return found;
}

size_t cli_option_list_place(const cli_option_list *list, const struct argp_option *option)
{
    size_t i = 0;
    while (list->options[i] != option)
        i++;
    return i;
}
