#include "sweep/design.h"

#include <stdlib.h>

#include "base/splitmix.h"
#include "base/text.h"

const char *const orth_design_names[ORTH_DESIGN_KINDS] = {"grid", "zip", "sobol", "latin"};

void orth_design_free(orth_design *design)
{
    for (size_t p = 0; p < design->axis_count; p++)
        orth_axis_free(&design->axes[p]);
    free(design->order);
}

static orth_status fail_count(orth_error *error)
{
    return orth_fail(
        error, ORTH_BAD_INPUT,
        "more points than one sweep takes; permitted: at most " ORTH_LIMIT_TEXT(ORTH_SWEEP_MAX));
}

static orth_status count_grid(orth_design *design, orth_error *error)
{
    design->count = 1;
    for (size_t p = 0; p < design->axis_count; p++) {
        design->count *= design->axes[p].count;
        if (design->count > ORTH_SWEEP_MAX)
            return fail_count(error);
    }
    return ORTH_OK;
}

static orth_status count_zip(orth_design *design, orth_error *error)
{
    design->count = design->axes[0].count;
    for (size_t p = 1; p < design->axis_count; p++)
        if (design->axes[p].count != design->count)
            return orth_fail(error, ORTH_BAD_INPUT,
                             "\"zip\" takes parameters of one length, and %s has %zu value%s, %s "
                             "has %zu",
                             design->axes[0].pointer, design->axes[0].count,
                             design->axes[0].count == 1 ? "" : "s", design->axes[p].pointer,
                             design->axes[p].count);
    return ORTH_OK;
}

static void prepare_sobol(orth_design *design)
{
    uint64_t state = design->seed;
    orth_sobol_prepare(&design->sobol, design->axis_count);
    for (size_t p = 0; p < design->axis_count; p++)
        design->shift[p] = (uint32_t)(orth_splitmix(&state) >> 32);
}

/* Each parameter's cells in random order (Fisher and Yates). */
static orth_status draw_orders(orth_design *design, orth_error *error)
{
    size_t count = design->count, bytes = count * design->axis_count * sizeof *design->order;
    uint64_t state = design->seed;
    design->order = malloc(bytes);
    if (design->order == NULL)
        return orth_fail_memory(error, (double)bytes);
    for (size_t p = 0; p < design->axis_count; p++) {
        uint32_t *order = design->order + p * count;
        for (size_t k = 0; k < count; k++) {
            size_t other = (size_t)(orth_splitmix_unit(&state) * (double)(k + 1));
            order[k] = order[other];
            order[other] = (uint32_t)k;
        }
    }
    return ORTH_OK;
}

orth_status orth_design_prepare(orth_design *design, orth_error *error)
{
    design->count = design->points;
    switch (design->kind) {
    case ORTH_DESIGN_GRID:
        return count_grid(design, error);
    case ORTH_DESIGN_ZIP:
        return count_zip(design, error);
    case ORTH_DESIGN_SOBOL:
        prepare_sobol(design);
        return ORTH_OK;
    case ORTH_DESIGN_LATIN:
        break;
    }
    return draw_orders(design, error);
}

const char *orth_design_value(const orth_design *design, uint64_t point, size_t parameter,
                              char text[ORTH_AXIS_TEXT_MAX])
{
    const orth_axis *axis = &design->axes[parameter];
    uint32_t digits;
    switch (design->kind) {
    case ORTH_DESIGN_GRID:
        for (size_t p = design->axis_count - 1; p > parameter; p--)
            point /= design->axes[p].count;
        return axis->values[point % axis->count];
    case ORTH_DESIGN_ZIP:
        return axis->values[point];
    case ORTH_DESIGN_SOBOL:
        digits = orth_sobol_digits(&design->sobol, parameter, point) ^ design->shift[parameter];
        return orth_axis_at(axis, ((double)digits + 0.5) * 0x1p-32, text);
    case ORTH_DESIGN_LATIN:
        break;
    }
    double cell = design->order[parameter * design->count + point];
    return orth_axis_at(axis, (cell + 0.5) / (double)design->count, text);
}
