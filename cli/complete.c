#include "complete.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static struct {
    bool on;
    cli_complete_how how;
    const char *word;  /* the last one, as it stands there */
    size_t kept;       /* bytes of it before what is completed, as of "--paths=linear," */
    bool is_kept_told; /* what they are */
} completing;

bool cli_completing(void)
{
    return completing.on;
}

void cli_complete_end(void)
{
    exit(cli_finish_stdout(CLI_OK));
}

/* ---------------------------------------------------------------- answers */

/* `value`, the end of the word, is what is completed. */
static void complete_at(const char *value)
{
    completing.kept = strlen(completing.word) - strlen(value);
}

static void tell(char kind, const char *text, const char *more)
{
    int end = completing.how.null ? '\0' : '\n';
    if (!completing.is_kept_told)
        printf("k%.*s%c", (int)completing.kept, completing.word, end);
    completing.is_kept_told = true;
    printf("%c%s%s%s%c", kind, text, more == NULL ? "" : "\t", more == NULL ? "" : more, end);
}

/* The whole word without what bash does not replace. */
static void tell_bash(char kind, const char *text)
{
    size_t cut = completing.how.cut, kept = completing.kept;
    putchar(kind);
    if (cut < kept)
        printf("%.*s", (int)(kept - cut), completing.word + cut);
    fputs(cut > kept ? text + (cut - kept) : text, stdout);
    putchar(completing.how.null ? '\0' : '\n');
}

/* No name that this program would take has control characters. */
static void answer(char kind, const char *text, const char *more)
{
    if (!orth_is_line(text))
        return;
    if (completing.how.bash)
        tell_bash(kind, text);
    else
        tell(kind, text, more);
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

void cli_complete_offer(const char *name, const char *value, bool open, const char *text)
{
    complete_at(value);
    if (begins(name, value))
        answer(open ? 'o' : 'w', name, text);
}

void cli_complete_name(const char *name, const char *value)
{
    complete_at(value);
    if (begins(name, value))
        answer('n', name, NULL);
}

/* The shell looks for files, and knows how to show them; bash's ways to look for some of them only
 * would take a name for something to expand. */
void cli_complete_files(const char *value, const char *ending)
{
    complete_at(value);
    if (completing.how.bash)
        cli_complete_look(value, ending, false);
    else
        tell('f', ending, NULL);
}

void cli_complete_folders(const char *value)
{
    complete_at(value);
    if (completing.how.bash)
        cli_complete_look(value, "", true);
    else
        tell('d', "", NULL);
}

void cli_complete_commands(const cli_command *commands, const char *word)
{
    for (; commands->name != NULL; commands++)
        cli_complete_offer(commands->name, word, false, commands->summary);
}

/* ---------------------------------------------------------------- options */

static bool is_hidden(const struct argp_option *option)
{
    return (option->flags & (OPTION_HIDDEN | OPTION_DOC)) != 0;
}

static bool has_letter(const struct argp_option *option)
{
    return option->key > 0 && option->key < 128 && isgraph(option->key);
}

static void offer_option(const struct argp_option *option, const char *word)
{
    char name[128], letter[3] = "-";
    if (has_letter(option)) {
        letter[1] = (char)option->key;
        cli_complete_offer(letter, word, false, option->doc);
    }
    if (option->name == NULL)
        return;
    snprintf(name, sizeof name, "--%s%s", option->name, option->arg == NULL ? "" : "=");
    cli_complete_offer(name, word, option->arg != NULL, option->doc);
}

void cli_complete_usual(const char *word)
{
    if (word[0] != '-')
        return;
    for (const struct argp_option *option = cli_usual_options; option->name != NULL; option++)
        offer_option(option, word);
}

/* One that has been given is not given again, but for those of which several make sense. */
static void offer_options(const cli_option_list *list, const char *word)
{
    for (size_t i = 0; i < list->count; i++)
        if (!is_hidden(list->options[i]) &&
            (!list->given[i] || (list->options[i]->flags & CLI_SEVERAL) != 0))
            offer_option(list->options[i], word);
}

/* ---------------------------------------------------------------- arguments */

static const char *arguments_of(const struct argp *argp)
{
    const char *found = argp->args_doc;
    for (const struct argp_child *child = argp->children;
         found == NULL && child != NULL && child->argp != NULL; child++)
        found = arguments_of(child->argp);
    return found;
}

/* The form of argument number `place` in "FUNCTION [ARGUMENT...]", of one line; NULL where there is
 * none so far behind, else to be freed. */
static char *form_at(const char *forms, size_t length, size_t place)
{
    const char *end = forms + length, *at = forms;
    for (;;) {
        at += strspn(at, " [");
        size_t size = strcspn(at, " ]\n");
        if (at >= end || size == 0)
            return NULL;
        bool several = size > 3 && memcmp(at + size - 3, "...", 3) == 0;
        if (place == 0 || several)
            return strndup(at, several ? size - 3 : size);
        place--;
        at += size;
        at += strspn(at, "]");
    }
}

/* Each line of the forms is another way to call the command. */
static void offer_arguments(const char *forms, size_t place, const char *word)
{
    while (forms != NULL && *forms != '\0') {
        size_t length = strcspn(forms, "\n");
        char *form = form_at(forms, length, place);
        if (form != NULL)
            cli_complete_value(form, word);
        free(form);
        forms += length + (forms[length] == '\n');
    }
}

void cli_complete_options(cli_option_list *list, const struct argp *argp, int argc, char **argv)
{
    const char *word = argv[argc - 1];
    const struct argp_option *waiting = NULL; /* for its value */
    bool only_arguments = false;
    size_t arguments = 0;
    for (int i = 1; i < argc - 1; i++) {
        if (waiting != NULL) {
            waiting = NULL;
        } else if (only_arguments || argv[i][0] != '-' || argv[i][1] == '\0') {
            arguments++;
        } else if (strcmp(argv[i], "--") == 0) {
            only_arguments = true;
        } else {
            cli_option_word found = cli_option_list_find(list, argv[i]);
            if (found.option == NULL)
                continue;
            list->given[cli_option_list_place(list, found.option)] = true;
            waiting = found.joined ? NULL : found.option->arg == NULL ? NULL : found.option;
        }
    }
    cli_option_word found = cli_option_list_find(list, word);
    if (waiting != NULL)
        cli_complete_value(waiting->arg, word);
    else if (only_arguments || word[0] != '-')
        offer_arguments(arguments_of(argp), arguments, word);
    else if (!found.joined)
        offer_options(list, word);
    else if (found.option != NULL && found.option->arg != NULL)
        cli_complete_value(found.option->arg, word + found.value);
    cli_complete_end();
}

/* ---------------------------------------------------------------- the whole line */

void cli_complete(size_t count, char **words, const cli_complete_how *how)
{
    completing.on = true;
    completing.how = *how;
    completing.word = words[count - 1];
    const char *word = completing.word;
    if (how->redirected) {
        cli_complete_files(word, "");
    } else if (count == 2) {
        cli_complete_commands(cli_commands, word);
        cli_complete_usual(word);
    } else if (count > 2) {
        for (const cli_command *command = cli_commands; command->name != NULL; command++)
            if (strcmp(words[1], command->name) == 0)
                command->run((int)count - 1, words + 1);
    }
    cli_complete_end();
}
