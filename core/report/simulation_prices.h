/* The price files of a simulation in its JSON. */
#ifndef ORTH_REPORT_SIMULATION_PRICES_H
#define ORTH_REPORT_SIMULATION_PRICES_H

#include "base/json_out.h"
#include "orthant/simulate.h"

/* The member "price_files", where there are any. */
void orth_simulation_write_prices(orth_json_out *json, const orth_simulation *simulation);

#endif
