/* Curved paths of a move, at t = j / K of the way, each row divided by its sum:
 *   geodesic, bisection  (u sin((1 - t) omega) + v sin(t omega))^2, u and v the roots of the ends
 *                        (the midpoints of midpoints are on it),
 *   geometric            from^(1 - t) to^t,
 *   amgm                 (1 - t) from + t to + from^(1 - t) to^t,
 *   power:P              ((1 - t) from^P + t to^P)^(1 / P),
 *   pursue:THETA         each row a share THETA of what is left of the geodesic, without an end,
 *   approx_optimal       amgm with t = j / (K + 1) in the geometric part, as the peer has it. */
#include <math.h>

#include "base/check.h"
#include "kernel/kernel.h"
#include "numeric/elementary.h"
#include "strategy/strategy.h"

#define INVERSE_PI 0x1.45f306dc9c883p-2

static double *first_of(const orth_weight_move *move)
{
    return move->kept;
}
static double *second_of(const orth_weight_move *move)
{
    return move->kept + move->n * move->lanes;
}
static double *turn_of(const orth_weight_move *move)
{
    return move->kept + 2 * move->n * move->lanes;
}

/* Half the chord between the roots of one lane's ends, without cancellation. */
static double half_chord(const orth_weight_move *move, size_t lane)
{
    double square = 0;
    for (size_t i = 0; i < move->n; i++) {
        double from = move->from[i * move->lanes + lane], to = move->to[i * move->lanes + lane];
        double apart = (to - from) / (sqrt(to) + sqrt(from));
        square += apart * apart;
    }
    return fmin(sqrt(square) / 2, 1);
}

/* a: the root of the start; b: the circle's tangent there; turn: the angle over pi of one of `rows`
 * rows. */
static void prepare_turn(orth_weight_move *move, double rows)
{
    double *a = first_of(move), *b = second_of(move), *turn = turn_of(move);
    for (size_t l = 0; l < move->lanes; l++) {
        double half = half_chord(move, l), cosine = sqrt((1 - half) * (1 + half));
        double sine = 2 * half * cosine, versine = 2 * half * half;
        turn[l] = 2 * orth_asin(half) * INVERSE_PI / rows;
        for (size_t e = l; e < move->n * move->lanes; e += move->lanes) {
            double u = sqrt(move->from[e]), v = sqrt(move->to[e]);
            double apart = (move->to[e] - move->from[e]) / (u + v);
            a[e] = u;
            b[e] = sine > 0 ? (apart + u * versine) / sine : 0;
        }
    }
}

static void prepare_arc(orth_weight_move *move)
{
    prepare_turn(move, (double)move->over);
}

static void prepare_pursuit(orth_weight_move *move)
{
    prepare_turn(move, 1);
}

static void prepare_ratio(orth_weight_move *move, double rows)
{
    double *a = first_of(move), *b = second_of(move);
    for (size_t e = 0; e < move->n * move->lanes; e++) {
        a[e] = move->from[e];
        b[e] = orth_log1p((move->to[e] - move->from[e]) / move->from[e]) / rows;
    }
}

static void prepare_geometric(orth_weight_move *move)
{
    prepare_ratio(move, (double)move->over);
}

static void prepare_approx(orth_weight_move *move)
{
    prepare_ratio(move, (double)move->over + 1);
}

static void prepare_power(orth_weight_move *move)
{
    double *a = first_of(move), *b = second_of(move), p = move->argument;
    for (size_t e = 0; e < move->n * move->lanes; e++) {
        a[e] = orth_pow(move->from[e], p);
        b[e] = (orth_pow(move->to[e], p) - a[e]) / (double)move->over;
    }
}

static void fill(const orth_weight_move *move, const double *line, const double *turn,
                 double inverse, double first, size_t count, double *weights)
{
    orth_weight_curve curve = {.n = move->n,
                               .lanes = move->lanes,
                               .a = first_of(move),
                               .b = second_of(move),
                               .line = line,
                               .turn = turn,
                               .inverse = inverse};
    const orth_kernels *kernels = move->lanes == 1 ? &orth_kernels_scalar : orth_kernels_in_use();
    kernels->weight_curve(&curve, count, weights, first);
}

static void arc_rows(orth_weight_move *move, uint64_t first, size_t count, double *weights)
{
    fill(move, NULL, turn_of(move), 0, (double)first, count, weights);
}

/* After j rows 1 - (1 - theta)^j of the way is gone. */
static void pursuit_rows(orth_weight_move *move, uint64_t first, size_t count, double *weights)
{
    double rate = orth_log1p(-move->argument);
    for (size_t r = 0; r < count; r++) {
        double gone = move->argument < 1 ? -orth_expm1((double)(first + r) * rate) : 1;
        fill(move, NULL, turn_of(move), 0, gone, 1, weights + r * move->n * move->lanes);
    }
}

static void geometric_rows(orth_weight_move *move, uint64_t first, size_t count, double *weights)
{
    fill(move, NULL, NULL, 0, (double)first, count, weights);
}

static void amgm_rows(orth_weight_move *move, uint64_t first, size_t count, double *weights)
{
    fill(move, move->step, NULL, 0, (double)first, count, weights);
}

static void power_rows(orth_weight_move *move, uint64_t first, size_t count, double *weights)
{
    fill(move, NULL, NULL, 1 / move->argument, (double)first, count, weights);
}

static const orth_strategy_key no_keys[] = {{.name = NULL}};

const orth_mover orth_mover_geodesic = {
    .listed = {"geodesic", "the Fisher-Rao geodesic at constant speed", no_keys},
    .bulges = true,
    .prepare = prepare_arc,
    .rows = arc_rows,
};

const orth_mover orth_mover_bisection = {
    .listed = {"bisection", "AM-GM midpoints of midpoints, which are the geodesic's rows", no_keys},
    .bulges = true,
    .prepare = prepare_arc,
    .rows = arc_rows,
};

const orth_mover orth_mover_geometric = {
    .listed = {"geometric", "weighted geometric mean of the ends, normalised", no_keys},
    .bulges = true,
    .prepare = prepare_geometric,
    .rows = geometric_rows,
};

const orth_mover orth_mover_amgm = {
    .listed = {"amgm", "per-step mean of the arithmetic and the geometric path", no_keys},
    .bulges = true,
    .prepare = prepare_geometric,
    .rows = amgm_rows,
};

const orth_mover orth_mover_power = {
    .listed = {"power", "power mean of the ends, normalised", no_keys},
    .argument = "P",
    .least = 0.01,
    .most = 4,
    .negative = true,
    .bulges = true,
    .prepare = prepare_power,
    .rows = power_rows,
};

double orth_pursuit_share(double cost)
{
    ORTH_CHECK(cost >= 0);
    double root = sqrt(cost * cost + 4 * cost);
    return cost == 0 ? 0 : 2 / (1 + root / cost); /* (root - cost) / 2, without the difference */
}

const orth_mover orth_mover_pursue = {
    .listed = {"pursue", "each block a share of what is left of the geodesic", no_keys},
    .argument = "THETA",
    .least = 1e-9,
    .most = 1,
    .bulges = true,
    .endless = true,
    .prepare = prepare_pursuit,
    .rows = pursuit_rows,
};

const orth_mover orth_mover_approx_optimal = {
    .listed = {"approx_optimal", "amgm as quantammsim has it", no_keys},
    .peer_only = true,
    .bulges = true,
    .prepare = prepare_approx,
    .rows = amgm_rows,
};
