/* The calls to make: how many, when, which bytes, and who sends them. */
#include <inttypes.h>
#include <math.h>

#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/calls.h"
#include "page/words.h"

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
                      "%s one of the contract %s (%s). It moves its weights by itself, in "
                      "one straight line: nothing is to be sent after it is there.",
                      named ? "The pool is"
                            : "No contract was named, so it is assumed that the pool is",
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
    orth_part_say(facts, part, "%zu %s%s the weights to the target in %s.", count,
                  plan->target->deployment ? "transaction" : "call",
                  orth_plural(count, " brings", "s bring"), time);
    if (work->scenario->launch != NULL) /* what a sale is for is what it raises */
        return;
    orth_part_say(
        facts, part,
        "Of the cost of the move the calls decide one piece, the loss at constant prices and "
        "without a fee, which goes to arbitrageurs: here %s%s%s%s. It is not the whole cost, "
        "which stands in the box above. (A bp, basis point, is 1/10,000 of the pool's value.)",
        cost, least > 0 ? ", " : "",
        least > 0 ? orth_page_number(excess, 100 * fmax(loss / least - 1, 0)) : "",
        least > 0 ? " % more than the least that any schedule of as many blocks loses" : "");
}

/* What one set point makes, and why it may take several calls. */
static void say_line(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    const orth_plan_study *study = plan->study;
    orth_facts *facts = work->facts;
    size_t count = study->plan->call_count;
    char more[ORTH_PAGE_WORD_MAX];
    if (work->scenario->launch != NULL)
        return;
    if (count > study->chosen && !plan->target->deployment)
        orth_part_say(
            facts, part,
            "%zu set point%s %zu calls: the contract holds the speed of a weight in "
            "nine decimals a second, and such a speed seldom leads to the target exactly. "
            "So the last straight line is made of pieces of nearly the same speed%s. "
            "Where the speeds happen to fit, a plan needs fewer.",
            study->chosen, orth_plural(study->chosen, " takes", "s take"), count,
            plan->target->cuts ? "" : ", or a last call is needed to stop the weights");
    if (study->chosen > 1 || !(study->optimum > 0))
        return;
    orth_page_cost(more, work->scenario,
                   orth_loss_bp(fmax(study->replay->log_loss - study->optimum, 0)) / 1e4);
    orth_part_flag(facts, part, "one_straight_line", true);
    orth_part_say(facts, part,
                  "One set point is one straight line from the start to the target, and no "
                  "curve. The best curve would lose %s less.",
                  more);
    orth_facts_decide(facts, ORTH_DECISION_DO,
                      "%s in one straight line, whichever path is named above; at constant "
                      "prices and without a fee the best curve would save %s.",
                      plan->target->deployment ? "Such a pool goes" : "The calls below go", more);
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
        orth_page_calls_command(work, part, plan);
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
    say_line(work, part, plan);
    say_gas(work, part, plan);
    orth_page_calls_sender(work, part, plan);
    orth_page_calls_decide(work, part, plan);
    orth_page_calls_numbers(work, part, plan);
    if (plan->target->deployment)
        orth_page_calls_fields(work, part);
    orth_page_calls_list(work, part, plan);
    status = orth_page_calls_late(work, part, plan, error);
    if (status != ORTH_OK)
        return status;
    orth_page_calls_command(work, part, plan);
    write_notes(work, part, plan);
    return ORTH_OK;
}

const orth_page_part orth_part_calls = {"calls", "The calls to make", orth_part_of_moves,
                                        write_calls};
