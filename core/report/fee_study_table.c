/* The best fee for people. */
#include <inttypes.h>
#include <math.h>

#include "base/money_text.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/time_text.h"
#include "numeric/elementary.h"
#include "orthant/decimal.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/fee_study.h"

#define YEAR_DAYS 365.25

double orth_fee_study_value(const orth_fee_study *study)
{
    const orth_scenario *scenario = study->scenario;
    return scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : NAN;
}

double orth_fee_study_sum(const orth_fee_study *study, orth_fee_state state,
                          const orth_fee_net *net)
{
    double span =
        state == ORTH_FEE_MOVING ? (double)study->blocks : YEAR_DAYS * study->blocks_a_day;
    return span * net->income + orth_expm1(-span * net->loss);
}

/* What the pool's own fee gives up, likewise. */
static double given_up(const orth_fee_study *study, orth_fee_state state)
{
    const orth_fee_answer *answer = &study->answers[state];
    return orth_fee_study_sum(study, state, &answer->found.best) -
           orth_fee_study_sum(study, state, &answer->present);
}

static void write_head(const orth_fee_study *study, FILE *stream)
{
    const orth_scenario *scenario = study->scenario;
    char length[ORTH_DURATION_TEXT_MAX];
    if (*scenario->name != '\0')
        fprintf(stream, "%s\n", scenario->name);
    for (size_t i = 0; i < 2; i++)
        fprintf(stream, "%s%s %.6g -> %.6g", i == 0 ? "" : ", ", scenario->tokens[i],
                orth_rational_to_double(scenario->start[i]),
                orth_rational_to_double(scenario->target[i]));
    if (scenario->has_pool)
        fprintf(stream, "; pool of %.12g %s", orth_fee_study_value(study), scenario->pool_unit);
    fprintf(stream, "\nOthers trade %.6g of the pool's value a day at no fee",
            scenario->demand.flow);
    if (scenario->demand.elasticity > 0)
        fprintf(stream, ", and 1/e of that at %.4g bp",
                orth_part_bp(1 / scenario->demand.elasticity));
    fprintf(stream, ".\nPrices move %.4g bp in a block of %s.", orth_part_bp(study->sigma),
            orth_duration_text(length, study->block_seconds));
    if (study->demand.protocol_share > 0)
        fprintf(stream, " The protocol takes %.4g %% of each fee.",
                100 * study->demand.protocol_share);
    fputs("\n\n", stream);
}

/* The i-th figure of money: of each state the best fee's, the pool's and what that gives up. */
static double money_at(const void *of, size_t i)
{
    const orth_fee_study *study = of;
    orth_fee_state state = (orth_fee_state)(i / 3);
    const orth_fee_answer *answer = &study->answers[state];
    const double sums[] = {orth_fee_study_sum(study, state, &answer->found.best),
                           orth_fee_study_sum(study, state, &answer->present),
                           given_up(study, state)};
    return orth_fee_study_value(study) * sums[i % 3];
}

static void write_titles(const orth_fee_study *study, FILE *stream)
{
    const orth_scenario *scenario = study->scenario;
    fprintf(stream, "%-14s %9s  %10s  %10s  %10s  %11s", "", "fee", "income", "arbitrage", "net",
            "net");
    if (scenario->has_pool)
        fprintf(stream, "  %14s", "net");
    fprintf(stream, "\n%-14s %9s  %10s  %10s  %10s  %11s", "", "bp", "bp a day", "bp a day",
            "bp a day", "bp");
    if (scenario->has_pool)
        fprintf(stream, "  %14s", scenario->pool_unit);
    fputc('\n', stream);
}

static void write_sum(const orth_fee_study *study, double net, double sum, FILE *stream)
{
    fprintf(stream, "  %10.5g  %11.5g", orth_part_bp(study->blocks_a_day * net), orth_part_bp(sum));
    if (study->scenario->has_pool) {
        char text[ORTH_MONEY_TEXT_MAX];
        orth_money_format format = orth_money_format_of(3 * ORTH_FEE_STATES, money_at, study);
        fprintf(stream, "  %14s",
                orth_money_text(text, &format, orth_fee_study_value(study) * sum));
    }
    fputc('\n', stream);
}

static void write_net(const orth_fee_study *study, orth_fee_state state, const char *name,
                      const orth_fee_net *net, FILE *stream)
{
    double day = study->blocks_a_day;
    fprintf(stream, "  %-12s %9.4g  %10.5g  %10.5g", name, orth_part_bp(net->fee),
            orth_part_bp(day * net->income), orth_part_bp(day * net->loss));
    write_sum(study, net->net, orth_fee_study_sum(study, state, net), stream);
}

static void write_validity(const orth_fee_study *study, double highest, FILE *stream)
{
    if (study->valid == 0)
        fputs("  figures of the move do not hold: its steps are too large for a formula of small "
              "steps\n",
              stream);
    else if (highest > study->valid)
        fprintf(stream,
                "  figures above %.4g bp do not hold: the pool starts in mid-band, and the move is "
                "over\n  before weights and noise have brought it to the edge\n",
                orth_part_bp(study->valid));
}

/* What is to be known of an answer beside its figures. */
static void write_remarks(const orth_fee_study *study, orth_fee_state state, FILE *stream)
{
    const orth_best_fee *found = &study->answers[state].found;
    if (!(found->best.net > 0))
        fprintf(stream, "  no fee earns more than it loses: the least loss is %s\n",
                found->end == ORTH_FEE_AT_MOST ? "at the highest fee, which keeps others away"
                                               : "there");
    else if (found->end != ORTH_FEE_INSIDE)
        fprintf(stream, "  the %s fee that is looked at; the best may lie beyond\n",
                found->end == ORTH_FEE_AT_MOST ? "highest" : "lowest");
    if (found->best.net > 0)
        fprintf(stream, "  fees from %.4g to %.4g bp earn as much within 1 %%\n",
                orth_part_bp(found->flat_low), orth_part_bp(found->flat_high));
    if (state == ORTH_FEE_MOVING)
        write_validity(study, fmax(found->best.fee, study->has_present ? study->present_fee : 0),
                       stream);
}

static void write_answer(const orth_fee_study *study, orth_fee_state state, FILE *stream)
{
    const orth_fee_answer *answer = &study->answers[state];
    char length[ORTH_DURATION_TEXT_MAX];
    if (state == ORTH_FEE_MOVING)
        fprintf(stream, "moving, %s in %" PRIu64 " step%s; sums are of the way, %s\n", study->path,
                study->steps, orth_plural(study->steps, "", "s"),
                orth_duration_text(length, (double)study->blocks * study->block_seconds));
    else
        fprintf(stream, "at rest at the %s; sums are of a year\n",
                state == ORTH_FEE_AT_START ? "start" : "target");
    write_net(study, state, "best", &answer->found.best, stream);
    if (study->has_present) {
        write_net(study, state, "the pool's", &answer->present, stream);
        fprintf(stream, "  %-12s %9s  %10s  %10s", "given up", "", "", "");
        write_sum(study, answer->given_up, given_up(study, state), stream);
    }
    write_remarks(study, state, stream);
}

void orth_fee_study_write_table(const orth_fee_study *study, FILE *stream)
{
    orth_locale entered = orth_locale_enter();
    write_head(study, stream);
    write_titles(study, stream);
    for (int state = 0; state < ORTH_FEE_STATES; state++)
        if (state != ORTH_FEE_MOVING || study->moves)
            write_answer(study, (orth_fee_state)state, stream);
    fputs("\nnet: income from others' trades less what arbitrage takes (LVR, and the move), net of "
          "the\nfees that it pays. The law of demand is yours. Left out: other pools, to which "
          "trades go,\ngas, and trades that follow the price.\n",
          stream);
    orth_locale_leave(entered);
}
