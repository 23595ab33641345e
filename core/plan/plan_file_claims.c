/* What a plan file claims that certify needs before it can write the file anew. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "plan/plan_file_values.h"

#define REFUSED_MAX ((int64_t)ORTH_PLAN_TRANSACTIONS_MAX * ORTH_REPLAY_RUNS_MAX)

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
    orth_plan_missed_claims *claims = &in->claims->missed;
    if (json_is_null(missed))
        return ORTH_OK;
    orth_status status = orth_plan_read_double(r, missed, "block_present",
                                               "/missed_blocks/block_present", &m->present);
    if (status == ORTH_OK && !(m->present > 0 && m->present <= 1))
        status =
            orth_plan_read_bad(r, "/missed_blocks/block_present", "must be above 0 and at most 1");
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, missed, "seed", "/missed_blocks/seed", 0, ORTH_SEED_MAX,
                                        &m->seed);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, missed, "failed", "/missed_blocks/failed", 0,
                                        ORTH_REPLAY_RUNS_MAX, &claims->failed);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, missed, "refused_calls", "/missed_blocks/refused_calls",
                                        0, REFUSED_MAX, &claims->refused);
    if (status == ORTH_OK)
        status = orth_plan_read_integer(r, missed, "runs", "/missed_blocks/runs", 1,
                                        ORTH_REPLAY_RUNS_MAX, &m->runs);
    if (status == ORTH_OK && !json_is_null(loss))
        status = read_estimate(r, loss, "/missed_blocks/log_loss", claims->log_loss);
    if (status == ORTH_OK && !json_is_null(miss))
        status = read_estimate(r, miss, "/missed_blocks/distance_from_target", claims->miss);
    return status;
}

static orth_status read_unit(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *unit = json_object_get(root, "unit");
    const char *text = json_string_value(unit);
    if (json_is_null(unit))
        return ORTH_OK;
    if (text == NULL || text[0] == '\0' || !orth_is_line(text))
        return orth_plan_read_bad(r, "/unit", "must be null, or " ORTH_LINE ", not empty");
    in->unit = strdup(text);
    return in->unit != NULL ? ORTH_OK : orth_fail_memory(r->error, (double)strlen(text));
}

/* The target that --legal was given, as doubles. */
static orth_status read_asked(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *asked = json_object_get(root, "asked");
    double sum = 0;
    if (json_is_null(asked))
        return ORTH_OK;
    if (!json_is_array(asked) || json_array_size(asked) != in->plan->n)
        return orth_plan_read_bad(r, "/asked", "must be null, or as many weights as tokens");
    in->asked = calloc(in->plan->n, sizeof *in->asked);
    if (in->asked == NULL)
        return orth_fail_memory(r->error, (double)in->plan->n * sizeof *in->asked);
    for (size_t i = 0; i < in->plan->n; i++) {
        const json_t *value = json_array_get(asked, i);
        in->asked[i] = json_number_value(value);
        if (!json_is_number(value) || !(in->asked[i] > 0 && in->asked[i] < 1))
            return orth_plan_read_bad(r, "/asked", "a weight must be a number above 0 and below 1");
        sum += in->asked[i];
    }
    return fabs(sum - 1) < 1e-12 ? ORTH_OK
                                 : orth_plan_read_bad(r, "/asked", "the weights must sum to 1");
}

orth_status orth_plan_read_claims(const orth_plan_reader *r, const json_t *root, orth_plan_file *in)
{
    const json_t *bound = json_object_get(root, "optimum_lower_bound");
    orth_status status = orth_plan_read_double(r, root, "log_loss", "/log_loss", &in->log_loss);
    if (status == ORTH_OK)
        status = orth_plan_read_double(r, root, "gas_per_call", "/gas_per_call", &in->gas_per_call);
    if (status == ORTH_OK)
        status = read_unit(r, root, in);
    if (status == ORTH_OK)
        status = read_asked(r, root, in);
    if (status == ORTH_OK)
        status = read_missed(r, root, in);
    if (status != ORTH_OK || json_is_null(bound))
        return status;
    if (!json_is_string(bound))
        return orth_plan_read_bad(r, "/optimum_lower_bound", "must be a decimal string or null");
    in->bound = strdup(json_string_value(bound));
    return in->bound != NULL ? ORTH_OK : orth_fail_memory(r->error, 64);
}
