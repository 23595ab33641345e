/* What plan and replay say of time. */
#include <inttypes.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "plan.h"

void cli_clock_print(const orth_plan *plan)
{
    char first[ORTH_DATE_TEXT_MAX], last[ORTH_DATE_TEXT_MAX];
    char block[ORTH_DURATION_TEXT_MAX], all[ORTH_DURATION_TEXT_MAX];
    const orth_plan_clock *clock = &plan->clock;
    uint64_t end = orth_plan_block_time(clock, plan->steps);
    printf("%" PRIu64 " block%s of %s, %s: from %s (%" PRIu64 ") to %s (%" PRIu64 ")\n",
           plan->steps, orth_plural(plan->steps, "", "s"),
           orth_duration_text(block, (double)clock->seconds / (double)clock->per),
           orth_duration_text(all, (double)(end - clock->start)),
           orth_date_text(first, clock->start), clock->start, orth_date_text(last, end), end);
}
