/* A study from any bytes: it is refused with a message, or has parameters, and is the same when it
 * is read again. Long budgets and walks would only take time: bytes with five digits in a row are
 * passed over. */
#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/limits.h"
#include "orthant/tune.h"

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

static void check_study(const orth_study *study)
{
    size_t count = orth_study_parameter_count(study);
    must(count >= 1);
    for (size_t p = 0; p < count; p++)
        must(orth_study_parameter(study, p)[0] == '/');
    for (size_t i = 0; i < orth_study_input_count(study); i++)
        must(orth_study_input(study, i)[0] != '\0');
    json_t *text = json_loads(orth_study_text(study), 0, NULL);
    must(json_is_object(text) && json_object_size(json_object_get(text, "parameters")) == count);
    json_decref(text);
}

/* Read a second time it is the same study. */
static void check_again(const orth_study *study, const char *text, size_t size)
{
    orth_study *again;
    must(orth_study_parse(&again, text, size, "fuzz", NULL) == ORTH_OK);
    must(strcmp(orth_study_sha256(again), orth_study_sha256(study)) == 0);
    orth_study_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (is_long(data, size))
        return 0;
    char *text = malloc(size > 0 ? size : 1); /* no byte more: the sanitizer sees one too far */
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    orth_study *study;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_study_parse(&study, text, size, "fuzz", &error);
    if (status == ORTH_OK) {
        check_study(study);
        check_again(study, text, size);
    } else {
        must(status == ORTH_BAD_INPUT || status == ORTH_IO);
        must(error.status == status && study == NULL);
        must(error.text[0] != '\0' && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_study_free(study);
    free(text);
    return 0;
}
