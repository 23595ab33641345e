/* How many set points are best. */
#include <math.h>

#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "page/calls.h"
#include "page/words.h"

const orth_plan_row *orth_page_chosen_row(const orth_plan_study *study)
{
    const orth_plan_row *row = study->rows;
    while (row->points != study->chosen)
        row++;
    return row;
}

/* Money where the pool's value is known, else basis points. */
typedef struct scale {
    bool money, gas;
    const char *as, *unit;
} scale;

static scale scale_of(const orth_page_plan *plan)
{
    const orth_plan_study_options *options = &plan->study->options;
    bool money = options->value > 0;
    return (scale){money, money && plan->gas > 0, money ? ORTH_AS_MONEY : ORTH_AS_BP,
                   money ? options->unit : "bp"};
}

static double cost_of(const orth_plan_row *row, const scale *by)
{
    return by->money ? row->money + row->gas : orth_loss_bp(row->log_loss);
}

static double loss_of(const orth_plan_row *row, const scale *by)
{
    return by->money ? row->money : orth_loss_bp(row->log_loss);
}

static void write_table(orth_facts *facts, json_t *part, const orth_page_plan *plan,
                        const scale *by)
{
    const orth_plan_study *study = plan->study;
    bool calls = false; /* some number of set points takes another number of calls */
    for (size_t k = 0; k < study->row_count; k++)
        calls = calls || study->rows[k].calls != study->rows[k].points;
    json_t *table = orth_part_table(
        facts, part, "numbers",
        "What more set points save; the loss is that at constant prices and without a fee");
    orth_table_column(facts, table, "points", "set points", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "chosen", "choice", ORTH_AS_TEXT, NULL);
    if (calls)
        orth_table_column(facts, table, "calls", "calls", ORTH_AS_COUNT, NULL);
    orth_table_column(facts, table, "loss", "loss", by->as, by->unit);
    orth_table_column(facts, table, "excess", "over the least of any schedule", ORTH_AS_PART, NULL);
    if (by->gas) {
        orth_table_column(facts, table, "gas", "gas", ORTH_AS_MONEY, by->unit);
        orth_table_column(facts, table, "total", "together", ORTH_AS_MONEY, by->unit);
    }
    orth_table_column(facts, table, "saves", "the last point saves", by->as, by->unit);
    for (size_t k = 0; k < study->row_count; k++) {
        const orth_plan_row *row = &study->rows[k];
        json_t *line = orth_table_row(facts, table);
        orth_row_count(facts, line, "points", row->points);
        if (calls)
            orth_row_count(facts, line, "calls", row->calls);
        orth_row_number(facts, line, "loss", loss_of(row, by));
        orth_row_number(facts, line, "excess", row->excess);
        if (by->gas) {
            orth_row_number(facts, line, "gas", row->gas);
            orth_row_number(facts, line, "total", row->money + row->gas);
        }
        if (k > 0)
            orth_row_number(facts, line, "saves", loss_of(row - 1, by) - loss_of(row, by));
        orth_row_text(facts, line, "chosen", row->points == study->chosen ? "this plan" : "");
    }
}

static void draw(orth_facts *facts, json_t *part, const orth_page_plan *plan, const scale *by)
{
    const orth_plan_study *study = plan->study;
    if (study->row_count < 3)
        return;
    json_t *picture = orth_part_picture(
        facts, part, "numbers", "What the calls cost, by their number",
        by->gas
            ? "The loss of the best plan with so many set points, and the same with the gas "
              "of its calls. The loss falls, mostly less and less; the gas grows with the calls. "
              "The scale does not begin at 0."
            : "The loss of the best plan with so many set points. It falls, mostly less and less, "
              "but not evenly: set points are reached in whole blocks.");
    orth_picture_axis(facts, picture, false, "set points", ORTH_AS_COUNT, false);
    orth_picture_axis(facts, picture, true, by->unit, by->as, false);
    json_t *loss = orth_picture_series(facts, picture, "loss", "series:0", "line");
    for (size_t k = 0; k < study->row_count; k++)
        orth_series_point(facts, loss, (double)study->rows[k].points, loss_of(&study->rows[k], by));
    json_t *total =
        by->gas ? orth_picture_series(facts, picture, "loss and gas", "series:1", "line") : NULL;
    for (size_t k = 0; by->gas && k < study->row_count; k++)
        orth_series_point(facts, total, (double)study->rows[k].points,
                          cost_of(&study->rows[k], by));
    orth_picture_mark(facts, picture, (double)study->chosen, "this plan");
}

/* By how much the costs of all numbers differ, in basis points. */
static double spread_bp(const orth_plan_study *study, const scale *by)
{
    double least = INFINITY, most = 0;
    for (size_t k = 0; k < study->row_count; k++) {
        double cost = cost_of(&study->rows[k], by);
        cost = by->money ? orth_part_bp(cost / study->options.value) : cost;
        least = fmin(least, cost);
        most = fmax(most, cost);
    }
    return most - least;
}

static void say_savings(orth_page_work *work, json_t *part, const orth_page_plan *plan,
                        const scale *by)
{
    const orth_plan_study *study = plan->study;
    const orth_plan_row *row = orth_page_chosen_row(study);
    bool fewer = row > study->rows, more = row + 1 < study->rows + study->row_count;
    char text[ORTH_PAGE_WORD_MAX], gas[ORTH_PAGE_WORD_MAX];
    if (fewer)
        orth_part_say(work->facts, part, "With one set point fewer the pool loses %s %s more.",
                      orth_page_number(text, loss_of(row - 1, by) - loss_of(row, by)), by->unit);
    if (!more)
        return;
    orth_page_number(text, loss_of(row, by) - loss_of(row + 1, by));
    if (by->gas)
        orth_part_say(work->facts, part,
                      "One set point more would save %s %s and cost %s %s of gas.", text, by->unit,
                      orth_page_number(gas, row[1].gas - row->gas), by->unit);
    else
        orth_part_say(work->facts, part, "One set point more would save %s %s.", text, by->unit);
}

void orth_page_calls_numbers(orth_page_work *work, json_t *part, const orth_page_plan *plan)
{
    const orth_plan_study *study = plan->study;
    scale by = scale_of(plan);
    char text[ORTH_PAGE_WORD_MAX];
    if (study->row_count < 2)
        return;
    const orth_plan_row *last = &study->rows[study->row_count - 1];
    orth_part_say(
        work->facts, part, "Plans of %zu to %zu set points were made. %zu %s %s.",
        study->rows[0].points, last->points, study->chosen,
        orth_plural(study->chosen, "costs", "cost"),
        by.gas ? "least, loss and gas together"
               : "at most 1 % more than the best of these plans, in the fewest calls; the least "
                 "that any schedule loses is less still");
    say_savings(work, part, plan, &by);
    double spread = spread_bp(study, &by);
    orth_part_number(work->facts, part, "numbers_differ_bp", spread);
    if (spread < ORTH_REPORT_MATTERS_BP)
        orth_part_say(work->facts, part,
                      "All these numbers cost the same within %s bp: which one is taken does not "
                      "matter.",
                      orth_page_number(text, spread));
    draw(work->facts, part, plan, &by);
    write_table(work->facts, part, plan, &by);
}
