/* The scenario's move in several numbers of steps, and the path that is recommended beside linear
 * over price paths of its market: what the parts "cost" and "steps" show, and "move" advises. */
#ifndef ORTH_PAGE_TRIED_H
#define ORTH_PAGE_TRIED_H

#include "page/choice.h"

/* How much of a simulation a page takes: price paths x schedules x blocks x tokens / 2, and several
 * times as much where others trade. `orthant steps` and `orthant simulate` run all of it. */
#define ORTH_PAGE_WORK_MOST 1.2e7
#define ORTH_PAGE_NOISE_WORK 4
#define ORTH_PAGE_PRICE_PATHS 64 /* where the scenario says no number, and at most */
#define ORTH_PAGE_PRICE_PATHS_LEAST 8

/* A scenario of which lists were replaced. */
typedef struct orth_page_variant {
    orth_scenario scenario; /* all else is the original's */
    uint64_t asked;         /* price paths that a command of its own would run */
} orth_page_variant;

/* One path, or two, in one number of steps. */
typedef struct orth_page_simulated {
    orth_page_variant variant;
    orth_simulation *simulation, *at_target; /* NULL where there is no market, or it failed */
    /* In logs of value: of the best path beyond the pool at its target, with updates and tracking;
     * and what linear costs more, price path by price path. */
    orth_estimate cost, linear;
    bool has_linear;
    double apart;     /* updates and tracking, in it */
    orth_error error; /* where it failed; else its text is "" */
} orth_page_simulated;

typedef enum orth_page_known_by {
    ORTH_PAGE_BY_NOTHING,  /* more steps are always better, or it is not known */
    ORTH_PAGE_BY_CLOSED,   /* the closed form without a fee */
    ORTH_PAGE_BY_WITH_FEE, /* that with the fee */
    ORTH_PAGE_BY_SIMULATION
} orth_page_known_by;

/* Numbers of steps. */
typedef struct orth_page_steps {
    orth_page_variant variant;
    uint64_t own; /* the scenario's, that of the choice */
    bool has_exposure;
    orth_exposure exposure;
    orth_steps_curve *curve; /* NULL where it failed, or takes too long for a page */
    orth_simulation *simulation, *at_target;
    orth_best_steps *report; /* NULL without a market */
    orth_page_known_by by;
    uint64_t best;     /* 0: none */
    double best_cost;  /* in logs of value */
    bool last;         /* it is the most that was tried, and the market has room for more */
    bool ended;        /* the market has no blocks for more */
    uint64_t from, to; /* within 1 % of the least; 0 where not known */
    bool own_known;
    orth_estimate own_more; /* logs of value; of closed forms the mean alone, twice as its ends */
    bool own_as_good;       /* within 1 % of the least cost, or not told from it */
    orth_error error;       /* where it failed; else its text is "" */
} orth_page_steps;

struct orth_page_study {
    orth_page_choice choice;
    bool has_simulated, has_steps;
    orth_page_simulated simulated;
    orth_page_steps steps;
};

/* Both are computed when first asked for, and are the work's. A failure that is of the study alone
 * is told in `error` of what they return. */
orth_status orth_work_simulated(orth_page_work *work, const orth_page_simulated **simulated,
                                orth_error *error);
orth_status orth_work_steps(orth_page_work *work, const orth_page_steps **steps, orth_error *error);

/* The cost of the move in the choice's number of steps, as the box "In short" names it and risks
 * are held against it: simulated with all that the scenario has, unless the closed form with the
 * fee counts it all as well; then by that, as orthant compare has it; else what is known without a
 * fee. */
typedef struct orth_page_known_cost {
    double cost;  /* a part of the pool's value */
    double apart; /* updates and tracking on the way, in it; in logs of value */
    bool by_simulation;
    bool blind; /* there is a fee, and nothing says how prices move: the cost is without it */
} orth_page_known_cost;
orth_status orth_work_known_cost(orth_page_known_cost *known, orth_page_work *work,
                                 orth_error *error);

/* `of` in the given steps, which are copied, along one path or two (the second may be NULL). */
orth_status orth_page_variant_make(orth_page_variant *variant, const orth_scenario *of,
                                   const char *path, const char *second, size_t count,
                                   const uint64_t *steps, orth_error *error);
void orth_page_variant_clear(orth_page_variant *variant);
/* Sets its price paths to what a page has the time for; `greatest` of its steps. False where there
 * is not the time for two of them. */
bool orth_page_variant_limit(orth_page_variant *variant, uint64_t greatest);
/* Runs it and the pool at its target. */
orth_status orth_page_variant_run(orth_simulation **simulation, orth_simulation **at_target,
                                  const orth_page_variant *variant,
                                  const orth_page_options *options, orth_error *error);

/* What orth_work_simulated and orth_work_steps compute. */
orth_status orth_page_simulate(orth_page_simulated *simulated, const orth_page_choice *choice,
                               const orth_page_work *work, orth_error *error);
void orth_page_simulated_clear(orth_page_simulated *simulated);
orth_status orth_page_study_steps(orth_page_steps *steps, const orth_page_choice *choice,
                                  const orth_page_work *work, orth_error *error);
void orth_page_steps_clear(orth_page_steps *steps);

#endif
