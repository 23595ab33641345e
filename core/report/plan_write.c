#include "report/plan_write.h"

#include <inttypes.h>
#include <stdlib.h>

#include "report/csv_out.h"
#include "report/json_out.h"

static void put_words(orth_json_out *json, const char *key, size_t n, const orth_word *words,
                      bool is_signed)
{
    char text[ORTH_WORD_TEXT_MAX];
    orth_json_open_inline_array(json, key);
    for (size_t i = 0; i < n; i++)
        orth_json_string(json, NULL, orth_word_text(text, words[i], is_signed));
    orth_json_close_array(json);
}

static void put_argument(orth_json_out *json, const orth_plan_call *call, size_t i)
{
    const char *name = call->function->arguments[i].name;
    const orth_word *words = call->arguments[i].words;
    orth_plan_kind kind = call->function->arguments[i].kind;
    char text[ORTH_WORD_TEXT_MAX];
    if (kind >= ORTH_PLAN_UINTS) {
        put_words(json, name, call->arguments[i].count, words, kind == ORTH_PLAN_INTS);
    } else if (kind == ORTH_PLAN_ADDRESS) {
        snprintf(text, sizeof text, "0x%08" PRIx64 "%016" PRIx64 "%016" PRIx64,
                 words[0].limb[2] & UINT32_MAX, words[0].limb[1], words[0].limb[0]);
        orth_json_string(json, name, text);
    } else {
        orth_json_string(json, name, orth_word_text(text, words[0], false));
    }
}

static bool put_call(orth_json_out *json, const orth_plan_call *call)
{
    char *calldata = orth_plan_calldata(call);
    if (calldata == NULL)
        return false;
    orth_json_open_object(json, NULL);
    orth_json_integer(json, "at", (int64_t)call->at);
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

static void put_tokens(orth_json_out *json, size_t n, const char *const *tokens)
{
    orth_json_open_inline_array(json, "tokens");
    for (size_t i = 0; i < n; i++)
        orth_json_string(json, NULL, tokens[i]);
    orth_json_close_array(json);
}

static void put_summary(orth_json_out *json, const orth_replay *replay)
{
    orth_json_double(json, "log_loss", replay->log_loss);
    orth_json_double(json, "sum_drift", replay->sum_drift);
    orth_json_double(json, "distance_from_target", replay->miss);
    orth_json_bool(json, "frozen_early", replay->frozen);
}

bool orth_plan_write_json(FILE *stream, const orth_plan *plan, const orth_replay *replay,
                          const orth_plan_summary *summary)
{
    orth_json_out json;
    bool fine = true;
    char text[ORTH_WORD_TEXT_MAX];
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "kind", "plan");
    orth_json_string(&json, "target", plan->target);
    orth_json_string(&json, "contract_version", plan->version);
    put_tokens(&json, plan->n, summary->tokens);
    put_words(&json, "start", plan->n, plan->start, false);
    put_words(&json, "wanted", plan->n, plan->wanted, false);
    orth_json_string(&json, "guard_rail", orth_word_text(text, plan->rail, false));
    orth_json_integer(&json, "steps", (int64_t)plan->steps);
    orth_json_integer(&json, "start_time", (int64_t)plan->clock.start);
    orth_json_open_inline_object(&json, "block_time");
    orth_json_integer(&json, "seconds", (int64_t)plan->clock.seconds);
    orth_json_integer(&json, "per_blocks", (int64_t)plan->clock.per);
    orth_json_close_object(&json);
    orth_json_open_array(&json, "calls");
    for (size_t c = 0; c < plan->call_count && fine; c++)
        fine = put_call(&json, &plan->calls[c]);
    orth_json_close_array(&json);
    orth_json_double(&json, "log_loss", replay->log_loss);
    if (summary->bound != NULL)
        orth_json_string(&json, "optimum_lower_bound", summary->bound);
    else
        orth_json_null(&json, "optimum_lower_bound");
    orth_json_double(&json, "gas_per_call", summary->gas_per_call);
    orth_json_double(&json, "gas", summary->gas_per_call * (double)plan->call_count);
    if (summary->unit != NULL)
        orth_json_string(&json, "unit", summary->unit);
    else
        orth_json_null(&json, "unit");
    orth_json_open_object(&json, "replay");
    put_summary(&json, replay);
    orth_json_close_object(&json);
    orth_json_close_object(&json);
    orth_json_end(&json);
    return fine;
}

void orth_replay_write_json(FILE *stream, const orth_plan *plan, const orth_replay *replay,
                            const char *const *tokens)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_integer(&json, "orthant", 1);
    orth_json_string(&json, "kind", "replay");
    orth_json_string(&json, "target", plan->target);
    orth_json_string(&json, "contract_version", plan->version);
    put_tokens(&json, plan->n, tokens);
    orth_json_integer(&json, "steps", (int64_t)replay->steps);
    orth_json_integer(&json, "calls", (int64_t)plan->call_count);
    put_summary(&json, replay);
    orth_json_open_array(&json, "blocks");
    for (uint64_t k = 0; k <= replay->steps; k++) {
        orth_json_open_inline_object(&json, NULL);
        orth_json_integer(&json, "at", (int64_t)replay->times[k]);
        put_words(&json, "weights", replay->n, replay->weights + k * replay->n, false);
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    orth_json_close_object(&json);
    orth_json_end(&json);
}

void orth_replay_write_csv(FILE *stream, const orth_replay *replay, const char *const *tokens)
{
    char text[ORTH_WORD_TEXT_MAX];
    fputs("block,at", stream);
    for (size_t i = 0; i < replay->n; i++) {
        fputc(',', stream);
        orth_csv_text(stream, tokens[i]);
    }
    fputc('\n', stream);
    for (uint64_t k = 0; k <= replay->steps; k++) {
        fprintf(stream, "%" PRIu64 ",%" PRIu64, k, replay->times[k]);
        for (size_t i = 0; i < replay->n; i++)
            fprintf(stream, ",%s", orth_word_text(text, replay->weights[k * replay->n + i], false));
        fputc('\n', stream);
    }
}
