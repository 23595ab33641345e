/* A plan as a file, and a replay. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "base/stop.h"
#include "base/time_text.h"
#include "numeric/estimate_json.h"
#include "orthant/plan_file.h"

static void put_words(orth_json_out *json, const char *key, size_t n, const orth_word *words,
                      bool is_signed)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < n; i++)
        orth_json_string(json, NULL, orth_word_text(text, words[i], is_signed));
    orth_json_close_array(json);
}

static void put_addresses(orth_json_out *json, const char *key, size_t n, const orth_word *words)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < n; i++)
        orth_json_string(json, NULL, orth_address_text(text, words[i]));
    orth_json_close_array(json);
}

static void put_argument(orth_json_out *json, const orth_plan_call *call, size_t i)
{
    const char *name = call->function->arguments[i].name;
    const orth_word *words = call->arguments[i].words;
    orth_plan_kind kind = call->function->arguments[i].kind;
    char text[ORTH_WORD_TEXT_MAX];
    if (kind == ORTH_PLAN_KIND_ADDRESSES) {
        put_addresses(json, name, call->arguments[i].count, words);
    } else if (kind >= ORTH_PLAN_KIND_UINTS) {
        put_words(json, name, call->arguments[i].count, words, kind == ORTH_PLAN_KIND_INTS);
    } else if (kind == ORTH_PLAN_KIND_ADDRESS) {
        orth_json_string(json, name, orth_address_text(text, words[0]));
    } else {
        orth_json_string(json, name, orth_word_text(text, words[0], false));
    }
}

static void put_date(orth_json_out *json, const char *key, uint64_t time)
{
    char text[ORTH_DATE_TEXT_MAX];
    orth_json_string(json, key, orth_date_text(text, time));
}

static bool put_call(orth_json_out *json, const orth_plan_call *call)
{
    char *calldata = orth_plan_calldata(call);
    if (calldata == NULL)
        return false;
    orth_json_open_object(json, NULL);
    orth_json_integer(json, "at", (int64_t)call->at);
    put_date(json, "date", call->at);
    orth_json_string(json, "function", call->function->name);
    orth_json_open_object(json, "arguments");
    for (size_t i = 0; i < call->function->count; i++)
        put_argument(json, call, i);
    orth_json_close_object(json);
    orth_json_string(json, "calldata", calldata);
    orth_json_close_object(json);
    free(calldata);
    return true;
}

static void put_missed(orth_json_out *json, const orth_plan_missed_summary *missed)
{
    if (missed->missing.runs == 0) {
        orth_json_null(json, "missed_blocks");
        return;
    }
    orth_json_open_object(json, "missed_blocks");
    orth_json_double(json, "block_present", missed->missing.present);
    orth_json_integer(json, "seed", (int64_t)missed->missing.seed);
    orth_json_integer(json, "runs", (int64_t)missed->missing.runs);
    orth_json_integer(json, "failed", (int64_t)missed->failed);
    orth_json_integer(json, "refused_calls", (int64_t)missed->refused);
    if (missed->failed < missed->missing.runs) {
        orth_json_estimate(json, "log_loss", &missed->log_loss);
        orth_json_estimate(json, "distance_from_target", &missed->miss);
    } else {
        orth_json_null(json, "log_loss");
        orth_json_null(json, "distance_from_target");
    }
    orth_json_close_object(json);
}

static void put_wei(orth_json_out *json, const char *key, uint64_t wei)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_json_string(json, key, orth_word_text(text, (orth_word){{wei}}, false));
}

static void put_rail(orth_json_out *json, const char *key, uint64_t wei)
{
    if (wei > 0)
        put_wei(json, key, wei);
    else
        orth_json_null(json, key);
}

/* Only where the plan has that rail: no older file knows it. */
static void put_safe(orth_json_out *json, const orth_plan_safe *safe)
{
    if (safe->blocks == 0)
        return;
    orth_json_open_inline_object(json, "safe");
    orth_json_integer(json, "blocks", (int64_t)safe->blocks);
    orth_json_double(json, "capital", safe->capital);
    orth_json_double(json, "fee", safe->fee);
    orth_json_close_object(json);
}

static void put_first(orth_json_out *json, const char *key, const orth_replay *replay,
                      uint64_t blocks, uint64_t first)
{
    if (blocks > 0)
        orth_json_integer(json, key, (int64_t)replay->times[first]);
    else
        orth_json_null(json, key);
}

static void put_summary(orth_json_out *json, const orth_replay *replay)
{
    const orth_replay_limits *l = &replay->limits;
    orth_json_double(json, "log_loss", replay->log_loss);
    orth_json_double(json, "sum_drift", replay->sum_drift);
    orth_json_double(json, "distance_from_target", replay->miss);
    orth_json_bool(json, "frozen_early", replay->frozen);
    orth_json_open_object(json, "trade_limit");
    orth_json_double(json, "limit", l->trade_limit);
    orth_json_double(json, "largest_in", l->largest_in);
    orth_json_double(json, "largest_out", l->largest_out);
    orth_json_integer(json, "blocks_over", (int64_t)l->trade_blocks);
    put_first(json, "first_over_at", replay, l->trade_blocks, l->trade_first);
    orth_json_close_object(json);
    orth_json_open_object(json, "weight_limits");
    put_wei(json, "least", l->weight_least);
    put_wei(json, "most", l->weight_most);
    put_wei(json, "least_seen", l->least_seen);
    put_wei(json, "most_seen", l->most_seen);
    orth_json_integer(json, "blocks_outside", (int64_t)l->weight_blocks);
    put_first(json, "first_outside_at", replay, l->weight_blocks, l->weight_first);
    orth_json_close_object(json);
}

static void put_head(orth_json_out *json, FILE *stream, const char *kind, const orth_plan *plan,
                     const char *const *tokens)
{
    orth_json_begin_result(json, stream, kind);
    orth_json_string(json, "target", plan->target->name);
    orth_json_string(json, "contract_version", plan->target->version);
    orth_json_strings(json, "tokens", plan->n, tokens);
}

static void put_asked(orth_json_out *json, size_t n, const double *asked)
{
    if (asked != NULL)
        orth_json_doubles(json, "asked", n, asked);
    else
        orth_json_null(json, "asked");
}

static void put_pool(orth_json_out *json, const orth_plan *plan)
{
    char text[ORTH_WORD_TEXT_MAX];
    const uint64_t *limb = plan->address.limb;
    if ((limb[0] | limb[1] | limb[2]) != 0)
        orth_json_string(json, "pool", orth_address_text(text, plan->address));
    else
        orth_json_null(json, "pool");
}

/* Keys that are here for people (dates, the end, the duration) are in no file of an older version:
 * core/plan/plan_agrees.c. */
static void put_clock(orth_json_out *json, const orth_plan *plan)
{
    char text[ORTH_DURATION_TEXT_MAX];
    uint64_t end = orth_plan_block_time(&plan->clock, plan->steps);
    orth_json_integer(json, "start_time", (int64_t)plan->clock.start);
    put_date(json, "start_date", plan->clock.start);
    orth_json_integer(json, "end_time", (int64_t)end);
    put_date(json, "end_date", end);
    orth_json_string(json, "duration", orth_duration_text(text, (double)(end - plan->clock.start)));
    orth_json_open_inline_object(json, "block_time");
    orth_json_integer(json, "seconds", (int64_t)plan->clock.seconds);
    orth_json_integer(json, "per_blocks", (int64_t)plan->clock.per);
    orth_json_close_object(json);
}

static void put_text(orth_json_out *json, const char *key, const char *text)
{
    if (text != NULL)
        orth_json_string(json, key, text);
    else
        orth_json_null(json, key);
}

orth_status orth_plan_write_json(const orth_plan *plan, const orth_replay *replay,
                                 const orth_plan_summary *summary, FILE *stream, orth_error *error)
{
    orth_json_out json;
    bool fine = true;
    put_head(&json, stream, "plan", plan, summary->tokens);
    put_words(&json, "start", plan->n, plan->start, false);
    put_words(&json, "wanted", plan->n, plan->wanted, false);
    put_asked(&json, plan->n, summary->asked);
    put_rail(&json, "guard_rail", plan->rails.pool);
    orth_json_open_inline_object(&json, "guard_rails");
    put_rail(&json, "minimum_weight", plan->rails.minimum_weight);
    put_rail(&json, "largest_move", plan->rails.largest_move);
    put_safe(&json, &plan->rails.safe);
    orth_json_close_object(&json);
    put_pool(&json, plan);
    put_rail(&json, "trade_limit", plan->trade_limit);
    orth_json_integer(&json, "steps", (int64_t)plan->steps);
    put_clock(&json, plan);
    orth_json_open_array(&json, "calls");
    for (size_t c = 0; c < plan->call_count && fine; c++)
        fine = put_call(&json, &plan->calls[c]);
    orth_json_close_array(&json);
    orth_json_double(&json, "log_loss", replay->log_loss);
    put_text(&json, "optimum_lower_bound", summary->bound);
    orth_json_double(&json, "gas_per_call", summary->gas_per_call);
    orth_json_double(&json, "gas", summary->gas_per_call * (double)orth_plan_transactions(plan));
    put_text(&json, "unit", summary->unit);
    orth_json_open_object(&json, "replay");
    put_summary(&json, replay);
    orth_json_close_object(&json);
    put_missed(&json, summary->missed);
    orth_json_end_result(&json);
    return fine ? ORTH_OK : orth_fail_memory(error, 4096);
}

static void put_block(orth_json_out *json, const orth_replay *replay, uint64_t k)
{
    orth_json_open_inline_object(json, NULL);
    orth_json_integer(json, "at", (int64_t)replay->times[k]);
    put_date(json, "date", replay->times[k]);
    orth_json_open_inline_array(json, "weights");
    for (size_t i = 0; i < replay->n; i++)
        put_wei(json, NULL, replay->weights[k * replay->n + i]);
    orth_json_close_array(json);
    orth_json_close_object(json);
}

void orth_replay_write_json(const orth_plan *plan, const orth_replay *replay,
                            const orth_plan_missed_summary *missed, const char *const *tokens,
                            FILE *stream)
{
    orth_json_out json;
    put_head(&json, stream, "replay", plan, tokens);
    orth_json_integer(&json, "steps", (int64_t)replay->steps);
    put_clock(&json, plan);
    orth_json_integer(&json, "calls", (int64_t)plan->call_count);
    put_summary(&json, replay);
    put_missed(&json, missed);
    orth_json_open_array(&json, "blocks");
    for (uint64_t k = 0; k <= replay->steps && !orth_stopped(); k++)
        put_block(&json, replay, k);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

void orth_replay_write_csv(const orth_replay *replay, const char *const *tokens, FILE *stream)
{
    fputs("block,at", stream);
    for (size_t i = 0; i < replay->n; i++) {
        fputc(',', stream);
        orth_csv_text(stream, tokens[i]);
    }
    fputs(",date\n", stream);
    for (uint64_t k = 0; k <= replay->steps && !orth_stopped(); k++) {
        char date[ORTH_DATE_TEXT_MAX];
        fprintf(stream, "%" PRIu64 ",%" PRIu64, k, replay->times[k]);
        for (size_t i = 0; i < replay->n; i++)
            fprintf(stream, ",%" PRIu64, replay->weights[k * replay->n + i]);
        fprintf(stream, ",%s\n", orth_date_text(date, replay->times[k]));
    }
}
