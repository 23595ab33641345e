/* The option --safe, as text. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "orthant/safety.h"
#include "plan/study.h"
#include "scenario/option_number.h"

#define FORM "--safe is blocks=N,capital=C, and fee=PHI where the scenario's is not meant"

enum { BLOCKS, CAPITAL, FEE, PARTS };

static const struct {
    const char *name, *option;
    orth_range range;
} parts[PARTS] = {
    {"blocks=", "--safe blocks", {1, ORTH_STEPS_MAX, false, "a whole number of blocks, 1 or more"}},
    {"capital=",
     "--safe capital",
     {ORTH_PART_MIN, ORTH_SAFETY_CAPITAL_MAX, false,
      "above 0 (from " ORTH_LIMIT_TEXT(ORTH_PART_MIN) ") to " ORTH_LIMIT_TEXT(
          ORTH_SAFETY_CAPITAL_MAX) ", in parts of the pool's value"}},
    {"fee=", "--safe fee", {ORTH_PART_MIN, 1, true, "above 0 and below 1"}},
};

static orth_status read_part(double values[PARTS], const char *text, size_t length,
                             orth_error *error)
{
    char quoted[ORTH_QUOTE_MAX];
    for (size_t p = 0; p < PARTS; p++) {
        size_t name = strlen(parts[p].name);
        if (length < name || memcmp(text, parts[p].name, name) != 0)
            continue;
        if (!isnan(values[p]))
            return orth_fail(error, ORTH_BAD_INPUT, "%s is given twice", parts[p].option);
        return orth_option_number(&values[p], parts[p].option, text + name, length - name,
                                  &parts[p].range, error);
    }
    return orth_fail(error, ORTH_BAD_INPUT, FORM ", not %s",
                     orth_quote(quoted, sizeof quoted, text));
}

/* The least fee that the pool ever has; 0 where there is none. */
static double fee_of(const orth_scenario *scenario)
{
    if (scenario->has_fee_schedule)
        return fmin(scenario->fee_schedule.from, scenario->fee_schedule.to);
    return scenario->rules.fee;
}

orth_status orth_plan_study_set_safe(orth_plan_study_options *options, const char *text,
                                     const orth_scenario *scenario, orth_error *error)
{
    double values[PARTS] = {NAN, NAN, NAN};
    orth_status status = ORTH_OK;
    for (const char *at = text; status == ORTH_OK;) {
        size_t length = strcspn(at, ",");
        status = read_part(values, at, length, error);
        at += length;
        if (*at == '\0')
            break;
        at++;
    }
    if (status != ORTH_OK)
        return status;
    if (isnan(values[BLOCKS]) || isnan(values[CAPITAL]))
        return orth_fail(error, ORTH_BAD_INPUT, FORM);
    if (values[BLOCKS] != floor(values[BLOCKS]) || values[BLOCKS] > (double)options->steps)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "--safe blocks is %.15g; permitted: a whole number from 1 to %llu, the "
                         "blocks of the move",
                         values[BLOCKS], (unsigned long long)options->steps);
    double fee = isnan(values[FEE]) ? fee_of(scenario) : values[FEE];
    if (!(fee > 0))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "--safe: nothing is safe without a fee, since what an attacker gains "
                         "grows with the move and a fee alone makes it cost something; the "
                         "scenario has no pool.swap_fee: fee=PHI sets it");
    options->rails.safe = (orth_plan_safe){(uint64_t)values[BLOCKS], values[CAPITAL], fee};
    return ORTH_OK;
}
