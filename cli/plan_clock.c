/* What plan and replay say of time. */
#include <inttypes.h>
#include <time.h>

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

/* What the scenario leaves to the program. */
static void note_taken(const orth_scenario *scenario)
{
    char date[ORTH_DATE_TEXT_MAX], planned[ORTH_DURATION_TEXT_MAX],
        simulated[ORTH_DURATION_TEXT_MAX];
    double chain = orth_scenario_chain_block(scenario);
    double step = scenario->market == NULL
                      ? 0
                      : scenario->market->block_seconds * (double)scenario->blocks_per_step;
    double steps = (double)scenario->steps[0];
    double plan =
        scenario->launch == NULL ? chain : chain * (double)scenario->blocks_per_step; /* a step */
    if (!scenario->has_block_time && !scenario->has_start_time)
        cli_note("no /chain: taken are blocks of %.12g s from %s (%" PRIu64 ") on", chain,
                 orth_date_text(date, scenario->start_time), scenario->start_time);
    else if (!scenario->has_block_time)
        cli_note("no /chain/block_time: taken are blocks of %.12g s", chain);
    else if (!scenario->has_start_time)
        cli_note("no /chain/start_time: taken is the start %s (%" PRIu64 ")",
                 orth_date_text(date, scenario->start_time), scenario->start_time);
    if (!scenario->has_block_time && step > 0 && step != plan)
        cli_note("%" PRIu64 " step%s %s %s in this plan, and %s in a simulation (a step of %.12g s "
                 "by /market/block_seconds); /chain/block_time says how long a block is",
                 scenario->steps[0], orth_plural(scenario->steps[0], "", "s"),
                 orth_plural(scenario->steps[0], "lasts", "last"),
                 orth_duration_text(planned, steps * plan),
                 orth_duration_text(simulated, steps * step), step);
}

void cli_clock_note(const orth_scenario *scenario, uint64_t notice)
{
    char date[ORTH_DATE_TEXT_MAX], ahead[ORTH_DURATION_TEXT_MAX];
    note_taken(scenario);
    time_t now = time(NULL); /* for this note alone */
    if (now > 0 && scenario->start_time < (uint64_t)now)
        cli_note("the plan starts in the past, %s; /chain/start_time says when it is to start",
                 orth_date_text(date, scenario->start_time));
    else if (now > 0 && scenario->start_time < (uint64_t)now + notice)
        cli_note("the plan starts within %s, %s, when no such pool can be created any more; "
                 "/chain/start_time says when it is to start",
                 orth_duration_text(ahead, (double)notice),
                 orth_date_text(date, scenario->start_time));
}
