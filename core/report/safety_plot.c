/* Studies of safety as a picture: how many blocks in a row are safe, over the blocks, above; below,
 * what the worst window gives to an attacker by his capital. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/plot_axes.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 760
#define BINS_MAX 480 /* beyond the pixels of the axis nothing is gained */
#define LABEL_MAX (ORTH_PLOT_NAME_MAX + 24)

/* Several numbers of steps: they are part of a line's name. */
static bool is_several(const orth_safety_study *study)
{
    for (size_t s = 1; s < study->schedule_count; s++)
        if (study->schedules[s].steps != study->schedules[0].steps)
            return true;
    return false;
}

static void name_of(char name[LABEL_MAX], const orth_safety_study *study, size_t s)
{
    const orth_safety_schedule *schedule = &study->schedules[s];
    if (is_several(study))
        snprintf(name, LABEL_MAX, "%.20s, %" PRIu64, schedule->name, schedule->steps);
    else
        snprintf(name, LABEL_MAX, "%.*s", LABEL_MAX - 1, schedule->name);
}

static const char *path_of(const void *of, size_t i)
{
    return ((const orth_safety_study *)of)->schedules[i].name;
}

static orth_plot_look look_of(const orth_safety_study *study, size_t i)
{
    return study->subject == ORTH_SAFETY_OF_STRATEGIES ? orth_plot_look_of_series(i)
                                                       : orth_plot_look_of_path(path_of, study, i);
}

/* From block k on. Where all that is left is safe, as far as was looked. */
static double safe_at(const orth_safety_schedule *schedule, size_t k)
{
    size_t safe = schedule->beyond->safe_blocks[k];
    return safe == schedule->beyond->blocks - k ? (double)schedule->beyond->window : (double)safe;
}

/* The least of each column of the picture, as a stair. */
static void put_blocks(orth_plot *plot, const orth_safety_schedule *schedule, size_t s,
                       orth_plot_span *span)
{
    size_t count = schedule->beyond->blocks;
    size_t bins = count < BINS_MAX ? count : BINS_MAX;
    fprintf(plot->script, "$safe%zu << EOD\n", s);
    for (size_t b = 0; b < bins; b++) {
        size_t k = count * b / bins, end = count * (b + 1) / bins;
        uint64_t from = schedule->block != NULL ? schedule->block[k] : k;
        uint64_t to = schedule->block != NULL ? schedule->block[end] : end;
        double least = INFINITY;
        for (; k < end; k++)
            least = fmin(least, safe_at(schedule, k));
        orth_plot_span_note(span, least);
        fprintf(plot->script, "%" PRIu64 " %.17g\n%" PRIu64 " %.17g\n", from, least, to, least);
    }
    fputs("EOD\n", plot->script);
}

static void put_curve(orth_plot *plot, const orth_safety_schedule *schedule, size_t s,
                      orth_plot_span *span)
{
    fprintf(plot->script, "$takes%zu << EOD\n", s);
    for (size_t i = 0; i < ORTH_SAFETY_CURVE; i++) {
        double bp = orth_part_bp(schedule->curve[i].extraction);
        orth_plot_span_note(span, bp);
        fprintf(plot->script, "%.17g %.17g\n", schedule->curve[i].capital, bp);
    }
    fputs("EOD\n", plot->script);
}

/* Many schedules have their legend in two halves, one beside each part of the picture. */
#define WHOLE 6

static size_t upper_entries(const orth_safety_study *study)
{
    size_t all = study->schedule_count;
    all = all > ORTH_PLOT_LEGEND_MAX ? ORTH_PLOT_LEGEND_MAX : all;
    return all <= WHOLE ? all : (all + 1) / 2;
}

/* The lines of all schedules, with entries `from` .. `end` - 1 of the legend; those beyond the
 * legend's end lie under the others. */
static void put_lines(orth_plot *plot, const orth_safety_study *study, const char *data,
                      size_t from, size_t end)
{
    char name[LABEL_MAX];
    for (size_t i = study->schedule_count; i-- > 0;) {
        orth_plot_look look = look_of(study, i);
        fprintf(plot->script,
                ", \\\n$%s%zu using 1:2 with lines linewidth 1.8 linecolor '%s' "
                "dashtype %s ",
                data, i, look.colour, look.dash);
        fputs("notitle", plot->script);
    }
    for (size_t i = from; i < end && i < study->schedule_count && i < ORTH_PLOT_LEGEND_MAX; i++) {
        orth_plot_look look = look_of(study, i);
        name_of(name, study, i);
        fprintf(plot->script,
                ", \\\nkeyentry with lines linewidth 1.8 linecolor '%s' dashtype %s title ",
                look.colour, look.dash);
        orth_plot_text(plot, name, ORTH_PLOT_NAME_MAX);
    }
    if (end > ORTH_PLOT_LEGEND_MAX)
        orth_plot_rest(plot, study->schedule_count);
    fputc('\n', plot->script);
}

static bool is_none(const orth_safety_study *study)
{
    for (size_t s = 0; s < study->schedule_count; s++)
        for (size_t k = 0; k < study->schedules[s].beyond->blocks; k++)
            if (study->schedules[s].beyond->safe_blocks[k] > 0)
                return false;
    return true;
}

static void put_upper(orth_plot *plot, const orth_safety_study *study, orth_plot_span *span)
{
    uint64_t longest = 0, reach = 0;
    bool none = is_none(study);
    for (size_t s = 0; s < study->schedule_count; s++) {
        longest = study->schedules[s].blocks > longest ? study->schedules[s].blocks : longest;
        reach = study->schedules[s].reach > reach ? study->schedules[s].reach : reach;
    }
    orth_plot_span_note(span, 0);
    orth_plot_span_note(span, (double)study->window);
    orth_plot_count_axis(plot, longest);
    char title[80] = "";
    if (span->high >= (double)reach)
        snprintf(title, sizeof title, " (looked for up to %" PRIu64 " in a row)", reach);
    if (none)
        fputs("set label 1 'No block is safe, not even alone.' at graph 0.5,0.5 center "
              "noenhanced\n",
              plot->script);
    double top = fmax(1.12 * span->high, 4); /* so that tics are whole */
    orth_plot_linear_axis(plot, 'y', 0, top, top < 8 ? (int)top : 8);
    fprintf(plot->script,
            "set xlabel 'first block%s'\nset ylabel 'safe blocks in a row'\n"
            "plot %" PRIu64 " with lines linewidth 1.4 linecolor '#333333' dashtype "
            "(3,4) title 'asked: %" PRIu64 " block%s'",
            title, study->window, study->window, orth_plural(study->window, "", "s"));
    put_lines(plot, study, "safe", 0, upper_entries(study));
}

static void put_capital_axis(orth_plot *plot, const orth_safety_study *study)
{
    const orth_safety_point *curve = study->schedules[0].curve;
    fprintf(plot->script,
            "set logscale x\nset xrange [%.17g:%.17g]\nset xtics autofreq\n"
            "set format x '%%g'\n",
            curve[0].capital, curve[ORTH_SAFETY_CURVE - 1].capital);
    fprintf(plot->script,
            "set arrow 1 from %.17g, graph 0 to %.17g, graph 1 nohead back linewidth 1.4 "
            "linecolor '#333333' dashtype (9,3,2,3)\n",
            study->attacker.capital, study->attacker.capital);
}

static void put_lower(orth_plot *plot, const orth_safety_study *study, const orth_plot_span *span)
{
    put_capital_axis(plot, study);
    orth_plot_span_axis(plot, 'y', span, 8);
    orth_plot_untitle(plot);
    fputs("unset label 1\nset xlabel 'capital (parts of the pool''s value, log scale)'\n"
          "set ylabel 'taken by the best attack (bp)'\nplot NaN notitle",
          plot->script);
    fprintf(plot->script,
            ", \\\nkeyentry with lines linewidth 1.4 linecolor '#333333' dashtype (9,3,2,3) title "
            "'asked: capital %.4g'",
            study->attacker.capital);
    put_lines(plot, study, "takes", upper_entries(study), study->schedule_count);
}

static const char *title_of(const orth_safety_study *study)
{
    return study->name[0] != '\0'                  ? study->name
           : study->subject == ORTH_SAFETY_OF_PLAN ? "Is the plan safe?"
                                                   : study->scenario->file;
}

static size_t widest(const orth_safety_study *study)
{
    size_t most = sizeof "asked: 999 blocks";
    char name[LABEL_MAX];
    for (size_t s = 0; s < study->schedule_count; s++) {
        name_of(name, study, s);
        size_t columns = orth_plot_columns(name, ORTH_PLOT_NAME_MAX);
        most = columns > most ? columns : most;
    }
    return most;
}

orth_status orth_safety_study_plot(const orth_safety_study *study, const char *file,
                                   bool keep_script, orth_error *error)
{
    orth_plot plot;
    orth_plot_span blocks = {0}, takes = {0};
    orth_status status = orth_plot_begin(&plot, file, WIDTH, HEIGHT, title_of(study), error);
    if (status != ORTH_OK)
        return status;
    for (size_t s = 0; s < study->schedule_count; s++) {
        put_blocks(&plot, &study->schedules[s], s, &blocks);
        put_curve(&plot, &study->schedules[s], s, &takes);
    }
    double right = orth_plot_right_end(WIDTH, widest(study));
    orth_plot_caption(&plot, title_of(study),
                      "blocks in a row that are safe, and what an attack of so many takes");
    fprintf(plot.script,
            "set multiplot layout 2,1\nset lmargin at screen %g\nset rmargin at screen %g\n",
            orth_plot_left_end(WIDTH, 6), right);
    orth_plot_key_height(&plot, upper_entries(study) + 2, HEIGHT / 2.0 - 130);
    put_upper(&plot, study, &blocks);
    if (!(takes.high > 0))
        orth_plot_span_note(&takes, 1);
    put_lower(&plot, study, &takes);
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}
