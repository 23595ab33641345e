/* Several price files of any bytes, joined: they are refused with a message, or give rows that keep
 * what orthant/prices.h promises. The first byte says how they are joined; the files follow, with
 * the byte 0x1e between two. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "orthant/market.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FILES 3

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void check_prices(const orth_prices *prices, const orth_price_request *request)
{
    must(prices->n == request->n && prices->rows >= 1);
    must(prices->source_count == request->count);
    for (size_t k = 0; k < prices->rows; k++) {
        int64_t time = prices->times[k];
        must(time >= 0 && (k == 0 || time > prices->times[k - 1] || request->blocks_per_row > 1));
        must(request->from == 0 || time >= request->from);
        must(request->to == 0 || time <= request->to);
        if (request->every.micros > 0 && request->blocks_per_row <= 1)
            must(request->every.micros % (7 * INT64_C(86400000000)) == 0 ||
                 time % request->every.micros == 0);
        for (size_t i = 0; i < prices->n; i++) {
            double price = prices->prices[k * prices->n + i];
            must(price >= ORTH_PRICE_MIN && price <= ORTH_PRICE_MAX);
        }
    }
    for (size_t i = 0; i < prices->note_count; i++)
        must(strpbrk(prices->notes[i], "\n\r\033") == NULL);
}

static void check_join(const orth_price_request *request)
{
    orth_prices *prices;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_prices_load(&prices, request, &error);
    if (status == ORTH_OK) {
        check_prices(prices, request);
    } else {
        must(status == ORTH_BAD_INPUT && error.status == status && prices == NULL);
        must(error.text[0] != '\0' && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_prices_free(prices);
}

/* Memory with a name under which it can be opened; -1 where there is none. */
static int make_file(char name[32], const uint8_t *data, size_t size)
{
    int descriptor = memfd_create("fuzz", MFD_CLOEXEC);
    if (descriptor >= 0)
        must(write(descriptor, data, size) == (ssize_t)size);
    snprintf(name, 32, "/proc/self/fd/%d", descriptor);
    return descriptor;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tokens[] = {"BTC", "ETH", "SOL", "USDC"};
    static const int64_t spans[] = {0, 86400, 7 * 86400, 30 * 86400};
    if (size == 0)
        return 0;
    unsigned bits = data[0];
    const uint8_t *at = data + 1, *end = data + size;
    char names[FILES][32];
    int descriptors[FILES];
    orth_price_file files[FILES];
    size_t count = 0;
    for (; count < FILES && (count == 0 || at < end); count++) {
        const uint8_t *stop = at < end ? memchr(at, 0x1e, (size_t)(end - at)) : NULL;
        stop = stop == NULL ? end : stop;
        descriptors[count] = make_file(names[count], at, (size_t)(stop - at));
        files[count] = (orth_price_file){.token = tokens[count], .file = names[count]};
        at = stop < end ? stop + 1 : end;
    }
    orth_price_request request = {.n = count + bits % 2,
                                  .tokens = tokens,
                                  .numeraire = bits % 2 ? tokens[count] : NULL,
                                  .count = count,
                                  .files = files,
                                  .every = {.micros = spans[bits / 2 % 4] * 1000000},
                                  .blocks_per_row = bits / 8 % 4,
                                  .from = bits / 32 % 2 ? INT64_C(1714521600000000) : 0,
                                  .to = bits / 64 % 2 ? INT64_C(1735689600000000) : 0,
                                  .digest = bits / 128};
    check_join(&request);
    for (size_t i = 0; i < count; i++)
        if (descriptors[i] >= 0)
            close(descriptors[i]);
    return 0;
}
