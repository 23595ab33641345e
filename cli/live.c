/* orthant live: a pool's log read back. */
#include "cli.h"
#include "files.h"
#include "options.h"
#include "screen.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/live.h"
#include "orthant/pool_events.h"
#include "orthant/report.h"

enum {
    KEY_FEE = 0x200,
    KEY_GAS,
    KEY_COST,
    KEY_PATH,
    KEY_STEPS,
    KEY_EVENTS,
    KEY_AGAINST,
    KEY_BENCHMARK_FEE,
    KEY_TRADES,
    KEY_RESERVES,
    KEY_ONLY_TRADED,
    KEY_BLOCK_SECONDS,
    KEY_JSON
};

typedef struct arguments {
    cli_file_argument file;
    cli_plot_options plot;
    orth_live_options how;
    orth_live_pick pick;
    const char *trades, *against, *output;
    bool events, json;
} arguments;

static const struct argp_option options[] = {
    {"fee", KEY_FEE, "PHI", 0,
     "The swap fee, of a log without a column fee (default: found from the trades)", 0},
    {"gas", KEY_GAS, "MONEY", 0, "What a trade costs the arbitrageur, in the unit of the prices",
     0},
    {"cost", KEY_COST, "C", 0, "His half-spread on what he trades back elsewhere", 0},
    {"benchmark-fee", KEY_BENCHMARK_FEE, "PHI", 0,
     "What the portfolio of rvr pays of what it sells (default 0)", 0},
    {"path", KEY_PATH, "PATH", 0, "Which log of a file with several: its path or strategy", 1},
    {"steps", KEY_STEPS, "F", 0, "Which log of a file with several: its steps", 1},
    {"trades", KEY_TRADES, "FILE", 0,
     "The trades beside the log: block or time, token_in, amount_in, token_out, amount_out, kind",
     1},
    {"reserves", KEY_RESERVES, "before|after", 0,
     "Whether reserves of a row are those before the trades of its block, or after them (default)",
     1},
    {"only-traded", KEY_ONLY_TRADED, NULL, 0,
     "The log has only blocks with trades: in those that it has not nobody traded", 1},
    {"block-seconds", KEY_BLOCK_SECONDS, "S", 0,
     "The length of a block, of a log with times and without blocks", 1},
    {"events", KEY_EVENTS, NULL, 0, "Tell the pool's events: how often each kind", 2},
    {"against", KEY_AGAINST, "LOG", 0, "Compare the events with those of another log", 2},
    {"output", 'o', "FILE", 0,
     "Write the part arbitrage of a scenario to FILE, whole or not at all", 10},
    {"json", KEY_JSON, NULL, 0, "Write all figures as JSON instead of a table", 10},
    {0},
};

static const char doc[] =
    "Reads back a pool's LOG (a CSV file, - for standard input: weights, prices and reserves of "
    "each block) and says what arbitrage took, against the best that it could have taken; how much "
    "of a trade the arbitrageur makes (sizing) and how often he is there (presence), with 95 % "
    "intervals; how far the pool drifts; LVR and RVR."
    "\vThe columns are block, weight TOKEN, price TOKEN and reserve TOKEN of each token, and, if "
    "they are known, fee and flow; man orthant-live has other forms. What orthant simulate "
    "--record every=1 --csv writes is such a log; scenarios/market/pool-log.csv is one that it "
    "made up, of presence 0.8, sizing 0.6 and gas 2.\n\n"
    "Examples:\n"
    "  orthant live scenarios/market/pool-log.csv --gas 2\n"
    "  orthant live scenarios/market/pool-log.csv --gas 2 --events\n"
    "  orthant live scenarios/market/pool-log.csv --gas 2 -o arbitrage.json\n"
    "  orthant live scenarios/market/pool-log.csv --gas 2 --plot pool.svg\n"
    "  orthant live scenarios/market/pool-log.csv --gas 2 --json\n";

static const cli_interval FEE = {0, 1, false, true}, SHARE = {0, 1, false, false},
                          MONEY = {0, ORTH_MONEY_MAX, false, false},
                          SECONDS = {0, 1e9, true, false};

static int is_input(const char *file)
{
    return file != NULL && strcmp(file, "-") == 0;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    arguments *given = state->input;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->file;
        state->child_inputs[1] = &given->plot;
        return 0;
    case KEY_FEE:
        given->how.fee = cli_parse_number(state, "fee", argument, FEE);
        return 0;
    case KEY_GAS:
        given->how.gate.gas = cli_parse_number(state, "gas", argument, MONEY);
        return 0;
    case KEY_COST:
        given->how.gate.cost = cli_parse_number(state, "cost", argument, SHARE);
        return 0;
    case KEY_BENCHMARK_FEE:
        given->how.benchmark.fee = cli_parse_number(state, "benchmark-fee", argument, FEE);
        return 0;
    case KEY_PATH:
        given->pick.path = argument;
        return 0;
    case KEY_STEPS:
        given->pick.steps = argument;
        return 0;
    case KEY_TRADES:
        given->trades = argument;
        return 0;
    case KEY_RESERVES:
        if (strcmp(argument, "after") != 0 && strcmp(argument, "before") != 0)
            argp_error(state, "--reserves is after or before, not '%s'", argument);
        given->pick.reserves =
            strcmp(argument, "after") == 0 ? ORTH_LIVE_RESERVES_AFTER : ORTH_LIVE_RESERVES_BEFORE;
        return 0;
    case KEY_ONLY_TRADED:
        given->pick.only_traded = true;
        return 0;
    case KEY_BLOCK_SECONDS:
        given->pick.block_seconds = cli_parse_number(state, "block-seconds", argument, SECONDS);
        return 0;
    case KEY_EVENTS:
        given->events = true;
        return 0;
    case KEY_AGAINST:
        given->against = argument;
        return 0;
    case KEY_JSON:
        given->json = true;
        return 0;
    case 'o':
        cli_check_output_name(state, "output", argument);
        given->output = argument;
        return 0;
    case ARGP_KEY_SUCCESS:
        if (is_input(given->file.name) + is_input(given->trades) + is_input(given->against) > 1)
            argp_error(state, "standard input (-) can be one of LOG, --trades and --against");
        cli_screen_results(!given->json);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A log, what it says, and its events. */
typedef struct subject {
    orth_live_log *log;
    orth_live *live;
    orth_pool_events *events;
} subject;

static orth_status look(subject *at, const char *file, const char *trades, const arguments *given,
                        bool events, orth_error *error)
{
    orth_status status = orth_live_log_read(&at->log, file, &given->pick, error);
    if (status == ORTH_OK && trades != NULL)
        status = orth_live_log_read_trades(at->log, trades, error);
    for (size_t i = 0; status == ORTH_OK && i < at->log->note_count; i++)
        cli_note("%s", at->log->notes[i]);
    if (status == ORTH_OK)
        status = orth_live_measure(&at->live, at->log, &given->how, error);
    for (size_t i = 0; status == ORTH_OK && i < at->live->note_count; i++)
        cli_note("%s", at->live->notes[i]);
    if (status == ORTH_OK && events)
        status = orth_pool_events_create(&at->events, at->log, at->live, error);
    return status;
}

static orth_status look_at_other(const subject *log, subject *other, const arguments *given,
                                 orth_error *error)
{
    bool noted = false;
    orth_status status = look(other, given->against, NULL, given, true, error);
    if (status == ORTH_OK)
        status = orth_pool_events_note_order(&noted, log->log, other->log, error);
    if (noted && status == ORTH_OK)
        cli_note("%s", log->log->notes[log->log->note_count - 1]);
    return status;
}

static void forget(subject *at)
{
    orth_pool_events_free(at->events);
    orth_live_free(at->live);
    orth_live_log_free(at->log);
}

static orth_status write_all(const subject *log, const subject *other, const arguments *given,
                             orth_error *error)
{
    const orth_live_report report = {log->log,   &given->how,   log->live,  log->events,
                                     other->log, other->events, other->live};
    orth_status status = ORTH_OK;
    if (given->output != NULL)
        status = orth_live_write_arbitrage(log->live, &given->how, given->output, error);
    if (status == ORTH_OK && given->output != NULL && log->live->sizing.value > 1)
        cli_note("%.200s: the sizing of %.6g is written as 1, the most of a scenario",
                 given->output, log->live->sizing.value);
    if (status == ORTH_OK && given->plot.file != NULL)
        status = orth_live_plot(&report, given->plot.file, given->plot.keep_script, error);
    if (status != ORTH_OK)
        return status;
    return (given->json ? orth_live_write_json : orth_live_write_table)(&report, stdout, error);
}

int cli_live(int argc, char **argv)
{
    static const struct argp_child children[] = {
        {&cli_file_argp, 0, NULL, 0}, {&cli_plot_argp, 0, NULL, 0}, {0}};
    static const struct argp argp = {options, parse, "LOG", doc, children, NULL, NULL};
    arguments given = {.file.what = "LOG",
                       .how.fee = -1,
                       .plot.help = "Draw what was extracted against the best, and mispricing "
                                    "against the fee, over the blocks, to FILE.svg or FILE.png"};
    cli_parse(&argp, argc, argv, &given);

    orth_error error;
    subject log = {0}, other = {0};
    cli_files files = {.outputs = {given.output},
                       .plots = {given.plot.file},
                       .scripts = given.plot.keep_script,
                       .input = given.file.name};
    orth_status status = cli_check_files(&files, &error);
    files.input = given.against;
    if (status == ORTH_OK && given.against != NULL)
        status = cli_check_files(&files, &error);
    files.input = given.trades;
    if (status == ORTH_OK && given.trades != NULL)
        status = cli_check_files(&files, &error);
    bool events = given.events || given.against != NULL;
    if (status == ORTH_OK)
        status = look(&log, given.file.name, given.trades, &given, events, &error);
    if (status == ORTH_OK && given.against != NULL)
        status = look_at_other(&log, &other, &given, &error);
    if (status == ORTH_OK)
        status = write_all(&log, &other, &given, &error);
    forget(&other);
    forget(&log);
    return cli_finish_stdout(status == ORTH_OK ? CLI_OK : cli_report_error(&error));
}
