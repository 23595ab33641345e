/* The weights of an end, exactly: checked one by one, summed, and scaled where they were plain
 * numbers, which rarely sum to 1 to the last bit. */
#include <math.h>
#include <stdlib.h>

#include "base/plural.h"
#include "numeric/decimal.h"
#include "orthant/simplex.h"
#include "scenario/read.h"

/* Fractions with denominators that have nothing in common make sums that grow with every one;
 * beyond this many bits a sum is refused rather than waited for. */
#define COMMON_DENOMINATOR_BITS_MAX ((size_t)1 << 18)

/* The kernels work on the nearest double, so that is what must be in range; of weights that are
 * still to be divided by their sum only that they are above 0. */
static orth_status read_weight(orth_reader *reader, const json_t *value, mpq_t weight)
{
    orth_status status = orth_read_number(reader, value, weight);
    if (status != ORTH_OK)
        return status;
    if (reader->scenario->normalise)
        return mpq_sgn(weight) > 0 ? ORTH_OK
                                   : orth_read_fail_range(reader, value, "weights above 0");
    double plain = orth_rational_to_double(weight);
    if (!(plain >= ORTH_WEIGHT_MIN && plain < 1))
        return orth_read_fail_range(reader, value, "weights from 1e-150 to below 1, as doubles");
    return ORTH_OK;
}

/* Halves first, so that the large sums are few; false when the denominator has grown too long. */
static bool sum_exactly(mpq_t sum, size_t n, mpq_t *weights)
{
    if (n == 1) {
        mpq_set(sum, weights[0]);
        return true;
    }
    mpq_t right;
    mpq_init(right);
    bool fits = sum_exactly(sum, n / 2, weights) && sum_exactly(right, n - n / 2, weights + n / 2);
    if (fits) {
        mpq_add(sum, sum, right);
        fits = mpz_sizeinbase(mpq_denref(sum), 2) <= COMMON_DENOMINATOR_BITS_MAX;
    }
    mpq_clear(right);
    return fits;
}

/* sum - 1 */
static double excess(const mpq_t sum)
{
    mpq_t one, rest;
    mpq_init(one);
    mpq_init(rest);
    mpq_set_ui(one, 1, 1);
    mpq_sub(rest, sum, one);
    double result = orth_rational_to_double(rest);
    mpq_clear(one);
    mpq_clear(rest);
    return result;
}

static orth_status fail_sum(const orth_reader *reader, double over, const char *permitted)
{
    if (fabs(over) > 1e-9)
        return orth_read_fail(reader,
                              "the weights sum to %.12g; permitted: %s; --normalise divides them "
                              "by their sum",
                              1 + over, permitted);
    return orth_read_fail(
        reader,
        "the weights sum to 1 %c %.3g; permitted: %s; --normalise divides them by "
        "their sum",
        over < 0 ? '-' : '+', fabs(over), permitted);
}

static orth_status scale(orth_reader *reader, const mpq_t sum, size_t n, mpq_t *weights)
{
    for (size_t i = 0; i < n; i++)
        mpq_div(weights[i], weights[i], sum);
    double over = excess(sum);
    return orth_read_note(reader, "plain numbers that sum to 1 %c %.3g, scaled to sum to exactly 1",
                          over < 0 ? '-' : '+', fabs(over));
}

static orth_status fail_denominator(const orth_reader *reader)
{
    return orth_read_fail(reader,
                          "the weights' common denominator has more than %zu bits, the most "
                          "permitted",
                          COMMON_DENOMINATOR_BITS_MAX);
}

/* Each weight by their sum, exactly; a note where that is not 1. */
static orth_status divide(orth_reader *reader, size_t n, mpq_t *weights)
{
    mpq_t sum;
    mpq_init(sum);
    orth_status status = ORTH_OK;
    if (!sum_exactly(sum, n, weights)) {
        status = fail_denominator(reader);
    } else if (mpq_cmp_ui(sum, 1, 1) != 0) {
        double over = excess(sum);
        for (size_t i = 0; i < n; i++)
            mpq_div(weights[i], weights[i], sum);
        status =
            fabs(over) > 1e-9
                ? orth_read_note(reader, "the weights sum to %.12g, and were divided by that",
                                 1 + over)
                : orth_read_note(reader, "the weights sum to 1 %c %.3g, and were divided by that",
                                 over < 0 ? '-' : '+', fabs(over));
    }
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        double plain = orth_rational_to_double(weights[i]);
        if (!(plain >= ORTH_WEIGHT_MIN && plain < 1)) {
            orth_read_enter_index(reader, i);
            status = orth_read_fail(reader,
                                    "%.17g of the weights' sum; permitted: weights from 1e-150 to "
                                    "below 1, as doubles",
                                    plain);
        }
    }
    mpq_clear(sum);
    return status;
}

static orth_status check_sum(orth_reader *reader, bool exact, size_t n, mpq_t *weights)
{
    if (reader->scenario->normalise)
        return divide(reader, n, weights);
    /* In doubles first: an exact sum can be long work, and most wrong ones are far off. */
    double rough = 0;
    for (size_t i = 0; i < n; i++)
        rough += orth_rational_to_double(weights[i]);
    const char *permitted = exact ? "exactly 1 for decimal strings" : "1 within 1e-12 for numbers";
    if (fabs(rough - 1) > 1e-9)
        return fail_sum(reader, rough - 1, permitted);
    mpq_t sum;
    mpq_init(sum);
    orth_status status = ORTH_OK;
    if (!sum_exactly(sum, n, weights)) {
        status = fail_denominator(reader);
    } else if (mpq_cmp_ui(sum, 1, 1) != 0) {
        double over = excess(sum);
        if (exact || fabs(over) > ORTH_SUM_TOLERANCE)
            status = fail_sum(reader, over, permitted);
        else
            status = scale(reader, sum, n, weights);
    }
    mpq_clear(sum);
    return status;
}

/* All strings or all numbers: a mixture would have no one rule for its sum. */
static orth_status check_kinds(orth_reader *reader, const json_t *list)
{
    bool exact = json_is_string(json_array_get(list, 0));
    for (size_t i = 1; i < json_array_size(list); i++) {
        const json_t *value = json_array_get(list, i);
        if ((json_is_string(value) && !exact) || (json_is_number(value) && exact)) {
            orth_read_enter_index(reader, i);
            return orth_read_fail_type(reader, value,
                                       exact ? "a decimal string like the weights before it"
                                             : "a plain number like the weights before it");
        }
    }
    return ORTH_OK;
}

orth_status orth_read_weights(orth_reader *reader, const json_t *value, mpq_t **weights)
{
    size_t n = reader->scenario->n;
    if (!json_is_array(value))
        return orth_read_fail_type(reader, value, "a list of weights");
    if (json_array_size(value) != n)
        return orth_read_fail(reader, "%zu weight%s for %zu tokens; permitted: exactly %zu",
                              json_array_size(value), orth_plural(json_array_size(value), "", "s"),
                              n, n);
    orth_status status = check_kinds(reader, value);
    if (status != ORTH_OK)
        return status;
    *weights = orth_rationals_create(n);
    if (*weights == NULL)
        return orth_fail_memory(reader->error, (double)(n * sizeof **weights));
    for (size_t i = 0; status == ORTH_OK && i < n; i++) {
        size_t outer = orth_read_enter_index(reader, i);
        status = read_weight(reader, json_array_get(value, i), (*weights)[i]);
        orth_read_leave(reader, outer);
    }
    if (status != ORTH_OK)
        return status;
    return check_sum(reader, json_is_string(json_array_get(value, 0)), n, *weights);
}
