/* A strategy from its specification. */
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "strategy/numbers.h"
#include "strategy/parts.h"
#include "strategy/tables.h"

void orth_strategy_free(orth_strategy *strategy)
{
    if (strategy == NULL)
        return;
    for (size_t m = 0; m < strategy->members && strategy->rules != NULL; m++) {
        orth_piece_clear(&strategy->rules[m]);
        orth_piece_clear(&strategy->estimators[m]);
    }
    orth_piece_clear(&strategy->link);
    for (size_t i = 0; i < strategy->n && strategy->tokens != NULL; i++)
        free(strategy->tokens[i]);
    for (size_t i = 0; i < strategy->note_count; i++)
        free(strategy->notes[i]);
    free(strategy->notes);
    free(strategy->rules);
    free(strategy->tokens);
    free(strategy->name);
    free(strategy->initial);
    free(strategy->low);
    free(strategy->supply);
    free(strategy->targets);
    free(strategy->target_rows);
    free(strategy);
}

static orth_status keep_names(orth_strategy *strategy, const orth_strategy_spec *spec,
                              orth_error *error)
{
    const char *name = spec->name != NULL ? spec->name : spec->rule.kind;
    strategy->name = strdup(name);
    strategy->tokens = calloc(spec->n, sizeof *strategy->tokens);
    if (strategy->name == NULL || strategy->tokens == NULL)
        return orth_fail_memory(error, (double)spec->n * sizeof *strategy->tokens);
    for (size_t i = 0; i < spec->n; i++) {
        strategy->tokens[i] = strdup(spec->tokens[i]);
        if (strategy->tokens[i] == NULL)
            return orth_fail_memory(error, (double)strlen(spec->tokens[i]) + 1);
    }
    return ORTH_OK;
}

/* A member's kinds; what they are prepared with (times, the peer's ways) is known later. */
static orth_status find_member(orth_strategy *strategy, size_t m, const orth_strategy_part *rule,
                               const orth_strategy_part *estimator, orth_error *error)
{
    const orth_strategy_kind *kind;
    if (rule->kind == NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": a rule's kind is missing",
                         strategy->name);
    orth_status status =
        orth_strategy_find(&kind, orth_strategy_rules(), "rule", rule->kind, error);
    if (status != ORTH_OK)
        return status;
    strategy->rules[m].kind = (const orth_piece_kind *)kind; /* whose first member it is */
    const orth_rule *found = orth_rule_of(&strategy->rules[m]);
    if (strcmp(kind->name, "ensemble") == 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": a member of an ensemble is an ensemble",
                         strategy->name);
    if (found->peer_only && !strategy->as_peer)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": the rule %s is quantammsim's own", strategy->name,
                         kind->name);
    if (!found->estimates && estimator->kind != NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": the rule %s reads no estimator", strategy->name,
                         kind->name);
    if (!found->estimates)
        return ORTH_OK;
    const char *name = estimator->kind == NULL ? "gradient" : estimator->kind;
    status = orth_strategy_find(&kind, orth_strategy_estimators(), "estimator", name, error);
    if (status == ORTH_OK)
        strategy->estimators[m].kind = (const orth_piece_kind *)kind;
    return status;
}

static orth_status find_members(orth_strategy *strategy, const orth_strategy_spec *spec,
                                orth_error *error)
{
    bool ensemble = strcmp(spec->rule.kind, "ensemble") == 0;
    if (ensemble && spec->member_count == 0)
        return orth_fail(error, ORTH_BAD_INPUT, "strategy \"%.60s\": an ensemble has no members",
                         strategy->name);
    size_t members = ensemble ? spec->member_count : 1;
    strategy->rules = calloc(2 * members, sizeof *strategy->rules);
    if (strategy->rules == NULL)
        return orth_fail_memory(error, 2.0 * (double)members * sizeof *strategy->rules);
    strategy->estimators = strategy->rules + members;
    strategy->members = members;
    strategy->role = ORTH_RULE_TARGET;
    for (size_t m = 0; m < members; m++) {
        const orth_strategy_part *rule = ensemble ? &spec->members[m].rule : &spec->rule;
        const orth_strategy_part *estimator =
            ensemble ? &spec->members[m].estimator : &spec->estimator;
        orth_status status = find_member(strategy, m, rule, estimator, error);
        if (status != ORTH_OK)
            return status;
        const orth_rule *found = orth_rule_of(&strategy->rules[m]);
        if (members == 1)
            strategy->role = found->role;
        else if (found->role == ORTH_RULE_SCORES)
            strategy->role = ORTH_RULE_SCORES;
        strategy->frozen = members == 1 ? found->frozen : ORTH_FROZEN_NEVER;
        if (found->ahead > strategy->ahead_kind && strategy->as_peer)
            strategy->ahead_kind = found->ahead;
    }
    strategy->rule = ensemble ? "ensemble" : strategy->rules[0].kind->listed.name;
    return ORTH_OK;
}

static orth_status make_pieces(orth_strategy *strategy, const orth_strategy_spec *spec,
                               orth_error *error)
{
    orth_status status = ORTH_OK;
    bool ensemble = strcmp(strategy->rule, "ensemble") == 0;
    for (size_t m = 0; m < strategy->members && status == ORTH_OK; m++) {
        orth_piece *rule = &strategy->rules[m], *estimator = &strategy->estimators[m];
        const orth_strategy_member *member = ensemble ? &spec->members[m] : NULL;
        if (estimator->kind != NULL) {
            status = orth_piece_make(estimator, strategy, estimator->kind,
                                     member ? &member->estimator : &spec->estimator, error);
            rule->estimator = estimator;
        }
        if (status == ORTH_OK)
            status = orth_piece_make(rule, strategy, rule->kind,
                                     member ? &member->rule : &spec->rule, error);
    }
    return status;
}

static orth_status make_link(orth_strategy *strategy, const orth_strategy_spec *spec,
                             orth_error *error)
{
    const orth_strategy_kind *kind;
    const char *name = spec->link.kind == NULL ? "additive" : spec->link.kind;
    if (spec->link.kind != NULL && strategy->role != ORTH_RULE_SCORES)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": the rule %s gives no scores for a link",
                         strategy->name, strategy->rule);
    orth_status status = orth_strategy_find(&kind, orth_strategy_links(), "link", name, error);
    return status != ORTH_OK ? status
                             : orth_piece_make(&strategy->link, strategy,
                                               (const orth_piece_kind *)kind, &spec->link, error);
}

static orth_status find_path(orth_strategy *strategy, const orth_strategy_spec *spec,
                             orth_error *error)
{
    orth_status status = orth_strategy_find_path(&strategy->mover, &strategy->mover_argument,
                                                 spec->path == NULL ? "linear" : spec->path, error);
    if (status == ORTH_OK && strategy->mover->peer_only && !strategy->as_peer)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": the path %s is quantammsim's own", strategy->name,
                         strategy->mover->listed.name);
    if (status == ORTH_OK && strategy->mover->endless && spec->over != 0)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "strategy \"%.60s\": over is given, and the path %s has no end",
                         strategy->name, strategy->mover->listed.name);
    return status;
}

/* Of member m of `pieces`, once for members that are alike. */
static orth_status note_kind(orth_strategy *strategy, const orth_piece *pieces, size_t m,
                             orth_error *error)
{
    const orth_piece *piece = &pieces[m];
    if (piece->kind == NULL || piece->kind->peer_note == NULL ||
        (m > 0 && pieces[m - 1].kind == piece->kind))
        return ORTH_OK;
    return orth_strategy_add_note(strategy, error,
                                  "strategy \"%.60s\": %s as quantammsim has it: %s",
                                  strategy->name, piece->kind->listed.name, piece->kind->peer_note);
}

/* What the peer does otherwise. */
static orth_status note_peer(orth_strategy *strategy, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (strategy->role != ORTH_RULE_STILL)
        status = orth_strategy_add_note(
            strategy, error,
            "strategy \"%.60s\": the guard as quantammsim has it: one pass, after which a weight may "
            "be below minimum_weight; natively weights are projected on their rails",
            strategy->name);
    for (size_t m = 0; m < strategy->members && status == ORTH_OK; m++) {
        status = note_kind(strategy, strategy->estimators, m, error);
        if (status == ORTH_OK)
            status = note_kind(strategy, strategy->rules, m, error);
    }
    return status;
}

/* What rules say of themselves, once for members that are alike. */
static orth_status note_rules(orth_strategy *strategy, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t m = 0; m < strategy->members && status == ORTH_OK; m++) {
        const orth_piece *rule = &strategy->rules[m];
        bool again = m > 0 && strategy->rules[m - 1].kind == rule->kind;
        const char *note = again || rule->kind->note == NULL ? NULL : rule->kind->note(rule);
        if (note != NULL)
            status = orth_strategy_add_note(strategy, error, "strategy \"%.60s\": %s: %s",
                                            strategy->name, rule->kind->listed.name, note);
    }
    return status;
}

/* See orth_strategy_ahead. */
static uint64_t ahead_of(const orth_strategy *strategy)
{
    uint64_t past = strategy->warm_up % strategy->update_every;
    if (strategy->ahead_kind == ORTH_AHEAD_START)
        return past == 0 ? 1 : 0;
    return strategy->ahead_kind == ORTH_AHEAD_CHUNK ? strategy->update_every + 1 - past : 0;
}

static orth_status fill_in(orth_strategy *strategy, const orth_strategy_spec *spec,
                           orth_error *error)
{
    strategy->n = spec->n;
    strategy->as_peer = spec->as_peer.on;
    if (spec->rule.kind == NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "a strategy has no rule");
    orth_status status = keep_names(strategy, spec, error);
    if (status == ORTH_OK)
        status = find_members(strategy, spec, error);
    if (status == ORTH_OK)
        status = find_path(strategy, spec, error);
    if (status == ORTH_OK)
        status = orth_strategy_keep_numbers(strategy, spec, error);
    if (status == ORTH_OK)
        status = make_pieces(strategy, spec, error);
    if (status == ORTH_OK)
        status = make_link(strategy, spec, error);
    if (status != ORTH_OK)
        return status;
    strategy->ahead = ahead_of(strategy);
    return strategy->as_peer ? note_peer(strategy, error) : note_rules(strategy, error);
}

orth_status orth_strategy_create(orth_strategy **out, const orth_strategy_spec *spec,
                                 orth_error *error)
{
    *out = NULL;
    ORTH_CHECK(spec->n >= ORTH_TOKENS_MIN && spec->n <= ORTH_TOKENS_MAX);
    orth_strategy *strategy = calloc(1, sizeof *strategy);
    if (strategy == NULL)
        return orth_fail_memory(error, sizeof *strategy);
    orth_status status = fill_in(strategy, spec, error);
    if (status != ORTH_OK) {
        orth_strategy_free(strategy);
        return status;
    }
    *out = strategy;
    return ORTH_OK;
}
