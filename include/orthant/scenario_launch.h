/* The key "launch" of a scenario: what a sale starts with, and who buys.
 * orthant-launch(5) states its keys, scenarios/schema/scenario.schema.json their format. */
#ifndef ORTHANT_SCENARIO_LAUNCH_H
#define ORTHANT_SCENARIO_LAUNCH_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>

#include "orthant/api.h"
#include "orthant/prices.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum orth_demand_model {
    ORTH_DEMAND_VALUE,  /* one price that all know; arbitrage against it */
    ORTH_DEMAND_BUYERS, /* arrivals with a budget and a reservation price each */
    ORTH_DEMAND_TRADES  /* a recorded list */
} orth_demand_model;
#define ORTH_DEMAND_MODELS 3

/* "value", "buyers", "trades". */
ORTH_API const char *orth_demand_model_name(orth_demand_model model);

/* Arrivals a day, at a time t in days since the start of the sale. */
typedef struct orth_arrival_rate {
    /* without steps: rate e^(-t / decay_days), and just rate where decay_days is 0 */
    double rate, decay_days;
    /* rates[i] from days[i] on (days[0] = 0, rising), the last one to the end; count 0 without */
    size_t count;
    double *days, *rates;
} orth_arrival_rate;

typedef struct orth_launch_buyers {
    orth_arrival_rate arrivals;
    double budget;           /* mean, in the unit, > 0 */
    double budget_deviation; /* of its logarithm (log-normal), >= 0; 0: all have the mean */
    double deviation;        /* s: reservation price v = V e^(s Z), V the value when he arrives */
    double nu;               /* Z Student-t with so many degrees (> 2), as it is; 0: normal */
    double patient;          /* the share that leaves an order, [0, 1]; others buy or leave */
    double flippers;         /* the share that sells all when the price is `gain` above its own */
    double gain;             /* > 0 where there are flippers: 0.5 is half as much again */
} orth_launch_buyers;

typedef struct orth_launch_sniper {
    double capital;      /* in the unit, spent in block 1 whatever the price; > 0 */
    bool sells;          /* else he keeps what he bought */
    double exit_seconds; /* he sells in the first block at or after it; INFINITY: in the last one */
} orth_launch_sniper;

/* What holds for all of them: 2 tokens, a move, a pool's unit and no pool's value. Whether the
 * weights are ones that a contract takes is for the contract to say. */
typedef struct orth_scenario_launch {
    size_t project, reserve; /* which of the scenario's tokens: 0 and 1, or 1 and 0 */
    /* Whole tokens: project > 0, reserve >= 0, and reserve + virtual_reserve > 0. */
    mpq_t project_balance, reserve_balance;
    mpq_t virtual_reserve; /* 0 without */
    bool sales_blocked;    /* of T to the pool; true where the file does not say, which is noted */
    unsigned project_decimals, reserve_decimals; /* of the contract's integers, 0 .. 18 */
    bool has_decimals;                           /* else both are 18 */
    mpq_t fixed_price; /* of a pool with a fixed price: R for one T; 0 without */
    orth_demand_model demand;
    bool has_value; /* without it the value is the market's price of T, or nobody's (trades) */
    double value;   /* of one T in the unit, > 0; it moves as the market's price of T does */
    orth_launch_buyers buyers; /* with ORTH_DEMAND_BUYERS */
    char *trades_file;         /* with ORTH_DEMAND_TRADES: as it is to be opened; else NULL */
    bool has_sniper;
    orth_launch_sniper sniper;
    /* Prices of one R in the unit: a file as those of market.files, whose token is R. NULL: none,
     * and R's price is the market's; without a market R is the unit. */
    orth_price_file *reserve_prices;
    /* What commands that study the move take as the pool's value, or that they take none: a
     * sentence for those who run one of them, in plain text and with the file's name. */
    char *value_note;
} orth_scenario_launch;

#ifdef __cplusplus
}
#endif
#endif
