/* Numbers of tokens, as quantammsim keeps them: one for all, a list of one a token, in an ensemble
 * a list of such lists, and for the triple rule's logit_lamb one level more. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plural.h"
#include "scenario/peer.h"

static const char *const names[ORTH_PEER_NAMES] = {
    [ORTH_PEER_LOGIT_LAMB] = "logit_lamb",
    [ORTH_PEER_LOGIT_DELTA_LAMB] = "logit_delta_lamb",
    [ORTH_PEER_LOGIT_LAMB_FOR_EWMA] = "logit_lamb_for_ewma",
    [ORTH_PEER_MEMORY_DAYS] = "memory_days",
    [ORTH_PEER_MEMORY_DAYS_1] = "memory_days_1",
    [ORTH_PEER_MEMORY_DAYS_2] = "memory_days_2",
    [ORTH_PEER_INITIAL_MEMORY_LENGTH] = "initial_memory_length",
    [ORTH_PEER_INITIAL_MEMORY_LENGTH_DELTA] = "initial_memory_length_delta",
    [ORTH_PEER_K] = "k",
    [ORTH_PEER_LOG_K] = "log_k",
    [ORTH_PEER_SP_K] = "sp_k",
    [ORTH_PEER_ABSOLUTE_K] = "absolute_k",
    [ORTH_PEER_K_PER_DAY] = "k_per_day",
    [ORTH_PEER_INITIAL_K_PER_DAY] = "initial_k_per_day",
    [ORTH_PEER_SP_EXPONENTS] = "sp_exponents",
    [ORTH_PEER_RAW_EXPONENTS] = "raw_exponents",
    [ORTH_PEER_EXPONENT] = "exponent",
    [ORTH_PEER_INITIAL_RAW_EXPONENTS] = "initial_raw_exponents",
    [ORTH_PEER_SP_PRE_EXP_SCALING] = "sp_pre_exp_scaling",
    [ORTH_PEER_LOGIT_PRE_EXP_SCALING] = "logit_pre_exp_scaling",
    [ORTH_PEER_RAW_PRE_EXP_SCALING] = "raw_pre_exp_scaling",
    [ORTH_PEER_PRE_EXP_SCALING] = "pre_exp_scaling",
    [ORTH_PEER_INITIAL_PRE_EXP_SCALING] = "initial_pre_exp_scaling",
    [ORTH_PEER_SP_WIDTH] = "sp_width",
    [ORTH_PEER_RAW_WIDTH] = "raw_width",
    [ORTH_PEER_WIDTH] = "width",
    [ORTH_PEER_INITIAL_RAW_WIDTH] = "initial_raw_width",
    [ORTH_PEER_SP_AMPLITUDE] = "sp_amplitude",
    [ORTH_PEER_LOG_AMPLITUDE] = "log_amplitude",
    [ORTH_PEER_AMPLITUDE] = "amplitude",
    [ORTH_PEER_INITIAL_LOG_AMPLITUDE] = "initial_log_amplitude",
    [ORTH_PEER_MIN_WEIGHTS] = "min_weights_per_asset",
    [ORTH_PEER_MAX_WEIGHTS] = "max_weights_per_asset",
    [ORTH_PEER_WEIGHTS_LOGITS] = "initial_weights_logits",
};

bool orth_peer_has_value_name(const char *name)
{
    for (size_t i = 0; i < ORTH_PEER_NAMES; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

const char *orth_peer_value_name(orth_peer_name name)
{
    return names[name];
}

const json_t *orth_peer_find(const orth_peer *peer, const char *name, const char **object)
{
    const struct {
        const json_t *tree;
        const char *name;
    } places[] = {
        {peer->parameters, "parameters"}, {peer->settings, "settings"}, {peer->block, ""}};
    const json_t *found = NULL;
    for (size_t p = 0; p < 3 && found == NULL; p++) {
        found = json_object_get(places[p].tree, name);
        if (json_is_null(found)) /* Python's None: not given */
            found = NULL;
        *object = places[p].name;
    }
    return found;
}

/* Numbers are the same by their values, 1 and 1.0 too. */
static bool is_same(const json_t *a, const json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return json_number_value(a) == json_number_value(b);
    if (!json_is_array(a) || json_array_size(a) != json_array_size(b))
        return json_equal(a, b);
    for (size_t i = 0; i < json_array_size(a); i++)
        if (!is_same(json_array_get(a, i), json_array_get(b, i)))
            return false;
    return true;
}

/* A name may stand in several of the objects, with one value. */
static orth_status check_once(orth_peer *peer, const char *name, const json_t *value,
                              const char *object)
{
    const struct {
        const json_t *tree;
        const char *name;
    } others[] = {{peer->settings, "settings"}, {peer->block, ""}};
    for (size_t p = 0; p < sizeof others / sizeof others[0]; p++) {
        const json_t *other = json_object_get(others[p].tree, name);
        if (other == NULL || json_is_null(other) || is_same(value, other))
            continue;
        size_t outer = strlen(peer->reader->pointer);
        char place[ORTH_JSON_POINTER_MAX];
        if (others[p].name[0] != '\0')
            orth_read_enter(peer->reader, others[p].name);
        orth_read_enter(peer->reader, name);
        snprintf(place, sizeof place, "%s", peer->reader->pointer);
        orth_read_leave(peer->reader, outer);
        if (object[0] != '\0')
            orth_read_enter(peer->reader, object);
        orth_read_enter(peer->reader, name);
        return orth_read_fail(peer->reader,
                              "another value stands at %s; permitted: one place, or the same value",
                              place);
    }
    return ORTH_OK;
}

orth_status orth_peer_read(orth_peer *peer, const char *name, orth_peer_reader *read, void *out)
{
    const char *object;
    const json_t *value = orth_peer_find(peer, name, &object);
    if (value == NULL)
        return ORTH_OK;
    orth_status status = check_once(peer, name, value, object);
    if (status != ORTH_OK)
        return status;
    size_t outer = strlen(peer->reader->pointer);
    if (object[0] != '\0')
        orth_read_enter(peer->reader, object);
    orth_read_enter(peer->reader, name);
    status = read(peer, value, out);
    if (status == ORTH_OK)
        orth_read_leave(peer->reader, outer);
    return status;
}

/* ---------------------------------------------------------------- lists */

static const orth_range range = {-1e9, 1e9, false, "from -1e9 to 1e9"};

/* One number for n, or n of them. */
static orth_status read_tokens(orth_peer *peer, const json_t *value, double *out)
{
    orth_reader *reader = peer->reader;
    size_t n = peer->n, count = json_array_size(value);
    bool list = json_is_array(value);
    if (list && count != n && count != 1)
        return orth_read_fail(reader,
                              "%zu number%s for %zu tokens; permitted: one a token, or one for all",
                              count, orth_plural(count, "", "s"), n);
    for (size_t i = 0; i < n; i++) {
        const json_t *one = list ? json_array_get(value, count == 1 ? 0 : i) : value;
        size_t outer =
            list ? orth_read_enter_index(reader, count == 1 ? 0 : i) : strlen(reader->pointer);
        orth_status status = orth_read_double(reader, one, &range, &out[i]);
        if (status != ORTH_OK)
            return status;
        orth_read_leave(reader, outer);
    }
    return ORTH_OK;
}

/* How many lists lie within each other. */
static size_t depth(const json_t *value)
{
    size_t levels = 0;
    for (; json_is_array(value); value = json_array_get(value, 0))
        levels++;
    return levels;
}

typedef orth_status read_level(orth_peer *peer, const json_t *value, double *out);

/* `count` of what `read` reads, each of `width` numbers; where there is no list of them, one for
 * all. */
static orth_status read_each(orth_peer *peer, const json_t *value, size_t count, size_t width,
                             bool list, read_level *read, double *out)
{
    orth_reader *reader = peer->reader;
    if (list && json_array_size(value) != count)
        return orth_read_fail(reader, "%zu list%s; permitted: %zu", json_array_size(value),
                              orth_plural(json_array_size(value), "", "s"), count);
    for (size_t i = 0; i < count; i++) {
        size_t outer = list ? orth_read_enter_index(reader, i) : strlen(reader->pointer);
        orth_status status = read(peer, list ? json_array_get(value, i) : value, out + i * width);
        if (status != ORTH_OK)
            return status;
        orth_read_leave(reader, outer);
    }
    return ORTH_OK;
}

static orth_status read_flat(orth_peer *peer, const json_t *value, double *out)
{
    return read_each(peer, value, ORTH_PEER_SLOPES, peer->n, false, read_tokens, out);
}

static orth_status read_slopes(orth_peer *peer, const json_t *value, double *out)
{
    return read_each(peer, value, ORTH_PEER_SLOPES, peer->n, depth(value) == 2, read_tokens, out);
}

/* Two levels of lists are an ensemble's members, or the one set of parameters that a run has; but
 * the three rows of the triple rule's logit_lamb outside of an ensemble. */
static orth_status read_value(orth_peer *peer, const json_t *value, void *out)
{
    double **values = out;
    size_t width = ORTH_PEER_SLOPES * peer->n, levels = depth(value);
    bool slopes = values == &peer->values[ORTH_PEER_LOGIT_LAMB];
    bool rows = slopes && peer->members == 1 && json_array_size(value) > 1;
    bool members = levels == 3 || (levels == 2 && !rows);
    *values = malloc(peer->members * width * sizeof **values);
    if (*values == NULL)
        return orth_fail_memory(peer->reader->error,
                                (double)(peer->members * width) * sizeof **values);
    return read_each(peer, value, peer->members, width, members, slopes ? read_slopes : read_flat,
                     *values);
}

size_t orth_peer_count_members(const orth_peer *peer)
{
    const char *object;
    for (size_t i = 0; i < ORTH_PEER_NAMES; i++) {
        const json_t *value = orth_peer_find(peer, names[i], &object);
        if (depth(value) == (i == ORTH_PEER_LOGIT_LAMB ? 3 : 2))
            return json_array_size(value);
    }
    const json_t *value = orth_peer_find(peer, names[ORTH_PEER_LOGIT_LAMB], &object);
    return depth(value) == 2 ? json_array_size(value) : 1;
}

orth_status orth_peer_read_values(orth_peer *peer)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < ORTH_PEER_NAMES; i++)
        status = orth_peer_read(peer, names[i], read_value, &peer->values[i]);
    return status;
}

void orth_peer_free_values(orth_peer *peer)
{
    for (size_t i = 0; i < ORTH_PEER_NAMES; i++)
        free(peer->values[i]);
}
