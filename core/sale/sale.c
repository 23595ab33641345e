#include "orthant/sale.h"

#include <math.h>
#include <stdlib.h>

#include "base/check.h"
#include "numeric/dd.h"
#include "numeric/elementary.h"
#include "orthant/limits.h"
#include "sale/sale.h"

/* Balances and sums are double-doubles: a buyer of a billionth of the pool is still told how much
 * he got, and after a million of them the pool has lost what they hold. */
struct orth_sale {
    orth_sale_terms terms;
    orth_dd project, reserve; /* real balances */
    double weight, reserve_weight;
    orth_fee fee;
    orth_dd paid, sold, returned, taken;
    orth_dd reserve_fees, project_fees, reserve_protocol, project_protocol;
    orth_sale_ledger counts; /* what is counted, and the highest price; its sums are not used */
};

static bool is_balance(double x)
{
    return x >= ORTH_PRICE_MIN && x <= ORTH_PRICE_MAX;
}

orth_status orth_sale_create(orth_sale **sale, const orth_sale_terms *terms, orth_error *error)
{
    *sale = NULL;
    if (!is_balance(terms->project))
        return orth_fail(error, ORTH_DOMAIN, "project: %g; permitted: %g to %g", terms->project,
                         ORTH_PRICE_MIN, ORTH_PRICE_MAX);
    if (!(terms->reserve >= 0) || !(terms->virtual_reserve >= 0) ||
        !is_balance(terms->reserve + terms->virtual_reserve))
        return orth_fail(error, ORTH_DOMAIN,
                         "reserve: %g, and %g virtual; permitted: 0 and more each, from %g to %g "
                         "together",
                         terms->reserve, terms->virtual_reserve, ORTH_PRICE_MIN, ORTH_PRICE_MAX);
    if (!(terms->protocol_share >= 0 && terms->protocol_share <= 1))
        return orth_fail(error, ORTH_DOMAIN, "protocol share: %g; permitted: 0 to 1",
                         terms->protocol_share);
    orth_sale *made = malloc(sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    made->terms = *terms;
    orth_sale_restart(made);
    *sale = made;
    return ORTH_OK;
}

void orth_sale_free(orth_sale *sale)
{
    free(sale);
}

void orth_sale_restart(orth_sale *sale)
{
    *sale = (orth_sale){.terms = sale->terms,
                        .project = orth_dd_from(sale->terms.project),
                        .reserve = orth_dd_from(sale->terms.reserve),
                        .weight = 0.5,
                        .reserve_weight = 0.5,
                        .fee = orth_fee_of(0)};
}

void orth_sale_pass(orth_sale *sale, uint64_t count, const double weights[2], const orth_fee *fee)
{
    ORTH_CHECK(weights[0] > 0 && weights[0] < 1 && weights[1] > 0 && weights[1] < 1);
    sale->weight = weights[0];
    sale->reserve_weight = weights[1];
    sale->fee = *fee;
    sale->counts.blocks += count;
}

void orth_sale_block_weights(orth_sale *sale, const double weights[2], const orth_fee *fee)
{
    orth_sale_pass(sale, 1, weights, fee);
}

void orth_sale_block(orth_sale *sale, double weight, const orth_fee *fee)
{
    orth_sale_block_weights(sale, (const double[]){weight, 1 - weight}, fee);
}

/* ---------------------------------------------------------------- prices */

/* What the formula takes for the reserve. */
static double effective_reserve(const orth_sale *sale)
{
    return orth_dd_value(sale->reserve) + sale->terms.virtual_reserve;
}

double orth_sale_depth(const orth_sale *sale)
{
    return effective_reserve(sale) / orth_dd_value(sale->project);
}

double orth_sale_price(const orth_sale *sale)
{
    return (effective_reserve(sale) / sale->reserve_weight) /
           (orth_dd_value(sale->project) / sale->weight);
}

double orth_sale_no_buyer_price(const orth_sale *sale)
{
    const orth_sale_terms *terms = &sale->terms;
    return ((terms->reserve + terms->virtual_reserve) / sale->reserve_weight) /
           (terms->project / sale->weight);
}

/* ---------------------------------------------------------------- what a trade does to the pool */

static void add(orth_dd *sum, double x)
{
    *sum = orth_dd_add(*sum, orth_dd_from(x));
}

/* `paid` of the reserve comes in, `got` of the project's token goes out. */
static orth_sale_trade make_buy(orth_sale *sale, double paid, double got)
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
static orth_sale_trade make_sale(orth_sale *sale, double paid, double got)
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

/* ---------------------------------------------------------------- trades */

/* Whether log q is above x >= 0, mostly told without a logarithm: log q >= 1 - 1/q. */
static bool log_exceeds(double q, double x)
{
    return x < 1 - 1 / q || x < orth_log(q);
}

/* A side's own balance grows by e^L, where L is log1p of what takes part over it; the price moves
 * by L times (own + other weight) / other weight of the token that leaves. */
orth_sale_trade orth_sale_buy(orth_sale *sale, double budget, double limit)
{
    double w = sale->weight, r = sale->reserve_weight, ratio = r / w;
    double reserve = effective_reserve(sale), project = orth_dd_value(sale->project);
    double q = limit * sale->fee.keep / ((reserve / r) / (project / w));
    if (!(q > 1) || !(budget > 0))
        return (orth_sale_trade){0};
    double growth = budget < INFINITY ? orth_log1p(budget * sale->fee.keep / reserve) : INFINITY;
    if (log_exceeds(q, growth * (1 + ratio)))
        return make_buy(sale, budget, -project * orth_expm1(-ratio * growth));
    growth = orth_log(q) / (1 + ratio);
    return make_buy(sale, reserve * orth_expm1(growth) * sale->fee.gross,
                    -project * orth_expm1(-ratio * growth));
}

/* Brings the project's balance that takes part up by e^growth, but pays out no more than is there. */
static orth_sale_trade sell_up_to(orth_sale *sale, double amount, double growth)
{
    double ratio = sale->weight / sale->reserve_weight;
    double reserve = effective_reserve(sale), real = orth_dd_value(sale->reserve);
    double project = orth_dd_value(sale->project);
    double got = -reserve * orth_expm1(-ratio * growth);
    if (got > real || !(growth < INFINITY)) {
        if (!(real < reserve)) /* an endless amount for all that there is */
            return (orth_sale_trade){0};
        got = real;
        growth = -orth_log1p(-real / reserve) / ratio;
        amount = project * orth_expm1(growth) * sale->fee.gross;
    }
    return make_sale(sale, amount, got);
}

orth_sale_trade orth_sale_sell(orth_sale *sale, double amount, double limit)
{
    double w = sale->weight, r = sale->reserve_weight, ratio = w / r;
    double reserve = effective_reserve(sale), project = orth_dd_value(sale->project);
    double price = (reserve / r) / (project / w) * sale->fee.keep;
    double q = limit > 0 ? price / limit : INFINITY;
    if (sale->terms.sales_blocked || !(q > 1) || !(amount > 0))
        return (orth_sale_trade){0};
    double growth = amount < INFINITY ? orth_log1p(amount * sale->fee.keep / project) : INFINITY;
    if (q < INFINITY && !log_exceeds(q, growth * (1 + ratio))) {
        growth = orth_log(q) / (1 + ratio);
        amount = project * orth_expm1(growth) * sale->fee.gross;
    }
    return sell_up_to(sale, amount, growth);
}

/* The reserves become those that orth_arbitrage_exact stores, to the bit; what the trader paid and
 * got is their difference. */
orth_sale_trade orth_sale_arbitrage(orth_sale *sale, double value)
{
    double before[] = {orth_dd_value(sale->project), effective_reserve(sale)};
    double weights[] = {sale->weight, sale->reserve_weight}, prices[] = {value, 1};
    double after[2], change[2], scratch[ORTH_ARBITRAGE_SCRATCH(2)];
    orth_arbitrage trade =
        orth_arbitrage_exact(after, change, scratch, 2, before, weights, prices, &sale->fee);
    if (trade.tokens < 2)
        return (orth_sale_trade){0};
    bool buys = change[0] < 0;
    if (!buys && sale->terms.sales_blocked)
        return (orth_sale_trade){0};
    if (!buys && -change[1] > orth_dd_value(sale->reserve))
        return orth_sale_sell(sale, INFINITY, value);
    double protocol = sale->terms.protocol_share * sale->fee.fee;
    orth_sale_trade made =
        buys ? make_buy(sale, change[1], -change[0]) : make_sale(sale, change[0], -change[1]);
    if (sale->terms.virtual_reserve == 0 && made.got > 0) {
        after[buys] -= protocol * change[buys];
        sale->project = orth_dd_from(after[0]);
        sale->reserve = orth_dd_from(after[1]);
    }
    return made;
}

/* ---------------------------------------------------------------- the state */

orth_sale_state orth_sale_now(const orth_sale *sale)
{
    orth_sale_state state = {.project = orth_dd_value(sale->project),
                             .reserve = orth_dd_value(sale->reserve),
                             .weight = sale->weight,
                             .ledger = sale->counts};
    orth_sale_ledger *ledger = &state.ledger;
    ledger->paid = orth_dd_value(sale->paid);
    ledger->sold = orth_dd_value(sale->sold);
    ledger->returned = orth_dd_value(sale->returned);
    ledger->taken = orth_dd_value(sale->taken);
    ledger->reserve_fees = orth_dd_value(sale->reserve_fees);
    ledger->project_fees = orth_dd_value(sale->project_fees);
    ledger->reserve_protocol = orth_dd_value(sale->reserve_protocol);
    ledger->project_protocol = orth_dd_value(sale->project_protocol);
    return state;
}

orth_sale_limit orth_sale_limit_of(const orth_sale_terms *terms, double end_weight, double value)
{
    double reserve = terms->reserve + terms->virtual_reserve, worth = value * terms->project;
    orth_sale_limit limit = {.reserve_weight = reserve / (reserve + worth)};
    double raised = (1 - end_weight) * worth - end_weight * reserve;
    if (raised > 0) {
        limit.raised = raised;
        limit.sold = raised / value;
    }
    return limit;
}
