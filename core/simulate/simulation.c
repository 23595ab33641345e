/* A scenario's simulation: its market, its price paths on all processors, its estimates. */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "numeric/decimal.h"
#include "simulate/worker.h"

#define THREADS_MAX 256
/* Blocks (times schedules) of a chunk of price paths, about; its least and greatest size. */
#define CHUNK_BLOCKS ((uint64_t)1 << 23)
#define CHUNK_LEAST 16
#define CHUNK_MOST 1024

const char *orth_figure_name(orth_figure figure)
{
    switch (figure) {
    case ORTH_FINAL_VALUE:
        return "final_value";
    case ORTH_HOLD_VALUE:
        return "hold_value";
    case ORTH_REBALANCE_VALUE:
        return "rebalance_value";
    case ORTH_SHORTFALL:
        return "shortfall";
    case ORTH_TRADES:
        return "trades";
    case ORTH_PRICE_MOVE:
        return "price_move";
    case ORTH_LVR:
        return "lvr";
    case ORTH_WEIGHT_LOSS:
        return "weight_loss";
    case ORTH_ARBITRAGE_FEES:
        return "arbitrage_fees";
    case ORTH_NOISE_FEES:
        return "noise_fees";
    case ORTH_PROTOCOL:
        return "protocol";
    case ORTH_PROFIT:
        return "profit";
    case ORTH_GAS:
        return "gas";
    case ORTH_COST:
        return "cost";
    case ORTH_FIGURES:
        break;
    }
    return "";
}

/* The price paths of one chunk, shared by its threads. */
typedef struct price_chunk {
    const orth_plan *plan;
    uint64_t first_path, end; /* slots up to `end`; slot i is price path first_path + i */
    double *figures, *misses; /* of all slots */
    _Atomic uint64_t next;
    atomic_bool failed;
    pthread_mutex_t lock;
    uint64_t failed_slot;
    orth_error *error;
} price_chunk;

typedef struct thread {
    pthread_t id;
    orth_worker *worker;
    price_chunk *chunk;
} thread;

/* Of several failures the one of the lowest slot is told: all slots below it have been begun, and
 * each is finished. */
static void fail_slot(price_chunk *chunk, uint64_t slot, const orth_error *error)
{
    pthread_mutex_lock(&chunk->lock);
    if (!atomic_load(&chunk->failed) || slot < chunk->failed_slot) {
        chunk->failed_slot = slot;
        if (chunk->error != NULL)
            *chunk->error = *error;
    }
    atomic_store(&chunk->failed, true);
    pthread_mutex_unlock(&chunk->lock);
}

static void *work(void *argument)
{
    thread *self = argument;
    price_chunk *chunk = self->chunk;
    const orth_plan *plan = chunk->plan;
    size_t width = plan->schedules * (ORTH_FIGURES + plan->n);
    while (!atomic_load(&chunk->failed)) {
        uint64_t slot = atomic_fetch_add(&chunk->next, 1);
        if (slot >= chunk->end)
            break;
        bool record = slot == 0 && plan->options->record != NULL;
        orth_error error;
        if (orth_worker_run(self->worker, chunk->first_path + slot, record,
                            chunk->figures + slot * width, chunk->misses + slot * plan->schedules,
                            &error) != ORTH_OK)
            fail_slot(chunk, slot, &error);
    }
    return NULL;
}

static void run_chunk(price_chunk *chunk, size_t count, thread *threads)
{
    size_t started = 1;
    threads[0].chunk = chunk;
    for (; started < count; started++) {
        threads[started].chunk = chunk;
        if (pthread_create(&threads[started].id, NULL, work, &threads[started]) != 0)
            break; /* those that there are do it all */
    }
    work(&threads[0]);
    for (size_t i = 1; i < started; i++)
        pthread_join(threads[i].id, NULL);
}

/* One number of each slot, `stride` apart, less another unless `minus` is NULL. */
static orth_estimate estimate(double *values, uint64_t slots, const double *of, const double *minus,
                              size_t stride)
{
    for (uint64_t i = 0; i < slots; i++)
        values[i] = of[i * stride] - (minus == NULL ? 0 : minus[i * stride]);
    return orth_estimate_of((size_t)slots, values);
}

static bool is_precise(const price_chunk *chunk, double until_bp, double *values)
{
    const orth_plan *plan = chunk->plan;
    size_t each = ORTH_FIGURES + plan->n, width = plan->schedules * each;
    for (size_t s = plan->schedules > 1; s < plan->schedules; s++) {
        orth_estimate found = estimate(values, chunk->end, chunk->figures + s * each,
                                       s == 0 ? NULL : chunk->figures, width);
        if (!(found.high - found.low <= 2e-4 * until_bp * plan->value))
            return false;
    }
    return true;
}

static orth_status reduce(orth_simulation *simulation, const price_chunk *chunk, double *values,
                          orth_error *error)
{
    const orth_plan *plan = chunk->plan;
    const orth_scenario *scenario = plan->scenario;
    size_t each = ORTH_FIGURES + plan->n, width = plan->schedules * each;
    simulation->results = calloc(plan->schedules, sizeof *simulation->results);
    if (simulation->results == NULL)
        return orth_fail_memory(error, (double)(plan->schedules * sizeof *simulation->results));
    simulation->count = plan->schedules;
    for (size_t s = 0; s < plan->schedules; s++) {
        orth_simulated *result = &simulation->results[s];
        result->path = scenario->paths[s % scenario->path_count];
        result->steps = scenario->steps[s / scenario->path_count];
        result->figures = calloc(each, sizeof *result->figures);
        if (result->figures == NULL)
            return orth_fail_memory(error, (double)(each * sizeof *result->figures));
        for (size_t f = 0; f < each; f++)
            result->figures[f] =
                estimate(values, chunk->end, chunk->figures + s * each + f, NULL, width);
        const double *first = chunk->figures, *own = first + s * each;
        result->paired = estimate(values, chunk->end, own, first, width);
        result->paired_shortfall =
            estimate(values, chunk->end, own + ORTH_SHORTFALL, first + ORTH_SHORTFALL, width);
        for (uint64_t i = 0; i < chunk->end; i++)
            result->ledger_miss = fmax(result->ledger_miss, chunk->misses[i * plan->schedules + s]);
    }
    return ORTH_OK;
}

static uint64_t chunk_size(const orth_plan *plan)
{
    uint64_t size = CHUNK_BLOCKS / plan->blocks / plan->schedules;
    return size < CHUNK_LEAST ? CHUNK_LEAST : size > CHUNK_MOST ? CHUNK_MOST : size;
}

/* All chunks; leaves the slots that were run in chunk->end. */
static void run_chunks(orth_simulation *simulation, price_chunk *chunk, uint64_t slots,
                       size_t count, thread *threads, double *values)
{
    const orth_simulate_options *options = chunk->plan->options;
    uint64_t size = chunk_size(chunk->plan);
    while (chunk->end < slots) {
        uint64_t left = slots - chunk->end;
        atomic_store(&chunk->next, chunk->end);
        chunk->end += left < size ? left : size;
        run_chunk(chunk, count, threads);
        if (atomic_load(&chunk->failed))
            return;
        if (options->progress != NULL)
            options->progress(options->user, chunk->end, slots);
        if (options->until_bp > 0 && chunk->end > 1 && is_precise(chunk, options->until_bp, values))
            return;
        if (options->stop != NULL && *options->stop != 0 && chunk->end < slots) {
            simulation->partial = true;
            return;
        }
    }
}

static orth_status run_paths(orth_simulation *simulation, const orth_plan *plan, uint64_t slots,
                             orth_error *error)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = plan->options->threads != 0 ? plan->options->threads
                   : processors > 0            ? (size_t)processors
                                               : 1;
    count = count > THREADS_MAX ? THREADS_MAX : count;
    count = count > slots ? (size_t)slots : count;
    size_t width = plan->schedules * (ORTH_FIGURES + plan->n + 1);
    double bytes = ((double)slots * (double)width + (double)slots) * sizeof(double);
    price_chunk chunk = {.plan = plan, .first_path = simulation->first_path, .error = error};
    thread *threads = calloc(count, sizeof *threads);
    double *memory = bytes < 0.9 * (double)SIZE_MAX ? malloc((size_t)bytes) : NULL;
    orth_status status = ORTH_OK;
    if (threads == NULL || memory == NULL)
        status = orth_fail_memory(error, bytes);
    for (size_t i = 0; status == ORTH_OK && i < count; i++)
        status = orth_worker_create(&threads[i].worker, plan, error);
    if (status == ORTH_OK) {
        double *values = memory;
        chunk.figures = memory + slots;
        chunk.misses = chunk.figures + slots * plan->schedules * (ORTH_FIGURES + plan->n);
        pthread_mutex_init(&chunk.lock, NULL);
        run_chunks(simulation, &chunk, slots, count, threads, values);
        pthread_mutex_destroy(&chunk.lock);
        simulation->price_paths = chunk.end;
        if (atomic_load(&chunk.failed))
            status = error != NULL ? error->status : ORTH_DOMAIN;
        else
            status = reduce(simulation, &chunk, values, error);
    }
    for (size_t i = 0; threads != NULL && i < count; i++)
        orth_worker_free(threads[i].worker);
    free(threads);
    free(memory);
    return status;
}

/* How many blocks: those asked for, or the market's, or the longest move's. */
static orth_status count_blocks(orth_plan *plan, orth_error *error)
{
    const orth_scenario *scenario = plan->scenario;
    uint64_t longest = 0, there = orth_market_blocks(plan->market);
    for (size_t s = 0; s < scenario->step_count; s++)
        longest = scenario->steps[s] > longest ? scenario->steps[s] : longest;
    longest *= scenario->blocks_per_step;
    plan->blocks = scenario->market->blocks != 0  ? scenario->market->blocks
                   : there != ORTH_MARKET_ENDLESS ? there
                                                  : longest;
    if (plan->blocks > there)
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s: /market/blocks: %llu blocks, but the prices have %llu after the first",
            scenario->file, (unsigned long long)plan->blocks, (unsigned long long)there);
    if (longest > plan->blocks)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /steps: the move takes %llu blocks, but the market has %llu",
                         scenario->file, (unsigned long long)longest,
                         (unsigned long long)plan->blocks);
    return ORTH_OK;
}

static orth_status create_market(orth_market **market, const orth_scenario *scenario,
                                 orth_error *error)
{
    const orth_scenario_market *given = scenario->market;
    orth_price_file *files = calloc(given->file_count + 1, sizeof *files);
    if (files == NULL)
        return orth_fail_memory(error, (double)(given->file_count * sizeof *files));
    for (size_t i = 0; i < given->file_count; i++)
        files[i] = (orth_price_file){.token = given->file_tokens[i],
                                     .file = given->files[i],
                                     .time_column = given->time_columns[i],
                                     .price_column = given->price_columns[i]};
    orth_market_spec spec = {
        .model = given->model,
        .n = scenario->n,
        .tokens = (const char *const *)scenario->tokens,
        .prices = given->prices,
        .numeraire = given->numeraire,
        .file = given->file,
        .file_count = given->file_count,
        .files = given->file_count > 0 ? files : NULL,
        .seed = scenario->seed,
        .block_seconds = given->block_seconds,
        .drift = given->drift,
        .volatility = given->volatility,
        .correlation = given->correlation,
        .jump_rate = given->jump_rate,
        .jump_mean = given->jump_mean,
        .jump_deviation = given->jump_deviation,
        .garch_alpha = given->garch_alpha,
        .garch_beta = given->garch_beta,
        .garch_nu = given->garch_nu,
        .mean_length = given->mean_length,
    };
    orth_status status = orth_market_create(market, &spec, error);
    free(files);
    return status;
}

static orth_status copy_notes(orth_simulation *simulation, const orth_market *market,
                              orth_error *error)
{
    size_t count = orth_market_note_count(market);
    simulation->notes = calloc(count + 1, sizeof *simulation->notes);
    if (simulation->notes == NULL)
        return orth_fail_memory(error, (double)count * sizeof(char *));
    for (; simulation->note_count < count; simulation->note_count++) {
        char *note = strdup(orth_market_note(market, simulation->note_count));
        if (note == NULL)
            return orth_fail_memory(error, ORTH_ERROR_TEXT_MAX);
        simulation->notes[simulation->note_count] = note;
    }
    return ORTH_OK;
}

static orth_status run(orth_simulation *simulation, orth_plan *plan, orth_error *error)
{
    const orth_scenario *scenario = plan->scenario;
    orth_status status = count_blocks(plan, error);
    if (status != ORTH_OK)
        return status;
    double value = scenario->has_pool ? orth_rational_to_double(scenario->pool_value) : 1;
    plan->value = value;
    if (!(value >= ORTH_PRICE_MIN && value <= ORTH_PRICE_MAX))
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /pool/value: %g is out of range for a simulation; permitted: from "
                         "1e-60 to 1e60",
                         scenario->file, value);
    simulation->start_value = value;
    simulation->blocks = plan->blocks;
    simulation->random = orth_market_is_random(plan->market);
    bool many = simulation->random && !plan->options->one_path && scenario->price_paths > 0;
    simulation->first_path = plan->options->one_path ? plan->options->price_path : 0;
    status = copy_notes(simulation, plan->market, error);
    if (status == ORTH_OK)
        status = run_paths(simulation, plan, many ? scenario->price_paths : 1, error);
    return status;
}

orth_status orth_simulation_run(orth_simulation **out, const orth_scenario *scenario,
                                const orth_simulate_options *options, orth_error *error)
{
    *out = NULL;
    if (scenario->market == NULL)
        return orth_fail(error, ORTH_BAD_INPUT,
                         "%s: /market: this key is missing, and a "
                         "simulation needs it",
                         scenario->file);
    orth_simulation *simulation = calloc(1, sizeof *simulation);
    if (simulation == NULL)
        return orth_fail_memory(error, sizeof *simulation);
    simulation->scenario = scenario;
    simulation->pairs = options->pairs;
    orth_move *move = NULL;
    orth_market *market = NULL;
    orth_status status = orth_scenario_move(&move, scenario, error);
    if (status == ORTH_OK)
        status = create_market(&market, scenario, error);
    if (status == ORTH_OK) {
        orth_plan plan = {.scenario = scenario,
                          .options = options,
                          .move = move,
                          .market = market,
                          .n = scenario->n,
                          .schedules = scenario->step_count * scenario->path_count};
        status = run(simulation, &plan, error);
    }
    orth_market_free(market);
    orth_move_free(move);
    if (status != ORTH_OK) {
        orth_simulation_free(simulation);
        return status;
    }
    *out = simulation;
    return ORTH_OK;
}

void orth_simulation_free(orth_simulation *simulation)
{
    if (simulation == NULL)
        return;
    for (size_t s = 0; s < simulation->count; s++)
        free(simulation->results[s].figures);
    for (size_t i = 0; i < simulation->note_count; i++)
        free(simulation->notes[i]);
    free(simulation->results);
    free(simulation->notes);
    free(simulation);
}
