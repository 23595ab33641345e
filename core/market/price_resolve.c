/* From the first lines of a file to the columns that are wanted. */
#include <stdlib.h>
#include <string.h>

#include "market/price_header.h"

/* Columns of the conditions by which rows are chosen. */
static orth_status find_where(orth_header *header, orth_error *error)
{
    const orth_price_file *file = header->wanted->file;
    header->where = malloc((file->where_count + 1) * sizeof *header->where);
    if (header->where == NULL)
        return orth_fail_memory(error, (double)(file->where_count + 1) * sizeof *header->where);
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < file->where_count; i++)
        status = orth_header_named(&header->where[i], header, file->where_columns[i],
                                   "; \"where\" in market.files names another", error);
    return status;
}

static void count_used(orth_header *header)
{
    size_t last = header->time;
    if (header->clock != ORTH_NOWHERE && header->clock > last)
        last = header->clock;
    for (size_t i = 0; i < header->wanted->count; i++)
        last = header->columns[i] > last ? header->columns[i] : last;
    for (size_t i = 0; i < header->mark_count; i++)
        last = header->marks[i].column > last ? header->marks[i].column : last;
    for (size_t i = 0; i < header->wanted->file->where_count; i++)
        last = header->where[i] > last ? header->where[i] : last;
    header->used = last + 1;
}

orth_status orth_header_resolve(orth_header *header, const orth_sample *sample, orth_series *series,
                                orth_error *error)
{
    header->columns = malloc(header->wanted->count * sizeof *header->columns);
    if (header->columns == NULL)
        return orth_fail_memory(error, (double)header->wanted->count * sizeof *header->columns);
    orth_status status = header->named ? orth_header_by_names(header, sample, error)
                                       : orth_header_by_values(header, sample, series, error);
    if (status == ORTH_OK)
        status = find_where(header, error);
    if (status != ORTH_OK)
        return status;
    orth_header_marks(header);
    count_used(header);
    return orth_header_layout(header, sample, series, error);
}

void orth_header_free(orth_header *header)
{
    free(header->names);
    free(header->columns);
    free(header->where);
    free(header->copy);
    free(header->numbers);
}
