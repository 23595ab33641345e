#ifndef CLI_CERTIFY_PLAN_H
#define CLI_CERTIFY_PLAN_H

#include "cli.h"

/* Certifies the text of a plan file, on a pool with that trade limit where it is not 0; returns an
 * exit code. */
int cli_certify_plan(const cli_output_options *options, const char *file, const char *text,
                     size_t length, unsigned digits, uint64_t trade_limit);

#endif
