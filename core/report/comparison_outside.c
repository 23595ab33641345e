#include "report/comparison_outside.h"

#include <inttypes.h>
#include <math.h>

#include "base/money_text.h"
#include "base/plural.h"
#include "numeric/decimal.h"
#include "orthant/loss.h"

/* Why there is no difference. */
#define GAS_LEFT_OUT                                                                               \
    "the pool's arbitrageur pays gas too, and what gas adds to the pool's cost is not known in "   \
    "closed form where there is a fee and prices are noisy"

static double value_of(const orth_scenario *scenario)
{
    return scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 0;
}

/* NaN, which is null in the JSON, stands for what is not known. */
static void write_money(orth_json_out *json, const orth_scenario *scenario, const char *key,
                        double share)
{
    orth_json_known(json, key, scenario->has_pool && !isnan(share), value_of(scenario) * share);
}

static void write_way(orth_json_out *json, const orth_scenario *scenario,
                      const orth_outside_way *way)
{
    orth_json_double(json, "turnover", way->turnover);
    orth_json_integer(json, "trades", (int64_t)way->trades);
    orth_json_double(json, "cost_bp", orth_part_bp(way->cost));
    write_money(json, scenario, "cost_value", way->cost);
}

void orth_comparison_write_outside_json(orth_json_out *json, const orth_comparison *comparison)
{
    const orth_scenario *scenario = comparison->scenario;
    const orth_outside *outside = &comparison->outside;
    if (!comparison->has_outside) {
        orth_json_null(json, "outside");
        return;
    }
    const orth_comparison_result *best = &comparison->results[outside->best];
    orth_json_open_object(json, "outside");
    write_way(json, scenario, &outside->once);
    orth_json_open_object(json, "along");
    orth_json_string(json, "path", outside->along_path);
    orth_json_integer(json, "steps", (int64_t)outside->along_steps);
    write_way(json, scenario, &outside->along);
    orth_json_close_object(json);
    orth_json_open_object(json, "pool");
    orth_json_string(json, "path", best->path);
    orth_json_integer(json, "steps", (int64_t)best->steps);
    orth_json_string(json, "basis", orth_outside_basis_name(outside->basis));
    orth_json_double(json, "cost_bp", orth_part_bp(outside->pool_cost));
    write_money(json, scenario, "cost_value", outside->pool_cost);
    orth_json_close_object(json);
    orth_json_known(json, "difference_bp", !isnan(outside->difference),
                    orth_part_bp(outside->difference));
    write_money(json, scenario, "difference_value", outside->difference);
    if (isnan(outside->difference))
        orth_json_string(json, "difference_why", GAS_LEFT_OUT);
    else
        orth_json_null(json, "difference_why");
    orth_json_close_object(json);
}

/* "2.8 bp (2800.00 USD)" */
static void put_cost(const orth_scenario *scenario, double share, FILE *stream)
{
    char text[ORTH_MONEY_TEXT_MAX];
    fprintf(stream, "%.4g bp", orth_part_bp(share));
    if (scenario->has_pool)
        fprintf(stream, " (%s %s)", orth_figure_text(text, value_of(scenario) * share, 2),
                scenario->pool_unit);
}

static void put_difference(const orth_outside *outside, const orth_comparison_result *best,
                           const orth_scenario *scenario, FILE *stream)
{
    if (isnan(outside->difference)) {
        fputs(".\nWhether the pool is cheaper is not known: its arbitrageur pays gas too, and what "
              "that adds to its\n"
              "cost has to be simulated where there is a fee and prices are noisy "
              "(orthant simulate).\n",
              stream);
        return;
    }
    fputs(", ", stream);
    put_cost(scenario, fabs(outside->difference), stream);
    fprintf(stream, " %s than %s in %" PRIu64 " step%s%s.\n",
            outside->difference >= 0 ? "more" : "less", best->path, best->steps,
            orth_plural(best->steps, "", "s"),
            outside->basis == ORTH_OUTSIDE_WITH_FEE ? " with the fee"
            : outside->basis == ORTH_OUTSIDE_GAS    ? " with gas"
                                                    : " without a fee");
}

void orth_comparison_write_outside(const orth_comparison *comparison, FILE *stream)
{
    const orth_scenario *scenario = comparison->scenario;
    const orth_outside *outside = &comparison->outside;
    const orth_benchmark_terms *terms = &scenario->benchmark;
    if (!comparison->has_outside)
        return;
    const orth_comparison_result *best = &comparison->results[outside->best];
    double gas = scenario->rules.gate.gas;
    fprintf(stream, "\nOn an exchange (fee %g, half-spread %g", terms->fee, terms->half_spread);
    if (gas > 0)
        fprintf(stream, ", gas of %.6g %s a trade", gas, scenario->pool_unit);
    fprintf(stream, ") the move sells %.4g of the value.\nAt once that costs ",
            outside->once.turnover);
    put_cost(scenario, outside->once.cost, stream);
    put_difference(outside, best, scenario, stream);
    fprintf(stream, "Along %s's %" PRIu64 " step%s, in %" PRIu64 " trade%s, it costs ",
            outside->along_path, outside->along_steps, orth_plural(outside->along_steps, "", "s"),
            outside->along.trades, orth_plural(outside->along.trades, "", "s"));
    put_cost(scenario, outside->along.cost, stream);
    fputs(".\nWhat large orders do to the price is left out.\n", stream);
}
