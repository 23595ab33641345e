#include "sweep/axis.h"

#include <math.h>
#include <mpfr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plain_locale.h"
#include "numeric/elementary.h"
#include "orthant/decimal.h"
#include "sweep/json_text.h"

/* Bits of a power on its way to a double: enough that 1 to 100 in three values has 10. */
#define POWER_BITS 192

void orth_axis_free(orth_axis *axis)
{
    free(axis->pointer);
    for (size_t i = 0; axis->values != NULL && i < axis->count; i++)
        free(axis->values[i]);
    free(axis->values);
    free(axis->low_text);
    free(axis->high_text);
    if (axis->range) {
        mpq_clear(axis->from);
        mpq_clear(axis->to);
    }
}

static void print_number(const orth_axis *axis, double value, char text[ORTH_AXIS_TEXT_MAX])
{
    char digits[ORTH_DOUBLE_TEXT_MAX];
    orth_json_text_number(digits, value);
    snprintf(text, ORTH_AXIS_TEXT_MAX, axis->quoted ? "\"%s\"" : "%s", digits);
}

static orth_status copy_number(const orth_axis *axis, double value, char **text, orth_error *error)
{
    char digits[ORTH_AXIS_TEXT_MAX];
    print_number(axis, axis->whole ? round(value) : value, digits);
    *text = strdup(digits);
    return *text != NULL ? ORTH_OK : orth_fail_memory(error, sizeof digits);
}

/* from (to / from)^part */
static double power(const orth_axis *axis, const mpq_t part)
{
    mpfr_t ratio, from;
    mpq_t quotient;
    mpfr_inits2(POWER_BITS, ratio, from, (mpfr_ptr)0);
    mpq_init(quotient);
    mpq_div(quotient, axis->to, axis->from);
    mpfr_set_q(ratio, quotient, MPFR_RNDN);
    mpfr_log(ratio, ratio, MPFR_RNDN);
    mpfr_mul_q(ratio, ratio, part, MPFR_RNDN);
    mpfr_exp(ratio, ratio, MPFR_RNDN);
    mpfr_set_q(from, axis->from, MPFR_RNDN);
    mpfr_mul(ratio, ratio, from, MPFR_RNDN);
    double value = mpfr_get_d(ratio, MPFR_RNDN);
    mpq_clear(quotient);
    mpfr_clears(ratio, from, (mpfr_ptr)0);
    return value;
}

static double value_of(const orth_axis *axis, size_t i)
{
    if (i == 0 || i == axis->count - 1)
        return i == 0 ? axis->low : axis->high;
    mpq_t part;
    mpq_init(part);
    mpq_set_ui(part, i, axis->count - 1);
    mpq_canonicalize(part);
    double value;
    if (axis->logarithmic) {
        value = power(axis, part);
    } else {
        mpq_t span;
        mpq_init(span);
        mpq_sub(span, axis->to, axis->from);
        mpq_mul(span, span, part);
        mpq_add(span, span, axis->from);
        value = orth_rational_to_double(span);
        mpq_clear(span);
    }
    mpq_clear(part);
    return value;
}

orth_status orth_axis_fill(orth_axis *axis, orth_error *error)
{
    axis->low = orth_rational_to_double(axis->from);
    axis->high = orth_rational_to_double(axis->to);
    orth_status status = copy_number(axis, axis->low, &axis->low_text, error);
    if (status == ORTH_OK)
        status = copy_number(axis, axis->high, &axis->high_text, error);
    if (status != ORTH_OK || axis->count == 0)
        return status;
    axis->values = calloc(axis->count, sizeof *axis->values);
    if (axis->values == NULL)
        return orth_fail_memory(error, (double)axis->count * sizeof *axis->values);
    for (size_t i = 0; status == ORTH_OK && i < axis->count; i++)
        status = copy_number(axis, value_of(axis, i), &axis->values[i], error);
    return status;
}

const char *orth_axis_at(const orth_axis *axis, double unit, char text[ORTH_AXIS_TEXT_MAX])
{
    if (!axis->range)
        return axis->values[(size_t)(unit * (double)axis->count)];
    double value = axis->logarithmic ? axis->low * orth_exp(unit * orth_log(axis->high / axis->low))
                                     : axis->low + unit * (axis->high - axis->low);
    if (axis->whole) {
        value = round(value);
    } else {
        char digits[ORTH_DOUBLE_TEXT_MAX];
        orth_locale outer = orth_locale_enter();
        snprintf(digits, sizeof digits, "%.12g", value);
        value = strtod(digits, NULL);
        orth_locale_leave(outer);
    }
    if (value <= axis->low)
        return axis->low_text;
    if (value >= axis->high)
        return axis->high_text;
    print_number(axis, value, text);
    return text;
}
