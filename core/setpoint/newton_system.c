/* The loss couples neighbouring set points only, and tokens only through the sums of the points. So
 * each token has a tridiagonal matrix T_i; with the multipliers lambda of the m - 1 sums, the
 * changes k of the lengths, their coupling C_i to the token's weights and nu for their sum,
 *   T_i x_i + C_i k + lambda = -g_i,   sum_i x_i = 0,
 *   sum_i C_i' x_i + D k + nu = -g_k,  sum k = 0.
 * Eliminating x_i leaves a dense system of at most 2 m unknowns. */
#include "setpoint/newton_system.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/setpoint.h"
#include "setpoint/segment.h"

orth_status orth_newton_create(orth_newton *w, const orth_polygon *p, bool times, orth_error *error)
{
    size_t inner = p->m - 1, n = p->n, m = p->m;
    *w = (orth_newton){.inner = inner, .times = times, .unknowns = inner + (times ? m + 1 : 0)};
    size_t rows = inner * n, size = 6 * rows + 2 * (rows + m) - rows + m + inner * inner +
                                    inner * m + w->unknowns * w->unknowns + w->unknowns +
                                    (m + 1) * n + m;
    w->block = calloc(size, sizeof(double));
    if (w->block == NULL)
        return orth_fail_memory(error, (double)size * sizeof(double));
    double *next = w->block;
    w->gradient = next, next += rows + m;
    w->step = next, next += rows + m;
    w->diagonal = next, next += rows;
    w->off = next, next += rows;
    w->left = next, next += rows;
    w->right = next, next += rows;
    w->curvature = next, next += m;
    w->inverse = next, next += inner * inner;
    w->coupled = next, next += inner * m;
    w->dense = next, next += w->unknowns * w->unknowns;
    w->side = next, next += w->unknowns;
    w->trial_weights = next, next += (m + 1) * n;
    w->trial_lengths = next;
    return ORTH_OK;
}

static void add_rails(orth_segment *q, const orth_polygon *p, double a, double b, double barrier)
{
    if (!(barrier > 0 && p->largest_move > 0))
        return;
    double over = p->largest_move - (b - a), under = p->largest_move + (b - a);
    double first = barrier * (1 / over - 1 / under);
    double second = barrier * (1 / (over * over) + 1 / (under * under));
    q->by_b += first, q->by_a -= first;
    q->aa += second, q->bb += second, q->ab -= second;
}

void orth_newton_derive(orth_newton *w, const orth_polygon *p)
{
    size_t n = p->n, rows = w->inner * n;
    memset(w->gradient, 0, (rows + p->m) * sizeof(double));
    memset(w->diagonal, 0, 4 * rows * sizeof(double)); /* and off, left, right */
    memset(w->curvature, 0, p->m * sizeof(double));
    for (size_t s = 0; s < p->m; s++)
        for (size_t i = 0; i < n; i++) {
            double a = p->weights[s * n + i], b = p->weights[(s + 1) * n + i];
            orth_segment q;
            orth_segment_token(&q, a, b, p->lengths[s]);
            add_rails(&q, p, a, b, w->barrier);
            if (s > 0) { /* the point before the segment */
                size_t at = (s - 1) * n + i;
                double room = a - p->minimum_weight;
                bool rail = w->barrier > 0 && p->minimum_weight > 0;
                w->gradient[at] += q.by_a - (rail ? w->barrier / room : 0);
                w->diagonal[at] += q.aa + (rail ? w->barrier / (room * room) : 0);
                w->right[at] += q.ak;
            }
            if (s < w->inner) { /* the point behind it */
                size_t at = s * n + i;
                w->gradient[at] += q.by_b;
                w->diagonal[at] += q.bb;
                w->left[at] += q.bk;
            }
            if (s > 0 && s < w->inner)
                w->off[(s - 1) * n + i] = q.ab;
            w->gradient[rows + s] += q.by_k;
            w->curvature[s] += q.kk;
        }
}

/* inverse = T_i^-1 by elimination without pivoting: T_i is positive definite. */
static void invert_token(orth_newton *w, size_t n, size_t i)
{
    size_t size = w->inner;
    double pivot[ORTH_PLAN_CALLS_MAX], factor[ORTH_PLAN_CALLS_MAX];
    for (size_t s = 0; s < size; s++) {
        factor[s] = s > 0 ? w->off[(s - 1) * n + i] / pivot[s - 1] : 0;
        pivot[s] = w->diagonal[s * n + i] - (s > 0 ? factor[s] * w->off[(s - 1) * n + i] : 0);
    }
    for (size_t column = 0; column < size; column++) {
        double x[ORTH_PLAN_CALLS_MAX];
        for (size_t s = 0; s < size; s++)
            x[s] = (s == column ? 1.0 : 0.0) - (s > 0 ? factor[s] * x[s - 1] : 0);
        for (size_t s = size; s-- > 0;) {
            x[s] = x[s] / pivot[s] - (s + 1 < size ? factor[s + 1] * x[s + 1] : 0);
            w->inverse[s * size + column] = x[s];
        }
    }
}

static void couple_token(orth_newton *w, size_t n, size_t i)
{
    size_t size = w->inner, m = size + 1;
    for (size_t s = 0; s < size; s++)
        for (size_t k = 0; k < m; k++) {
            double sum = 0;
            if (k < size)
                sum += w->inverse[s * size + k] * w->left[k * n + i];
            if (k > 0)
                sum += w->inverse[s * size + k - 1] * w->right[(k - 1) * n + i];
            w->coupled[s * m + k] = sum;
        }
}

/* Adds one token to the dense system. */
static void add_token(orth_newton *w, size_t n, size_t i)
{
    size_t size = w->inner, m = size + 1, all = w->unknowns;
    for (size_t s = 0; s < size; s++)
        for (size_t r = 0; r < size; r++) {
            w->dense[s * all + r] += w->inverse[s * size + r];
            w->side[s] -= w->inverse[s * size + r] * w->gradient[r * n + i];
        }
    if (!w->times)
        return;
    for (size_t k = 0; k < m; k++) {
        for (size_t s = 0; s < size; s++) {
            w->dense[s * all + size + k] += w->coupled[s * m + k];
            w->dense[(size + k) * all + s] -= w->coupled[s * m + k];
            w->side[size + k] += w->coupled[s * m + k] * w->gradient[s * n + i];
        }
        for (size_t l = 0; l < m; l++) {
            double sum = 0;
            if (k < size)
                sum += w->left[k * n + i] * w->coupled[k * m + l];
            if (k > 0)
                sum += w->right[(k - 1) * n + i] * w->coupled[(k - 1) * m + l];
            w->dense[(size + k) * all + size + l] -= sum;
        }
    }
}

/* Gaussian elimination with partial pivoting; the solution replaces `side`. */
static bool eliminate(double *a, double *side, size_t size)
{
    for (size_t c = 0; c < size; c++) {
        size_t best = c;
        for (size_t r = c + 1; r < size; r++)
            if (fabs(a[r * size + c]) > fabs(a[best * size + c]))
                best = r;
        if (!(fabs(a[best * size + c]) > 0))
            return false;
        for (size_t j = 0; j < size && best != c; j++) {
            double keep = a[c * size + j];
            a[c * size + j] = a[best * size + j], a[best * size + j] = keep;
        }
        double keep = side[c];
        side[c] = side[best], side[best] = keep;
        for (size_t r = c + 1; r < size; r++) {
            double factor = a[r * size + c] / a[c * size + c];
            for (size_t j = c; j < size && factor != 0; j++)
                a[r * size + j] -= factor * a[c * size + j];
            side[r] -= factor * side[c];
        }
    }
    for (size_t r = size; r-- > 0;) {
        for (size_t j = r + 1; j < size; j++)
            side[r] -= a[r * size + j] * side[j];
        side[r] /= a[r * size + r];
    }
    return true;
}

/* x_i = -T_i^-1 (g_i + C_i k + lambda), with inverse and coupled of that token. */
static void step_token(orth_newton *w, size_t n, size_t i)
{
    size_t size = w->inner, m = size + 1;
    for (size_t s = 0; s < size; s++) {
        double sum = 0;
        for (size_t r = 0; r < size; r++)
            sum -= w->inverse[s * size + r] * (w->gradient[r * n + i] + w->side[r]);
        for (size_t k = 0; k < m && w->times; k++)
            sum -= w->coupled[s * m + k] * w->side[size + k];
        w->step[s * n + i] = sum;
    }
}

bool orth_newton_solve(orth_newton *w, const orth_polygon *p)
{
    size_t n = p->n, m = p->m, all = w->unknowns, rows = w->inner * n;
    memset(w->dense, 0, all * all * sizeof(double));
    memset(w->side, 0, all * sizeof(double));
    for (size_t i = 0; i < n; i++) {
        invert_token(w, n, i);
        couple_token(w, n, i);
        add_token(w, n, i);
    }
    for (size_t k = 0; k < m && w->times; k++) {
        size_t row = w->inner + k;
        w->dense[row * all + row] += w->curvature[k];
        w->dense[row * all + all - 1] = w->dense[(all - 1) * all + row] = 1;
        w->side[row] -= w->gradient[rows + k];
    }
    if (!eliminate(w->dense, w->side, all))
        return false;
    for (size_t i = 0; i < n; i++) {
        invert_token(w, n, i);
        couple_token(w, n, i);
        step_token(w, n, i);
    }
    for (size_t k = 0; k < m; k++)
        w->step[rows + k] = w->times ? w->side[w->inner + k] : 0;
    return true;
}
