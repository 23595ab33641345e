/* The prices that `orthant market` reads. */
#include "market.h"
#include "options.h"

#include <stdlib.h>
#include <string.h>

#include "orthant/status.h"

enum { KEY_EVERY = 0x300, KEY_SECONDS, KEY_COLUMN, KEY_STAMP };

static const struct argp_option options[] = {
    {"price-column", KEY_COLUMN, "TOKEN=COLUMN", CLI_SEVERAL,
     "The column of a token's prices in its file, by name or, without a header, by number; once a "
     "token",
     5},
    {"stamp", KEY_STAMP, "TOKEN=start|end", CLI_SEVERAL,
     "The times in a token's file are the starts of bars, or their ends; once a token", 5},
    {"every", KEY_EVERY, "SPAN", 0,
     "A row at each multiple of SPAN (1m, 1h, 1d), with the last prices", 5},
    {"block-seconds", KEY_SECONDS, "S", 0,
     "Seconds of a row, where the files have no dates or the most usual step is not meant", 5},
    {0},
};

/* TOKEN=VALUE, once a token. */
static void add_said(struct argp_state *state, const char *option, const char *words[],
                     size_t *count, const char *argument)
{
    const char *equals = strchr(argument, '=');
    if (equals == NULL || equals == argument || equals[1] == '\0')
        argp_error(state, "--%s is for a token, TOKEN=..., not '%s'", option, argument);
    for (size_t i = 0; i < *count; i++)
        if (strncmp(words[i], argument, (size_t)(equals + 1 - argument)) == 0)
            argp_error(state, "--%s is given once a token, not as '%s' and '%s'", option, words[i],
                       argument);
    if (*count == CLI_MARKET_TOKENS_MAX)
        argp_error(state, "--%s: at most %d of them", option, CLI_MARKET_TOKENS_MAX);
    words[(*count)++] = argument;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    cli_market_data *data = state->input;
    switch (key) {
    case KEY_EVERY:
        data->every = argument;
        if (!orth_span_parse(&data->span, argument))
            argp_error(state, "--every is %s, not '%s'", ORTH_SPAN_PERMITTED, argument);
        return 0;
    case KEY_SECONDS:
        data->block_seconds = cli_parse_number(state, "block-seconds", argument,
                                               (cli_interval){0, ORTH_YEAR_SECONDS, true, false});
        return 0;
    case KEY_COLUMN:
        add_said(state, "price-column", data->columns, &data->column_count, argument);
        return 0;
    case KEY_STAMP:
        add_said(state, "stamp", data->stamps, &data->stamp_count, argument);
        return 0;
    case ARGP_KEY_ARG:
        if (data->word_count == CLI_MARKET_TOKENS_MAX)
            argp_error(state, "more than %d files", CLI_MARKET_TOKENS_MAX);
        data->words[data->word_count++] = argument;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "TOKEN=FILE is missing");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp cli_market_argp = {options, parse, NULL, NULL, NULL, NULL, NULL};

static orth_status add_token(cli_market_data *data, const char *token, orth_error *error)
{
    if (token[0] == '\0')
        return orth_fail(error, ORTH_BAD_INPUT, "an empty token before '='; permitted: TOKEN=FILE");
    for (size_t i = 0; i < data->n; i++)
        if (strcmp(data->tokens[i], token) == 0)
            return orth_fail(error, ORTH_BAD_INPUT, "token %.64s is given twice", token);
    if (data->n == CLI_MARKET_TOKENS_MAX)
        return orth_fail(error, ORTH_BAD_INPUT, "more than %d tokens", CLI_MARKET_TOKENS_MAX);
    data->tokens[data->n++] = token;
    return ORTH_OK;
}

/* TOKEN=FILE, or TOKEN,TOKEN=FILE; `word` is cut to pieces. */
static orth_status take_word(cli_market_data *data, char *word, orth_error *error)
{
    char *equals = strchr(word, '=');
    if (equals == NULL || equals[1] == '\0')
        return orth_fail(error, ORTH_BAD_INPUT,
                         "'%.200s' is no TOKEN=FILE (of a panel TOKEN,TOKEN=FILE)", word);
    *equals = '\0';
    bool panel = strchr(word, ',') != NULL;
    if (panel && data->word_count > 1)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%.200s: a panel of several tokens is the only file", word);
    data->files[data->file_count++] =
        (orth_price_file){.token = panel ? NULL : word, .file = equals + 1};
    orth_status status = ORTH_OK;
    for (char *token = word, *comma; status == ORTH_OK && token != NULL; token = comma) {
        comma = strchr(token, ',');
        if (comma != NULL)
            *comma++ = '\0';
        status = add_token(data, token, error);
    }
    return status;
}

/* The file of a TOKEN=VALUE, and the value. */
static orth_status find_file(cli_market_data *data, const char *option, const char *word,
                             orth_price_file **file, const char **value, orth_error *error)
{
    size_t length = strcspn(word, "=");
    *value = word + length + 1;
    for (size_t i = 0; i < data->file_count; i++) {
        *file = &data->files[i];
        if ((*file)->token != NULL && strlen((*file)->token) == length &&
            strncmp((*file)->token, word, length) == 0)
            return ORTH_OK;
    }
    return orth_fail(error, ORTH_BAD_INPUT,
                     "--%s %.200s: no file is that token's; permitted: a token of TOKEN=FILE",
                     option, word);
}

/* What is said of files beside their names. */
static orth_status describe_files(cli_market_data *data, orth_error *error)
{
    orth_price_file *file;
    const char *value;
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < data->column_count; i++) {
        status = find_file(data, "price-column", data->columns[i], &file, &value, error);
        if (status == ORTH_OK)
            file->price_column = value;
    }
    for (size_t i = 0; status == ORTH_OK && i < data->stamp_count; i++) {
        status = find_file(data, "stamp", data->stamps[i], &file, &value, error);
        if (status == ORTH_OK && strcmp(value, "start") != 0 && strcmp(value, "end") != 0)
            status = orth_fail(error, ORTH_BAD_INPUT, "--stamp %.200s; permitted: start, end",
                               data->stamps[i]);
        if (status == ORTH_OK)
            file->stamp = strcmp(value, "start") == 0 ? ORTH_STAMP_START : ORTH_STAMP_END;
    }
    return status;
}

orth_status cli_market_name(cli_market_data *data, orth_error *error)
{
    size_t size = 0;
    for (size_t i = 0; i < data->word_count; i++)
        size += strlen(data->words[i]) + 1;
    data->names = malloc(size);
    if (data->names == NULL)
        return orth_fail_memory(error, (double)size);
    orth_status status = ORTH_OK;
    char *at = data->names;
    for (size_t i = 0; status == ORTH_OK && i < data->word_count; i++) {
        strcpy(at, data->words[i]);
        char *word = at;
        at += strlen(at) + 1;
        status = take_word(data, word, error);
    }
    if (status == ORTH_OK)
        status = describe_files(data, error);
    return cli_of_command_line(status);
}

orth_status cli_market_read(cli_market_data *data, orth_error *error)
{
    const orth_price_request request = {.n = data->n,
                                        .tokens = data->tokens,
                                        .count = data->file_count,
                                        .files = data->files,
                                        .every = data->span};
    orth_status status = orth_prices_load(&data->prices, &request, error);
    for (size_t i = 0; status == ORTH_OK && i < data->prices->note_count; i++)
        cli_note("%s", data->prices->notes[i]);
    return status;
}

const int64_t *cli_market_times(const cli_market_data *data)
{
    return data->prices->dated ? data->prices->times : NULL;
}

void cli_market_data_free(cli_market_data *data)
{
    orth_prices_free(data->prices);
    free(data->names);
}
