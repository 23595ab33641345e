/* What a plan file claims, for certify to hold against the replay. */
#include <string.h>

#include "plan/file_values.h"

#define SEED_MAX INT64_C(9007199254740991)
#define RUNS_MAX 10000
#define REFUSED_MAX ((int64_t)ORTH_PLAN_TRANSACTIONS_MAX * RUNS_MAX)

/* What the replay says of limits; the same figures as orth_plan_write_json's. */
static orth_status read_limits(const orth_plan_reader *r, const json_t *replay, orth_plan_file *in)
{
    const json_t *trades = json_object_get(replay, "trade_limit"),
                 *weights = json_object_get(replay, "weight_limits");
    orth_replay_limits *l = &in->limits;
    orth_word least, most;
    orth_status status = orth_plan_read_double(r, trades, "largest_in",
                                               "/replay/trade_limit/largest_in", &l->largest_in);
    if (status == ORTH_OK)
        status = orth_plan_read_double(r, trades, "largest_out", "/replay/trade_limit/largest_out",
                                       &l->largest_out);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, trades, "blocks_over", "/replay/trade_limit/blocks_over",
                                        0, ORTH_STEPS_MAX, &l->trade_blocks);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, weights, "blocks_outside",
                                        "/replay/weight_limits/blocks_outside", 0,
                                        (int64_t)ORTH_STEPS_MAX + 1, &l->weight_blocks);
    if (status == ORTH_OK)
        status = orth_plan_read_word(r, json_object_get(weights, "least_seen"), false,
                                     "/replay/weight_limits/least_seen", &least);
    if (status == ORTH_OK)
        status = orth_plan_read_word(r, json_object_get(weights, "most_seen"), false,
                                     "/replay/weight_limits/most_seen", &most);
    if (status != ORTH_OK)
        return status;
    if (!orth_word_is_short(least) || !orth_word_is_short(most))
        return orth_plan_read_bad(r, "/replay/weight_limits", "a weight must be at most 1e18");
    l->least_seen = least.limb[0], l->most_seen = most.limb[0];
    return ORTH_OK;
}

/* mean, stderr, ci95 and quantiles, in this order. */
static orth_status read_estimate(const orth_plan_reader *r, const json_t *value, const char *where,
                                 double *out)
{
    static const char *const names[] = {"p05", "p25", "p50", "p75", "p95"};
    const json_t *interval = json_object_get(value, "ci95"),
                 *quantiles = json_object_get(value, "quantiles");
    const json_t *numbers[ORTH_PLAN_ESTIMATE] = {
        json_object_get(value, "mean"), json_object_get(value, "stderr"),
        json_array_get(interval, 0), json_array_get(interval, 1)};
    for (size_t q = 0; q < 5; q++)
        numbers[4 + q] = json_object_get(quantiles, names[q]);
    for (size_t k = 0; k < ORTH_PLAN_ESTIMATE; k++) {
        if (!json_is_number(numbers[k]))
            return orth_plan_read_bad(r, where, "must have mean, stderr, ci95 and quantiles");
        out[k] = json_number_value(numbers[k]);
    }
    return ORTH_OK;
}

static orth_status read_missed(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *missed = json_object_get(root, "missed_blocks"),
                 *loss = json_object_get(missed, "log_loss"),
                 *miss = json_object_get(missed, "distance_from_target");
    orth_plan_missing *m = &in->missing;
    orth_plan_missed_claims *claims = &in->missed;
    if (json_is_null(missed))
        return ORTH_OK;
    orth_status status = orth_plan_read_double(r, missed, "block_present",
                                               "/missed_blocks/block_present", &m->present);
    if (status == ORTH_OK && !(m->present > 0 && m->present <= 1))
        status =
            orth_plan_read_bad(r, "/missed_blocks/block_present", "must be above 0 and at most 1");
    if (status == ORTH_OK)
        status =
            orth_plan_read_integer(r, missed, "seed", "/missed_blocks/seed", 0, SEED_MAX, &m->seed);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, missed, "failed", "/missed_blocks/failed", 0, RUNS_MAX,
                                        &claims->failed);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, missed, "refused_calls", "/missed_blocks/refused_calls",
                                        0, REFUSED_MAX, &claims->refused);
    if (status == ORTH_OK)
        status =
            orth_plan_read_integer(r, missed, "runs", "/missed_blocks/runs", 1, RUNS_MAX, &m->runs);
    if (status == ORTH_OK && !json_is_null(loss))
        status = read_estimate(r, loss, "/missed_blocks/log_loss", claims->log_loss);
    if (status == ORTH_OK && !json_is_null(miss))
        status = read_estimate(r, miss, "/missed_blocks/distance_from_target", claims->miss);
    return status;
}

static orth_status read_replay(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *replay = json_object_get(root, "replay"),
                 *frozen = json_object_get(replay, "frozen_early");
    orth_status status =
        orth_plan_read_double(r, replay, "sum_drift", "/replay/sum_drift", &in->sum_drift);
    if (status == ORTH_OK)
        status = orth_plan_read_double(r, replay, "distance_from_target",
                                       "/replay/distance_from_target", &in->miss);
    if (status == ORTH_OK && !json_is_boolean(frozen))
        status = orth_plan_read_bad(r, "/replay/frozen_early", "must be true or false");
    in->frozen = json_is_true(frozen);
    return status == ORTH_OK ? read_limits(r, replay, in) : status;
}

orth_status orth_plan_read_claims(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *bound = json_object_get(root, "optimum_lower_bound");
    orth_status status = orth_plan_read_double(r, root, "log_loss", "/log_loss", &in->log_loss);
    if (status == ORTH_OK)
        status = orth_plan_read_double(r, root, "gas_per_call", "/gas_per_call", &in->gas_per_call);
    if (status == ORTH_OK)
        status = orth_plan_read_double(r, root, "gas", "/gas", &in->gas);
    if (status == ORTH_OK)
        status = read_replay(r, root, in);
    if (status == ORTH_OK)
        status = read_missed(r, root, in);
    if (status != ORTH_OK || json_is_null(bound))
        return status;
    if (!json_is_string(bound))
        return orth_plan_read_bad(r, "/optimum_lower_bound", "must be a decimal string or null");
    in->bound = strdup(json_string_value(bound));
    return in->bound != NULL ? ORTH_OK : orth_fail_memory(r->error, 64);
}
