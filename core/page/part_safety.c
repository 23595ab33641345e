/* Whether the move is safe from who builds several blocks in a row. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/text_out.h"
#include "orthant/loss.h"
#include "page/attacked.h"
#include "page/shell.h"
#include "page/words.h"

/* What asks the same of the whole, without the page's limits. */
static char *command_of(const orth_page_work *work, const orth_page_safety *safety)
{
    char *text;
    size_t length;
    orth_text_out out;
    if (orth_text_open(&out, NULL) != ORTH_OK)
        return NULL;
    FILE *stream = out.stream;
    orth_locale entered = orth_locale_enter();
    fputs("orthant safety ", stream);
    if (safety->plan != NULL) {
        fputs("plan.json", stream);
        if (safety->fee > 0)
            fprintf(stream, " --fee %.15g", safety->fee);
    } else {
        orth_shell_write_file(stream, work->scenario->file);
        if (work->scenario->normalise)
            fputs(" --normalise", stream);
    }
    if (safety->path != NULL) {
        fprintf(stream, " --steps %" PRIu64 " --paths ", safety->steps);
        orth_shell_write(stream, safety->path);
    }
    orth_locale_leave(entered);
    orth_text_close(&out, &text, &length, NULL);
    return text;
}

/* Calls that he gains nothing by, where the contract can be told them. */
static void write_safer(orth_page_work *work, json_t *table, const orth_page_safety *safety)
{
    orth_facts *facts = work->facts;
    const orth_safety_study *study = safety->study;
    char more[120];
    if (study->safe || !(safety->fee > 0) || safety->plan->target->deployment)
        return;
    orth_locale entered = orth_locale_enter();
    snprintf(more, sizeof more, "--safe blocks=%" PRIu64 ",capital=%.15g -o safe.json",
             study->window, study->attacker.capital);
    orth_locale_leave(entered);
    char *command = orth_page_plan_command(work, safety->plan, more);
    json_t *row = orth_table_row(facts, table);
    orth_row_text(
        facts, row, "does",
        "makes calls that are safe from him, where there are such calls in as many blocks");
    if (command == NULL)
        facts->lost = true;
    else
        orth_row_text(facts, row, "command", command);
    free(command);
}

static void write_command(orth_page_work *work, json_t *part, const orth_page_safety *safety)
{
    orth_facts *facts = work->facts;
    char *command = command_of(work, safety);
    if (command == NULL) {
        facts->lost = true;
        return;
    }
    json_t *table = orth_part_table(facts, part, "check", "Ask the same, and more");
    orth_table_column(facts, table, "does", "what it does", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "command", "command to copy", ORTH_AS_CODE, NULL);
    json_t *row = orth_table_row(facts, table);
    orth_row_text(facts, row, "does",
                  safety->plan != NULL ? "the same of plan.json, which the part on calls makes; "
                                         "--stake S asks of one who builds that share of all blocks"
                                       : "the same of the whole scenario; --stake S asks of one "
                                         "who builds that share of all blocks");
    orth_row_text(facts, row, "command", command);
    free(command);
    if (safety->plan != NULL && safety->study != NULL)
        write_safer(work, table, safety);
}

static void say_attacker(orth_page_work *work, json_t *part, const orth_page_safety *safety)
{
    const orth_safety_study *study = safety->study;
    orth_facts *facts = work->facts;
    char capital[ORTH_PAGE_WORD_MAX];
    double value = orth_page_value(work->scenario);
    orth_part_count(facts, part, "window", study->window);
    orth_part_number(facts, part, "capital", study->attacker.capital);
    orth_part_number(facts, part, "fee", study->fee);
    orth_page_number(capital, study->attacker.capital * (value > 0 ? value : 1));
    orth_part_say(facts, part,
                  "Assumed is one with %" PRIu64 " block%s in a row and a capital of %s %s. The "
                  "pool's fee is %.6g bp%s.",
                  study->window, orth_plural(study->window, "", "s"), capital,
                  value > 0 ? work->scenario->pool_unit : "of the pool's value",
                  orth_part_bp(study->fee), study->fee > 0 ? "" : ": none is given");
    if (!(study->fee > 0))
        orth_part_missing(facts, part, "/pool/swap_fee",
                          "whether the pool's fee makes the move safe; without one nothing is");
    if (safety->blocks > 0)
        orth_part_say(facts, part,
                      "So that the page is there at once, %s%" PRIu64 " of %" PRIu64
                      " blocks of one price path are looked at; others may be worse.",
                      safety->blocks < safety->all_blocks ? "the first " : "", safety->blocks,
                      safety->all_blocks);
}

/* How many blocks he needs. */
static void say_blocks(orth_page_work *work, json_t *part, const orth_page_safety *safety)
{
    const orth_safety_study *study = safety->study;
    const orth_safety_schedule *least = &study->schedules[study->least];
    uint64_t safe = least->least_safe_blocks;
    char at[ORTH_PAGE_WORD_MAX];
    orth_part_count(work->facts, part, "safe_blocks", safe);
    orth_part_flag(work->facts, part, "safe_at_one_block", safe > 0);
    if (safe == 0)
        orth_part_say(work->facts, part,
                      "One block is enough for him: even who builds a single block gains.");
    else if (safe == least->reach)
        orth_part_say(work->facts, part,
                      "One block is safe, and so are all of up to %" PRIu64 " in a row, which is "
                      "as far as was looked.",
                      safe);
    else
        orth_part_say(work->facts, part,
                      "One block is safe, and so are up to %" PRIu64 " in a row; %" PRIu64
                      " from block %s on are not.",
                      safe, safe + 1, orth_page_count(at, least->least_safe_at));
}

/* Of plans and paths the fee or the speed that would do. */
static void say_cure(orth_page_work *work, json_t *part, const orth_page_safety *safety)
{
    const orth_safety_schedule *of = orth_page_safety_worst(safety);
    orth_facts *facts = work->facts;
    char fee[ORTH_PAGE_WORD_MAX], slower[ORTH_PAGE_WORD_MAX], time[ORTH_PAGE_WORD_MAX];
    double seconds = orth_page_seconds(work->scenario,
                                       safety->plan != NULL ? safety->plan->steps : safety->steps);
    bool has_fee = isfinite(of->least_fee);
    orth_part_number(facts, part, "least_fee", of->least_fee);
    orth_part_number(facts, part, "largest_speed", of->largest_speed);
    if (of->safe)
        return;
    orth_page_number(fee, orth_part_bp(of->least_fee));
    if (has_fee && of->largest_speed > 0 && of->largest_speed < 1) {
        orth_page_number(slower, 1 / of->largest_speed);
        orth_part_say(facts, part,
                      "A fee of %s bp or more ends that; or a move %s times as slow, which takes "
                      "%s.",
                      fee, slower, orth_page_time(time, seconds / of->largest_speed));
    } else if (has_fee) {
        orth_part_say(facts, part, "A fee of %s bp or more ends that.", fee);
    } else {
        orth_part_say(facts, part, "No fee ends that.");
    }
}

static void say_verdict(orth_page_work *work, json_t *part, const orth_page_safety *safety)
{
    const orth_safety_study *study = safety->study;
    const orth_safety_schedule *of = orth_page_safety_worst(safety);
    const orth_safety_attack *attack = &of->worst.attack;
    orth_facts *facts = work->facts;
    char takes[ORTH_PAGE_WORD_MAX], honest[ORTH_PAGE_WORD_MAX], times[ORTH_PAGE_WORD_MAX];
    char first[ORTH_PAGE_WORD_MAX];
    orth_part_flag(facts, part, "safe", study->safe);
    orth_part_number(facts, part, "takes_bp", orth_part_bp(attack->extraction));
    orth_part_number(facts, part, "honest_bp", orth_part_bp(attack->honest));
    orth_part_number(facts, part, "times_cost", of->multiple);
    if (study->safe) {
        orth_part_say(facts, part,
                      "Safe: in no %" PRIu64 " blocks or fewer does he gain more than honest "
                      "arbitrage, which anybody would take.",
                      study->window);
        return;
    }
    orth_page_cost(takes, work->scenario, attack->extraction);
    orth_page_cost(honest, work->scenario, attack->honest);
    orth_part_say(facts, part,
                  "UNSAFE. In the worst blocks, %zu from block %s on, he takes %s, of which "
                  "honest arbitrage, which anybody would take, is %s.",
                  of->worst.blocks, orth_page_count(first, of->worst.first_block), takes, honest);
    if (isfinite(of->multiple))
        orth_part_say(facts, part,
                      "That is %s times what all steps of the weights cost together without a fee.",
                      orth_page_number(times, of->multiple));
}

static void decide(orth_page_work *work, const orth_page_safety *safety)
{
    const orth_safety_study *study = safety->study;
    const orth_safety_schedule *of = orth_page_safety_worst(safety);
    uint64_t fewest = study->schedules[study->least].least_safe_blocks + 1;
    orth_facts *facts = work->facts;
    char takes[ORTH_PAGE_WORD_MAX], fee[ORTH_PAGE_WORD_MAX], count[ORTH_PAGE_WORD_MAX];
    orth_page_cost(takes, work->scenario, of->worst.attack.extraction);
    if (study->safe)
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "Safe from who builds up to %" PRIu64 " blocks in a row with a capital "
                          "of %g of the pool's value%s.",
                          study->window, study->attacker.capital,
                          safety->blocks > 0 ? ", on the price path looked at" : "");
    else if (!(study->fee > 0))
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "UNSAFE as far as the scenario says, which gives no swap fee: without "
                          "one, who builds %" PRIu64 " blocks in a row takes up to %s.",
                          study->window, takes);
    else
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "UNSAFE: who builds %s%s gains at the pool's expense, with %" PRIu64
                          " in a row up to %s; a fee of %s bp ends that.",
                          fewest > 1 ? orth_page_count(count, fewest) : "even one block",
                          fewest > 1 ? " or more blocks in a row" : "", study->window, takes,
                          isfinite(of->least_fee)
                              ? orth_page_number(fee, orth_part_bp(of->least_fee))
                              : "more than any");
}

static void write_study(orth_page_work *work, json_t *part, const orth_page_safety *safety)
{
    orth_facts *facts = work->facts;
    if (safety->study == NULL) {
        orth_part_say(facts, part,
                      "Of %zu tokens over so many blocks this takes longer than a page may; the "
                      "command asks it.",
                      work->scenario->n);
        if (!(safety->fee > 0)) {
            orth_part_say(
                facts, part,
                "What is known without it: the scenario gives no swap fee, and without "
                "one no blocks in which weights move are safe, however little they give.");
            orth_part_missing(facts, part, "/pool/swap_fee",
                              "whether the pool's fee makes the move safe");
        }
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "Not looked at: whether the move is safe from who builds several blocks "
                          "in a row (see below).");
        return;
    }
    say_attacker(work, part, safety);
    say_verdict(work, part, safety);
    say_blocks(work, part, safety);
    say_cure(work, part, safety);
    decide(work, safety);
    orth_page_safety_tables(work, part, safety);
    for (size_t i = 0; i < safety->study->note_count; i++)
        orth_part_note(facts, part, safety->study->notes[i]);
    orth_part_note(facts, part,
                   "Prices stand still meanwhile, and what he pays for his blocks is not counted.");
}

/* Whether the pool takes a token back that it sells: without it there is no second trade. */
static bool is_one_way(const orth_scenario *scenario)
{
    return scenario->launch != NULL && scenario->launch->sales_blocked;
}

static orth_status write_safety(orth_page_work *work, json_t *part, orth_error *error)
{
    orth_page_safety safety;
    orth_facts *facts = work->facts;
    orth_part_say(facts, part,
                  "Who builds several blocks in a row keeps all others out of them. He pushes the "
                  "pool's price away in the first, waits until the weights have moved, and trades "
                  "back before anybody else. Each of his two trades pays the fee, so that a fee "
                  "makes slow moves safe.");
    if (is_one_way(work->scenario)) {
        const char *project = work->scenario->tokens[work->scenario->launch->project];
        orth_part_flag(facts, part, "one_way", true);
        orth_part_say(facts, part,
                      "This pool takes no %s back, so that one of his two trades is refused: the "
                      "attack cannot be made.",
                      project);
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "Who builds the blocks cannot push the price and trade back: the pool "
                          "takes no %s back.",
                          project);
        return ORTH_OK;
    }
    orth_status status = orth_page_safety_make(&safety, work, error);
    if (status == ORTH_OK && safety.nothing_moves) {
        orth_part_say(facts, part, "Nothing moves, so that there is nothing to wait for.");
    } else if (status == ORTH_OK) {
        write_study(work, part, &safety);
        write_command(work, part, &safety);
    }
    orth_page_safety_clear(&safety);
    return status;
}

const orth_page_part orth_part_safety = {"safety", "Safety from who builds the blocks",
                                         orth_part_of_all, write_safety};
