/* orthant market score: is a model of prices like the data? */
#include "market_score.h"
#include "files.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file_out.h"
#include "orthant/report.h"

typedef cli_score_arguments arguments;

/* The model, and what it is scored on. */
typedef struct subject {
    cli_score_model model;
    size_t trained; /* rows */
    size_t part_count;
    orth_score_part parts[2];
    orth_score *scores[2];
} subject;

static orth_score_data part_of(const cli_market_data *data, size_t first, size_t rows)
{
    const int64_t *times = cli_market_times(data);
    return (orth_score_data){.n = data->n,
                             .tokens = data->tokens,
                             .rows = rows,
                             .prices = data->prices->prices + first * data->n,
                             .times = times == NULL ? NULL : times + first};
}

static void note_gaps(subject *of, const arguments *given, const orth_score_part *part)
{
    orth_score_facts facts = orth_score_facts_of(part->score);
    if (facts.gaps > 0)
        cli_score_note(&of->model.notes,
                       "%s: %zu of %zu steps are more than half as long again as the usual one of "
                       "%.10g s: returns over these gaps are left out, of the model's paths "
                       "too%s",
                       part->name, facts.gaps, facts.rows - 1, (double)facts.step * 1e-6,
                       strcmp(given->model, "bootstrap") == 0 ? "; the bootstrap does not draw them"
                                                              : "");
}

static orth_status score_all(subject *of, const arguments *given, orth_error *error)
{
    const orth_score_data trained = part_of(&given->data, 0, of->trained);
    const orth_score_terms terms = {
        .horizon_count = given->horizon_count,
        .horizons = given->horizon_count > 0 ? given->horizons : NULL,
        .resamples = given->replicates,
        .paths = orth_score_paths(given->replicates),
        .seed = given->seed,
        .threads = given->threads,
        .fitted = &trained,
        .model_tokens = of->model.tokens,
        .block_seconds = of->model.block_seconds,
        .stop = cli_watch_stop(),
    };
    orth_status status = ORTH_OK;
    cli_watch_begin_whole();
    for (size_t p = 0; status == ORTH_OK && p < of->part_count; p++) {
        orth_score_part *part = &of->parts[p];
        const orth_score_data data = part_of(&given->data, part->first, part->rows);
        orth_error why;
        status = orth_score_make(&of->scores[p], &data, of->model.market, &terms, &why);
        if (status != ORTH_OK)
            orth_fail(error, status, "part %s: %s", part->name, why.text);
        part->score = of->scores[p];
        if (status == ORTH_OK)
            note_gaps(of, given, part);
    }
    cli_unwatch();
    return status;
}

/* Before anything is fitted: the parts must have the rows that the first horizon needs. */
static orth_status part_rows(subject *of, const arguments *given, orth_error *error)
{
    size_t rows = given->data.prices->rows;
    uint64_t first = given->horizon_count > 0 ? given->horizons[0] : orth_score_horizons[0];
    uint64_t least = orth_score_rows_least(first);
    of->trained = given->train < 1 ? orth_score_split(rows, given->train) : rows;
    of->parts[0] = (orth_score_part){given->train < 1 ? "train" : "all", 0, of->trained, NULL};
    of->parts[1] = (orth_score_part){"test", of->trained - 1, rows - of->trained + 1, NULL};
    of->part_count = given->train < 1 ? 2 : 1;
    for (size_t p = 0; p < of->part_count; p++)
        if (of->parts[p].rows < least)
            return orth_fail(error, ORTH_DOMAIN,
                             "market score: part %s has %zu of the %zu rows (--train %g); "
                             "permitted: at least %" PRIu64 ", which are %d returns over %" PRIu64
                             " block%s",
                             of->parts[p].name, of->parts[p].rows, rows, given->train, least,
                             ORTH_SCORE_RETURNS_LEAST, first, first == 1 ? "" : "s");
    return ORTH_OK;
}

static orth_status look(subject *of, arguments *given, orth_error *error)
{
    orth_status status = cli_market_read(&given->data, error);
    if (status == ORTH_OK)
        status = part_rows(of, given, error);
    if (status == ORTH_OK)
        status = cli_score_model_make(&of->model, given, of->trained, error);
    return status == ORTH_OK ? score_all(of, given, error) : status;
}

static orth_status write_all(const subject *of, const arguments *given, orth_error *error)
{
    const orth_score_report report = {
        .model = given->model,
        .n = given->data.n,
        .tokens = given->data.tokens,
        .rows = given->data.prices->rows,
        .part_count = of->part_count,
        .parts = of->parts,
        .note_count = of->model.notes.count,
        .notes = of->model.notes.all,
    };
    if (given->output != NULL) {
        orth_output output;
        orth_status status = orth_output_open(&output, given->output, error);
        if (status != ORTH_OK)
            return status;
        orth_score_write_json(&report, output.stream);
        status = orth_output_commit(&output, error);
        if (status != ORTH_OK)
            return status;
    }
    if (given->plot.file != NULL) {
        orth_status status =
            orth_score_plot(&report, given->plot.file, given->plot.keep_script, error);
        if (status != ORTH_OK)
            return status;
    }
    (given->json ? orth_score_write_json : orth_score_write_table)(&report, stdout);
    return ORTH_OK;
}

static orth_status check_files(const arguments *given, const char *input, orth_error *error)
{
    return cli_check_files(&(cli_files){.outputs = {given->output},
                                        .plots = {given->plot.file},
                                        .scripts = given->plot.keep_script,
                                        .input = input},
                           error);
}

int cli_market_score(int argc, char **argv)
{
    arguments given;
    cli_score_parse(&given, argc, argv);

    orth_error error;
    subject of = {0};
    orth_status status = cli_market_name(&given.data, &error);
    for (size_t i = 0; status == ORTH_OK && i < given.data.file_count; i++)
        status = check_files(&given, given.data.files[i].file, &error);
    if (status == ORTH_OK && cli_score_model_is_file(given.model))
        status = check_files(&given, given.model, &error);
    if (status == ORTH_OK)
        status = look(&of, &given, &error);
    if (status == ORTH_OK)
        status = write_all(&of, &given, &error);
    int code = status == ORTH_OK ? CLI_OK : cli_report_error(&error);
    for (size_t p = 0; p < 2; p++)
        orth_score_free(of.scores[p]);
    cli_score_model_free(&of.model);
    cli_market_data_free(&given.data);
    return cli_finish_stdout(code);
}
