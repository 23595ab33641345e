/* The first line of a price file: its separator, and which columns are wanted of it. */
#ifndef ORTH_MARKET_PRICE_HEADER_H
#define ORTH_MARKET_PRICE_HEADER_H

#include "market/price_series.h"
#include "market/price_text.h"

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

typedef struct orth_header {
    char separator;
    bool named; /* the line was a header, not a row */
    bool bars;
    size_t width;
    const char **names; /* of all columns */
    size_t time;        /* which column */
    size_t *columns;    /* which column for each wanted token */
    size_t used;        /* none of these is beyond the first so many */
    char *copy;         /* the line that the names point into */
} orth_header;

/* `line` stays as it is. The caller frees the header even after a failure. */
orth_status orth_header_read(orth_header *header, const char *line, size_t number,
                             const char *label, const orth_wanted *wanted, orth_error *error);
void orth_header_free(orth_header *header);

#endif
