/* A picture of an audit: error against input, by gnuplot, the script kept beside it. */
#ifndef CLI_CONTRACT_PLOT_H
#define CLI_CONTRACT_PLOT_H

#include "audit/audit.h"

/* Writes FILE and beside it FILE.gp, the script with its data. ORTH_IO when gnuplot is missing or
 * fails. */
orth_status cli_contract_plot(const char *file, const orth_audit *audit,
                              const orth_audit_request *request, orth_error *error);

#endif
