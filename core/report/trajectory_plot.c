/* A trajectory as a picture: weights against steps; three tokens in the triangle of weights. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "orthant/report.h"
#include "report/plot_axes.h"

#define POINTS_MAX 500 /* beyond the pixels of the axis nothing is gained */
#define HEIGHT 500     /* of lines */
#define DOTS 10        /* equal times marked in the triangle */
#define HEIGHT_OF_TRIANGLE 0.86602540378443864676

/* Rows drawn: samples + 1 of them, evenly spaced over the steps, both ends included. */
typedef struct sample {
    orth_path *path;
    size_t n;
    const char *const *tokens;
    uint64_t steps;
    size_t count;       /* intervals */
    const char *colour; /* the path's */
    double *row;
} sample;

static uint64_t step_at(const sample *s, size_t i, size_t of)
{
    return s->steps * i / of; /* below 1e9 * 500 */
}

/* ---------------------------------------------------------------- lines */

static void put_rows(orth_plot *plot, const sample *s, orth_plot_span *span)
{
    fputs("$weights << EOD\n", plot->script);
    for (size_t i = 0; i <= s->count; i++) {
        uint64_t step = step_at(s, i, s->count);
        orth_path_fill(s->path, step, 1, s->row, NULL);
        fprintf(plot->script, "%" PRIu64, step);
        for (size_t token = 0; token < s->n; token++) {
            fprintf(plot->script, " %.17g", s->row[token]);
            orth_plot_span_note(span, s->row[token]);
        }
        fputc('\n', plot->script);
    }
    fputs("EOD\n", plot->script);
}

static void put_line(orth_plot *plot, size_t token, bool points)
{
    orth_plot_look look = orth_plot_look_of_series(token);
    fprintf(plot->script, "$weights using 1:%zu with %s linewidth 2 linecolor '%s' dashtype %s",
            token + 2, points ? "linespoints pointtype 7 pointsize 0.5" : "lines", look.colour,
            look.dash);
}

static void put_lines(orth_plot *plot, const sample *s)
{
    FILE *script = plot->script;
    orth_plot_span span = {0};
    put_rows(plot, s, &span);
    fputs("set xlabel 'step'\nset ylabel 'weight'\n", script);
    orth_plot_count_axis(plot, s->steps);
    orth_plot_key_height(plot, s->n < ORTH_PLOT_LEGEND_MAX ? s->n : ORTH_PLOT_LEGEND_MAX + 1,
                         HEIGHT - 140);
    orth_plot_span_axis(plot, 'y', &span, 8);
    fputs("plot ", script);
    for (size_t token = ORTH_PLOT_LEGEND_MAX; token < s->n; token++) {
        put_line(plot, token, false);
        fputs(" notitle, \\\n  ", script);
    }
    for (size_t token = 0; token < s->n && token < ORTH_PLOT_LEGEND_MAX; token++) {
        fputs(token > 0 ? ", \\\n  " : "", script);
        put_line(plot, token, s->steps <= 32);
        fputs(" title ", script);
        orth_plot_text(plot, s->tokens[token], ORTH_PLOT_NAME_MAX);
    }
    orth_plot_rest(plot, s->n);
    fputc('\n', script);
}

/* ---------------------------------------------------------------- the triangle */

typedef struct point {
    double x, y;
} point;

/* Corners a (0, 0), b (1, 0), c (1/2, sqrt(3)/2). */
static point place(const double *w)
{
    return (point){w[1] + 0.5 * w[2], HEIGHT_OF_TRIANGLE * w[2]};
}

static point place_step(const sample *s, uint64_t step)
{
    orth_path_fill(s->path, step, 1, s->row, NULL);
    return place(s->row);
}

/* Where weight `of` is v: from the side that its axis is read on, to the other one. Each axis is
 * read on the side on which it grows, going round a, b, c. */
static void grid_ends(int of, double v, point *read, point *other)
{
    double at[3] = {0}, across[3] = {0};
    at[of] = across[of] = v;
    at[(of + 2) % 3] = 1 - v;
    across[(of + 1) % 3] = 1 - v;
    *read = place(at);
    *other = place(across);
}

/* A line from the inside over the side, and the number beyond it. */
static void put_grid(orth_plot *plot)
{
    static const char *const aligned[] = {"right", "center", "left"};
    for (int of = 0; of < 3; of++) {
        for (int tenth = 2; tenth < 10; tenth += 2) {
            point read, other;
            grid_ends(of, tenth / 10.0, &read, &other);
            fprintf(plot->script,
                    "set arrow from %.6f,%.6f to %.6f,%.6f nohead back linecolor '#D6D6D6' "
                    "linewidth 0.7\n",
                    other.x, other.y, read.x, read.y);
            double dx = read.x - other.x, dy = read.y - other.y;
            double scale = 0.022 / sqrt(dx * dx + dy * dy);
            fprintf(plot->script,
                    "set arrow from %.6f,%.6f to %.6f,%.6f nohead linecolor '#777777' "
                    "linewidth 0.8\n",
                    read.x, read.y, read.x + scale * dx, read.y + scale * dy);
            fprintf(plot->script,
                    "set label '0.%d' at %.6f,%.6f %s textcolor '#666666' noenhanced\n", tenth,
                    read.x + 1.5 * scale * dx, read.y + 2.2 * scale * dy, aligned[of]);
        }
    }
}

static void put_corner(orth_plot *plot, const char *name, const char *where)
{
    fputs("set label ", plot->script);
    orth_plot_text(plot, name, ORTH_PLOT_NAME_MAX);
    fprintf(plot->script, " at %s noenhanced\n", where);
}

static void put_frame(orth_plot *plot, const sample *s)
{
    fputs("unset border\nunset tics\nunset grid\nset size ratio -1\n"
          "set xrange [-0.12:1.12]\nset yrange [-0.14:0.95]\n"
          "set lmargin 1\nset rmargin 1\nset bmargin 3\n"
          "set key bmargin center horizontal\n",
          plot->script);
    put_grid(plot);
    put_corner(plot, s->tokens[0], strlen(s->tokens[0]) > 8 ? "-0.11,-0.1 left" : "0,-0.1 center");
    put_corner(plot, s->tokens[1], strlen(s->tokens[1]) > 8 ? "1.11,-0.1 right" : "1,-0.1 center");
    put_corner(plot, s->tokens[2], "0.5,0.915 center");
    fprintf(plot->script, "$frame << EOD\n0 0\n1 0\n0.5 %.9f\n0 0\nEOD\n", HEIGHT_OF_TRIANGLE);
}

static double apart(point p, point q)
{
    return sqrt((p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y));
}

/* Half way along, as long as the move is longer than the arrow's head. */
static void put_direction(orth_plot *plot, const sample *s)
{
    uint64_t middle = s->steps / 2, before = middle - (s->steps + 49) / 50;
    if (s->steps < 2) {
        middle = s->steps;
        before = 0;
    }
    point from = place_step(s, before), to = place_step(s, middle);
    if (apart(place_step(s, 0), place_step(s, s->steps)) < 0.06 || apart(from, to) < 1e-4)
        return;
    fprintf(
        plot->script,
        "set arrow from %.9f,%.9f to %.9f,%.9f head filled size 0.028,16 fixed front linewidth 1.6 "
        "linecolor '%s'\n",
        from.x, from.y, to.x, to.y, s->colour);
}

static void put_way(orth_plot *plot, const sample *s, size_t dots)
{
    fputs("$way << EOD\n", plot->script);
    for (size_t i = 0; i <= s->count; i++) {
        point p = place_step(s, step_at(s, i, s->count));
        fprintf(plot->script, "%.9f %.9f\n", p.x, p.y);
    }
    fputs("EOD\n$dots << EOD\n", plot->script);
    for (size_t i = 0; i <= dots; i++) {
        point p = place_step(s, step_at(s, i, dots));
        fprintf(plot->script, "%.9f %.9f\n", p.x, p.y);
    }
    fputs("EOD\n", plot->script);
}

static void put_end(orth_plot *plot, const sample *s, const char *name, size_t row, uint64_t step,
                    int point_type)
{
    orth_path_fill(s->path, step, 1, s->row, NULL);
    fprintf(plot->script,
            ", \\\n  $dots every ::%zu::%zu using 1:2 with points pointtype %d pointsize 1.5 "
            "linewidth 2 linecolor '%s' title '%s (%.4g, %.4g, %.4g)'",
            row, row, point_type, s->colour, name, s->row[0], s->row[1], s->row[2]);
}

static void put_triangle(orth_plot *plot, const sample *s)
{
    FILE *script = plot->script;
    size_t dots = s->steps < DOTS ? (size_t)s->steps : DOTS;
    put_frame(plot, s);
    put_way(plot, s, dots);
    put_direction(plot, s);
    fprintf(script,
            "plot $frame using 1:2 with lines linewidth 1.2 linecolor '#444444' notitle, \\\n"
            "  $way using 1:2 with lines linewidth 2 linecolor '%s' notitle, \\\n"
            "  $dots using 1:2 with points pointtype 7 pointsize 0.7 linecolor '%s' notitle",
            s->colour, s->colour);
    put_end(plot, s, "start", 0, 0, 6);
    put_end(plot, s, "target", dots, s->steps, 7);
    fprintf(script, ", \\\n  keyentry with points pointtype 7 pointsize 0.7 linecolor '%s' title '",
            s->colour);
    if (s->steps <= DOTS)
        fputs("each step'", script);
    else if (s->steps % DOTS == 0)
        fprintf(script, "every %" PRIu64 " steps'", s->steps / DOTS);
    else
        fprintf(script, "every tenth of %" PRIu64 " steps'", s->steps);
    fputc('\n', script);
}

/* ---------------------------------------------------------------- */

/* Which path, in how many steps. */
static void put_caption(orth_plot *plot, const orth_path *path, const char *title)
{
    char steps[ORTH_PLOT_NUMBER_MAX], what[3 * ORTH_PLOT_TITLE_MAX];
    uint64_t count = orth_path_steps(path);
    snprintf(what, sizeof what, "weights of the path %.*s, %s step%s", ORTH_PLOT_TITLE_MAX,
             orth_path_name(path), orth_plot_number(steps, (double)count, 0),
             orth_plural(count, "", "s"));
    orth_plot_caption(plot, title, what);
}

orth_status orth_trajectory_plot(orth_path *path, size_t n, const char *const *tokens,
                                 const char *title, const char *file, bool keep_script,
                                 orth_error *error)
{
    sample s = {.path = path,
                .n = n,
                .tokens = tokens,
                .steps = orth_path_steps(path),
                .colour = orth_colour_of_path(orth_path_name(path))};
    s.count = s.steps < POINTS_MAX ? (size_t)s.steps : POINTS_MAX;
    s.row = malloc(n * sizeof *s.row);
    if (s.row == NULL)
        return orth_fail_memory(error, (double)n * sizeof *s.row);
    orth_plot plot;
    orth_status status =
        orth_plot_begin(&plot, file, ORTH_PLOT_WIDTH, n == 3 ? 680 : HEIGHT, title, error);
    if (status == ORTH_OK) {
        put_caption(&plot, path, title);
        if (n == 3)
            put_triangle(&plot, &s);
        else
            put_lines(&plot, &s);
        status = orth_plot_finish(&plot, keep_script, error);
    }
    free(s.row);
    return status;
}
