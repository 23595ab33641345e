/* Price files as lines of fields: the form is found from the first lines, then one pass. */
#include "market/price_lines.h"

#include <stdlib.h>
#include <string.h>

/* Blank lines and lines of comment are passed over. */
static orth_status next_line(orth_line_in *in, char **line, size_t *length, orth_error *error)
{
    for (;;) {
        orth_status status = orth_line_in_next(in, line, length, error);
        if (status != ORTH_OK || *line == NULL)
            return status;
        const char *at = *line;
        while (*at == ' ' || *at == '\t' || *at == '\r')
            at++;
        if (*at != '#' && *at != '\0')
            return ORTH_OK;
    }
}

/* CryptoDataDownload puts its own address above the header. */
static bool is_address(const char *line)
{
    return (strncasecmp(line, "http", 4) == 0 || strncasecmp(line, "www.", 4) == 0) &&
           strpbrk(line, ",;\t\"") == NULL;
}

/* "sep=;", as Excel has it, with or without quotes; 0 for any other line. */
static char separator_of(const char *line)
{
    line += *line == '"';
    return strncasecmp(line, "sep=", 4) == 0 && line[4] != '\0' &&
                   strchr(",;\t|", line[4]) != NULL && strlen(line) <= 6
               ? line[4]
               : 0;
}

/* The header, or the first row where there is none; *line is NULL where the file has no rows. */
static orth_status first_line(orth_series *series, orth_header *header, orth_line_in *in,
                              char **line, size_t *length, char *separator, orth_error *error)
{
    orth_status status = next_line(in, line, length, error);
    *separator = 0;
    if (status == ORTH_OK && *line != NULL && (*separator = separator_of(*line)) != 0)
        status = next_line(in, line, length, error);
    if (status != ORTH_OK || *line == NULL || !is_address(*line))
        return status;
    header->address = true;
    status = orth_prices_note(series->notes, error, "%s: line %zu is a web address: left out",
                              series->label, in->line);
    return status == ORTH_OK ? next_line(in, line, length, error) : status;
}

/* Two more lines of names that yfinance writes: "Ticker,X,X" and "Date,,"; returns how many. */
static size_t skip_names(orth_header *header, const orth_sample *sample)
{
    size_t first = 0;
    if (!header->named || sample->count < 2)
        return 0;
    if (strncmp(sample->rows[0].text, "Ticker", 6) == 0)
        first = 1;
    const char *text = sample->rows[first].text;
    size_t word = strcspn(text, ",;\t");
    if (first == 1 && strspn(text + word, ",;\t") == strlen(text + word) &&
        (strncmp(text, "Date", 4) == 0)) {
        header->names[0] = "Date";
        return 2;
    }
    return 0;
}

/* Reads on to the end of the sample, or of the file. */
static orth_status fill_sample(orth_sample *sample, orth_line_in *in, orth_error *error)
{
    orth_status status = ORTH_OK;
    while (status == ORTH_OK && !orth_sample_full(sample)) {
        char *line;
        size_t length;
        status = next_line(in, &line, &length, error);
        if (status != ORTH_OK || line == NULL)
            break;
        status = orth_sample_add(sample, line, length, in->line, error);
    }
    return status;
}

static orth_status take_rows(orth_series *series, const orth_header *header,
                             const orth_sample *sample, size_t first, orth_line_in *in,
                             orth_error *error)
{
    orth_field *fields = malloc(header->used * sizeof *fields);
    if (fields == NULL)
        return orth_fail_memory(error, (double)header->used * sizeof *fields);
    orth_status status = ORTH_OK;
    for (size_t k = first; status == ORTH_OK && k < sample->count; k++)
        status = orth_row_take(series, header, sample->rows[k].text, sample->rows[k].length,
                               sample->rows[k].line, fields, error);
    for (char *line = NULL; status == ORTH_OK;) {
        size_t length;
        status = next_line(in, &line, &length, error);
        if (status != ORTH_OK || line == NULL)
            break;
        status = orth_row_take(series, header, line, length, in->line, fields, error);
    }
    free(fields);
    return status;
}

/* Where the first line is not a row, orth_header_begin has split a copy of it. */
static orth_status read_rows(orth_series *series, orth_header *header, orth_sample *sample,
                             orth_line_in *in, const orth_wanted *wanted, orth_error *error)
{
    char *line, separator;
    size_t length;
    orth_status status = first_line(series, header, in, &line, &length, &separator, error);
    if (status != ORTH_OK || line == NULL)
        return status;
    if (memchr(line, '\r', length) != NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: line %zu: a carriage return within the line; permitted: lines that "
                         "end in LF or in CR LF",
                         series->label, in->line);
    bool kept;
    status =
        orth_header_begin(header, line, in->line, separator, series->label, wanted, &kept, error);
    if (status == ORTH_OK && kept)
        status = orth_sample_add(sample, line, length, in->line, error);
    else if (status == ORTH_OK && !header->named)
        status =
            orth_prices_note(series->notes, error, "%s: line %zu has numbers of columns: left out",
                             series->label, in->line);
    if (status == ORTH_OK)
        status = fill_sample(sample, in, error);
    if (status != ORTH_OK)
        return status;
    size_t first = skip_names(header, sample);
    status = orth_sample_split(sample, first, header->separator, header->width, error);
    if (status == ORTH_OK)
        status = orth_header_resolve(header, sample, series, error);
    return status == ORTH_OK ? take_rows(series, header, sample, first, in, error) : status;
}

orth_status orth_lines_read(orth_series *series, orth_line_in *in, const orth_wanted *wanted,
                            orth_error *error)
{
    orth_header header = {.label = series->label};
    orth_sample sample = {.count = 0};
    orth_status status = read_rows(series, &header, &sample, in, wanted, error);
    orth_sample_free(&sample);
    orth_header_free(&header);
    return status;
}
