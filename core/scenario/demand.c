/* Others' demand by the fee: the key "demand", and the options that take its place. */
#include <string.h>

#include "base/text.h"
#include "scenario/option_number.h"
#include "scenario/read.h"

#define FLOW_RANGE "from 0 to " ORTH_LIMIT_TEXT(ORTH_FLOW_MAX)
#define ELASTICITY_RANGE "from 0 to " ORTH_LIMIT_TEXT(ORTH_ELASTICITY_MAX)

static const orth_range flow_range = {0, ORTH_FLOW_MAX, false, FLOW_RANGE};
static const orth_range elasticity_range = {0, ORTH_ELASTICITY_MAX, false, ELASTICITY_RANGE};

static orth_status read_flow(orth_reader *reader, const json_t *value)
{
    reader->scenario->demand.has_flow = true;
    return orth_read_double(reader, value, &flow_range, &reader->scenario->demand.flow);
}

static orth_status read_elasticity(orth_reader *reader, const json_t *value)
{
    reader->scenario->demand.has_elasticity = true;
    return orth_read_double(reader, value, &elasticity_range, &reader->scenario->demand.elasticity);
}

orth_status orth_read_demand(orth_reader *reader, const json_t *value)
{
    static const orth_key keys[] = {
        {"flow", true, read_flow},
        {"elasticity", true, read_elasticity},
        {NULL, false, NULL},
    };
    return orth_read_object(reader, value, keys);
}

orth_status orth_scenario_set_flow(orth_scenario *scenario, const char *flow, orth_error *error)
{
    orth_status status = orth_option_number(&scenario->demand.flow, "--flow", flow, strlen(flow),
                                            &flow_range, error);
    scenario->demand.has_flow = scenario->demand.has_flow || status == ORTH_OK;
    return status;
}

orth_status orth_scenario_set_elasticity(orth_scenario *scenario, const char *elasticity,
                                         orth_error *error)
{
    orth_status status =
        orth_option_number(&scenario->demand.elasticity, "--elasticity", elasticity,
                           strlen(elasticity), &elasticity_range, error);
    scenario->demand.has_elasticity = scenario->demand.has_elasticity || status == ORTH_OK;
    return status;
}
