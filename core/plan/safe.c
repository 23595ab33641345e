#include "plan/safe.h"

#include <stdlib.h>

#include "base/plural.h"
#include "base/stop.h"

/* Shares of their sum: whole numbers, so that it is right to an ulp whatever the order. */
static void put_row(double *out, const uint64_t *wei, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (double)wei[i];
    for (size_t i = 0; i < n; i++)
        out[i] = (double)wei[i] / sum;
}

orth_status orth_plan_safety_of(orth_safety **safety, const orth_replay *replay,
                                const orth_plan_safe *safe, orth_error *error)
{
    size_t n = replay->n, count = (size_t)replay->steps + 1;
    *safety = NULL;
    if (safe->blocks > replay->steps)
        return orth_fail(error, ORTH_DOMAIN, "safe from %llu block%s in a row: the plan has %llu",
                         (unsigned long long)safe->blocks, orth_plural(safe->blocks, "", "s"),
                         (unsigned long long)replay->steps);
    double *rows = malloc(count * n * sizeof *rows);
    if (rows == NULL)
        return orth_fail_memory(error, (double)count * (double)n * sizeof *rows);
    for (size_t k = 0; k < count && !orth_stopped(); k++)
        put_row(rows + k * n, replay->weights + k * n, n);
    const orth_safety_question question = {.n = n,
                                           .blocks = count - 1,
                                           .rows = rows,
                                           .fee = safe->fee,
                                           .window = (size_t)safe->blocks,
                                           .attacker = {.capital = safe->capital}};
    orth_status status = orth_go_on(error);
    if (status == ORTH_OK)
        status = orth_safety_of(safety, &question, error);
    free(rows);
    return status;
}

orth_status orth_plan_check_safe(const orth_replay *replay, const orth_plan_safe *safe,
                                 orth_error *error)
{
    orth_safety *safety;
    if (safe->blocks == 0)
        return ORTH_OK;
    orth_status status = orth_plan_safety_of(&safety, replay, safe, error);
    if (status != ORTH_OK)
        return status;
    const orth_safety_window *worst = &safety->worst;
    if (!safety->safe)
        status = orth_fail(error, ORTH_DOMAIN,
                           "not safe: whoever builds blocks %zu to %zu takes %.6g of the pool's "
                           "value with a capital of %.6g, %.6g more than honest arbitrage",
                           worst->first_block, worst->first_block + worst->blocks,
                           worst->attack.extraction, safe->capital, worst->attack.excess);
    orth_safety_free(safety);
    return status;
}
