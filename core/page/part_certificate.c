/* What is proven, what is not, and how anybody checks it. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/double_text.h"
#include "base/plain_locale.h"
#include "base/text_out.h"
#include "orthant/loss.h"
#include "page/planned.h"
#include "page/shell.h"
#include "page/words.h"

typedef struct command {
    const char *does;
    char *command; /* freed when it is written */
} command;

/* "orthant VERB FILE REST" with the scenario's own file. */
static char *command_of(const orth_page_work *work, const char *verb, const char *rest)
{
    char *text;
    size_t length;
    orth_text_out out;
    if (orth_text_open(&out, NULL) != ORTH_OK)
        return NULL;
    FILE *stream = out.stream;
    fprintf(stream, "%s ", verb);
    orth_shell_write_file(stream, work->scenario->file);
    fprintf(stream, "%s%s", work->scenario->normalise ? " --normalise" : "", rest);
    orth_text_close(&out, &text, &length, NULL);
    return text;
}

static void write_commands(orth_facts *facts, json_t *part, size_t count, command *commands)
{
    json_t *table = orth_part_table(facts, part, "check", "How to check it");
    orth_table_column(facts, table, "does", "what it does", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "command", "command to copy", ORTH_AS_CODE, NULL);
    for (size_t k = 0; k < count; k++) {
        json_t *row = orth_table_row(facts, table);
        orth_row_text(facts, row, "does", commands[k].does);
        if (commands[k].command == NULL)
            facts->lost = true;
        else
            orth_row_text(facts, row, "command", commands[k].command);
        free(commands[k].command);
    }
}

static void write_digests(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    orth_facts *facts = work->facts;
    json_t *table = orth_part_table(facts, part, "digests",
                                    "What this page is of: SHA-256 of the files' bytes");
    orth_table_column(facts, table, "file", "file", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "sha256", "SHA-256", ORTH_AS_CODE, NULL);
    json_t *row = orth_table_row(facts, table);
    orth_row_text(facts, row, "file", "the scenario");
    orth_row_text(facts, row, "sha256", work->scenario->sha256);
    if (plan == NULL)
        return;
    row = orth_table_row(facts, table);
    orth_row_text(facts, row, "file", "plan.json, as the command below writes it");
    orth_row_text(facts, row, "sha256", plan->sha256);
    orth_part_text(facts, part, "plan_sha256", plan->sha256);
}

static double number_of(const char *text)
{
    orth_locale entered = orth_locale_enter();
    double value = strtod(text, NULL);
    orth_locale_leave(entered);
    return value;
}

/* The least that any schedule loses, against what the plan loses. */
static void say_bound(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    const orth_plan_study *study = plan->study;
    orth_facts *facts = work->facts;
    char least[ORTH_PAGE_WORD_MAX], loss[ORTH_PAGE_WORD_MAX], more[ORTH_PAGE_WORD_MAX];
    double upper = plan->certificate.loss_upper;
    orth_page_cost(loss, work->scenario, orth_loss_bp(upper) / 1e4);
    if (study->bound == NULL || !study->bounded) {
        orth_part_say(facts, part, "No bound is proven: %s.",
                      study->bound == NULL ? "for so many blocks and tokens it would take too long"
                                           : "the contract's digits hide what the move loses");
        if (work->scenario->launch == NULL)
            orth_facts_decide(facts, ORTH_DECISION_SURE,
                              "Proven: these calls, run on the emulated contract, lose %s.", loss);
        return;
    }
    double bound = number_of(study->bound);
    orth_page_cost(least, work->scenario, orth_loss_bp(bound) / 1e4);
    orth_part_text(facts, part, "bound", study->bound);
    orth_part_number(facts, part, "excess_at_most", upper / bound - 1);
    orth_page_number(more, 100 * fmax(upper / bound - 1, 0));
    orth_part_say(facts, part,
                  "Proven, with every rounding to the safe side: no schedule whatever between the "
                  "same weights in as many blocks loses less than %s. The calls lose at most %s %% "
                  "more than that.",
                  least, more);
    if (work->scenario->launch == NULL)
        orth_facts_decide(
            facts, ORTH_DECISION_SURE,
            "Proven of one piece of the cost, the loss at constant prices and without a fee: "
            "these calls lose %s, and no schedule of as many blocks can lose less than %s.",
            loss, least);
}

static void write_proven(orth_facts *facts, json_t *part, const orth_page_plan *plan)
{
    const orth_plan_certificate *certificate = &plan->certificate;
    const orth_plan_study *study = plan->study;
    char lower[ORTH_DOUBLE_TEXT_MAX], upper[ORTH_DOUBLE_TEXT_MAX];
    json_t *table = orth_part_table(facts, part, "proven",
                                    "Proven, in logs of the pool's value (0.0001 is 1 bp)");
    orth_table_column(facts, table, "quantity", "quantity", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "lower", "at least", ORTH_AS_CODE, NULL);
    orth_table_column(facts, table, "upper", "at most", ORTH_AS_CODE, NULL);
    json_t *row = orth_table_row(facts, table);
    orth_row_text(facts, row, "quantity", "loss by these calls");
    orth_row_text(facts, row, "lower", orth_double_text(lower, certificate->loss_lower));
    orth_row_text(facts, row, "upper", orth_double_text(upper, certificate->loss_upper));
    if (study->bound == NULL || !study->bounded)
        return;
    row = orth_table_row(facts, table);
    orth_row_text(facts, row, "quantity", "loss by any schedule of as many blocks");
    orth_row_text(facts, row, "lower", study->bound);
}

static void say_plan(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    const orth_plan_certificate *certificate = &plan->certificate;
    orth_facts *facts = work->facts;
    char loss[ORTH_PAGE_WORD_MAX];
    bool holds = certificate->refusal[0] == '\0';
    orth_part_flag(facts, part, "holds", holds);
    if (!holds) {
        orth_part_say(facts, part, "REFUSED: the plan does not hold: %s.", certificate->refusal);
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "The calls did not pass their own check: do not send them (%s).",
                          certificate->refusal);
        return;
    }
    orth_part_number(facts, part, "loss_lower", certificate->loss_lower);
    orth_part_number(facts, part, "loss_upper", certificate->loss_upper);
    orth_page_cost(loss, work->scenario, orth_loss_bp(certificate->loss_upper) / 1e4);
    orth_part_say(facts, part,
                  "The plan holds. Its calldata is what the arguments encode to; the emulated "
                  "contract takes every call; run there block by block, they lose %s.",
                  loss);
    if (work->scenario->launch != NULL)
        orth_facts_decide(facts, ORTH_DECISION_SURE,
                          "The values that the pool is created with were checked on an emulation "
                          "of its contract.");
    say_bound(work, part, plan);
    write_proven(facts, part, plan);
    orth_part_say(facts, part,
                  "Not proven: that the pool is of the contract %s (%s), which is emulated here; "
                  "that its calls come in time; and what prices, fees and gas will be.",
                  plan->target->name, plan->target->version);
    if (work->options->target == NULL && !plan->target->deployment)
        orth_part_say(facts, part,
                      "No contract was named, so that the calls are of a general "
                      "form: what is proven is the schedule, not that your pool "
                      "understands them.");
}

static void write_of_plan(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    command commands[] = {
        {"makes the plan again: plan.json has the digest above",
         orth_page_plan_command(work, plan, ORTH_PAGE_PLAN_OUT)},
        {"the digests", command_of(work, "sha256sum", " plan.json")},
        {"proves all of the above anew, and trusts nothing but the calldata",
         strdup("orthant certify plan.json --digits 50")},
    };
    say_plan(work, part, plan);
    write_digests(work, part, plan);
    write_commands(work->facts, part, sizeof commands / sizeof commands[0], commands);
}

/* Without a plan: the best schedule can be proven, but it takes its time. */
static void write_of_optimum(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    char rest[80];
    snprintf(rest, sizeof rest, " --steps %" PRIu64 " -o optimal.json", plan->steps);
    command commands[] = {
        {"finds the schedule that loses least, with a proven bound",
         command_of(work, "orthant optimum", rest)},
        {"proves it anew", strdup("orthant certify optimal.json")},
    };
    orth_part_say(work->facts, part,
                  "There are no calls on this page, so that nothing of them is "
                  "proven. That a schedule is the best one can be proven:");
    orth_facts_decide(work->facts, ORTH_DECISION_SURE, "Nothing is proven on this page.");
    write_digests(work, part, NULL);
    write_commands(work->facts, part, sizeof commands / sizeof commands[0], commands);
}

static void write_of_strategy(orth_page_work *work, json_t *part)
{
    command commands[] = {
        {"the digest", command_of(work, "sha256sum", "")},
        {"this page's facts: the same bytes each time",
         command_of(work, "orthant report", " --json")},
        {"all price paths of the scenario", command_of(work, "orthant simulate", "")},
    };
    orth_part_say(work->facts, part,
                  "What a strategy earns cannot be proven: it depends on prices to come. What can "
                  "be checked is the arithmetic. The same scenario, prices and seed give the same "
                  "figures, bit for bit, on any machine.");
    write_digests(work, part, NULL);
    write_commands(work->facts, part, sizeof commands / sizeof commands[0], commands);
}

static void write_of_rest(orth_page_work *work, json_t *part)
{
    orth_part_say(work->facts, part, "Nothing moves, so that there is nothing to prove.");
    write_digests(work, part, NULL);
}

static orth_status write_certificate(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_page_plan *plan;
    if (work->scenario->strategy_count > 0) {
        write_of_strategy(work, part);
        return ORTH_OK;
    }
    orth_status status = orth_work_plan(work, &plan, error);
    if (status == ORTH_OK && plan->study != NULL)
        write_of_plan(work, part, plan);
    else if (status == ORTH_OK && plan->nothing_moves)
        write_of_rest(work, part);
    else if (status == ORTH_OK)
        write_of_optimum(work, part, plan);
    return status;
}

const orth_page_part orth_part_certificate = {"certificate", "What is proven, and how to check it",
                                              orth_part_of_all, write_certificate};
