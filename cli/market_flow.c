/* orthant market fit --model hawkes: order flow from a record of trades. */
#include "market_fit.h"

#include "files.h"

#include "orthant/hawkes_fit.h"
#include "orthant/report.h"

/* A scenario counts in blocks; a record in seconds does not say how long one is. */
static orth_status check_blocks(const orth_flow_record *record, const cli_market_fit_options *given,
                                orth_error *error)
{
    if (record->in_blocks || given->data.block_seconds > 0)
        return ORTH_OK;
    if (given->output != NULL)
        return cli_of_command_line(orth_fail(error, ORTH_BAD_INPUT,
                                             "%s has times in seconds, and a scenario counts in "
                                             "blocks: --block-seconds must say how long one is",
                                             record->file));
    cli_note("rates are a second's; --block-seconds S makes them a block's");
    return ORTH_OK;
}

static orth_status fit_record(const orth_flow_record *record, const cli_market_fit_options *given,
                              orth_error *error)
{
    orth_hawkes_fit fit;
    double block = given->data.block_seconds;
    const orth_hawkes_report report = {record, &fit, block};
    orth_status status = check_blocks(record, given, error);
    if (status == ORTH_OK)
        status = orth_hawkes_fit_record(&fit, record, block > 0 ? block : 1, error);
    if (status != ORTH_OK)
        return status;
    if (record->note != NULL)
        cli_note("%s", record->note);
    for (size_t i = 0; i < fit.note_count; i++)
        cli_note("%s", fit.notes[i]);
    if (given->output != NULL)
        status = orth_hawkes_fit_write(&fit, block, given->output, error);
    if (status == ORTH_OK)
        (given->json ? orth_hawkes_fit_write_json : orth_hawkes_fit_write_table)(&report, stdout);
    return status;
}

orth_status cli_market_fit_flow(const cli_market_fit_options *given, orth_error *error)
{
    const char *file = given->data.words[0];
    orth_flow_record *record = NULL;
    orth_status status =
        cli_check_files(&(cli_files){.outputs = {given->output}, .input = file}, error);
    if (status == ORTH_OK)
        status = orth_flow_record_read(&record, file, error);
    if (status == ORTH_OK)
        status = fit_record(record, given, error);
    orth_flow_record_free(record);
    return status;
}
