/* The price readers on any bytes: they refuse with a message, or give rows that keep what
 * orthant/prices.h promises. The first byte says which tokens are looked for, and how the file is
 * read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/market.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void check_prices(const orth_prices *prices, size_t n)
{
    must(prices->n == n && prices->rows >= 1 && prices->source_count == 1);
    for (size_t k = 0; k < prices->rows; k++) {
        must(prices->times[k] >= 0 && (k == 0 || prices->times[k] > prices->times[k - 1]));
        for (size_t i = 0; i < n; i++) {
            double price = prices->prices[k * n + i];
            must(price >= ORTH_PRICE_MIN && price <= ORTH_PRICE_MAX);
        }
    }
    must(prices->times[0] == prices->sources[0].first);
    must(prices->rows == prices->sources[0].rows);
    for (size_t i = 0; i < prices->note_count; i++)
        must(strpbrk(prices->notes[i], "\n\r\033") == NULL);
}

/* Beyond '9' the first byte has how the file is read, two bits each. */
static orth_price_file how_of(uint8_t byte)
{
    static const char *const columns[] = {"symbol"}, *const values[] = {"BTC"};
    unsigned bits = byte > '9' ? byte : 0;
    return (orth_price_file){.stamp = (orth_stamp)(bits % 3),
                             .dates = (orth_dates)(bits / 3 % 3),
                             .bar = {.micros = bits / 9 % 2 ? 60000000 : 0},
                             .price_column = bits / 18 % 3 == 1 ? "5" : NULL,
                             .where_count = bits / 54 % 2,
                             .where_columns = columns,
                             .where_values = values};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tokens[] = {"BTC", "ETH", "USDC"};
    if (size == 0)
        return 0;
    size_t n = data[0] == '3' ? 3 : data[0] == '2' ? 2 : 1;
    orth_price_file how = how_of(data[0]);
    char *text = malloc(size); /* no byte more: the sanitizer sees one too far */
    if (text == NULL)
        return 0;
    memcpy(text, data + 1, size - 1);
    orth_prices *prices;
    orth_error error = {.status = ORTH_OK};
    orth_status status =
        orth_prices_parse_as(&prices, text, size - 1, "fuzz", &how, n, tokens, &error);
    if (status == ORTH_OK) {
        check_prices(prices, n);
    } else {
        must(status == ORTH_BAD_INPUT && error.status == status && prices == NULL);
        must(error.text[0] != '\0' && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_prices_free(prices);
    free(text);
    return 0;
}
