/* A problem's ends, checked and turned into integers. */
#ifndef ORTH_EXACT_ENDS_H
#define ORTH_EXACT_ENDS_H

#include "exact/rows.h"

/* Two rows, start and target. ORTH_DOMAIN as include/orthant/exact.h says, also for steps outside
 * 1 .. ORTH_STEPS_MAX. */
orth_status orth_ends_create(orth_rows *ends, size_t n, mpq_t *start, mpq_t *target, uint64_t steps,
                             unsigned digits, orth_error *error);

orth_status orth_exact_check_digits(unsigned digits, orth_error *error);
/* n >= 2, each > 0, the sum exactly 1; `what` names the point in the message. */
orth_status orth_exact_check_point(size_t n, mpq_t *weights, const char *what, orth_error *error);

#endif
