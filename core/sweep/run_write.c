/* What a run came to, as JSON and for people. */
#include <inttypes.h>

#include "base/json_out.h"
#include "base/plural.h"
#include "orthant/sweep_run.h"

void orth_sweep_outcome_write_json(const orth_sweep *sweep, const orth_sweep_outcome *outcome,
                                   FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "sweep-run");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "command", orth_sweep_command(sweep));
    orth_json_string(&json, "sweep_sha256", orth_sweep_sha256(sweep));
    orth_json_integer(&json, "points", (int64_t)orth_sweep_count(sweep));
    orth_json_open_inline_object(&json, "shard");
    orth_json_integer(&json, "number", (int64_t)outcome->shard);
    orth_json_integer(&json, "of", (int64_t)outcome->shards);
    orth_json_integer(&json, "points", (int64_t)outcome->points);
    orth_json_close_object(&json);
    orth_json_integer(&json, "found", (int64_t)outcome->found);
    orth_json_integer(&json, "ran", (int64_t)outcome->ran);
    orth_json_integer(&json, "failed", (int64_t)outcome->failed);
    orth_json_integer(&json, "dropped_lines", (int64_t)outcome->dropped);
    orth_json_bool(&json, "partial", outcome->partial);
    if (outcome->failed > 0) {
        orth_json_open_object(&json, "first_failure");
        orth_json_integer(&json, "point", (int64_t)outcome->first_failed);
        orth_json_string(&json, "message", outcome->first_message);
        orth_json_close_object(&json);
    } else {
        orth_json_null(&json, "first_failure");
    }
    orth_json_end_result(&json);
}

void orth_sweep_outcome_write_table(const orth_sweep *sweep, const orth_sweep_outcome *outcome,
                                    FILE *stream)
{
    uint64_t done = outcome->found + outcome->ran;
    fprintf(stream, "%" PRIu64 " of %" PRIu64 " point%s finished", done, outcome->points,
            orth_plural(outcome->points, "", "s"));
    if (outcome->shards > 1)
        fprintf(stream, " in shard %" PRIu64 " of %" PRIu64 " (the sweep has %" PRIu64 ")",
                outcome->shard, outcome->shards, orth_sweep_count(sweep));
    fprintf(stream, ": %" PRIu64 " by this run, %" PRIu64 " before\n", outcome->ran,
            outcome->found);
    if (outcome->failed > 0)
        fprintf(stream, "%" PRIu64 " failed; the first, point %" PRIu64 ": %s\n", outcome->failed,
                outcome->first_failed, outcome->first_message);
}
