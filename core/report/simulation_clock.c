#include "report/simulation_clock.h"

#include <stdio.h>

#include "base/time_text.h"

typedef struct simulation_clock {
    double block;    /* seconds, in the mean; 0 where it is not known */
    double duration; /* of all blocks */
    bool dated;      /* rows have times, and a block is as long as they are apart in the mean */
    char first[ORTH_DATE_TEXT_MAX], last[ORTH_DATE_TEXT_MAX];
} simulation_clock;

static simulation_clock clock_of(const orth_simulation *simulation)
{
    simulation_clock c = {.block = simulation->block_seconds};
    uint64_t blocks = simulation->blocks;
    if (simulation->times != NULL && simulation->dated && blocks > 0) {
        int64_t first = simulation->times[0], last = simulation->times[blocks];
        c.dated = true;
        orth_date_text(c.first, (uint64_t)first / 1000000);
        orth_date_text(c.last, (uint64_t)last / 1000000);
    }
    c.duration = c.block * (double)blocks;
    return c;
}

const char *orth_simulation_clock_text(char out[ORTH_CLOCK_TEXT_MAX],
                                       const orth_simulation *simulation)
{
    simulation_clock c = clock_of(simulation);
    char block[ORTH_DURATION_TEXT_MAX], all[ORTH_DURATION_TEXT_MAX];
    out[0] = '\0';
    if (c.block > 0)
        snprintf(out, ORTH_CLOCK_TEXT_MAX, " (%s each%s, %s in all%s%s%s%s)",
                 orth_duration_text(block, c.block), c.dated ? " in the mean" : "",
                 orth_duration_text(all, c.duration), c.dated ? ", from " : "",
                 c.dated ? c.first : "", c.dated ? " to " : "", c.dated ? c.last : "");
    return out;
}

void orth_simulation_write_clock(orth_json_out *json, const orth_simulation *simulation)
{
    simulation_clock c = clock_of(simulation);
    char all[ORTH_DURATION_TEXT_MAX];
    if (c.block == 0) {
        orth_json_null(json, "clock");
        return;
    }
    orth_json_open_inline_object(json, "clock");
    orth_json_double(json, "block_seconds", c.block);
    orth_json_string(json, "duration", orth_duration_text(all, c.duration));
    if (c.dated) {
        orth_json_string(json, "start_date", c.first);
        orth_json_string(json, "end_date", c.last);
    } else {
        orth_json_null(json, "start_date");
        orth_json_null(json, "end_date");
    }
    orth_json_close_object(json);
}
