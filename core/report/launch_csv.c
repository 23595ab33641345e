/* A launch as CSV. */
#include <inttypes.h>
#include <math.h>

#include "base/csv_out.h"
#include "orthant/report.h"
#include "report/launch.h"

static void write_setting(FILE *stream, const orth_launch_result *result)
{
    orth_csv_text(stream, result->path);
    fprintf(stream, ",%" PRIu64 ",", result->steps);
    orth_csv_double(stream, result->days);
    fputc(',', stream);
    orth_csv_double(stream, result->start_weight);
    fputc(',', stream);
    orth_csv_double(stream, result->end_weight);
    fputc(',', stream);
    orth_csv_double(stream, result->swap_fee);
}

/* Empty where there is no number. */
static void write_cell(FILE *stream, double value)
{
    fputc(',', stream);
    if (isfinite(value))
        orth_csv_double(stream, value);
}

static void write_row(FILE *stream, const orth_launch_result *result, const char *prefix,
                      orth_launch_figure figure, const orth_launch_estimate *of)
{
    write_setting(stream, result);
    fprintf(stream, ",%s%s", prefix, orth_launch_figure_name(figure));
    write_cell(stream, of->estimate.mean);
    write_cell(stream, of->estimate.stderr_);
    write_cell(stream, of->estimate.low);
    write_cell(stream, of->estimate.high);
    for (size_t q = 0; q < ORTH_QUANTILES; q++)
        write_cell(stream, of->estimate.quantiles[q]);
    fprintf(stream, ",%" PRIu64 "\n", of->none);
}

/* Of each result its figures, then how they differ from the first result's. */
static orth_status write_many(const orth_launch *launch, FILE *stream, orth_error *error)
{
    orth_status status = ORTH_OK;
    fputs(",figure,mean,stderr,ci95_low,ci95_high,p05,p25,p50,p75,p95,none\n", stream);
    for (size_t r = 0; r < launch->count; r++)
        for (int part = 0; part < (r > 0 ? 2 : 1); part++)
            for (int f = 0; f < ORTH_LAUNCH_FIGURES; f++) {
                orth_launch_figure figure = (orth_launch_figure)f;
                orth_launch_estimate of;
                status = part == 0 ? orth_launch_estimate_of(&of, launch, r, figure, error)
                                   : orth_launch_difference(&of, launch, r, 0, figure, error);
                if (status != ORTH_OK)
                    return status;
                write_row(stream, &launch->results[r], part == 0 ? "" : "paired ", figure, &of);
            }
    return ORTH_OK;
}

orth_status orth_launch_write_csv(const orth_launch *launch, FILE *stream, orth_error *error)
{
    fputs("path,steps,days,start_weight,end_weight,swap_fee", stream);
    if (launch->price_paths > 1)
        return write_many(launch, stream, error);
    for (int f = 0; f < ORTH_LAUNCH_FIGURES; f++)
        fprintf(stream, ",%s", orth_launch_figure_name((orth_launch_figure)f));
    fputc('\n', stream);
    for (size_t r = 0; r < launch->count; r++) {
        write_setting(stream, &launch->results[r]);
        for (int f = 0; f < ORTH_LAUNCH_FIGURES; f++) {
            double value = launch->results[r].values[f][0];
            if (orth_launch_figure_is_count((orth_launch_figure)f) && !isnan(value))
                fprintf(stream, ",%.0f", value);
            else
                write_cell(stream, value);
        }
        fputc('\n', stream);
    }
    return ORTH_OK;
}
