#include "sale/arrivals.h"

#include <math.h>

#include "base/check.h"
#include "numeric/elementary.h"

double orth_sale_rate_expected(const orth_sale_rate *arrivals, double days)
{
    ORTH_CHECK(days >= 0);
    if (arrivals->count == 0)
        return arrivals->decay_days == 0 ? arrivals->rate * days
                                         : arrivals->rate * arrivals->decay_days *
                                               -orth_expm1(-days / arrivals->decay_days);
    double sum = 0;
    for (size_t i = 0; i < arrivals->count && arrivals->days[i] < days; i++) {
        bool last = i + 1 == arrivals->count || arrivals->days[i + 1] >= days;
        sum += arrivals->rates[i] * ((last ? days : arrivals->days[i + 1]) - arrivals->days[i]);
    }
    return sum;
}

orth_arrivals orth_arrivals_of(const orth_sale_rate *rate)
{
    return (orth_arrivals){.rate = rate};
}

static double time_of_decaying(const orth_sale_rate *rate, double expected)
{
    if (rate->decay_days == 0)
        return expected / rate->rate;
    double share = expected / (rate->rate * rate->decay_days);
    return share < 1 ? -rate->decay_days * orth_log1p(-share) : INFINITY;
}

double orth_arrivals_time(orth_arrivals *arrivals, double expected)
{
    const orth_sale_rate *rate = arrivals->rate;
    if (rate->count == 0)
        return rate->rate == 0 ? INFINITY : time_of_decaying(rate, expected);
    for (; arrivals->step + 1 < rate->count; arrivals->step++) {
        size_t i = arrivals->step;
        double whole = rate->rates[i] * (rate->days[i + 1] - rate->days[i]);
        if (expected <= arrivals->expected + whole)
            break;
        arrivals->expected += whole;
    }
    double now = rate->rates[arrivals->step];
    return now == 0 ? INFINITY : rate->days[arrivals->step] + (expected - arrivals->expected) / now;
}

double orth_sale_rate_time(const orth_sale_rate *arrivals, double expected)
{
    ORTH_CHECK(expected > 0);
    orth_arrivals at = orth_arrivals_of(arrivals);
    return orth_arrivals_time(&at, expected);
}
