/* What a slower or a faster move means for whoever wants the target: prices move meanwhile. */
#include <math.h>

#include "base/plural.h"
#include "page/steps.h"
#include "page/words.h"

orth_status orth_page_price_risk(double *risk, const orth_page_work *work, uint64_t steps,
                                 orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_price_noise noise;
    orth_move *move;
    double variance = 0;
    *risk = NAN;
    orth_status status = orth_price_noise_of(&noise, scenario, error);
    if (status != ORTH_OK)
        return status;
    status = orth_scenario_move(&move, scenario, error);
    for (size_t i = 0; status == ORTH_OK && noise.covariance != NULL && i < move->n; i++)
        for (size_t j = 0; j < move->n; j++)
            variance += move->delta[i] * noise.covariance[i * move->n + j] * move->delta[j];
    if (variance > 0)
        *risk = sqrt(variance * (double)steps * (double)scenario->blocks_per_step / 3);
    orth_move_free(move);
    orth_price_noise_clear(&noise);
    return status;
}

/* The cheapest number of steps, where it is another than the scenario's. */
orth_status orth_page_steps_decide(orth_page_work *work, json_t *part, const orth_page_steps *steps,
                                   double saves, const char *known_by, orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    orth_facts *facts = work->facts;
    bool slower = steps->best > steps->own;
    char best[ORTH_PAGE_WORD_MAX], time[ORTH_PAGE_WORD_MAX], cost[ORTH_PAGE_WORD_MAX],
        less[ORTH_PAGE_WORD_MAX], risk[ORTH_PAGE_WORD_MAX], now[ORTH_PAGE_WORD_MAX];
    double at_best, at_own;
    orth_status status = orth_page_price_risk(&at_best, work, steps->best, error);
    if (status == ORTH_OK)
        status = orth_page_price_risk(&at_own, work, steps->own, error);
    if (status != ORTH_OK)
        return status;
    orth_part_number(facts, part, "price_risk", at_own);
    orth_part_number(facts, part, "price_risk_at_best", at_best);
    orth_facts_decide(
        facts, ORTH_DECISION_DO,
        "%s, about %s step%s (%s), it would cost %s less (%s against %s, counted as under How many steps), %s.%s",
        slower ? "If you may take longer" : "In less time",
        orth_page_count(best, orth_page_about(steps->best)), orth_plural(steps->best, "", "s"),
        orth_page_time(time, orth_page_seconds(scenario, steps->best)),
        orth_page_cost(less, scenario, saves),
        orth_page_cost(cost, scenario, orth_page_share(steps->best_cost)),
        orth_page_cost((char[ORTH_PAGE_WORD_MAX]){0}, scenario,
                       orth_page_share(steps->best_cost) + saves),
        known_by, steps->last ? " Longer still was not tried." : "");
    if (slower && isfinite(at_best)) {
        orth_part_say(
            facts, part,
            "Until a move is made the pool holds less of what it is to hold. By that alone its "
            "value may end higher or lower than that of a pool at its target by some %s in %s, by "
            "some %s in %s (one standard deviation, the volatility being as assumed; turnover x "
            "volatility x the root of a third of the time). No cost here counts that.",
            orth_page_cost(now, scenario, at_own),
            orth_page_time((char[ORTH_PAGE_WORD_MAX]){0}, orth_page_seconds(scenario, steps->own)),
            orth_page_cost(risk, scenario, at_best), time);
        orth_facts_decide(facts, ORTH_DECISION_DO,
                          "Not counted in that: until then the pool is not where you want it, and "
                          "prices may help or hurt by some %s, in the scenario's time by some %s.",
                          risk, now);
    }
    return ORTH_OK;
}
