/* A launch for people. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plain_locale.h"
#include "orthant/report.h"
#include "report/launch.h"
#include "report/launch_head.h"

#define MONEY -1 /* decimals: as many as show 7 digits of the greatest number */
#define PRICE -2 /* or 6 */
#define DECIMALS_MOST 12
#define SETTING_MOST 24

/* What a column of numbers shows of the estimate of a figure. */
typedef enum column_part {
    PART_MEAN,
    PART_HALF, /* of the 95 % interval */
    PART_LOW,  /* 5, 50 and 95 % */
    PART_MIDDLE,
    PART_HIGH,
} column_part;

typedef struct column {
    orth_launch_figure figure;
    column_part part;
    const char *above, *title;
    double factor;
    int decimals; /* or MONEY, PRICE: as its numbers want */
    int width;    /* set when the table is laid out */
} column;

/* Estimates of all results, or of their differences to the first: [result][figure]. */
typedef struct table {
    const orth_launch *launch;
    orth_launch_estimate *of;
} table;

static double value_of(const table *t, size_t r, const column *c)
{
    const orth_estimate *of = &t->of[r * ORTH_LAUNCH_FIGURES + (size_t)c->figure].estimate;
    switch (c->part) {
    case PART_MEAN:
        return c->factor * of->mean;
    case PART_HALF:
        return c->factor * (of->high - of->low) / 2;
    default: /* 0.05, 0.5 and 0.95 */
        return c->factor * of->quantiles[2 * (c->part - PART_LOW)];
    }
}

static int digits_before(double value)
{
    return value > 0 ? (int)floor(log10(value)) + 1 : 1;
}

static const char *number(char text[ORTH_MONEY_TEXT_MAX], const column *c, double value)
{
    if (isnan(value))
        return "-";
    return orth_figure_text(text, value, c->decimals);
}

/* Decimals by the greatest number of a column, its width by the longest. */
static void lay_out(const table *t, size_t first, column *c)
{
    char text[ORTH_MONEY_TEXT_MAX];
    double greatest = 0;
    for (size_t r = first; r < t->launch->count; r++)
        greatest = fmax(greatest, fabs(value_of(t, r, c)));
    if (c->decimals < 0) {
        int decimals = (c->decimals == MONEY ? 7 : 6) - digits_before(greatest);
        c->decimals = decimals < 0 ? 0 : decimals > DECIMALS_MOST ? DECIMALS_MOST : decimals;
    }
    size_t width = strlen(c->title);
    width = strlen(c->above) > width ? strlen(c->above) : width;
    for (size_t r = first; r < t->launch->count; r++) {
        size_t length = strlen(number(text, c, value_of(t, r, c)));
        width = length > width ? length : width;
    }
    c->width = (int)width;
}

/* Columns of what results differ in; those of paths and lengths may be long. */
static int setting_width(const orth_launch *launch, orth_launch_column setting)
{
    static const char *const titles[] = {"start", "end", "fee", "length", "path"};
    char text[ORTH_LAUNCH_TEXT_MAX];
    size_t width = strlen(titles[setting]);
    for (size_t r = 0; r < launch->count; r++) {
        size_t length = strlen(orth_launch_text(text, &launch->results[r], setting));
        width = length > width ? length : width;
    }
    return width > SETTING_MOST ? SETTING_MOST : (int)width;
}

/* The settings of a result, of the titles (r = the count), or blanks (r beyond it). */
static void put_settings(const orth_launch *launch, size_t r, FILE *stream)
{
    static const char *const titles[] = {"start", "end", "fee", "length", "path"};
    char text[ORTH_LAUNCH_TEXT_MAX];
    const char *gap = "";
    for (int s = 0; s < ORTH_LAUNCH_COLUMNS; s++) {
        orth_launch_column setting = (orth_launch_column)s;
        if (!orth_launch_varies(launch, setting))
            continue;
        const char *shown = r < launch->count ? orth_launch_text(text, &launch->results[r], setting)
                            : r == launch->count ? titles[s]
                                                 : "";
        fprintf(stream, "%s%-*.*s", gap, setting_width(launch, setting), SETTING_MOST, shown);
        gap = "  ";
    }
}

/* Rows from result `first` on. */
static void write_columns(const table *t, size_t first, size_t count, column *columns, FILE *stream)
{
    char text[ORTH_MONEY_TEXT_MAX];
    size_t results = t->launch->count;
    for (size_t c = 0; c < count; c++)
        lay_out(t, first, &columns[c]);
    for (int line = 0; line < 2; line++) {
        put_settings(t->launch, line == 0 ? results + 1 : results, stream);
        size_t last = count;
        while (line == 0 && columns[last - 1].above[0] == '\0')
            last--;
        for (size_t c = 0; c < last; c++)
            fprintf(stream, "  %*s", columns[c].width,
                    line == 0 ? columns[c].above : columns[c].title);
        fputc('\n', stream);
    }
    for (size_t r = first; r < results; r++) {
        put_settings(t->launch, r, stream);
        for (size_t c = 0; c < count; c++)
            fprintf(stream, "  %*s", columns[c].width,
                    number(text, &columns[c], value_of(t, r, &columns[c])));
        fputc('\n', stream);
    }
}

/* ---------------------------------------------------------------- the parts */

#define COLUMNS_MOST 10

static void write_main(const table *t, FILE *stream)
{
    column columns[COLUMNS_MOST];
    size_t count = 0;
    const char *unit = t->launch->scenario->pool_unit, *project = orth_launch_project(t->launch);
    columns[count++] = (column){ORTH_LAUNCH_RAISED, PART_MEAN, unit, "raised", 1, MONEY, 0};
    if (t->launch->price_paths > 1)
        columns[count++] = (column){ORTH_LAUNCH_RAISED, PART_HALF, "95 %", "+-", 1, PRICE, 0};
    columns[count++] = (column){ORTH_LAUNCH_SOLD, PART_MEAN, project, "sold", 1, MONEY, 0};
    columns[count++] = (column){ORTH_LAUNCH_SHARE_LEFT, PART_MEAN, "%", "left", 100, 2, 0};
    columns[count++] =
        (column){ORTH_LAUNCH_AVERAGE_PRICE, PART_MEAN, "average", "price", 1, PRICE, 0};
    columns[count++] = (column){ORTH_LAUNCH_LAST_PRICE, PART_MEAN, "last", "price", 1, PRICE, 0};
    columns[count++] = (column){ORTH_LAUNCH_FIRST_BLOCK, PART_MEAN, "first", "block", 1, 0, 0};
    columns[count++] = (column){ORTH_LAUNCH_GINI, PART_MEAN, "", "gini", 1, 4, 0};
    columns[count++] = (column){ORTH_LAUNCH_BUYERS, PART_MEAN, "", "buyers", 1, 0, 0};
    write_columns(t, 0, count, columns, stream);
}

static void write_spread(const table *t, FILE *stream)
{
    static const struct {
        const char *above, *title;
        column_part part;
    } parts[] = {{"", "5 %", PART_LOW}, {"", "median", PART_MIDDLE}, {"", "95 %", PART_HIGH}};
    column columns[COLUMNS_MOST];
    size_t count = 0;
    for (size_t i = 0; i < 3; i++)
        columns[count++] = (column){
            ORTH_LAUNCH_RAISED, parts[i].part, i == 2 ? "raised" : "", parts[i].title, 1, MONEY, 0};
    for (size_t i = 0; i < 3; i++)
        columns[count++] = (column){ORTH_LAUNCH_AVERAGE_PRICE,
                                    parts[i].part,
                                    i == 2 ? "average price" : "",
                                    parts[i].title,
                                    1,
                                    PRICE,
                                    0};
    fputs("\nOver the price paths:\n", stream);
    write_columns(t, 0, count, columns, stream);
}

static void write_others(const table *t, FILE *stream)
{
    column columns[COLUMNS_MOST];
    size_t count = 0;
    const orth_scenario_launch *sale = t->launch->scenario->launch;
    const char *unit = t->launch->scenario->pool_unit, *project = orth_launch_project(t->launch);
    columns[count++] =
        (column){ORTH_LAUNCH_HIGHEST_PRICE, PART_MEAN, "highest", "price", 1, PRICE, 0};
    columns[count++] =
        (column){ORTH_LAUNCH_LAST_TO_VALUE, PART_MEAN, "last over", "value", 1, 4, 0};
    columns[count++] =
        (column){ORTH_LAUNCH_PRICE_DEVIATION, PART_MEAN, "price", "deviation", 1, 4, 0};
    columns[count++] = (column){ORTH_LAUNCH_FEES, PART_MEAN, unit, "fees", 1, 2, 0};
    if (sale->demand == ORTH_DEMAND_BUYERS)
        columns[count++] = (column){ORTH_LAUNCH_UNFILLED, PART_MEAN, unit, "unfilled", 1, 2, 0};
    if (sale->has_sniper) {
        columns[count++] =
            (column){ORTH_LAUNCH_SNIPER_SPENT, PART_MEAN, "sniper", "spends", 1, 2, 0};
        columns[count++] =
            (column){ORTH_LAUNCH_SNIPER_TOKENS, PART_MEAN, project, "gets", 1, MONEY, 0};
        columns[count++] =
            (column){ORTH_LAUNCH_SNIPER_PROFIT, PART_MEAN, unit, "his profit", 1, 2, 0};
    }
    fputc('\n', stream);
    write_columns(t, 0, count, columns, stream);
}

static void write_differences(const table *t, FILE *stream)
{
    column columns[COLUMNS_MOST];
    size_t count = 0;
    bool many = t->launch->price_paths > 1;
    static const struct {
        orth_launch_figure figure;
        const char *above, *title;
    } all[] = {{ORTH_LAUNCH_RAISED, "", "raised"},
               {ORTH_LAUNCH_SOLD, "", "sold"},
               {ORTH_LAUNCH_AVERAGE_PRICE, "average", "price"}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        columns[count++] =
            (column){all[i].figure, PART_MEAN, all[i].above, all[i].title, 1, PRICE, 0};
        if (many)
            columns[count++] = (column){all[i].figure, PART_HALF, "95 %", "+-", 1, PRICE, 0};
    }
    fprintf(stream, "\nLess the first one's%s:\n", many ? ", price path by price path" : "");
    write_columns(t, 1, count, columns, stream);
}

/* ---------------------------------------------------------------- the table */

static orth_status fill(const table *t, bool differences, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t r = 0; status == ORTH_OK && r < t->launch->count; r++)
        for (int f = 0; status == ORTH_OK && f < ORTH_LAUNCH_FIGURES; f++) {
            orth_launch_estimate *of = &t->of[r * ORTH_LAUNCH_FIGURES + (size_t)f];
            orth_launch_figure figure = (orth_launch_figure)f;
            status = differences ? orth_launch_difference(of, t->launch, r, 0, figure, error)
                                 : orth_launch_estimate_of(of, t->launch, r, figure, error);
        }
    return status;
}

orth_status orth_launch_write_table(const orth_launch *launch,
                                    const orth_launch_in_contract *contract, FILE *stream,
                                    orth_error *error)
{
    table t = {launch, calloc(launch->count * ORTH_LAUNCH_FIGURES, sizeof *t.of)};
    if (t.of == NULL)
        return orth_fail_memory(error, (double)launch->count * ORTH_LAUNCH_FIGURES * sizeof *t.of);
    orth_locale outer = orth_locale_enter();
    orth_status status = fill(&t, false, error);
    if (status == ORTH_OK) {
        orth_launch_write_head(launch, stream);
        write_main(&t, stream);
        write_others(&t, stream);
        if (launch->price_paths > 1)
            write_spread(&t, stream);
        if (launch->count > 1)
            status = fill(&t, true, error);
    }
    if (status == ORTH_OK && launch->count > 1)
        write_differences(&t, stream);
    if (status == ORTH_OK && contract != NULL)
        status = orth_launch_write_contract(launch, contract, stream, error);
    if (status == ORTH_OK)
        fprintf(stream,
                "\nraised: what buyers paid, fees included, less what sellers took. price: %s for "
                "one %s. gini: of\nthe prices that buyers paid, 0 where all paid the same. "
                "deviation: root mean square of log(price /\naverage price) from the first buy "
                "on.\n",
                launch->scenario->pool_unit, orth_launch_project(launch));
    orth_locale_leave(outer);
    free(t.of);
    return status;
}
