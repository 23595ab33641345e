/* The file of a schedule, JSON or CSV, as schedule_json.c and schedule_csv.c read it; streamed in
 * blocks of rows. */
#include <inttypes.h>

#include "base/csv_out.h"
#include "base/json_out.h"
#include "base/progress.h"
#include "base/stop.h"
#include "orthant/path.h"

/* Calls `write` for each row; the block is the path's own. */
typedef void row_writer(void *to, uint64_t k, size_t n, const double *row);

/* Stops where the stream has failed: a full disk or a reader that is gone takes no more rows; and
 * where it is told to. */
static void each_row(orth_path *path, size_t n, row_writer *write, void *to, FILE *stream)
{
    for (uint64_t k = 0; k <= orth_path_steps(path) && !ferror(stream) && !orth_stopped();) {
        size_t count;
        orth_progress("rows", k, orth_path_steps(path) + 1);
        const double *rows = orth_path_block(path, k, &count);
        for (size_t r = 0; r < count; r++)
            write(to, k + r, n, rows + r * n);
        k += count;
    }
}

static void write_json_row(void *to, uint64_t k, size_t n, const double *row)
{
    (void)k;
    orth_json_doubles(to, NULL, n, row);
}

void orth_trajectory_write_json(orth_path *path, size_t n, const char *const *tokens, FILE *stream)
{
    orth_json_out json;
    orth_json_begin_result(&json, stream, "trajectory");
    orth_json_strings(&json, "tokens", n, tokens);
    orth_json_string(&json, "path", orth_path_name(path));
    orth_json_integer(&json, "steps", (int64_t)orth_path_steps(path));
    orth_json_double(&json, "log_loss", orth_path_stored_log_loss(path));
    orth_json_open_array(&json, "weights");
    each_row(path, n, write_json_row, &json, stream);
    orth_json_close_array(&json);
    orth_json_end_result(&json);
}

static void write_csv_row(void *to, uint64_t k, size_t n, const double *row)
{
    FILE *stream = to;
    fprintf(stream, "%" PRIu64, k);
    for (size_t i = 0; i < n; i++) {
        fputc(',', stream);
        orth_csv_double(stream, row[i]);
    }
    fputc('\n', stream);
}

void orth_trajectory_write_csv(orth_path *path, size_t n, const char *const *tokens, FILE *stream)
{
    fputs("step", stream);
    for (size_t i = 0; i < n; i++) {
        fputc(',', stream);
        orth_csv_text(stream, tokens[i]);
    }
    fputc('\n', stream);
    each_row(path, n, write_csv_row, stream, stream);
}
