#include "report_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define NUMBER_MAX 24

typedef struct list {
    const char **words;
    size_t count;
} list;

static void add(list *to, const char *option, const char *value)
{
    if (value == NULL)
        return;
    to->words[to->count++] = option;
    to->words[to->count++] = value;
}

static void add_prices(list *to, const cli_prices_options *prices)
{
    for (size_t i = 0; i < prices->count; i++)
        add(to, "--prices", prices->files[i]);
    for (size_t i = 0; i < prices->stamp_count; i++)
        add(to, "--stamp", prices->stamps[i]);
    add(to, "--every", prices->every);
    add(to, "--from", prices->from);
    add(to, "--to", prices->to);
}

orth_status cli_report_words(const char *const **words, const cli_report_given *given,
                             orth_error *error)
{
    const cli_monte_carlo_options *monte_carlo = given->monte_carlo;
    /* two words an option: the prices', and ten others at the most */
    size_t most = 2 * (given->prices->count + given->prices->stamp_count + 12);
    size_t bytes = most * sizeof(char *) + (size_t)2 * NUMBER_MAX;
    list to = {.words = malloc(bytes)};
    *words = to.words;
    if (to.words == NULL)
        return orth_fail_memory(error, (double)bytes);
    char *number = (char *)(to.words + most);
    add(&to, "--steps", given->scenario->steps);
    if (given->scenario->normalise)
        to.words[to.count++] = "--normalise";
    add(&to, "--price-volatility", given->volatility);
    add_prices(&to, given->prices);
    if (monte_carlo->price_paths > 0) {
        snprintf(number, NUMBER_MAX, "%" PRIu64, monte_carlo->price_paths);
        add(&to, "--price-paths", number);
    }
    if (monte_carlo->has_seed) {
        snprintf(number + NUMBER_MAX, NUMBER_MAX, "%" PRIu64, monte_carlo->seed);
        add(&to, "--seed", number + NUMBER_MAX);
    }
    add(&to, "--gas", given->gas);
    add(&to, "--target", given->target);
    to.words[to.count] = NULL;
    return ORTH_OK;
}
