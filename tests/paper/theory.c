/* What the next order of the loss predicts.
 *
 * Between neighbours at parameter distance h = 1/f the loss is KL = h^2 |v|^2 / 2 + h^3 T(v,v,v) /
 * 12
 * + O(h^4) about the middle of the step, |v| the Fisher-Rao speed and T = sum v_i^3 / w_i^2 the
 * skewness tensor. Summed over a path,
 *   L = h int |v|^2 / 2 dt + h^2 int T(v,v,v) / 12 dt + O(h^3).
 * The geodesic makes the first integral least, D^2 / 2. Hence
 *   L_opt / (D^2 / 2f) - 1 ~ (1/f) int T / (6 D^2) dt, and the force of the second term, bending
 * the path by delta ~ h, gains the excess. In eta = sqrt(w) on the unit sphere T = 8 sum eta'^3 /
 * eta and |v|^2 = 4 |eta'|^2, so with omega = D / 2 and E the force (4/3) eta'^3 / eta^2 + 4
 * omega^2 eta', delta'' + K delta = h E / 4, delta = 0 at both ends, K = 0 along the path, omega^2
 * across it, excess ~ - (h^2 / 4 omega^2) int E . delta / h dt, each solved by the Green's function
 * of its equation. For two tokens it comes down to (D^2 / 36 f^2) times the variance over the path
 * of T per unit of length. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "paper.h"

#define PIECES 20000 /* of Simpson's rule, even */

typedef struct line {
    size_t n;
    double omega;
    double *u, *tangent; /* eta(t) = u cos(omega t) + tangent sin(omega t) */
} line;

static line line_of(const orth_move *move)
{
    line l = {.n = move->n, .omega = orth_move_distance(move) / 2};
    l.u = paper_allocate(2 * l.n);
    l.tangent = l.u + l.n;
    double half = sin(l.omega / 2), back = 2 * half * half; /* 1 - cos omega */
    for (size_t i = 0; i < l.n; i++) {
        double u = sqrt(move->start[i]), v = sqrt(move->target[i]);
        l.u[i] = u;
        l.tangent[i] = (move->delta[i] / (u + v) + back * u) / sin(l.omega);
    }
    return l;
}

/* The force at t, its parts along the path and across it apart; returns T. */
static double force_at(const line *l, double t, double *along, double *across)
{
    double c = cos(l->omega * t), s = sin(l->omega * t), skew = 0, onto = 0;
    *along = 0;
    for (size_t i = 0; i < l->n; i++) {
        double eta = l->u[i] * c + l->tangent[i] * s;
        double unit = l->tangent[i] * c - l->u[i] * s, rate = l->omega * unit;
        across[i] = 4.0 / 3 * rate * rate * rate / (eta * eta);
        skew += 8 * rate * rate * rate / eta;
        *along += across[i] * unit;
        onto += across[i] * eta;
    }
    for (size_t i = 0; i < l->n; i++) {
        double eta = l->u[i] * c + l->tangent[i] * s;
        across[i] -= onto * eta + *along * (l->tangent[i] * c - l->u[i] * s);
    }
    *along += 4 * l->omega * l->omega * l->omega;
    return skew;
}

/* - int F delta dt for delta'' + k^2 delta = F / 4 with delta(0) = delta(1) = 0:
 * (1/2) int sin(k (1-t)) F(t) P(t) dt / (k sin k), P(t) = int_0^t sin(k s) F(s) ds. P by Simpson's
 * rule on pairs of pieces, so that only every second point counts. `force` has PIECES + 1 values.
 */
static double work(const double *force, size_t stride, double k)
{
    double h = 1.0 / PIECES, inner = 0, total = 0;
    double scale = k > 0 ? k * sin(k) : 1;
    for (size_t j = 0; j + 2 <= PIECES; j += 2) {
        double g[3], q[3];
        for (size_t r = 0; r < 3; r++) {
            double t = (double)(j + r) * h, f = force[(j + r) * stride];
            g[r] = f * (k > 0 ? sin(k * t) : t);
            q[r] = f * (k > 0 ? sin(k * (1 - t)) : 1 - t);
        }
        double middle = inner + h * (5 * g[0] + 8 * g[1] - g[2]) / 12;
        double last = inner + h * (g[0] + 4 * g[1] + g[2]) / 3;
        total += h * (q[0] * inner + 4 * q[1] * middle + q[2] * last) / 3;
        inner = last;
    }
    return total / scale / 2;
}

prediction predict(const orth_move *move)
{
    line l = line_of(move);
    size_t n = l.n, row = n + 1; /* the parts across, token by token, then the part along */
    double *force = paper_allocate((PIECES + 1) * row), skew = 0;
    for (size_t j = 0; j <= PIECES; j++) {
        double *at = force + j * row;
        double weight = j == 0 || j == PIECES ? 1 : j % 2 == 1 ? 4 : 2;
        skew += weight / 3 / PIECES * force_at(&l, (double)j / PIECES, at + n, at);
    }
    double total = work(force + n, row, 0), distance = 2 * l.omega;
    for (size_t i = 0; i < n; i++)
        total += work(force + i, row, l.omega);
    free(force);
    free(l.u);
    return (prediction){.leading = skew / (6 * distance * distance),
                        .excess = total / (4 * l.omega * l.omega)};
}
