#include "page/risks.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "orthant/loss.h"
#include "page/risks_move.h"
#include "page/words.h"

void orth_page_risks_begin(orth_page_risks *risks, orth_page_work *work, json_t *part,
                           const char *caption, const char *as, bool money)
{
    orth_facts *facts = work->facts;
    json_t *table = orth_part_table(facts, part, "risks", caption);
    *risks =
        (orth_page_risks){.work = work, .part = part, .table = table, .as = as, .money = money};
    orth_table_column(facts, table, "risk", "if", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "does", "then", ORTH_AS_TEXT, NULL);
    bool bp = as != NULL && strcmp(as, ORTH_AS_BP) == 0;
    if (as != NULL)
        orth_table_column(facts, table, bp ? "bp" : "part", bp ? "costs more" : "of the value", as,
                          bp ? "bp" : NULL);
    if (money)
        orth_table_column(facts, table, "money", bp ? "costs more" : "in money", ORTH_AS_MONEY,
                          work->scenario->pool_unit);
    orth_table_column(facts, table, "known", "known by", ORTH_AS_TEXT, NULL);
}

void orth_page_risks_add(orth_page_risks *risks, const orth_page_risk *risk)
{
    orth_facts *facts = risks->work->facts;
    json_t *row = orth_table_row(facts, risks->table);
    orth_row_text(facts, row, "risk", risk->risk);
    orth_row_text(facts, row, "does", risk->does);
    if (risks->as != NULL && strcmp(risks->as, ORTH_AS_BP) == 0)
        orth_row_number(facts, row, "bp", orth_part_bp(risk->part));
    else if (risks->as != NULL)
        orth_row_number(facts, row, "part", risk->part);
    if (risks->money)
        orth_row_number(facts, row, "money",
                        isnan(risk->money) ? orth_page_value(risks->work->scenario) * risk->part
                                           : risk->money);
    orth_row_text(facts, row, "known", risk->known);
    if (risk->part > risks->greatest) {
        risks->greatest = risk->part;
        snprintf(risks->words, sizeof risks->words, "%s", risk->risk);
    }
}

void orth_page_moved_add(orth_page_moved *of, const char *risk, const char *does, double bp,
                         const char *known)
{
    orth_page_risks_add(&of->risks, &(orth_page_risk){.risk = risk,
                                                      .does = does,
                                                      .part = bp / orth_part_bp(1),
                                                      .money = NAN,
                                                      .known = known});
}
