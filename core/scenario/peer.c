/* A strategy as quantammsim says it. A key that it may have and we do not know is a note. */
#include "scenario/peer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "numeric/elementary.h"

#define USUAL_CHUNK 1440
#define USUAL_MEMORY_MAX 365.0
#define USUAL_CHANGE 3e-4

/* ---------------------------------------------------------------- the rule's name and its hooks */

typedef struct hooks {
    bool bounded, ensemble, lvr;
} hooks;

static orth_status read_rule(orth_peer *peer, hooks *found, const orth_peer_rule **rule)
{
    orth_reader *reader = peer->reader;
    const json_t *value = json_object_get(peer->block, "rule");
    size_t outer = orth_read_enter(reader, "rule");
    if (value == NULL)
        return orth_read_fail(reader, "this key is missing");
    if (!json_is_string(value))
        return orth_read_fail_type(reader, value, "a name");
    const char *name = json_string_value(value), *hook;
    for (; (hook = strstr(name, "__")) != NULL; name = hook + 2) {
        size_t length = (size_t)(hook - name);
        bool *flag = length == 7 && strncmp(name, "bounded", 7) == 0    ? &found->bounded
                     : length == 8 && strncmp(name, "ensemble", 8) == 0 ? &found->ensemble
                     : length == 3 && strncmp(name, "lvr", 3) == 0      ? &found->lvr
                                                                        : NULL;
        if (flag == NULL || *flag)
            return orth_read_fail(reader,
                                  "\"%.*s\" is %s; permitted: bounded__, ensemble__, lvr__, each "
                                  "once",
                                  (int)(length < 40 ? length : 40), name,
                                  flag == NULL ? "no hook that is known here" : "there twice");
        *flag = true;
    }
    *rule = orth_peer_rule_named(name, strlen(name));
    if (*rule == NULL) {
        const char *names[16];
        return orth_read_fail_name(reader, value, orth_peer_rule_names(names), names);
    }
    orth_read_leave(reader, outer);
    return ORTH_OK;
}

/* ---------------------------------------------------------------- what it makes */

static orth_status keep_row(orth_peer *peer, orth_peer_name name, const double **kept)
{
    const double *from = peer->values[name];
    peer->used[name] = true;
    if (from == NULL)
        return ORTH_OK;
    double *copy = malloc(peer->n * sizeof *copy);
    if (copy == NULL)
        return orth_fail_memory(peer->reader->error, (double)peer->n * sizeof *copy);
    memcpy(copy, from, peer->n * sizeof *copy);
    *kept = copy;
    return ORTH_OK;
}

/* exp(l_i) / sum exp(l_j), from the largest. */
static void softmax(size_t n, double *w)
{
    double most = w[0], sum = 0;
    for (size_t i = 1; i < n; i++)
        most = fmax(most, w[i]);
    for (size_t i = 0; i < n; i++)
        sum += w[i] = orth_exp(w[i] - most);
    for (size_t i = 0; i < n; i++)
        w[i] /= sum;
}

static orth_status make_weights(orth_peer *peer, const hooks *found, orth_strategy_spec *spec)
{
    orth_status status = keep_row(peer, ORTH_PEER_WEIGHTS_LOGITS, &spec->initial_weights);
    if (status == ORTH_OK && spec->initial_weights != NULL)
        softmax(peer->n, (double *)spec->initial_weights); /* our own */
    if (status != ORTH_OK || !found->bounded)
        return status;
    status = keep_row(peer, ORTH_PEER_MIN_WEIGHTS, &spec->as_peer.bound_low);
    if (status == ORTH_OK)
        status = keep_row(peer, ORTH_PEER_MAX_WEIGHTS, &spec->as_peer.bound_high);
    if (status == ORTH_OK && spec->as_peer.bound_low == NULL && spec->as_peer.bound_high == NULL)
        return orth_read_fail(peer->reader, "bounded__ needs min_weights_per_asset, "
                                            "max_weights_per_asset or both, which are missing");
    return status;
}

static orth_status make_rule(orth_peer *peer, const orth_peer_rule *rule, bool ensemble,
                             orth_strategy_spec *spec)
{
    if (!ensemble)
        return orth_peer_make_parts(peer, rule, 0, &spec->rule, &spec->estimator);
    orth_strategy_member *members = calloc(peer->members, sizeof *members);
    if (members == NULL)
        return orth_fail_memory(peer->reader->error, (double)peer->members * sizeof *members);
    spec->rule.kind = "ensemble";
    spec->members = members;
    spec->member_count = peer->members;
    orth_status status = ORTH_OK;
    for (size_t m = 0; status == ORTH_OK && m < peer->members; m++)
        status = orth_peer_make_parts(peer, rule, m, &members[m].rule, &members[m].estimator);
    return status;
}

/* ---------------------------------------------------------------- the key */

static orth_status open(orth_peer *peer, const char *name, const json_t **object)
{
    *object = json_object_get(peer->block, name);
    if (*object == NULL || json_is_object(*object))
        return ORTH_OK;
    orth_read_enter(peer->reader, name);
    return orth_read_fail_type(peer->reader, *object, "an object");
}

/* As many as n_ensemble_members says, or the values; one without the hook. */
static orth_status settle_members(orth_peer *peer, const hooks *found)
{
    size_t said = peer->members;
    if (found->ensemble)
        peer->members = said > 0 ? said : orth_peer_count_members(peer);
    else
        peer->members = 1;
    if (found->ensemble || said <= 1)
        return peer->members <= ORTH_STRATEGY_MEMBERS_MAX
                   ? ORTH_OK
                   : orth_read_fail(peer->reader,
                                    "%zu members; permitted: from 1 to " ORTH_LIMIT_TEXT(
                                        ORTH_STRATEGY_MEMBERS_MAX),
                                    peer->members);
    return orth_read_note(peer->reader,
                          "n_ensemble_members plays no part without ensemble__ before the rule");
}

static orth_status read_all(orth_peer *peer)
{
    orth_scenario_strategy *strategy = orth_strategy_being_read(peer->reader);
    orth_strategy_spec *spec = &strategy->spec;
    hooks found = {.lvr = false};
    const orth_peer_rule *rule = NULL;
    const char *method = NULL;
    orth_status status = open(peer, "parameters", &peer->parameters);
    if (status == ORTH_OK)
        status = open(peer, "settings", &peer->settings);
    if (status == ORTH_OK)
        status = read_rule(peer, &found, &rule);
    spec->as_peer.on = true;
    spec->largest_change_a_block = USUAL_CHANGE;
    if (status == ORTH_OK)
        status = orth_peer_read_settings(peer, &method);
    if (status == ORTH_OK && method != NULL && (spec->path = strdup(method)) == NULL)
        status = orth_fail_memory(peer->reader->error, (double)strlen(method));
    if (status == ORTH_OK)
        status = settle_members(peer, &found);
    if (status == ORTH_OK)
        status = orth_peer_read_values(peer);
    if (status == ORTH_OK)
        status = make_rule(peer, rule, found.ensemble, spec);
    if (status == ORTH_OK)
        status = make_weights(peer, &found, spec);
    strategy->lvr = found.lvr;
    if (status == ORTH_OK)
        status = orth_peer_read_run(peer);
    return status == ORTH_OK ? orth_peer_tell(peer, orth_peer_rule_kind(rule)) : status;
}

orth_status orth_read_peer(orth_reader *reader, const json_t *value)
{
    if (!json_is_object(value))
        return orth_read_fail_type(reader, value, "an object");
    orth_peer peer = {.reader = reader,
                      .block = value,
                      .n = reader->scenario->n,
                      .chunk = USUAL_CHUNK,
                      .max_memory_days = USUAL_MEMORY_MAX,
                      .pre_exp_scaling = true};
    orth_status status = read_all(&peer);
    orth_peer_free_values(&peer);
    return status;
}
