#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/report.h"
#include "screen.h"

#define NOTE_MAX 4096

bool cli_is_help(const char *word)
{
    return strcmp(word, "--help") == 0 || strcmp(word, "-?") == 0 || strcmp(word, "-h") == 0 ||
           strcmp(word, "help") == 0;
}

static bool of_command_line;

orth_status cli_of_command_line(orth_status status)
{
    if (status != ORTH_OK)
        of_command_line = status == ORTH_BAD_INPUT;
    return status;
}

int cli_report_error(const orth_error *error)
{
    fprintf(stderr, "orthant: %s\n", error->text);
    switch (error->status) {
    case ORTH_OK:
        return CLI_OK;
    case ORTH_BAD_INPUT:
        return of_command_line ? CLI_USAGE : CLI_BAD_INPUT;
    case ORTH_DOMAIN:
        return CLI_BAD_INPUT;
    case ORTH_NO_CONVERGENCE:
        return CLI_CHECK_FAILED;
    case ORTH_INTERRUPTED:
        return CLI_INTERRUPTED;
    case ORTH_NO_MEMORY:
    case ORTH_IO:
    case ORTH_UNSUPPORTED:
        break;
    }
    return CLI_RESOURCE;
}

void cli_note(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char text[NOTE_MAX], plain[NOTE_MAX];
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "orthant: note: %s\n", orth_escape(plain, sizeof plain, text));
}

int cli_finish_stdout(int code)
{
    if (orth_picture_note()[0] != '\0')
        cli_note("%s", orth_picture_note());
    errno = 0;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fprintf(stderr, "orthant: cannot write standard output: %s\n",
            strerror(errno != 0 ? errno : EIO));
    return CLI_RESOURCE;
}

void cli_check_output_name(struct argp_state *state, const char *option, const char *name)
{
    if (name[0] == '\0')
        argp_error(state, "--%s is the name of a file, which is empty here", option);
    if (strcmp(name, "-") == 0)
        argp_error(state,
                   "--%s is the name of a file, not '-' for standard output (a file of that name "
                   "is ./-)",
                   option);
}

enum { KEY_FORMAT = 0x100, KEY_JSON, KEY_CSV };

#define OUTPUT_OPTIONS(formats)                                                                    \
    {"format", KEY_FORMAT, formats, 0, "What standard output carries (default table)", 10},        \
        {"json", KEY_JSON, NULL, 0, "Short for --format json", 10},                                \
        {"csv", KEY_CSV, NULL, 0, "Short for --format csv", 10},                                   \
        {"output", 'o', "FILE", 0, "Write the JSON artefact to FILE as well, whole or not at all", \
         10},                                                                                      \
    {                                                                                              \
        0                                                                                          \
    }

static const struct argp_option output_options[] = {OUTPUT_OPTIONS("table|json|csv")};
static const struct argp_option batch_options[] = {OUTPUT_OPTIONS("table|json|csv|safe-batch")};

static error_t parse_output_option(int key, char *argument, struct argp_state *state)
{
    cli_output_options *options = state->input;
    switch (key) {
    case KEY_FORMAT:
        options->is_other = options->other != NULL && strcmp(argument, options->other) == 0;
        if (strcmp(argument, "table") == 0)
            options->format = CLI_TABLE;
        else if (strcmp(argument, "json") == 0)
            options->format = CLI_JSON;
        else if (strcmp(argument, "csv") == 0)
            options->format = CLI_CSV;
        else if (options->is_other)
            options->format = CLI_JSON;
        else if (options->other != NULL)
            argp_error(state, "--format is table, json, csv or %s, not '%s'", options->other,
                       argument);
        else
            argp_error(state, "--format is table, json or csv, not '%s'", argument);
        return 0;
    case KEY_JSON:
        options->format = CLI_JSON;
        options->is_other = false;
        return 0;
    case KEY_CSV:
        options->format = CLI_CSV;
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        options->file = argument;
        return 0;
    case ARGP_KEY_SUCCESS:
        cli_screen_results(options->format == CLI_TABLE);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp cli_output_argp = {
    output_options, parse_output_option, NULL, NULL, NULL, NULL, NULL};
const struct argp cli_output_batch_argp = {
    batch_options, parse_output_option, NULL, NULL, NULL, NULL, NULL};
