#include "strategy/zero_sum.h"

#include <math.h>

static orth_status check(const orth_piece *piece, const char *key, const double *speeds,
                         orth_error *error)
{
    double sum = 0, size = 0;
    for (size_t i = 0; i < piece->strategy->n; i++) {
        sum += speeds[i];
        size += fabs(speeds[i]);
    }
    if (size > 0 && !(fabs(sum) > size * 0x1p-40))
        return orth_fail(error, ORTH_DOMAIN,
                         "strategy \"%.60s\": %s: the speeds of %s sum to %.3g; permitted: any "
                         "other sum, as the changes are shared out by it",
                         piece->strategy->name, piece->kind->listed.name, key, sum);
    return ORTH_OK;
}

orth_status orth_speeds(const orth_piece *piece, const double *memory, double *speeds,
                        orth_error *error)
{
    const char *strategy = piece->strategy->name, *kind = piece->kind->listed.name;
    bool by_day = orth_piece_has(piece, "k_per_day"), by_speed = orth_piece_has(piece, "speed");
    if (by_day == by_speed)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": %s: %s; permitted: one of k_per_day and speed",
                         strategy, kind, by_day ? "two speeds are given" : "no speed is given");
    for (size_t i = 0; i < piece->strategy->n; i++) {
        if (by_day && (memory == NULL || isnan(memory[i])))
            return orth_fail(error, ORTH_BAD_INPUT,
                             "strategy \"%.60s\": %s: k_per_day is given, and the estimate has no "
                             "memory in days; permitted: speed",
                             strategy, kind);
        speeds[i] = by_day ? orth_piece_values(piece, "k_per_day")[i] * memory[i]
                           : orth_piece_values(piece, "speed")[i];
    }
    return check(piece, by_day ? "k_per_day" : "speed", speeds, error);
}

void orth_zero_sum(size_t n, size_t lanes, const double *speeds, double *x)
{
    double total = 0;
    for (size_t i = 0; i < n; i++)
        total += speeds[i];
    for (size_t l = 0; l < lanes; l++) {
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += speeds[i] * x[i * lanes + l];
        double mean = total == 0 ? 0 : sum / total;
        for (size_t i = 0; i < n; i++)
            x[i * lanes + l] = speeds[i] * (x[i * lanes + l] - mean);
    }
}
