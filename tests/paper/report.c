/* Tables and pictures. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv_out.h"
#include "paper.h"
#include "report/plot.h"

#define WIDTH 900
#define HEIGHT 540

void table_open(table *t, paper *p, const char *name, const char *columns)
{
    char file[ORTH_PATH_MAX];
    orth_error error;
    snprintf(file, sizeof file, "%s/%s.csv", p->folder, name);
    paper_must(orth_output_open(&t->csv, file, &error), &error);
    fprintf(t->csv.stream, "%s\n", columns);
    t->paper = p;
    p->checks = open_memstream(&p->checks_text, &p->checks_size);
    snprintf(error.text, sizeof error.text, "out of memory");
    paper_must(p->checks == NULL ? ORTH_NO_MEMORY : ORTH_OK, &error);
    t->columns = 0;
    t->csv_only = false;
    paper_say(p, "\n");
    for (const char *at = columns; *at != '\0'; t->columns++) {
        size_t length = strcspn(at, ",");
        paper_say(p, t->columns == 0 ? "%-26.*s" : " %15.*s", (int)length, at);
        at += length + (at[length] == ',');
    }
    paper_say(p, "\n");
}

void table_row(table *t, const char *label, const double *values)
{
    orth_csv_text(t->csv.stream, label);
    for (size_t i = 0; i + 1 < t->columns; i++) {
        fputc(',', t->csv.stream);
        if (isfinite(values[i]))
            orth_csv_double(t->csv.stream, values[i]);
    }
    fputc('\n', t->csv.stream);
    if (t->csv_only)
        return;
    paper_say(t->paper, "%-26s", label);
    for (size_t i = 0; i + 1 < t->columns; i++)
        if (isfinite(values[i]))
            paper_say(t->paper, " %15.8g", values[i]);
        else
            paper_say(t->paper, " %15s", "-");
    paper_say(t->paper, "\n");
}

void table_close(table *t)
{
    paper *p = t->paper;
    orth_error error;
    fclose(p->checks);
    p->checks = NULL;
    paper_say(p, "%s", p->checks_text);
    free(p->checks_text);
    paper_must(orth_output_commit(&t->csv, &error), &error);
}

static void put_series(orth_plot *plot, const series *s, size_t index)
{
    fprintf(plot->script, "$s%zu << EOD\n", index);
    for (size_t i = 0; i < s->count; i++)
        if (isfinite(s->x[i]) && isfinite(s->y[i]))
            fprintf(plot->script, "%.17g %.17g\n", s->x[i], s->y[i]);
        else
            fputs("NaN NaN\n", plot->script);
    fputs("EOD\n", plot->script);
}

static void put_look(orth_plot *plot, const series *s, size_t index)
{
    orth_plot_look look = orth_plot_look_of_series(s->colour);
    fprintf(plot->script, "%s$s%zu using 1:2 with ", index > 0 ? ", \\\n  " : "plot ", index);
    if (s->line)
        fprintf(plot->script, "lines linewidth 1.2 linecolor '%s' dashtype %s", look.colour,
                s->name == NULL ? "solid" : "(6,4)");
    else
        fprintf(plot->script, "points linewidth 1.6 linecolor '%s' pointtype %d pointsize 0.9",
                look.colour, look.point);
    if (s->name == NULL) {
        fputs(" notitle", plot->script);
        return;
    }
    fputs(" title ", plot->script);
    orth_plot_text(plot, s->name, ORTH_PLOT_NAME_MAX);
}

static void draw(const paper *p, const char *file_name, const char *title, const char *x_name,
                 const char *y_name, bool log_y, size_t count, const series *lines)
{
    char file[ORTH_PATH_MAX];
    orth_plot plot;
    orth_error error;
    snprintf(file, sizeof file, "%s/%s", p->folder, file_name);
    paper_must(orth_plot_begin(&plot, file, WIDTH, HEIGHT, title, &error), &error);
    fputs("set xlabel ", plot.script);
    orth_plot_text(&plot, x_name, ORTH_PLOT_TITLE_MAX);
    fputs("\nset ylabel ", plot.script);
    orth_plot_text(&plot, y_name, ORTH_PLOT_TITLE_MAX);
    fprintf(plot.script, "\nset logscale %s\nset format x '%%.7g'\nset format y '%%.3g'\n",
            log_y ? "xy" : "x");
    if (!log_y)
        fputs("set yrange [0:*]\n", plot.script);
    for (size_t i = 0; i < count; i++)
        put_series(&plot, &lines[i], i);
    for (size_t i = 0; i < count; i++)
        put_look(&plot, &lines[i], i);
    fputc('\n', plot.script);
    paper_must(orth_plot_finish(&plot, false, &error), &error);
}

void picture(const paper *p, const char *name, const char *title, const char *x_name,
             const char *y_name, bool log_y, size_t count, const series *lines)
{
    static const char *const endings[] = {"svg", "png"};
    for (size_t i = 0; p->pictures && i < 2; i++) {
        char file[64];
        snprintf(file, sizeof file, "%s.%s", name, endings[i]);
        draw(p, file, title, x_name, y_name, log_y, count, lines);
    }
}
