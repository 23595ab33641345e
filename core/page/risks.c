#include "page/risks.h"

#include <math.h>
#include <stdio.h>

#include "orthant/loss.h"
#include "page/risks_move.h"
#include "page/words.h"

static void put_column(orth_page_risks *risks, const char *key, const char *title, const char *as,
                       const char *unit)
{
    if (title != NULL)
        orth_table_column(risks->work->facts, risks->table, key, title, as, unit);
}

void orth_page_risks_begin(orth_page_risks *risks, orth_page_work *work, json_t *part,
                           const char *caption, const orth_page_risks_columns *columns)
{
    orth_facts *facts = work->facts;
    const char *unit = work->scenario->pool_unit;
    json_t *table = orth_part_table(facts, part, "risks", caption);
    *risks = (orth_page_risks){
        .work = work, .part = part, .table = table, .columns = *columns, .base = NAN};
    orth_table_column(facts, table, "risk", "if", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "does", "then", ORTH_AS_TEXT, NULL);
    put_column(risks, "bp", columns->bp, ORTH_AS_BP, "bp");
    put_column(risks, "part", columns->part, ORTH_AS_PART, NULL);
    put_column(risks, "money", columns->money, ORTH_AS_MONEY, unit);
    put_column(risks, "total_bp", columns->total_bp, ORTH_AS_BP, "bp");
    put_column(risks, "total", columns->total, ORTH_AS_MONEY, unit);
    orth_table_column(facts, table, "known", "known by", ORTH_AS_TEXT, NULL);
}

static void put_figures(const orth_page_risks *risks, json_t *row, const orth_page_risk *risk)
{
    orth_facts *facts = risks->work->facts;
    const orth_page_risks_columns *columns = &risks->columns;
    double value = orth_page_value(risks->work->scenario), all = risks->base + risk->part;
    if (columns->bp != NULL)
        orth_row_number(facts, row, "bp", orth_part_bp(risk->part));
    if (columns->part != NULL)
        orth_row_number(facts, row, "part", risk->part);
    if (columns->money != NULL)
        orth_row_number(facts, row, "money", isnan(risk->money) ? value * risk->part : risk->money);
    if (columns->total_bp != NULL)
        orth_row_number(facts, row, "total_bp", orth_part_bp(all));
    if (columns->total != NULL)
        orth_row_number(facts, row, "total", isnan(risk->part) ? risk->total : value * all);
}

void orth_page_risks_add(orth_page_risks *risks, const orth_page_risk *risk)
{
    orth_facts *facts = risks->work->facts;
    json_t *row = orth_table_row(facts, risks->table);
    orth_row_text(facts, row, "risk", risk->risk);
    orth_row_text(facts, row, "does", risk->does);
    put_figures(risks, row, risk);
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
                                                      .total = NAN,
                                                      .known = known});
}
