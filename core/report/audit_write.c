/* An audit as JSON and CSV. */
#include "base/json_out.h"
#include "orthant/report.h"
#include "report/audit_names.h"

static void json_spread(orth_json_out *json, const char *name, const orth_audit_spread *spread,
                        const orth_audit *audit)
{
    orth_json_open_object(json, name);
    orth_json_double(json, "min", spread->min);
    orth_json_double(json, "median", spread->median);
    orth_json_double(json, "p99", spread->p99);
    orth_json_double(json, "max", spread->max);
    orth_json_raw(json, "min_inputs", "");
    orth_audit_write_inputs(audit, spread->min_at, json->stream);
    orth_json_raw(json, "max_inputs", "");
    orth_audit_write_inputs(audit, spread->max_at, json->stream);
    orth_json_close_object(json);
}

static void put_count(orth_json_out *json, const char *key, uint64_t value)
{
    orth_json_integer(json, key, (int64_t)value);
}

static void json_range(orth_json_out *json, const orth_audit *audit, const orth_audit_range *range)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    char text[ORTH_WORD_TEXT_MAX];
    orth_contract_signature(audit->function, types, NULL);
    orth_json_open_inline_object(json, NULL);
    orth_json_string(json, "argument", types[range->argument].name);
    orth_json_string(json, "low", orth_word_text(text, range->low, range->is_signed));
    orth_json_string(json, "high", orth_word_text(text, range->high, range->is_signed));
    orth_json_close_object(json);
}

void orth_audit_write_json(const orth_audit *audit, FILE *stream)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_string(&json, "function", audit->function->name);
    orth_json_string(&json, "contract", audit->function->contract);
    orth_json_string(&json, "version", audit->function->version);
    put_count(&json, "samples", audit->samples);
    put_count(&json, "seed", audit->seed);
    orth_json_bool(&json, "calm", audit->calm);
    orth_json_open_array(&json, "ranges");
    for (size_t r = 0; r < audit->range_count; r++)
        json_range(&json, audit, &audit->ranges[r]);
    orth_json_close_array(&json);
    put_count(&json, "measured", audit->points);
    put_count(&json, "reverted", audit->reverted);
    put_count(&json, "not_defined", audit->undefined);
    put_count(&json, "undecided", audit->undecided);
    orth_json_open_array(&json, "reverts");
    for (size_t i = 0; i < audit->revert_count; i++) {
        char name[128], selector[16];
        snprintf(selector, sizeof selector, "%08x", audit->reverts[i].selector);
        orth_json_open_object(&json, NULL);
        orth_json_string(&json, "selector", selector);
        orth_json_string(&json, "name",
                         orth_audit_revert_name(name, sizeof name, audit->reverts[i].selector));
        put_count(&json, "count", audit->reverts[i].count);
        orth_json_close_object(&json);
    }
    orth_json_close_array(&json);
    if (audit->points > 0) {
        json_spread(&json, "wei", &audit->wei, audit);
        json_spread(&json, "ulp", &audit->ulp, audit);
        json_spread(&json, "relative", &audit->relative, audit);
    }
    orth_json_string(&json, "promised_side", orth_audit_side_name(audit->side));
    put_count(&json, "wrong_way", audit->wrong_way);
    if (audit->wrong_way > 0) {
        orth_json_open_object(&json, "first_wrong");
        put_count(&json, "sample", audit->first_wrong);
        orth_json_raw(&json, "inputs", "");
        orth_audit_write_inputs(audit, audit->first_wrong, json.stream);
        orth_json_double(&json, "wei", audit->point[audit->first_wrong].wei);
        orth_json_double(&json, "relative", audit->point[audit->first_wrong].relative);
        orth_json_close_object(&json);
    } else {
        orth_json_null(&json, "first_wrong");
    }
    if (audit->points > 0 && audit->side != ORTH_TRUTH_SIDE_NONE)
        json_spread(&json, "margin", &audit->margin, audit);
    orth_json_close_object(&json);
    orth_json_end(&json);
}

void orth_audit_write_csv(const orth_audit *audit, FILE *stream)
{
    const orth_audit_spread *spreads[] = {&audit->wei, &audit->ulp, &audit->relative,
                                          &audit->margin};
    static const char *const names[] = {"wei", "ulp", "relative", "margin"};
    fputs("error,min,median,p99,max\n", stream);
    for (size_t i = 0; i < (audit->side == ORTH_TRUTH_SIDE_NONE ? 3u : 4u); i++)
        fprintf(stream, "%s,%.17g,%.17g,%.17g,%.17g\n", names[i], spreads[i]->min,
                spreads[i]->median, spreads[i]->p99, spreads[i]->max);
}
