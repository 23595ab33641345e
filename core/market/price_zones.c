/* Rows with a zone among rows without. */
#include "base/plural.h"
#include "market/date_text.h"
#include "market/price_header.h"

bool orth_header_zone(orth_header *header, const orth_field *cell)
{
    header->zoned = orth_date_has_zone(cell->text, cell->length);
    header->zone_mark = orth_zone_mark(cell);
    header->zone_length = cell->length;
    return header->zoned;
}

void orth_zone_compare(orth_series *series, const orth_header *header, const orth_field *cell,
                       size_t line)
{
    if (orth_date_has_zone(cell->text, cell->length) != header->zoned && series->zones++ == 0)
        series->zone_line = line;
}

orth_status orth_series_tell_zones(const orth_series *series, orth_error *error)
{
    if (series->zones == 0)
        return ORTH_OK;
    return orth_prices_note(series->notes, error,
                            "%s: rows with a zone and rows without, which are taken as UTC "
                            "(guessed): %zu row%s unlike the first, from line %zu on",
                            series->label, series->zones,
                            orth_plural(series->zones, " is", "s are"), series->zone_line);
}
