/* The scenario parser on any bytes: it refuses with a message, or gives a scenario that keeps what
 * orthant/scenario.h promises. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/limits.h"
#include "orthant/scenario.h"
#include "orthant/simplex.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool condition)
{
    if (!condition)
        abort();
}

static void check_end(mpq_t *weights, size_t n)
{
    mpq_t sum;
    mpq_init(sum);
    for (size_t i = 0; i < n; i++) {
        must(mpq_sgn(weights[i]) > 0);
        mpq_add(sum, sum, weights[i]);
    }
    must(mpq_cmp_ui(sum, 1, 1) == 0);
    mpq_clear(sum);
}

/* Whatever is read makes a strategy, or is refused with a line. */
static void check_strategies(const orth_scenario *s)
{
    must(s->start == NULL && s->target == NULL && s->step_count == 0 && s->path_count == 0);
    for (size_t i = 0; i < s->strategy_count; i++) {
        const orth_scenario_strategy *one = &s->strategies[i];
        orth_strategy_spec spec = one->spec;
        orth_strategy *strategy;
        orth_error error = {.status = ORTH_OK};
        must(spec.n == s->n && spec.rule.kind != NULL);
        spec.update_every = one->update_every.blocks;
        spec.over = one->over.blocks;
        spec.block_seconds = 60;
        orth_status status = orth_strategy_create(&strategy, &spec, &error);
        must((status == ORTH_OK) == (strategy != NULL));
        must(status == ORTH_OK || status == ORTH_BAD_INPUT || status == ORTH_DOMAIN);
        must(status == ORTH_OK || strpbrk(error.text, "\n\r\033") == NULL);
        orth_strategy_free(strategy);
    }
}

static void check_launch(const orth_scenario *s)
{
    const orth_scenario_launch *l = s->launch;
    must(s->n == 2 && l->project + l->reserve == 1 && s->pool_unit != NULL);
    must(mpq_sgn(l->project_balance) > 0 && mpq_sgn(l->reserve_balance) >= 0);
    must(mpq_sgn(l->virtual_reserve) >= 0 && mpq_sgn(l->fixed_price) >= 0);
    must(mpq_sgn(l->reserve_balance) > 0 || mpq_sgn(l->virtual_reserve) > 0);
    must(l->project_decimals <= 18 && l->reserve_decimals <= 18);
    must(!l->has_value || (l->value >= ORTH_PRICE_MIN && l->value <= ORTH_PRICE_MAX));
    must((l->demand == ORTH_DEMAND_TRADES) == (l->trades_file != NULL));
    must(!l->has_sniper || l->sniper.capital > 0);
    must(!l->sales_blocked || (l->buyers.flippers == 0 && !l->sniper.sells));
    const orth_launch_buyers *b = &l->buyers;
    if (l->demand != ORTH_DEMAND_BUYERS)
        return;
    must(b->budget > 0 && b->budget_deviation >= 0 && b->deviation >= 0);
    must((b->nu == 0 || b->nu > 2) && (b->flippers == 0 || b->gain > 0));
    must(b->arrivals.count > 0 ? b->arrivals.days[0] == 0 : b->arrivals.rate > 0);
    for (size_t i = 1; i < b->arrivals.count; i++)
        must(b->arrivals.days[i] > b->arrivals.days[i - 1] && b->arrivals.rates[i] >= 0);
}

static void check_scenario(const orth_scenario *s)
{
    must(s->n >= ORTH_TOKENS_MIN && s->n <= ORTH_TOKENS_MAX);
    must(s->file != NULL && s->name != NULL && s->description != NULL);
    must(strlen(s->sha256) == 64);
    must(!s->has_pool || (mpq_sgn(s->pool_value) > 0 && s->pool_unit[0] != '\0'));
    if (s->strategy_count > 0) {
        check_strategies(s);
        return;
    }
    check_end(s->start, s->n);
    check_end(s->target, s->n);
    must(s->step_count >= 1 && s->path_count >= 1);
    for (size_t i = 0; i < s->step_count; i++)
        must(s->steps[i] >= 1 && s->steps[i] <= ORTH_STEPS_MAX);
    for (size_t i = 0; i < s->path_count; i++)
        must(orth_path_check_name(s->paths[i], NULL) == ORTH_OK);
    if (s->launch != NULL)
        check_launch(s);
    orth_move *move;
    orth_error error;
    must(orth_scenario_move(&move, s, &error) == ORTH_OK);
    orth_move_free(move);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size > 0 ? size : 1); /* no byte more: the sanitizer sees one too far */
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    orth_scenario *scenario;
    orth_error error = {.status = ORTH_OK};
    orth_status status = orth_scenario_parse(&scenario, text, size, "fuzz", &error);
    if (status == ORTH_OK) {
        check_scenario(scenario);
    } else {
        must(status == ORTH_BAD_INPUT && error.status == status && scenario == NULL);
        must(error.text[0] != '\0' && strpbrk(error.text, "\n\r\033") == NULL);
    }
    orth_scenario_free(scenario);
    free(text);
    return 0;
}
