#include "launch/slots.h"

#include <math.h>
#include <stdlib.h>

static size_t width_of(const orth_launch_result *result)
{
    size_t shares = result->recorded > 0 ? ORTH_LAUNCH_SHARES : 0;
    return ORTH_LAUNCH_FIGURES + 2 * result->recorded + shares;
}

orth_status orth_launch_slots_create(orth_launch_slots *slots, const orth_launch_setup *setup,
                                     orth_launch *launch, uint64_t most, orth_error *error)
{
    *slots = (orth_launch_slots){.setup = setup, .launch = launch, .most = most};
    slots->offsets = malloc(launch->count * sizeof *slots->offsets);
    if (slots->offsets == NULL)
        return orth_fail_memory(error, (double)(launch->count * sizeof *slots->offsets));
    slots->texts = calloc(launch->count, sizeof *slots->texts);
    if (slots->texts == NULL)
        return orth_fail_memory(error, (double)(launch->count * sizeof *slots->texts));
    for (size_t s = 0; s < launch->count; s++) {
        slots->offsets[s] = slots->width;
        slots->width += width_of(&launch->results[s]);
    }
    double bytes = (double)most * (double)slots->width * sizeof(double);
    slots->values = bytes < 0.9 * (double)SIZE_MAX ? malloc((size_t)bytes) : NULL;
    return slots->values == NULL ? orth_fail_memory(error, bytes) : ORTH_OK;
}

void orth_launch_slots_free(orth_launch_slots *slots)
{
    free(slots->offsets);
    free(slots->texts);
    free(slots->values);
}

orth_one_slot orth_launch_slot(const orth_launch_slots *slots, uint64_t price_path, size_t result)
{
    size_t recorded = slots->launch->results[result].recorded;
    double *own = slots->values + price_path * slots->width + slots->offsets[result];
    orth_one_slot slot = {.figures = own};
    if (recorded > 0) {
        slot.price = own + ORTH_LAUNCH_FIGURES;
        slot.raised = slot.price + recorded;
        slot.paid = slot.raised + recorded;
    }
    return slot;
}

/* ---------------------------------------------------------------- results */

static orth_status make(double **array, size_t count, orth_error *error)
{
    *array = malloc(count * sizeof **array);
    return *array == NULL ? orth_fail_memory(error, (double)(count * sizeof **array)) : ORTH_OK;
}

/* A number of each slot that is one; how many. */
static size_t gather(double *values, const orth_launch_slots *slots, const double *first)
{
    size_t there = 0;
    for (uint64_t i = 0; i < slots->end; i++) {
        double value = first[i * slots->width];
        if (!isnan(value))
            values[there++] = value;
    }
    return there;
}

static void take_curve(double *const curve[3], size_t at, const orth_launch_slots *slots,
                       const double *first, double *values)
{
    size_t there = gather(values, slots, first);
    orth_estimate estimate = orth_estimate_of(there, values);
    curve[0][at] = estimate.mean;
    curve[1][at] = estimate.quantiles[0];
    curve[2][at] = estimate.quantiles[ORTH_QUANTILES - 1];
}

static orth_status take_curves(orth_launch_result *result, const orth_launch_slots *slots,
                               size_t index, double *values, orth_error *error)
{
    orth_one_slot slot = orth_launch_slot(slots, 0, index);
    orth_status status = ORTH_OK;
    if (result->recorded == 0)
        return ORTH_OK;
    for (size_t c = 0; status == ORTH_OK && c < 3; c++) {
        status = make(&result->price[c], result->recorded, error);
        if (status == ORTH_OK)
            status = make(&result->raised[c], result->recorded, error);
    }
    if (status == ORTH_OK)
        status = make(&result->paid, ORTH_LAUNCH_SHARES, error);
    if (status != ORTH_OK)
        return status;
    for (size_t k = 0; k < result->recorded; k++) {
        take_curve(result->price, k, slots, slot.price + k, values);
        take_curve(result->raised, k, slots, slot.raised + k, values);
    }
    for (size_t k = 0; k < ORTH_LAUNCH_SHARES; k++) {
        size_t there = gather(values, slots, slot.paid + k);
        result->paid[k] = there == 0 ? NAN : orth_estimate_of(there, values).mean;
    }
    return ORTH_OK;
}

static orth_status take_values(orth_launch_result *result, const orth_launch_slots *slots,
                               size_t index, orth_error *error)
{
    const double *figures = orth_launch_slot(slots, 0, index).figures;
    for (size_t f = 0; f < ORTH_LAUNCH_FIGURES; f++) {
        orth_status status = make(&result->values[f], (size_t)slots->end, error);
        if (status != ORTH_OK)
            return status;
        for (uint64_t i = 0; i < slots->end; i++)
            result->values[f][i] = figures[f + i * slots->width];
    }
    return ORTH_OK;
}

orth_status orth_launch_slots_reduce(const orth_launch_slots *slots, orth_error *error)
{
    orth_launch *launch = slots->launch;
    double *values;
    orth_status status = make(&values, (size_t)slots->end, error);
    for (size_t s = 0; status == ORTH_OK && s < launch->count; s++) {
        status = take_values(&launch->results[s], slots, s, error);
        if (status == ORTH_OK)
            status = take_curves(&launch->results[s], slots, s, values, error);
    }
    free(values);
    return status;
}
