/* One trade: what it costs, what it brings, and what it does to the pool. */
#include "base/check.h"
#include "numeric/elementary.h"
#include "orthant/limits.h"
#include "sale/sale.h"

/* Compensated; the low part may grow beyond a last bit of the high one. */
static inline void add(orth_dd *sum, double x)
{
    orth_dd next = orth_dd_sum(sum->high, x);
    sum->high = next.high;
    sum->low += next.low;
}

/* `paid` of the reserve comes in, `got` of the project's token goes out. */
orth_sale_trade orth_sale_make_buy(orth_sale *sale, double paid, double got)
{
    if (!(paid > 0 && got > 0))
        return (orth_sale_trade){0};
    double fee = sale->fee.fee * paid, protocol = sale->terms.protocol_share * fee;
    add(&sale->reserve, paid);
    add(&sale->reserve, -protocol);
    add(&sale->project, -got);
    add(&sale->paid, paid);
    add(&sale->sold, got);
    add(&sale->reserve_fees, fee);
    add(&sale->reserve_protocol, protocol);
    if (sale->counts.first_block == 0)
        sale->counts.first_block = sale->counts.blocks;
    sale->counts.buys++;
    double price = orth_sale_price(sale) * sale->fee.gross;
    if (price > sale->counts.highest_price)
        sale->counts.highest_price = price;
    return (orth_sale_trade){paid, got, paid / got};
}

/* `paid` of the project's token comes in, `got` of the reserve goes out. */
orth_sale_trade orth_sale_make_sale(orth_sale *sale, double paid, double got)
{
    if (!(paid > 0 && got > 0))
        return (orth_sale_trade){0};
    double fee = sale->fee.fee * paid, protocol = sale->terms.protocol_share * fee;
    add(&sale->project, paid);
    add(&sale->project, -protocol);
    add(&sale->reserve, -got);
    add(&sale->returned, paid);
    add(&sale->taken, got);
    add(&sale->project_fees, fee);
    add(&sale->project_protocol, protocol);
    sale->counts.sales++;
    return (orth_sale_trade){paid, got, got / paid};
}

/* Whether log q is above x >= 0, mostly told without a logarithm: log q >= 1 - 1/q. */
static bool log_exceeds(double q, double x)
{
    return x < 1 - 1 / q || x < orth_log(q);
}

/* Beyond this fall of a balance's log its difference no longer has the last digits of what is left;
 * at 37 it would have none. */
#define DEEP 0.5

/* A balance that fell by e^-x: where little is left, that is stored, and never nothing. */
static void keep_digits(orth_dd *balance, double before, double x)
{
    if (!(x > DEEP))
        return;
    double left = before * orth_exp(-x);
    *balance = orth_dd_from(left > ORTH_PRICE_MIN ? left : ORTH_PRICE_MIN);
}

static double lesser(double a, double b)
{
    return a < b ? a : b;
}

/* A side's own balance grows by e^L, where L is log1p of what takes part over it; the price moves
 * by L times (own + other weight) / other weight of the token that leaves. */
orth_sale_trade orth_sale_buy(orth_sale *sale, double budget, double limit)
{
    if (sale->stands)
        return sale->on.buy(sale->on.pool, budget, limit);
    double w = sale->weight, r = sale->reserve_weight, ratio = r / w;
    double reserve = orth_sale_reserve_inside(sale), project = orth_dd_value(sale->project);
    ORTH_CHECK(budget < INFINITY || limit < INFINITY);
    double q = limit * sale->fee.keep / ((reserve / r) / (project / w));
    if (!(q * (1 - ORTH_ARBITRAGE_IDLE) > 1) || !(budget > 0))
        return (orth_sale_trade){0};
    double growth = budget < INFINITY ? orth_log1p(budget * sale->fee.keep / reserve) : INFINITY;
    double paid = budget;
    if (!log_exceeds(q, growth * (1 + ratio))) {
        growth = orth_log(q) / (1 + ratio);
        paid = lesser(budget, reserve * orth_expm1(growth) * sale->fee.gross);
    }
    orth_sale_trade made = orth_sale_make_buy(sale, paid, -project * orth_expm1(-ratio * growth));
    if (made.got > 0)
        keep_digits(&sale->project, project, ratio * growth);
    return made;
}

/* Brings the project's balance that takes part up by e^growth, but pays out no more than is there.
 */
static orth_sale_trade sell_up_to(orth_sale *sale, double amount, double growth)
{
    double ratio = sale->weight / sale->reserve_weight;
    double reserve = orth_sale_reserve_inside(sale), real = orth_dd_value(sale->reserve);
    double project = orth_dd_value(sale->project);
    double got = -reserve * orth_expm1(-ratio * growth);
    bool all = sale->terms.virtual_reserve > 0 && got > real;
    if (all) {
        got = real;
        growth = -orth_log1p(-real / reserve) / ratio;
        amount = lesser(amount, project * orth_expm1(growth) * sale->fee.gross);
    }
    orth_sale_trade made = orth_sale_make_sale(sale, amount, got);
    if (made.got > 0 && all) /* to the last bit of a double-double */
        sale->reserve = orth_dd_from(0);
    else if (made.got > 0 && sale->terms.virtual_reserve == 0)
        keep_digits(&sale->reserve, reserve, ratio * growth);
    return made;
}

orth_sale_trade orth_sale_sell(orth_sale *sale, double amount, double limit)
{
    if (sale->stands)
        return sale->on.sell(sale->on.pool, amount, limit);
    double w = sale->weight, r = sale->reserve_weight, ratio = w / r;
    double reserve = orth_sale_reserve_inside(sale), project = orth_dd_value(sale->project);
    double price = (reserve / r) / (project / w) * sale->fee.keep;
    double q = limit > 0 ? price / limit : INFINITY;
    ORTH_CHECK(amount < INFINITY || limit > 0);
    if (sale->terms.sales_blocked || !(q * (1 - ORTH_ARBITRAGE_IDLE) > 1) || !(amount > 0))
        return (orth_sale_trade){0};
    double growth = amount < INFINITY ? orth_log1p(amount * sale->fee.keep / project) : INFINITY;
    if (q < INFINITY && !log_exceeds(q, growth * (1 + ratio))) {
        growth = orth_log(q) / (1 + ratio);
        amount = lesser(amount, project * orth_expm1(growth) * sale->fee.gross);
    }
    return sell_up_to(sale, amount, growth);
}
