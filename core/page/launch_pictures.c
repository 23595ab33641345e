/* A sale over time: its price, what it raised so far, and who paid what. */
#include <math.h>
#include <stdio.h>

#include "page/amounts.h"
#include "page/launch_parts.h"
#include "report/launch.h"

#define HOURS_BELOW 2.0 /* days; shorter sales have an axis in hours */
#define WIDE 4.0        /* prices that span this factor have a logarithmic axis */

typedef struct axis_of_time {
    double factor; /* of days */
    const char *title;
} axis_of_time;

static axis_of_time time_of(const orth_launch *launch)
{
    double days = 0;
    for (size_t r = 0; r < launch->count; r++)
        days = fmax(days, launch->results[r].days);
    return days < HOURS_BELOW ? (axis_of_time){24, "hours since the start"}
                              : (axis_of_time){1, "days since the start"};
}

/* The mean of a curve, and with it between 5 and 95 % of price paths, of the first result: several
 * bands would hide each other. */
static void put_curve(orth_page_work *work, json_t *picture, const orth_launch *launch, size_t r,
                      double *const curves[3], const axis_of_time *axis)
{
    const orth_launch_result *result = &launch->results[r];
    char name[ORTH_LAUNCH_TEXT_MAX];
    bool band = r == 0 && launch->price_paths > 1;
    double blocks = (double)orth_launch_blocks(launch, result);
    json_t *series = orth_picture_series(work->facts, picture, orth_launch_name(name, launch, r),
                                         result->path, "line");
    for (size_t i = 0; i < result->recorded; i++) {
        double time = axis->factor * result->days * (double)result->blocks[i] / blocks;
        if (band)
            orth_series_interval(work->facts, series, time, curves[0][i], curves[1][i],
                                 curves[2][i]);
        else
            orth_series_point(work->facts, series, time, curves[0][i]);
    }
}

static void put_no_buyer(orth_page_work *work, json_t *picture, const orth_launch *launch,
                         const axis_of_time *axis)
{
    const orth_launch_result *result = &launch->results[0];
    double blocks = (double)orth_launch_blocks(launch, result);
    json_t *series =
        orth_picture_series(work->facts, picture, "if nobody buys", "benchmark:0", "line");
    for (size_t i = 0; i < result->recorded; i++)
        orth_series_point(work->facts, series,
                          axis->factor * result->days * (double)result->blocks[i] / blocks,
                          result->no_buyer[i]);
}

static bool is_wide(const orth_launch *launch)
{
    double low = INFINITY, high = 0;
    for (size_t r = 0; r < launch->count; r++)
        for (size_t i = 0; i < launch->results[r].recorded; i++) {
            const orth_launch_result *result = &launch->results[r];
            low = fmin(low, fmin(result->no_buyer[i], result->price[1][i]));
            high = fmax(high, fmax(result->no_buyer[i], result->price[2][i]));
        }
    return low > 0 && high > WIDE * low;
}

static void draw_price(orth_page_work *work, json_t *part, const orth_page_sale *sale)
{
    orth_facts *facts = work->facts;
    const orth_launch *launch = sale->launch;
    axis_of_time axis = time_of(launch);
    char title[ORTH_PAGE_WORD_MAX], describes[2 * ORTH_PAGE_WORD_MAX];
    snprintf(title, sizeof title, "%s for one %s",
             orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, sale->scenario.pool_unit),
             orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, orth_launch_project(launch)));
    snprintf(describes, sizeof describes,
             "The price in the pool over the sale, and how it would fall if nobody bought%s.",
             launch->price_paths > 1 ? "; means over draws of the demand, and around the first "
                                       "what nine of ten draws are within"
                                     : "");
    json_t *picture =
        orth_part_picture(facts, part, "price", "The price during the sale", describes);
    orth_picture_axis(facts, picture, false, axis.title, ORTH_AS_NUMBER, false);
    orth_picture_axis(facts, picture, true, title, ORTH_AS_NUMBER, is_wide(launch));
    for (size_t r = 0; r < launch->count; r++)
        put_curve(work, picture, launch, r, launch->results[r].price, &axis);
    put_no_buyer(work, picture, launch, &axis);
}

static void draw_raised(orth_page_work *work, json_t *part, const orth_page_sale *sale)
{
    orth_facts *facts = work->facts;
    const orth_launch *launch = sale->launch;
    axis_of_time axis = time_of(launch);
    char title[ORTH_PAGE_WORD_MAX];
    snprintf(title, sizeof title, "raised, %s",
             orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, sale->scenario.pool_unit));
    json_t *picture = orth_part_picture(facts, part, "raised", "What the sale raised so far",
                                        sale->scenario.launch->sales_blocked
                                            ? "Money that buyers paid until then, fees included."
                                            : "Money that buyers paid until then, fees included, "
                                              "less what sellers took out.");
    orth_picture_axis(facts, picture, false, axis.title, ORTH_AS_NUMBER, false);
    orth_picture_axis(facts, picture, true, title, ORTH_AS_MONEY, false);
    for (size_t r = 0; r < launch->count; r++)
        put_curve(work, picture, launch, r, launch->results[r].raised, &axis);
}

static void draw_paid(orth_page_work *work, json_t *part, const orth_page_sale *sale)
{
    orth_facts *facts = work->facts;
    const orth_launch *launch = sale->launch;
    char title[ORTH_PAGE_WORD_MAX], name[ORTH_LAUNCH_TEXT_MAX];
    snprintf(title, sizeof title, "%s paid for one %s",
             orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, sale->scenario.pool_unit),
             orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, orth_launch_project(launch)));
    json_t *picture = orth_part_picture(
        facts, part, "paid", "Who paid what",
        "The tokens sold in order of what was paid for them, the cheapest on the left: a flat line "
        "means that all buyers paid alike.");
    orth_picture_axis(facts, picture, false, "share of the tokens sold", ORTH_AS_PART, false);
    orth_picture_axis(facts, picture, true, title, ORTH_AS_NUMBER, false);
    for (size_t r = 0; r < launch->count; r++) {
        json_t *series = orth_picture_series(facts, picture, orth_launch_name(name, launch, r),
                                             launch->results[r].path, "line");
        for (size_t i = 0; i < ORTH_LAUNCH_SHARES; i++)
            orth_series_point(facts, series, (double)i / (ORTH_LAUNCH_SHARES - 1),
                              launch->results[r].paid[i]);
    }
}

void orth_page_launch_pictures(orth_page_work *work, json_t *part, const orth_page_sale *sale)
{
    draw_price(work, part, sale);
    draw_raised(work, part, sale);
    draw_paid(work, part, sale);
}
