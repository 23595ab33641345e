#include "strategy/move.h"

#include <math.h>
#include <string.h>

#include "strategy/rails.h"

/* Tries of the speed limit; a share of the last one is left for rounding. */
#define TRIES 60
#define ROUNDING 0x1p-40

static void set_out(orth_weight_move *move, const orth_mover *mover)
{
    double share = 1 / (double)move->over;
    for (size_t e = 0; e < move->n * move->lanes; e++)
        move->step[e] = (move->to[e] - move->from[e]) * share;
    if (mover->prepare != NULL)
        mover->prepare(move);
}

/* The largest change of a weight between two rows of the move, in most[lane]. */
static void measure(orth_weight_move *move, const orth_mover *mover, double *most)
{
    size_t width = move->n * move->lanes;
    double *row = move->scratch, *next = row + width;
    memcpy(row, move->from, width * sizeof(double));
    memset(most, 0, move->lanes * sizeof(double));
    for (uint64_t j = 1; j <= move->over; j++) {
        if (j < move->over || mover->endless)
            mover->rows(move, j, 1, next);
        else
            memcpy(next, move->to, width * sizeof(double));
        for (size_t e = 0; e < width; e++)
            most[e % move->lanes] = fmax(most[e % move->lanes], fabs(next[e] - row[e]));
        double *done = row;
        row = next;
        next = done;
    }
}

/* A curve's steps are uneven, so its longest one is measured, and the target brought nearer until
 * that is short enough. */
static void limit_curve(orth_weight_move *move, const orth_mover *mover, double largest)
{
    double *most = move->scratch + 2 * move->n * move->lanes;
    for (int k = 0; k < TRIES; k++) {
        bool over = false;
        measure(move, mover, most);
        for (size_t l = 0; l < move->lanes; l++) {
            if (!(most[l] > largest))
                continue;
            double share = largest / most[l] * (1 - ROUNDING);
            over = true;
            for (size_t e = l; e < move->n * move->lanes; e += move->lanes)
                move->to[e] = move->from[e] + share * (move->to[e] - move->from[e]);
        }
        if (!over)
            return;
        set_out(move, mover);
    }
}

void orth_move_set(orth_weight_move *move, const orth_strategy *strategy, const double *now)
{
    memcpy(move->from, now, move->n * move->lanes * sizeof(double));
    set_out(move, strategy->mover);
    if (strategy->mover->bulges && !strategy->as_peer && strategy->largest_change < 1)
        limit_curve(move, strategy->mover, strategy->largest_change);
}

static void keep_row(const orth_weight_move *move, const orth_strategy *strategy, double *row,
                     double *lane)
{
    for (size_t l = 0; l < move->lanes; l++) {
        bool inside = true;
        for (size_t i = 0; i < move->n; i++) {
            double w = lane[i] = row[i * move->lanes + l];
            inside &= w >= strategy->low[i] && w <= strategy->high[i];
        }
        if (inside)
            continue;
        orth_rails_project(move->n, lane, strategy->low, strategy->high, lane + move->n);
        for (size_t i = 0; i < move->n; i++)
            row[i * move->lanes + l] = lane[i];
    }
}

void orth_move_rows(orth_weight_move *move, const orth_strategy *strategy, uint64_t first,
                    size_t count, double *weights, double *lane)
{
    strategy->mover->rows(move, first, count, weights);
    if (!strategy->mover->bulges || !strategy->railed || strategy->as_peer)
        return;
    for (size_t r = 0; r < count; r++)
        keep_row(move, strategy, weights + r * move->n * move->lanes, lane);
}
