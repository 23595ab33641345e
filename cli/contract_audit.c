#include "contract.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit/audit.h"
#include "audit/sample.h"
#include "base/file_out.h"
#include "base/json_out.h"
#include "contract/value_json.h"
#include "contract_plot.h"

static const char doc[] =
    "Measure FUNCTION against the exact mathematics on sampled arguments, ordinary ones and branch "
    "edges: reverts, signed error in wei, in units of a double's last place and relative, "
    "roundings on "
    "the wrong side (value given to the trader) and the margin charged. Exit code 1 when a "
    "promised "
    "side is broken. The same bytes for any number of threads."
    "\vExample: orthant contract audit weighted_out_given_exact_in --samples 1000000 --seed 7";

typedef struct audit_options {
    cli_output_options output;
    orth_audit_request request;
    const char *function, *plot;
} audit_options;

enum { KEY_SAMPLES = 0x200, KEY_SEED, KEY_THREADS, KEY_PLOT };

static const struct argp_option argp_options[] = {
    {"samples", KEY_SAMPLES, "N", 0, "Number of samples, 1 to 100000000 (default 100000)", 0},
    {"seed", KEY_SEED, "N", 0, "Seed of the sampling (default 1)", 0},
    {"threads", KEY_THREADS, "N", 0, "Threads, 1 to 256 (default: one a core)", 0},
    {"plot", KEY_PLOT, "FILE", 0, "Draw error against input into FILE (.png or .svg)", 0},
    {0},
};

static uint64_t parse_number(struct argp_state *state, const char *option, const char *text,
                             uint64_t least, uint64_t most)
{
    char *end;
    errno = 0;
    uint64_t value = strtoull(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end != '\0' || errno != 0 || value < least ||
        value > most)
        argp_error(state, "%s takes a whole number from %" PRIu64 " to %" PRIu64 ", not '%s'",
                   option, least, most, text);
    return value;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    audit_options *options = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &options->output;
        return 0;
    case KEY_SAMPLES:
        options->request.samples = parse_number(state, "--samples", argument, 1, 100000000);
        return 0;
    case KEY_SEED:
        options->request.seed = parse_number(state, "--seed", argument, 0, UINT64_MAX);
        return 0;
    case KEY_THREADS:
        options->request.threads = (unsigned)parse_number(state, "--threads", argument, 1, 256);
        return 0;
    case KEY_PLOT:
        options->plot = argument;
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
    uint64_t *shown = context, percent = 100 * done / samples;
    if (percent / 10 == *shown / 10 && percent != 100)
        return;
    *shown = percent;
    fprintf(stderr, "orthant: audit: %" PRIu64 " %%\n", percent);
}

/* The arguments of a sample as one line of JSON; free it. */
static char *inputs_of(const orth_audit_request *request, uint64_t index)
{
    static orth_arguments arguments;
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    orth_contract_signature(request->function, types, NULL);
    orth_sample(&arguments, request->function, request->seed, index, false);
    json_t *array = json_array();
    for (size_t i = 0; i < arguments.count; i++)
        json_array_append_new(array, orth_json_of_value(&arguments.values[i], types[i].is_signed));
    char *text = json_dumps(array, JSON_COMPACT);
    json_decref(array);
    return text;
}

static const char *revert_name(char *text, size_t size, uint32_t selector)
{
    orth_evm evm = {true, 100, {0}};
    for (int i = 0; i < 4; i++)
        evm.payload[i] = (uint8_t)(selector >> (24 - 8 * i));
    orth_evm_describe(text, size, &evm);
    text[strcspn(text, "(")] = '\0';
    return text;
}

static const char *side_name(orth_truth_side side)
{
    return side == ORTH_TRUTH_SIDE_DOWN ? "down" : side == ORTH_TRUTH_SIDE_UP ? "up" : "none";
}

/* ---------------------------------------------------------------------------------- table */

static void print_inputs(FILE *stream, const char *what, const orth_audit_request *request,
                         uint64_t index)
{
    char *inputs = inputs_of(request, index);
    fprintf(stream, "    %s at sample %" PRIu64 ": %s\n", what, index,
            inputs == NULL ? "" : inputs);
    free(inputs);
}

static void print_spread(FILE *stream, const char *name, const orth_audit_spread *spread)
{
    fprintf(stream, "  %-14s %13.6g %13.6g %13.6g %13.6g\n", name, spread->min, spread->median,
            spread->p99, spread->max);
}

static void print_table(FILE *stream, const orth_audit *audit, const orth_audit_request *request)
{
    const orth_contract_function *function = request->function;
    fprintf(stream, "%s: %s %s (%s), %" PRIu64 " samples, seed %" PRIu64 "\n", function->name,
            function->contract, function->source, function->version, request->samples,
            request->seed);
    fprintf(stream,
            "  measured %" PRIu64 ", reverted %" PRIu64 ", not defined %" PRIu64
            ", undecided %" PRIu64 "\n",
            audit->points, audit->reverted, audit->undefined, audit->undecided);
    for (size_t i = 0; i < audit->revert_count; i++) {
        char name[128];
        fprintf(stream, "  revert 0x%08x %-28s %" PRIu64 "\n", audit->reverts[i].selector,
                revert_name(name, sizeof name, audit->reverts[i].selector),
                audit->reverts[i].count);
    }
    fprintf(stream, "\n  %-14s %13s %13s %13s %13s\n", "result - value", "min", "median", "p99",
            "max");
    print_spread(stream, "wei", &audit->wei);
    print_spread(stream, "ulp of double", &audit->ulp);
    print_spread(stream, "relative", &audit->relative);
    if (audit->points > 0) {
        print_inputs(stream, "least wei", request, audit->wei.min_at);
        print_inputs(stream, "most wei", request, audit->wei.max_at);
        print_inputs(stream, "least relative", request, audit->relative.min_at);
        print_inputs(stream, "most relative", request, audit->relative.max_at);
    }
    if (audit->side == ORTH_TRUTH_SIDE_NONE) {
        fputs("\n  the contract promises no side\n", stream);
        return;
    }
    fprintf(stream, "\n  promised side %s; wrong-way roundings %" PRIu64 "\n",
            side_name(audit->side), audit->wrong_way);
    if (audit->wrong_way > 0)
        print_inputs(stream, "first", request, audit->first_wrong);
    print_spread(stream, "margin charged", &audit->margin);
}

/* ----------------------------------------------------------------------------------- JSON */

static void json_spread(orth_json_out *json, const char *name, const orth_audit_spread *spread,
                        const orth_audit_request *request)
{
    char *least = inputs_of(request, spread->min_at), *most = inputs_of(request, spread->max_at);
    orth_json_open_object(json, name);
    orth_json_double(json, "min", spread->min);
    orth_json_double(json, "median", spread->median);
    orth_json_double(json, "p99", spread->p99);
    orth_json_double(json, "max", spread->max);
    orth_json_raw(json, "min_inputs", least == NULL ? "null" : least);
    orth_json_raw(json, "max_inputs", most == NULL ? "null" : most);
    orth_json_close_object(json);
    free(least);
    free(most);
}

static void put_count(orth_json_out *json, const char *key, uint64_t value)
{
    orth_json_integer(json, key, (int64_t)value);
}

static void write_json(FILE *stream, const orth_audit *audit, const orth_audit_request *request)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_string(&json, "function", request->function->name);
    orth_json_string(&json, "contract", request->function->contract);
    orth_json_string(&json, "version", request->function->version);
    put_count(&json, "samples", request->samples);
    put_count(&json, "seed", request->seed);
    put_count(&json, "measured", audit->points);
    put_count(&json, "reverted", audit->reverted);
    put_count(&json, "not_defined", audit->undefined);
    put_count(&json, "undecided", audit->undecided);
    orth_json_open_array(&json, "reverts");
    for (size_t i = 0; i < audit->revert_count; i++) {
        char name[128], selector[16];
        snprintf(selector, sizeof selector, "%08x", audit->reverts[i].selector);
        orth_json_open_object(&json, NULL);
        orth_json_string(&json, "selector", selector);
        orth_json_string(&json, "name", revert_name(name, sizeof name, audit->reverts[i].selector));
        put_count(&json, "count", audit->reverts[i].count);
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    if (audit->points > 0) {
        json_spread(&json, "wei", &audit->wei, request);
        json_spread(&json, "ulp", &audit->ulp, request);
        json_spread(&json, "relative", &audit->relative, request);
    }
    orth_json_string(&json, "promised_side", side_name(audit->side));
    put_count(&json, "wrong_way", audit->wrong_way);
    if (audit->points > 0 && audit->side != ORTH_TRUTH_SIDE_NONE)
        json_spread(&json, "margin", &audit->margin, request);
    orth_json_close_object(&json);
    orth_json_end(&json);
}

static void write_csv(FILE *stream, const orth_audit *audit)
{
    const orth_audit_spread *spreads[] = {&audit->wei, &audit->ulp, &audit->relative,
                                          &audit->margin};
    static const char *const names[] = {"wei", "ulp", "relative", "margin"};
    fputs("error,min,median,p99,max\n", stream);
    for (size_t i = 0; i < (audit->side == ORTH_TRUTH_SIDE_NONE ? 3u : 4u); i++)
        fprintf(stream, "%s,%.17g,%.17g,%.17g,%.17g\n", names[i], spreads[i]->min,
                spreads[i]->median, spreads[i]->p99, spreads[i]->max);
}

static orth_status write_artefact(const char *file, const orth_audit *audit,
                                  const orth_audit_request *request, orth_error *error)
{
    static orth_output output;
    orth_status status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    write_json(output.stream, audit, request);
    return orth_output_commit(&output, error);
}

int cli_contract_audit(int argc, char **argv)
{
    static orth_audit audit;
    uint64_t shown = 0;
    audit_options options = {.request = {.samples = 100000, .seed = 1, .context = &shown}};
    const struct argp_child children[] = {{&cli_output_argp, 0, NULL, 0}, {0}};
    const struct argp argp = {argp_options, parse_option, "FUNCTION", doc, children, NULL, NULL};
    orth_error error;
    cli_parse(&argp, argc, argv, &options);
    options.request.function = orth_contract_find(options.function, &error);
    if (options.request.function == NULL)
        return cli_report_error(&error);
    options.request.progress = isatty(STDERR_FILENO) ? show_progress : NULL;
    if (orth_audit_run(&audit, &options.request, &error) != ORTH_OK)
        return cli_report_error(&error);
    if (options.output.format == CLI_JSON)
        write_json(stdout, &audit, &options.request);
    else if (options.output.format == CLI_CSV)
        write_csv(stdout, &audit);
    else
        print_table(stdout, &audit, &options.request);
    orth_status status = ORTH_OK;
    if (options.output.file != NULL)
        status = write_artefact(options.output.file, &audit, &options.request, &error);
    if (status == ORTH_OK && options.plot != NULL)
        status = cli_contract_plot(options.plot, &audit, &options.request, &error);
    int code = status != ORTH_OK     ? cli_report_error(&error)
               : audit.wrong_way > 0 ? CLI_CHECK_FAILED
                                     : CLI_OK;
    orth_audit_clear(&audit);
    return cli_finish_stdout(code);
}
