/* An audit as a picture: error against input. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/sample.h"
#include "numeric/elementary.h"
#include "orthant/report.h"
#include "report/plot_axes.h"
#include "truth/truth.h"

#define POINTS_MAX 20000
#define LEFT_OUT 0.005 /* this part of the samples, at each end of each axis */
#define TICS_MAX 9

/* The last argument (the amount, the exponent, the ratio) as a number of 18 decimals. */
static double input_of(const orth_audit *audit, uint64_t index, bool is_signed)
{
    orth_contract_arguments own, *arguments = &own;
    mpz_t integer;
    orth_sample_of(arguments, audit, index);
    const orth_contract_value *value = &arguments->values[arguments->count - 1];
    if (value->count == 0)
        return 0;
    mpz_init(integer);
    orth_truth_integer(integer, value->words[0], is_signed);
    double out = mpz_get_d(integer) / 1e18;
    mpz_clear(integer);
    return out;
}

/* What is drawn of the samples: the first that have an error. */
typedef struct drawn {
    uint64_t count, above, below;
    double *x, *y, *sorted; /* sizes of inputs and errors, POINTS_MAX each; scratch */
    double low[2], high[2]; /* of both axes, powers of ten */
} drawn;

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* Powers of ten around all but the last few of the sorted sizes on each side. */
static void find_limits(drawn *d, int axis, const double *sizes)
{
    double *sorted = d->sorted;
    memcpy(sorted, sizes, d->count * sizeof *sorted);
    qsort(sorted, d->count, sizeof *sorted, ascending);
    size_t cut = (size_t)((double)d->count * LEFT_OUT);
    double low = sorted[cut], high = sorted[d->count - 1 - cut];
    d->low[axis] = floor(orth_log(low) / orth_log(10) - 0.05);
    d->high[axis] = ceil(orth_log(high) / orth_log(10) + 0.05);
}

static bool is_inside(const drawn *d, int axis, double size)
{
    double power = orth_log(size) / orth_log(10);
    return power >= d->low[axis] && power <= d->high[axis];
}

static void put_limits(orth_plot *plot, char axis, double low, double high)
{
    int stride = (int)((high - low) / TICS_MAX) + 1;
    fprintf(plot->script, "set %crange [1e%.0f:1e%.0f]\nset %ctics (", axis, low, high, axis);
    const char *comma = "";
    for (int power = (int)low; power <= (int)high; power++) {
        if (power % stride != 0)
            continue;
        fprintf(plot->script, "%s'1e%d' 1e%d", comma, power, power);
        comma = ", ";
    }
    fputs(")\n", plot->script);
}

static bool has_error(const orth_audit_point *point)
{
    return point->state == ORTH_AUDIT_STATE_FINE && point->relative != 0;
}

/* As data of the script. */
static void write_data(orth_plot *plot, const orth_audit *audit, drawn *d)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t n = orth_contract_signature(audit->function, types, NULL);
    fputs("$data << EOD\n", plot->script);
    for (uint64_t i = 0; i < audit->samples && d->count < POINTS_MAX; i++) {
        const orth_audit_point *point = &audit->point[i];
        if (!has_error(point))
            continue;
        double input = fabs(input_of(audit, i, types[n - 1].is_signed));
        if (input == 0)
            continue;
        d->x[d->count] = input;
        d->y[d->count++] = fabs(point->relative);
        d->above += point->wei > 0;
        d->below += point->wei < 0;
        fprintf(plot->script, "%.9g %.9g %.9g\n", input, fabs(point->relative), point->wei);
    }
    fputs("EOD\n", plot->script);
}

/* The margin that the contract charges, or without a promised side the median error; 0: none. */
static double line_of(const orth_audit *audit, const drawn *d)
{
    double median = d->sorted[d->count / 2]; /* of the errors, which were sorted last */
    return audit->side != ORTH_TRUTH_SIDE_NONE ? fmax(audit->margin.median, 0) : median;
}

static void put_axes(orth_plot *plot, drawn *d, double line)
{
    if (line > 0) {
        double power = orth_log(line) / orth_log(10);
        d->low[1] = fmin(d->low[1], floor(power - 0.05));
        d->high[1] = fmax(d->high[1], ceil(power + 0.05));
    }
    uint64_t outside = 0;
    for (uint64_t i = 0; i < d->count; i++)
        outside += !is_inside(d, 0, d->x[i]) || !is_inside(d, 1, d->y[i]);
    fputs("set logscale xy\n", plot->script);
    put_limits(plot, 'x', d->low[0], d->high[0]);
    put_limits(plot, 'y', d->low[1], d->high[1]);
    if (outside == 0)
        return;
    char some[ORTH_PLOT_NUMBER_MAX], all[ORTH_PLOT_NUMBER_MAX];
    fprintf(plot->script, "set xlabel xlabel.'; %s of %s samples lie outside'\n",
            orth_plot_number(some, (double)outside, 0), orth_plot_number(all, (double)d->count, 0));
}

static void put_points(orth_plot *plot, const orth_audit *audit, drawn *d)
{
    FILE *script = plot->script;
    find_limits(d, 0, d->x);
    find_limits(d, 1, d->y);
    double line = line_of(audit, d);
    put_axes(plot, d, line);
    const char *comma = "plot ";
    for (int above = 1; above >= 0; above--) {
        if ((above ? d->above : d->below) == 0)
            continue;
        fprintf(script,
                "%s$data using 1:($3 %c 0 ? $2 : NaN) with points pointtype 7 pointsize 0.4 "
                "linecolor '%s' title 'result %s'",
                comma, above ? '>' : '<', orth_plot_colour((size_t)above),
                above ? "above" : "below");
        comma = ", \\\n  ";
    }
    if (line > 0)
        fprintf(
            script, "%s%.9g with lines linewidth 1.6 linecolor '#333333' dashtype (8,5) title '%s'",
            comma, line, audit->side != ORTH_TRUTH_SIDE_NONE ? "margin (median)" : "median error");
    fputc('\n', script);
}

static orth_status draw(const orth_audit *audit, drawn *d, const char *file, bool keep_script,
                        orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t n = orth_contract_signature(audit->function, types, NULL);
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, ORTH_PLOT_WIDTH, 540, NULL, error);
    if (status != ORTH_OK)
        return status;
    orth_plot_caption(&plot, audit->function->name,
                      "error of the contract's results by its last argument");
    write_data(&plot, audit, d);
    fputs("xlabel = ", plot.script);
    orth_plot_text(&plot, types[n - 1].name, ORTH_PLOT_NAME_MAX);
    fputs(".', log scale'\nset xlabel xlabel\nset ylabel '|result - value| / |value|, log scale'\n",
          plot.script);
    if (d->count == 0)
        fputs("unset grid\nset xrange [0:1]\nset yrange [0:1]\nset xtics ()\nset ytics (0)\n"
              "set label 1 'No sample has an error.' at graph 0.5,0.5 center noenhanced\n"
              "plot NaN notitle\n",
              plot.script);
    else
        put_points(&plot, audit, d);
    return orth_plot_finish(&plot, keep_script, error);
}

orth_status orth_audit_plot(const orth_audit *audit, const char *file, bool keep_script,
                            orth_error *error)
{
    drawn d = {.x = malloc(3 * POINTS_MAX * sizeof(double))};
    if (d.x == NULL)
        return orth_fail_memory(error, 3.0 * POINTS_MAX * sizeof(double));
    d.y = d.x + POINTS_MAX;
    d.sorted = d.y + POINTS_MAX;
    orth_status status = draw(audit, &d, file, keep_script, error);
    free(d.x);
    return status;
}
