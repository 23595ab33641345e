/* Safety as a table and as a curve. */
#include <math.h>
#include <stdio.h>

#include "orthant/loss.h"
#include "page/attacked.h"
#include "page/words.h"

static void write_row(orth_facts *facts, json_t *table, const orth_page_safety *safety,
                      const orth_safety_schedule *of, double value)
{
    json_t *row = orth_table_row(facts, table);
    char most[ORTH_PAGE_WORD_MAX], text[ORTH_PAGE_WORD_MAX];
    orth_page_count(text, of->least_safe_blocks);
    snprintf(most, sizeof most, "%s%.100s", of->least_safe_blocks == of->reach ? "at least " : "",
             text);
    orth_row_text(facts, row, "schedule", safety->plan != NULL ? "the calls above" : of->name);
    orth_row_text(facts, row, "verdict", of->safe ? "safe" : "UNSAFE");
    orth_row_text(facts, row, "safe_blocks", most);
    orth_row_count(facts, row, "worst_from", of->worst.first_block);
    orth_row_count(facts, row, "worst_blocks", of->worst.blocks);
    orth_row_number(facts, row, "takes_bp", orth_part_bp(of->worst.attack.extraction));
    orth_row_number(facts, row, "honest_bp", orth_part_bp(of->worst.attack.honest));
    if (value > 0)
        orth_row_number(facts, row, "takes", of->worst.attack.extraction * value);
    orth_row_number(facts, row, "least_fee_bp", orth_part_bp(of->least_fee));
}

static void draw(orth_facts *facts, json_t *part, const orth_page_safety *safety, double value,
                 const char *unit)
{
    const orth_safety_study *study = safety->study;
    const orth_safety_schedule *of = orth_page_safety_worst(safety);
    double scale = value > 0 ? value : orth_part_bp(1);
    char capital[ORTH_PAGE_WORD_MAX], takes[ORTH_PAGE_WORD_MAX];
    if (!(of->curve[ORTH_SAFETY_CURVE - 1].extraction > 0))
        return;
    json_t *picture = orth_part_picture(
        facts, part, "capital", "What the worst blocks give, by the attacker's capital",
        "The most that he can take in the worst blocks in a row. The more capital he has, the "
        "more he takes, but ever less for each unit of it. Both scales are logarithmic.");
    snprintf(capital, sizeof capital, "capital, %.100s",
             value > 0 ? unit : "parts of the pool's value");
    snprintf(takes, sizeof takes, "he takes, %.100s", value > 0 ? unit : "bp");
    orth_picture_axis(facts, picture, false, capital, value > 0 ? ORTH_AS_MONEY : ORTH_AS_NUMBER,
                      true);
    orth_picture_axis(facts, picture, true, takes, value > 0 ? ORTH_AS_MONEY : ORTH_AS_BP, true);
    json_t *series =
        orth_picture_series(facts, picture, safety->plan != NULL ? "the calls above" : of->name,
                            safety->path != NULL ? safety->path : "series:0", "line");
    for (size_t i = 0; i < ORTH_SAFETY_CURVE; i++) {
        double extraction = of->curve[i].extraction * scale;
        orth_series_point(facts, series, of->curve[i].capital * (value > 0 ? value : 1),
                          extraction > 0 ? extraction : NAN);
    }
    orth_picture_mark(facts, picture, study->attacker.capital * (value > 0 ? value : 1),
                      "taken here");
}

void orth_page_safety_tables(orth_page_work *work, json_t *part, const orth_page_safety *safety)
{
    orth_facts *facts = work->facts;
    const orth_safety_study *study = safety->study;
    double value = orth_page_value(work->scenario);
    const char *unit = work->scenario->pool_unit;
    json_t *table = orth_part_table(facts, part, "schedules", "The worst blocks in a row");
    orth_table_column(facts, table, "schedule", "what moves", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "verdict", "verdict", ORTH_AS_TEXT, NULL);
    orth_table_column(facts, table, "safe_blocks", "blocks in a row that are safe", ORTH_AS_TEXT,
                      NULL);
    orth_table_column(facts, table, "worst_from", "worst from block", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "worst_blocks", "for blocks", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "takes_bp", "he takes", ORTH_AS_BP, "bp");
    orth_table_column(facts, table, "honest_bp", "honest arbitrage", ORTH_AS_BP, "bp");
    if (value > 0)
        orth_table_column(facts, table, "takes", "he takes", ORTH_AS_MONEY, unit);
    orth_table_column(facts, table, "least_fee_bp", "fee that is safe", ORTH_AS_BP, "bp");
    for (size_t s = 0; s < study->schedule_count; s++)
        write_row(facts, table, safety, &study->schedules[s], value);
    draw(facts, part, safety, value, unit);
}
