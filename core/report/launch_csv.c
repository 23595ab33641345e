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

/* Of each result its figures, then how they differ from the first result's, and those in the
 * contract's integers. */
static orth_status write_many(const orth_launch *launch, const orth_launch_in_contract *contract,
                              FILE *stream, orth_error *error)
{
    static const char *const prefixes[] = {"", "paired ", "contract "};
    orth_status status = ORTH_OK;
    fputs(",figure,mean,stderr,ci95_low,ci95_high,p05,p25,p50,p75,p95,none\n", stream);
    for (size_t r = 0; r < launch->count; r++)
        for (int part = 0; part < 3; part++)
            for (int f = 0; f < ORTH_LAUNCH_FIGURES; f++) {
                orth_launch_figure figure = (orth_launch_figure)f;
                orth_launch_estimate of;
                if ((part == 1 && r == 0) || (part == 2 && contract == NULL))
                    continue;
                status = part == 0 ? orth_launch_estimate_of(&of, launch, r, figure, error)
                         : part == 1
                             ? orth_launch_difference(&of, launch, r, 0, figure, error)
                             : orth_launch_estimate_of(&of, contract->launch, r, figure, error);
                if (status != ORTH_OK)
                    return status;
                write_row(stream, &launch->results[r], prefixes[part], figure, &of);
            }
    return ORTH_OK;
}

static void write_titles(FILE *stream, const char *prefix)
{
    for (int f = 0; f < ORTH_LAUNCH_FIGURES; f++)
        fprintf(stream, ",%s%s", prefix, orth_launch_figure_name((orth_launch_figure)f));
}

static void write_figures(FILE *stream, const orth_launch_result *result)
{
    for (int f = 0; f < ORTH_LAUNCH_FIGURES; f++) {
        double value = result->values[f][0];
        if (orth_launch_figure_is_count((orth_launch_figure)f) && !isnan(value))
            fprintf(stream, ",%.0f", value);
        else
            write_cell(stream, value);
    }
}

orth_status orth_launch_write_csv(const orth_launch *launch,
                                  const orth_launch_in_contract *contract, FILE *stream,
                                  orth_error *error)
{
    fputs("path,steps,days,start_weight,end_weight,swap_fee", stream);
    if (launch->price_paths > 1)
        return write_many(launch, contract, stream, error);
    write_titles(stream, "");
    if (contract != NULL)
        write_titles(stream, "contract_");
    fputc('\n', stream);
    for (size_t r = 0; r < launch->count; r++) {
        write_setting(stream, &launch->results[r]);
        write_figures(stream, &launch->results[r]);
        if (contract != NULL)
            write_figures(stream, &contract->launch->results[r]);
        fputc('\n', stream);
    }
    return ORTH_OK;
}
