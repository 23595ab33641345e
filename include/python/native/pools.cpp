// Arbitrage against many pools.
#include <cmath>
#include <memory>

#include "native.hpp"
#include "orthant/arbitrage.h"
#include "orthant/limits.h"

namespace
{

// R p and R p / w must be normal doubles; each of them alone is held to the widest range that a
// price has.
orth_status check(const char *name, const given_rows &of, double least, double most,
                  orth_error *error)
{
    const size_t n = of.shape(1);
    for (size_t e = 0; e < of.size(); e++)
        if (!(of.data()[e] >= least && of.data()[e] <= most))
            return orth_fail(error, ORTH_DOMAIN,
                             "%s: row %zu: number %zu is %.17g; permitted: from %g to %g", name,
                             e / n, e % n, of.data()[e], least, most);
    return ORTH_OK;
}

const double *row(const given_rows &of, size_t i)
{
    return of.data() + (of.shape(0) == 1 ? 0 : i * of.shape(1));
}

bool fits(const given_rows &of, size_t count, size_t n)
{
    return of.shape(1) == n && (of.shape(0) == 1 || of.shape(0) == count);
}

// Rows of `taken`: taken, paid, kept, fee; `tokens`: how many reserves change.
void arbitrage(const rows &after, const rows &change, const rows &sums,
               const array<int64_t, 1> &tokens, const given_rows &reserves,
               const given_rows &weights, const given_rows &prices, double fee)
{
    const size_t count = after.shape(0), n = after.shape(1);
    if (!fits(reserves, count, n) || !fits(weights, count, n) || !fits(prices, count, n) ||
        change.shape(0) != count || change.shape(1) != n || sums.shape(0) != count ||
        sums.shape(1) != 4 || tokens.shape(0) != count || n < 2)
        throw nb::value_error("rows of different shapes");
    orth_error error;
    orth_status status;
    {
        without_gil released;
        const orth_fee of = orth_fee_of(fee);
        std::vector<double> scratch(ORTH_ARBITRAGE_SCRATCH(n));
        status = check("reserves", reserves, ORTH_PRICE_MIN, ORTH_PRICE_MAX, &error);
        if (status == ORTH_OK)
            status = check("prices", prices, ORTH_PRICE_MIN, ORTH_PRICE_MAX, &error);
        if (status == ORTH_OK)
            status = check("weights", weights, ORTH_WEIGHT_MIN, 1, &error);
        for (size_t i = 0; status == ORTH_OK && i < count; i++) {
            const orth_arbitrage trade =
                orth_arbitrage_exact(after.data() + i * n, change.data() + i * n, scratch.data(), n,
                                     row(reserves, i), row(weights, i), row(prices, i), &of);
            double *to = sums.data() + 4 * i;
            to[0] = trade.taken;
            to[1] = trade.paid;
            to[2] = trade.kept;
            to[3] = trade.fee;
            tokens.data()[i] = static_cast<int64_t>(trade.tokens);
        }
    }
    require(status, error);
}

} // namespace

void define_pools(nb::module_ &module)
{
    module.def("arbitrage", &arbitrage);
}
