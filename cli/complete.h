/* What may stand in the place of a command line's last word. `orthant completion words` asks for
 * it: the command is then called as ever, and where it would read its arguments (cli_parse) its
 * tables are offered instead, and the program ends. So nothing of a command is written down
 * twice. */
#ifndef CLI_COMPLETE_H
#define CLI_COMPLETE_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

#include "cli.h"
#include "option_list.h"

typedef struct cli_complete_how {
    bool null; /* each answer ends with a byte of 0, not with a line's end */
    bool bash; /* answers have no texts, begin at byte `cut` of the last word, and are files' names
                  where else the shell is told to look for files */
    size_t cut;
    bool redirected; /* the word is the file that a redirection names */
} cli_complete_how;

/* Answers for the last of words, of which the first is the program, and ends the program. */
_Noreturn void cli_complete(size_t count, char **words, const cli_complete_how *how);

/* Whether that is going on. */
bool cli_completing(void);
/* From cli_parse: what its tables offer for the last argument. */
_Noreturn void cli_complete_options(cli_option_list *list, const struct argp *argp, int argc,
                                    char **argv);

/* For commands that look at arguments by themselves: the names of commands, the options that the
 * program and each family of commands have, and the end. */
void cli_complete_commands(const cli_command *commands, const char *word);
void cli_complete_usual(const char *word);
_Noreturn void cli_complete_end(void);

/* What may stand for a value or an argument of this form: "PATH,...", "TOKEN=start|end". Small
 * letters stand for themselves; what large ones stand for is a table's matter. `value`, here and
 * below, is what stands there so far, the end of the last word. */
void cli_complete_value(const char *form, const char *value);
/* One word, if it begins as `value`; `open` where more follows without a blank. `text`, or NULL,
 * says what it is. */
void cli_complete_offer(const char *name, const char *value, bool open, const char *text);
/* The same for a file's whole name. */
void cli_complete_name(const char *name, const char *value);
/* Files whose names end so ("": any), and folders; or folders alone. */
void cli_complete_files(const char *value, const char *ending);
void cli_complete_folders(const char *value);
/* Offers them by name. */
void cli_complete_look(const char *value, const char *ending, bool only_folders);

/* The words of a line as bash has it, up to the cursor: quotes and backslashes are taken off the
 * words, assignments before the program and redirections are left out, and the line's last command
 * counts. `breaks` are bash's COMP_WORDBREAKS. Sets how->cut and how->redirected. False
 * without memory. The words are never freed: they are in use until the program ends. */
bool cli_complete_split(const char *line, const char *breaks, size_t *count, char ***words,
                        cli_complete_how *how);

/* What `orthant completion bash` and `zsh` print. */
extern const char cli_complete_bash[], cli_complete_zsh[];

#endif
