/* A scenario whose noise is a fit. */
#include <stdio.h>

#include "base/file_out.h"
#include "base/json_out.h"
#include "base/plain_locale.h"
#include "fit/hawkes_fit.h"

/* The example's pool is so many mean trades. */
#define TRADES_OF_POOL 10000

static double pool_value(const orth_hawkes_fit *fit)
{
    const orth_hawkes_estimate *size = &fit->values[ORTH_HAWKES_SIZE];
    return TRADES_OF_POOL * (size->known ? size->value : 1);
}

static orth_status check(const orth_hawkes_fit *fit, orth_error *error)
{
    const orth_hawkes *process = &fit->process;
    if (!(process->branching <= ORTH_BRANCHING_MAX))
        return orth_fail(error, ORTH_DOMAIN,
                         "flow: the branching is %.6g; a scenario's is up to 0.99, where the flow "
                         "comes to rest",
                         process->branching);
    if (!(process->rate <= ORTH_NOISE_RATE_MAX))
        return orth_fail(error, ORTH_DOMAIN,
                         "flow: %.6g trades a block; a scenario has up to 50: take shorter blocks",
                         process->rate);
    if (process->branching > 0 &&
        !(process->decay <= ORTH_DECAY_MAX &&
          process->decay * (1 - process->branching) >= ORTH_FORGETTING_MIN))
        return orth_fail(error, ORTH_DOMAIN,
                         "flow: the decay is %.6g a block; in a scenario it is up to 1000000, and "
                         "times 1 - branching at least 1e-5: take other blocks",
                         process->decay);
    const orth_hawkes_estimate *deviation = &fit->values[ORTH_HAWKES_DEVIATION];
    if (deviation->value > ORTH_NOISE_DEVIATION_MAX)
        return orth_fail(error, ORTH_DOMAIN,
                         "flow: the deviation of log sizes is %.6g; a scenario's is up to 10",
                         deviation->value);
    double value = pool_value(fit);
    if (!(value >= ORTH_PRICE_MIN && value <= ORTH_PRICE_MAX))
        return orth_fail(error, ORTH_DOMAIN,
                         "flow: the mean size is %.6g, and a pool of %d of them out of range for a "
                         "simulation; permitted: from 1e-60 to 1e60: take another unit",
                         fit->values[ORTH_HAWKES_SIZE].value, TRADES_OF_POOL);
    return ORTH_OK;
}

static void write_noise(orth_json_out *json, const orth_hawkes_fit *fit, double size)
{
    const orth_hawkes_estimate *values = fit->values;
    bool crowds = fit->process.branching > 0;
    orth_json_open_object(json, "noise");
    orth_json_string(json, "model",
                     crowds || values[ORTH_HAWKES_PERSISTENCE].known ? "hawkes" : "poisson");
    orth_json_double(json, "rate", fit->process.rate);
    orth_json_double(json, "size", size);
    if (values[ORTH_HAWKES_DEVIATION].known)
        orth_json_double(json, "deviation", values[ORTH_HAWKES_DEVIATION].value);
    if (crowds || values[ORTH_HAWKES_PERSISTENCE].known) {
        orth_json_double(json, "branching", fit->process.branching);
        orth_json_double(json, "decay", crowds ? fit->process.decay : 1);
    }
    if (values[ORTH_HAWKES_PERSISTENCE].known)
        orth_json_double(json, "persistence", values[ORTH_HAWKES_PERSISTENCE].value);
    orth_json_close_object(json);
}

static void write_scenario(orth_json_out *json, const orth_hawkes_fit *fit, double block_seconds)
{
    const orth_hawkes_estimate *size = &fit->values[ORTH_HAWKES_SIZE];
    static const char *const halves[] = {"0.5", "0.5"}, *const tokens[] = {"A", "B"};
    char text[300], block[60] = "";
    if (block_seconds > 0)
        snprintf(block, sizeof block, ", in blocks of %.6g s", block_seconds);
    snprintf(text, sizeof text,
             "The key noise is fitted to %zu trades%s%s. The rest is an example: a pool of %d mean "
             "trades, weights and prices that stay.",
             fit->events, block, size->known ? "" : "; sizes are not known, 1 is made up",
             TRADES_OF_POOL);
    orth_json_open_object(json, NULL);
    orth_json_integer(json, "orthant", 1);
    orth_json_string(json, "name", "Others' trades as recorded");
    orth_json_string(json, "description", text);
    orth_json_strings(json, "tokens", 2, tokens);
    for (int end = 0; end < 2; end++) {
        orth_json_open_inline_object(json, end == 0 ? "start" : "target");
        orth_json_strings(json, "weights", 2, halves);
        orth_json_close_object(json);
    }
    orth_json_integer(json, "steps", 1);
    orth_json_open_inline_array(json, "paths");
    orth_json_string(json, NULL, "geodesic");
    orth_json_close_array(json);
    orth_json_open_inline_object(json, "pool");
    orth_json_double(json, "value", pool_value(fit));
    orth_json_string(json, "unit", "the record's");
    orth_json_double(json, "swap_fee", 0.003);
    orth_json_close_object(json);
    orth_json_open_inline_object(json, "market");
    orth_json_string(json, "model", "constant");
    orth_json_integer(json, "blocks", 1000);
    orth_json_close_object(json);
    write_noise(json, fit, size->known ? size->value : 1);
    orth_json_open_inline_object(json, "monte_carlo");
    orth_json_integer(json, "paths", 100);
    orth_json_close_object(json);
    orth_json_close_object(json);
}

static void write_all(FILE *stream, const orth_hawkes_fit *fit, double block_seconds)
{
    orth_json_out json;
    orth_locale locale = orth_locale_enter();
    orth_json_begin(&json, stream);
    write_scenario(&json, fit, block_seconds);
    orth_json_end(&json);
    orth_locale_leave(locale);
}

orth_status orth_hawkes_fit_write_to(const orth_hawkes_fit *fit, double block_seconds, FILE *stream,
                                     orth_error *error)
{
    orth_status status = check(fit, error);
    if (status == ORTH_OK)
        write_all(stream, fit, block_seconds);
    return status;
}

orth_status orth_hawkes_fit_write(const orth_hawkes_fit *fit, double block_seconds,
                                  const char *file, orth_error *error)
{
    orth_output output;
    orth_status status = check(fit, error);
    if (status == ORTH_OK)
        status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    write_all(output.stream, fit, block_seconds);
    return orth_output_commit(&output, error);
}
