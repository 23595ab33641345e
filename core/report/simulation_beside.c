#include "report/simulation_beside.h"

#include "base/money_text.h"
#include "orthant/loss.h"
#include "report/result_name.h"

static void write_result(const orth_simulation *simulation, const orth_simulation_result *result,
                         int width, FILE *stream)
{
    const orth_estimate *figures = result->figures;
    const orth_estimate *rvr = &figures[ORTH_FIGURE_SHORTFALL_RVR];
    char text[ORTH_MONEY_TEXT_MAX], half[40] = "";
    if (simulation->price_paths > 1)
        snprintf(half, sizeof half, "+- %.3g",
                 orth_simulation_bp(simulation, (rvr->high - rvr->low) / 2));
    orth_result_put(simulation, result, width, stream);
    fprintf(stream, "  %13s %-12s",
            orth_figure_text(text, orth_simulation_bp(simulation, rvr->mean), 4), half);
    double paid = orth_simulation_bp(simulation, figures[ORTH_FIGURE_BENCHMARK_COST].mean);
    fprintf(stream, "  %11s", orth_figure_text(text, paid, 4));
    fprintf(stream, "  %9.4g", figures[ORTH_FIGURE_BENCHMARK_TURNOVER].mean);
    fprintf(stream, "  %9.0f\n", figures[ORTH_FIGURE_BENCHMARK_TRADES].mean);
}

void orth_simulation_write_benchmark(const orth_simulation *simulation, int width, FILE *stream)
{
    const orth_benchmark_terms *terms = &simulation->scenario->benchmark;
    if (!simulation->scenario->has_benchmark)
        return;
    fprintf(stream,
            "\nAgainst a portfolio that follows the same weights on an exchange (fee %g of what it "
            "sells, half-spread\n%g of what it sells and buys",
            terms->fee, terms->half_spread);
    if (terms->min_trade > 0)
        fprintf(stream, ", no trade below %g of its value", terms->min_trade);
    fputs("), bp of the start's value:\n", stream);
    orth_result_title(simulation, width, stream);
    fprintf(stream, "  %13s %-12s  %11s  %9s  %9s\n", "shortfall_rvr", "", "it paid", "it sold",
            "trades");
    for (size_t r = 0; r < simulation->count; r++)
        write_result(simulation, &simulation->results[r], width, stream);
    fputs(
        "shortfall_rvr: what that portfolio has more than the pool at the end; below 0 the pool is "
        "the cheaper way.\nit sold: shares of its value, summed.\n",
        stream);
}

void orth_simulation_write_strategies(const orth_simulation *simulation, int width, FILE *stream)
{
    if (simulation->scenario->strategy_count == 0)
        return;
    fputs("\nThe weights:\n", stream);
    orth_result_title(simulation, width, stream);
    fprintf(stream, "  %9s  %9s  %9s  %9s  %9s  %9s\n", "return", "turnover", "KL, bp", "tokens",
            "at last", "on rails");
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_estimate *figures = simulation->results[r].figures;
        char kl[ORTH_MONEY_TEXT_MAX];
        orth_result_put(simulation, &simulation->results[r], width, stream);
        fprintf(stream, "  %7.2f %%  %9.4g  %9s", 100 * figures[ORTH_FIGURE_RETURN].mean,
                figures[ORTH_FIGURE_TURNOVER].mean,
                orth_figure_text(kl, orth_part_bp(figures[ORTH_FIGURE_MOVING_KL].mean), 4));
        fprintf(stream, "  %9.3f  %9.3f  %7.2f %%\n", figures[ORTH_FIGURE_EFFECTIVE_TOKENS].mean,
                figures[ORTH_FIGURE_EFFECTIVE_TOKENS_END].mean,
                100 * figures[ORTH_FIGURE_ON_RAILS].mean);
    }
    fputs("turnover: the sum of half the weights' changes. KL: what a pool without a fee loses to "
          "the moves, in the log\nof its value. tokens: e^H, H the entropy of the weights, in the "
          "mean. on rails: of the blocks.\n",
          stream);
}

void orth_simulation_write_execution(const orth_simulation *simulation, FILE *stream)
{
    const orth_scenario *scenario = simulation->scenario;
    if (!orth_figure_is_there(ORTH_FIGURE_EXECUTION_BP, scenario))
        return;
    fputs("\nWhat the contract's whole numbers cost a strategy, in bp of the final value that it "
          "would have without them:\n",
          stream);
    for (size_t r = 0; r < simulation->count; r++) {
        const orth_estimate *cost = &simulation->results[r].figures[ORTH_FIGURE_EXECUTION_BP];
        char text[ORTH_RESULT_TEXT_MAX], points[ORTH_MONEY_TEXT_MAX];
        if (!scenario->strategies[r].contract)
            continue;
        fprintf(stream, "%s: %s", orth_result_text(text, &simulation->results[r]),
                orth_figure_text(points, cost->mean, 4));
        if (simulation->price_paths > 1)
            fprintf(stream, " +- %.2g", (cost->high - cost->low) / 2);
        fputc('\n', stream);
    }
    fputs("Below 0: the pool ends with more. The weights differ, and so does what prices gain "
          "them.\n",
          stream);
}
