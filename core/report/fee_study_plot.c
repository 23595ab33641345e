/* The best fee as a picture: income and losses by the fee above, net income below. */
#include <math.h>

#include "orthant/loss.h"
#include "orthant/report.h"
#include "report/plot_axes.h"

#define WIDTH ORTH_PLOT_WIDTH
#define HEIGHT 760

static const struct {
    const char *name, *colour, *dash;
} looks[ORTH_FEE_STATES] = {
    {"at rest, start", ORTH_COLOUR_FIRST, "solid"},
    {"at rest, target", ORTH_COLOUR_THIRD, "(9,4)"},
    {"moving", ORTH_COLOUR_SECOND, "solid"},
};

static bool is_there(const orth_fee_study *study, int state)
{
    return state != ORTH_FEE_MOVING || study->moves;
}

static double day_bp(const orth_fee_study *study, double part)
{
    return orth_part_bp(study->blocks_a_day * part);
}

/* The fees that are drawn, in basis points: around those that matter. */
static void find_range(double range[2], const orth_fee_study *study)
{
    double least = ORTH_FEE_LEAST, most = ORTH_FEE_MOST, kappa = study->demand.elasticity;
    double middle = fmin(fmax(kappa > 0 ? 1 / kappa : most, least), most), high = middle;
    for (int state = 0; state < ORTH_FEE_STATES; state++) {
        const orth_best_fee *found = &study->answers[state].found;
        if (!is_there(study, state) || found->end != ORTH_FEE_INSIDE)
            continue;
        middle = fmin(middle, found->best.fee);
        high = fmax(high, found->best.fee);
    }
    double low = middle / 12;
    high *= 6;
    if (study->has_present && study->present_fee > 0) {
        low = fmin(low, study->present_fee / 1.5);
        high = fmax(high, study->present_fee * 1.5);
    }
    range[0] = orth_part_bp(fmax(low, least));
    range[1] = orth_part_bp(fmin(high, most));
}

/* A logarithmic axis with tics at 1, 2 and 5 times the powers of ten. */
static void put_fee_axis(orth_plot *plot, const double range[2])
{
    static const char *const tics[] = {"0.01", "0.02", "0.05", "0.1", "0.2", "0.5", "1",   "2",
                                       "5",    "10",   "20",   "50",  "100", "200", "500", "1000"};
    fprintf(plot->script, "set logscale x\nset xrange [%.17g:%.17g]\nset xtics (", range[0],
            range[1]);
    for (size_t i = 0; i < sizeof tics / sizeof tics[0]; i++)
        fprintf(plot->script, "%s'%s' %s", i > 0 ? ", " : "", tics[i], tics[i]);
    fputs(")\n", plot->script);
}

static void put_data(orth_plot *plot, const orth_fee_study *study)
{
    fputs("$curve << EOD\n", plot->script);
    for (size_t i = 0; i < ORTH_FEE_POINTS; i++) {
        const orth_fee_net *first = &study->answers[0].found.curve[i];
        fprintf(plot->script, "%.17g %.17g", orth_part_bp(first->fee),
                day_bp(study, first->income));
        for (int state = 0; state < ORTH_FEE_STATES; state++) {
            const orth_fee_net *net = &study->answers[state].found.curve[i];
            fprintf(plot->script, " %.17g %.17g", day_bp(study, net->loss),
                    day_bp(study, net->net));
        }
        fputc('\n', plot->script);
    }
    fputs("EOD\n", plot->script);
    for (int state = 0; state < ORTH_FEE_STATES; state++) {
        const orth_best_fee *found = &study->answers[state].found;
        bool flat = found->best.net > 0;
        fprintf(plot->script, "$best%d << EOD\n%.17g %.17g %.17g %.17g\nEOD\n", state,
                orth_part_bp(found->best.fee), day_bp(study, found->best.net),
                orth_part_bp(flat ? found->flat_low : found->best.fee),
                orth_part_bp(flat ? found->flat_high : found->best.fee));
    }
}

/* The point of greatest income: what the axes are scaled to, since losses at no fee would flatten
 * the rest. */
static size_t top_of(const orth_fee_study *study)
{
    const orth_fee_net *curve = study->answers[0].found.curve;
    size_t top = 0;
    for (size_t i = 1; i < ORTH_FEE_POINTS; i++)
        if (curve[i].income > curve[top].income)
            top = i;
    return top;
}

static void put_present(orth_plot *plot, const orth_fee_study *study)
{
    if (!study->has_present || !(study->present_fee > 0))
        return;
    double fee = orth_part_bp(study->present_fee);
    fprintf(plot->script,
            "set arrow 1 from %.17g, graph 0 to %.17g, graph 1 nohead back linewidth 1.2 linecolor "
            "'#555555' dashtype (3,4)\n",
            fee, fee);
}

static void put_present_entry(orth_plot *plot, const orth_fee_study *study)
{
    if (study->has_present && study->present_fee > 0)
        fprintf(plot->script,
                ", \\\nkeyentry with lines linewidth 1.2 linecolor '#555555' dashtype (3,4) title "
                "'the pool''s fee, %.4g bp'",
                orth_part_bp(study->present_fee));
}

static void put_upper(orth_plot *plot, const orth_fee_study *study)
{
    size_t top = top_of(study);
    double most = study->answers[0].found.curve[top].income;
    for (int state = 0; state < ORTH_FEE_STATES; state++)
        if (is_there(study, state))
            most = fmax(most, study->answers[state].found.curve[top].loss);
    orth_plot_linear_axis(plot, 'y', 0, 1.3 * day_bp(study, most), 8);
    fputs(
        "set ylabel 'a day (bp of pool value)'\nset xlabel ''\n"
        "plot $curve using 1:2 with lines linewidth 2 linecolor '#333333' title 'income, others'' "
        "trades'",
        plot->script);
    for (int state = 0; state < ORTH_FEE_STATES; state++)
        if (is_there(study, state))
            fprintf(plot->script,
                    ", \\\n$curve using 1:%d with lines linewidth 1.6 linecolor '%s' dashtype %s "
                    "title 'arbitrage %s'",
                    3 + 2 * state, looks[state].colour, looks[state].dash, looks[state].name);
    put_present_entry(plot, study);
    fputc('\n', plot->script);
}

/* So that each best fee is seen, and what each pool earns where income is greatest. */
static void put_net_axis(orth_plot *plot, const orth_fee_study *study)
{
    size_t top = top_of(study);
    double low = 0, high = 0;
    for (int state = 0; state < ORTH_FEE_STATES; state++) {
        const orth_best_fee *found = &study->answers[state].found;
        if (!is_there(study, state))
            continue;
        low = fmin(low, fmin(found->best.net, found->curve[top].net));
        high = fmax(high, found->best.net);
    }
    low = fmin(1.15 * low, -0.5 * high);
    high = fmax(1.15 * high, -0.1 * low);
    orth_plot_linear_axis(plot, 'y', day_bp(study, low), day_bp(study, high), 8);
}

static void put_lower(orth_plot *plot, const orth_fee_study *study)
{
    put_net_axis(plot, study);
    orth_plot_untitle(plot);
    fputs("set ylabel 'net a day (bp of pool value)'\nset xlabel 'swap fee (bp, log scale)'\n"
          "plot 0 with lines linewidth 1 linecolor '#444444' notitle",
          plot->script);
    for (int state = 0; state < ORTH_FEE_STATES; state++) {
        const orth_best_fee *found = &study->answers[state].found;
        if (!is_there(study, state))
            continue;
        fprintf(plot->script,
                ", \\\n$curve using 1:%d with lines linewidth 1.6 linecolor '%s' dashtype %s title "
                "'net %s'",
                4 + 2 * state, looks[state].colour, looks[state].dash, looks[state].name);
        if (found->end == ORTH_FEE_INSIDE)
            fprintf(plot->script,
                    ", \\\n$best%d using 1:2:3:4 with xerrorbars linewidth 1.6 linecolor '%s' "
                    "pointtype 7 pointsize 0.9 title 'best, %.4g bp'",
                    state, looks[state].colour, orth_part_bp(found->best.fee));
        else
            fprintf(plot->script,
                    ", \\\nkeyentry with points linecolor '%s' pointtype 7 pointsize 0.9 title "
                    "'best at the end, %.4g bp'",
                    looks[state].colour, orth_part_bp(found->best.fee));
    }
    fputc('\n', plot->script);
}

orth_status orth_fee_study_plot(const orth_fee_study *study, const char *file, bool keep_script,
                                orth_error *error)
{
    const orth_scenario *scenario = study->scenario;
    const char *title = scenario->name[0] != '\0' ? scenario->name : scenario->file;
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, WIDTH, HEIGHT, title, error);
    if (status != ORTH_OK)
        return status;
    double range[2];
    find_range(range, study);
    put_data(&plot, study);
    put_fee_axis(&plot, range);
    put_present(&plot, study);
    orth_plot_caption(&plot, title,
                      "income and losses by the swap fee; bars: within 1 % of the best net");
    fprintf(plot.script,
            "set multiplot layout 2,1\nset lmargin at screen 0.115\nset rmargin at screen %g\n",
            orth_plot_right_end(WIDTH, sizeof "arbitrage at rest, target"));
    put_upper(&plot, study);
    put_lower(&plot, study);
    fputs("unset multiplot\n", plot.script);
    return orth_plot_finish(&plot, keep_script, error);
}
