/* A sale's terms, blocks, prices and state. */
#include "sale/sale.h"

#include <stdlib.h>

#include "base/check.h"
#include "orthant/limits.h"

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
    *made = (orth_sale){.terms = *terms};
    orth_sale_restart(made);
    *sale = made;
    return ORTH_OK;
}

orth_status orth_sale_create_on(orth_sale **sale, const orth_sale_pool *pool, orth_error *error)
{
    orth_sale *made = *sale = malloc(sizeof *made);
    if (made == NULL)
        return orth_fail_memory(error, (double)sizeof *made);
    *made = (orth_sale){.stands = true, .on = *pool};
    orth_sale_restart(made);
    return ORTH_OK;
}

void orth_sale_free(orth_sale *sale)
{
    free(sale);
}

void orth_sale_restart(orth_sale *sale)
{
    *sale = (orth_sale){.stands = sale->stands,
                        .on = sale->on,
                        .terms = sale->terms,
                        .project = orth_dd_from(sale->terms.project),
                        .reserve = orth_dd_from(sale->terms.reserve),
                        .weight = 0.5,
                        .reserve_weight = 0.5,
                        .fee = orth_fee_of(0)};
    if (sale->stands)
        sale->on.restart(sale->on.pool);
}

void orth_sale_pass(orth_sale *sale, uint64_t count, const double weights[2], const orth_fee *fee)
{
    ORTH_CHECK(weights[0] > 0 && weights[0] < 1 && weights[1] > 0 && weights[1] < 1);
    sale->weight = weights[0];
    sale->reserve_weight = weights[1];
    sale->fee = *fee;
    sale->counts.blocks += count;
    if (sale->stands)
        sale->on.block(sale->on.pool, sale->counts.blocks, weights[0], fee);
}

void orth_sale_block_weights(orth_sale *sale, const double weights[2], const orth_fee *fee)
{
    orth_sale_pass(sale, 1, weights, fee);
}

void orth_sale_block(orth_sale *sale, double weight, const orth_fee *fee)
{
    orth_sale_block_weights(sale, (const double[]){weight, 1 - weight}, fee);
}

double orth_sale_depth(const orth_sale *sale)
{
    if (sale->stands) {
        double weight = sale->on.now(sale->on.pool).weight;
        return sale->on.price(sale->on.pool) * ((1 - weight) / weight);
    }
    return orth_sale_reserve_inside(sale) / orth_dd_value(sale->project);
}

double orth_sale_price(const orth_sale *sale)
{
    if (sale->stands)
        return sale->on.price(sale->on.pool);
    return (orth_sale_reserve_inside(sale) / sale->reserve_weight) /
           (orth_dd_value(sale->project) / sale->weight);
}

double orth_sale_no_buyer_price(const orth_sale *sale)
{
    const orth_sale_terms *terms = &sale->terms;
    if (sale->stands)
        return sale->on.no_buyer_price(sale->on.pool);
    return ((terms->reserve + terms->virtual_reserve) / sale->reserve_weight) /
           (terms->project / sale->weight);
}

orth_sale_state orth_sale_now(const orth_sale *sale)
{
    if (sale->stands)
        return sale->on.now(sale->on.pool);
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
