/* Order flow fitted to a record of trades: JSON, and a table for people. */
#include <math.h>

#include "base/json_out.h"
#include "base/plain_locale.h"
#include "orthant/report.h"

/* What a number of parameters is of: the times alone. */
#define HAWKES_PARAMETERS 3
#define POISSON_PARAMETERS 1

static const char *unit_of(const orth_hawkes_report *report)
{
    return report->record->in_blocks || report->block_seconds > 0 ? "block" : "second";
}

/* By BIC. */
static bool crowds(const orth_hawkes_fit *fit)
{
    return fit->bic < fit->poisson_bic;
}

static bool explains(const orth_hawkes_fit *fit)
{
    return fit->residual_distance <= fit->residual_critical;
}

/* ---------------------------------------------------------------- JSON */

static void write_estimate(orth_json_out *json, const char *key, const orth_hawkes_estimate *of)
{
    orth_json_open_inline_object(json, key);
    orth_json_known(json, "value", of->known, of->value);
    orth_json_known(json, "error", of->bounded, of->error);
    orth_json_known(json, "low", of->bounded, of->low);
    orth_json_known(json, "high", of->bounded, of->high);
    if (of->why == NULL)
        orth_json_null(json, "reason");
    else
        orth_json_string(json, "reason", of->why);
    orth_json_close_object(json);
}

static void write_likelihood(orth_json_out *json, const char *key, int parameters,
                             double log_likelihood, double aic, double bic)
{
    orth_json_open_inline_object(json, key);
    orth_json_integer(json, "parameters", parameters);
    orth_json_double(json, "log_likelihood", log_likelihood);
    orth_json_double(json, "aic", aic);
    orth_json_double(json, "bic", bic);
    orth_json_close_object(json);
}

static void write_notes(orth_json_out *json, const orth_hawkes_report *report)
{
    orth_json_open_array(json, "notes");
    if (report->record->note != NULL)
        orth_json_string(json, NULL, report->record->note);
    for (size_t i = 0; i < report->fit->note_count; i++)
        orth_json_string(json, NULL, report->fit->notes[i]);
    orth_json_close_array(json);
}

void orth_hawkes_fit_write_json(const orth_hawkes_report *report, FILE *stream)
{
    const orth_flow_record *record = report->record;
    const orth_hawkes_fit *fit = report->fit;
    orth_json_out json;
    orth_json_begin_result(&json, stream, "hawkes-fit");
    orth_json_string(&json, "version", ORTH_VERSION);
    orth_json_string(&json, "file", record->file);
    orth_json_integer(&json, "trades", (int64_t)fit->events);
    orth_json_string(&json, "unit", unit_of(report));
    orth_json_known(&json, "block_seconds", report->block_seconds > 0, report->block_seconds);
    orth_json_double(&json, "duration", fit->duration);
    orth_json_double(&json, "clock", record->tick);
    orth_json_integer(&json, "ties", (int64_t)record->ties);
    orth_json_open_object(&json, "estimates");
    for (orth_hawkes_value v = 0; v < ORTH_HAWKES_VALUES; v++)
        write_estimate(&json, orth_hawkes_value_name(v), &fit->values[v]);
    orth_json_close_object(&json);
    write_likelihood(&json, "likelihood", HAWKES_PARAMETERS, fit->log_likelihood, fit->aic,
                     fit->bic);
    write_likelihood(&json, "poisson_likelihood", POISSON_PARAMETERS, fit->poisson_log_likelihood,
                     fit->poisson_aic, fit->poisson_bic);
    orth_json_string(&json, "better", crowds(fit) ? "hawkes" : "poisson");
    orth_json_open_inline_object(&json, "residuals");
    orth_json_double(&json, "distance", fit->residual_distance);
    orth_json_double(&json, "critical", fit->residual_critical);
    orth_json_bool(&json, "explained", explains(fit));
    orth_json_close_object(&json);
    write_notes(&json, report);
    orth_json_end_result(&json);
}

/* ---------------------------------------------------------------- the table */

static void write_row(const char *name, const orth_hawkes_estimate *of, FILE *stream)
{
    fprintf(stream, "  %-12s", name);
    if (!of->known) {
        fprintf(stream, " %12s %s\n", "-", of->why);
        return;
    }
    fprintf(stream, " %12.6g", of->value);
    if (of->bounded)
        fprintf(stream, " %12.6g %12.6g %12.6g\n", of->error, of->low, of->high);
    else
        fprintf(stream, " no interval: %s\n", of->why);
}

static void write_model(const char *name, int parameters, double log_likelihood, double aic,
                        double bic, FILE *stream)
{
    fprintf(stream, "  %-12s %12d %16.3f %16.3f %16.3f\n", name, parameters, log_likelihood, aic,
            bic);
}

static void write_verdicts(const orth_hawkes_fit *fit, FILE *stream)
{
    if (crowds(fit))
        fprintf(stream,
                "  Trades come in crowds: by BIC this is the better model, and each trade brings "
                "%.3g more by itself.\n",
                fit->process.branching);
    else
        fputs("  Trades are not seen to come in crowds: by BIC Poisson's is the better model.\n",
              stream);
    fprintf(stream,
            "  Gaps between trades are %s: their largest distance from the fitted flow's is %.4f, "
            "and luck has %.4f in 5 %% of records.\n",
            explains(fit) ? "explained" : "not explained", fit->residual_distance,
            fit->residual_critical);
}

void orth_hawkes_fit_write_table(const orth_hawkes_report *report, FILE *stream)
{
    const orth_hawkes_fit *fit = report->fit;
    const char *unit = unit_of(report);
    orth_locale outer = orth_locale_enter();
    fprintf(stream, "hawkes fitted to %zu trades of %s, %.6g %ss", fit->events,
            report->record->file, fit->duration, unit);
    if (report->block_seconds > 0)
        fprintf(stream, " of %.12g s", report->block_seconds);
    fprintf(stream, "; rate, decay, outside and excitation are a %s's\n", unit);
    fprintf(stream, "  %-12s %12s %12s %12s %12s\n", "parameter", "value", "error", "low", "high");
    for (orth_hawkes_value v = 0; v < ORTH_HAWKES_VALUES; v++)
        write_row(orth_hawkes_value_name(v), &fit->values[v], stream);
    fprintf(stream, "  %-12s %12s %16s %16s %16s\n", "model", "parameters", "log-likelihood", "AIC",
            "BIC");
    write_model("hawkes", HAWKES_PARAMETERS, fit->log_likelihood, fit->aic, fit->bic, stream);
    write_model("poisson", POISSON_PARAMETERS, fit->poisson_log_likelihood, fit->poisson_aic,
                fit->poisson_bic, stream);
    write_verdicts(fit, stream);
    orth_locale_leave(outer);
}
