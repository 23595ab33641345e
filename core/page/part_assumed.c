/* What was assumed, and how to have the same page again. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/plain_locale.h"
#include "base/text_out.h"
#include "page/assumed_parts.h"
#include "page/shell.h"

/* The command that makes the page of a file; to be freed. */
static orth_status make_command(char **command, const orth_page_work *work, orth_error *error)
{
    const orth_page_options *options = work->options;
    orth_text_out out;
    size_t length;
    orth_status status = orth_text_open(&out, error);
    if (status != ORTH_OK)
        return status;
    orth_locale entered = orth_locale_enter();
    fputs("orthant report ", out.stream);
    orth_shell_write_file(out.stream, work->scenario->file);
    for (const char *const *word = options->words; word != NULL && *word != NULL; word++) {
        fputc(' ', out.stream);
        orth_shell_write(out.stream, *word);
    }
    if (options->words == NULL && isfinite(options->gas))
        fprintf(out.stream, " --gas %.17g", options->gas);
    if (options->words == NULL && options->target != NULL) {
        fputs(" --target ", out.stream);
        orth_shell_write(out.stream, options->target);
    }
    fputs(" -o report.html", out.stream);
    orth_locale_leave(entered);
    return orth_text_close(&out, command, &length, error);
}

static orth_status write_again(orth_page_work *work, json_t *part, orth_error *error)
{
    orth_facts *facts = work->facts;
    char *made = NULL;
    if (work->options->again == NULL) {
        orth_status status = make_command(&made, work, error);
        if (status != ORTH_OK)
            return status;
    }
    const char *command = made != NULL ? made : work->options->again;
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
    free(made);
    return ORTH_OK;
}

static orth_status write_assumed(orth_page_work *work, json_t *part, orth_error *error)
{
    orth_facts *facts = work->facts;
    orth_part_say(facts, part,
                  "The same version, scenario, files and options give the same page to the byte, "
                  "on any processor and with any number of threads; the digests below say whether "
                  "the files are the same.");
    orth_page_assumed_market(work, part);
    orth_status status = write_again(work, part, error);
    if (status != ORTH_OK)
        return status;
    orth_page_assumed_terms(work, part);
    status = orth_page_assumed_files(work, part, error);
    return status == ORTH_OK ? orth_page_assumed_notes(work, part, error) : status;
}

const orth_page_part orth_part_assumed = {"assumed", "What was assumed", orth_part_of_all,
                                          write_assumed};
