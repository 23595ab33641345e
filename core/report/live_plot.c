/* A pool's log as a picture: what arbitrage took against what it could have, over the blocks;
 * below, how far the pool was from the market, against the band of its fee. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/plot_axes.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 760
#define BINS_MAX 480 /* beyond the pixels of the axis nothing is gained */
#define TAKEN ORTH_COLOUR_FIRST
#define BEST ORTH_COLOUR_THIRD
#define PERFECT ORTH_COLOUR_HOLD
#define BEFORE ORTH_COLOUR_SECOND
#define RANGE ORTH_COLOUR_SECOND_PALE
#define LEFT ORTH_COLOUR_FIRST

/* Where the greatest misprice is more than so many times the mean the axis is logarithmic: the rest
 * would lie on the ground else. Below this part of the greatest nothing is told apart. */
#define STEEP 12
#define FLOOR 1e-4

/* What happened in the rows of a bin. */
typedef struct bin {
    uint64_t last; /* block */
    double count;
    double made, best, perfect;  /* so far, at its end */
    double least, most;          /* of the misprice */
    double misprice, left, band; /* sums */
} bin;

typedef struct picture {
    size_t rows, bins; /* rows that are seen: one less than the log's */
    bin of[BINS_MAX];
    double most, mean; /* of the misprice */
} picture;

static void see(void *user, const orth_live_step *step)
{
    picture *p = user;
    bin *b = &p->of[(step->row - 1) * p->bins / p->rows];
    if (b->count == 0)
        *b = (bin){.least = step->misprice, .most = step->misprice};
    b->last = step->block;
    b->count++;
    b->made = step->made;
    b->best = step->best;
    b->perfect = step->perfect;
    b->least = fmin(b->least, step->misprice);
    b->most = fmax(b->most, step->misprice);
    b->misprice += step->misprice;
    b->left += step->left;
    b->band += step->band;
}

static void measure(picture *p)
{
    double sum = 0;
    for (size_t i = 0; i < p->bins; i++) {
        sum += p->of[i].misprice;
        p->most = fmax(p->most, p->of[i].most);
    }
    p->mean = sum / (double)p->rows;
}

static bool is_steep(const picture *p)
{
    return p->most > STEEP * p->mean;
}

/* In basis points, as it is drawn. */
static double height(const picture *p, double value)
{
    return orth_part_bp(is_steep(p) ? fmax(value, FLOOR * p->most) : value);
}

/* A stair from the block before the bin's rows to their last. */
static void put_misprice(orth_plot *plot, const picture *p, const bin *b, uint64_t from,
                         orth_plot_span *span)
{
    const double values[] = {b->least, b->most, b->misprice / b->count, b->left / b->count,
                             b->band / b->count};
    for (int end = 0; end < 2; end++) {
        fprintf(plot->script, "%" PRIu64, end == 0 ? from : b->last);
        for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
            fprintf(plot->script, " %.9g", height(p, values[i]));
            orth_plot_span_note(span, height(p, values[i]));
        }
        fputc('\n', plot->script);
    }
}

static void put_data(orth_plot *plot, const picture *p, uint64_t first, orth_plot_span spans[2])
{
    fprintf(plot->script, "$taken << EOD\n%" PRIu64 " 0 0 0\n", first);
    orth_plot_span_note(&spans[0], 0);
    for (size_t i = 0; i < p->bins; i++) {
        const bin *b = &p->of[i];
        fprintf(plot->script, "%" PRIu64 " %.9g %.9g %.9g\n", b->last, b->made, b->best,
                b->perfect);
        orth_plot_span_note(&spans[0], b->made);
        orth_plot_span_note(&spans[0], b->best);
        orth_plot_span_note(&spans[0], b->perfect);
    }
    fputs("EOD\n$misprice << EOD\n", plot->script);
    for (size_t i = 0; i < p->bins; i++)
        put_misprice(plot, p, &p->of[i], i > 0 ? p->of[i - 1].last : first, &spans[1]);
    fputs("EOD\n", plot->script);
}

static void put_upper(orth_plot *plot, const orth_plot_span *span)
{
    orth_plot_span_axis(plot, 'y', span, 8);
    fputs("set xlabel ''\nset ylabel 'extracted so far (market prices)'\n"
          "plot $taken using 1:2 with lines linewidth 1.8 linecolor '" TAKEN "' "
          "title 'as it was', \\\n"
          "  $taken using 1:3 with lines linewidth 1.8 linecolor '" BEST "' "
          "title 'best of each', \\\n"
          "  $taken using 1:4 with lines linewidth 1.2 linecolor '" PERFECT "' dashtype (6,4) "
          "title 'always perfect'\n",
          plot->script);
}

static void put_lower(orth_plot *plot, const picture *p, const orth_plot_span *span)
{
    bool bins = p->bins < p->rows;
    if (is_steep(p))
        orth_plot_logarithmic_axis(plot, span->low, span->high, INFINITY);
    else
        orth_plot_linear_axis(plot, 'y', 0, span->high > 0 ? 1.08 * span->high : 1, 8);
    orth_plot_untitle(plot);
    fprintf(plot->script, "set xlabel 'block'\nset ylabel 'mispricing (bp%s)'\nplot ",
            is_steep(p) ? ", log scale" : "");
    if (bins)
        fputs("$misprice using 1:2:3 with filledcurves fillcolor '" RANGE "' fillstyle solid 1 "
              "noborder title 'before trade, range', \\\n  ",
              plot->script);
    fprintf(plot->script,
            "$misprice using 1:6 with lines linewidth 1.4 linecolor '#333333' dashtype (3,4) "
            "title 'band of the fee', \\\n"
            "  $misprice using 1:4 with lines linewidth 2 linecolor '" BEFORE "' "
            "title 'before trade%s', \\\n"
            "  $misprice using 1:5 with lines linewidth 1.4 linecolor '" LEFT "' dashtype (3,3) "
            "title 'after%s'\n",
            bins ? ", mean" : "", bins ? ", mean" : "");
}

orth_status orth_live_plot(const orth_live_report *report, const char *file, bool keep_script,
                           orth_error *error)
{
    const orth_live_log *log = report->log;
    picture p = {.rows = log->rows - 1};
    p.bins = p.rows < BINS_MAX ? p.rows : BINS_MAX;
    orth_status status = orth_live_walk(report->live, log, report->options, see, &p, error);
    if (status != ORTH_OK)
        return status;
    measure(&p);
    orth_plot plot;
    orth_plot_span spans[2] = {{0}};
    status = orth_plot_begin(&plot, file, WIDTH, HEIGHT, log->file, error);
    if (status != ORTH_OK)
        return status;
    orth_plot_caption(&plot, log->file,
                      "what arbitrage took, and how far the pool was from the market");
    put_data(&plot, &p, log->blocks[0], spans);
    size_t low = orth_plot_span_width(&spans[0], 8), high = orth_plot_span_width(&spans[1], 8);
    fprintf(plot.script,
            "set multiplot layout 2,1\nset lmargin at screen %g\nset rmargin at screen %g\n",
            orth_plot_left_end(WIDTH, low > high ? low : high),
            orth_plot_right_end(WIDTH, sizeof "before trade, range" + 1));
    orth_plot_block_axis(&plot, log->blocks[0], log->blocks[log->rows - 1]);
    put_upper(&plot, &spans[0]);
    put_lower(&plot, &p, &spans[1]);
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}
