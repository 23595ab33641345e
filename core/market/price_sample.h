/* The first rows of a file, kept until it is known what its columns are. */
#ifndef ORTH_MARKET_PRICE_SAMPLE_H
#define ORTH_MARKET_PRICE_SAMPLE_H

#include "market/line_in.h"

#define ORTH_SAMPLE_ROWS 64
#define ORTH_SAMPLE_BYTES ((size_t)1 << 20)

typedef struct orth_field {
    char *text;
    size_t length;
} orth_field;

/* Cuts a line into fields, without the quotes around them; returns their number, most + 1 where
 * there are more, 0 where a quote has no end. Only the first `wanted` <= most are stored.
 * line[length] is NUL, and ORTH_TEXT_SLACK more bytes can be read; what was quoted is changed in
 * place. */
size_t orth_fields_split(char *line, size_t length, char separator, orth_field *fields,
                         size_t wanted, size_t most);

/* Without the blanks around it. */
void orth_field_cut_blanks(orth_field *field);
static inline void orth_field_trim(orth_field *field)
{
    size_t length = field->length;
    if (length == 0 || field->text[0] <= ' ' || field->text[length - 1] <= ' ')
        orth_field_cut_blanks(field);
}

#define ORTH_QUOTE_TEXT "a quote without its end, or text after it; permitted: \"text\""

/* Lines as they are, each followed by a NUL and ORTH_TEXT_SLACK bytes. */
typedef struct orth_sample {
    size_t count;
    struct {
        char *text;
        size_t length, line;
    } rows[ORTH_SAMPLE_ROWS];
    size_t bytes;
    size_t cell_rows, width; /* cells: [cell_rows][width], of rows that have so many columns */
    orth_field *cells;
    char *copies;
} orth_sample;

orth_status orth_sample_add(orth_sample *sample, const char *text, size_t length, size_t line,
                            orth_error *error);
bool orth_sample_full(const orth_sample *sample);
/* The rows from `first` on cut into cells, each followed by a NUL. */
orth_status orth_sample_split(orth_sample *sample, size_t first, char separator, size_t width,
                              orth_error *error);
/* Text of a cell. */
static inline const orth_field *orth_sample_cell(const orth_sample *sample, size_t row,
                                                 size_t column)
{
    return &sample->cells[row * sample->width + column];
}
void orth_sample_free(orth_sample *sample);

#endif
