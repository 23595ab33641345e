#include "sweep/direction.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* ---------------------------------------------------------------- parts of a pointer */

/* The part of a pointer behind the stroke at `at`; its length. */
static size_t part_length(const char *at)
{
    return strcspn(at + 1, "/");
}

static bool is_part(const char *at, const char *name)
{
    size_t length = part_length(at);
    return strlen(name) == length && strncmp(at + 1, name, length) == 0;
}

static bool has_part(const char *pointer, const char *name)
{
    for (const char *at = strchr(pointer, '/'); at != NULL; at = strchr(at + 1, '/'))
        if (is_part(at, name))
            return true;
    return false;
}

/* ---------------------------------------------------------------- which figure */

/* The pointers that `by` may stand for (NULL: all), as a list for a message. */
static void list_figures(char *text, size_t size, const orth_sweep *sweep, const char *by)
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t f = 0; f < orth_sweep_figure_count(sweep) && used < size; f++) {
        const char *pointer = orth_sweep_figure(sweep, f);
        if (by != NULL && !has_part(pointer, by))
            continue;
        int more = snprintf(text + used, size - used, "%s%s", used > 0 ? ", " : "", pointer);
        used += more > 0 ? (size_t)more : 0;
    }
}

#define LIST_MAX 600

static orth_status fail_none(const orth_sweep *sweep, const char *by, orth_error *error)
{
    char list[LIST_MAX], quoted[ORTH_QUOTE_MAX];
    list_figures(list, sizeof list, sweep, NULL);
    return orth_fail(error, ORTH_BAD_INPUT, "%s: no figure that the sweep collects; it has %s",
                     orth_quote(quoted, sizeof quoted, by), list);
}

static orth_status fail_several(const orth_sweep *sweep, const char *by, orth_error *error)
{
    char list[LIST_MAX], quoted[ORTH_QUOTE_MAX];
    list_figures(list, sizeof list, sweep, by);
    if (by == NULL)
        return orth_fail(error, ORTH_BAD_INPUT, "say by which figure: %s", list);
    return orth_fail(error, ORTH_BAD_INPUT, "%s: several figures have that name; give one of %s",
                     orth_quote(quoted, sizeof quoted, by), list);
}

orth_status orth_find_figure(size_t *figure, const orth_sweep *sweep, const char *by,
                             orth_error *error)
{
    size_t found = 0;
    for (size_t f = 0; f < orth_sweep_figure_count(sweep); f++) {
        const char *pointer = orth_sweep_figure(sweep, f);
        if (by != NULL && strcmp(pointer, by) == 0) {
            *figure = f;
            return ORTH_OK;
        }
        if (by != NULL && !has_part(pointer, by))
            continue;
        *figure = f;
        found++;
    }
    if (found == 1)
        return ORTH_OK;
    return found == 0 ? fail_none(sweep, by, error) : fail_several(sweep, by, error);
}

/* "/results/3" of "/results/3/shortfall/mean": 10 bytes; 0 where it is of no result. */
static size_t result_length(const char *pointer)
{
    const char *list = "/results/";
    size_t length = strlen(list);
    if (strncmp(pointer, list, length) != 0)
        return 0;
    size_t digits = strspn(pointer + length, "0123456789");
    return digits > 0 && pointer[length + digits] == '/' ? length + digits : 0;
}

bool orth_find_move_made(size_t *figure, const orth_sweep *sweep, const char *pointer)
{
    size_t length = result_length(pointer);
    for (size_t f = 0; length > 0 && f < orth_sweep_figure_count(sweep); f++) {
        const char *other = orth_sweep_figure(sweep, f);
        if (strncmp(other, pointer, length) != 0)
            continue;
        if (strcmp(other + length, "/move_made") == 0 ||
            strcmp(other + length, "/move_made/mean") == 0) {
            *figure = f;
            return true;
        }
    }
    return false;
}

/* ---------------------------------------------------------------- which way */

/* Parts that say which number of a figure, not which figure. */
static const char *const passed_over[] = {"mean", "value", "estimate", "quantiles", "p05",
                                          "p25",  "p50",   "p75",      "p95"};

static const char *const better_high[] = {
    "final_value",
    "growth",
    "return",
    "annual_return",
    "sharpe",
    "sortino",
    "calmar",
    "relative_return",
    "information_ratio",
    "move_made",
    "arbitrage_fees",
    "noise_fees",
    "income",
    "net",
    "saving_vs_linear",
    "tracking_difference",
    "raised",
};
static const char *const better_low[] = {
    "log_loss",
    "loss",
    "loss_bp",
    "loss_value",
    "excess_over_best",
    "shortfall",
    "shortfall_rvr",
    "excess_over_optimum",
    "cost",
    "cost_bp",
    "gas",
    "volatility",
    "maximum_drawdown",
    "value_at_risk",
    "weight_loss",
    "average_drawdown",
    "lvr",
    "tracking_error",
    "target_distance",
    "expected_shortfall",
    "execution_bp",
    "gini",
    "price_deviation",
    "unfilled",
};

static bool is_among(const char *at, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_part(at, names[i]))
            return true;
    return false;
}
#define AMONG(at, names) is_among(at, names, sizeof(names) / sizeof(names)[0])

static bool is_number(const char *at)
{
    return part_length(at) > 0 && strspn(at + 1, "0123456789") == part_length(at);
}

orth_sweep_direction orth_usual_direction(const char *pointer)
{
    for (const char *at = strrchr(pointer, '/'); at != NULL && at >= pointer;) {
        if (AMONG(at, better_high))
            return ORTH_SWEEP_MAXIMISE;
        if (AMONG(at, better_low))
            return ORTH_SWEEP_MINIMISE;
        if (!AMONG(at, passed_over) && !is_number(at))
            return ORTH_SWEEP_USUAL;
        do
            at--;
        while (at >= pointer && *at != '/');
    }
    return ORTH_SWEEP_USUAL;
}
