/* Our parameters from quantammsim's: what it stores is turned into what it means, and what is not
 * given into its defaults. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "numeric/elementary.h"
#include "scenario/peer.h"

/* Which parameters a rule has. */
enum { GRADIENT = 1, SPEED = 2, POWER = 4, CHANNEL = 8, TRIPLE = 16, TWO = 32, VARIANCE = 64 };
enum { INDEX = 128 };

struct orth_peer_rule {
    const char *name, *kind;
    unsigned has;
};

static const orth_peer_rule rules[] = {
    {"momentum", "momentum", GRADIENT | SPEED},
    {"anti_momentum", "anti_momentum", GRADIENT | SPEED},
    {"power_channel", "power_channel", GRADIENT | SPEED | POWER},
    {"mean_reversion_channel", "mean_reversion_channel", GRADIENT | SPEED | POWER | CHANNEL},
    {"triple_threat_mean_reversion_channel", "triple_threat_mean_reversion_channel",
     TRIPLE | SPEED | POWER | CHANNEL},
    {"difference_momentum", "difference_momentum", TWO | SPEED},
    {"min_variance", "min_variance", VARIANCE},
    {"index_market_cap", "index_market_cap", INDEX},
    {"hodling_index_market_cap", "hodling_index_market_cap", INDEX},
    {"balancer", "fixed", 0},
    {"hodl", "hold", 0},
};
#define RULES (sizeof rules / sizeof rules[0])

const orth_peer_rule *orth_peer_rule_named(const char *name, size_t length)
{
    for (size_t i = 0; i < RULES; i++)
        if (strlen(rules[i].name) == length && strncmp(rules[i].name, name, length) == 0)
            return &rules[i];
    return NULL;
}

size_t orth_peer_rule_names(const char **names)
{
    for (size_t i = 0; i < RULES; i++)
        names[i] = rules[i].name;
    return RULES;
}

const char *orth_peer_rule_kind(const orth_peer_rule *rule)
{
    return rule->kind;
}

/* ---------------------------------------------------------------- stored forms */

static double as_is(double x)
{
    return x;
}
static double sigmoid(double x)
{
    return 1 / (1 + orth_exp(-x));
}
/* (x + sqrt(x^2 + 4)) / 2, without cancellation. */
static double squareplus(double x)
{
    double root = sqrt(x * x + 4);
    return x < 0 ? 2 / (root - x) : (x + root) / 2;
}
static double power_of_two(double x)
{
    return orth_pow(2, x);
}

/* One of the names for a thing, and what its number stands for. */
typedef struct form {
    orth_peer_name name;
    double (*means)(double x);
} form;

static const form days_forms[] = {{ORTH_PEER_MEMORY_DAYS_1, as_is},
                                  {ORTH_PEER_MEMORY_DAYS, as_is},
                                  {ORTH_PEER_INITIAL_MEMORY_LENGTH, as_is}};
static const form speed_forms[] = {{ORTH_PEER_K, as_is},
                                   {ORTH_PEER_LOG_K, power_of_two},
                                   {ORTH_PEER_SP_K, squareplus},
                                   {ORTH_PEER_K_PER_DAY, as_is},
                                   {ORTH_PEER_INITIAL_K_PER_DAY, as_is}};
static const form exponent_forms[] = {{ORTH_PEER_SP_EXPONENTS, squareplus},
                                      {ORTH_PEER_RAW_EXPONENTS, squareplus},
                                      {ORTH_PEER_EXPONENT, as_is},
                                      {ORTH_PEER_INITIAL_RAW_EXPONENTS, squareplus}};
static const form scale_forms[] = {{ORTH_PEER_SP_PRE_EXP_SCALING, squareplus},
                                   {ORTH_PEER_LOGIT_PRE_EXP_SCALING, sigmoid},
                                   {ORTH_PEER_RAW_PRE_EXP_SCALING, power_of_two},
                                   {ORTH_PEER_PRE_EXP_SCALING, as_is},
                                   {ORTH_PEER_INITIAL_PRE_EXP_SCALING, as_is}};
static const form width_forms[] = {{ORTH_PEER_SP_WIDTH, squareplus},
                                   {ORTH_PEER_RAW_WIDTH, power_of_two},
                                   {ORTH_PEER_WIDTH, as_is},
                                   {ORTH_PEER_INITIAL_RAW_WIDTH, power_of_two}};
static const form amplitude_forms[] = {{ORTH_PEER_SP_AMPLITUDE, squareplus},
                                       {ORTH_PEER_LOG_AMPLITUDE, power_of_two},
                                       {ORTH_PEER_INITIAL_LOG_AMPLITUDE, power_of_two}};
#define FORMS(list) list, sizeof list / sizeof list[0]

/* The values of a name for a member and a slope; NULL where it is not given. */
static const double *given(orth_peer *peer, orth_peer_name name, size_t m, size_t slope)
{
    if (peer->values[name] == NULL)
        return NULL;
    peer->used[name] = true;
    return peer->values[name] + (m * ORTH_PEER_SLOPES + slope) * peer->n;
}

/* ---------------------------------------------------------------- parameters */

/* Room for a parameter's values at the end of the part; NULL: no memory. */
static double *add(orth_peer *peer, orth_strategy_part *part, const char *key, size_t count)
{
    size_t i = 0;
    while (part->parameters[i].name != NULL)
        i++;
    ORTH_CHECK(i < ORTH_STRATEGY_PARAMETERS_MAX);
    double *values = calloc(count, sizeof *values);
    if (values == NULL) {
        orth_fail_memory(peer->reader->error, (double)count * sizeof *values);
        return NULL;
    }
    part->parameters[i] = (orth_strategy_parameter){key, count, values};
    return values;
}

static orth_status add_values(orth_peer *peer, orth_strategy_part *part, const char *key,
                              size_t count, const double *values)
{
    double *own = add(peer, part, key, count);
    if (own != NULL)
        memcpy(own, values, count * sizeof *own);
    return own != NULL ? ORTH_OK : ORTH_NO_MEMORY;
}

/* The first of the forms that is given, or the default. */
static orth_status add_first(orth_peer *peer, orth_strategy_part *part, const char *key,
                             const form *forms, size_t count, size_t m, double usual)
{
    const double *raw = NULL;
    size_t f = 0;
    for (; f < count && raw == NULL; f++)
        raw = given(peer, forms[f].name, m, 0);
    double *values = add(peer, part, key, peer->n);
    for (size_t i = 0; values != NULL && i < peer->n; i++)
        values[i] = raw == NULL ? usual : forms[f - 1].means(raw[i]);
    return values != NULL ? ORTH_OK : ORTH_NO_MEMORY;
}

#define USUAL_DAYS 10.0
#define USUAL_SPEED 20.0
#define MINUTES 1440.0

/* A decay from logits, or from days. */
static orth_status add_decay(orth_peer *peer, orth_strategy_part *part, const char *lambda,
                             const char *days, orth_peer_name logits, size_t m, size_t slope)
{
    const double *raw = given(peer, logits, m, slope);
    if (raw == NULL)
        return add_first(peer, part, days, FORMS(days_forms), m, USUAL_DAYS);
    double *values = add(peer, part, lambda, peer->n);
    for (size_t i = 0; values != NULL && i < peer->n; i++)
        values[i] = sigmoid(raw[i]);
    return values != NULL ? ORTH_OK : ORTH_NO_MEMORY;
}

/* The second memory: beside the first's logits, or in days; without either it is the first. */
static orth_status add_second(orth_peer *peer, orth_strategy_part *part, const char *lambda,
                              const char *days, size_t m)
{
    const double *logits = given(peer, ORTH_PEER_LOGIT_LAMB, m, 0), *second = NULL;
    if (logits != NULL) {
        const double *more = given(peer, ORTH_PEER_LOGIT_DELTA_LAMB, m, 0);
        double *values = add(peer, part, lambda, peer->n);
        for (size_t i = 0; values != NULL && i < peer->n; i++)
            values[i] = sigmoid(logits[i] + (more == NULL ? 0 : more[i]));
        return values != NULL ? ORTH_OK : ORTH_NO_MEMORY;
    }
    if ((second = given(peer, ORTH_PEER_MEMORY_DAYS_2, m, 0)) == NULL)
        second = given(peer, ORTH_PEER_INITIAL_MEMORY_LENGTH_DELTA, m, 0);
    bool delta = second != NULL && peer->values[ORTH_PEER_MEMORY_DAYS_2] == NULL;
    if (second == NULL || delta) {
        orth_status status = add_first(peer, part, days, FORMS(days_forms), m, USUAL_DAYS);
        size_t last = 0;
        while (part->parameters[last + 1].name != NULL)
            last++;
        double *values = (double *)part->parameters[last].values; /* our own */
        for (size_t i = 0; status == ORTH_OK && delta && i < peer->n; i++)
            values[i] += second[i];
        return status;
    }
    return add_values(peer, part, days, peer->n, second);
}

/* The speed: "absolute_k" is k itself; with logits the difference rule's k goes by its first
 * memory. */
static orth_status add_speed(orth_peer *peer, orth_strategy_part *part, unsigned has, size_t m)
{
    const double *absolute = NULL, *logits = NULL;
    bool other = false;
    for (size_t f = 0; f < sizeof speed_forms / sizeof speed_forms[0]; f++)
        other |= peer->values[speed_forms[f].name] != NULL;
    if (!other)
        absolute = given(peer, ORTH_PEER_ABSOLUTE_K, m, 0);
    if ((has & TWO) != 0)
        logits = given(peer, ORTH_PEER_LOGIT_LAMB, m, 0);
    if (absolute != NULL)
        return add_values(peer, part, "speed", peer->n, absolute);
    orth_status status = add_first(peer, part, logits == NULL ? "k_per_day" : "speed",
                                   FORMS(speed_forms), m, USUAL_SPEED);
    if (status != ORTH_OK || logits == NULL)
        return status;
    double *values = (double *)part->parameters[0].values; /* our own, the first there is */
    for (size_t i = 0; i < peer->n; i++) {
        double days = orth_memory_days(sigmoid(logits[i]), (double)peer->chunk / MINUTES);
        values[i] *= days < peer->max_memory_days ? days : peer->max_memory_days;
    }
    return ORTH_OK;
}

static orth_status add_channel(orth_peer *peer, orth_strategy_part *part, size_t m)
{
    orth_status status = add_first(peer, part, "width", FORMS(width_forms), m, 1);
    bool stored = peer->values[ORTH_PEER_SP_AMPLITUDE] != NULL ||
                  peer->values[ORTH_PEER_LOG_AMPLITUDE] != NULL;
    static const form whole[] = {{ORTH_PEER_AMPLITUDE, as_is}};
    if (status != ORTH_OK)
        return status;
    return peer->values[ORTH_PEER_AMPLITUDE] != NULL && !stored
               ? add_first(peer, part, "height", FORMS(whole), m, 1)
               : add_first(peer, part, "amplitude", FORMS(amplitude_forms), m, 1);
}

static orth_status add_power(orth_peer *peer, orth_strategy_part *part, size_t m)
{
    orth_status status = add_first(peer, part, "exponent", FORMS(exponent_forms), m, 1);
    return status != ORTH_OK
               ? status
               : add_first(peer, part, "scale", scale_forms,
                           peer->pre_exp_scaling ? sizeof scale_forms / sizeof scale_forms[0] : 0,
                           m, 0.5);
}

static orth_status add_triple(orth_peer *peer, orth_strategy_part *part, size_t m)
{
    static const char *const lambdas[] = {"lambda_1", "lambda_2", "lambda_3"};
    static const char *const days[] = {"memory_days_1", "memory_days_2", "memory_days_3"};
    orth_status status = ORTH_OK;
    for (size_t s = 0; status == ORTH_OK && s < ORTH_PEER_SLOPES; s++)
        status = add_decay(peer, part, lambdas[s], days[s], ORTH_PEER_LOGIT_LAMB, m, s);
    if (status != ORTH_OK)
        return status;
    orth_peer_name average = peer->values[ORTH_PEER_LOGIT_LAMB_FOR_EWMA] != NULL
                                 ? ORTH_PEER_LOGIT_LAMB_FOR_EWMA
                                 : ORTH_PEER_LOGIT_LAMB;
    return add_decay(peer, part, "lambda_average", "memory_days_average", average, m, 0);
}

orth_status orth_peer_make_parts(orth_peer *peer, const orth_peer_rule *rule, size_t m,
                                 orth_strategy_part *made, orth_strategy_part *estimator)
{
    unsigned has = rule->has;
    orth_status status = ORTH_OK;
    made->kind = rule->kind;
    if (has & SPEED) /* first, see add_speed */
        status = add_speed(peer, made, has, m);
    if (status == ORTH_OK && (has & GRADIENT)) {
        estimator->kind = "gradient";
        status = add_decay(peer, estimator, "lambda", "memory_days", ORTH_PEER_LOGIT_LAMB, m, 0);
        if (status == ORTH_OK && peer->alt_lamb)
            status = add_second(peer, estimator, "second_lambda", "second_memory_days", m);
    }
    if (status == ORTH_OK && (has & POWER))
        status = add_power(peer, made, m);
    if (status == ORTH_OK && (has & CHANNEL))
        status = add_channel(peer, made, m);
    if (status == ORTH_OK && (has & TRIPLE))
        status = add_triple(peer, made, m);
    if (status == ORTH_OK && (has & TWO)) {
        status = add_decay(peer, made, "lambda_1", "memory_days_1", ORTH_PEER_LOGIT_LAMB, m, 0);
        if (status == ORTH_OK)
            status = add_second(peer, made, "lambda_2", "memory_days_2", m);
    }
    if (status == ORTH_OK && (has & VARIANCE))
        status = add_decay(peer, made, "lambda", "memory_days", ORTH_PEER_LOGIT_LAMB, m, 0);
    if (status == ORTH_OK && (has & (VARIANCE | INDEX)))
        status = add_second(peer, made, "smoothing_lambda", "smoothing_memory_days", m);
    if (status != ORTH_OK || !(has & INDEX) || peer->cap == 0)
        return status;
    return add_values(peer, made, "cap", 1, &peer->cap);
}
