/* Who has written a file with a header, where its columns give that away. */
#include <string.h>

#include "market/price_header.h"

#define DAY (INT64_C(86400) * 1000000)

static bool has_name(const orth_header *header, const char *name)
{
    for (size_t i = 0; i < header->width; i++)
        if (orth_price_same_name(header->names[i], name))
            return true;
    return false;
}

/* The sample's rows lie whole days apart. */
static bool are_days(const orth_header *header, const orth_sample *sample)
{
    int64_t first = 0;
    for (size_t k = 0; k < sample->cell_rows; k++) {
        bool digits;
        int64_t time;
        if (!orth_header_time(orth_sample_cell(sample, k, header->time),
                              header->wanted->file->dates, &digits, &time))
            continue; /* told where the row is read */
        first = k == 0 ? time : first;
        if ((time - first) % DAY != 0)
            return false;
    }
    return header->clock == ORTH_NOWHERE;
}

/* Prices weighted by volumes are anybody's, and days with an adjusted close are Yahoo's, hours are
 * not. <DATE>, <TIME> are written by several programs, and in some it is a setting whether a time
 * is the start of the bar. */
const char *orth_header_maker(const orth_header *header, const orth_sample *sample,
                              orth_maker *says)
{
    static const struct {
        const char *column, *layout;
        orth_maker says;
    } known[] = {{"takerbuyvolume", "Binance klines", ORTH_MAKER_SURE},
                 {"takerbuybaseassetvolume", "Binance klines", ORTH_MAKER_SURE},
                 {"snappedat", "CoinGecko", ORTH_MAKER_SURE},
                 {"timehigh", "CoinMarketCap", ORTH_MAKER_SURE},
                 {"adjclose", "Yahoo", ORTH_MAKER_SURE},
                 {"tickvol", "MetaTrader", ORTH_MAKER_SURE},
                 {"weightedprice", "Bitstamp", ORTH_MAKER_UNSURE}};
    *says = ORTH_MAKER_SURE;
    if (header->address)
        return "CryptoDataDownload";
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (!has_name(header, known[i].column))
            continue;
        *says = known[i].says;
        if (strcmp(known[i].column, "adjclose") == 0 && !are_days(header, sample))
            *says = ORTH_MAKER_UNSURE;
        return known[i].layout;
    }
    bool marks = header->named && header->names[0][0] == '<';
    *says = marks ? ORTH_MAKER_AS_SET : ORTH_MAKER_UNSURE;
    return marks ? "MetaStock" : NULL;
}
