#include "audit/audit_spread.h"

#include <math.h>
#include <stdlib.h>

bool orth_audit_wrong_way(const orth_audit_point *point, orth_truth_side side)
{
    return (side == ORTH_TRUTH_SIDE_DOWN && point->wei > 0) ||
           (side == ORTH_TRUTH_SIDE_UP && point->wei < 0);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Which number of a point a spread is over. */
typedef double point_value(const orth_audit_point *point, orth_truth_side side);

static double wei_of(const orth_audit_point *point, orth_truth_side side)
{
    (void)side;
    return point->wei;
}

static double relative_of(const orth_audit_point *point, orth_truth_side side)
{
    (void)side;
    return point->relative;
}

/* In units of the last place that a double would have at the value. */
static double ulp_of(const orth_audit_point *point, orth_truth_side side)
{
    (void)side;
    int exponent;
    if (point->value == 0 || point->wei == 0)
        return 0;
    frexp(point->value, &exponent);
    return ldexp(point->wei, 53 - exponent);
}

static double margin_of(const orth_audit_point *point, orth_truth_side side)
{
    return side == ORTH_TRUTH_SIDE_DOWN ? 0 - point->relative : point->relative;
}

static orth_audit_spread spread(const orth_audit *audit, point_value *value, double *scratch)
{
    orth_audit_spread out = {0};
    size_t n = 0;
    for (uint64_t i = 0; i < audit->samples; i++) {
        if (audit->point[i].state != ORTH_AUDIT_STATE_FINE)
            continue;
        double v = value(&audit->point[i], audit->side);
        if (n == 0 || v < out.min) {
            out.min = v;
            out.min_at = i;
        }
        if (n == 0 || v > out.max) {
            out.max = v;
            out.max_at = i;
        }
        scratch[n++] = v;
    }
    if (n == 0)
        return out;
    qsort(scratch, n, sizeof *scratch, compare_doubles);
    out.median = scratch[(n - 1) / 2];
    out.p99 = scratch[(size_t)((double)(n - 1) * 0.99)];
    return out;
}

static void count_revert(orth_audit *audit, uint32_t selector, uint64_t index)
{
    size_t i = 0;
    while (i < audit->revert_count && audit->reverts[i].selector != selector)
        i++;
    if (i == ORTH_AUDIT_REVERTS_MAX)
        return;
    if (i == audit->revert_count)
        audit->reverts[audit->revert_count++] = (orth_audit_revert){selector, 0, index};
    audit->reverts[i].count++;
}

void orth_audit_reduce(orth_audit *audit, double *scratch)
{
    for (uint64_t i = 0; i < audit->samples; i++) {
        const orth_audit_point *point = &audit->point[i];
        switch (point->state) {
        case ORTH_AUDIT_STATE_REVERT:
            audit->reverted++;
            count_revert(audit, point->selector, i);
            break;
        case ORTH_AUDIT_STATE_UNDEFINED:
            audit->undefined++;
            break;
        case ORTH_AUDIT_STATE_UNDECIDED:
            audit->undecided++;
            break;
        default:
            audit->points++;
            if (orth_audit_wrong_way(point, audit->side) && audit->wrong_way++ == 0)
                audit->first_wrong = i;
        }
    }
    audit->wei = spread(audit, wei_of, scratch);
    audit->ulp = spread(audit, ulp_of, scratch);
    audit->relative = spread(audit, relative_of, scratch);
    if (audit->side != ORTH_TRUTH_SIDE_NONE)
        audit->margin = spread(audit, margin_of, scratch);
}
