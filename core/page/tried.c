#include "page/tried.h"

#include <stdlib.h>

static void free_study(struct orth_page_study *study)
{
    orth_page_simulated_clear(&study->simulated);
    orth_page_steps_clear(&study->steps);
    free(study);
}

static orth_status begin(orth_page_work *work, orth_error *error)
{
    if (work->study != NULL)
        return ORTH_OK;
    work->study = calloc(1, sizeof *work->study);
    if (work->study == NULL)
        return orth_fail_memory(error, sizeof *work->study);
    work->free_study = free_study;
    orth_status status = orth_page_choose(&work->study->choice, work, error);
    if (status != ORTH_OK) {
        free(work->study);
        work->study = NULL;
    }
    return status;
}

orth_status orth_work_simulated(orth_page_work *work, const orth_page_simulated **simulated,
                                orth_error *error)
{
    *simulated = NULL;
    orth_status status = begin(work, error);
    if (status != ORTH_OK)
        return status;
    orth_page_simulated *of = &work->study->simulated;
    if (!work->study->has_simulated) {
        work->study->has_simulated = true;
        status = orth_page_simulate(of, &work->study->choice, work, &of->error);
    }
    if (orth_page_ends(status))
        return orth_fail(error, status, "%s", of->error.text);
    *simulated = of;
    return ORTH_OK;
}

orth_status orth_work_steps(orth_page_work *work, const orth_page_steps **steps, orth_error *error)
{
    *steps = NULL;
    orth_status status = begin(work, error);
    if (status != ORTH_OK)
        return status;
    orth_page_steps *of = &work->study->steps;
    if (!work->study->has_steps) {
        work->study->has_steps = true;
        status = orth_page_study_steps(of, &work->study->choice, work, &of->error);
    }
    if (orth_page_ends(status))
        return orth_fail(error, status, "%s", of->error.text);
    *steps = of;
    return ORTH_OK;
}
