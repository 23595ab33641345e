/* A log measured. */
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/file_out.h"
#include "base/json_out.h"
#include "base/plural.h"
#include "live/measure.h"
#include "orthant/limits.h"

void orth_live_free(orth_live *live)
{
    if (live == NULL)
        return;
    orth_live_notes_free(live->notes, live->note_count);
    free(live);
}

static orth_status check(const orth_live_options *options, orth_error *error)
{
    if (!(options->fee < 1))
        return orth_fail(error, ORTH_DOMAIN, "fee is %.17g; permitted: from 0 to below 1",
                         options->fee);
    if (!(options->gate.gas >= 0 && options->gate.gas <= ORTH_MONEY_MAX))
        return orth_fail(error, ORTH_DOMAIN, "gas is %.17g; permitted: 0 to 1e200",
                         options->gate.gas);
    if (!(options->gate.cost >= 0 && options->gate.cost <= 1))
        return orth_fail(error, ORTH_DOMAIN, "cost is %.17g; permitted: 0 to 1",
                         options->gate.cost);
    return ORTH_OK;
}

static orth_status set_fee(orth_live *live, const orth_live_log *log,
                           const orth_live_options *options, orth_error *error)
{
    if (log->fees != NULL) {
        double sum = 0;
        for (size_t k = 0; k < log->rows; k++) {
            if (options->fee >= 0 && log->fees[k] != options->fee)
                return orth_fail(error, ORTH_BAD_INPUT,
                                 "%s, block %" PRIu64 ": its column fee has %.9g, and %.9g is "
                                 "given (--fee); permitted: one of them, or alike",
                                 log->file, log->blocks[k], log->fees[k], options->fee);
            sum += log->fees[k] - log->fees[0]; /* so that the mean of equal fees is theirs */
        }
        live->fee = log->fees[0] + sum / (double)log->rows;
        live->fee_known = ORTH_LIVE_FEE_LOG;
        return ORTH_OK;
    }
    if (options->fee >= 0) {
        live->fee = options->fee;
        live->fee_known = ORTH_LIVE_FEE_GIVEN;
        return ORTH_OK;
    }
    live->fee_known = ORTH_LIVE_FEE_FOUND;
    orth_status status = orth_live_find_fee(live, log, error);
    if (status != ORTH_OK)
        return status;
    return orth_live_note(&live->notes, &live->note_count, error,
                          "%.200s: the swap fee %.9g is found from %zu trade%s", log->file,
                          live->fee, live->fee_trades, orth_plural(live->fee_trades, "", "s"));
}

/* Sizing from all chances; then, as gas and cost keep a trade of that size from some, presence and
 * the rest from those that are worth it. */
static orth_status find_figures(orth_live *live, const orth_live_log *log,
                                const orth_live_options *options, size_t *moved, orth_error *error)
{
    orth_live_chances chances;
    orth_status status = orth_live_find_chances(&chances, live, moved, log, options, NULL, error);
    if (status != ORTH_OK)
        return status;
    if (options->gate.gas > 0 || options->gate.cost > 0) {
        double sizing = orth_live_sizing(&chances);
        free(chances.of);
        sizing = sizing > 0 ? sizing : 1; /* nobody traded: as if he would trade it all */
        status = orth_live_find_chances(&chances, live, moved, log, options, &sizing, error);
        if (status != ORTH_OK)
            return status;
    }
    orth_live_estimate(live, &chances, log->only_traded);
    free(chances.of);
    return ORTH_OK;
}

/* Reserves in the least units of their tokens, of which some have 6 decimals and others 18, look
 * like a pool that nobody ever traded in. */
#define UNITS_APART 1e3

static orth_status check_units(const orth_live_log *log, orth_error *error)
{
    size_t low = 0, high = 0;
    double least = INFINITY, most = 0;
    for (size_t i = 0; i < log->n; i++) {
        double level = log->reserves[i] * log->prices[i] / log->weights[i];
        if (level < least) {
            least = level;
            low = i;
        }
        if (level > most) {
            most = level;
            high = i;
        }
    }
    if (most < UNITS_APART * least)
        return ORTH_OK;
    return orth_fail(
        error, ORTH_BAD_INPUT,
        "%.200s: in the first row %.60s is worth %.3g times what its weight is to that "
        "of %.60s; permitted: below %g times, with reserves in tokens (a chain's "
        "integers over 10^decimals) and prices of one token",
        log->file, log->tokens[high], most / least, log->tokens[low], UNITS_APART);
}

static orth_status add_notes(orth_live *live, const orth_live_log *log,
                             const orth_live_options *options, size_t moved, orth_error *error)
{
    orth_status status = ORTH_OK;
    bool all_changed = live->gaps > 0;
    for (size_t k = 1; all_changed && k < log->rows; k++) {
        orth_live_block block = orth_live_block_of(log, k);
        all_changed = orth_live_changed(&block);
    }
    if (all_changed)
        status = orth_live_note(&live->notes, &live->note_count, error,
                                "%.200s: blocks are missing, and in every row reserves changed: if "
                                "the log has only blocks with trades, --only-traded says so",
                                log->file);
    if (status == ORTH_OK && live->gaps > 0)
        status = orth_live_note(&live->notes, &live->note_count, error,
                                "%.200s: in %zu place%s rows are more than a block apart; what was "
                                "traded there is left out of sizing, presence and efficiency",
                                log->file, live->gaps, orth_plural(live->gaps, "", "s"));
    if (status == ORTH_OK && options->gate.gas == 0 && options->gate.cost == 0 &&
        live->traded < live->opportunities)
        status = orth_live_note(&live->notes, &live->note_count, error,
                                "%.200s: gas and cost are taken as 0; trades too small to pay for "
                                "them count as missed",
                                log->file);
    if (status == ORTH_OK && moved > 0)
        status = orth_live_note(&live->notes, &live->note_count, error,
                                "%.200s: in %zu block%s all reserves came or left together; left "
                                "out of sizing, presence and efficiency",
                                log->file, moved, orth_plural(moved, "", "s"));
    if (status == ORTH_OK && live->unexplained > 0)
        status = orth_live_note(
            &live->notes, &live->note_count, error,
            "%.200s: in %zu block%s reserves changed although there was nothing to gain: others "
            "traded, or the swap fee is another one; sizing and presence are then of all trades, "
            "unless a column flow tells which blocks had others'",
            log->file, live->unexplained, orth_plural(live->unexplained, "", "s"));
    return status;
}

orth_status orth_live_measure(orth_live **made, const orth_live_log *log,
                              const orth_live_options *options, orth_error *error)
{
    size_t moved = 0;
    *made = NULL;
    orth_status status = check(options, error);
    if (status == ORTH_OK)
        status = check_units(log, error);
    if (status != ORTH_OK)
        return status;
    orth_live *live = calloc(1, sizeof *live);
    if (live == NULL)
        return orth_fail_memory(error, sizeof *live);
    live->first_block = log->blocks[0];
    live->last_block = log->blocks[log->rows - 1];
    status = set_fee(live, log, options, error);
    if (status == ORTH_OK)
        status = orth_live_check_order(live, log, error);
    if (status == ORTH_OK)
        status = find_figures(live, log, options, &moved, error);
    if (status == ORTH_OK)
        status = orth_live_find_values(live, log, options, error);
    if (status == ORTH_OK)
        status = add_notes(live, log, options, moved, error);
    if (status == ORTH_OK)
        *made = live;
    else
        orth_live_free(live);
    return status;
}

/* What a scenario permits. */
static double share(double value)
{
    return value > 1 ? 1 : value < 1e-18 ? 1e-18 : value;
}

/* Whether there is such a part; `name` is that of what is to be written. */
static orth_status check_arbitrage(const orth_live *live, const char *name, orth_error *error)
{
    const orth_live_figure *unknown = !live->presence.known ? &live->presence
                                      : !live->sizing.known ? &live->sizing
                                                            : NULL;
    if (unknown != NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "%s is not written: %s", name, unknown->reason);
    if (!(live->sizing.value > 0))
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s is not written: a sizing of %.6g is no arbitrageur's; permitted: above "
            "0, as of trades towards the prices",
            name, live->sizing.value);
    return ORTH_OK;
}

static void write_arbitrage(FILE *stream, const orth_live *live, const orth_live_options *options)
{
    orth_json_out json;
    orth_json_begin(&json, stream);
    orth_json_open_object(&json, NULL);
    orth_json_open_object(&json, "arbitrage");
    orth_json_double(&json, "gas", options->gate.gas);
    orth_json_double(&json, "cost", options->gate.cost);
    orth_json_double(&json, "presence", share(live->presence.value));
    orth_json_double(&json, "sizing", share(live->sizing.value));
    orth_json_close_object(&json);
    orth_json_close_object(&json);
    orth_json_end(&json);
}

orth_status orth_live_write_arbitrage_to(const orth_live *live, const orth_live_options *options,
                                         FILE *stream, orth_error *error)
{
    orth_status status = check_arbitrage(live, "arbitrage", error);
    if (status == ORTH_OK)
        write_arbitrage(stream, live, options);
    return status;
}

orth_status orth_live_write_arbitrage(const orth_live *live, const orth_live_options *options,
                                      const char *file, orth_error *error)
{
    orth_output output;
    orth_status status = check_arbitrage(live, file, error);
    if (status == ORTH_OK)
        status = orth_output_open(&output, file, error);
    if (status != ORTH_OK)
        return status;
    write_arbitrage(output.stream, live, options);
    return orth_output_commit(&output, error);
}
