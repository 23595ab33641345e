/* Who sends the calls, when they may be sent, and by which command the real ones are made. */
#include <stdlib.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "page/calls.h"

static bool names(const orth_plan_target *target, orth_plan_kind kind)
{
    for (size_t f = 0; target->functions[f] != NULL; f++)
        for (size_t i = 0; i < target->functions[f]->count; i++)
            if (target->functions[f]->arguments[i].kind == kind)
                return true;
    return false;
}

static bool lacks_addresses(const orth_plan_target *target)
{
    return target->names_tokens || names(target, ORTH_PLAN_KIND_ADDRESS);
}

void orth_page_calls_command(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    char *command = orth_page_plan_command(work, plan, ORTH_PAGE_PLAN_OUT);
    if (command == NULL) {
        facts->lost = true;
        return;
    }
    json_t *table = orth_part_table(
        facts, part, "check",
        work->options->target != NULL || plan->target->deployment
            ? "Make the same calls yourself, and have them judged"
            : "Make the same calls yourself, and have them judged; in place of 'generic' goes the "
              "name of your pool's contract, one of 'orthant list targets'");
    orth_table_column(facts, table, "does", "what it does", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "command", "command to copy", ORTH_AS_CODE, NULL);
    char *real =
        lacks_addresses(plan->target)
            ? orth_page_plan_command(work, plan,
                                     plan->target->names_tokens
                                         ? "--token-addresses 0xYOURS,0xYOURS " ORTH_PAGE_PLAN_OUT
                                         : "--pool 0xYOUR_POOL " ORTH_PAGE_PLAN_OUT)
            : NULL;
    const char *const lines[][2] = {
        {work->scenario->has_start_time
             ? "makes the calls to send: put your own addresses in"
             : "makes the calls to send: first write your start, in Unix seconds, into the "
               "scenario as chain.start_time; put your own addresses in",
         real},
        {work->scenario->has_start_time || real != NULL
             ? "makes the calls of this page, and writes them to plan.json"
             : "makes the calls to send, once your start, in Unix seconds, is in the scenario as "
               "chain.start_time; as it is now, those of this page",
         command},
        {"runs the calls in plan.json on the emulated contract, and proves what the file says",
         "orthant certify plan.json"},
        {"shows the weights block by block", "orthant replay plan.json"},
    };
    for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
        if (lines[k][1] == NULL)
            continue;
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "does", lines[k][0]);
        orth_row_text(facts, row, "command", lines[k][1]);
    }
    free(real);
    free(command);
}

void orth_page_calls_sender(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    if (plan->target->deployment)
        orth_part_say(
            facts, part,
            "Whoever creates the pool sends these values, with the tokens, in one "
            "transaction to the pools' factory. orthant signs nothing and sends nothing.");
    else
        orth_part_say(facts, part,
                      "They must come from the account that may change this pool's weights: its "
                      "owner or manager, often a multisig. orthant signs nothing and sends "
                      "nothing.");
    if (names(plan->target, ORTH_PLAN_KIND_ADDRESS))
        orth_part_say(facts, part,
                      "The calldata has zero in the place of the pool's address and must not be "
                      "sent so: the command below takes --pool ADDRESS.");
    if (plan->target->names_tokens)
        orth_part_say(facts, part,
                      "The calldata has zeros in the places of the tokens' addresses and must not "
                      "be sent so: the command below takes --token-addresses LIST.");
}

/* Bytes have dates in them, and a page has no clock. */
static void say_when(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    const orth_plan *made = plan->study->plan;
    char from[ORTH_DATE_TEXT_MAX], to[ORTH_DATE_TEXT_MAX];
    orth_date_text(from, made->calls[0].at);
    orth_date_text(to, orth_plan_block_time(&made->clock, made->steps));
    orth_part_say(work->facts, part,
                  "The dates are %s: they hold from %s to %s alone. If the first date is past when "
                  "you read this, send nothing, and make the page again.",
                  made->target->deployment ? "among the values" : "inside the bytes", from, to);
}

void orth_page_calls_decide(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    const orth_plan *made = plan->study->plan;
    size_t count = orth_plan_transactions(made);
    char date[ORTH_DATE_TEXT_MAX];
    bool assumed = !work->scenario->has_start_time;
    orth_part_count(facts, part, "first_at", made->calls[0].at);
    orth_part_flag(facts, part, "start_is_assumed", assumed);
    orth_date_text(date, made->calls[0].at);
    bool zeros = lacks_addresses(plan->target), named = work->options->target != NULL;
    bool ready = !assumed && !zeros && (named || made->target->deployment);
    orth_part_flag(facts, part, "ready", ready);
    if (made->target->deployment)
        orth_facts_decide(facts, ORTH_DECISION_DO,
                          "%sreate the pool with the values of the part on calls, at %s at the "
                          "latest%s; those marked 'yours' are for you to fill in.",
                          assumed ? "Not ready to send: the scenario names no start. With yours, c"
                                  : "C",
                          date, assumed ? " for the start that is assumed here" : "");
    else if (ready)
        orth_facts_decide(facts, ORTH_DECISION_DO,
                          "Send %zu call%s to the pool%s at %s; %s bytes are below, for the "
                          "contract named.",
                          count, orth_plural(count, "", "s"), count > 1 ? ", the first" : "", date,
                          orth_plural(count, "its", "their"));
    else
        orth_facts_decide(
            facts, ORTH_DECISION_DO,
            "To do so takes %zu call%s to the pool%s at %s%s. The bytes below are a specimen, "
            "NOT READY TO SEND. Missing: %s%s%s%s%s. The part on calls has the command that makes "
            "the real ones.",
            count, orth_plural(count, "", "s"), count > 1 ? ", the first" : "", date,
            assumed ? " (assumed)" : "",
            assumed ? "your start (/chain/start_time in the scenario)" : "",
            assumed && zeros ? "; " : "",
            zeros ? (plan->target->names_tokens ? "the tokens' addresses (--token-addresses)"
                                                : "the pool's address (--pool)")
                  : "",
            !named && (assumed || zeros) ? "; " : "",
            !named ? "which contract the pool is of (--target)" : "");
    say_when(work, part, plan);
    if (assumed)
        orth_part_missing(
            facts, part, "/chain/start_time",
            "the dates on which these calls are to be sent, in place of assumed ones");
}
