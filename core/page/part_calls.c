/* The calls to make: how many, when, which bytes, and who sends them. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/calls.h"
#include "page/words.h"

static void write_command(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    char *command = orth_page_plan_command(work, plan, ORTH_PAGE_PLAN_OUT);
    if (command == NULL) {
        facts->lost = true;
        return;
    }
    json_t *table =
        orth_part_table(facts, part, "check", "Make the same calls yourself, and have them judged");
    orth_table_column(facts, table, "does", "what it does", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "command", "command to copy", ORTH_AS_CODE, NULL);
    const char *const lines[][2] = {
        {"finds the plan, and writes its calls to plan.json", command},
        {"runs the calls in plan.json on the emulated contract, and proves what the file says",
         "orthant certify plan.json"},
        {"shows the weights block by block", "orthant replay plan.json"},
    };
    for (size_t k = 0; k < sizeof lines / sizeof lines[0]; k++) {
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "does", lines[k][0]);
        orth_row_text(facts, row, "command", lines[k][1]);
    }
    free(command);
}

/* What the scenario leaves to the program, and what the study has to tell. */
static void write_notes(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_plan_notes notes = {.count = 0};
    orth_plan_clock_notes(&notes, work->scenario, plan->target->notice, 0);
    for (size_t i = 0; i < notes.count; i++)
        orth_part_note(work->facts, part, notes.lines[i]);
    for (size_t i = 0; i < plan->study->note_count; i++)
        orth_part_note(work->facts, part, plan->study->notes[i]);
}

static bool names(const orth_plan_target *target, orth_plan_kind kind)
{
    for (size_t f = 0; target->functions[f] != NULL; f++)
        for (size_t i = 0; i < target->functions[f]->count; i++)
            if (target->functions[f]->arguments[i].kind == kind)
                return true;
    return false;
}

static void say_sender(orth_page_work *work, json_t *part, const orth_page_plan *plan)
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

/* Which contract these calls are for. */
static void say_target(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    const orth_plan_target *target = plan->target;
    bool named = work->options->target != NULL;
    orth_part_text(facts, part, "target", target->name);
    orth_part_text(facts, part, "contract", target->version);
    orth_part_flag(facts, part, "target_is_given", named);
    if (target->deployment)
        orth_part_say(facts, part,
                      "The pool is one of the contract %s (%s). It moves its weights by itself, in "
                      "one straight line: nothing is to be sent after it is there.",
                      target->name, target->version);
    else
        orth_part_say(facts, part,
                      "A contract cannot follow a curve. It moves the weights in straight lines to "
                      "weights and times that it is told, the set points. %s %s (%s)%s",
                      named ? "These calls are for the contract"
                            : "The page was not told which contract the pool is of, so these calls "
                              "have a general form,",
                      target->name, target->version,
                      named ? "." : ": show them to whoever knows the pool before any is sent.");
    if (!named)
        orth_part_missing(facts, part, "--target",
                          "the calls of the contract that the pool is really of, one of 'orthant "
                          "list targets'; another contract does not understand these");
}

static void say_loss(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    const orth_plan_study *study = plan->study;
    orth_facts *facts = work->facts;
    char cost[ORTH_PAGE_WORD_MAX], time[ORTH_PAGE_WORD_MAX], excess[ORTH_PAGE_WORD_MAX];
    size_t count = orth_plan_transactions(study->plan);
    double loss = study->replay->log_loss, least = study->optimum;
    uint64_t end = orth_plan_block_time(&study->plan->clock, study->plan->steps);
    orth_part_count(facts, part, "calls", count);
    orth_part_count(facts, part, "set_points", study->chosen);
    orth_part_count(facts, part, "steps", plan->steps);
    orth_part_count(facts, part, "blocks", plan->blocks);
    orth_part_number(facts, part, "log_loss", loss);
    orth_part_number(facts, part, "loss_bp", orth_loss_bp(loss));
    orth_part_number(facts, part, "excess", least > 0 ? loss / least - 1 : NAN);
    orth_page_cost(cost, work->scenario, orth_loss_bp(loss) / 1e4);
    orth_page_time(time, (double)(end - study->plan->clock.start));
    orth_part_say(
        facts, part,
        "%zu %s%s the weights to the target in %s. By that the pool loses %s to "
        "arbitrageurs, at constant prices and without a fee%s%s%s. (A bp, basis point, "
        "is 1/10,000 of the pool's value.)",
        count, plan->target->deployment ? "transaction" : "call",
        orth_plural(count, " brings", "s bring"), time, cost, least > 0 ? "; that is " : "",
        least > 0 ? orth_page_number(excess, 100 * fmax(loss / least - 1, 0)) : "",
        least > 0 ? " % more than the least that any schedule of as many blocks loses" : "");
}

static void say_gas(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    const char *unit = plan->study->options.unit;
    size_t count = orth_plan_transactions(plan->study->plan);
    char all[ORTH_PAGE_WORD_MAX], one[ORTH_PAGE_WORD_MAX];
    if (isnan(plan->gas)) {
        orth_part_missing(facts, part, "--gas",
                          "what the calls cost, and how many of them pay for themselves");
        return;
    }
    double gas = plan->gas * (double)count;
    orth_part_number(facts, part, "gas", gas);
    orth_part_number(facts, part, "gas_per_call", plan->gas);
    if (unit == NULL) {
        orth_part_missing(facts, part, "/pool/value",
                          "how many calls pay for their gas by what they save");
        unit = "of gas";
    }
    orth_part_say(facts, part, "The gas of %zu call%s is %s %s, at %s a call%s.", count,
                  orth_plural(count, "", "s"), orth_page_number(all, gas), unit,
                  orth_page_number(one, plan->gas),
                  plan->gas_is_ours ? ", the scenario's /exposure/update_cost" : "");
    orth_facts_decide(facts, ORTH_DECISION_COST, "The gas of %zu call%s: %s %s.", count,
                      orth_plural(count, "", "s"), all, unit);
}

static void decide(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    const orth_plan *made = plan->study->plan;
    size_t count = orth_plan_transactions(made);
    char date[ORTH_DATE_TEXT_MAX];
    bool assumed = !work->scenario->has_start_time;
    orth_part_count(facts, part, "first_at", made->calls[0].at);
    orth_part_flag(facts, part, "start_is_assumed", assumed);
    orth_date_text(date, made->calls[0].at);
    if (made->target->deployment)
        orth_facts_decide(
            facts, ORTH_DECISION_DO,
            "Create the pool with the values of the part on calls, for a start at %s%s.", date,
            assumed ? " (assumed: the scenario names no start)" : "");
    else
        orth_facts_decide(facts, ORTH_DECISION_DO,
                          "To do so send %zu call%s to the pool%s at %s%s; %s bytes are below, %s.",
                          count, orth_plural(count, "", "s"), count > 1 ? ", the first" : "", date,
                          assumed ? " (assumed: the scenario names no start)" : "",
                          orth_plural(count, "its", "their"),
                          work->options->target != NULL
                              ? "for the contract named"
                              : "in a general form until --target names the contract");
    if (assumed)
        orth_part_missing(
            facts, part, "/chain/start_time",
            "the dates on which these calls are to be sent, in place of assumed ones");
}

/* No plan: what to do about it comes first, and the page tells the rest. */
static orth_status refuse(orth_page_work *work, json_t *part, const orth_page_plan *plan,
                          orth_error *error)
{
    *error = plan->error;
    orth_facts_decide(work->facts, ORTH_DECISION_DO, "But no calls can be made as asked: %s.",
                      plan->error.text);
    if (plan->move != NULL && plan->error.status == ORTH_DOMAIN) {
        orth_plan_notes notes = {.count = 0};
        orth_plan_legal_note(&notes, plan->move, &plan->wanted);
        for (size_t i = 0; i < notes.count; i++)
            orth_part_note(work->facts, part, notes.lines[i]);
    }
    return error->status;
}

static orth_status write_calls(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_page_plan *plan;
    orth_status status = orth_work_plan(work, &plan, error);
    if (status != ORTH_OK)
        return status;
    if (plan->too_long) {
        orth_part_say(work->facts, part,
                      "A plan of %" PRIu64 " blocks and %zu tokens takes longer than a page may; "
                      "the command makes it.",
                      plan->blocks, work->scenario->n);
        write_command(work, part, plan);
        return ORTH_OK;
    }
    if (plan->nothing_moves) {
        orth_part_say(work->facts, part, "Nothing moves, so that there is no call to send.");
        return ORTH_OK;
    }
    if (plan->study == NULL)
        return refuse(work, part, plan, error);
    say_target(work, part, plan);
    say_loss(work, part, plan);
    say_gas(work, part, plan);
    say_sender(work, part, plan);
    decide(work, part, plan);
    orth_page_calls_numbers(work, part, plan);
    orth_page_calls_list(work, part, plan);
    write_command(work, part, plan);
    write_notes(work, part, plan);
    return ORTH_OK;
}

const orth_page_part orth_part_calls = {"calls", "The calls to make", orth_part_of_moves,
                                        write_calls};
