/* A plan on a chain that misses blocks. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/splitmix.h"
#include "base/stop.h"
#include "base/text.h"
#include "plan/block_loss.h"
#include "plan/emulate.h"
#include "plan/missed.h"
#include "plan/plan_claims.h"

/* Of a file's figures, relative to the mean. */
#define TOLERANCE 1e-11

/* Of seeds of successive draws. */
#define SEEDS_APART UINT64_C(0xd1342543de82ef95)

orth_status orth_plan_draw_blocks(orth_missed_draw *draw, const orth_plan *plan,
                                  const orth_plan_missing *missing, uint64_t r,
                                  void (*visit)(void *user, uint64_t block, const uint64_t *wei),
                                  void *user, orth_error *error)
{
    orth_emulation run;
    orth_block_loss sum;
    uint64_t rows[2][ORTH_PLAN_TOKENS_MAX] = {{0}}, state = missing->seed + r * SEEDS_APART;
    orth_step_row steps[2];
    size_t at = 0;
    orth_emulation_begin(&run, plan);
    run.lenient = true;
    orth_block_loss_begin(&sum, plan->n, NULL);
    for (uint64_t k = 0; k <= plan->steps; k++) {
        if (k > 0 && k < plan->steps && orth_splitmix_unit(&state) >= missing->present)
            continue;
        orth_status status = orth_go_on(error);
        if (status == ORTH_OK)
            status =
                orth_emulation_block(&run, orth_plan_block_time(&plan->clock, k), rows[at], error);
        if (status != ORTH_OK)
            return status;
        steps[at] = orth_step_row_of(rows[at], plan->n);
        if (k > 0)
            orth_block_loss_add(&sum, &steps[1 - at], &steps[at], k);
        visit(user, k, rows[at]);
        at = 1 - at;
    }
    *draw = (orth_missed_draw){orth_block_loss_end(&sum), run.refused};
    return ORTH_OK;
}

/* The last row that was visited. */
typedef struct last_row {
    size_t n;
    uint64_t wei[ORTH_PLAN_TOKENS_MAX];
} last_row;

static void keep(void *user, uint64_t block, const uint64_t *wei)
{
    last_row *last = user;
    (void)block;
    memcpy(last->wei, wei, last->n * sizeof *wei);
}

static orth_status run_once(orth_plan_missed *missed, const orth_plan *plan,
                            const orth_plan_missing *missing, uint64_t r, orth_error *error)
{
    orth_missed_draw draw;
    last_row last = {.n = plan->n};
    orth_status status = orth_plan_draw_blocks(&draw, plan, missing, r, keep, &last, error);
    if (status != ORTH_OK)
        return status;
    missed->refused += draw.refused;
    missed->log_loss[missed->runs] = draw.log_loss;
    missed->miss[missed->runs++] = orth_plan_miss(plan, last.wei);
    return ORTH_OK;
}

static orth_status check(const orth_plan_missing *missing, orth_error *error)
{
    if (!(missing->present >= ORTH_PART_MIN && missing->present <= 1))
        return orth_fail(error, ORTH_DOMAIN,
                         "blocks are there with probability %g; permitted: from " ORTH_LIMIT_TEXT(
                             ORTH_PART_MIN) " to 1",
                         missing->present);
    if (missing->runs < 1 || missing->runs > ORTH_REPLAY_RUNS_MAX)
        return orth_fail(
            error, ORTH_DOMAIN,
            "%" PRIu64
            " runs with missed blocks; permitted: from 1 to " ORTH_LIMIT_TEXT(ORTH_REPLAY_RUNS_MAX),
            missing->runs);
    return ORTH_OK;
}

orth_status orth_plan_run_missed(orth_plan_missed *missed, const orth_plan *plan,
                                 const orth_plan_missing *missing, orth_error *error)
{
    memset(missed, 0, sizeof *missed);
    orth_status status = check(missing, error);
    if (status != ORTH_OK)
        return status;
    missed->log_loss = malloc(missing->runs * sizeof(double));
    missed->miss = malloc(missing->runs * sizeof(double));
    if (missed->log_loss == NULL || missed->miss == NULL)
        status = orth_fail_memory(error, 2.0 * (double)missing->runs * sizeof(double));
    for (uint64_t r = 0; r < missing->runs && status == ORTH_OK; r++) {
        status = run_once(missed, plan, missing, r, error);
        if (status == ORTH_DOMAIN) {
            missed->failed++;
            status = ORTH_OK;
        }
    }
    if (status != ORTH_OK)
        orth_plan_missed_clear(missed);
    return status;
}

void orth_plan_missed_clear(orth_plan_missed *missed)
{
    free(missed->log_loss);
    free(missed->miss);
    memset(missed, 0, sizeof *missed);
}

orth_status orth_plan_missed_summarise(orth_plan_missed_summary *summary, const orth_plan *plan,
                                       const orth_plan_missing *missing, orth_error *error)
{
    orth_plan_missed missed;
    *summary = (orth_plan_missed_summary){.missing = *missing};
    orth_status status = orth_plan_run_missed(&missed, plan, missing, error);
    if (status != ORTH_OK)
        return status;
    summary->failed = missed.failed;
    summary->refused = missed.refused;
    if (missed.runs > 0) {
        summary->log_loss = orth_estimate_of((size_t)missed.runs, missed.log_loss);
        summary->miss = orth_estimate_of((size_t)missed.runs, missed.miss);
    }
    orth_plan_missed_clear(&missed);
    return ORTH_OK;
}

static bool near(const orth_estimate *estimate, const double *claims)
{
    double figures[ORTH_PLAN_ESTIMATE] = {estimate->mean, estimate->stderr_, estimate->low,
                                          estimate->high};
    for (size_t q = 0; q < ORTH_QUANTILES; q++)
        figures[4 + q] = estimate->quantiles[q];
    for (size_t k = 0; k < ORTH_PLAN_ESTIMATE; k++)
        if (!(fabs(figures[k] - claims[k]) <= TOLERANCE * fabs(estimate->mean)))
            return false;
    return true;
}

bool orth_plan_missed_agrees(const orth_plan_missed_summary *summary,
                             const orth_plan_missed_claims *claims)
{
    return summary->failed == claims->failed && summary->refused == claims->refused &&
           near(&summary->log_loss, claims->log_loss) && near(&summary->miss, claims->miss);
}
