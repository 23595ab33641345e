#include "plan.h"

#include <inttypes.h>
#include <math.h>

#include "base/money_text.h"
#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "orthant/simplex.h"

/* Rounding below that part of the ninth decimal is not spoken of. */
#define ROUNDED_LEAST 1e-3

#define MONEY_WIDTH 12

enum { LOSS, GAS, TOTAL, BUYS, MONEY_COLUMNS };

/* The money of a row; the first row's last set point buys nothing. */
static double money_of(const orth_plan_study *s, size_t k, int column)
{
    const orth_plan_row *r = &s->rows[k];
    switch (column) {
    case LOSS:
        return r->money;
    case GAS:
        return r->gas;
    case TOTAL:
        return r->money + r->gas;
    default:
        return k > 0 ? r[-1].money - r->money : 0;
    }
}

/* Column by column, as figures are compared. */
static double money_at(const void *of, size_t i)
{
    const orth_plan_study *s = of;
    return money_of(s, i % s->row_count, (int)(i / s->row_count));
}

static void print_rows(const orth_plan_study *s)
{
    static const char *const titles[MONEY_COLUMNS] = {"loss", "gas", "total", "point buys"};
    orth_money_format format = orth_money_format_of(s->row_count * MONEY_COLUMNS, money_at, s);
    int width = format.width > MONEY_WIDTH ? format.width : MONEY_WIDTH;
    int columns = s->options.value > 0 ? MONEY_COLUMNS : 0;
    printf("%6s  %5s  %14s  %12s", "points", "calls", "log loss", "over optimum");
    for (int c = 0; c < columns; c++)
        printf("  %*s", width, titles[c]);
    putchar('\n');
    for (size_t k = 0; k < s->row_count; k++) {
        const orth_plan_row *r = &s->rows[k];
        printf("%c%5zu  %5zu  %14.8g", r->points == s->chosen ? '*' : ' ', r->points, r->calls,
               r->log_loss);
        if (isnan(r->excess))
            printf("  %12s", "-");
        else
            printf("  %+10.4f %%", orth_unsigned_zero(100 * r->excess, 4));
        for (int c = 0; c < columns - (k == 0); c++) {
            char text[ORTH_MONEY_TEXT_MAX];
            printf("  %*s", width, orth_money_text(text, &format, money_of(s, k, c)));
        }
        putchar('\n');
    }
}

/* The rows' loss and gas in basis points, least to most. */
static double spread_bp(const orth_plan_study *s)
{
    double least = INFINITY, most = 0, value = s->options.value;
    for (size_t k = 0; k < s->row_count; k++) {
        const orth_plan_row *r = &s->rows[k];
        double bp =
            value > 0 ? orth_part_bp((r->money + r->gas) / value) : orth_loss_bp(r->log_loss);
        least = fmin(least, bp);
        most = fmax(most, bp);
    }
    return most - least;
}

static void print_verdict(const orth_plan_study *s)
{
    double spread = spread_bp(s);
    if (s->row_count > 1 && spread < ORTH_REPORT_MATTERS_BP)
        printf("These numbers of set points differ by %.2g bp: the choice does not matter.\n",
               spread);
}

static void print_calls(const orth_plan *plan)
{
    char text[ORTH_WORD_TEXT_MAX], date[ORTH_DATE_TEXT_MAX];
    for (size_t c = 0; c < plan->call_count; c++) {
        const orth_plan_call *call = &plan->calls[c];
        printf("%3zu  at %" PRIu64 ", %s  %s\n", c + 1, call->at, orth_date_text(date, call->at),
               call->function->name);
        for (size_t i = 0; i < call->function->count; i++) {
            orth_plan_kind kind = call->function->arguments[i].kind;
            printf("       %s:", call->function->arguments[i].name);
            for (size_t j = 0; j < call->arguments[i].count; j++)
                printf(" %s", kind == ORTH_PLAN_KIND_ADDRESS || kind == ORTH_PLAN_KIND_ADDRESSES
                                  ? orth_address_text(text, call->arguments[i].words[j])
                                  : orth_word_text(text, call->arguments[i].words[j],
                                                   kind == ORTH_PLAN_KIND_INTS));
            putchar('\n');
        }
    }
}

static void print_limits(const orth_replay *replay)
{
    const orth_replay_limits *l = &replay->limits;
    char date[ORTH_DATE_TEXT_MAX];
    printf("  largest arbitrage         %.3g %% of a reserve in, %.3g %% out\n",
           100 * l->largest_in, 100 * l->largest_out);
    char limit[40];
    snprintf(limit, sizeof limit, "trade limit (%.6g %%)", 100 * l->trade_limit);
    if (l->trade_blocks > 0)
        printf("  %-24s  hit at %" PRIu64 " block%s, first at %" PRIu64 ", %s\n", limit,
               l->trade_blocks, orth_plural(l->trade_blocks, "", "s"),
               replay->times[l->trade_first], orth_date_text(date, replay->times[l->trade_first]));
    printf("  weights                   from %.9g to %.9g\n", (double)l->least_seen * 1e-18,
           (double)l->most_seen * 1e-18);
    if (l->weight_blocks > 0)
        printf("  weight limits             %.9g to %.9g, broken at %" PRIu64
               " block%s, first at %" PRIu64 ", %s\n",
               (double)l->weight_least * 1e-18, (double)l->weight_most * 1e-18, l->weight_blocks,
               orth_plural(l->weight_blocks, "", "s"), replay->times[l->weight_first],
               orth_date_text(date, replay->times[l->weight_first]));
    if (replay->frozen)
        printf(replay->stopped ? "  the weights stopped early, at lastInterpolationTime\n"
                               : "  a rail froze the weights before their time\n");
}

static void print_missed(const orth_plan_missed_summary *m, size_t calls)
{
    const orth_estimate *loss = &m->log_loss;
    printf("\nWith missed blocks (each there with probability %g, seed %" PRIu64 ", %" PRIu64
           " run%s):\n",
           m->missing.present, m->missing.seed, m->missing.runs,
           orth_plural(m->missing.runs, "", "s"));
    if (m->failed < m->missing.runs) {
        printf("  log loss                  %.8g mean, 95 %% within %.8g to %.8g\n", loss->mean,
               loss->low, loss->high);
        printf("  its quantiles             %.8g (5 %%), %.8g (50 %%), %.8g (95 %%)\n",
               loss->quantiles[0], loss->quantiles[2], loss->quantiles[4]);
        printf("  distance from the target  %.3g mean, %.3g (95 %%)\n", m->miss.mean,
               m->miss.quantiles[4]);
    }
    if (m->refused > 0)
        printf("  calls refused             %" PRIu64 " of %" PRIu64 "\n", m->refused,
               calls * (m->missing.runs - m->failed));
    if (m->failed > 0)
        printf("  runs that broke off       %" PRIu64 "\n", m->failed);
}

void cli_safe_print(const orth_plan_safe *safe)
{
    if (safe->blocks > 0)
        printf("  safe                      from %" PRIu64
               " block%s in a row, a capital of %.6g, at a fee of %.6g %%\n",
               safe->blocks, orth_plural(safe->blocks, "", "s"), safe->capital, 100 * safe->fee);
}

void cli_replay_print(const orth_replay *replay, const orth_plan_missed_summary *missed,
                      size_t calls, double miss)
{
    printf("  distance from the target  %.3g\n", miss);
    printf("  largest sum drift         %.3g\n", replay->sum_drift);
    print_limits(replay);
    if (missed->missing.runs > 0)
        print_missed(missed, calls);
}

static void print_legal(const orth_plan_study *s)
{
    if (s->legal == NULL)
        return;
    printf("The target asked for breaks a rail; planned is the nearest legal one, %.6g away "
           "(Fisher-Rao):\n",
           orth_simplex_distance(s->move->n, s->asked->target, s->move->target));
    for (size_t i = 0; i < s->move->n; i++)
        printf("  %-24s  %.15g instead of %.15g\n", s->options.tokens[i], s->move->target[i],
               s->asked->target[i]);
    putchar('\n');
}

void cli_plan_print(const orth_plan_study *s, const orth_plan_cost *cost, const char *title)
{
    printf("Plan for %s: %zu tokens, %" PRIu64 " block%s, target %s\n\n", title, s->move->n,
           s->options.steps, orth_plural(s->options.steps, "", "s"), s->plan->target->name);
    print_legal(s);
    print_rows(s);
    print_verdict(s);
    putchar('\n');
    cli_clock_print(s->plan);
    if (s->plan->target->deployment)
        printf("The pool's creation, one transaction:\n");
    else
        printf("Calls (%zu):\n", s->plan->call_count);
    print_calls(s->plan);
    printf("\nOn the emulated contract:\n");
    printf("  log loss                  %.10g\n", s->replay->log_loss);
    if (s->optimum > 0)
        printf("  over the optimum          %+.4f %%\n",
               orth_unsigned_zero(100 * (s->replay->log_loss / s->optimum - 1), 4));
    if (s->bound != NULL && s->bounded)
        printf("  no schedule loses below   %s (proven)\n", s->bound);
    if (s->rounded >= 1e-9 * ROUNDED_LEAST)
        printf("  the target, rounded       by %.3g: the contract holds nine decimals\n",
               s->rounded);
    cli_safe_print(&s->plan->rails.safe);
    cli_replay_print(s->replay, &s->missed, s->plan->call_count, s->distance);
    cli_plan_cost_print(cost);
}
