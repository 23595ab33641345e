/* orthant market score: is a model of prices like the data? */
#include "market_score.h"
#include "files.h"

#include "base/file_out.h"
#include "orthant/report.h"

typedef cli_score_arguments arguments;

/* The scenario, where the model is one's, and what was found. */
typedef struct subject {
    orth_scenario *scenario;
    orth_score_study *study;
} subject;

static void tell(void *user, const char *note)
{
    (void)user;
    cli_note("%s", note);
}

static orth_status look(subject *of, arguments *given, orth_error *error)
{
    orth_status status = cli_market_read(&given->data, error);
    if (status == ORTH_OK && cli_score_model_is_file(given->model))
        status = orth_scenario_load(&of->scenario, given->model, error);
    if (status != ORTH_OK)
        return status;
    const orth_score_study_terms terms = {
        .model = given->model,
        .scenario = of->scenario,
        .train = given->train,
        .block_seconds = given->data.block_seconds,
        .no_drift = given->no_drift,
        .mean_length = given->mean_length,
        .horizon_count = given->horizon_count,
        .horizons = given->horizons,
        .replicates = given->replicates,
        .seed = given->seed,
        .threads = given->threads,
        .stop = cli_watch_stop(),
        .progress = cli_market_show_parts,
        .note = tell,
    };
    cli_watch_begin_whole();
    status =
        orth_score_study_make(&of->study, given->data.prices, given->data.tokens, &terms, error);
    cli_unwatch();
    return status;
}

static orth_status write_all(const subject *of, const arguments *given, orth_error *error)
{
    const orth_score_report report = {
        .model = given->model,
        .n = given->data.n,
        .tokens = given->data.tokens,
        .rows = of->study->rows,
        .part_count = of->study->part_count,
        .parts = of->study->parts,
        .note_count = of->study->note_count,
        .notes = of->study->notes,
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
    orth_score_study_free(of.study);
    orth_scenario_free(of.scenario);
    cli_market_data_free(&given.data);
    return cli_finish_stdout(code);
}
