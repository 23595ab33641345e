/* A study's notes, its rows, and its plan as a file. */
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

#include "base/csv_out.h"
#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/loss.h"
#include "plan/study.h"
#include "plan/target.h"

#define NOTES_MAX 12
#define NOTE_TEXT_MAX (ORTH_ERROR_TEXT_MAX + 64)
/* A plan that ends further from the target is spoken of. */
#define ARRIVAL 1e-6

__attribute__((format(printf, 3, 4))) static orth_status note(orth_plan_study *s, orth_error *error,
                                                              const char *format, ...)
{
    char *text = malloc(NOTE_TEXT_MAX);
    if (text == NULL)
        return orth_fail_memory(error, NOTE_TEXT_MAX);
    va_list arguments;
    va_start(arguments, format);
    orth_locale outer = orth_locale_enter();
    vsnprintf(text, NOTE_TEXT_MAX, format, arguments);
    orth_locale_leave(outer);
    va_end(arguments);
    s->notes[s->note_count++] = text;
    return ORTH_OK;
}

static const orth_plan_row *least_loss(const orth_plan_study *s)
{
    const orth_plan_row *least = s->rows;
    for (size_t k = 1; k < s->row_count; k++)
        if (s->rows[k].log_loss < least->log_loss)
            least = &s->rows[k];
    return least;
}

/* What safety costs, against as many set points without it. */
static orth_status note_safe(orth_plan_study *s, orth_error *error)
{
    const orth_plan_row *row = s->rows;
    while (row->points != s->chosen)
        row++;
    if (row->free_loss == row->log_loss)
        return note(
            s, error,
            "the plan is safe from %" PRIu64 " block%s in a row without having been changed",
            s->options.rails.safe.blocks, orth_plural(s->options.rails.safe.blocks, "", "s"));
    return note(
        s, error,
        "safe from %" PRIu64 " block%s in a row the plan loses %.5g bp, %.3g bp (%.3g %%) "
        "more than %zu set point%s that are not",
        s->options.rails.safe.blocks, orth_plural(s->options.rails.safe.blocks, "", "s"),
        orth_loss_bp(row->log_loss), orth_loss_bp(row->log_loss) - orth_loss_bp(row->free_loss),
        100 * (row->log_loss / row->free_loss - 1), s->chosen, orth_plural(s->chosen, "", "s"));
}

/* What buyers and sellers of a launch meet, by the scenario. */
static orth_status note_sale(orth_plan_study *s, orth_error *error)
{
    const orth_plan_sale *sale = &s->options.sale;
    char text[ORTH_WORD_TEXT_MAX];
    orth_status status = ORTH_OK;
    if (s->turned != NULL)
        status = note(s, error,
                      "the parameters have the project's token first: the plan's tokens "
                      "are %.40s, %.40s",
                      s->options.tokens[0], s->options.tokens[1]);
    if (status == ORTH_OK && !orth_word_is_zero(sale->virtual_balance))
        status = note(s, error,
                      "a pool without a seed: reserveTokenVirtualBalance is %s, in the smallest "
                      "unit of %.40s, and none of it is paid in",
                      orth_word_text(text, sale->virtual_balance, false), s->options.tokens[1]);
    if (status == ORTH_OK)
        status = note(s, error,
                      sale->blocks_project
                          ? "blockProjectTokenSwapsIn is true: the pool takes no %.40s back"
                          : "blockProjectTokenSwapsIn is false: %.40s can be sold to the pool",
                      s->options.tokens[0]);
    return status;
}

/* What the target's pools have that nobody said. */
static orth_status note_target(orth_plan_study *s, orth_error *error)
{
    const orth_plan_target *target = s->plan->target;
    char date[ORTH_DATE_TEXT_MAX], duration[ORTH_DURATION_TEXT_MAX];
    orth_status status = ORTH_OK;
    if (target->railed && s->options.trade_limit == 0)
        status = note(s, error,
                      "assumed: one swap may trade 30 %% of a reserve, the most that such a pool "
                      "permits; where yours permits less (its maxTradeSizeRatio), give that by "
                      "--trade-limit");
    if (status == ORTH_OK && target->deployment && s->options.has_sale)
        status = note_sale(s, error);
    else if (status == ORTH_OK && target->deployment)
        status = note(s, error,
                      "taken is a pool that is seeded with its reserve token: "
                      "reserveTokenVirtualBalance is 0; weights do not depend on it");
    if (status == ORTH_OK && target->notice > 0)
        status = note(s, error, "the pool must be created by %s (%" PRIu64 "), %s before it starts",
                      orth_date_text(date, s->plan->calls[0].at), s->plan->calls[0].at,
                      orth_duration_text(duration, (double)target->notice));
    if (status == ORTH_OK && target->names_tokens && s->options.token_addresses == NULL)
        status =
            note(s, error,
                 "the calls name the pool's tokens, whose addresses are not known: zeros stand "
                 "for them; --token-addresses gives them");
    return status;
}

/* Of pools that store a few bits of a weight. */
static orth_status note_digits(orth_plan_study *s, orth_error *error)
{
    orth_status status =
        note(s, error, "taken is a pool at rest, which has the start's weights in 16 bits");
    if (status != ORTH_OK || !(s->price_off > 0))
        return status;
    return note(s, error,
                "the pool stores its last weights in 16 bits: the price of %.40s in %.40s ends "
                "%.3g %% above that of the target's weights",
                s->options.tokens[s->price_up], s->options.tokens[s->price_down],
                100 * s->price_off);
}

orth_status orth_study_take_notes(orth_plan_study *s, orth_error *error)
{
    s->notes = calloc(NOTES_MAX, sizeof *s->notes);
    if (s->notes == NULL)
        return orth_fail_memory(error, NOTES_MAX * sizeof *s->notes);
    orth_status status = ORTH_OK;
    if (s->fewer && s->row_count > 1)
        status =
            note(s, error,
                 "without --gas: %zu set point%s, the fewest calls that lose at most 1 %% more "
                 "than the least loss, that of %zu",
                 s->chosen, orth_plural(s->chosen, "", "s"), least_loss(s)->points);
    if (status == ORTH_OK && s->skipped > 0)
        status = note(s, error, "with %zu set point%s: skipped: %s", s->skipped,
                      orth_plural(s->skipped, "", "s"), s->skip_reason);
    if (status == ORTH_OK)
        status = note_target(s, error);
    if (status == ORTH_OK && orth_target_of(s->plan->target)->slack > 0)
        status = note_digits(s, error);
    if (status == ORTH_OK && s->options.rails.safe.blocks > 0)
        status = note_safe(s, error);
    if (status == ORTH_OK && s->distance > ARRIVAL)
        status = note(s, error, "the plan ends %.3g from the target", s->distance);
    if (status == ORTH_OK && s->bound == NULL)
        status = note(s, error,
                      "%" PRIu64 " block%s of %zu tokens: no lower bound is proven in the plan",
                      s->options.steps, orth_plural(s->options.steps, "", "s"), s->move->n);
    return status;
}

orth_status orth_plan_study_write_json(const orth_plan_study *s, FILE *stream, orth_error *error)
{
    const orth_plan_summary summary = {.tokens = s->options.tokens,
                                       .bound = s->bound,
                                       .gas_per_call = s->options.gas,
                                       .unit = s->options.unit,
                                       .asked = s->legal != NULL ? s->asked->target : NULL,
                                       .missed = &s->missed};
    return orth_plan_write_json(s->plan, s->replay, &summary, stream, error);
}

void orth_plan_study_write_csv(const orth_plan_study *s, FILE *stream)
{
    fputs("points,calls,log_loss,excess_over_optimum,loss,gas,total\n", stream);
    for (size_t k = 0; k < s->row_count; k++) {
        const orth_plan_row *row = &s->rows[k];
        fprintf(stream, "%zu,%zu,", row->points, row->calls);
        orth_csv_double(stream, row->log_loss);
        fputc(',', stream);
        if (!isnan(row->excess))
            orth_csv_double(stream, row->excess);
        const double rest[] = {row->money, row->gas, row->money + row->gas};
        for (size_t i = 0; i < 3; i++) {
            fputc(',', stream);
            orth_csv_double(stream, rest[i]);
        }
        fputc('\n', stream);
    }
}
