/* An audit as a picture: error against input. */
#include <math.h>

#include "audit/sample.h"
#include "orthant/report.h"
#include "report/plot.h"
#include "truth/truth.h"

#define POINTS_MAX 20000

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

/* The first samples with an error, as data of the script; returns how many. */
static uint64_t write_data(orth_plot *plot, const orth_audit *audit, bool is_signed)
{
    uint64_t drawn = 0;
    fputs("$data << EOD\n", plot->script);
    for (uint64_t i = 0; i < audit->samples && drawn < POINTS_MAX; i++) {
        const orth_audit_point *point = &audit->point[i];
        double input = input_of(audit, i, is_signed);
        if (point->state != ORTH_AUDIT_STATE_FINE || point->relative == 0 || input == 0)
            continue;
        fprintf(plot->script, "%.9g %.9g %.9g\n", fabs(input), fabs(point->relative), point->wei);
        drawn++;
    }
    fputs("EOD\n", plot->script);
    return drawn;
}

orth_status orth_audit_plot(const orth_audit *audit, const char *file, bool keep_script,
                            orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX];
    size_t n = orth_contract_signature(audit->function, types, NULL);
    orth_plot plot;
    orth_status status = orth_plot_begin(&plot, file, 900, 600, audit->function->name, error);
    if (status != ORTH_OK)
        return status;
    uint64_t drawn = write_data(&plot, audit, types[n - 1].is_signed);
    fputs("set xlabel ", plot.script);
    orth_plot_text(&plot, types[n - 1].name, ORTH_PLOT_NAME_MAX);
    fputs("\nset ylabel '|result - value| / |value|'\nset logscale xy\nset format '%.0e'\n",
          plot.script);
    if (drawn == 0)
        fputs("set xrange [1e-18:1]\nset yrange [1e-18:1]\nplot 1/0 title 'no error found'\n",
              plot.script);
    else
        fprintf(plot.script,
                "plot $data using 1:($3 > 0 ? $2 : 1/0) with points pt 7 ps 0.2 lc rgb '%s' "
                "title 'result above', $data using 1:($3 < 0 ? $2 : 1/0) with points pt 7 ps 0.2 "
                "lc rgb '%s' title 'result below'\n",
                orth_plot_colour(1), orth_plot_colour(0));
    return orth_plot_finish(&plot, keep_script, error);
}
