/* What a sale's pool is worth, for the commands that study its move and know of no sale. */
#include <string.h>

#include "base/text.h"
#include "numeric/decimal.h"
#include "scenario/read.h"

/* The price of the reserve at the start, exact, as far as the scenario itself says it. */
static bool price_of_reserve(const orth_scenario *scenario, mpq_t price)
{
    const orth_market_spec *market = scenario->market;
    size_t reserve = scenario->launch->reserve;
    mpq_set_ui(price, 1, 1);
    if (scenario->launch->reserve_prices != NULL)
        return false;
    if (market == NULL)
        return true;
    if (market->numeraire != NULL && strcmp(market->numeraire, scenario->tokens[reserve]) == 0)
        return true;
    if (market->prices != NULL)
        mpq_set_d(price, market->prices[reserve]);
    return market->prices != NULL || (market->file == NULL && market->file_count == 0);
}

/* (real + virtual) / r: the reserve is r of what the pool is worth at its own prices. */
orth_status orth_scenario_launch_value(orth_reader *reader)
{
    orth_scenario *scenario = reader->scenario;
    const orth_scenario_launch *launch = scenario->launch;
    const char *token = scenario->tokens[launch->reserve];
    mpq_t price;
    mpq_init(price);
    scenario->has_pool = price_of_reserve(scenario, price);
    mpq_add(scenario->pool_value, launch->reserve_balance, launch->virtual_reserve);
    mpq_div(scenario->pool_value, scenario->pool_value, scenario->start[launch->reserve]);
    mpq_mul(scenario->pool_value, scenario->pool_value, price);
    double unit = orth_rational_to_double(price), worth;
    mpq_clear(price);
    worth = orth_rational_to_double(scenario->pool_value);
    if (!scenario->has_pool) {
        mpq_set_ui(scenario->pool_value, 0, 1);
        return orth_read_note_apart(
            reader, &scenario->launch->value_note,
            "the price of %s stands in a file, so that commands but launch, "
            "which study the move, say no amounts of money",
            token);
    }
    if (!(worth >= ORTH_MONEY_MIN && worth <= ORTH_MONEY_MAX))
        return orth_read_fail(
            reader,
            "the pool is worth %.12g %s at the start; permitted: above 0, "
            "from " ORTH_LIMIT_TEXT(ORTH_MONEY_MIN) " to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX),
            worth, scenario->pool_unit);
    return orth_read_note_apart(reader, &scenario->launch->value_note,
                                "for commands but launch, which study the move, the pool is worth "
                                "%.12g %s, the reserve over its weight, with 1 %s at %.12g %s",
                                worth, scenario->pool_unit, token, unit, scenario->pool_unit);
}
