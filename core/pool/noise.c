/* Others' trades against the pool. */
#include "base/check.h"
#include "numeric/elementary.h"
#include "pool/run.h"

/* One trade; false where the contract would refuse it. */
static bool trade_against(orth_run *run, const orth_noise_trade *trade, const orth_fee *fee)
{
    const orth_pools *pools = &run->pools;
    double *in = &pools->reserves[trade->in], *out = &pools->reserves[trade->out];
    bool shared = run->active_share < 1;
    double active_in = shared ? run->active[trade->in] : *in;
    double active_out = shared ? run->active[trade->out] : *out;
    double price_in = pools->prices[trade->in], price_out = pools->prices[trade->out];
    double amount = trade->money / price_in;
    if (!(amount <= ORTH_NOISE_LIMIT * active_in))
        return false;
    double exponent = pools->weights[trade->in] / pools->weights[trade->out];
    double growth = orth_expm1(-exponent * orth_log1p(fee->keep * amount / active_in));
    if (!(-growth <= ORTH_NOISE_LIMIT))
        return false;
    double in_after = *in + amount, out_after = *out + active_out * growth;
    if (in_after == *in && out_after == *out)
        return false;
    double paid = price_in * (in_after - *in), given = price_out * (*out - out_after);
    double to_protocol = 0;
    if (shared)
        run->active[trade->out] -= *out - out_after;
    *out = out_after;
    if (fee->fee > 0 && run->rules.protocol_share > 0) {
        double left = in_after - run->rules.protocol_share * fee->fee * (in_after - *in);
        to_protocol = price_in * (in_after - left);
        in_after = left;
    }
    if (shared)
        run->active[trade->in] += in_after - *in;
    *in = in_after;
    orth_run_add(run, ORTH_POOL_SUM_NOISE_FEES, fee->fee * paid);
    orth_run_add(run, ORTH_POOL_SUM_NOISE_IMPACT, fee->keep * paid - given);
    orth_run_add(run, ORTH_POOL_SUM_PROTOCOL, to_protocol);
    return true;
}

void orth_run_noise(orth_run *run, size_t count, const orth_noise_trade *trades,
                    const orth_fee *fee)
{
    ORTH_CHECK(run->pools.lanes == 1);
    uint64_t before = run->noise_trades;
    run->noise_refused += count;
    if (fee == NULL)
        fee = &run->fee;
    for (size_t k = 0; k < count; k++)
        run->noise_trades += trade_against(run, &trades[k], fee);
    run->noise_refused -= run->noise_trades - before;
    if (run->noise_trades == before)
        return;
    orth_run_plain_leg(run, run->pools.weights, run->pools.prices, fee,
                       ORTH_POOL_SUM_NOISE_REVERSAL, 1);
    run->at_rest = run->at_rest && fee->fee == 0 && orth_pool_rules_rest(&run->rules);
    run->worth[0] = orth_run_money(run->pools.n, 1, run->pools.reserves, run->pools.prices);
    run->worth_low[0] = 0;
}
