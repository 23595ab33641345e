/* What all threads of a launch read. */
#ifndef ORTH_LAUNCH_SETUP_H
#define ORTH_LAUNCH_SETUP_H

#include "launch/reserve_prices.h"
#include "orthant/arbitrage.h"
#include "orthant/launch.h"
#include "orthant/market.h"
#include "orthant/sale_contract.h"
#include "orthant/sale_trades.h"

/* Blocks that are gone through at a time. */
#define ORTH_LAUNCH_CHUNK 256

/* One choice of start weight, end weight, length and fee. */
typedef struct orth_launch_setting {
    orth_move *move;
    double start_weight, end_weight; /* of T */
    bool has_fee;                    /* its own, which stays */
    double fee;                      /* of block 0 */
    uint64_t own_steps;              /* by its days; 0: the scenario's steps */
} orth_launch_setting;

/* One result's schedule. */
typedef struct orth_launch_schedule {
    const orth_launch_setting *setting;
    const char *path;
    uint64_t steps, blocks; /* blocks = steps x blocks_per_step */
    double *weights; /* of T, blocks + 1 of them, then of R; NULL where they are too many to keep */
} orth_launch_schedule;

typedef struct orth_launch_setup {
    const orth_scenario *scenario;
    const orth_launch_options *how;
    size_t setting_count;
    orth_launch_setting *settings;
    size_t count; /* of schedules, in the order of results */
    orth_launch_schedule *schedules;
    uint64_t blocks;                     /* of the longest */
    orth_market *market;                 /* NULL without one */
    orth_reserve_prices *reserve_prices; /* NULL without a file */
    orth_sale_records *records;          /* of recorded trades; NULL without */
    bool values_move;                    /* V or Q differ from block to block */
    bool value_known;                    /* there is a V */
    bool random;
    bool on_contract; /* not in doubles but on: */
    orth_sale_contract_kind contract;
} orth_launch_setup;

/* Settings and schedules (core/launch/settings.c, schedules.c); what they hold is freed by
 * orth_launch_setup_clear also after a failure. */
orth_status orth_launch_make_settings(orth_launch_setup *setup,
                                      const orth_launch_settings *settings, orth_error *error);
orth_status orth_launch_make_schedules(orth_launch_setup *setup, orth_error *error);

/* Weights at blocks first .. first + count - 1 of a schedule, none beyond its last block, from its
 * table or by `path` (of the caller's own thread) into `buffer`, which has room for 2 x count. */
typedef struct orth_launch_weights {
    const double *project, *reserve;
} orth_launch_weights;
orth_launch_weights orth_launch_weights_of(const orth_launch_setup *setup,
                                           const orth_launch_schedule *schedule, orth_path *path,
                                           uint64_t first, size_t count, double *buffer);
/* A path for orth_launch_weights_of; NULL where the schedule has its table. */
orth_status orth_launch_path_create(orth_path **path, const orth_launch_setup *setup,
                                    const orth_launch_schedule *schedule, orth_error *error);

void orth_launch_setup_clear(orth_launch_setup *setup);

#endif
