/* A pool's log read back, for people. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/text.h"
#include "orthant/loss.h"
#include "orthant/report.h"

#define SHOWN 12 /* events */

static void write_figure(const char *name, const orth_live_figure *figure, FILE *stream)
{
    if (figure->known)
        fprintf(stream, "  %-12s %12.6f %12.6f %12.6f\n", name, figure->value, figure->low,
                figure->high);
    else
        fprintf(stream, "  %-12s not known: %s\n", name, figure->reason);
}

static void write_head(const orth_live_report *report, FILE *stream)
{
    const orth_live *live = report->live;
    const orth_live_log *log = report->log;
    char text[ORTH_QUOTE_MAX];
    fprintf(stream, "%s: blocks %" PRIu64 " to %" PRIu64 ", %zu tokens", log->file,
            live->first_block, live->last_block, log->n);
    for (size_t i = 0; i < log->n && i < 8; i++)
        fprintf(stream, "%s %s", i == 0 ? ":" : ",",
                orth_escape(text, sizeof text, log->tokens[i]));
    fprintf(stream, "%s\n", log->n > 8 ? " ..." : "");
    if (live->fee_known == ORTH_LIVE_FEE_FOUND)
        fprintf(stream, "swap fee %.9g, found from %zu trade%s\n", live->fee, live->fee_trades,
                orth_plural(live->fee_trades, "", "s"));
    else
        fprintf(stream, "swap fee %.9g%s\n", live->fee,
                live->fee_known == ORTH_LIVE_FEE_LOG ? " in the mean, from the log" : "");
}

static void write_figures(const orth_live *live, FILE *stream)
{
    fprintf(stream, "\n  blocks looked at     %12zu\n", live->blocks);
    if (live->gaps > 0)
        fprintf(stream, "  gaps between rows    %12zu\n", live->gaps);
    if (live->others > 0)
        fprintf(stream, "  left out             %12zu\n", live->others);
    fprintf(stream, "  something to gain    %12zu\n", live->opportunities);
    fprintf(stream, "  traded               %12zu\n", live->traded);
    if (live->unexplained > 0)
        fprintf(stream, "  traded for no gain   %12zu\n", live->unexplained);
    fputs("\n                               95 % from           to\n", stream);
    write_figure("presence", &live->presence, stream);
    write_figure("sizing", &live->sizing, stream);
    write_figure("efficiency", &live->efficiency, stream);
    fputs("\n  arbitrage               extracts       profit\n", stream);
    fprintf(stream, "  as it was         %14.8g %12.8g\n", live->made, live->made_profit);
    fprintf(stream, "  best of each      %14.8g %12.8g\n", live->best, live->best_profit);
    fprintf(stream, "  always perfect    %14.8g %12.8g\n", live->perfect, live->perfect_profit);
    fprintf(stream, "\n  value at first    %14.10g\n", live->start_value);
    fprintf(stream, "  value at last     %14.10g\n", live->final_value);
    fprintf(stream, "  if held           %14.10g\n", live->hold_value);
    fprintf(stream, "  if rebalanced     %14.10g\n", live->rebalance_value);
    fprintf(stream, "  lvr, net          %14.8g\n", live->lvr);
    fprintf(stream, "  rvr               %14.8g\n", live->rvr);
    fprintf(stream, "  drift, bp         %14.6g in the mean, %.6g in block %" PRIu64 "\n",
            orth_loss_bp(live->drift_mean), orth_loss_bp(live->drift_most), live->drift_block);
}

static void write_legend(FILE *stream)
{
    fputs(
        "\nMoney is in the unit of the prices. presence: of the blocks with something to gain, the "
        "part that\nwas traded in; sizing: the part of the best trade's log that was traded; "
        "efficiency: the profit\nover that of the best trades. best of each: had each trade been "
        "the best; always perfect: had\nthe best trade been made in each block. lvr: against "
        "holding the reserves, row by row; rvr: against\nif rebalanced; both after all fees. "
        "drift: of the pool from its weights, in logs of value.\n",
        stream);
}

static const char *text_of(char text[ORTH_POOL_EVENT_TEXT_MAX], const orth_live_report *report,
                           uint32_t number)
{
    return orth_pool_event_text(text, number, report->log->n,
                                (const char *const *)report->log->tokens);
}

static int by_count(const void *one, const void *other)
{
    const orth_event_count *a = one, *b = other;
    if (a->count != b->count)
        return (a->count < b->count) - (a->count > b->count);
    return (a->number > b->number) - (a->number < b->number);
}

static orth_status write_events(const orth_live_report *report, FILE *stream, orth_error *error)
{
    const orth_pool_events *events = report->events;
    char text[ORTH_POOL_EVENT_TEXT_MAX];
    orth_event_count *sorted = malloc((events->kinds + 1) * sizeof *sorted);
    if (sorted == NULL)
        return orth_fail_memory(error, (double)(events->kinds + 1) * sizeof *sorted);
    for (size_t i = 0; i < events->kinds; i++)
        sorted[i] = events->histogram[i];
    qsort(sorted, events->kinds, sizeof *sorted, by_count);
    fprintf(stream, "\n  %zu event%s of %zu kind%s\n     times  event\n", events->count,
            orth_plural(events->count, "", "s"), events->kinds,
            orth_plural(events->kinds, "", "s"));
    for (size_t i = 0; i < events->kinds && i < SHOWN; i++)
        fprintf(stream, "  %8" PRIu64 "  %s\n", sorted[i].count,
                text_of(text, report, sorted[i].number));
    if (events->kinds > SHOWN)
        fprintf(stream, "            and %zu more (--json has all)\n", events->kinds - SHOWN);
    free(sorted);
    return ORTH_OK;
}

static void write_against(const orth_live_report *report, double divergence, double distance,
                          const orth_event_difference *all, size_t count, FILE *stream)
{
    char text[ORTH_POOL_EVENT_TEXT_MAX];
    fprintf(stream,
            "\n  events against %s: Jensen-Shannon divergence %.6f bit, distance %.6f\n"
            "  (logs of the same pool differ by some %.2g bit by luck)\n"
            "     share    other  of divergence  event\n",
            report->against->file, divergence, distance,
            orth_pool_events_luck(report->events, report->against_events));
    for (size_t i = 0; i < count && i < SHOWN; i++)
        fprintf(stream, "  %8.5f %8.5f       %8.6f  %s\n", all[i].share, all[i].other, all[i].part,
                text_of(text, report, all[i].number));
    if (count > SHOWN)
        fprintf(stream, "            and %zu more (--json has all)\n", count - SHOWN);
}

orth_status orth_live_write_table(const orth_live_report *report, FILE *stream, orth_error *error)
{
    double divergence = 0, distance = 0;
    size_t count = 0;
    orth_event_difference *all = NULL;
    orth_status status = ORTH_OK;
    if (report->against != NULL) {
        status = orth_pool_events_distance(&divergence, &distance, report->events,
                                           report->against_events, error);
        if (status == ORTH_OK)
            status = orth_pool_events_differences(&all, &count, report->events,
                                                  report->against_events, error);
        if (status != ORTH_OK)
            return status;
    }
    orth_locale outer = orth_locale_enter();
    write_head(report, stream);
    write_figures(report->live, stream);
    write_legend(stream);
    if (report->against != NULL)
        write_against(report, divergence, distance, all, count, stream);
    else if (report->events != NULL)
        status = write_events(report, stream, error);
    orth_locale_leave(outer);
    free(all);
    return status;
}
