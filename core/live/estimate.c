/* Sizing, presence and efficiency from the chances of a log. */
#include <math.h>

#include "live/measure.h"
#include "numeric/normal.h"
#include "orthant/statistics.h"

/* What rounding leaves of a block's log-change: two reserves of 17 digits, and the arithmetic. */
#define ROUNDING 0x1p-50

static orth_live_figure unknown(const char *reason)
{
    return (orth_live_figure){.reason = reason};
}

/* A sum with what its additions lose. */
typedef struct total {
    double sum, low;
} total;

static void add(total *to, double x)
{
    double sum = to->sum + x;
    to->low += fabs(to->sum) >= fabs(x) ? (to->sum - sum) + x : (x - sum) + to->sum;
    to->sum = sum;
}

static double value(const total *of)
{
    return of->sum + of->low;
}

double orth_live_sizing(const orth_live_chances *chances)
{
    total xx = {0}, xy = {0};
    for (size_t k = 0; k < chances->count; k++) {
        if (!chances->of[k].traded)
            continue;
        add(&xx, chances->of[k].xx);
        add(&xy, chances->of[k].xy);
    }
    return value(&xx) > 0 ? value(&xy) / value(&xx) : 0;
}

static orth_live_figure figure_of(double estimate, double half)
{
    return (orth_live_figure){
        .known = true, .value = estimate, .low = estimate - half, .high = estimate + half};
}

/* Regression through the origin, each block with an error of its own size. A fee that is off by
 * some moves all x by as much in the same sense, which no scatter shows. */
static orth_live_figure find_sizing(const orth_live_chances *chances, size_t traded,
                                    double fee_error)
{
    total xx = {0}, errors = {0}, roots = {0};
    double sizing = orth_live_sizing(chances);
    for (size_t k = 0; k < chances->count; k++) {
        const orth_live_chance *of = &chances->of[k];
        if (!of->traded)
            continue;
        double error = of->xy - sizing * of->xx;
        add(&xx, of->xx);
        add(&errors, error * error);
        add(&roots, sqrt(of->xx));
    }
    double m = (double)traded;
    double deviation = sqrt(value(&errors) * m / (m - 1)) / value(&xx);
    double half = orth_student(traded - 1, 0.05) * deviation;
    return figure_of(sizing,
                     half + (ROUNDING + fee_error * fabs(sizing)) * value(&roots) / value(&xx) +
                         ORTH_ARBITRAGE_KKT * fabs(sizing));
}

static orth_live_figure find_efficiency(const orth_live *live, const orth_live_chances *chances,
                                        size_t traded)
{
    total errors = {0};
    if (!(live->best_profit > 0))
        return unknown("what was there to gain is lost in rounding");
    double efficiency = live->made_profit / live->best_profit, m = (double)traded;
    for (size_t k = 0; k < chances->count; k++) {
        const orth_live_chance *of = &chances->of[k];
        double error = of->traded ? of->made_profit - efficiency * of->best_profit : 0;
        add(&errors, error * error);
    }
    double deviation = sqrt(value(&errors) * m / (m - 1)) / live->best_profit;
    return figure_of(efficiency, orth_student(traded - 1, 0.05) * deviation);
}

/* E. B. Wilson, Probable inference, the law of succession, and statistical inference, 1927. */
static orth_live_figure find_presence(size_t traded, size_t count)
{
    double z = orth_normal_exceeded(0.025), m = (double)count, share = (double)traded / m;
    double middle = (share + z * z / (2 * m)) / (1 + z * z / m);
    double half = z * sqrt(share * (1 - share) / m + z * z / (4 * m * m)) / (1 + z * z / m);
    return (orth_live_figure){.known = true,
                              .value = share,
                              .low = traded == 0 ? 0 : middle - half,
                              .high = traded == count ? 1 : middle + half};
}

static void find_money(orth_live *live, const orth_live_chances *chances)
{
    total made = {0}, made_profit = {0}, best = {0}, best_profit = {0};
    for (size_t k = 0; k < chances->count; k++) {
        const orth_live_chance *of = &chances->of[k];
        if (!of->traded)
            continue;
        live->traded++;
        add(&made, of->made);
        add(&made_profit, of->made_profit);
        add(&best, of->best);
        add(&best_profit, of->best_profit);
    }
    live->made = value(&made);
    live->made_profit = value(&made_profit);
    live->best = value(&best);
    live->best_profit = value(&best_profit);
}

void orth_live_estimate(orth_live *live, const orth_live_chances *chances, bool only_traded)
{
    live->opportunities = chances->count;
    find_money(live, chances);
    const char *reason = NULL;
    if (live->blocks == 0)
        reason = "no two rows are of neighbouring blocks";
    else if (chances->count == 0)
        reason = "in no block was there anything to gain";
    live->presence = reason != NULL ? unknown(reason)
                     : only_traded  ? unknown("the log has only blocks in which there were trades")
                                    : find_presence(live->traded, chances->count);
    if (reason == NULL && live->traded < 2)
        reason = "fewer than two trades were made";
    live->sizing =
        reason != NULL ? unknown(reason) : find_sizing(chances, live->traded, live->fee_error);
    live->efficiency =
        reason != NULL ? unknown(reason) : find_efficiency(live, chances, live->traded);
}
