#include "contract.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/file_out.h"
#include "base/progress.h"
#include "base/text.h"
#include "files.h"
#include "orthant/audit.h"
#include "orthant/report.h"

static const char doc[] =
    "Measure FUNCTION against the exact mathematics on sampled arguments, ordinary ones and branch "
    "edges: reverts, signed error in wei, in units of a double's last place and relative, "
    "roundings on the wrong side (value given to the trader) and the margin charged. Exit code 1 "
    "when a promised side is broken. The same bytes for any number of threads."
    "\vExample:\n  orthant contract audit weighted_out_given_exact_in --samples 100000 --seed 7\n";

typedef struct audit_options {
    cli_output_options output;
    orth_audit_request request;
    const char *function, *plot;
    const char *ranges[ORTH_AUDIT_RANGES_MAX];
} audit_options;

enum { KEY_SAMPLES = 0x200, KEY_SEED, KEY_THREADS, KEY_PLOT, KEY_RANGE, KEY_CALM };

static const struct argp_option argp_options[] = {
    {"samples", KEY_SAMPLES, "N", 0,
     "Number of samples, 1 to " ORTH_LIMIT_TEXT(ORTH_AUDIT_SAMPLES_MAX) " (default 100000)", 0},
    {"seed", KEY_SEED, "S", 0, "Seed of the sampling (default 1)", 0},
    {"threads", KEY_THREADS, "T", 0,
     "Threads, 1 to " ORTH_LIMIT_TEXT(ORTH_THREADS_MAX) " (default: one a processor)", 0},
    {"range", KEY_RANGE, "ARGUMENT=LOW..HIGH", CLI_SEVERAL,
     "Keep an argument (each word of a list) within these numbers of 18 decimals, such as "
     "weight=0.2..0.8, or of wei (amountIn=1wei..1000wei); once an argument",
     0},
    {"calm", KEY_CALM, NULL, 0, "Ordinary arguments only, no branch edges", 0},
    {"plot", KEY_PLOT, "FILE", 0, "Draw error against input into FILE (.png or .svg)", 0},
    {0},
};

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    audit_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->output;
        return 0;
    case KEY_SAMPLES:
        options->request.samples =
            cli_contract_whole(state, "--samples", argument, 1, ORTH_AUDIT_SAMPLES_MAX);
        return 0;
    case KEY_SEED:
        options->request.seed = cli_contract_whole(state, "--seed", argument, 0, UINT64_MAX);
        return 0;
    case KEY_THREADS:
        options->request.threads =
            (unsigned)cli_contract_whole(state, "--threads", argument, 1, ORTH_THREADS_MAX);
        return 0;
    case KEY_PLOT:
        options->plot = argument;
        return 0;
    case KEY_RANGE:
        if (options->request.range_count == ORTH_AUDIT_RANGES_MAX)
            argp_error(state, "--range: more than %d", ORTH_AUDIT_RANGES_MAX);
        options->ranges[options->request.range_count++] = argument;
        return 0;
    case KEY_CALM:
        options->request.calm = true;
        return 0;
    case ARGP_KEY_ARG:
        if (options->function != NULL)
            argp_error(state, "one FUNCTION, then '%s'", argument);
        options->function = argument;
        return 0;
    case ARGP_KEY_END:
        if (options->function == NULL)
            argp_error(state, "which FUNCTION? 'orthant contract list' has all");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static void show_progress(void *context, uint64_t done, uint64_t samples)
{
    (void)context;
    orth_progress("samples", done, samples);
}

static orth_status write_artefact(const char *file, const orth_audit *audit, orth_error *error)
{
    static orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    orth_audit_write_json(audit, output.stream);
    return orth_output_commit(&output, error);
}

static orth_status read_ranges(audit_options *options, orth_error *error)
{
    orth_audit_request *request = &options->request;
    for (size_t r = 0; r < request->range_count; r++) {
        orth_status status = orth_audit_range_parse(&request->ranges[r], request->function,
                                                    options->ranges[r], error);
        if (status != ORTH_OK)
            return status;
        for (size_t s = 0; s < r; s++)
            if (request->ranges[s].argument == request->ranges[r].argument)
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "--range: an argument has one range, not %s and %s",
                                 options->ranges[s], options->ranges[r]);
    }
    return ORTH_OK;
}

int cli_contract_audit(int argc, char **argv)
{
    static orth_audit audit;
    audit_options options = {.request = {.samples = 100000, .seed = 1, .progress = show_progress}};
    const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {argp_options, parse_option, "FUNCTION", doc, children, NULL, NULL};
    orth_error error;
    cli_parse(&argp, argc, argv, &options);
    options.request.function = orth_catalogue_find(options.function, &error);
    cli_of_command_line(ORTH_BAD_INPUT);
    if (options.request.function == NULL)
        return cli_report_error(&error);
    if (read_ranges(&options, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (cli_check_files(&(cli_files){.outputs = {options.output.file},
                                     .plots = {options.plot},
                                     .scripts = true},
                        &error) != ORTH_OK)
        return cli_report_error(&error);
    if (orth_audit_run(&audit, &options.request, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (options.output.format == CLI_JSON)
        orth_audit_write_json(&audit, stdout);
    else if (options.output.format == CLI_CSV)
        orth_audit_write_csv(&audit, stdout);
    else
        orth_audit_write_table(&audit, stdout);
    orth_status status = ORTH_OK;
    if (options.output.file != NULL)
        status = write_artefact(options.output.file, &audit, &error);
    if (status == ORTH_OK && options.plot != NULL)
        status = orth_audit_plot(&audit, options.plot, true, &error);
    int code = status != ORTH_OK     ? cli_report_error(&error)
               : audit.wrong_way > 0 ? CLI_CHECK_FAILED
                                     : CLI_OK;
    orth_audit_clear(&audit);
    return cli_finish_stdout(code);
}
