/* Weights of strategies, for people: a few blocks of each, and what all of them come to. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "base/time_text.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "orthant/simplex.h"

#define TABLE_ROWS 11
#define TOKENS_SHOWN 8

/* Row number r of those that are shown. */
static uint64_t shown_block(uint64_t blocks, uint64_t shown, uint64_t r)
{
    return shown == 1 ? 0 : r * blocks / (shown - 1);
}

static void put_row(const orth_weights *weights, uint64_t block, const double *row, FILE *stream)
{
    char text[ORTH_DATE_TEXT_MAX];
    int64_t time;
    size_t n = orth_weights_scenario(weights)->n;
    fprintf(stream, "%10" PRIu64, block);
    if (orth_weights_time(weights, block, &time))
        fprintf(stream, "  %20s", orth_date_text(text, (uint64_t)time / 1000000));
    for (size_t i = 0; i < n && i < TOKENS_SHOWN; i++)
        fprintf(stream, "  %12.10f", row[i]);
    fputc('\n', stream);
}

static void put_head(const orth_weights *weights, size_t s, FILE *stream)
{
    const orth_strategy *strategy = orth_weights_strategy(weights, s);
    const orth_scenario *scenario = orth_weights_scenario(weights);
    uint64_t warm_up = orth_strategy_warm_up(strategy),
             every = orth_strategy_update_every(strategy);
    int64_t time;
    const char *name = orth_strategy_name(strategy), *rule = orth_strategy_rule(strategy);
    fprintf(stream, "%s%s", s == 0 ? "" : "\n", name);
    if (strcmp(name, rule) != 0)
        fprintf(stream, " (%s)", rule);
    fprintf(stream, ", a decision every %" PRIu64 " block%s, %" PRIu64 " block%s of history\n\n",
            every, orth_plural(every, "", "s"), warm_up, orth_plural(warm_up, "", "s"));
    fprintf(stream, "%10s", "block");
    if (orth_weights_time(weights, 0, &time))
        fprintf(stream, "  %20s", "date");
    for (size_t i = 0; i < scenario->n && i < TOKENS_SHOWN; i++)
        fprintf(stream, "  %12.12s", scenario->tokens[i]);
    fputc('\n', stream);
}

static void put_sums(const orth_weights *weights, const orth_weights_sums *sums, FILE *stream)
{
    const orth_scenario *scenario = orth_weights_scenario(weights);
    if (scenario->n > TOKENS_SHOWN)
        fprintf(stream, "\n%d of %zu tokens", TOKENS_SHOWN, scenario->n);
    fprintf(stream,
            "\nturnover %.6g, all moves cost %.6g bp in the log of value without a fee\n"
            "effective tokens %.4g in the mean, from %.4g to %.4g; weights from %.6g (%s) to %.6g "
            "(%s)\n",
            sums->turnover, orth_part_bp(sums->cost_of_moves), sums->effective_mean,
            sums->effective_least, sums->effective_most, sums->least_weight,
            scenario->tokens[sums->least_token], sums->largest_weight,
            scenario->tokens[sums->largest_token]);
}

static orth_status put_strategy(orth_weights *weights, size_t s, double *previous, FILE *stream,
                                orth_error *error)
{
    size_t n = orth_weights_scenario(weights)->n, count;
    uint64_t blocks = orth_weights_blocks(weights), block = 0, r = 0;
    uint64_t shown = blocks < TABLE_ROWS ? blocks + 1 : TABLE_ROWS;
    const double *rows;
    orth_weights_sums sums = {.rows = 0};
    put_head(weights, s, stream);
    orth_weights_start(weights, s);
    orth_status status = orth_weights_next(weights, &count, &rows, error);
    while (status == ORTH_OK && count > 0) {
        for (; r < shown && shown_block(blocks, shown, r) < block + count; r++) {
            uint64_t k = shown_block(blocks, shown, r);
            put_row(weights, k, rows + (k - block) * n, stream);
        }
        orth_weights_sum(&sums, n, count, rows, previous);
        block += count;
        status = orth_weights_next(weights, &count, &rows, error);
    }
    put_sums(weights, &sums, stream);
    uint64_t undecided = orth_weights_undecided(weights);
    if (undecided > 0)
        fprintf(stream,
                "%" PRIu64 " decision%s not made: a score was no finite number, and the weights "
                "stayed\n",
                undecided, orth_plural(undecided, " was", "s were"));
    return status;
}

orth_status orth_weights_write_table(orth_weights *weights, FILE *stream, orth_error *error)
{
    size_t n = orth_weights_scenario(weights)->n;
    uint64_t blocks = orth_weights_blocks(weights);
    double *previous = malloc(n * sizeof *previous);
    if (previous == NULL)
        return orth_fail_memory(error, (double)n * sizeof *previous);
    orth_locale entered = orth_locale_enter();
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < orth_weights_count(weights); s++)
        status = put_strategy(weights, s, previous, stream, error);
    if (status == ORTH_OK && blocks >= TABLE_ROWS)
        fprintf(stream, "\n%d of %" PRIu64 " blocks; all of them with --csv, --json or -o\n",
                TABLE_ROWS, blocks + 1);
    orth_locale_leave(entered);
    free(previous);
    return status;
}
