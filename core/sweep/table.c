/* A sweep for people, before it runs. */
#include <inttypes.h>
#include <string.h>

#include "base/file_in.h"
#include "base/plural.h"
#include "base/text.h"
#include "sweep/sweep.h"

#define CELL_MAX 40 /* bytes of a value that are shown */

/* A value as it is shown: safe on a terminal, and cut where it is long. */
static const char *cell(char text[CELL_MAX + 4], const char *value)
{
    orth_escape(text, CELL_MAX + 1, value);
    return strlen(value) > CELL_MAX ? strcat(text, "...") : text;
}

static void print_axis(FILE *stream, const orth_axis *axis, int width)
{
    char first[CELL_MAX + 4], last[CELL_MAX + 4];
    fprintf(stream, "  %-*s  ", width, axis->pointer);
    if (axis->values == NULL)
        fprintf(stream, "from %s to %s", axis->low_text, axis->high_text);
    else if (axis->count == 1)
        fprintf(stream, "%s", cell(first, axis->values[0]));
    else
        fprintf(stream, "%zu values, %s to %s", axis->count, cell(first, axis->values[0]),
                cell(last, axis->values[axis->count - 1]));
    fprintf(stream, "%s%s\n", axis->range && axis->logarithmic ? ", log" : "",
            axis->range && axis->whole ? ", whole" : "");
}

/* How wide the column of a parameter is: its name, or the widest value that is shown. */
static int width_of(const orth_sweep *sweep, size_t parameter, uint64_t rows)
{
    size_t width = strlen(sweep->design.axes[parameter].pointer);
    char value[ORTH_SWEEP_VALUE_MAX], shown[CELL_MAX + 4];
    for (uint64_t k = 0; k < rows; k++) {
        size_t length = strlen(cell(shown, orth_sweep_value(sweep, k, parameter, value)));
        width = length > width ? length : width;
    }
    return (int)width;
}

static void print_points(FILE *stream, const orth_sweep *sweep, uint64_t rows)
{
    int widths[ORTH_SWEEP_PARAMETERS_MAX];
    size_t count = sweep->design.axis_count;
    fputs("\n  point", stream);
    for (size_t p = 0; p < count; p++) {
        widths[p] = p + 1 < count ? width_of(sweep, p, rows) : 0;
        fprintf(stream, "  %-*s", widths[p], sweep->design.axes[p].pointer);
    }
    putc('\n', stream);
    for (uint64_t k = 0; k < rows; k++) {
        char value[ORTH_SWEEP_VALUE_MAX], shown[CELL_MAX + 4];
        fprintf(stream, "  %5" PRIu64, k);
        for (size_t p = 0; p < count; p++)
            fprintf(stream, "  %-*s", widths[p], cell(shown, orth_sweep_value(sweep, k, p, value)));
        putc('\n', stream);
    }
    uint64_t rest = sweep->design.count - rows;
    if (rest > 0)
        fprintf(stream, "  and %" PRIu64 " more point%s\n", rest, orth_plural(rest, "", "s"));
}

void orth_sweep_write_table(const orth_sweep *sweep, uint64_t rows, FILE *stream)
{
    const orth_design *design = &sweep->design;
    size_t width = 0;
    for (size_t p = 0; p < design->axis_count; p++) {
        size_t length = strlen(design->axes[p].pointer);
        width = length > width ? length : width;
    }
    fprintf(stream, "%s: %" PRIu64 " point%s of %s, design %s\n", orth_file_label(sweep->file),
            design->count, orth_plural(design->count, "", "s"), sweep->command,
            orth_design_names[design->kind]);
    for (size_t p = 0; p < design->axis_count; p++)
        print_axis(stream, &design->axes[p], (int)width);
    fputs("  kept: ", stream);
    for (size_t f = 0; f < sweep->figure_count; f++)
        fprintf(stream, "%s%s", f == 0 ? "" : ", ", sweep->figures[f]);
    putc('\n', stream);
    rows = rows < design->count ? rows : design->count;
    if (rows > 0)
        print_points(stream, sweep, rows);
}
