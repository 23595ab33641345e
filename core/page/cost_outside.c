/* Selling on an exchange, beside the move in the pool. */
#include <math.h>

#include "orthant/loss.h"
#include "page/cost.h"
#include "page/words.h"

#define SAME 0.05 /* of the cost: less is no reason for one or the other */

static void say_break_even(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    char fee[ORTH_PAGE_WORD_MAX];
    if (!(of->turnover > 0 && of->known.cost > 0) || of->known.blind)
        return;
    double rate = of->known.cost / of->turnover;
    orth_part_number(work->facts, part, "break_even", rate);
    orth_part_say(
        work->facts, part,
        "Trading the same on an exchange would cost as much where its fee and its whole spread "
        "together take %s bp of what is sold; where they take more, the pool is the cheaper way.",
        orth_page_number(fee, orth_part_bp(rate)));
}

void orth_page_cost_outside(orth_page_work *work, json_t *part, const orth_page_cost_facts *of)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    const orth_outside *outside = &of->choice.comparison->outside;
    char cost[ORTH_PAGE_WORD_MAX], more[ORTH_PAGE_WORD_MAX];
    if (!of->choice.comparison->has_outside) {
        say_break_even(work, part, of);
        orth_part_missing(facts, part, "/benchmark", "what trading on an exchange costs instead");
        return;
    }
    orth_page_cost(cost, scenario, outside->once.cost);
    orth_part_number(facts, part, "outside_bp", orth_part_bp(outside->once.cost));
    double difference = outside->once.cost - of->known.cost;
    orth_page_cost(more, scenario, fabs(difference));
    bool known = of->known.by_simulation || !isnan(outside->difference);
    if (known) {
        orth_part_say(
            facts, part,
            "Taking the tokens out and trading at once on an exchange costs %s (%.6g bp of "
            "fee and twice %.6g bp of half-spread, on each side of the trade's %.4g %% of "
            "the value%s), %s %s than the pool; what a large order does to the price is "
            "left out.",
            cost, orth_part_bp(scenario->benchmark.fee),
            orth_part_bp(scenario->benchmark.half_spread), 100 * of->turnover,
            scenario->rules.gate.gas > 0 ? ", and gas" : "", more,
            difference >= 0 ? "more" : "less");
        orth_facts_decide(facts, ORTH_DECISION_COST,
                          "Trading at once on an exchange would cost %s, %s %s%s.", cost,
                          orth_page_cost(more, scenario, fabs(difference)),
                          difference >= 0 ? "more" : "less",
                          fabs(difference) <= SAME * of->known.cost
                              ? ", within a twentieth of it: no difference to decide by"
                              : "");
    } else {
        orth_part_say(facts, part,
                      "Taking the tokens out and trading at once on an exchange costs %s. Whether "
                      "the pool is cheaper is not known: what gas adds has to be simulated, which "
                      "takes a market.",
                      cost);
    }
    say_break_even(work, part, of);
}
