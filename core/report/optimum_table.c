/* A proven optimum for people: what is proven, what it means, and rows that fit a screen. */
#include <inttypes.h>
#include <stdlib.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/loss.h"
#include "orthant/report.h"
#include "orthant/running.h"

enum { SHOWN = 9, WIDTH = 12 };

#define SMALLEST_DOUBLE 1e-300 /* losses above it are doubles with all digits */
#define SMALLEST_EXCESS 1e-9   /* percent; below it no figure is worth a line */

static void write_bp(const mpfr_t loss, FILE *stream)
{
    mpfr_t bp;
    mpfr_init2(bp, 128);
    /* of losses that are no doubles the log is all that there is */
    mpfr_mul_d(bp, loss, orth_part_bp(1), MPFR_RNDN);
    if (mpfr_cmp_d(loss, SMALLEST_DOUBLE) > 0)
        mpfr_set_d(bp, orth_loss_bp(mpfr_get_d(loss, MPFR_RNDN)), MPFR_RNDN);
    mpfr_fprintf(stream, "  in basis points    %.8Rg\n", bp);
    mpfr_clear(bp);
}

/* x = 100 (x / loss - 1) */
static void to_percent(mpfr_t x, const mpfr_t loss, mpfr_rnd_t rounding)
{
    mpfr_div(x, x, loss, rounding);
    mpfr_sub_ui(x, x, 1, rounding);
    mpfr_mul_ui(x, x, 100, rounding);
}

/* The excess lies within [lower, upper] percent: few digits of the optimum leave that wide. */
static void write_excess(const mpfr_t lower, mpfr_t upper, FILE *stream)
{
    fputs("  geodesic loses     ", stream);
    if (mpfr_cmp_d(upper, SMALLEST_EXCESS) <= 0) {
        fputs("less than 1e-9 % more\n", stream);
        return;
    }
    mpfr_t wide;
    mpfr_init2(wide, 128);
    mpfr_mul_d(wide, lower, 1 + 0x1p-10, MPFR_RNDD);
    if (mpfr_cmp_d(lower, SMALLEST_EXCESS) > 0 && mpfr_lessequal_p(upper, wide))
        mpfr_fprintf(stream, "%.3Rg %% more\n", lower);
    else
        mpfr_fprintf(stream, "at most %.3RUg %% more, by so few digits\n", upper);
    mpfr_clear(wide);
}

static void get_ends(mpq_t *ends, const orth_exact_optimum *o)
{
    for (size_t i = 0; i < o->n; i++) {
        orth_exact_optimum_weight(ends[i], o, 0, i);
        orth_exact_optimum_weight(ends[o->n + i], o, o->steps, i);
    }
}

/* By how much the geodesic between the same ends is above. */
static orth_status write_geodesic(const orth_exact_optimum *o, const mpfr_t loss_lower,
                                  const mpfr_t loss_upper, FILE *stream, orth_error *error)
{
    mpq_t *ends = malloc(2 * o->n * sizeof *ends);
    if (ends == NULL)
        return orth_fail_memory(error, 2.0 * (double)o->n * sizeof *ends);
    for (size_t i = 0; i < 2 * o->n; i++)
        mpq_init(ends[i]);
    get_ends(ends, o);
    mpfr_t lower, upper;
    mpfr_inits2(128, lower, upper, (mpfr_ptr)0);
    orth_status status = orth_exact_path_loss(lower, upper, "geodesic", o->steps, o->n, ends,
                                              ends + o->n, o->digits, error);
    if (status == ORTH_OK) {
        to_percent(lower, loss_upper, MPFR_RNDD);
        to_percent(upper, loss_lower, MPFR_RNDU);
        write_excess(lower, upper, stream);
    }
    mpfr_clears(lower, upper, (mpfr_ptr)0);
    for (size_t i = 0; i < 2 * o->n; i++)
        mpq_clear(ends[i]);
    free(ends);
    return status;
}

/* With a running cost: J, its bound, and what the schedule loses by moving. */
static void write_objective(const orth_exact_optimum *o, FILE *stream)
{
    const orth_exact_running *running = o->running;
    fprintf(stream, "  least is           loss%s%s, with %s end\n",
            running->forecast != NULL ? " - forecast return" : "",
            running->covariance != NULL ? " + tracking" : "",
            running->free_end ? "a free" : "a given");
    fprintf(stream, "  objective, from    %s\n", o->objective_lower);
    fprintf(stream, "             to      %s\n", o->objective_upper);
    fprintf(stream, "  no schedule below  %s\n", o->objective_bound);
    fprintf(stream, "  so it is above the least possible by at most %s\n", o->objective_gap);
    fprintf(stream, "  log loss, from     %s\n", o->loss_lower);
    fprintf(stream, "            to       %s\n", o->loss_upper);
}

static orth_status write_head(const orth_exact_optimum *o, const char *name, FILE *stream,
                              orth_error *error)
{
    fprintf(stream, "Optimum of %s: %zu tokens, %" PRIu64 " step%s, %u digit%s\n\n", name, o->n,
            o->steps, orth_plural(o->steps, "", "s"), o->digits, orth_plural(o->digits, "", "s"));
    if (o->running != NULL) {
        write_objective(o, stream);
        return ORTH_OK;
    }
    fprintf(stream, "  log loss, from     %s\n", o->loss_lower);
    fprintf(stream, "            to       %s\n", o->loss_upper);
    fprintf(stream, "  no schedule below  %s\n", o->lower_bound);
    fprintf(stream, "  so the excess over the best possible is at most %s of it\n",
            o->relative_gap);
    mpfr_t lower, upper;
    mpfr_prec_t bits = 128 + 4 * (mpfr_prec_t)o->digits;
    mpfr_inits2(bits, lower, upper, (mpfr_ptr)0);
    mpfr_set_str(lower, o->loss_lower, 10, MPFR_RNDD);
    mpfr_set_str(upper, o->loss_upper, 10, MPFR_RNDU);
    write_bp(upper, stream);
    orth_status status = ORTH_OK;
    if (!mpfr_zero_p(upper) && o->steps > 1)
        status = write_geodesic(o, lower, upper, stream, error);
    mpfr_clears(lower, upper, (mpfr_ptr)0);
    return status;
}

static void write_weight(const mpq_t exact, FILE *stream)
{
    mpfr_t weight;
    mpfr_init2(weight, 64);
    mpfr_set_q(weight, exact, MPFR_RNDN);
    if (mpfr_cmp_d(weight, 1e-4) < 0)
        mpfr_fprintf(stream, "  %*.6Re", WIDTH, weight);
    else
        mpfr_fprintf(stream, "  %*.9Rf", WIDTH, weight);
    mpfr_clear(weight);
}

/* The rows that fit a screen: all of up to 9, else both ends and 7 between. */
static void write_rows(const orth_exact_optimum *o, const char *const *tokens, FILE *stream)
{
    fprintf(stream, "\n%12s", "step");
    for (size_t i = 0; i < o->n; i++)
        fprintf(stream, "  %*.*s", WIDTH, WIDTH, tokens[i]);
    fputc('\n', stream);
    uint64_t shown = o->steps + 1 < SHOWN ? o->steps + 1 : SHOWN;
    mpq_t weight;
    mpq_init(weight);
    for (uint64_t s = 0; s < shown; s++) {
        uint64_t k = s * o->steps / (shown - 1);
        fprintf(stream, "%12" PRIu64, k);
        for (size_t i = 0; i < o->n; i++) {
            orth_exact_optimum_weight(weight, o, k, i);
            write_weight(weight, stream);
        }
        fputc('\n', stream);
    }
    mpq_clear(weight);
    if (o->steps + 1 > SHOWN)
        fprintf(stream,
                "(%d of %" PRIu64 " rows, to 9 decimals; --json, --csv and -o give all, with every "
                "digit)\n",
                SHOWN, o->steps + 1);
}

orth_status orth_exact_optimum_write_table(const orth_exact_optimum *optimum, const char *name,
                                           const char *const *tokens, FILE *stream,
                                           orth_error *error)
{
    orth_locale entered = orth_locale_enter();
    orth_status status = write_head(optimum, name, stream, error);
    if (status == ORTH_OK)
        write_rows(optimum, tokens, stream);
    orth_locale_leave(entered);
    return status;
}
