/* What was assumed, and how to have the same page again. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "page/assumed_parts.h"

#define COMMAND_MAX 1200

/* In single quotes, as a shell reads it, where it needs them; cut where it would not fit. */
static size_t quote(char *out, size_t size, const char *text)
{
    size_t used = 0;
    bool plain = *text != '\0' && *text != '-';
    for (const char *c = text; *c != '\0'; c++)
        plain =
            plain && ((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                      (*c >= '0' && *c <= '9') || *c == '/' || *c == '.' || *c == '-' || *c == '_');
    if (plain && strlen(text) < size)
        return (size_t)snprintf(out, size, "%s", text);
    out[used++] = '\'';
    for (const char *c = text; *c != '\0' && used + 6 < size; c++)
        used += (size_t)snprintf(out + used, size - used, *c == '\'' ? "'\\''" : "%c", *c);
    out[used++] = '\'';
    out[used] = '\0';
    return used;
}

/* The command that makes the page of a file. */
static void set_command(char command[COMMAND_MAX], const orth_page_work *work)
{
    const orth_page_options *options = work->options;
    size_t used = (size_t)snprintf(command, COMMAND_MAX, "orthant report ");
    const char *file = work->scenario->file;
    used += strcmp(file, "standard input") == 0
                ? (size_t)snprintf(command + used, COMMAND_MAX - used, "-")
                : quote(command + used, COMMAND_MAX / 2, file);
    if (isfinite(options->gas))
        used += (size_t)snprintf(command + used, COMMAND_MAX - used, " --gas %.17g", options->gas);
    if (options->target != NULL)
        used += (size_t)snprintf(command + used, COMMAND_MAX - used, " --target %.100s",
                                 options->target);
    snprintf(command + used, COMMAND_MAX - used, " -o report.html");
}

static void write_again(orth_page_work *work, json_t *part)
{
    orth_facts *facts = work->facts;
    char made[COMMAND_MAX];
    const char *command = work->options->again;
    if (command == NULL) {
        set_command(made, work);
        command = made;
    }
    orth_part_text(facts, part, "command", command);
    json_t *table = orth_part_table(facts, part, "again", "The same page again");
    orth_table_column(facts, table, "what", "what", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "value", "value", ORTH_AS_CODE, NULL);
    json_t *row = orth_table_row(facts, table);
    orth_row_text(facts, row, "what", work->options->again == NULL ? "command" : "call");
    orth_row_text(facts, row, "value", command);
    row = orth_table_row(facts, table);
    orth_row_text(facts, row, "what", "version of orthant");
    orth_row_text(facts, row, "value", ORTH_VERSION);
}

static orth_status write_assumed(orth_page_work *work, json_t *part, orth_error *error)
{
    orth_facts *facts = work->facts;
    orth_part_say(facts, part,
                  "The same version, scenario, files and options give the same page to the byte, "
                  "on any processor and with any number of threads; the digests below say whether "
                  "the files are the same. Options that change the scenario, such as --steps, "
                  "--price-paths or --prices, are to be given again.");
    orth_page_assumed_market(work, part);
    write_again(work, part);
    orth_page_assumed_terms(work, part);
    orth_status status = orth_page_assumed_files(work, part, error);
    return status == ORTH_OK ? orth_page_assumed_notes(work, part, error) : status;
}

const orth_page_part orth_part_assumed = {"assumed", "What was assumed", orth_part_of_all,
                                          write_assumed};
