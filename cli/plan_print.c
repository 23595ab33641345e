#include "plan.h"

#include <inttypes.h>
#include <math.h>

#include "orthant/simplex.h"

/* Rounding below that part of the ninth decimal is not spoken of. */
#define ROUNDED_LEAST 1e-3

static void print_money(const orth_plan_study *s, double value)
{
    if (s->options.value > 0)
        printf("  %12.6g", value);
}

static void print_rows(const orth_plan_study *s)
{
    printf("%6s  %5s  %14s  %12s", "points", "calls", "log loss", "over optimum");
    if (s->options.value > 0)
        printf("  %12s  %12s  %12s  %12s", "loss", "gas", "total", "point buys");
    putchar('\n');
    for (size_t k = 0; k < s->row_count; k++) {
        const orth_plan_row *r = &s->rows[k];
        printf("%c%5zu  %5zu  %14.8g", r->points == s->chosen ? '*' : ' ', r->points, r->calls,
               r->log_loss);
        if (isnan(r->excess))
            printf("  %12s", "-");
        else
            printf("  %+10.4f %%", 100 * r->excess);
        print_money(s, r->money);
        print_money(s, r->gas);
        print_money(s, r->money + r->gas);
        if (k > 0)
            print_money(s, r[-1].money - r->money);
        putchar('\n');
    }
}

static void print_calls(const orth_plan *plan)
{
    char text[ORTH_WORD_TEXT_MAX];
    for (size_t c = 0; c < plan->call_count; c++) {
        const orth_plan_call *call = &plan->calls[c];
        printf("%3zu  at %" PRIu64 "  %s\n", c + 1, call->at, call->function->name);
        for (size_t i = 0; i < call->function->count; i++) {
            orth_plan_kind kind = call->function->arguments[i].kind;
            printf("       %s:", call->function->arguments[i].name);
            for (size_t j = 0; j < call->arguments[i].count; j++)
                printf(" %s", kind == ORTH_PLAN_KIND_ADDRESS
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
    printf("  largest arbitrage         %.3g %% of a reserve in, %.3g %% out\n",
           100 * l->largest_in, 100 * l->largest_out);
    if (l->trade_blocks > 0)
        printf("  trade limit (30 %%)        hit at %" PRIu64 " blocks, first at %" PRIu64 "\n",
               l->trade_blocks, replay->times[l->trade_first]);
    printf("  weights                   from %.9g to %.9g\n", (double)l->least_seen * 1e-18,
           (double)l->most_seen * 1e-18);
    if (l->weight_blocks > 0)
        printf("  weight limits             %.9g to %.9g, broken at %" PRIu64
               " blocks, first at %" PRIu64 "\n",
               (double)l->weight_least * 1e-18, (double)l->weight_most * 1e-18, l->weight_blocks,
               replay->times[l->weight_first]);
    if (replay->frozen)
        printf(replay->stopped ? "  the weights stopped early, at lastInterpolationTime\n"
                               : "  a rail froze the weights before their time\n");
}

static void print_missed(const orth_plan_missed_summary *m, size_t calls)
{
    const orth_estimate *loss = &m->log_loss;
    printf("\nWith missed blocks (each there with probability %g, seed %" PRIu64 ", %" PRIu64
           " runs):\n",
           m->missing.present, m->missing.seed, m->missing.runs);
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

void cli_plan_print(const orth_plan_study *s, const char *title)
{
    printf("Plan for %s: %zu tokens, %" PRIu64 " blocks, target %s\n\n", title, s->move->n,
           s->options.steps, s->plan->target->name);
    print_legal(s);
    print_rows(s);
    printf("\nCalls (%zu):\n", s->plan->call_count);
    print_calls(s->plan);
    printf("\nOn the emulated contract:\n");
    printf("  log loss                  %.10g\n", s->replay->log_loss);
    if (s->optimum > 0)
        printf("  over the optimum          %+.4f %%\n",
               100 * (s->replay->log_loss / s->optimum - 1));
    if (s->bound != NULL && s->bounded)
        printf("  no schedule loses below   %s (proven)\n", s->bound);
    if (s->rounded >= 1e-9 * ROUNDED_LEAST)
        printf("  the target, rounded       by %.3g: the contract holds nine decimals\n",
               s->rounded);
    cli_replay_print(s->replay, &s->missed, s->plan->call_count, s->distance);
}
