/* The cost of the move that the page goes by. */
#include "orthant/loss.h"
#include "page/tried.h"
#include "page/words.h"

orth_status orth_work_known_cost(orth_page_known_cost *known, orth_page_work *work,
                                 orth_error *error)
{
    const orth_scenario *scenario = work->scenario;
    const orth_page_simulated *simulated;
    *known = (orth_page_known_cost){0};
    orth_status status = orth_work_simulated(work, &simulated, error);
    if (status != ORTH_OK)
        return status;
    const orth_page_choice *choice = &work->study->choice;
    const orth_comparison_result *best = choice->best;
    bool whole = best->has_cost && best->cost.valid && !best->has_gas && scenario->noise.rate == 0;
    known->by_simulation = simulated->simulation != NULL && !whole;
    known->apart = orth_page_apart(scenario) * (double)best->steps;
    known->cost = known->by_simulation ? orth_page_share(simulated->cost.mean)
                                       : choice->cost + orth_page_share(known->apart);
    known->blind = !known->by_simulation && choice->basis == ORTH_OUTSIDE_LOSS &&
                   choice->comparison->pricing->fee > 0 && scenario->market == NULL;
    return ORTH_OK;
}
