/* A log block by block, as far as its sums have come. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "live/measure.h"
#include "numeric/dd.h"
#include "numeric/elementary.h"

typedef struct walk {
    const orth_live_log *log;
    const orth_live_options *options;
    orth_live live; /* a copy, whose counts are scratch */
    orth_dd made, best, perfect;
    double *reserves, *after, *change, *scratch; /* of the perfect pool */
} walk;

static void add(orth_dd *to, double x)
{
    *to = orth_dd_add(*to, orth_dd_from(x));
}

/* The chance of row k alone, as it is found in the whole log: from its two rows. */
static orth_status see_chance(walk *w, size_t k, orth_error *error)
{
    const orth_live_log *log = w->log;
    orth_live_log two = *log;
    orth_live_chances chances;
    size_t at = k - 1, moved;
    two.rows = 2;
    two.blocks += at;
    two.weights += at * log->n;
    two.prices += at * log->n;
    two.reserves += at * log->n;
    two.fees = log->fees != NULL ? log->fees + at : NULL;
    two.others = log->others != NULL ? log->others + at : NULL;
    orth_status status =
        orth_live_find_chances(&chances, &w->live, &moved, &two, w->options, NULL, error);
    if (status != ORTH_OK)
        return status;
    if (chances.count > 0 && chances.of[0].traded) {
        add(&w->made, chances.of[0].made);
        add(&w->best, chances.of[0].best);
    }
    free(chances.of);
    return ORTH_OK;
}

static void see_perfect(walk *w, size_t k, const orth_fee *fee)
{
    size_t n = w->log->n;
    orth_arbitrage best =
        orth_arbitrage_exact(w->after, w->change, w->scratch, n, w->reserves,
                             w->log->weights + k * n, w->log->prices + k * n, fee);
    if (!orth_arbitrage_worth(&best, &w->options->gate))
        return;
    add(&w->perfect, best.taken - best.kept);
    memcpy(w->reserves, w->after, n * sizeof *w->reserves);
}

/* The log of the greatest level R p / w over the least. */
static double misprice(const orth_live_log *log, size_t reserves, size_t row)
{
    const double *held = log->reserves + reserves * log->n, *weights = log->weights + row * log->n;
    const double *prices = log->prices + row * log->n;
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < log->n; i++) {
        double level = held[i] * prices[i] / weights[i];
        least = fmin(least, level);
        most = fmax(most, level);
    }
    return orth_log(most) - orth_log(least);
}

orth_status orth_live_walk(const orth_live *live, const orth_live_log *log,
                           const orth_live_options *options, orth_live_see *see, void *user,
                           orth_error *error)
{
    size_t n = log->n, doubles = 3 * n + ORTH_ARBITRAGE_SCRATCH(n);
    double *room = malloc(doubles * sizeof *room);
    if (room == NULL)
        return orth_fail_memory(error, (double)doubles * sizeof *room);
    walk w = {.log = log,
              .options = options,
              .live = *live,
              .reserves = room,
              .after = room + n,
              .change = room + 2 * n,
              .scratch = room + 3 * n};
    memcpy(w.reserves, log->reserves, n * sizeof *w.reserves);
    orth_status status = ORTH_OK;
    for (size_t k = 1; status == ORTH_OK && k < log->rows; k++) {
        orth_fee fee = orth_live_fee_of(live, log, k);
        see_perfect(&w, k, &fee);
        status = see_chance(&w, k, error);
        const orth_live_step step = {.row = k,
                                     .block = log->blocks[k],
                                     .made = orth_dd_value(w.made),
                                     .best = orth_dd_value(w.best),
                                     .perfect = orth_dd_value(w.perfect),
                                     .misprice = misprice(log, k - 1, k),
                                     .left = misprice(log, k, k),
                                     .band = fee.band};
        if (status == ORTH_OK)
            see(user, &step);
    }
    free(room);
    return status;
}
