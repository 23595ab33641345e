/* The parameters of a rule, an estimator or a link: kept by key and token. */
#include <math.h>
#include <string.h>

#include "base/check.h"
#include "strategy/strategy.h"

static size_t key_index(const orth_piece *piece, const char *key)
{
    const orth_strategy_key *keys = piece->kind->listed.keys;
    for (size_t i = 0; keys[i].name != NULL; i++)
        if (strcmp(keys[i].name, key) == 0)
            return i;
    ORTH_CHECK(false); /* a key of the kind */
    return 0;
}

const double *orth_piece_values(const orth_piece *piece, const char *key)
{
    return piece->values + key_index(piece, key) * piece->strategy->n;
}

bool orth_piece_has(const orth_piece *piece, const char *key)
{
    return !isnan(orth_piece_values(piece, key)[0]);
}

double orth_piece_value(const orth_piece *piece, const char *key, size_t token, double otherwise)
{
    double value = orth_piece_values(piece, key)[token];
    return isnan(value) ? otherwise : value;
}

orth_status orth_piece_fail(const orth_piece *piece, const char *key, size_t token, double value,
                            const char *permitted, orth_error *error)
{
    const orth_strategy *strategy = piece->strategy;
    bool one = token >= strategy->n;
    return orth_fail(error, ORTH_DOMAIN,
                     "strategy \"%.60s\": %s: %s%s%.60s is %.12g; permitted: %s", strategy->name,
                     piece->kind->listed.name, key, one ? "" : " of ",
                     one ? "" : strategy->tokens[token], value, permitted);
}

static orth_status decays_of_days(const orth_piece *piece, const char *days, double otherwise,
                                  orth_decay *decays, double *memory, orth_error *error)
{
    const orth_strategy *strategy = piece->strategy;
    if (!(strategy->chunk_days > 0))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": %s: %s is in days, and the length of a block is not "
                         "known",
                         strategy->name, piece->kind->listed.name, days);
    for (size_t i = 0; i < strategy->n; i++) {
        double m = orth_piece_value(piece, days, i, otherwise);
        if (strategy->max_memory_days > 0 && m > strategy->max_memory_days)
            m = strategy->max_memory_days;
        decays[i].rest = orth_memory_rest(m, strategy->chunk_days);
        decays[i].lambda = orth_memory_lambda(m, strategy->chunk_days);
        if (memory != NULL)
            memory[i] = m;
    }
    return ORTH_OK;
}

orth_status orth_piece_decays(const orth_piece *piece, const char *decay, const char *days,
                              double otherwise, orth_decay *decays, double *memory,
                              orth_error *error)
{
    const orth_strategy *strategy = piece->strategy;
    const char *kind = piece->kind->listed.name;
    bool by_decay = orth_piece_has(piece, decay), by_days = orth_piece_has(piece, days);
    if (by_decay && by_days)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": %s: both %s and %s are given; permitted: one of them",
                         strategy->name, kind, decay, days);
    if (!by_decay && !by_days && isnan(otherwise))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": %s: %s is missing; permitted: it, or %s",
                         strategy->name, kind, days, decay);
    if (!by_decay)
        return decays_of_days(piece, days, otherwise, decays, memory, error);
    double chunk = strategy->chunk_days, longest = strategy->max_memory_days;
    for (size_t i = 0; i < strategy->n; i++) {
        double lambda = orth_piece_values(piece, decay)[i];
        double m = chunk > 0 ? orth_memory_days(lambda, chunk) : NAN;
        decays[i] = (orth_decay){lambda, 1 - lambda};
        if (longest > 0 && m > longest) {
            m = longest;
            decays[i].rest = orth_memory_rest(m, chunk);
            decays[i].lambda = orth_memory_lambda(m, chunk);
        }
        if (memory != NULL)
            memory[i] = m;
    }
    return ORTH_OK;
}
