/* A number of the command line, written as a scenario's strings are. */
#ifndef ORTH_SCENARIO_OPTION_NUMBER_H
#define ORTH_SCENARIO_OPTION_NUMBER_H

#include <stddef.h>

#include "base/range.h"
#include "orthant/status.h"

/* The first `length` characters of the text: "0.8", ".8" or "1/3". ORTH_BAD_INPUT with the option,
 * the text and the range where it is no number or not in the range. */
orth_status orth_option_number(double *value, const char *option, const char *text, size_t length,
                               const orth_range *range, orth_error *error);

#endif
