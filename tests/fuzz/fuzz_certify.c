/* The reader of trajectory and optimum files on any bytes: it refuses with a message, or gives rows
 * that sum to what they say; small problems are certified to the end. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "exact/claims.h"
#include "exact/schedule_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static bool is_small(const orth_schedule_file *in)
{
    const orth_rows *rows = &in->rows;
    if (rows->n > 4 || rows->steps > 6 || in->digits > 60)
        return false;
    for (size_t j = 0; j < (rows->steps + 1) * rows->n; j++) {
        must(mpz_sgn(rows->entry[j]) > 0);
        if (mpz_sizeinbase(rows->sum[j / rows->n], 2) > 250)
            return false;
    }
    return true;
}

static void certify(const char *text, size_t size)
{
    orth_exact_certificate certificate;
    orth_error error;
    orth_status status = orth_exact_certify_text(&certificate, text, size, "fuzz", 5, &error);
    must(status == ORTH_OK || (status == ORTH_BAD_INPUT && strlen(error.text) > 0));
    if (status != ORTH_OK)
        return;
    must(certificate.loss_lower != NULL && certificate.optimum_upper != NULL);
    for (size_t i = 0; i < certificate.claim_count; i++)
        must(certificate.claims[i].holds || certificate.refusal != NULL);
    orth_exact_certificate_free(&certificate);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    orth_schedule_file in;
    orth_exact_certificate certificate = {.digits = 5};
    orth_error error = {0};
    orth_status status = orth_schedule_file_parse(&in, &certificate, text, size, "fuzz", &error);
    must(status == ORTH_OK || (status == ORTH_BAD_INPUT && strlen(error.text) > 0));
    bool small = status == ORTH_OK && certificate.refusal == NULL && is_small(&in);
    orth_schedule_file_clear(&in);
    orth_exact_certificate_free(&certificate);
    if (small)
        certify(text, size);
    return 0;
}
