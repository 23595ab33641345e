/* The readers of file: schedules on any bytes: they refuse with one line, or give rows of weights.
 * The first byte says how many tokens, whether they have names and whether rows are divided by
 * their sums; the rest is JSON or CSV. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/simplex.h"
#include "path/schedule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void check_rows(const orth_schedule *schedule)
{
    for (size_t k = 0; k < schedule->rows; k++) {
        double sum = 0;
        for (size_t i = 0; i < schedule->n; i++) {
            double weight = schedule->high[k * schedule->n + i];
            must(weight > 0 && weight < 1);
            must(fabs(schedule->low[k * schedule->n + i]) <= 0x1p-50 * weight);
            sum += weight;
        }
        must(fabs(sum - 1) <= 1e-14);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tokens[] = {"A", "=B", "C d", "\"e\"", "F,"};
    if (size == 0)
        return 0;
    size_t n = 2 + data[0] % 4;
    bool named = (data[0] & 64) != 0;
    char *text = malloc(size); /* the readers' text ends with a NUL */
    if (text == NULL)
        return 0;
    memcpy(text, data + 1, size - 1);
    text[size - 1] = '\0';
    orth_schedule schedule = {.n = n, .normalise = (data[0] & 32) != 0};
    orth_error error = {.status = ORTH_OK};
    bool json = text[0] == '{' || text[0] == '[';
    orth_status status = (json ? orth_schedule_read_json(&schedule, text, size - 1, "fuzz",
                                                         named ? tokens : NULL, &error)
                               : orth_schedule_read_csv(&schedule, text, size - 1, "fuzz",
                                                        named ? tokens : NULL, &error));
    if (status == ORTH_OK)
        check_rows(&schedule);
    else
        must(status == ORTH_BAD_INPUT && error.text[0] != '\0' && orth_is_line(error.text));
    orth_schedule_free(&schedule);
    free(text);
    return 0;
}
