/* Recorded trades made again. */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "base/file_in.h"
#include "base/plural.h"
#include "base/text.h"
#include "contract/word.h"
#include "numeric/elementary.h"
#include "orthant/sale_trades.h"
#include "sale/sale.h"

void orth_sale_replay_start(orth_sale_replay *replay, const orth_sale_records *records,
                            const orth_sale_clock *clock)
{
    *replay = (orth_sale_replay){.records = records, .clock = *clock};
}

uint64_t orth_sale_replay_next_block(const orth_sale_replay *replay)
{
    const orth_sale_records *records = replay->records;
    return replay->next == records->count
               ? UINT64_MAX
               : orth_sale_clock_block(&replay->clock, records->records[replay->next].time);
}

/* ---------------------------------------------------------------- a trade in doubles */

/* What must come in for an amount out, from the balances' ratio depth = B_R / B_T that the formula
 * has: B_in ((1 - out / B_out)^(-w_out / w_in) - 1) / g; NaN where there is not as much. */
static double paid_for(const orth_sale *sale, bool sells, double out)
{
    orth_sale_state now = orth_sale_now(sale);
    double project = now.project, reserve = orth_sale_depth(sale) * project;
    double w = now.weight, r = sale->reserve_weight, keep = sale->fee.keep;
    if (sells)
        return out > now.reserve ? NAN
                                 : project * orth_expm1(-orth_log1p(-out / reserve) * r / w) / keep;
    return out < project ? reserve * orth_expm1(-orth_log1p(-out / project) * w / r) / keep : NAN;
}

static orth_sale_trade trade_doubles(orth_sale *sale, const orth_sale_record *record)
{
    double paid = record->amount.tokens;
    if (record->exact_out)
        paid = paid_for(sale, record->sells, paid);
    if (!(paid < INFINITY))
        return (orth_sale_trade){0};
    if (!record->sells)
        return orth_sale_buy(sale, paid, INFINITY);
    return orth_sale_sell(sale, paid, 0);
}

/* ---------------------------------------------------------------- what was recorded after it */

static void compare(orth_sale_replay *replay, bool project, const orth_sale_amount *recorded,
                    double found, const orth_word *raw)
{
    double off = fabs(found - recorded->tokens);
    if (off > 0)
        off /= fmax(fabs(found), fabs(recorded->tokens));
    bool same =
        raw == NULL ? off <= ORTH_SALE_REPLAY_TOLERANCE : orth_word_equal(*raw, recorded->raw);
    replay->compared++;
    replay->off = fmax(replay->off, off);
    if (same || replay->different++ > 0)
        return;
    replay->first_different = replay->next;
    replay->project_differs = project;
    replay->found = found;
}

static void compare_both(orth_sale_replay *replay, const orth_sale *sale,
                         const orth_sale_record *record)
{
    const orth_sale_pool *on = orth_sale_stands_on(sale);
    orth_sale_state now = orth_sale_now(sale);
    orth_word raw[2];
    if (on != NULL)
        on->raw(on->pool, raw);
    if (record->has_project)
        compare(replay, true, &record->project, now.project, on == NULL ? NULL : &raw[0]);
    if (record->has_reserve)
        compare(replay, false, &record->reserve, now.reserve, on == NULL ? NULL : &raw[1]);
}

orth_sale_trade orth_sale_replay_trade(orth_sale_replay *replay, orth_sale *sale)
{
    const orth_sale_pool *on = orth_sale_stands_on(sale);
    bool small = false;
    ORTH_CHECK(replay->next < replay->records->count);
    const orth_sale_record *record = &replay->records->records[replay->next];
    orth_sale_trade trade =
        on == NULL ? trade_doubles(sale, record) : on->record(on->pool, record, &small);
    bool made = trade.paid > 0;
    if (!made && small)
        replay->skipped++;
    else if (!made && replay->refused++ == 0)
        replay->first_refused = replay->next;
    compare_both(replay, sale, record);
    replay->next++;
    return trade;
}

const char *orth_sale_replay_text(char text[ORTH_SALE_REPLAY_TEXT_MAX],
                                  const orth_sale_replay *replay)
{
    const orth_sale_records *records = replay->records;
    const orth_sale_record *of = records->records;
    const size_t size = ORTH_SALE_REPLAY_TEXT_MAX;
    char label[ORTH_QUOTE_MAX];
    size_t length = 0;
    text[0] = '\0';
    if (replay->skipped + replay->refused + replay->different == 0)
        return text;
    length += (size_t)snprintf(
        text, size, "%s:", orth_escape(label, sizeof label, orth_file_label(records->file)));
    if (replay->skipped > 0)
        length += (size_t)snprintf(text + length, size - length,
                                   " %zu trade%s too small for the contract;", replay->skipped,
                                   orth_plural(replay->skipped, " is", "s are"));
    if (replay->refused > 0)
        length += (size_t)snprintf(text + length, size - length,
                                   " the pool cannot make %zu trade%s, the first in line %zu;",
                                   replay->refused, orth_plural(replay->refused, "", "s"),
                                   of[replay->first_refused].line);
    if (replay->different > 0) {
        const orth_sale_record *first = &of[replay->first_different];
        bool project = replay->project_differs;
        length += (size_t)snprintf(
            text + length, size - length,
            " %zu of %zu recorded balances differ, the first in line %zu: %s is %.17g, found %.17g;",
            replay->different, replay->compared, first->line,
            project ? "project_balance" : "reserve_balance",
            project ? first->project.tokens : first->reserve.tokens, replay->found);
    }
    text[length - 1] = '\0';
    return text;
}
