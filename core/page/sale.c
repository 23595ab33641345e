#include "page/sale.h"

#include <stdlib.h>
#include <string.h>

#include "page/run.h"

/* Blocks of all results on one price path. */
static double work_of(const orth_scenario *scenario)
{
    double blocks = 0;
    for (size_t s = 0; s < scenario->step_count; s++)
        blocks += (double)scenario->steps[s] * (double)scenario->blocks_per_step;
    return blocks * (double)scenario->path_count;
}

static void afford(orth_scenario *scenario, double most)
{
    if (scenario->price_paths > 1)
        scenario->price_paths =
            orth_page_price_paths(scenario->price_paths, work_of(scenario), most);
}

/* The contract of sales that a plan's target makes; NULL for others. */
static const char *contract_of(const char *target)
{
    static const char *const names[][2] = {
        {"balancer-v2-lbp", "v2"}, {"balancer-v3-lbp", "v3"}, {"balancer-v3-lbp-v4", "v4"}};
    for (size_t i = 0; target != NULL && i < sizeof names / sizeof names[0]; i++)
        if (strcmp(target, names[i][0]) == 0)
            return names[i][1];
    return NULL;
}

/* The first number of steps along the linear path alone, which is what such contracts know. */
static bool make_linear(orth_page_sale *sale)
{
    sale->linear = sale->scenario;
    for (size_t p = 0; p < sale->scenario.path_count; p++)
        if (strcmp(sale->scenario.paths[p], "linear") == 0) {
            sale->linear.paths = sale->scenario.paths + p;
            sale->linear.path_count = sale->linear.step_count = 1;
            afford(&sale->linear, ORTH_PAGE_SALE_CONTRACT_MOST);
            return sale->scenario.blocks_per_step == 1;
        }
    return false;
}

static orth_status run_contract(orth_page_sale *sale, orth_launch_options how, orth_error *error)
{
    how.recorded = 0;
    orth_status status = orth_launch_run(&sale->in_doubles, &sale->linear, NULL, &how, error);
    how.contract = sale->contract;
    if (status == ORTH_OK)
        status = orth_launch_run(&sale->in_contract, &sale->linear, NULL, &how, error);
    return status;
}

orth_status orth_page_sale_create(orth_page_sale **out, const orth_scenario *scenario,
                                  const char *target, unsigned threads, orth_error *error)
{
    orth_page_sale *sale = calloc(1, sizeof *sale);
    *out = NULL;
    if (sale == NULL)
        return orth_fail_memory(error, sizeof *sale);
    orth_launch_options how = {.threads = threads, .recorded = ORTH_PAGE_SALE_CURVE};
    sale->scenario = *scenario;
    sale->asked = scenario->price_paths > 0 ? scenario->price_paths : 1;
    afford(&sale->scenario, ORTH_PAGE_SALE_MOST);
    orth_status status = orth_launch_run(&sale->launch, &sale->scenario, NULL, &how, error);
    const char *contract = contract_of(target);
    if (status == ORTH_OK && contract != NULL && make_linear(sale)) {
        sale->contract = contract;
        status = run_contract(sale, how, error);
    }
    if (status != ORTH_OK) {
        orth_page_sale_free(sale);
        return status;
    }
    *out = sale;
    return ORTH_OK;
}

void orth_page_sale_free(orth_page_sale *sale)
{
    if (sale == NULL)
        return;
    orth_launch_free(sale->launch);
    orth_launch_free(sale->in_contract);
    orth_launch_free(sale->in_doubles);
    free(sale);
}
