/* A pool's log read back, as JSON. */
#include <stdlib.h>

#include "base/json_out.h"
#include "orthant/report.h"

static void write_figure(orth_json_out *json, const char *key, const orth_live_figure *figure)
{
    orth_json_open_object(json, key);
    orth_json_known(json, "value", figure->known, figure->value);
    orth_json_known(json, "low", figure->known, figure->low);
    orth_json_known(json, "high", figure->known, figure->high);
    if (figure->known)
        orth_json_null(json, "reason");
    else
        orth_json_string(json, "reason", figure->reason);
    orth_json_close_object(json);
}

static void write_money(orth_json_out *json, const char *key, double extracted, double profit)
{
    orth_json_open_inline_object(json, key);
    orth_json_double(json, "extracted", extracted);
    orth_json_double(json, "profit", profit);
    orth_json_close_object(json);
}

static void write_measures(orth_json_out *json, const orth_live *live)
{
    orth_json_integer(json, "blocks", (int64_t)live->blocks);
    orth_json_integer(json, "gaps", (int64_t)live->gaps);
    orth_json_integer(json, "left_out", (int64_t)live->others);
    orth_json_integer(json, "opportunities", (int64_t)live->opportunities);
    orth_json_integer(json, "traded", (int64_t)live->traded);
    orth_json_integer(json, "unexplained", (int64_t)live->unexplained);
    write_money(json, "made", live->made, live->made_profit);
    write_money(json, "best", live->best, live->best_profit);
    write_money(json, "perfect", live->perfect, live->perfect_profit);
    write_figure(json, "efficiency", &live->efficiency);
    write_figure(json, "sizing", &live->sizing);
    write_figure(json, "presence", &live->presence);
    orth_json_open_inline_object(json, "drift");
    orth_json_double(json, "mean", live->drift_mean);
    orth_json_double(json, "most", live->drift_most);
    orth_json_integer(json, "block", (int64_t)live->drift_block);
    orth_json_close_object(json);
    orth_json_double(json, "start_value", live->start_value);
    orth_json_double(json, "final_value", live->final_value);
    orth_json_double(json, "hold_value", live->hold_value);
    orth_json_double(json, "rebalance_value", live->rebalance_value);
    orth_json_double(json, "lvr", live->lvr);
    orth_json_double(json, "rvr", live->rvr);
}

static void write_number(orth_json_out *json, const orth_live_report *report, uint32_t number)
{
    char text[ORTH_POOL_EVENT_TEXT_MAX];
    orth_json_integer(json, "number", (int64_t)number);
    orth_json_string(json, "event",
                     orth_pool_event_text(text, number, report->log->n,
                                          (const char *const *)report->log->tokens));
}

static void write_events(orth_json_out *json, const orth_live_report *report)
{
    const orth_pool_events *events = report->events;
    if (events == NULL) {
        orth_json_null(json, "events");
        return;
    }
    orth_json_open_object(json, "events");
    orth_json_integer(json, "count", (int64_t)events->count);
    orth_json_open_array(json, "histogram");
    for (size_t i = 0; i < events->kinds; i++) {
        orth_json_open_inline_object(json, NULL);
        write_number(json, report, events->histogram[i].number);
        orth_json_integer(json, "times", (int64_t)events->histogram[i].count);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
    orth_json_open_array(json, "transitions");
    for (size_t i = 0; i < events->transition_kinds; i++) {
        orth_json_open_inline_array(json, NULL);
        orth_json_integer(json, NULL, (int64_t)events->transitions[i].from);
        orth_json_integer(json, NULL, (int64_t)events->transitions[i].to);
        orth_json_integer(json, NULL, (int64_t)events->transitions[i].count);
        orth_json_close_array(json);
    }
    orth_json_close_array(json);
    orth_json_close_object(json);
}

static const char *const fee_names[] = {"log", "given", "found"};

typedef struct compared {
    double divergence, distance;
    size_t count;
    orth_event_difference *all;
} compared;

static void write_notes(orth_json_out *json, const orth_live_log *log, const orth_live *live)
{
    orth_json_open_array(json, "notes");
    for (size_t i = 0; i < log->note_count; i++)
        orth_json_string(json, NULL, log->notes[i]);
    for (size_t i = 0; live != NULL && i < live->note_count; i++)
        orth_json_string(json, NULL, live->notes[i]);
    orth_json_close_array(json);
}

static void write_against(orth_json_out *json, const orth_live_report *report, const compared *with)
{
    if (report->against == NULL) {
        orth_json_null(json, "against");
        return;
    }
    orth_json_open_object(json, "against");
    orth_json_string(json, "log", report->against->file);
    orth_json_double(json, "divergence", with->divergence);
    orth_json_double(json, "distance", with->distance);
    orth_json_double(json, "by_luck",
                     orth_pool_events_luck(report->events, report->against_events));
    orth_json_open_array(json, "differences");
    for (size_t i = 0; i < with->count; i++) {
        orth_json_open_inline_object(json, NULL);
        write_number(json, report, with->all[i].number);
        orth_json_double(json, "share", with->all[i].share);
        orth_json_double(json, "other_share", with->all[i].other);
        orth_json_double(json, "part", with->all[i].part);
        orth_json_close_object(json);
    }
    orth_json_close_array(json);
    write_notes(json, report->against, report->against_live);
    orth_json_close_object(json);
}

static void write_log(orth_json_out *json, const orth_live_report *report)
{
    const orth_live_log *log = report->log;
    const orth_live *live = report->live;
    orth_json_string(json, "version", ORTH_VERSION);
    orth_json_string(json, "log", log->file);
    orth_json_strings(json, "tokens", log->n, (const char *const *)log->tokens);
    orth_json_integer(json, "rows", (int64_t)log->rows);
    orth_json_integer(json, "first_block", (int64_t)live->first_block);
    orth_json_integer(json, "last_block", (int64_t)live->last_block);
    orth_json_double(json, "fee", live->fee);
    orth_json_string(json, "fee_known", fee_names[live->fee_known]);
    if (live->fee_known == ORTH_LIVE_FEE_FOUND)
        orth_json_integer(json, "fee_trades", (int64_t)live->fee_trades);
    else
        orth_json_null(json, "fee_trades");
    orth_json_double(json, "gas", report->options->gate.gas);
    orth_json_double(json, "cost", report->options->gate.cost);
}

orth_status orth_live_write_json(const orth_live_report *report, FILE *stream, orth_error *error)
{
    compared with = {0};
    orth_json_out json;
    orth_status status = ORTH_OK;
    if (report->against != NULL) {
        status = orth_pool_events_distance(&with.divergence, &with.distance, report->events,
                                           report->against_events, error);
        if (status == ORTH_OK)
            status = orth_pool_events_differences(&with.all, &with.count, report->events,
                                                  report->against_events, error);
        if (status != ORTH_OK)
            return status;
    }
    orth_json_begin_result(&json, stream, "live");
    write_log(&json, report);
    write_measures(&json, report->live);
    write_events(&json, report);
    write_against(&json, report, &with);
    write_notes(&json, report->log, report->live);
    orth_json_end_result(&json);
    free(with.all);
    return ORTH_OK;
}
