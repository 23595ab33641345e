/* A schedule as a short table. */
#include <inttypes.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/report.h"

#define TABLE_ROWS 17

void orth_trajectory_write_table(orth_path *path, size_t n, const char *const *tokens, FILE *stream)
{
    uint64_t steps = orth_path_steps(path);
    uint64_t shown = steps < TABLE_ROWS ? steps + 1 : TABLE_ROWS;
    orth_locale entered = orth_locale_enter();
    fprintf(stream, "%s, %" PRIu64 " step%s, log loss %.10g (of the rows as stored)\n\n",
            orth_path_name(path), steps, orth_plural(steps, "", "s"),
            orth_path_stored_log_loss(path));
    fprintf(stream, "%10s", "step");
    for (size_t i = 0; i < n; i++)
        fprintf(stream, "  %12.12s", tokens[i]);
    fputc('\n', stream);
    for (uint64_t r = 0; r < shown; r++) {
        uint64_t k = shown == 1 ? 0 : r * steps / (shown - 1);
        size_t count;
        const double *row = orth_path_block(path, k, &count);
        fprintf(stream, "%10" PRIu64, k);
        for (size_t i = 0; i < n; i++)
            fprintf(stream, "  %12.10f", row[i]);
        fputc('\n', stream);
    }
    if (shown < steps + 1)
        fprintf(stream, "\n%" PRIu64 " of %" PRIu64 " rows; all of them with --csv, --json or -o\n",
                shown, steps + 1);
    orth_locale_leave(entered);
}
