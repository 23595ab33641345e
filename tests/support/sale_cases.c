#include "sale_cases.h"

#include <string.h>

#include "harness.h"
#include "orthant/decimal.h"

static void set(mpq_t value, const char *text)
{
    mpq_init(value);
    ck_assert_int_eq(orth_decimal_parse(value, text, NULL), ORTH_OK);
}

void sale_case_make(sale_case *of, orth_sale_contract_kind kind, const char *virtual_reserve)
{
    bool seeds = strcmp(virtual_reserve, "0") == 0;
    set(of->project, "9000000");
    set(of->reserve, seeds ? "100000" : "0");
    set(of->virtual_reserve, virtual_reserve);
    set(of->start, "0.96");
    set(of->end, "0.5");
    set(of->price, "0.05");
    of->terms = (orth_sale_contract_terms){.kind = kind,
                                           .project = of->project,
                                           .reserve = of->reserve,
                                           .virtual_reserve = of->virtual_reserve,
                                           .project_decimals = 18,
                                           .reserve_decimals = 6,
                                           .start_weight = of->start,
                                           .end_weight = of->end,
                                           .fixed_price = of->price,
                                           .sales_blocked = kind == ORTH_SALE_FIXED_PRICE,
                                           .clock = {SALE_START, 12, 1, 1000}};
}

void sale_case_clear(sale_case *of)
{
    mpq_clears(of->project, of->reserve, of->virtual_reserve, of->start, of->end, of->price, NULL);
}

orth_sale_contract *sale_case_created(const sale_case *of)
{
    orth_sale_contract *contract;
    orth_error error;
    orth_status status = orth_sale_contract_create(&contract, &of->terms, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return contract;
}
