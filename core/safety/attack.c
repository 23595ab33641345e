/* Attacks on one window, for a caller who has its weights and fees. */
#include <math.h>

#include "numeric/elementary.h"
#include "safety/best.h"
#include "safety/permitted.h"

#define MOST ORTH_SAFETY_TOKENS_MAX

/* A move with its weights divided by their sums. */
typedef struct window {
    double from[MOST], to[MOST];
    orth_fee first, back;
    orth_legs legs;
} window;

static orth_status begin(window *w, const orth_safety_move *move, orth_error *error)
{
    orth_status status = orth_permitted_tokens(move->n, error);
    if (status == ORTH_OK)
        status = orth_permitted_fee(move->fee, "the first leg's fee", error);
    if (status == ORTH_OK)
        status = orth_permitted_fee(move->fee_back, "the second leg's fee", error);
    if (status == ORTH_OK)
        status = orth_simplex_validate(move->n, move->from, error);
    if (status == ORTH_OK)
        status = orth_simplex_validate(move->n, move->to, error);
    if (status != ORTH_OK)
        return status;
    orth_simplex_normalise(w->from, move->n, move->from);
    orth_simplex_normalise(w->to, move->n, move->to);
    w->first = orth_fee_of(move->fee);
    w->back = orth_fee_of(move->fee_back);
    orth_legs_begin(&w->legs, move->n, w->from, w->to, &w->first, &w->back);
    return ORTH_OK;
}

static orth_status begin_reach(window *w, orth_reach *reach, const orth_safety_move *move,
                               const orth_safety_attacker *attacker, orth_error *error)
{
    orth_status status = orth_permitted_attacker(attacker, error);
    if (status == ORTH_OK)
        status = begin(w, move, error);
    if (status == ORTH_OK)
        orth_reach_begin(reach, move->n, w->from, attacker, w->first.keep);
    return status;
}

orth_status orth_safety_attack_by(orth_safety_attack *attack, const orth_safety_move *move,
                                  const double *displacement, orth_error *error)
{
    window w;
    double a[MOST], sum = 0;
    orth_status status = begin(&w, move, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < move->n; i++) {
        if (!(fabs(displacement[i]) <= ORTH_SAFETY_DISPLACEMENT_MAX))
            return orth_fail(
                error, ORTH_DOMAIN, "the displacement of token %zu is %.17g; permitted: -%d to %d",
                i, displacement[i], ORTH_SAFETY_DISPLACEMENT_MAX, ORTH_SAFETY_DISPLACEMENT_MAX);
        sum += w.from[i] * displacement[i];
    }
    for (size_t i = 0; i < move->n; i++)
        a[i] = displacement[i] - sum;
    attack->extraction = orth_legs_take(&w.legs, a, NULL);
    attack->honest = orth_legs_honest(&w.legs);
    attack->excess = attack->extraction - attack->honest;
    attack->capital = orth_legs_capital(&w.legs, a);
    return ORTH_OK;
}

orth_status orth_safety_best_attack(orth_safety_attack *attack, double *displacement,
                                    const orth_safety_move *move,
                                    const orth_safety_attacker *attacker, orth_error *error)
{
    window w;
    orth_reach reach;
    orth_status status = begin_reach(&w, &reach, move, attacker, error);
    if (status != ORTH_OK)
        return status;
    orth_best_attack(attack, displacement, &reach, &w.legs);
    return ORTH_OK;
}

orth_status orth_safety_first_order_of(orth_safety_first_order *result,
                                       const orth_safety_move *move,
                                       const orth_safety_attacker *attacker, orth_error *error)
{
    window w;
    orth_reach reach;
    orth_split best;
    double g[MOST];
    orth_status status = begin_reach(&w, &reach, move, attacker, error);
    if (status != ORTH_OK)
        return status;
    for (size_t i = 0; i < move->n; i++)
        g[i] = (w.to[i] - w.from[i]) / w.from[i];
    orth_bands bands = {w.first.band, w.back.band};
    result->gain = orth_reach_gain(&best, &reach, g, &bands, 0);
    result->band = orth_reach_band(&reach, g, 0);
    return ORTH_OK;
}

/* ---- two tokens in closed form */

/* (1 - e^-x) / x */
static double share(double x)
{
    return x > 0 ? -orth_expm1(-x) / x : 1;
}

double orth_safety_threshold(double weight, double q)
{
    q = fabs(q);
    return share(weight * q) + share((1 - weight) * q);
}

double orth_safety_capital(double weight, double q, double fee)
{
    double in = q > 0 ? 1 - weight : weight;
    return in * orth_expm1((1 - in) * fabs(q)) / (1 - fee);
}

double orth_safety_displacement(double weight, double capital, double fee, int way)
{
    double in = way > 0 ? 1 - weight : weight;
    double q = orth_log1p((1 - fee) * capital / in) / (1 - in);
    return way > 0 ? q : -q;
}

double orth_safety_probability(double stake, size_t n)
{
    return orth_pow(stake, (double)n);
}
