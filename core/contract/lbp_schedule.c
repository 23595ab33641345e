/* The weights of a liquidity bootstrapping pool, and what it may be created with. */
#include "contract/lbp.h"

#define HOUR 3600
#define WEIGHT_MIN (ORTH_FP_UNIT / 100)

/* How far between the times, as a fraction of 1e18. */
static orth_word progress(orth_evm *evm, orth_word start, orth_word end, orth_word now)
{
    if (!orth_word_below(now, end))
        return orth_word_of(ORTH_FP_UNIT);
    if (!orth_word_below(start, now))
        return orth_word_of(0);
    return orth_fp_div_down(evm, orth_word_sub(now, start), orth_word_sub(end, start));
}

static orth_word interpolate(orth_evm *evm, orth_word start, orth_word end, orth_word part)
{
    if (!orth_word_below(part, orth_word_of(ORTH_FP_UNIT)) || orth_word_equal(start, end))
        return end;
    if (orth_word_is_zero(part))
        return start;
    if (orth_word_below(end, start))
        return orth_word_sub(start, orth_fp_mul_down(evm, part, orth_word_sub(start, end)));
    return orth_word_add(start, orth_fp_mul_down(evm, part, orth_word_sub(end, start)));
}

void orth_lbp_weights(orth_evm *evm, orth_word start_weight, orth_word end_weight,
                      orth_word start_time, orth_word end_time, orth_word now, orth_word out[2])
{
    orth_word part = progress(evm, start_time, end_time, now);
    out[0] = interpolate(evm, start_weight, end_weight, part);
    out[1] = orth_evm_sub(evm, orth_word_of(ORTH_FP_UNIT), out[0]);
}

orth_word orth_lbp_v3_start_time(orth_evm *evm, orth_word start, orth_word end, orth_word now)
{
    orth_word resolved = orth_word_below(start, now) ? now : start;
    if (orth_word_below(end, resolved))
        orth_evm_revert2(evm, ORTH_START_TIME, resolved, end);
    return resolved;
}

orth_word orth_lbp_v4_start_time(orth_evm *evm, orth_word start, orth_word end, orth_word now)
{
    if (orth_word_below(end, start))
        orth_evm_revert2(evm, ORTH_START_TIME, start, end);
    orth_word earliest = orth_evm_add(evm, now, orth_word_of(HOUR));
    if (orth_word_below(start, earliest))
        orth_evm_revert2(evm, ORTH_START_TIME, start, end);
    return start;
}

static bool too_small(orth_word weight)
{
    return orth_word_below(weight, orth_word_of(WEIGHT_MIN));
}

/* All four weights are looked at before the first sum is. */
static void require_weights(orth_evm *evm, const orth_lbp_terms *terms)
{
    orth_word one = orth_word_of(ORTH_FP_UNIT);
    if (too_small(terms->project_start) || too_small(terms->reserve_start) ||
        too_small(terms->project_end) || too_small(terms->reserve_end))
        orth_evm_revert(evm, ORTH_MIN_WEIGHT);
    orth_word sum = orth_evm_add(evm, terms->project_start, terms->reserve_start);
    if (!orth_word_equal(sum, one))
        orth_evm_revert(evm, ORTH_WEIGHT_SUM);
    sum = orth_evm_add(evm, terms->project_end, terms->reserve_end);
    if (!orth_word_equal(sum, one))
        orth_evm_revert(evm, ORTH_WEIGHT_SUM);
}

static void weights_at(orth_evm *evm, const orth_lbp_terms *terms, orth_word start, orth_word now,
                       orth_word out[2])
{
    require_weights(evm, terms);
    orth_lbp_weights(evm, terms->project_start, terms->project_end, start, terms->end_time, now,
                     out);
}

void orth_lbp_v3_weights(orth_evm *evm, const orth_lbp_terms *terms, orth_word created,
                         orth_word now, orth_word out[2])
{
    orth_word start = orth_lbp_v3_start_time(evm, terms->start_time, terms->end_time, created);
    weights_at(evm, terms, start, now, out);
}

void orth_lbp_v4_weights(orth_evm *evm, const orth_lbp_terms *terms, orth_word created,
                         orth_word now, orth_word out[2])
{
    orth_word start = orth_lbp_v4_start_time(evm, terms->start_time, terms->end_time, created);
    weights_at(evm, terms, start, now, out);
}
