/* orthant market fit --estimator: which estimator is right for the prices of each token. */
#include "market_fit.h"

#include "base/file_out.h"
#include "orthant/report.h"

static orth_status write_all(const orth_estimator_tokens *fits, const cli_market_fit_options *given,
                             orth_error *error)
{
    if (given->output != NULL) {
        orth_output output;
        orth_status status = orth_output_open(&output, given->output, error);
        if (status != ORTH_OK)
            return status;
        orth_estimator_write_json(fits, output.stream);
        status = orth_output_commit(&output, error);
        if (status != ORTH_OK)
            return status;
    }
    if (given->plot.file != NULL) {
        orth_status status =
            orth_estimator_plot(fits, given->plot.file, given->plot.keep_script, error);
        if (status != ORTH_OK)
            return status;
    }
    (given->json ? orth_estimator_write_json : orth_estimator_write_table)(fits, stdout);
    return ORTH_OK;
}

orth_status cli_market_fit_estimator(cli_market_fit_options *given, orth_error *error)
{
    orth_status status = cli_market_read(&given->data, error);
    if (status != ORTH_OK)
        return status;
    const orth_market_fit_data data = {.n = given->data.n,
                                       .tokens = given->data.tokens,
                                       .rows = given->data.prices->rows,
                                       .prices = given->data.prices->prices,
                                       .times = cli_market_times(&given->data)};
    orth_estimator_tokens *fits = NULL;
    given->rule.chunk_seconds = given->data.block_seconds;
    given->rule.stop = cli_watch_stop();
    given->rule.note_count = given->data.prices->note_count;
    given->rule.notes = given->data.prices->notes;
    cli_watch_begin_whole();
    status = orth_estimator_tokens_fit(&fits, &data, &given->rule, error);
    cli_unwatch();
    for (size_t i = given->rule.note_count; status == ORTH_OK && i < fits->note_count; i++)
        cli_note("%s", fits->notes[i]);
    if (status == ORTH_OK)
        status = write_all(fits, given, error);
    orth_estimator_tokens_free(fits);
    return status;
}
