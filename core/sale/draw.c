#include "sale/draw.h"

#include "market/draws.h"
#include "numeric/elementary.h"

#define DRAWN ORTH_BUYERS_DRAWN

void orth_buyer_draw_start(orth_buyer_draw *draw, const orth_sale_buyers *terms,
                           uint64_t price_path)
{
    double deviation = terms->budget_deviation;
    draw->terms = terms;
    draw->price_path = price_path;
    draw->next = 0;
    draw->expected = 0;
    draw->at = orth_arrivals_of(&terms->arrivals);
    draw->log_budget = orth_log(terms->budget) - deviation * deviation / 2;
    draw->given = DRAWN;
}

/* Those who never come must not stop the clock of those drawn with them: `expected` only grows. */
static void draw_times(orth_buyer_draw *draw, const orth_kernels *kernels, orth_draws draws)
{
    draws.stream = orth_draw_stream(ORTH_USE_BUYER_ARRIVAL, 0);
    kernels->uniforms(DRAWN, draw->days, draw->patience, &draws);
    kernels->log(DRAWN, draw->days, draw->days);
    for (size_t j = 0; j < DRAWN; j++) {
        draw->expected -= draw->days[j];
        draw->days[j] = orth_arrivals_time(&draw->at, draw->expected);
    }
}

static void draw_money(orth_buyer_draw *draw, const orth_kernels *kernels, orth_draws draws)
{
    const orth_sale_buyers *terms = draw->terms;
    draws.stream = orth_draw_stream(ORTH_USE_BUYER_MONEY, 0);
    kernels->normals(DRAWN, draw->budgets, draw->tastes, &draws);
    if (terms->nu > 0) {
        draws.stream = orth_draw_stream(ORTH_USE_BUYER_STUDENT, 0);
        kernels->students(DRAWN, draw->tastes, &draws, terms->nu, 1);
    }
    for (size_t j = 0; j < DRAWN; j++) {
        draw->budgets[j] = draw->log_budget + terms->budget_deviation * draw->budgets[j];
        draw->tastes[j] *= terms->deviation;
    }
    kernels->exp(DRAWN, draw->budgets, draw->budgets);
    kernels->exp(DRAWN, draw->tastes, draw->tastes);
}

static void draw_some(orth_buyer_draw *draw)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    orth_draws draws = {
        .seed = draw->terms->seed, .path = draw->price_path, .index = draw->next, .lanes = 1};
    draw_times(draw, kernels, draws);
    draw_money(draw, kernels, draws);
    if (draw->terms->flippers > 0) {
        double unused[DRAWN];
        draws.stream = orth_draw_stream(ORTH_USE_BUYER_FLIPS, 0);
        kernels->uniforms(DRAWN, draw->flips, unused, &draws);
    }
    draw->next += DRAWN;
    draw->given = 0;
}

orth_sale_buyer orth_buyer_draw_next(orth_buyer_draw *draw)
{
    if (draw->given == DRAWN)
        draw_some(draw);
    size_t j = draw->given++;
    const orth_sale_buyers *terms = draw->terms;
    return (orth_sale_buyer){.days = draw->days[j],
                             .budget = draw->budgets[j],
                             .taste = draw->tastes[j],
                             .patient =
                                 draw->patience[j]<terms->patient, .flips = terms->flippers> 0 &&
                                 draw->flips[j] < terms->flippers};
}

void orth_sale_buyers_of(const orth_sale_buyers *terms, uint64_t price_path, uint64_t first,
                         size_t count, orth_sale_buyer *out)
{
    orth_buyer_draw draw;
    orth_buyer_draw_start(&draw, terms, price_path);
    for (uint64_t j = 0; j < first; j++)
        orth_buyer_draw_next(&draw);
    for (size_t j = 0; j < count; j++)
        out[j] = orth_buyer_draw_next(&draw);
}
