/* Vector files of any bytes: refused with one line, or checked. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/vectors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    orth_vector_tally tally = {.passed = 0};
    orth_error error = {.status = ORTH_OK};
    char *text = malloc(size > 0 ? size : 1); /* no byte more: the sanitizer sees one too far */
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    orth_status status = orth_vector_check_text(text, size, "fuzz", &tally, NULL, NULL, &error);
    bool one_line = error.text[0] != '\0' && strpbrk(error.text, "\n\r\033") == NULL;
    if (status != ORTH_OK && (status != ORTH_BAD_INPUT || !one_line))
        abort();
    free(text);
    return 0;
}
