/* What can be proven about a plan file: its calls replayed, its loss in multi-precision, the least
 * possible loss, and whether the file says so. */
#ifndef ORTH_PLAN_PLAN_CERTIFY_H
#define ORTH_PLAN_PLAN_CERTIFY_H

#include "orthant/exact.h"
#include "plan/plan_file.h"

/* Significant digits of the bound that a plan is written with; it is rounded down to them. */
#define ORTH_PLAN_BOUND_DIGITS 15

typedef struct orth_plan_certificate {
    char refusal[ORTH_ERROR_TEXT_MAX]; /* "" when everything holds */
    double loss_lower, loss_upper;     /* of the replayed weights, rounded outwards */
    char *bound;         /* proven: no schedule between the start and the wanted weights loses less;
                            NULL where the file claims none */
    orth_replay *replay; /* of its calls; NULL where they cannot be run */
} orth_plan_certificate;

/* Weights of 18 decimals as rationals; the array is initialised here. Each row is divided by its
 * sum. NULL without memory; free with orth_plan_rationals_free. */
mpq_t *orth_plan_rationals(const uint64_t *rows, size_t count, size_t n);
void orth_plan_rationals_free(mpq_t *values, size_t count);

/* The proven lower bound between the plan's ends, as a decimal text to be freed; NULL for plans
 * that it would take too long for. */
orth_status orth_plan_bound(char **bound, const orth_plan *plan, unsigned digits,
                            orth_error *error);

/* Checks calldata, calls, log_loss and the bound; the rest of the file is compared with what would
 * be written (plan/plan_agrees.c). A statement that does not hold is a
 * refusal, not an error. */
orth_status orth_plan_certify(orth_plan_certificate *certificate, const orth_plan_file *in,
                              unsigned digits, orth_error *error);
void orth_plan_certificate_clear(orth_plan_certificate *certificate);

#endif
