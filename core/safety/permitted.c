#include "safety/permitted.h"

#include <stdio.h>

orth_status orth_permitted_tokens(size_t n, orth_error *error)
{
    if (n >= ORTH_TOKENS_MIN && n <= ORTH_SAFETY_TOKENS_MAX)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT, "safety of %zu tokens; permitted: %d to %d", n,
                     ORTH_TOKENS_MIN, ORTH_SAFETY_TOKENS_MAX);
}

orth_status orth_permitted_fee(double fee, const char *what, orth_error *error)
{
    if (fee >= 0 && fee < 1)
        return ORTH_OK;
    return orth_fail(error, ORTH_DOMAIN, "%s is %.17g; permitted: from 0, below 1", what, fee);
}

orth_status orth_permitted_attacker(const orth_safety_attacker *attacker, orth_error *error)
{
    if (!(attacker->capital > 0 && attacker->capital <= ORTH_SAFETY_CAPITAL_MAX))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "the attacker's capital is %.17g of the pool's value; permitted: above 0, "
                         "at most %d",
                         attacker->capital, ORTH_SAFETY_CAPITAL_MAX);
    if (!(attacker->swap_limit >= 0 && attacker->swap_limit < 1))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "the swap limit is %.17g of a reserve; permitted: above 0, below 1 (0: "
                         "none)",
                         attacker->swap_limit);
    return ORTH_OK;
}

static orth_status permitted_block(const orth_safety_question *question, size_t block,
                                   orth_error *error)
{
    orth_error inner;
    char what[64];
    snprintf(what, sizeof what, "the fee of block %zu", block);
    if (question->fees != NULL) {
        orth_status status = orth_permitted_fee(question->fees[block], what, error);
        if (status != ORTH_OK)
            return status;
    }
    orth_status status =
        orth_simplex_validate(question->n, question->rows + block * question->n, &inner);
    if (status == ORTH_OK)
        return ORTH_OK;
    return orth_fail(error, status, "block %zu: %s", block, inner.text);
}

orth_status orth_permitted_question(const orth_safety_question *question, orth_error *error)
{
    orth_status status = orth_permitted_tokens(question->n, error);
    if (status == ORTH_OK)
        status = orth_permitted_attacker(&question->attacker, error);
    if (status == ORTH_OK)
        status = orth_permitted_fee(question->fee, "the fee", error);
    if (status != ORTH_OK)
        return status;
    if (question->window < 1 || question->window > question->blocks)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "windows of %zu blocks; permitted: 1 to %zu, the blocks of the move",
                         question->window, question->blocks);
    for (size_t block = 0; block <= question->blocks && status == ORTH_OK; block++)
        status = permitted_block(question, block, error);
    return status;
}
