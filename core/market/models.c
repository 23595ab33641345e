/* The table of models: a line a model, in the order in which they are told. */
#include <string.h>

#include "market/model.h"

/* clang-format off */
#define MODELS(model) \
    model(constant) \
    model(panel) \
    model(files) \
    model(gbm) \
    model(merton) \
    model(garch) \
    model(bootstrap)
/* clang-format on */

#define DECLARE(name) extern const orth_model orth_model_##name;
MODELS(DECLARE)

#define PUBLIC(name) &orth_model_##name.public,
static const orth_market_model *const table[] = {MODELS(PUBLIC) NULL};

_Static_assert(sizeof table / sizeof table[0] - 1 <= ORTH_MODELS_MAX, "too many models");

const orth_market_model *const *orth_market_models(void)
{
    return table;
}

const orth_model *orth_model_named(const char *name)
{
    for (size_t i = 0; table[i] != NULL; i++)
        if (strcmp(table[i]->name, name) == 0)
            return (const orth_model *)table[i]; /* whose first member it is */
    return NULL;
}

size_t orth_model_names(const char *names[ORTH_MODELS_MAX])
{
    size_t count = 0;
    for (; table[count] != NULL; count++)
        names[count] = table[count]->name;
    return count;
}
