/* Points of `orthant simulate`. */
#include <stdlib.h>
#include <string.h>

#include "orthant/report.h"
#include "orthant/simulate.h"
#include "simulate/performance_reduce.h"
#include "sweep/groups.h"
#include "sweep/point.h"

/* ---------------------------------------------------------------- groups */

/* A figure whose groups are to be known: which estimate of which result it is the mean of. */
typedef struct grouped {
    orth_point_figure *figure;
    size_t result, index;
    orth_simulate_estimate estimate;
} grouped;

typedef struct all_grouped {
    size_t count;
    grouped *figures;
} all_grouped;

static bool find_figure(grouped *of, const char **rest, size_t n)
{
    of->estimate = ORTH_SIMULATE_FIGURE;
    if (orth_pointer_name(rest, "final_reserves")) {
        bool there = orth_pointer_index(rest, &of->index) && of->index < n;
        of->index += ORTH_FIGURES;
        return there;
    }
    bool ledger = orth_pointer_name(rest, "ledger");
    for (size_t f = 0; f < ORTH_FIGURES; f++)
        if (ledger == (f >= ORTH_FIGURE_PRICE_MOVE && f <= ORTH_FIGURE_COST) &&
            orth_pointer_name(rest, orth_figure_name((orth_figure)f))) {
            of->index = f;
            return true;
        }
    return false;
}

static bool find_performance(grouped *of, const char **rest)
{
    of->estimate = orth_pointer_name(rest, "paired") ? ORTH_SIMULATE_PERFORMANCE_PAIRED
                                                     : ORTH_SIMULATE_PERFORMANCE;
    if (!orth_pointer_name(rest, "against")) {
        for (size_t f = 0; f < ORTH_PERFORMANCE_FIGURES; f++)
            if (orth_pointer_name(rest, orth_performance_name((orth_performance_figure)f))) {
                of->index = f;
                return true;
            }
        return false;
    }
    size_t b = 0;
    while (b < ORTH_PERFORMANCE_BENCHMARKS_MOST &&
           !orth_pointer_name(rest, orth_performance_benchmark_names[b]))
        b++;
    for (size_t f = 0; b < ORTH_PERFORMANCE_BENCHMARKS_MOST && f < ORTH_AGAINST_FIGURES; f++)
        if (orth_pointer_name(rest, orth_against_name((orth_against_figure)f))) {
            of->index = ORTH_PERFORMANCE_FIGURES + b * ORTH_AGAINST_FIGURES + f;
            return true;
        }
    return false;
}

/* Whether the pointer leads to a mean over price paths, by the names that the result's JSON has. */
static bool find(grouped *of, const char *rest, size_t n)
{
    if (orth_pointer_name(&rest, "results"))
        return orth_pointer_index(&rest, &of->result) &&
               (orth_pointer_name(&rest, "performance") ? find_performance(of, &rest)
                                                        : find_figure(of, &rest, n)) &&
               orth_pointer_is_mean(rest);
    if (!orth_pointer_name(&rest, "paired") || !orth_pointer_index(&rest, &of->result))
        return false;
    of->result++; /* the first is what the others are paired with */
    of->index = 0;
    of->estimate = orth_pointer_name(&rest, "shortfall")     ? ORTH_SIMULATE_PAIRED_SHORTFALL
                   : orth_pointer_name(&rest, "final_value") ? ORTH_SIMULATE_PAIRED
                                                             : ORTH_SIMULATE_FIGURE;
    return of->estimate != ORTH_SIMULATE_FIGURE && orth_pointer_is_mean(rest);
}

static orth_status find_all(all_grouped *all, const orth_point_job *job, orth_error *error)
{
    size_t count = job->result == NULL ? 0 : job->result->count;
    orth_status status = ORTH_OK;
    if (count == 0)
        return ORTH_OK;
    all->figures = malloc(count * sizeof *all->figures);
    if (all->figures == NULL)
        return orth_fail_memory(error, (double)(count * sizeof *all->figures));
    for (size_t i = 0; status == ORTH_OK && i < count; i++) {
        grouped *one = &all->figures[all->count];
        *one = (grouped){.figure = &job->result->figures[i]};
        if (!find(one, job->pointers[i], job->scenario->n))
            continue;
        all->count++;
        status = orth_groups_make(one->figure, error);
    }
    return status;
}

static void take_values(void *user, size_t result, orth_simulate_estimate estimate, size_t index,
                        uint64_t count, const double *values)
{
    const all_grouped *all = user;
    for (size_t i = 0; i < all->count; i++) {
        const grouped *one = &all->figures[i];
        if (one->result == result && one->estimate == estimate && one->index == index)
            orth_groups_fill(one->figure, (size_t)count, values);
    }
}

/* ---------------------------------------------------------------- the command */

/* Whether a part of the result is wanted: all of it, or something in it. */
static bool is_wanted(const orth_point_job *job, const char *key)
{
    bool wanted = job->result == NULL;
    for (size_t i = 0; !wanted && i < job->result->count; i++)
        wanted = strstr(job->pointers[i], key) != NULL;
    return wanted;
}

/* What takes long and is not asked for is not made; the rest of the result is the same. */
static orth_status simulate(orth_simulation **simulation, const orth_point_job *job,
                            all_grouped *all, orth_error *error)
{
    orth_simulate_performance performance = orth_simulate_performance_usual();
    bool measured = is_wanted(job, "/performance") || is_wanted(job, "/alike");
    orth_simulate_options how = {
        .threads = job->how->threads,
        .stop = job->how->stop,
        .digest = is_wanted(job, "/price_files"),
        .performance = measured ? &performance : NULL,
        .values = all->count > 0 ? take_values : NULL,
        .user = all,
    };
    orth_status status = orth_simulation_run(simulation, job->scenario, &how, error);
    if (status == ORTH_OK && (*simulation)->partial)
        status = orth_fail(error, ORTH_INTERRUPTED, "interrupted");
    return status;
}

static orth_status run(const orth_point_job *job, orth_error *error)
{
    all_grouped all = {0, NULL};
    orth_simulation *simulation = NULL;
    orth_status status = find_all(&all, job, error);
    if (status == ORTH_OK)
        status = simulate(&simulation, job, &all, error);
    if (status == ORTH_OK)
        status = orth_point_notes(job, simulation->note_count, simulation->notes, error);
    if (status == ORTH_OK)
        orth_simulation_write_json(simulation, 0, NULL, job->stream);
    orth_simulation_free(simulation);
    free(all.figures);
    return status;
}

static orth_status usual(orth_pointer_list *list, const orth_scenario *scenario, orth_error *error)
{
    static const char *const of_moves[] = {"final_value", "shortfall", "move_made", NULL};
    static const char *const of_strategies[] = {"final_value",
                                                "return",
                                                "shortfall",
                                                "turnover",
                                                "performance/sharpe",
                                                "performance/maximum_drawdown",
                                                NULL};
    const char *const *names = scenario->strategy_count > 0 ? of_strategies : of_moves;
    orth_status status = ORTH_OK;
    for (size_t r = 0; r < orth_point_results(scenario); r++)
        for (size_t i = 0; status == ORTH_OK && names[i] != NULL; i++)
            status = orth_pointer_add(list, error, "/results/%zu/%s", r, names[i]);
    return status;
}

static const char *const beside[] = {"mean", "value", NULL};
const orth_command orth_command_simulate = {
    .public = {"simulate", "the schedules or strategies in the scenario's market", true},
    .beside = beside,
    .run = run,
    .usual = usual,
};
