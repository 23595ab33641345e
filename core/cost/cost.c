#include "base/check.h"
#include "base/stop.h"
#include "cost/pair.h"

orth_status orth_cost_of_path(orth_cost *cost, orth_path *path, const orth_cost_terms *terms,
                              const orth_cost_options *options, orth_error *error)
{
    ORTH_CHECK(orth_path_tokens(path) == terms->n);
    if (terms->n > 2)
        return orth_cost_by_walk(cost, path, terms, options, error);
    orth_cost_by_law(cost, path, terms);
    return orth_go_on(error);
}
