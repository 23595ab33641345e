#include "market/price_sample.h"

#include <stdlib.h>
#include <string.h>

#define CELLS_MAX 65536

orth_status orth_sample_add(orth_sample *sample, const char *text, size_t length, size_t line,
                            orth_error *error)
{
    char *copy = calloc(1, length + 1 + ORTH_TEXT_SLACK);
    if (copy == NULL)
        return orth_fail_memory(error, (double)length + 1 + ORTH_TEXT_SLACK);
    memcpy(copy, text, length);
    sample->rows[sample->count].text = copy;
    sample->rows[sample->count].length = length;
    sample->rows[sample->count++].line = line;
    sample->bytes += length;
    return ORTH_OK;
}

bool orth_sample_full(const orth_sample *sample)
{
    return sample->count == ORTH_SAMPLE_ROWS || sample->bytes > ORTH_SAMPLE_BYTES;
}

orth_status orth_sample_split(orth_sample *sample, size_t first, char separator, size_t width,
                              orth_error *error)
{
    size_t bytes = sample->bytes + sample->count * (1 + ORTH_TEXT_SLACK);
    size_t rows = sample->count - first, most = CELLS_MAX / width + 1;
    rows = rows < most ? rows : most;
    sample->width = width;
    sample->cell_rows = 0;
    sample->cells = calloc(rows * width + 1, sizeof *sample->cells);
    sample->copies = calloc(1, bytes + 1);
    if (sample->cells == NULL || sample->copies == NULL)
        return orth_fail_memory(error, (double)bytes);
    char *at = sample->copies;
    for (size_t k = first; k < first + rows; k++) {
        size_t length = sample->rows[k].length;
        orth_field *cells = sample->cells + sample->cell_rows * width;
        memcpy(at, sample->rows[k].text, length + 1);
        if (orth_fields_split(at, length, separator, cells, width, width) == width) {
            for (size_t i = 0; i < width; i++) {
                orth_field_trim(&cells[i]);
                cells[i].text[cells[i].length] = '\0';
            }
            sample->cell_rows++;
        }
        at += length + 1 + ORTH_TEXT_SLACK;
    }
    return ORTH_OK;
}

void orth_sample_free(orth_sample *sample)
{
    for (size_t k = 0; k < sample->count; k++)
        free(sample->rows[k].text);
    free(sample->cells);
    free(sample->copies);
}
