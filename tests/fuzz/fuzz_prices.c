/* The price readers on any bytes: they refuse with a message, or give rows that keep what
 * orthant/market.h promises. The first byte says which tokens are looked for. */
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
    must(prices->n == n && prices->rows >= 1);
    for (size_t k = 0; k < prices->rows; k++) {
        must(prices->times[k] >= 0 && (k == 0 || prices->times[k] > prices->times[k - 1]));
        for (size_t i = 0; i < n; i++) {
            double price = prices->prices[k * n + i];
            must(price >= ORTH_PRICE_MIN && price <= ORTH_PRICE_MAX);
        }
    }
    for (size_t i = 0; i < prices->note_count; i++)
        must(strpbrk(prices->notes[i], "\n\r\033") == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tokens[] = {"BTC", "ETH", "USDC"};
    if (size == 0)
        return 0;
    size_t n = data[0] == '3' ? 3 : data[0] == '2' ? 2 : 1;
    char *text = malloc(size); /* no byte more: the sanitizer sees one too far */
    if (text == NULL)
        return 0;
    memcpy(text, data + 1, size - 1);
    orth_prices *prices;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_prices_parse(&prices, text, size - 1, "fuzz", n, tokens, &error);
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
