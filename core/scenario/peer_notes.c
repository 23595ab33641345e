/* What is said of quantammsim's keys: those that are not known here, those that play no part, and
 * the order of tokens. */
#include <string.h>

#include "base/text.h"
#include "scenario/peer.h"

static const char *const setting_names[] = {
    "rule",
    "supply",
    "parameters",
    "settings",
    "chunk_period",
    "weight_interpolation_period",
    "weight_interpolation_method",
    "maximum_change",
    "minimum_weight",
    "use_alt_lamb",
    "use_pre_exp_scaling",
    "max_memory_days",
    "cap_weights",
    "start_minute",
    "n_ensemble_members",
};

static bool is_known(const char *name)
{
    for (size_t i = 0; i < sizeof setting_names / sizeof setting_names[0]; i++)
        if (strcmp(setting_names[i], name) == 0)
            return true;
    return orth_peer_has_value_name(name) || orth_peer_has_run_name(name);
}

static orth_status note_unknown(orth_peer *peer, const json_t *object)
{
    const char *name;
    json_t *member;
    orth_status status = ORTH_OK;
    json_object_foreach((json_t *)object, name, member)
    {
        char quoted[ORTH_QUOTE_MAX];
        if (status == ORTH_OK && !is_known(name))
            status = orth_read_note(peer->reader, "%s is not known here, and left out",
                                    orth_quote(quoted, sizeof quoted, name));
    }
    return status;
}

static orth_status note_unused(orth_peer *peer, const char *rule)
{
    orth_status status = ORTH_OK;
    for (int i = 0; status == ORTH_OK && i < ORTH_PEER_NAMES; i++)
        if (peer->values[i] != NULL && !peer->used[i])
            status = orth_read_note(peer->reader, "%s plays no part in %.60s as it is given here",
                                    orth_peer_value_name((orth_peer_name)i), rule);
    return status;
}

/* Their values go by tokens in alphabetical order. */
static orth_status note_order(orth_peer *peer)
{
    const orth_scenario *scenario = peer->reader->scenario;
    for (size_t i = 1; i < scenario->n; i++)
        if (strcmp(scenario->tokens[i - 1], scenario->tokens[i]) > 0)
            return orth_read_note(
                peer->reader,
                "values go by /tokens, whose order is not alphabetical (\"%.40s\" "
                "stands before \"%.40s\"), as quantammsim's is",
                scenario->tokens[i - 1], scenario->tokens[i]);
    return ORTH_OK;
}

orth_status orth_peer_tell(orth_peer *peer, const char *rule)
{
    orth_status status = note_unknown(peer, peer->block);
    if (status == ORTH_OK)
        status = note_unknown(peer, peer->parameters);
    if (status == ORTH_OK)
        status = note_unknown(peer, peer->settings);
    if (status == ORTH_OK)
        status = note_unused(peer, rule);
    return status == ORTH_OK ? note_order(peer) : status;
}
