/* Studies of safety for people. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/money_text.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "numeric/elementary.h"
#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"

#define TOKENS_SHOWN 8

static void write_subject(const orth_safety_study *study, FILE *stream)
{
    const orth_scenario *scenario = study->scenario;
    if (study->name[0] != '\0')
        fprintf(stream, "%s\n", study->name);
    for (size_t i = 0; i < study->n && i < TOKENS_SHOWN; i++) {
        fprintf(stream, "%s%s", i == 0 ? "" : ", ", study->tokens[i]);
        if (study->subject == ORTH_SAFETY_OF_MOVE)
            fprintf(stream, " %.6g -> %.6g", orth_rational_to_double(scenario->start[i]),
                    orth_rational_to_double(scenario->target[i]));
    }
    if (study->n > TOKENS_SHOWN)
        fprintf(stream, ", and %zu more", study->n - TOKENS_SHOWN);
    if (!isnan(study->pool_value))
        fprintf(stream, "; pool of %.12g %s", study->pool_value, study->unit);
}

static void write_head(const orth_safety_study *study, FILE *stream)
{
    write_subject(study, stream);
    fprintf(stream, "\nAn attacker with %" PRIu64 " block%s in a row and %.6g of the pool's value",
            study->window, orth_plural(study->window, "", "s"), study->attacker.capital);
    if (study->attacker.swap_limit > 0)
        fprintf(stream, ",\nin swaps of %.4g of a reserve or less", study->attacker.swap_limit);
    if (!isnan(study->stake))
        fprintf(stream, ",\nwho builds %.4g %% of all blocks", 100 * study->stake);
    if (study->fee > 0)
        fprintf(stream, "; the fee is %.6g bp%s.\n\n", orth_part_bp(study->fee),
                study->fee_moves ? " at first" : "");
    else
        fprintf(stream, "; no fee%s.\n\n", study->fee_moves ? " at first" : "");
}

static double money_at(const void *of, size_t i)
{
    return ((const orth_safety_study *)of)->schedules[i].value;
}

/* Widths of columns that depend on what is in them. */
typedef struct layout {
    orth_money_format money;
    int name, value; /* value 0: there is none */
    bool paced;
} layout;

#define NAME_LEAST 8
#define NAME_MOST 28

static layout layout_of(const orth_safety_study *study)
{
    layout l = {.name = NAME_LEAST, .paced = study->subject != ORTH_SAFETY_OF_STRATEGIES};
    for (size_t s = 0; s < study->schedule_count; s++) {
        int length = (int)strlen(study->schedules[s].name);
        l.name = length > l.name ? length : l.name;
    }
    l.name = l.name > NAME_MOST ? NAME_MOST : l.name;
    if (isnan(study->pool_value))
        return l;
    l.money = orth_money_format_of(study->schedule_count, money_at, study);
    l.value = l.money.width > 6 ? l.money.width : 6;
    return l;
}

/* A figure, or a word where there is none, right-aligned. */
static void write_figure(FILE *stream, int width, double figure, const char *other)
{
    if (isfinite(figure))
        fprintf(stream, "  %*.4g", width, figure);
    else
        fprintf(stream, "  %*s", width, other);
}

static void write_titles(const orth_safety_study *study, const layout *l, FILE *stream)
{
    fprintf(stream, "%7s  %-*s %6s  %8s %6s  %8s", "", l->name, "", "blocks", "worst", "", "takes");
    if (l->value > 0)
        fprintf(stream, "  %*s", l->value, "takes");
    fprintf(stream, "  %6s  %7s%s\n", "times", "least", l->paced ? "  largest" : "");
    fprintf(stream, "%7s  %-*s %6s  %8s %6s  %8s", l->paced ? "steps" : "blocks", l->name,
            l->paced ? "path" : "strategy", "safe", "from", "blocks", "bp");
    if (l->value > 0)
        fprintf(stream, "  %*.*s", l->value, l->value, study->unit);
    fprintf(stream, "  %6s  %7s%s\n", "cost", "fee, bp", l->paced ? "    speed" : "");
}

static void write_row(const orth_safety_schedule *schedule, const layout *l, FILE *stream)
{
    char text[ORTH_MONEY_TEXT_MAX], blocks[32];
    bool at_least = schedule->least_safe_blocks == schedule->reach;
    snprintf(blocks, sizeof blocks, "%s%" PRIu64, at_least ? ">= " : "",
             schedule->least_safe_blocks);
    fprintf(stream, "%7" PRIu64 "  %-*.*s %6s  %8zu %6zu  %8.4g", schedule->steps, l->name,
            NAME_MOST, schedule->name, blocks, schedule->worst.first_block, schedule->worst.blocks,
            orth_part_bp(schedule->worst.attack.extraction));
    if (l->value > 0)
        fprintf(stream, "  %*s", l->value, orth_money_text(text, &l->money, schedule->value));
    write_figure(stream, 6, schedule->multiple, "-");
    write_figure(stream, 7, orth_part_bp(schedule->least_fee), "none");
    if (l->paced)
        write_figure(stream, 7, schedule->largest_speed,
                     isnan(schedule->largest_speed) ? "-" : "any");
    fputs(schedule->safe ? "  safe\n" : "  UNSAFE\n", stream);
}

/* What was looked at: several runs of a schedule, and a strategy's steps, which no path says. */
static void write_runs(const orth_safety_study *study, FILE *stream)
{
    bool plan = study->subject == ORTH_SAFETY_OF_PLAN;
    for (size_t s = 0; s < study->schedule_count; s++) {
        const orth_safety_schedule *schedule = &study->schedules[s];
        if (study->subject == ORTH_SAFETY_OF_MOVE || (plan && schedule->runs < 2))
            continue;
        fprintf(stream, "%s: %" PRIu64 " %s%s, the worst is number %" PRIu64, schedule->name,
                schedule->runs, plan ? "run" : "price path", orth_plural(schedule->runs, "", "s"),
                schedule->run);
        if (plan)
            fputs(" (0: no block is missed)", stream);
        fprintf(stream,
                ";\nno log(w_i / w_j) moves by more than %.4g in a block, that of block %" PRIu64
                ".\n",
                schedule->largest_step, schedule->largest_at);
    }
}

/* What the first leg does to the price, in words: a factor, or a small change. */
static void write_price(const orth_safety_study *study, double q, FILE *stream)
{
    fprintf(stream, ",\nwhich brings the price of %s in %s ", study->tokens[0], study->tokens[1]);
    if (fabs(q) > 0.1)
        fprintf(stream, "to %.5g times what it was", orth_exp(q));
    else
        fprintf(stream, "%s by %.4g %%", q > 0 ? "up" : "down", 100 * fabs(orth_expm1(q)));
}

/* How the worst attack goes. */
static void write_attack(const orth_safety_study *study, FILE *stream)
{
    const orth_safety_schedule *schedule = &study->schedules[study->worst];
    const orth_safety_window *worst = &schedule->worst;
    const double *a = schedule->found->displacement;
    size_t last = schedule->found->worst.first_block + worst->blocks;
    if (study->safe) {
        fputs("Safe: no window gives more than honest arbitrage does.\n", stream);
        return;
    }
    fprintf(stream, "Not safe. The worst (%s): in block %zu he puts in %.4g of the pool's value",
            schedule->name, worst->first_block, worst->attack.capital);
    if (study->n == 2)
        write_price(study, schedule->pair_displacement, stream);
    fputc(';', stream);
    fprintf(stream,
            "\nhe trades back in block %zu and has taken %.5g bp, of which honest "
            "arbitrage would have\ntaken %.5g bp.\n",
            schedule->block != NULL ? (size_t)schedule->block[last] : last,
            orth_part_bp(worst->attack.extraction), orth_part_bp(worst->attack.honest));
    if (study->n == 2)
        return;
    fputs("Reserves that take part become", stream);
    for (size_t i = 0; i < study->n && i < TOKENS_SHOWN; i++)
        fprintf(stream, "%s %s x %.5g", i > 0 ? "," : "", study->tokens[i], orth_exp(a[i]));
    fprintf(stream, "%s.\n", study->n > TOKENS_SHOWN ? ", ..." : "");
}

static void write_probability(const orth_safety_study *study, FILE *stream)
{
    const orth_safety_schedule *worst = &study->schedules[study->worst];
    const orth_safety_schedule *least = &study->schedules[study->least];
    if (isnan(study->stake))
        return;
    fprintf(stream, "The next %zu block%s all his: probability %.4g", worst->worst.blocks,
            orth_plural(worst->worst.blocks, " is", "s are"), worst->probability);
    if (!isnan(least->probability_unsafe))
        fprintf(stream, "; %" PRIu64 ", the fewest that are not safe: %.4g",
                least->least_safe_blocks + 1, least->probability_unsafe);
    fputs(".\n", stream);
}

void orth_safety_study_write_table(const orth_safety_study *study, FILE *stream)
{
    orth_locale entered = orth_locale_enter();
    layout l = layout_of(study);
    write_head(study, stream);
    write_titles(study, &l, stream);
    for (size_t s = 0; s < study->schedule_count; s++)
        write_row(&study->schedules[s], &l, stream);
    fputc('\n', stream);
    write_runs(study, stream);
    write_attack(study, stream);
    write_probability(study, stream);
    fputs("\nblocks safe: so many in a row give nobody with that capital more than honest "
          "arbitrage.\ntakes: by the best attack on the worst window. times the cost: of what "
          "all steps cost without\na fee. least fee: from it on all is safe. largest speed: the "
          "factor by which the move may be\nfaster (below 1: must be slower) and is safe at the "
          "fee it has. Prices stand still; what the\nattacker pays for his blocks is not "
          "counted.\n",
          stream);
    orth_locale_leave(entered);
}
