/* What stands behind the options of orthant plan. All end the program where it is wrong. */
#ifndef CLI_PLAN_PARSE_H
#define CLI_PLAN_PARSE_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/contract.h"

size_t cli_plan_parse_calls(const char *argument, struct argp_state *state); /* 0: auto */
double cli_plan_parse_gas(const char *argument, struct argp_state *state);
orth_word cli_plan_parse_pool(const char *argument, struct argp_state *state);
/* Addresses with commas between; how many, at most ORTH_PLAN_TOKENS_MAX. */
size_t cli_plan_parse_tokens(orth_word *out, const char *argument, struct argp_state *state);
uint64_t cli_plan_parse_trade_limit(const char *argument, struct argp_state *state);

/* Whether the second of two words was given, the first being the default. */
bool cli_plan_parse_choice(const char *option, const char *argument, const char *usual,
                           const char *other, struct argp_state *state);

#endif
