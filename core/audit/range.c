/* Ranges that a user gives for arguments: read, and kept to. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit/sample.h"
#include "audit/sample_random.h"
#include "base/text.h"
#include "orthant/audit.h"

#define TEXT_MAX 96

/* The argument called so, with its type; names them all when there is none. */
static orth_status find_argument(orth_audit_range *range, bool *is_signed,
                                 const orth_contract_function *function, const char *name,
                                 orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t count = orth_contract_signature(function, types, NULL);
    char names[ORTH_CONTRACT_ARGUMENTS_MAX * 34] = "", quoted[ORTH_QUOTE_MAX];
    for (size_t i = 0; i < count; i++) {
        if (strcmp(types[i].name, name) == 0) {
            range->argument = i;
            *is_signed = types[i].is_signed;
            return ORTH_OK;
        }
        strcat(strcat(names, i == 0 ? "" : ", "), types[i].name);
    }
    return orth_fail(error, ORTH_BAD_INPUT, "--range: %s is no argument of %s; permitted: %s",
                     orth_quote(quoted, sizeof quoted, name), function->name, names);
}

/* A number of 18 decimals, or of wei where that stands behind it. */
static bool read_end(orth_word *out, char *text, bool is_signed)
{
    char wei[TEXT_MAX + 8], *end = NULL;
    size_t length = strlen(text);
    if (length > 3 && strcmp(text + length - 3, "wei") == 0) {
        text[length - 3] = '\0';
        return orth_word_parse(out, text, is_signed, NULL) == ORTH_OK;
    }
    char *exponent = strpbrk(text, "eE");
    long more = exponent == NULL ? 0 : strtol(exponent + 1, &end, 10);
    if (strncmp(text, "0x", 2) == 0 || (exponent != NULL && (*end != '\0' || labs(more) > 100)))
        return false;
    if (exponent != NULL)
        *exponent = '\0';
    snprintf(wei, sizeof wei, "%se%ld", text, more + 18);
    return orth_word_parse(out, wei, is_signed, NULL) == ORTH_OK;
}

static bool is_below(orth_word a, orth_word b, bool is_signed)
{
    return is_signed ? orth_word_signed_below(a, b) : orth_word_below(a, b);
}

orth_status orth_audit_range_parse(orth_audit_range *range, const orth_contract_function *function,
                                   const char *text, orth_error *error)
{
    char copy[TEXT_MAX], quoted[ORTH_QUOTE_MAX];
    snprintf(copy, sizeof copy, "%s", strlen(text) < sizeof copy ? text : "");
    char *low = strchr(copy, '='), *high = low == NULL ? NULL : strstr(low, "..");
    *range = (orth_audit_range){0};
    if (high != NULL) {
        *low++ = '\0';
        *high = '\0';
        high += 2;
        orth_status status = find_argument(range, &range->is_signed, function, copy, error);
        if (status != ORTH_OK)
            return status;
    }
    if (high == NULL || !read_end(&range->low, low, range->is_signed) ||
        !read_end(&range->high, high, range->is_signed) ||
        is_below(range->high, range->low, range->is_signed))
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "--range: %s; wanted is an argument, =, and two numbers of at most 18 "
            "decimals, or of wei, the lesser first: weight=0.2..0.8, amountIn=1wei..5wei",
            orth_quote(quoted, sizeof quoted, text));
    return ORTH_OK;
}

/* What lies inside stays; in place of the rest the ends now and then, else anything between. */
static void keep_to(const orth_audit_range *range, orth_word *words, size_t count, orth_sampler *s)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t pick = orth_sampler_below(s, 16);
        orth_word between = orth_sampler_between(s, range->low, range->high);
        if (!is_below(words[i], range->low, range->is_signed) &&
            !is_below(range->high, words[i], range->is_signed))
            continue;
        words[i] = pick == 0 ? range->low : pick == 1 ? range->high : between;
    }
}

void orth_sample_keep_to(orth_contract_arguments *arguments, const orth_audit_range *ranges,
                         size_t count, uint64_t seed, uint64_t index)
{
    for (size_t r = 0; r < count; r++) {
        orth_sampler s = {.state = seed ^ (0x9e3779b97f4a7c15u * (r + 1))};
        s.state = orth_sampler_next(&s) ^ (index * 0xd1342543de82ef95u);
        const orth_contract_value *value = &arguments->values[ranges[r].argument];
        keep_to(&ranges[r], arguments->words + (value->words - arguments->words), value->count, &s);
    }
}
