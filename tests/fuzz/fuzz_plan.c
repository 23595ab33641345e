/* The reader of plan files on any bytes: it refuses with one line, or what it read can be encoded
 * and, where it is small, replayed: refused with a rule, or weights that are there; and certified:
 * it holds, or it is refused with one line. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/plan_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    orth_plan_file *in;
    orth_error error = {0};
    bool is;
    must(orth_plan_file_is(&is, (const char *)data, size, &error) == ORTH_OK);
    orth_status status = orth_plan_file_parse(&in, (const char *)data, size, "fuzz", &error);
    if (status != ORTH_OK) {
        must(status == ORTH_BAD_INPUT && strlen(error.text) > 0);
        must(strpbrk(error.text, "\n\r\033") == NULL);
        return 0;
    }
    for (size_t c = 0; c < in->plan->call_count; c++) {
        char *calldata = orth_plan_calldata(&in->plan->calls[c]);
        must(calldata != NULL && strlen(calldata) % 8 == 2);
        free(calldata);
    }
    if (in->plan->steps <= 2000) {
        orth_replay *replay;
        status = orth_plan_replay(&replay, in->plan, &error);
        must(status == ORTH_OK || (status == ORTH_DOMAIN && strlen(error.text) > 0));
        orth_replay_free(replay);
    }
    if (in->plan->steps <= 200 && in->missing.runs > 0) {
        orth_plan_missed missed;
        orth_plan_missing two = in->missing;
        two.runs = 2;
        must(orth_plan_run_missed(&missed, in->plan, &two, &error) == ORTH_OK);
        must(missed.runs + missed.failed == 2);
        orth_plan_missed_clear(&missed);
    }
    if (in->plan->steps <= 40 && in->plan->n <= 3 && in->missing.runs <= 100) {
        orth_plan_certificate certificate;
        must(orth_plan_certify(&certificate, in, 20, &error) == ORTH_OK);
        must(strpbrk(certificate.refusal, "\n\r\033") == NULL);
        must(certificate.refusal[0] != '\0' || certificate.replay != NULL);
        orth_plan_certificate_clear(&certificate);
    }
    char difference[ORTH_ERROR_TEXT_MAX];
    status = orth_plan_file_use_calldata(in, "fuzz", difference, &error);
    must(status == ORTH_OK || (status == ORTH_BAD_INPUT && strlen(error.text) > 0));
    if (status == ORTH_OK && in->plan->steps <= 2000) { /* calls by words that no text gave */
        orth_replay *replay;
        status = orth_plan_replay(&replay, in->plan, &error);
        must(status == ORTH_OK || (status == ORTH_DOMAIN && strlen(error.text) > 0));
        orth_replay_free(replay);
    }
    orth_plan_file_free(in);
    return 0;
}
