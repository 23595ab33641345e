/* A replay as a picture: weights over the blocks, ideal and executed, with the calls marked; below,
 * what a block loses, against the ideal's mean. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/path.h"
#include "orthant/report.h"
#include "plan/block_loss.h"
#include "report/plot_axes.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 740
#define BINS_MAX 400       /* beyond the pixels of the axis nothing is gained */
#define OPTIMUM_MOST 1e6   /* up to this N^2 steps the ideal is the optimum, else the geodesic */
#define CHUNK 256          /* steps of the ideal held at once */
#define CHANGES_BELOW 0.02 /* moves that are smaller are drawn as changes */
#define MARKS_MAX 40       /* calls more than this are not marked one by one */

typedef struct picture {
    const orth_plan *plan;
    const orth_replay *replay;
    const char *const *tokens;
    const char *title;
    orth_move *move; /* the path's */
    orth_path *ideal;
    bool optimum;
    uint64_t ticks; /* steps of the timestamp, which the picture is drawn over */
    bool changes;   /* draw w - start: the move is too small to be seen otherwise */
    size_t bins;
    double *weights, *displacements; /* CHUNK rows each */
    double mean;                     /* the ideal's loss a step */
    orth_plot_span span, losses;     /* of the weights and losses as they are drawn */
} picture;

static const char *ideal_name(const picture *p)
{
    return p->optimum ? "optimum" : "geodesic";
}

static uint64_t edge(const picture *p, size_t bin)
{
    return (uint64_t)((double)p->ticks * (double)bin / (double)p->bins + 0.5);
}

/* The first block of that tick. */
static uint64_t block_at(const picture *p, uint64_t tick)
{
    const orth_plan_clock *clock = &p->plan->clock;
    return p->ticks == p->plan->steps
               ? tick
               : (uint64_t)(((orth_limb2)tick * clock->per + clock->seconds - 1) / clock->seconds);
}

/* The weight as it is drawn. */
static double height(const picture *p, double weight, size_t i)
{
    return p->changes ? weight - (double)p->plan->start[i].limb[0] * 1e-18 : weight;
}

static double executed(const picture *p, uint64_t block, size_t i)
{
    uint64_t wei = p->replay->weights[block * p->plan->n + i];
    return p->changes ? (double)((int64_t)wei - (int64_t)p->plan->start[i].limb[0]) * 1e-18
                      : (double)wei * 1e-18;
}

/* Loss of the ideal's steps from row `from` to row `to`. */
static double ideal_loss(const picture *p, uint64_t from, uint64_t to)
{
    orth_total total;
    orth_total_clear(&total);
    for (uint64_t k = from; k < to; k += CHUNK) {
        size_t count = to - k < CHUNK ? (size_t)(to - k) : CHUNK;
        orth_path_fill(p->ideal, k, count, p->weights, p->displacements);
        orth_kernels_in_use()->kl_displaced(&total, count * p->plan->n, p->weights,
                                            p->displacements);
    }
    return orth_total_value(&total);
}

static double executed_loss(orth_block_loss *sum, const picture *p, uint64_t from, uint64_t to)
{
    size_t n = p->plan->n;
    const uint64_t *rows = p->replay->weights;
    orth_block_loss_begin(sum, n, NULL);
    orth_step_row before = orth_step_row_of(rows + from * n, n), now;
    for (uint64_t k = from + 1; k <= to; k++, before = now) { /* blocks */
        now = orth_step_row_of(rows + k * n, n);
        orth_block_loss_add(sum, &before, &now, k);
    }
    return orth_block_loss_end(sum);
}

static void put_height(orth_plot *plot, picture *p, double value)
{
    fprintf(plot->script, " %.9g", value);
    orth_plot_span_note(&p->span, value);
}

/* Columns: block, executed weights, ideal weights. */
static void put_weights(orth_plot *plot, picture *p)
{
    size_t n = p->plan->n;
    fputs("$weights << EOD\n", plot->script);
    for (size_t bin = 0; bin <= p->bins; bin++) {
        uint64_t k = edge(p, bin);
        fprintf(plot->script, "%" PRIu64, k);
        for (size_t i = 0; i < n; i++)
            put_height(plot, p, executed(p, block_at(p, k), i));
        orth_path_fill(p->ideal, k, 1, p->weights, NULL);
        for (size_t i = 0; i < n; i++)
            put_height(plot, p, height(p, p->weights[i], i));
        fputc('\n', plot->script);
    }
    fputs("EOD\n", plot->script);
}

/* Columns: block in a bin's middle, executed and ideal loss a block over the ideal's mean. */
static void put_losses(orth_plot *plot, picture *p)
{
    orth_block_loss sum;
    fputs("$losses << EOD\n", plot->script);
    for (size_t bin = 0; bin < p->bins; bin++) {
        uint64_t from = edge(p, bin), to = edge(p, bin + 1);
        double unit = p->mean * (double)(to - from);
        double executed = executed_loss(&sum, p, block_at(p, from), block_at(p, to)) / unit;
        double ideal = ideal_loss(p, from, to) / unit;
        fprintf(plot->script, "%.9g %.6g %.6g\n", 0.5 * (double)(from + to), executed, ideal);
        orth_plot_span_note(&p->losses, executed);
        orth_plot_span_note(&p->losses, ideal);
    }
    fputs("EOD\n", plot->script);
}

/* The block in which a call is mined. */
static uint64_t block_of(const picture *p, const orth_plan_call *call)
{
    uint64_t low = 0, high = p->replay->steps;
    while (low < high) {
        uint64_t middle = low + (high - low) / 2;
        if (p->replay->times[middle] < call->at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint64_t tick_of(const picture *p, uint64_t block)
{
    return p->ticks == p->plan->steps ? block : p->replay->times[block] - p->replay->times[0];
}

static void put_marks(orth_plot *plot, const picture *p)
{
    size_t n = p->plan->n;
    fputs("$calls << EOD\n", plot->script);
    for (size_t c = 0; c <= p->plan->call_count; c++) {
        uint64_t k = c < p->plan->call_count ? block_of(p, &p->plan->calls[c]) : p->replay->steps;
        fprintf(plot->script, "%" PRIu64, tick_of(p, k));
        for (size_t i = 0; i < n; i++)
            fprintf(plot->script, " %.9g", executed(p, k, i));
        fputc('\n', plot->script);
    }
    fputs("EOD\n", plot->script);
    for (size_t c = 1; c < p->plan->call_count && p->plan->call_count <= MARKS_MAX; c++) {
        uint64_t k = tick_of(p, block_of(p, &p->plan->calls[c]));
        fprintf(plot->script,
                "set arrow from %" PRIu64 ", graph 0 to %" PRIu64
                ", graph 1 nohead back linecolor '#888888' linewidth 0.8 dashtype (2,4)\n",
                k, k);
    }
}

static size_t shown(const picture *p)
{
    return p->plan->n < ORTH_PLOT_LEGEND_MAX ? p->plan->n : ORTH_PLOT_LEGEND_MAX;
}

/* A tick is a block, or a second of a chain with several blocks a second. */
static double place(const void *of, uint64_t seconds)
{
    const picture *p = of;
    const orth_plan_clock *clock = &p->plan->clock;
    double since = (double)(seconds - clock->start);
    return p->ticks == p->plan->steps ? since * (double)clock->per / (double)clock->seconds : since;
}

static int put_time_tics(orth_plot *plot, const picture *p, bool labelled)
{
    uint64_t last = p->replay->times[p->replay->steps];
    return orth_plot_time_tics(plot, p->plan->clock.start, last, place, p, labelled);
}

static void put_upper(orth_plot *plot, const picture *p)
{
    FILE *script = plot->script;
    size_t n = p->plan->n;
    const char *ideal = orth_colour_of_path(ideal_name(p));
    put_time_tics(plot, p, false);
    orth_plot_span_axis(plot, 'y', &p->span, 8);
    fprintf(script, "set ylabel '%s' offset 1\nplot ", p->changes ? "change of weight" : "weight");
    for (size_t i = shown(p); i < n; i++)
        fprintf(script,
                "$weights using 1:%zu with lines linewidth 2 linecolor '%s' notitle, \\\n  ", i + 2,
                orth_plot_colour(i));
    for (size_t i = 0; i < shown(p); i++) {
        orth_plot_look look = orth_plot_look_of_series(i);
        fprintf(script,
                "$weights using 1:%zu with lines linewidth 2.5 linecolor '%s' dashtype %s title ",
                i + 2, look.colour, look.dash);
        orth_plot_text(plot, p->tokens[i], ORTH_PLOT_NAME_MAX);
        fprintf(script,
                ", \\\n  $calls using 1:%zu with points pointtype 7 pointsize 0.7 linecolor '%s' "
                "notitle, \\\n  ",
                i + 2, orth_plot_colour(i));
    }
    for (size_t i = 0; i < n; i++)
        fprintf(script,
                "$weights using 1:%zu with lines linewidth 1.4 linecolor '%s' dashtype (3,3) "
                "notitle, \\\n  ",
                n + i + 2, ideal);
    fprintf(script,
            "keyentry with points pointtype 7 pointsize 0.7 linecolor '#444444' title 'at a call', "
            "\\\n  keyentry with lines linewidth 1.4 linecolor '%s' dashtype (3,3) title ",
            ideal);
    fprintf(script, "'%s'", ideal_name(p));
    orth_plot_rest(plot, n);
    fputc('\n', script);
}

/* What the axis counts. */
static void put_clock(orth_plot *plot, const picture *p, const char *unit, int lines)
{
    char title[ORTH_DURATION_TEXT_MAX + 2 * ORTH_PLOT_NUMBER_MAX];
    const orth_plan_clock *clock = &p->plan->clock;
    char block[ORTH_DURATION_TEXT_MAX], count[ORTH_PLOT_NUMBER_MAX];
    orth_plot_number(count, (double)p->ticks, 0);
    snprintf(title, sizeof title, "time (UTC), %s %ss; a block: %s", count, unit,
             orth_duration_text(block, (double)clock->seconds / (double)clock->per));
    orth_plot_untitle(plot);
    orth_plot_time_title(plot, title, lines, false);
}

static void put_lower(orth_plot *plot, const picture *p)
{
    FILE *script = plot->script;
    const char *unit = p->ticks == p->plan->steps ? "block" : "second";
    put_clock(plot, p, unit, put_time_tics(plot, p, true));
    orth_plot_span_axis(plot, 'y', &p->losses, 5);
    fprintf(script,
            "set ylabel 'loss a %s, '.\"\\n\".'%s''s mean = 1' offset 0\n"
            "plot $losses using 1:2 with steps linewidth 2 linecolor '%s' title 'executed', \\\n"
            "  $losses using 1:3 with lines linewidth 1.4 linecolor '%s' dashtype (3,3) title "
            "'%s'\n",
            unit, ideal_name(p), orth_colour_of_path("plan"), orth_colour_of_path(ideal_name(p)),
            ideal_name(p));
}

static double right_end(const picture *p)
{
    size_t widest = sizeof "geodesic" - 1;
    for (size_t i = 0; i < shown(p); i++) {
        size_t columns = orth_plot_columns(p->tokens[i], ORTH_PLOT_NAME_MAX);
        widest = columns > widest ? columns : widest;
    }
    return orth_plot_right_end(WIDTH, widest);
}

/* So that the labels of both parts have room; the lower one's title has two lines. */
static double left_end(const picture *p)
{
    size_t upper = orth_plot_span_width(&p->span, 8), lower = orth_plot_span_width(&p->losses, 5);
    return orth_plot_left_end(WIDTH, upper > lower + 2 ? upper : lower + 2);
}

static void put_caption(orth_plot *plot, const picture *p)
{
    char what[2 * ORTH_PLOT_TITLE_MAX], calls[ORTH_PLOT_NUMBER_MAX];
    orth_plot_number(calls, (double)p->plan->call_count, 0);
    snprintf(what, sizeof what, "weights by %.20s call%s beside the %s; loss of each %s", calls,
             orth_plural(p->plan->call_count, "", "s"), ideal_name(p),
             p->ticks == p->plan->steps ? "block" : "second");
    orth_plot_caption(plot, p->title, what);
}

static void put_picture(orth_plot *plot, picture *p)
{
    put_caption(plot, p);
    put_weights(plot, p);
    put_losses(plot, p);
    fprintf(plot->script, "set xrange [0:%" PRIu64 "]\n", p->ticks);
    double right = right_end(p);
    fprintf(plot->script,
            "set multiplot\nset key at screen %g,0.905 left top\nset lmargin at screen %g\n"
            "set rmargin at screen %g\nset tmargin at screen 0.9\nset bmargin at screen 0.43\n",
            right + 0.015, left_end(p), right);
    orth_plot_key_height(plot, shown(p) + 2 + (p->plan->n > shown(p)), 0.5 * HEIGHT);
    put_marks(plot, p);
    put_upper(plot, p);
    fprintf(
        plot->script,
        "set key at screen %g,0.385 left top font '' spacing 1.25\nset tmargin at screen 0.38\nset bmargin at "
        "screen 0.15\n",
        right + 0.015);
    put_lower(plot, p);
    fputs("unset multiplot\n", plot->script);
}

static orth_status prepare(picture *p, orth_error *error)
{
    size_t n = p->plan->n;
    orth_status status = orth_plan_move(&p->move, p->plan, error);
    if (status != ORTH_OK)
        return status;
    p->optimum = (double)n * (double)n * (double)p->ticks <= OPTIMUM_MOST;
    status = orth_path_create(&p->ideal, ideal_name(p), p->move, p->ticks, NULL, error);
    if (status != ORTH_OK)
        return status;
    p->weights = malloc(2 * CHUNK * n * sizeof(double));
    if (p->weights == NULL)
        return orth_fail_memory(error, 2.0 * CHUNK * (double)n * sizeof(double));
    p->displacements = p->weights + CHUNK * n;
    p->changes = true;
    for (size_t i = 0; i < n; i++)
        p->changes = p->changes && fabs(p->move->delta[i]) < CHANGES_BELOW;
    p->mean = ideal_loss(p, 0, p->ticks) / (double)p->ticks;
    if (!(p->mean > 0))
        p->mean = 1; /* nothing moves */
    return ORTH_OK;
}

orth_status orth_replay_plot(const orth_plan *plan, const orth_replay *replay,
                             const char *const *tokens, const char *title, const char *file,
                             bool keep_script, orth_error *error)
{
    picture p = {.plan = plan, .replay = replay, .tokens = tokens, .title = title};
    p.ticks = orth_plan_ticks(plan);
    if (p.ticks == 0)
        return orth_fail(error, ORTH_DOMAIN, "%s: all blocks have one timestamp: nothing to draw",
                         file);
    p.bins = p.ticks < BINS_MAX ? (size_t)p.ticks : BINS_MAX;
    orth_status status = prepare(&p, error);
    orth_plot plot;
    if (status == ORTH_OK)
        status = orth_plot_begin(&plot, file, WIDTH, HEIGHT, title, error);
    if (status == ORTH_OK) {
        put_picture(&plot, &p);
        status = orth_plot_finish(&plot, keep_script, error);
    }
    free(p.weights);
    orth_path_free(p.ideal);
    orth_move_free(p.move);
    return status;
}
