#include "sale/crowd.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define DAY_SECONDS 86400.0

static orth_status check_number(const char *name, double value, bool fine, const char *range,
                                orth_error *error)
{
    if (fine)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "%s of a sale's buyers is %g; permitted: %s", name, value,
                     range);
}

static bool within(double value, double least, double most)
{
    return value >= least && value <= most;
}

static orth_status check_rate(const orth_sale_rate *rate, orth_error *error)
{
    static const char from_0[] = "from 0";
    double days = rate->decay_days;
    orth_status status = ORTH_OK;
    if (rate->count == 0) {
        status = check_number("the rate of arrival", rate->rate, within(rate->rate, 0, HUGE_VAL),
                              from_0, error);
        if (status == ORTH_OK)
            status = check_number("decay_days", days, days >= 0 && isfinite(days), from_0, error);
        return status;
    }
    for (size_t i = 0; status == ORTH_OK && i < rate->count; i++) {
        status = check_number("a rate of arrival", rate->rates[i],
                              within(rate->rates[i], 0, HUGE_VAL), from_0, error);
        bool fine = i == 0 ? rate->days[0] == 0
                           : rate->days[i] > rate->days[i - 1] && isfinite(rate->days[i]);
        if (status == ORTH_OK)
            status =
                check_number("a day of a rate", rate->days[i], fine, "0, then increasing", error);
    }
    return status;
}

static orth_status check_terms(const orth_sale_buyers *terms, uint64_t blocks, orth_error *error)
{
    static const char deviations[] = "from 0 to " ORTH_LIMIT_TEXT(ORTH_SALE_DEVIATION_MAX);
    static const char shares[] = "from 0 to 1";
    const struct {
        const char *name;
        double value;
        bool fine;
        const char *range;
    } numbers[] = {
        {"budget", terms->budget, within(terms->budget, ORTH_MONEY_MIN, ORTH_MONEY_MAX),
         "from 1e-200 to 1e200"},
        {"budget_deviation", terms->budget_deviation,
         within(terms->budget_deviation, 0, ORTH_SALE_DEVIATION_MAX), deviations},
        {"deviation", terms->deviation, within(terms->deviation, 0, ORTH_SALE_DEVIATION_MAX),
         deviations},
        {"nu", terms->nu, terms->nu == 0 || (terms->nu > 2 && isfinite(terms->nu)), "0, above 2"},
        {"patient", terms->patient, within(terms->patient, 0, 1), shares},
        {"flippers", terms->flippers, within(terms->flippers, 0, 1), shares},
        {"gain", terms->gain, terms->gain >= 0 && isfinite(terms->gain), "from 0"},
        {"block_seconds", terms->block_seconds,
         terms->block_seconds > 0 && isfinite(terms->block_seconds), "above 0"},
    };
    orth_status status = check_rate(&terms->arrivals, error);
    for (size_t i = 0; status == ORTH_OK && i < sizeof numbers / sizeof *numbers; i++)
        status = check_number(numbers[i].name, numbers[i].value, numbers[i].fine, numbers[i].range,
                              error);
    if (status != ORTH_OK)
        return status;
    double days = (double)blocks * terms->block_seconds / DAY_SECONDS;
    double expected = orth_sale_rate_expected(&terms->arrivals, days);
    return check_number("the expected number", expected, expected <= ORTH_SALE_BUYERS_MAX,
                        "at most " ORTH_LIMIT_TEXT(ORTH_SALE_BUYERS_MAX), error);
}

/* The list of rates becomes the crowd's own. */
static orth_status copy_rates(orth_sale_crowd *crowd, orth_error *error)
{
    orth_sale_rate *own = &crowd->terms.arrivals;
    size_t count = own->count;
    if (count == 0)
        return ORTH_OK;
    crowd->rates = malloc(2 * count * sizeof(double));
    if (crowd->rates == NULL)
        return orth_fail_memory(error, 2 * (double)count * sizeof(double));
    memcpy(crowd->rates, own->days, count * sizeof(double));
    memcpy(crowd->rates + count, own->rates, count * sizeof(double));
    own->days = crowd->rates;
    own->rates = crowd->rates + count;
    return ORTH_OK;
}

orth_status orth_sale_crowd_create(orth_sale_crowd **crowd, const orth_sale_buyers *terms,
                                   uint64_t blocks, orth_error *error)
{
    *crowd = NULL;
    orth_status status = check_terms(terms, blocks, error);
    if (status != ORTH_OK)
        return status;
    orth_sale_crowd *made = calloc(1, sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, sizeof *made);
    made->terms = *terms;
    made->blocks = blocks;
    status = copy_rates(made, error);
    if (status != ORTH_OK) {
        orth_sale_crowd_free(made);
        return status;
    }
    orth_sale_crowd_start(made, 0);
    *crowd = made;
    return ORTH_OK;
}

void orth_sale_crowd_free(orth_sale_crowd *crowd)
{
    if (crowd == NULL)
        return;
    free(crowd->rates);
    free(crowd->bids.heap);
    free(crowd->offers.heap);
    free(crowd->purchases);
    free(crowd);
}

void orth_crowd_next(orth_sale_crowd *crowd)
{
    crowd->next = orth_buyer_draw_next(&crowd->draw);
    double block = ceil(crowd->next.days * DAY_SECONDS / crowd->terms.block_seconds);
    crowd->next_block = block <= (double)crowd->blocks ? (uint64_t)block : ORTH_CROWD_NEVER;
    if (crowd->next_block == 0) /* a time that underflowed */
        crowd->next_block = 1;
}

void orth_sale_crowd_start(orth_sale_crowd *crowd, uint64_t price_path)
{
    static const orth_dd zero = {0};
    crowd->block = 0;
    crowd->came = 0;
    crowd->bids.count = crowd->offers.count = crowd->count = 0;
    crowd->paid = crowd->taken = crowd->fees = crowd->unfilled = crowd->priced_out = zero;
    crowd->highest_price = 0;
    crowd->first_block = 0;
    orth_buyer_draw_start(&crowd->draw, &crowd->terms, price_path);
    orth_crowd_next(crowd);
}

orth_sale_crowd_sums orth_sale_crowd_now(const orth_sale_crowd *crowd)
{
    orth_dd unfilled = crowd->unfilled, priced_out = crowd->priced_out;
    for (size_t i = 0; i < crowd->bids.count; i++) {
        const orth_order *order = &crowd->bids.heap[i];
        orth_dd *sum = order->purchase == ORTH_ORDER_NOTHING ? &priced_out : &unfilled;
        *sum = orth_dd_add(*sum, orth_dd_from(order->amount));
    }
    return (orth_sale_crowd_sums){.came = crowd->came,
                                  .bought = crowd->count,
                                  .paid = orth_dd_value(crowd->paid),
                                  .taken = orth_dd_value(crowd->taken),
                                  .fees = orth_dd_value(crowd->fees),
                                  .highest_price = crowd->highest_price,
                                  .first_block = crowd->first_block,
                                  .unfilled = orth_dd_value(unfilled),
                                  .priced_out = orth_dd_value(priced_out)};
}

const orth_sale_purchase *orth_sale_crowd_purchases(const orth_sale_crowd *crowd, size_t *count)
{
    *count = crowd->count;
    return crowd->purchases;
}

double orth_sale_crowd_gini(orth_sale_crowd *crowd)
{
    if (crowd->count == 0)
        return 0;
    orth_sale_purchase *sorted = crowd->purchases + crowd->room;
    memcpy(sorted, crowd->purchases, crowd->count * sizeof *sorted);
    return orth_sale_gini(crowd->count, sorted);
}
