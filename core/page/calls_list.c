/* The calls: when each is sent, what it does, its bytes, and its arguments as a wallet shows them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/plain_locale.h"
#include "base/text_out.h"
#include "page/calls.h"
#include "page/words.h"

#define WEIGHTS_MAX (ORTH_PLAN_TOKENS_MAX * 24)
#define TOKENS_SHOWN 8

/* The first block whose time is the call's or later. */
static uint64_t block_of(const orth_replay *replay, uint64_t at)
{
    uint64_t block = 0;
    while (block < replay->steps && replay->times[block] < at)
        block++;
    return block;
}

/* "BTC 0.789223, USDC 0.210777" */
static void put_weights(char out[WEIGHTS_MAX], const orth_plan_study *study, uint64_t block)
{
    const orth_replay *replay = study->replay;
    const uint64_t *row = replay->weights + block * replay->n;
    size_t used = 0;
    char name[ORTH_PAGE_NAME_MAX];
    orth_locale entered = orth_locale_enter();
    for (size_t i = 0; i < replay->n && i < TOKENS_SHOWN && used < WEIGHTS_MAX; i++)
        used += (size_t)snprintf(out + used, WEIGHTS_MAX - used, "%s%s %.6g", i > 0 ? ", " : "",
                                 orth_page_name(name, study->options.tokens[i]),
                                 orth_plan_weight(row[i]));
    if (replay->n > TOKENS_SHOWN && used < WEIGHTS_MAX)
        snprintf(out + used, WEIGHTS_MAX - used, ", and %zu more", replay->n - TOKENS_SHOWN);
    orth_locale_leave(entered);
}

static void write_call(orth_facts *facts, json_t *row, const orth_plan_study *study, size_t c)
{
    const orth_plan *plan = study->plan;
    const orth_plan_call *call = &plan->calls[c];
    char weights[WEIGHTS_MAX];
    uint64_t block = block_of(study->replay, call->at), until = plan->steps;
    for (size_t k = c + 1; k < plan->call_count && until == plan->steps; k++)
        if (plan->calls[k].at > call->at)
            until = block_of(study->replay, plan->calls[k].at);
    orth_row_count(facts, row, "number", c + 1);
    orth_row_count(facts, row, "date", call->at);
    orth_row_count(facts, row, "block", block);
    orth_row_text(facts, row, "function", call->function->name);
    if (plan->target->deployment)
        return;
    put_weights(weights, study, until);
    orth_row_text(facts, row, "leads_to", weights);
}

static void write_calldata(orth_facts *facts, json_t *part, const orth_plan *plan)
{
    json_t *table = orth_part_table(facts, part, "calldata", "Calldata to copy");
    orth_table_column(facts, table, "number", "call", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "calldata", "calldata", ORTH_AS_CODE, NULL);
    for (size_t c = 0; c < plan->call_count; c++) {
        json_t *row = orth_table_row(facts, table);
        char *calldata = orth_plan_calldata(&plan->calls[c]);
        orth_row_count(facts, row, "number", c + 1);
        if (calldata == NULL)
            facts->lost = true;
        else
            orth_row_text(facts, row, "calldata", calldata);
        free(calldata);
    }
}

static void write_calls(orth_facts *facts, json_t *part, const orth_plan_study *study)
{
    const orth_plan *plan = study->plan;
    bool made = plan->target->deployment;
    json_t *table = orth_part_table(
        facts, part, "calls",
        made ? "The structs of values of the one transaction that creates the pool"
             : "The calls: each is to be in the first block at or after its date (UTC)");
    orth_table_column(facts, table, "number", made ? "struct" : "call", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "date", made ? "at the latest" : "date", ORTH_AS_DATE, NULL);
    orth_table_column(facts, table, "block", "block of the plan", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "function", made ? "name" : "function", ORTH_AS_CODE, NULL);
    if (!made)
        orth_table_column(facts, table, "leads_to", "weights that it leads to", ORTH_AS_TEXT, NULL);
    for (size_t c = 0; c < plan->call_count; c++)
        write_call(facts, orth_table_row(facts, table), study, c);
    if (!made)
        write_calldata(facts, part, plan);
}

static const char *word_text(char text[ORTH_WORD_TEXT_MAX], const orth_word *word,
                             orth_plan_kind kind)
{
    bool is_address = kind == ORTH_PLAN_KIND_ADDRESS || kind == ORTH_PLAN_KIND_ADDRESSES;
    return is_address ? orth_address_text(text, *word)
                      : orth_word_text(text, *word, kind == ORTH_PLAN_KIND_INTS);
}

static void write_argument(orth_facts *facts, json_t *table, const orth_plan_call *call, size_t c,
                           size_t i)
{
    char *value, text[ORTH_WORD_TEXT_MAX];
    size_t length, count = call->arguments[i].count;
    bool list = call->function->arguments[i].kind >= ORTH_PLAN_KIND_UINTS;
    orth_text_out out;
    if (orth_text_open(&out, NULL) != ORTH_OK) {
        facts->lost = true;
        return;
    }
    fputs(list ? "[" : "", out.stream);
    for (size_t j = 0; j < count; j++)
        fprintf(out.stream, "%s%s", j > 0 ? ", " : "",
                word_text(text, &call->arguments[i].words[j], call->function->arguments[i].kind));
    fputs(list ? "]" : "", out.stream);
    json_t *row = orth_table_row(facts, table);
    orth_row_count(facts, row, "number", c + 1);
    orth_row_text(facts, row, "argument", call->function->arguments[i].name);
    if (orth_text_close(&out, &value, &length, NULL) == ORTH_OK)
        orth_row_text(facts, row, "value", value);
    else
        facts->lost = true;
    free(value);
}

void orth_page_calls_list(orth_page_work *work, json_t *part, const orth_page_plan *made)
{
    orth_facts *facts = work->facts;
    const orth_plan *plan = made->study->plan;
    write_calls(facts, part, made->study);
    json_t *table = orth_part_table(facts, part, "arguments",
                                    "Their arguments, as a wallet shows them before it signs; "
                                    "weights and multipliers in 10^-18");
    orth_table_column(facts, table, "number", plan->target->deployment ? "struct" : "call",
                      ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "argument", "argument", ORTH_AS_CODE, NULL);
    orth_table_column(facts, table, "value", "value", ORTH_AS_CODE, NULL);
    for (size_t c = 0; c < plan->call_count; c++)
        for (size_t i = 0; i < plan->calls[c].function->count; i++)
            write_argument(facts, table, &plan->calls[c], c, i);
}
