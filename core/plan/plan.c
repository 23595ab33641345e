/* Plans: their memory, clock and calldata, and what targets and drivers share. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/text.h"
#include "contract/abi.h"
#include "numeric/decimal.h"
#include "plan/target.h"

void orth_plan_free(orth_plan *plan)
{
    if (plan == NULL)
        return;
    for (size_t c = 0; c < plan->call_count; c++)
        for (size_t i = 0; i < ORTH_PLAN_ARGUMENTS_MAX; i++)
            free(plan->calls[c].arguments[i].words);
    free(plan->calls);
    free(plan->start);
    free(plan->wanted);
    free(plan);
}

orth_status orth_plan_append(orth_plan_call **out, orth_plan *plan, uint64_t at,
                             const orth_plan_function *function, const size_t *counts,
                             orth_error *error)
{
    if (plan->call_count == ORTH_PLAN_TRANSACTIONS_MAX)
        return orth_fail(error, ORTH_DOMAIN, "more than %d calls", ORTH_PLAN_TRANSACTIONS_MAX);
    if (plan->calls == NULL)
        plan->calls = calloc(ORTH_PLAN_TRANSACTIONS_MAX, sizeof *plan->calls);
    if (plan->calls == NULL)
        return orth_fail_memory(error, ORTH_PLAN_TRANSACTIONS_MAX * sizeof *plan->calls);
    orth_plan_call *call = &plan->calls[plan->call_count++];
    call->at = at;
    call->function = function;
    for (size_t i = 0; i < function->count; i++) {
        size_t count = counts[i];
        call->arguments[i].count = count;
        call->arguments[i].words = calloc(count, sizeof(orth_word));
        if (call->arguments[i].words == NULL)
            return orth_fail_memory(error, (double)count * sizeof(orth_word));
    }
    *out = call;
    return ORTH_OK;
}

uint64_t orth_plan_block_time(const orth_plan_clock *clock, uint64_t block)
{
    ORTH_CHECK(clock->seconds >= 1 && clock->per >= 1);
    return clock->start + (uint64_t)((orth_limb2)block * clock->seconds / clock->per);
}

uint64_t orth_plan_clock_ticks(const orth_plan_clock *clock, uint64_t steps)
{
    uint64_t seconds = orth_plan_block_time(clock, steps) - clock->start;
    return seconds < steps ? seconds : steps;
}

void orth_setpoints_to_blocks(orth_setpoints *points, const orth_plan_clock *clock, uint64_t steps)
{
    if (clock->seconds >= clock->per)
        return;
    for (size_t s = 1; s < points->calls; s++) /* the first block of that second */
        points->times[s] =
            (uint64_t)(((orth_limb2)points->times[s] * clock->per + clock->seconds - 1) /
                       clock->seconds);
    points->times[points->calls] = steps;
}

size_t orth_plan_transactions(const orth_plan *plan)
{
    return plan->target->deployment && plan->call_count > 0 ? 1 : plan->call_count;
}

uint64_t orth_plan_ticks(const orth_plan *plan)
{
    return orth_plan_clock_ticks(&plan->clock, plan->steps);
}

/* Wei as the nearest double of the weight and the rest. */
static void split(double *high, double *low, const orth_word *wei, size_t n)
{
    mpq_t value, part;
    mpq_inits(value, part, NULL);
    for (size_t i = 0; i < n; i++) {
        mpq_set_ui(value, wei[i].limb[0], ORTH_FP_UNIT);
        mpq_canonicalize(value);
        high[i] = orth_rational_to_double(value);
        mpq_set_d(part, high[i]);
        mpq_sub(value, value, part);
        low[i] = orth_rational_to_double(value);
    }
    mpq_clears(value, part, NULL);
}

orth_status orth_plan_move(orth_move **move, const orth_plan *plan, orth_error *error)
{
    double start[2][ORTH_PLAN_TOKENS_MAX], target[2][ORTH_PLAN_TOKENS_MAX];
    split(start[0], start[1], plan->start, plan->n);
    split(target[0], target[1], plan->wanted, plan->n);
    return orth_move_create(move, plan->n, start[0], start[1], target[0], target[1], error);
}

orth_status orth_plan_check_sum(const orth_word *weights, size_t n, const char *rule,
                                orth_error *error)
{
    orth_word sum = orth_word_of(0);
    for (size_t i = 0; i < n; i++)
        sum = orth_word_add(sum, weights[i]);
    if (orth_word_equal(sum, orth_word_of(UINT64_C(1000000000000000000))))
        return ORTH_OK;
    char text[ORTH_WORD_TEXT_MAX];
    return orth_fail(error, ORTH_DOMAIN, "%s: the weights sum to %s, must be exactly 1e18", rule,
                     orth_word_text(text, sum, false));
}

double orth_plan_trade_limit(const orth_plan *plan)
{
    return plan->trade_limit > 0 ? orth_plan_weight(plan->trade_limit) : ORTH_PLAN_TRADE_LIMIT;
}

orth_status orth_plan_trade_limit_parse(uint64_t *limit, const char *text, orth_error *error)
{
    mpq_t value;
    mpz_t wei;
    char quoted[ORTH_QUOTE_MAX];
    mpq_init(value);
    mpz_init(wei);
    *limit = 0;
    if (orth_decimal_parse(value, text, NULL) == ORTH_OK && mpq_cmp_ui(value, 3, 10) <= 0) {
        mpz_mul_ui(wei, mpq_numref(value), ORTH_FP_UNIT);
        mpz_fdiv_q(wei, wei, mpq_denref(value));
        *limit = mpz_sgn(wei) > 0 ? mpz_get_ui(wei) : 0;
    }
    mpz_clear(wei);
    mpq_clear(value);
    if (*limit > 0)
        return ORTH_OK;
    return orth_fail(error, ORTH_BAD_INPUT,
                     "%s is no trade limit; permitted: parts of a reserve above 0, at most 0.3",
                     orth_quote(quoted, sizeof quoted, text));
}

double orth_plan_miss(const orth_plan *plan, const uint64_t *last)
{
    double miss = 0;
    for (size_t i = 0; i < plan->n; i++) {
        int64_t apart = (int64_t)last[i] - (int64_t)plan->wanted[i].limb[0];
        miss = fmax(miss, fabs((double)apart) * 1e-18);
    }
    return miss;
}

static bool is_array(const orth_plan_call *call, size_t i)
{
    return call->function->arguments[i].kind >= ORTH_PLAN_KIND_UINTS;
}

static void put_arguments(orth_abi *abi, const orth_plan_call *call)
{
    size_t count = call->function->count, head = abi->used;
    for (size_t i = 0; i < count; i++)
        orth_abi_put_word(abi, is_array(call, i) ? orth_word_of(0) : call->arguments[i].words[0]);
    for (size_t i = 0; i < count; i++) {
        if (!is_array(call, i))
            continue;
        orth_abi_set_offset(abi, head + ORTH_ABI_WORD * i, head);
        orth_abi_put_word(abi, orth_word_of(call->arguments[i].count));
        orth_abi_put_words(abi, call->arguments[i].count, call->arguments[i].words);
    }
}

char *orth_plan_calldata(const orth_plan_call *call)
{
    static const char digits[] = "0123456789abcdef";
    orth_abi abi = {0};
    uint32_t selector = call->function->selector;
    for (int shift = 24; shift >= 0 && selector != 0; shift -= 8)
        orth_abi_put_bytes(&abi, &(uint8_t){(uint8_t)(selector >> shift)}, 1);
    put_arguments(&abi, call);
    char *text = abi.failed ? NULL : malloc(2 + 2 * abi.used + 1);
    if (text != NULL) {
        memcpy(text, "0x", 2);
        for (size_t k = 0; k < abi.used; k++) {
            text[2 + 2 * k] = digits[abi.bytes[k] >> 4];
            text[3 + 2 * k] = digits[abi.bytes[k] & 15];
        }
        text[2 + 2 * abi.used] = '\0';
    }
    free(abi.bytes);
    return text;
}
