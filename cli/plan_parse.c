#include "plan_parse.h"

#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/decimal.h"
#include "orthant/limits.h"
#include "orthant/plan.h"

size_t cli_plan_parse_calls(const char *argument, struct argp_state *state)
{
    char *end;
    unsigned long calls = strtoul(argument, &end, 10);
    if (strcmp(argument, "auto") == 0)
        return 0;
    if (argument[0] < '0' || argument[0] > '9' || *end != '\0' || calls < 1 ||
        calls > ORTH_PLAN_CALLS_MAX)
        argp_error(state, "--calls is auto or a whole number from 1 to %d, not '%s'",
                   ORTH_PLAN_CALLS_MAX, argument);
    return calls;
}

double cli_plan_parse_gas(const char *argument, struct argp_state *state)
{
    mpq_t value;
    mpq_init(value);
    double gas = orth_decimal_parse(value, argument, NULL) == ORTH_OK && mpq_sgn(value) >= 0
                     ? orth_rational_to_double(value)
                     : -1;
    mpq_clear(value);
    if (!(gas >= 0 && gas <= ORTH_MONEY_MAX))
        argp_error(
            state,
            "--gas is a decimal number from 0 to " ORTH_LIMIT_TEXT(ORTH_MONEY_MAX) ", not '%s'",
            argument);
    return gas;
}

orth_word cli_plan_parse_pool(const char *argument, struct argp_state *state)
{
    orth_word address;
    orth_error error;
    if (orth_address_parse(&address, argument, &error) != ORTH_OK)
        argp_error(state, "--pool: %s", error.text);
    return address;
}

size_t cli_plan_parse_tokens(orth_word *out, const char *argument, struct argp_state *state)
{
    char one[64];
    orth_error error;
    size_t count = 0;
    for (const char *at = argument; at != NULL; count++) {
        const char *comma = strchr(at, ',');
        size_t length = comma != NULL ? (size_t)(comma - at) : strlen(at);
        snprintf(one, sizeof one, "%.*s", length < sizeof one ? (int)length : (int)sizeof one, at);
        if (count == ORTH_PLAN_TOKENS_MAX)
            argp_error(state, "--token-addresses has more than %d", ORTH_PLAN_TOKENS_MAX);
        if (orth_address_parse(&out[count], one, &error) != ORTH_OK)
            argp_error(state, "--token-addresses: %s", error.text);
        at = comma != NULL ? comma + 1 : NULL;
    }
    return count;
}

uint64_t cli_plan_parse_trade_limit(const char *argument, struct argp_state *state)
{
    uint64_t limit;
    orth_error error;
    if (orth_plan_trade_limit_parse(&limit, argument, &error) != ORTH_OK)
        argp_error(state, "--trade-limit: %s", error.text);
    return limit;
}

bool cli_plan_parse_choice(const char *option, const char *argument, const char *usual,
                           const char *other, struct argp_state *state)
{
    if (strcmp(argument, usual) != 0 && strcmp(argument, other) != 0)
        argp_error(state, "%s is %s or %s, not '%s'", option, usual, other, argument);
    return strcmp(argument, other) == 0;
}
