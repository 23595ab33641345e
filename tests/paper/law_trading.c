/* The loss of a step is KL(new || old), on a pool that really trades. */
#include <math.h>
#include <stdlib.h>

#include "orthant/pool.h"
#include "orthant/simplex.h"
#include "paper.h"

#define SIZES 31
#define SIZE_STEP 0.4 /* decades */
#define PER_SIZE 200
#define TOKENS_MOST 8

typedef struct worst {
    double traded;    /* |arbitrage's own figure + KL| over the value traded, in 2^-53 */
    double absolute;  /* |log of value by the reserves + KL| */
    double invariant; /* |sum w log(R' / R)| */
    double largest;   /* KL */
    double kl, loss;  /* of the last step */
} worst;

static long double reserve(const orth_pool *pool, size_t i)
{
    return (long double)pool->reserves[i] + pool->reserves_low[i];
}

static long double value_of(const orth_pool *pool)
{
    long double sum = 0;
    for (size_t i = 0; i < pool->n; i++)
        sum += reserve(pool, i) * pool->prices[i];
    return sum;
}

/* (1 + x) log(1 + x) - x = x^2/2 - x^3/6 + x^4/12 - ... */
static long double phi(long double x)
{
    if (fabsl(x) > 0.01L)
        return (1 + x) * log1pl(x) - x;
    long double sum = 0, power = x * x;
    for (int k = 2; k < 12; k++, power *= -x)
        sum += power / (k * (k - 1));
    return sum;
}

/* KL(weights || shares of the value held), from the textbook. */
static long double divergence(const orth_pool *pool, const double *weights)
{
    long double value = value_of(pool), whole = 0, kl = 0;
    for (size_t i = 0; i < pool->n; i++)
        whole += weights[i];
    for (size_t i = 0; i < pool->n; i++) {
        long double share = reserve(pool, i) * pool->prices[i] / value;
        kl += share * phi((weights[i] / whole - share) / share);
    }
    return kl;
}

/* One weight change, one trade. */
static void trade(orth_pool *pool, const double *weights, worst *w)
{
    size_t n = pool->n;
    long double before[TOKENS_MOST], drift = 0, whole = 0, turned = 0, value = value_of(pool);
    double change_of[TOKENS_MOST];
    double kl = (double)divergence(pool, weights);
    orth_error error;
    for (size_t i = 0; i < n; i++)
        before[i] = reserve(pool, i);
    paper_must(orth_pool_set_weights(pool, weights, &error), &error);
    double change = orth_pool_arbitrage(pool, change_of);
    long double by_reserves = logl(value_of(pool) / value);
    for (size_t i = 0; i < n; i++) {
        drift += weights[i] * logl(reserve(pool, i) / before[i]);
        whole += weights[i];
        turned += fabs(change_of[i]) * pool->prices[i] / value;
    }
    double miss = fabs((double)((change + (long double)kl) / turned)) * 0x1p53;
    w->traded = fmax(w->traded, turned > 0 ? miss : 0);
    w->kl = kl;
    w->loss = -change;
    w->absolute = fmax(w->absolute, fabs((double)(by_reserves + kl)));
    w->invariant = fmax(w->invariant, fabs((double)(drift / whole)));
    w->largest = fmax(w->largest, kl);
}

static orth_pool *pool_at(size_t n, const double *weights)
{
    double prices[TOKENS_MOST];
    orth_pool *pool;
    orth_error error;
    for (size_t i = 0; i < n; i++)
        prices[i] = pow(7, (double)i) / 11; /* of different sizes */
    paper_must(orth_pool_create(&pool, n, weights, prices, 1e7, &error), &error);
    return pool;
}

/* To multiples of 2^-53 that sum to exactly 1, so that nobody has anything to normalise. */
static void settle(size_t n, double *weights)
{
    size_t largest = 0;
    double rest = 1;
    for (size_t i = 1; i < n; i++)
        largest = weights[i] > weights[largest] ? i : largest;
    for (size_t i = 0; i < n; i++)
        if (i != largest) {
            weights[i] = rint(weights[i] * 0x1p53) * 0x1p-53;
            rest -= weights[i];
        }
    weights[largest] = rest;
}

/* Random single steps, by size: weights times exp(size z), z random in (-1, 1). */
static void random_steps(worst *by_size)
{
    uint64_t state = 1;
    for (size_t s = 0; s < SIZES; s++)
        for (size_t r = 0; r < PER_SIZE; r++) {
            size_t n = 2 + r % (TOKENS_MOST - 1);
            double from[TOKENS_MOST], to[TOKENS_MOST];
            double size = pow(10, -SIZE_STEP * (double)s);
            paper_random_point(&state, n, 0.02, true, from);
            settle(n, from);
            for (size_t i = 0; i < n; i++)
                to[i] = from[i] * exp(size * (2 * paper_random(&state) - 1));
            orth_simplex_normalise(to, n, to);
            settle(n, to);
            orth_pool *pool = pool_at(n, from);
            trade(pool, to, &by_size[s]);
            orth_pool_free(pool);
        }
}

static void schedule(const subject *s, const char *name, uint64_t steps, table *t, worst *all)
{
    size_t n = s->move->n;
    double *rows = paper_allocate((steps + 1) * n);
    orth_path *path = paper_path(name, s->move, steps);
    orth_path_fill(path, 0, (size_t)steps + 1, rows, NULL);
    orth_pool *pool = pool_at(n, rows);
    worst w = {0};
    long double first = value_of(pool);
    for (uint64_t k = 0; k < steps; k++)
        trade(pool, rows + (k + 1) * n, &w);
    double loss = orth_path_log_loss(path);
    double whole = fabs((double)(logl(value_of(pool) / first) + loss));
    char label[96];
    snprintf(label, sizeof label, "%s %s", s->name, name);
    table_row(t, label, (double[]){(double)steps, w.largest, w.absolute, w.invariant, loss, whole});
    all->absolute = fmax(all->absolute, fmax(w.absolute, whole));
    all->invariant = fmax(all->invariant, w.invariant);
    orth_pool_free(pool);
    orth_path_free(path);
    free(rows);
}

static void along_paths(paper *p, worst *all)
{
    static const char *const names[] = {"linear", "geodesic", "optimum"};
    paper_say(p, "\nAlong whole paths: worst step, and the whole against the path's loss.\n");
    table t;
    table_open(&t, p, "trading_paths",
               "path,steps,largest_kl,value_miss,invariant_miss,loss,loss_miss");
    for (size_t m = 0; m < p->count; m++)
        for (size_t i = 0; i < 3; i++)
            if (p->subjects[m].move->n <= TOKENS_MOST) {
                schedule(&p->subjects[m], names[i], 16, &t, all);
                schedule(&p->subjects[m], names[i], 1024, &t, all);
            }
    table_close(&t);
}

static void draw(const paper *p, const worst *by_size)
{
    double kl[SIZES], loss[SIZES], absolute[SIZES];
    for (size_t s = 0; s < SIZES; s++) {
        kl[s] = by_size[s].kl;
        loss[s] = by_size[s].loss;
        absolute[s] = by_size[s].absolute;
    }
    double ends[] = {1e-25, 1e-2};
    series lines[] = {{"loss = KL", 2, ends, ends, true, 6},
                      {"a step's loss, as traded", SIZES, kl, loss, false, 0},
                      {"worst miss, by reserves", SIZES, kl, absolute, false, 1}};
    picture(p, "trading", "What a trading pool loses in a step, against KL",
            "KL(new || old) of the step", "log of value", true, 3, lines);
}

void law_trading(paper *p)
{
    paper_say(p,
              "\n\nThe loss of a step is KL(new || old): pools of reserves that trade, 2 to 8 "
              "tokens, prices of\ndifferent sizes. own_miss: what the trade says it cost "
              "against KL, in 2^-53 of the value traded;\nvalue_miss: log of the value that the "
              "reserves have, in extended precision, against KL;\ninvariant_miss: the change of "
              "sum w log R in the trade. Worst of %d random steps a size.\n",
              PER_SIZE);
    worst by_size[SIZES] = {{0}}, all = {0};
    random_steps(by_size);
    table t;
    table_open(&t, p, "trading", "size,largest_kl,own_miss,value_miss,invariant_miss");
    for (size_t s = 0; s < SIZES; s++) {
        const worst *w = &by_size[s];
        char label[32];
        snprintf(label, sizeof label, "%.3g", pow(10, -SIZE_STEP * (double)s));
        table_row(&t, label, (double[]){w->largest, w->traded, w->absolute, w->invariant});
        all.traded = fmax(all.traded, w->traded);
        all.absolute = fmax(all.absolute, w->absolute);
        all.invariant = fmax(all.invariant, w->invariant);
    }
    table_close(&t);
    along_paths(p, &all);
    draw(p, by_size);
    paper_check(p, all.traded <= 4,
                "what a trade says it cost is KL within %.3g units of 2^-53 of the value traded",
                all.traded);
    paper_check(p, all.absolute <= 1e-15, "worst miss of the value %.3g", all.absolute);
    paper_check(p, all.invariant <= 1e-15, "worst miss of the invariant %.3g", all.invariant);
}
