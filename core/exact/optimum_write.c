/* The optimum as a file, and as a table of decimals for other programs. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "base/stop.h"
#include "exact/running_file.h"
#include "orthant/exact.h"

/* Everything but the rows. */
static orth_status put_head(orth_json_out *json, FILE *stream, const orth_exact_optimum *o,
                            const char *const *tokens, orth_error *error)
{
    orth_status status = ORTH_OK;
    orth_json_begin_result(json, stream, "optimum");
    orth_json_strings(json, "tokens", o->n, tokens);
    orth_json_string(json, "path", "optimum");
    orth_json_integer(json, "steps", (int64_t)o->steps);
    orth_json_integer(json, "digits", o->digits);
    if (o->running != NULL)
        status = orth_running_write(json, o->running, error);
    orth_json_strings(json, "log_loss", 2, (const char *const[]){o->loss_lower, o->loss_upper});
    if (o->running != NULL) {
        orth_json_strings(json, "objective", 2,
                          (const char *const[]){o->objective_lower, o->objective_upper});
        orth_json_string(json, "objective_lower_bound", o->objective_bound);
        orth_json_string(json, "objective_gap_upper_bound", o->objective_gap);
    } else {
        orth_json_string(json, "optimum_lower_bound", o->lower_bound);
        orth_json_string(json, "relative_gap_upper_bound", o->relative_gap);
    }
    orth_json_strings(json, "step_loss_cv", 2,
                      (const char *const[]){o->step_cv_lower, o->step_cv_upper});
    return status;
}

static orth_status put_row(orth_json_out *json, const orth_exact_optimum *o, uint64_t k,
                           orth_error *error)
{
    orth_json_open_inline_array(json, NULL);
    for (size_t i = 0; i < o->n; i++) {
        char *text = orth_exact_optimum_text(o, k, i);
        if (text == NULL)
            return orth_fail_memory(error, o->digits);
        orth_json_string(json, NULL, text);
        free(text);
    }
    orth_json_close_array(json);
    return ORTH_OK;
}

orth_status orth_exact_optimum_write_json(const orth_exact_optimum *o, const char *const *tokens,
                                          FILE *stream, orth_error *error)
{
    orth_json_out json;
    orth_status status = put_head(&json, stream, o, tokens, error);
    orth_json_open_array(&json, "weights");
    for (uint64_t k = 0; k <= o->steps && status == ORTH_OK && !ferror(stream); k++)
        status = orth_stopped() ? orth_go_on(error) : put_row(&json, o, k, error);
    if (status != ORTH_OK) /* half of a document: the caller drops it */
        return status;
    orth_json_close_array(&json);
    orth_json_end_result(&json);
    return ORTH_OK;
}

orth_status orth_exact_optimum_write_csv(const orth_exact_optimum *o, const char *const *tokens,
                                         FILE *stream, orth_error *error)
{
    fputs("step", stream);
    for (size_t i = 0; i < o->n; i++) {
        fputc(',', stream);
        orth_csv_text(stream, tokens[i]);
    }
    fputc('\n', stream);
    for (uint64_t k = 0; k <= o->steps && !ferror(stream) && !orth_stopped(); k++) {
        fprintf(stream, "%" PRIu64, k);
        for (size_t i = 0; i < o->n; i++) {
            char *text = orth_exact_optimum_text(o, k, i);
            if (text == NULL)
                return orth_fail_memory(error, o->digits);
            fprintf(stream, ",%s", text);
            free(text);
        }
        fputc('\n', stream);
    }
    return orth_go_on(error);
}
