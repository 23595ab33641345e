/* A sweep from any bytes: it is refused with a message, or has points whose values are JSON and
 * whose scenarios are read or refused. Long ranges would only take time: bytes with five digits in
 * a row are passed over. */
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/limits.h"
#include "orthant/sweep.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static bool is_long(const uint8_t *data, size_t size)
{
    size_t digits = 0;
    for (size_t i = 0; i < size && digits < 5; i++)
        digits = data[i] >= '0' && data[i] <= '9' ? digits + 1 : 0;
    return digits == 5;
}

static void check_point(const orth_sweep *sweep, uint64_t point)
{
    char value[ORTH_SWEEP_VALUE_MAX];
    for (size_t p = 0; p < orth_sweep_parameter_count(sweep); p++) {
        json_t *json = json_loads(orth_sweep_value(sweep, point, p, value), JSON_DECODE_ANY, NULL);
        must(json != NULL);
        json_decref(json);
    }
    orth_scenario *scenario;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_sweep_scenario(&scenario, sweep, point, &error);
    must(status == ORTH_OK || (status == ORTH_BAD_INPUT && scenario == NULL));
    must(status == ORTH_OK || strpbrk(error.text, "\n\r\033") == NULL);
    orth_scenario_free(scenario);
}

static void check_sweep(const orth_sweep *sweep)
{
    uint64_t count = orth_sweep_count(sweep);
    must(count >= 1 && count <= ORTH_SWEEP_MAX);
    must(orth_sweep_parameter_count(sweep) >= 1);
    must(orth_sweep_parameter_count(sweep) <= ORTH_SWEEP_PARAMETERS_MAX);
    must(orth_sweep_figure_count(sweep) >= 1);
    must(orth_sweep_figure_count(sweep) <= ORTH_SWEEP_FIGURES_MAX);
    check_point(sweep, 0);
    check_point(sweep, count / 2);
    check_point(sweep, count - 1);
    orth_sweep *again;
    const char *text = orth_sweep_text(sweep);
    must(orth_sweep_parse(&again, text, strlen(text), "fuzz", NULL) == ORTH_OK);
    must(strcmp(orth_sweep_sha256(again), orth_sweep_sha256(sweep)) == 0);
    orth_sweep_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (is_long(data, size))
        return 0;
    char *text = malloc(size > 0 ? size : 1); /* no byte more: the sanitizer sees one too far */
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    orth_sweep *sweep;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_sweep_parse(&sweep, text, size, "fuzz", &error);
    if (status == ORTH_OK) {
        check_sweep(sweep);
    } else {
        must(status == ORTH_BAD_INPUT || status == ORTH_IO);
        must(error.status == status && sweep == NULL);
        must(error.text[0] != '\0' && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_sweep_free(sweep);
    free(text);
    return 0;
}
