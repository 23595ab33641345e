#include "exact/curve.h"

#include <stdlib.h>
#include <string.h>

#include "exact/curve_rows.h"
#include "numeric/decimal.h"

static orth_status find(orth_curve *c, const char *name, orth_error *error)
{
    for (const orth_curve_family *f = orth_curve_families; f->name != NULL; f++) {
        if (strcmp(name, f->name) == 0) {
            c->family = f;
            return ORTH_OK;
        }
    }
    bool safe = strncmp(name, "safe:", 5) == 0;
    if (!safe && strncmp(name, "power:", 6) != 0)
        return orth_fail(error, ORTH_BAD_INPUT, "'%s' is no path with a multi-precision twin",
                         name);
    mpq_t p;
    mpq_init(p);
    orth_error inner;
    orth_status status = orth_decimal_parse(p, strchr(name, ':') + 1, &inner);
    if (status == ORTH_OK && safe && mpq_cmp_ui(p, 1, 1) < 0)
        status = orth_fail(&inner, ORTH_BAD_INPUT, "the factor must be at least 1");
    if (status == ORTH_OK)
        orth_iv_set_q(&c->number, p);
    else
        orth_fail(error, status, "path '%s': %s", name, inner.text);
    c->family = safe ? &orth_curve_safe : &orth_curve_power;
    mpq_clear(p);
    return status;
}

orth_status orth_curve_create(orth_curve **curve, const char *name, const orth_rows *ends,
                              mpfr_prec_t precision, orth_error *error)
{
    *curve = NULL;
    orth_curve *c = calloc(1, sizeof *c);
    if (c == NULL)
        return orth_fail_memory(error, sizeof *c);
    size_t n = ends->n;
    c->n = n;
    c->precision = precision;
    c->ends = ends;
    c->start = orth_iv_array(n, precision);
    c->target = orth_iv_array(n, precision);
    c->from = orth_iv_array(n, precision);
    c->to = orth_iv_array(n, precision);
    c->low = orth_iv_array(n, precision);
    c->high = orth_iv_array(n, precision);
    c->more = orth_iv_array(ORTH_CURVE_MORE, precision);
    orth_iv_init(&c->number, precision);
    orth_iv_init(&c->number_sine, precision);
    orth_status status = ORTH_OK;
    if (!c->start || !c->target || !c->from || !c->to || !c->low || !c->high || !c->more)
        status = orth_fail_memory(error, (6.0 * (double)n + ORTH_CURVE_MORE) * sizeof(orth_iv));
    if (status == ORTH_OK)
        status = find(c, name, error);
    if (status != ORTH_OK) {
        orth_curve_free(c);
        return status;
    }
    for (size_t i = 0; i < n; i++) {
        orth_iv_set_ratio(&c->start[i], ends->entry[i], ends->sum[0]);
        orth_iv_set_ratio(&c->target[i], ends->entry[ends->steps * n + i], ends->sum[ends->steps]);
    }
    if (c->family->prepare != NULL)
        c->family->prepare(c);
    *curve = c;
    return ORTH_OK;
}

void orth_curve_free(orth_curve *c)
{
    if (c == NULL)
        return;
    orth_iv_array_free(c->start, c->n);
    orth_iv_array_free(c->target, c->n);
    orth_iv_array_free(c->from, c->n);
    orth_iv_array_free(c->to, c->n);
    orth_iv_array_free(c->low, c->n);
    orth_iv_array_free(c->high, c->n);
    orth_iv_array_free(c->more, ORTH_CURVE_MORE);
    orth_iv_clear(&c->number);
    orth_iv_clear(&c->number_sine);
    free(c);
}

orth_status orth_curve_row(const orth_curve *c, orth_iv *out, uint64_t k, uint64_t f,
                           orth_error *error)
{
    if (k == 0 || k == f) {
        for (size_t i = 0; i < c->n; i++)
            orth_iv_set(&out[i], k == 0 ? &c->start[i] : &c->target[i]);
        return ORTH_OK;
    }
    if (c->family->dyadic_only && !orth_power_of_two(f))
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "path '%s' halves steps: their number must be a power of two, not %llu steps",
            c->family->name, (unsigned long long)f);
    c->family->row(c, out, k, f);
    return ORTH_OK;
}
