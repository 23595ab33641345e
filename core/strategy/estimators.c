/* The table of estimators: a line an estimator, in the order in which they are told. */
#include "strategy/strategy.h"

/* clang-format off */
#define ESTIMATORS(estimator) \
    estimator(gradient) \
    estimator(level) \
    estimator(trend) \
    estimator(level_ar1) \
    estimator(trend_ar1)
/* clang-format on */

#define DECLARE(name) extern const orth_estimator orth_estimator_##name;
ESTIMATORS(DECLARE)

#define LISTED(name) &orth_estimator_##name.piece.listed,
static const orth_strategy_kind *const table[] = {ESTIMATORS(LISTED) NULL};

const orth_strategy_kind *const *orth_strategy_estimators(void)
{
    return table;
}
