/* What is permitted of a question about safety, and what is said where it is not. */
#ifndef ORTH_SAFETY_PERMITTED_H
#define ORTH_SAFETY_PERMITTED_H

#include "orthant/safety.h"
#include "orthant/simplex.h"

orth_status orth_permitted_tokens(size_t n, orth_error *error);
orth_status orth_permitted_fee(double fee, const char *what, orth_error *error);
orth_status orth_permitted_attacker(const orth_safety_attacker *attacker, orth_error *error);
/* Counts and the attacker, the fees and the weights of every block. */
orth_status orth_permitted_question(const orth_safety_question *question, orth_error *error);

#endif
