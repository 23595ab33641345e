/* The names of models that `orthant market score` takes. */
#include "market_score.h"

#include <string.h>
#include <unistd.h>

bool cli_score_model_may_be(const char *name)
{
    return !cli_score_model_is_file(name) || strpbrk(name, "./") != NULL ||
           strcmp(name, "-") == 0 || access(name, F_OK) == 0;
}

bool cli_score_model_is_file(const char *model)
{
    orth_market_fit_model fitted;
    return strcmp(model, "bootstrap") != 0 && !orth_market_fit_model_find(&fitted, model);
}
