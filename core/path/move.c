/* A move: two ends and what lies between them. */
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "orthant/simplex.h"
#include "path/path.h"

/* The end as double-doubles that sum to 1 to 2^-98. */
static void store_end(size_t n, double *high, double *low, const double *given,
                      const double *given_low)
{
    orth_dd sum = {0, 0};
    for (size_t i = 0; i < n; i++) {
        orth_dd weight = {given[i], given_low == NULL ? 0 : given_low[i]};
        sum = orth_dd_add(sum, weight);
    }
    double miss = orth_dd_value(orth_dd_subtract(sum, orth_dd_from(1)));
    bool scale = fabs(miss) > 0x1p-98;
    for (size_t i = 0; i < n; i++) {
        orth_dd weight = {given[i], given_low == NULL ? 0 : given_low[i]};
        if (scale)
            weight = orth_dd_divide(weight, sum);
        high[i] = weight.high;
        low[i] = weight.low;
    }
}

orth_status orth_move_create(orth_move **out, size_t n, const double *start,
                             const double *start_low, const double *target,
                             const double *target_low, orth_error *error)
{
    *out = NULL;
    orth_status status = orth_simplex_validate(n, start, error);
    if (status == ORTH_OK)
        status = orth_simplex_validate(n, target, error);
    if (status != ORTH_OK)
        return status;
    orth_move *move = calloc(1, sizeof *move + 5 * n * sizeof(double));
    if (move == NULL)
        return orth_fail_memory(error, (double)(5 * n) * sizeof(double));
    double *data = (double *)(move + 1);
    move->n = n;
    move->start = data;
    move->start_low = data + n;
    move->target = data + 2 * n;
    move->target_low = data + 3 * n;
    move->delta = data + 4 * n;
    store_end(n, move->start, move->start_low, start, start_low);
    store_end(n, move->target, move->target_low, target, target_low);
    for (size_t i = 0; i < n; i++) {
        orth_dd from = {move->start[i], move->start_low[i]};
        orth_dd to = {move->target[i], move->target_low[i]};
        move->delta[i] = orth_dd_value(orth_dd_subtract(to, from));
    }
    *out = move;
    return ORTH_OK;
}

void orth_move_free(orth_move *move)
{
    free(move);
}

bool orth_move_moves(const orth_move *move)
{
    for (size_t i = 0; i < move->n; i++)
        if (move->delta[i] != 0)
            return true;
    return false;
}

orth_dd orth_move_eta_start(const orth_move *move, size_t i)
{
    orth_dd weight = {move->start[i], move->start_low[i]};
    return orth_dd_sqrt(weight);
}

orth_dd orth_move_eta_target(const orth_move *move, size_t i)
{
    orth_dd weight = {move->target[i], move->target_low[i]};
    return orth_dd_sqrt(weight);
}

orth_dd orth_move_eta_delta(const orth_move *move, size_t i)
{
    orth_dd from = {move->start[i], move->start_low[i]};
    orth_dd to = {move->target[i], move->target_low[i]};
    orth_dd sum = orth_dd_add(orth_dd_sqrt(from), orth_dd_sqrt(to));
    return orth_dd_divide(orth_dd_subtract(to, from), sum);
}

orth_dd orth_move_half_chord(const orth_move *move)
{
    orth_dd square = {0, 0};
    for (size_t i = 0; i < move->n; i++) {
        orth_dd delta = orth_move_eta_delta(move, i);
        square = orth_dd_add(square, orth_dd_multiply(delta, delta));
    }
    return orth_dd_scale(orth_dd_sqrt(square), 0.5);
}

double orth_move_distance(const orth_move *move)
{
    return 4 * orth_dd_value(orth_dd_asin(orth_move_half_chord(move)));
}

double orth_move_leading_loss(const orth_move *move, uint64_t steps)
{
    double distance = orth_move_distance(move);
    return distance * distance / (2 * (double)steps);
}

/* log(w/u) = log1p((w - u) / u), or minus the same from the other end: the argument stays clear of
 * -1. */
orth_dd orth_move_log_ratio_dd(const orth_move *move, size_t i)
{
    orth_dd u = {move->start[i], move->start_low[i]}, w = {move->target[i], move->target_low[i]};
    bool up = w.high >= u.high;
    orth_dd ratio = orth_dd_divide(orth_dd_subtract(w, u), up ? u : w);
    return up ? orth_dd_log1p(ratio) : orth_dd_negate(orth_dd_log1p(orth_dd_negate(ratio)));
}

double orth_move_log_ratio(const orth_move *move, size_t i)
{
    return orth_dd_value(orth_move_log_ratio_dd(move, i));
}

void orth_move_log_slope(const orth_move *move, uint64_t steps, double *slope_high,
                         double *slope_low, double *growth)
{
    orth_dd f = orth_dd_from((double)steps);
    for (size_t i = 0; i < move->n; i++) {
        orth_dd slope = orth_dd_divide(orth_move_log_ratio_dd(move, i), f);
        slope_high[i] = slope.high;
        slope_low[i] = slope.low;
        growth[i] = orth_dd_value(orth_dd_expm1(slope));
    }
}

void orth_geometric_row(const orth_move *move, const double *slope_high, const double *slope_low,
                        double k, double *out)
{
    for (size_t i = 0; i < move->n; i++)
        out[i] = k * slope_high[i];
    orth_kernels_in_use()->exp(move->n, out, out);
    for (size_t i = 0; i < move->n; i++) {
        double rest = fma(k, slope_high[i], -(k * slope_high[i])) + k * slope_low[i];
        out[i] = move->start[i] * fma(out[i], rest, out[i]);
    }
}

void orth_rows_normalise(size_t count, size_t n, double *raw, double *rho)
{
    for (size_t k = 0; k < count; k++, raw += n) {
        double sum = 0;
        for (size_t i = 0; i < n; i++)
            sum += raw[i];
        for (size_t i = 0; i < n; i++)
            raw[i] /= sum;
        if (rho == NULL)
            continue;
        double sigma = 0;
        for (size_t i = 0; i < n; i++)
            sigma += raw[i] * rho[i];
        for (size_t i = 0; i < n; i++)
            rho[i] = raw[i] * ((rho[i] - sigma) / (1 + sigma));
        rho += n;
    }
}
