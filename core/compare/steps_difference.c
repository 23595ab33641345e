#include "compare/steps_difference.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/plain_locale.h"
#include "base/plural.h"
#include "orthant/loss.h"

static orth_status fill_points(orth_best_steps *report, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (size_t i = 0; status == ORTH_OK && i < report->count; i++) {
        orth_best_steps_point *point = &report->points[i];
        status = orth_steps_curve_at(&point->with_fee, report->steps_curve, point->steps, error);
    }
    return status;
}

static bool compares(const orth_best_steps_point *point)
{
    return point->with_fee.valid && point->verdict != ORTH_BEST_STEPS_UNMADE;
}

/* How far the two are apart there beside what both may be off: above 1 they do not agree. */
static double disagreement(const orth_best_steps_point *point, double joint)
{
    double noise = joint * hypot(point->stderr_, point->with_fee.stderr_);
    return fabs(point->cost - point->with_fee.cost) / (noise + point->with_fee.error);
}

static void judge(orth_best_steps *report)
{
    orth_steps_difference *difference = &report->steps_difference;
    size_t m = (size_t)report->simulation->price_paths, count = 0;
    for (size_t i = 0; i < report->count; i++)
        count += compares(&report->points[i]);
    difference->judged = m > 1 && count > 0;
    if (!difference->judged)
        return;
    double joint = orth_student(m - 1, 0.05 / (double)count), worst = -1;
    for (size_t i = 0; i < report->count; i++) {
        const orth_best_steps_point *point = &report->points[i];
        if (compares(point) && disagreement(point, joint) > worst) {
            worst = disagreement(point, joint);
            difference->worst = i;
        }
    }
    difference->agrees = worst <= 1;
}

static void compare(orth_best_steps *report)
{
    orth_steps_difference *difference = &report->steps_difference;
    size_t m = (size_t)report->simulation->price_paths;
    judge(report);
    const orth_best_steps_point *least = &report->points[report->best];
    difference->known = !report->none && compares(least);
    if (!difference->known)
        return;
    difference->mean = least->cost - least->with_fee.cost;
    difference->stderr_ = hypot(least->stderr_, least->with_fee.stderr_);
    double half = m > 1 ? orth_student(m - 1, 0.05) * difference->stderr_ : 0;
    difference->low = difference->mean - half;
    difference->high = difference->mean + half;
}

typedef struct sentences {
    char *text;
    size_t length;
} sentences;

static void say(sentences *to, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(sentences *to, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t room = ORTH_STEPS_DIFFERENCE_WHY_MAX - to->length;
    int more = vsnprintf(to->text + to->length, room, format, arguments);
    va_end(arguments);
    to->length += (size_t)more < room ? (size_t)more : room - 1;
}

/* What a model's prices do that the closed form's do not. */
static const char *prices(const orth_scenario *scenario)
{
    static const char *const of_models[][2] = {
        {"merton", "The prices jump, which is no noise of the closed form."},
        {"garch", "The prices' noise is greater at some times than at others, in the closed form "
                  "it is always the same."},
        {"panel", "The prices are data's, and no random walk of steady noise."},
        {"files", "The prices are data's, and no random walk of steady noise."},
        {"bootstrap", "The prices are data's, drawn anew, and their noise is not steady."},
    };
    for (size_t i = 0; i < sizeof of_models / sizeof of_models[0]; i++)
        if (strcmp(scenario->market->model, of_models[i][0]) == 0)
            return of_models[i][1];
    return NULL;
}

static void say_whether_it_agrees(sentences *to, const orth_best_steps *report)
{
    const orth_best_steps_point *worst = &report->points[report->steps_difference.worst];
    double apart = orth_loss_bp(worst->cost) - orth_loss_bp(worst->with_fee.cost);
    if (report->steps_difference.agrees)
        say(to, "The simulation agrees with the closed form with the fee within the errors of "
                "both. ");
    else
        say(to,
            "The simulation does not agree with the closed form with the fee within the errors of "
            "both, least of all in %" PRIu64 " step%s (%+.2g bp). ",
            worst->steps, orth_plural(worst->steps, "", "s"), apart);
}

static void explain(orth_best_steps *report)
{
    const orth_scenario *scenario = report->simulation->scenario;
    orth_steps_difference *difference = &report->steps_difference;
    sentences to = {difference->why, 0};
    if (!report->steps_curve->holds) {
        say(&to, "The closed form with the fee does not hold here: %s.", report->steps_curve->why);
        return;
    }
    if (difference->judged)
        say_whether_it_agrees(&to, report);
    say(&to,
        "The closed form takes fee and steps to be small, and the pool to be from the start where "
        "it is in the long run, while the simulated pool starts in the middle of its band: "
        "together they make about %.2g bp.",
        orth_loss_bp(report->points[report->best].with_fee.error));
    const char *more = scenario->market == NULL ? NULL : prices(scenario);
    if (more != NULL)
        say(&to, " %s", more);
    if (scenario->n > 2)
        say(&to,
            " With more than two tokens it is itself simulated, to %.2g bp here, and right for "
            "small fees.",
            1e4 * report->points[report->best].with_fee.stderr_);
}

orth_status orth_steps_difference_find(orth_best_steps *report, orth_error *error)
{
    const orth_steps_curve *curve = report->steps_curve;
    if (curve == NULL || !curve->there)
        return ORTH_OK;
    orth_status status = curve->holds ? fill_points(report, error) : ORTH_OK;
    if (status != ORTH_OK)
        return status;
    if (curve->holds)
        compare(report);
    orth_locale outer = orth_locale_enter();
    explain(report);
    orth_locale_leave(outer);
    return ORTH_OK;
}
