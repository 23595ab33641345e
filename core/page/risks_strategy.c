/* What could go wrong with strategies, by the price paths that were run. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/plural.h"
#include "page/amounts.h"
#include "page/risks.h"

static void add(orth_page_risks *risks, const char *name, const char *risk, double part,
                const char *does, const char *known)
{
    char text[200];
    snprintf(text, sizeof text, "%s%s%.100s", orth_page_name((char[ORTH_PAGE_NAME_MAX]){0}, name),
             *name != '\0' ? ": " : "", risk);
    orth_page_risks_add(
        risks,
        &(orth_page_risk){
            .risk = text, .does = does, .part = part, .money = NAN, .total = NAN, .known = known});
}

static void add_bad_path(orth_page_risks *risks, const orth_page_run *run, size_t s,
                         const char *name)
{
    const orth_simulation *simulation = run->simulation;
    const orth_simulation_result *result = &simulation->results[s];
    const char *known = simulation->price_paths > 1 ? "simulation" : "one price path";
    char does[200], value[ORTH_PAGE_WORD_MAX], down[ORTH_PAGE_WORD_MAX];
    double worst = result->figures[ORTH_FIGURE_FINAL_VALUE].quantiles[0];
    if (simulation->price_paths > 1) {
        snprintf(does, sizeof does, "the pool ends at %s or less",
                 orth_page_money(value, &run->scenario, worst));
        add(risks, name, "one price path of twenty", 1 - worst / simulation->start_value, does,
            known);
    }
    if (result->performance == NULL)
        return;
    const orth_estimate *of =
        &result->performance->figures[ORTH_PERFORMANCE_MAXIMUM_DRAWDOWN].estimate;
    double deepest = simulation->price_paths > 1 ? of->quantiles[ORTH_QUANTILES - 1] : of->mean;
    snprintf(does, sizeof does, "its value falls %s below its highest on the way",
             orth_page_percent(down, deepest));
    add(risks, name,
        simulation->price_paths > 1 ? "the deepest fall of one path of twenty" : "the deepest fall",
        NAN, does, known);
}

static void add_rails(orth_page_risks *risks, const orth_page_run *run, size_t s, const char *name)
{
    const orth_simulation_result *result = &run->simulation->results[s];
    double on_rails = result->figures[ORTH_FIGURE_ON_RAILS].mean;
    char does[200], part[ORTH_PAGE_WORD_MAX];
    if (on_rails > 0) {
        snprintf(does, sizeof does,
                 "in %s of blocks some weight is at its least or its largest, and the rule gets "
                 "less than it wants",
                 orth_page_percent(part, on_rails));
        add(risks, name, "the rails bind", NAN, does, "simulation");
    }
    if (run->scenario.strategies[s].contract) {
        const orth_estimate *cost = &result->figures[ORTH_FIGURE_EXECUTION_BP];
        add(risks, name, "the contract's whole numbers", 1e-4 * cost->mean,
            "small changes of weights are not made at all", "simulation");
    }
    if (result->undecided > 0) {
        snprintf(does, sizeof does,
                 "%" PRIu64 " decision%s not made because a score was no finite number",
                 result->undecided, orth_plural(result->undecided, " was", "s were"));
        add(risks, name, "the rule's scores leave the range of numbers", NAN, does, "simulation");
    }
}

static void add_costs(orth_page_risks *risks, const orth_page_run *run, size_t s, const char *name)
{
    const orth_simulation *simulation = run->simulation;
    const orth_estimate *figures = simulation->results[s].figures;
    double start = simulation->start_value;
    add(risks, name, "arbitrage takes its part of each price move (LVR)",
        figures[ORTH_FIGURE_LVR].mean / start,
        "in the mean, before the fees that it pays; it is in the figures of the strategy",
        "simulation");
    add(risks, name, "arbitrage takes its part of each move of the weights",
        figures[ORTH_FIGURE_WEIGHT_LOSS].mean / start,
        "likewise: a rule that moves much pays much, whatever prices do", "simulation");
}

static void add_others(orth_page_risks *risks)
{
    const orth_scenario *scenario = risks->work->scenario;
    if (scenario->presence == 1 && !(scenario->rules.sizing > 0 && scenario->rules.sizing < 1))
        add(risks, "", "arbitrage is absent or small", NAN,
            "the pool stays behind its weights; here somebody trades the whole gap in every block",
            "no figure: simulate with arbitrage.presence or sizing");
    add(risks, "", "the fee, or gas, is another", NAN,
        "what arbitrage takes and pays changes, and so may which strategy is best",
        "no figure: orthant sweep runs many fees");
    add(risks, "", "the rule sees prices that are wrong or late", NAN,
        "it moves the weights the wrong way, and pays for that; here it sees the true price of the "
        "block before",
        "no figure");
    add(risks, "", "others see its next move coming", NAN,
        "a rule that is public can be traded against by whoever builds blocks: orthant safety", "");
}

orth_status orth_page_risks_of_strategies(orth_page_work *work, json_t *part, orth_error *error)
{
    const orth_page_run *run;
    orth_page_risks risks;
    if (work->scenario->market == NULL) {
        orth_part_missing(work->facts, part, "/market",
                          "how deep the pool may fall, and how often the rails bind");
        return ORTH_OK;
    }
    orth_status status = orth_work_simulation(work, &run, error);
    if (status != ORTH_OK)
        return status;
    orth_page_risks_begin(&risks, work, part,
                          "What it costs, or may cost, of the value at the start",
                          &(orth_page_risks_columns){.part = "lost, of the value"});
    for (size_t s = 0; s < run->simulation->count; s++) {
        const char *name = run->simulation->count > 1 ? run->simulation->results[s].path : "";
        add_bad_path(&risks, run, s, name);
        add_rails(&risks, run, s, name);
        add_costs(&risks, run, s, name);
    }
    add_others(&risks);
    return ORTH_OK;
}
