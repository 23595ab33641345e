/* The trades beside a pool's log from any bytes: they are refused with a message that names the
 * file and leave the log as it was, or mark blocks of it, and everything measured is finite. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/live.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

/* In block 1 somebody brings 10 B, in block 2 somebody takes 4 B for A, in block 3 nothing is
 * traded, in block 5 C comes for B. */
static const char text[] =
    "block,time,weight A,weight B,weight C,price A,price B,price C,reserve A,reserve B,reserve C\n"
    "0,1700000000,0.4,0.4,0.2,1,1,1,100,100,50\n"
    "1,1700000012,0.4,0.4,0.2,1.21,1,1,90.909090909090907,110,50\n"
    "2,1700000024,0.4,0.4,0.2,1.21,1,1,95,106,50\n"
    "3,1700000036,0.4,0.4,0.2,1.22,1,1,95,106,50\n"
    "5,1700000060,0.4,0.4,0.2,1.22,1.1,1,95,100,56\n";

static orth_live_log *make_log(orth_live_reserves reserves)
{
    orth_live_log *log;
    orth_error error;
    orth_live_pick pick = {.reserves = reserves};
    must(orth_live_log_parse(&log, text, sizeof text - 1, "log", &pick, &error) == ORTH_OK);
    return log;
}

static void check_measures(const orth_live_log *log)
{
    orth_live_options options = {.fee = 0.003};
    orth_live *live;
    orth_error error;
    orth_status status = orth_live_measure(&live, log, &options, &error);
    must(status == ORTH_OK || status == ORTH_BAD_INPUT);
    if (status != ORTH_OK)
        return;
    size_t told = 0;
    for (size_t k = 1; k < log->rows; k++)
        told += log->others[k];
    must(live->others <= live->blocks && live->opportunities + live->others <= live->blocks);
    must(told == 0 || live->blocks == 0 || live->others > 0 || live->gaps > 0);
    must(isfinite(live->made) && isfinite(live->best) && live->traded <= live->opportunities);
    orth_live_free(live);
}

static void check(const uint8_t *data, size_t size, orth_live_reserves reserves)
{
    orth_live_log *log = make_log(reserves);
    orth_error error = {.status = ORTH_OK};
    size_t notes = log->note_count;
    orth_status status = orth_live_log_parse_trades(log, (const char *)data, size, "fuzz", &error);
    if (status == ORTH_OK) {
        must(log->others != NULL && log->note_count > notes);
        check_measures(log);
    } else {
        must(status == ORTH_BAD_INPUT && error.status == status);
        must(log->others == NULL && log->note_count == notes);
        must(strncmp(error.text, "fuzz", 4) == 0 && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_live_log_free(log);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check(data, size, ORTH_LIVE_RESERVES_AFTER);
    check(data, size, ORTH_LIVE_RESERVES_BEFORE);
    return 0;
}
