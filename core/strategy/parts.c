#include "strategy/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/near_name.h"

#define KEYS_MAX 32

/* The key's place among the kind's, or their number where there is none of this name. */
static size_t find_key(const orth_strategy_key *keys, const char *name, size_t *count)
{
    size_t found = SIZE_MAX;
    for (*count = 0; keys[*count].name != NULL; ++*count)
        if (strcmp(keys[*count].name, name) == 0)
            found = *count;
    return found == SIZE_MAX ? *count : found;
}

static orth_status unknown(const orth_piece *piece, const char *name, size_t count,
                           orth_error *error)
{
    const char *names[KEYS_MAX];
    char nearest[ORTH_NEAREST_MAX];
    for (size_t i = 0; i < count; i++)
        names[i] = piece->kind->listed.keys[i].name;
    return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": %s has no parameter \"%.60s\"%s",
                     piece->strategy->name, piece->kind->listed.name, name,
                     orth_nearest_text(nearest, name, count, names));
}

static orth_status take(orth_piece *piece, const orth_strategy_parameter *parameter,
                        orth_error *error)
{
    size_t n = piece->strategy->n, count;
    const orth_strategy_key *keys = piece->kind->listed.keys;
    size_t at = find_key(keys, parameter->name, &count);
    if (at == count)
        return unknown(piece, parameter->name, count, error);
    const orth_strategy_key *key = &keys[at];
    double *values = piece->values + at * n;
    if (!isnan(values[0]))
        return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": %s: %s is given twice",
                         piece->strategy->name, piece->kind->listed.name, key->name);
    if (parameter->count != 1 && (key->one || parameter->count != n))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": %s: %s has %zu values; permitted: 1%s",
                         piece->strategy->name, piece->kind->listed.name, key->name,
                         parameter->count, key->one ? "" : ", or one a token");
    for (size_t i = 0; i < n; i++) {
        double value = parameter->values[parameter->count == 1 ? 0 : i];
        if (!(value >= key->least && value <= key->most) || (key->below && value == key->most))
            return orth_piece_fail(piece, key->name, parameter->count == 1 ? n : i, value,
                                   key->permitted, error);
        values[i] = value;
    }
    return ORTH_OK;
}

orth_status orth_piece_make(orth_piece *piece, const orth_strategy *strategy,
                            const orth_piece_kind *kind, const orth_strategy_part *part,
                            orth_error *error)
{
    size_t n = strategy->n, count;
    piece->strategy = strategy;
    piece->kind = kind;
    find_key(kind->listed.keys, "", &count);
    piece->values = malloc((count * n + 1) * sizeof(double));
    if (piece->values == NULL)
        return orth_fail_memory(error, (double)(count * n + 1) * sizeof(double));
    for (size_t e = 0; e < count * n; e++)
        piece->values[e] = NAN;
    for (size_t p = 0; p < ORTH_STRATEGY_PARAMETERS_MAX && part->parameters[p].name != NULL; p++) {
        orth_status status = take(piece, &part->parameters[p], error);
        if (status != ORTH_OK)
            return status;
    }
    return kind->prepare == NULL ? ORTH_OK : kind->prepare(piece, error);
}

void orth_piece_clear(orth_piece *piece)
{
    free(piece->values);
    free(piece->own);
}
