#include "page/work.h"

orth_status orth_work_comparison(orth_page_work *work, const orth_comparison **comparison,
                                 orth_error *error)
{
    orth_status status = ORTH_OK;
    if (work->comparison == NULL)
        status = orth_comparison_run(&work->comparison, work->scenario, error);
    *comparison = work->comparison;
    return status;
}

orth_status orth_work_simulation(orth_page_work *work, const orth_page_run **run, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (work->run == NULL)
        status = orth_page_run_create(&work->run, work->scenario, work->options->threads, error);
    *run = work->run;
    return status;
}

orth_status orth_work_sale(orth_page_work *work, const orth_page_sale **sale, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (work->sale == NULL)
        status = orth_page_sale_create(&work->sale, work->scenario, work->options->target,
                                       work->options->threads, error);
    *sale = work->sale;
    return status;
}

void orth_work_clear(orth_page_work *work)
{
    if (work->study != NULL)
        work->free_study(work->study);
    work->study = NULL;
    if (work->plan != NULL)
        work->free_plan(work->plan);
    work->plan = NULL;
    orth_page_sale_free(work->sale);
    work->sale = NULL;
    orth_page_run_free(work->run);
    work->run = NULL;
    orth_comparison_free(work->comparison);
    work->comparison = NULL;
}

bool orth_page_ends(orth_status status)
{
    return status == ORTH_NO_MEMORY || status == ORTH_INTERRUPTED;
}

bool orth_part_of_all(const orth_scenario *scenario)
{
    (void)scenario;
    return true;
}

bool orth_part_of_moves(const orth_scenario *scenario)
{
    return scenario->strategy_count == 0;
}

bool orth_part_of_moves_alone(const orth_scenario *scenario)
{
    return orth_part_of_moves(scenario) && scenario->launch == NULL;
}

bool orth_part_of_launches(const orth_scenario *scenario)
{
    return scenario->launch != NULL;
}

bool orth_part_of_strategies(const orth_scenario *scenario)
{
    return scenario->strategy_count > 0;
}
