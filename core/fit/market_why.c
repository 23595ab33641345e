/* Why a value has no interval, in words, and the notes of it. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "fit/market_made.h"

static const char flat[] = "the likelihood is flat in it: these data do not tell it";

const char *orth_fit_why_none(const orth_fit_problem *problem, size_t k,
                              orth_market_fit_value value, bool normal)
{
    switch (value) {
    case ORTH_MARKET_FIT_DRIFT:
        return problem->no_drift ? "given: no drift" : NULL;
    case ORTH_MARKET_FIT_JUMP_RATE:
        return problem->plain[k] ? "at the boundary: no jumps are told from chance" : NULL;
    case ORTH_MARKET_FIT_JUMP_MEAN:
    case ORTH_MARKET_FIT_JUMP_DEVIATION:
        return problem->plain[k] ? "not seen without jumps" : NULL;
    case ORTH_MARKET_FIT_ALPHA:
        return problem->plain[k] ? "at the boundary: no clustering is told from chance" : NULL;
    case ORTH_MARKET_FIT_BETA:
        return problem->plain[k] ? "not seen without clustering" : NULL;
    case ORTH_MARKET_FIT_NU:
        if (!problem->normal[k])
            return NULL;
        return normal ? "given: normal" : "at the boundary: tails are not told from normal ones";
    default:
        return NULL;
    }
}

/* Of each value, what it is to be at the lower bound and at the upper one. */
static const char *const at_bound[ORTH_MARKET_FIT_VALUES][2] = {
    [ORTH_MARKET_FIT_DRIFT] = {"at the boundary: beyond all bounds",
                               "at the boundary: beyond all bounds"},
    [ORTH_MARKET_FIT_VOLATILITY] = {"at the boundary: drawn to 0, as by coarse prices",
                                    "at the boundary: no mean variance is told"},
    [ORTH_MARKET_FIT_JUMP_RATE] = {"at the boundary: drawn to 0",
                                   "at the boundary: all tokens have a jump a block, or more"},
    [ORTH_MARKET_FIT_JUMP_MEAN] = {"at the boundary: beyond all returns",
                                   "at the boundary: beyond all returns"},
    [ORTH_MARKET_FIT_JUMP_DEVIATION] = {"at the boundary: jumps all of one size",
                                        "at the boundary: beyond all returns"},
    [ORTH_MARKET_FIT_ALPHA] = {"at the boundary: drawn to 0", "at the boundary: drawn to 1"},
    [ORTH_MARKET_FIT_BETA] = {"at the boundary: drawn to 0",
                              "at the boundary: alpha + beta is drawn to 1"},
    [ORTH_MARKET_FIT_NU] = {"at the boundary: the widest tails that a scenario may have",
                            "at the boundary: as good as normal"},
};

/* Where the value stands among the token's parameters; all that this place has. */
static size_t position(const orth_fit_problem *problem, size_t k, orth_market_fit_value value)
{
    switch (value) {
    case ORTH_MARKET_FIT_VOLATILITY:
        return 1;
    case ORTH_MARKET_FIT_JUMP_RATE:
    case ORTH_MARKET_FIT_ALPHA:
        return 2;
    case ORTH_MARKET_FIT_JUMP_MEAN:
    case ORTH_MARKET_FIT_BETA:
        return 3;
    case ORTH_MARKET_FIT_JUMP_DEVIATION:
        return 4;
    case ORTH_MARKET_FIT_NU:
        return problem->plain[k] ? 2 : 4;
    default:
        return 0;
    }
}

const char *orth_fit_why_held(const orth_fit_problem *problem, const orth_fit_peak *peak, size_t k,
                              orth_market_fit_value value)
{
    switch (peak->held[problem->at[k] + position(problem, k, value)]) {
    case ORTH_FIT_LOW:
        return at_bound[value][0];
    case ORTH_FIT_HIGH:
        return at_bound[value][1];
    case ORTH_FIT_FLAT:
        return flat;
    default:
        return NULL;
    }
}

const char *orth_fit_why_pair_held(orth_fit_held held)
{
    if (held == ORTH_FIT_FLAT)
        return flat;
    return held == ORTH_FIT_FREE ? NULL : "at the boundary: the tokens move as one";
}

/* Adds a name to a list that ends in "and others" when it is full. */
static void add(char *list, size_t size, const char *name)
{
    size_t used = strlen(list);
    bool full = used + strlen(name) + sizeof ", and others" >= size;
    if (!full)
        snprintf(list + used, size - used, "%s%s", used == 0 ? "" : ", ", name);
    else if (used < 11 || strcmp(list + used - 11, ", and others") != 0)
        snprintf(list + used, size - used, ", and others");
}

void orth_fit_note_drift(orth_market_fit *fit)
{
    char names[150] = "";
    for (size_t i = 0; i < fit->n; i++) {
        const orth_market_estimate *drift = &fit->values[ORTH_MARKET_FIT_DRIFT][i];
        if (drift->bounded && drift->low < 0 && drift->high > 0)
            add(names, sizeof names, fit->tokens[i]);
    }
    if (names[0] != '\0')
        orth_fit_note(fit,
                      "drift of %s: these data do not tell it from 0; the fit has the most likely "
                      "value, which lasts as long as a simulation does",
                      names);
}

void orth_fit_note_held(const orth_fit_made *made)
{
    size_t held = 0;
    for (size_t k = 0; k < made->problem.dimensions; k++)
        held += made->peak.held[k] != ORTH_FIT_FREE && made->peak.held[k] != ORTH_FIT_FIXED;
    if (held > 0 && made->fit->converged)
        orth_fit_note(made->fit,
                      "%zu parameter%s at a boundary or not told by these data; %s held there, and "
                      "the intervals of the others are with that given",
                      held, held == 1 ? " is" : "s are", held == 1 ? "it is" : "they are");
}
