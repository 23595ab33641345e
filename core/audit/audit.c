#include "orthant/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/audit_spread.h"
#include "audit/functions.h"
#include "audit/sample.h"
#include "base/parallel.h"
#include "base/stop.h"

#define GROUP 64

/* A thread's own. */
typedef struct worker {
    orth_contract_arguments arguments;
    orth_contract_result result;
    orth_truth truth;
} worker;

/* What the threads share, and a worker for each. */
typedef struct measuring {
    const orth_audit_request *request;
    const orth_audit_function *row;
    bool is_signed; /* the result */
    worker **workers;
    orth_audit_point *point;
} measuring;

static uint32_t selector_of(const orth_evm *evm)
{
    uint32_t selector = 0;
    for (int i = 0; i < 4 && evm->length >= 4; i++)
        selector = selector << 8 | evm->payload[i];
    return selector;
}

static size_t outputs_of(const orth_contract_result *result)
{
    return result->dimensions == 0 ? 1 : result->count;
}

/* The result's word `output` against its value. */
static orth_audit_point measure_output(worker *self, const orth_audit_function *row, size_t output,
                                       bool is_signed)
{
    orth_audit_point point = {.state = ORTH_AUDIT_STATE_UNDEFINED};
    mpz_t integer;
    if (!row->prepare(&self->truth, self->arguments.values, output))
        return point;
    mpz_init(integer);
    orth_truth_integer(integer, self->result.words[output], is_signed);
    orth_truth_error found = orth_truth_measure(&self->truth, integer);
    mpz_clear(integer);
    point.state = found.decided ? ORTH_AUDIT_STATE_FINE : ORTH_AUDIT_STATE_UNDECIDED;
    point.wei = found.sign == 0 ? 0 : found.wei;
    point.value = found.value;
    point.relative = point.wei == 0 || found.value == 0 ? 0 : point.wei / fabs(found.value);
    return point;
}

/* Which of several outputs stands for its call: one on the wrong side, then one that is not decided
 * or not defined, then the furthest off. */
static double rank(const orth_audit_point *point, orth_truth_side side)
{
    if (point->state == ORTH_AUDIT_STATE_FINE)
        return orth_audit_wrong_way(point, side) ? HUGE_VAL : fabs(point->relative);
    return point->state == ORTH_AUDIT_STATE_UNDECIDED ? 0x1p1023 : 0x1p1022;
}

static orth_audit_point measure(worker *self, const measuring *all, uint64_t index)
{
    orth_audit_point point = {0};
    const orth_audit_request *request = all->request;
    orth_truth_side side = all->row->side;
    orth_sample(&self->arguments, request->function, request->seed, index, request->calm);
    orth_sample_keep_to(&self->arguments, request->ranges, request->range_count, request->seed,
                        index);
    self->result.digits = 18;
    if (orth_contract_call(&self->result, request->function, self->arguments.values,
                           self->arguments.count, NULL) != ORTH_OK) {
        point.state = ORTH_AUDIT_STATE_UNDEFINED;
        return point;
    }
    if (self->result.evm.reverted) {
        point.state = ORTH_AUDIT_STATE_REVERT;
        point.selector = selector_of(&self->result.evm);
        return point;
    }
    for (size_t output = 0; output < outputs_of(&self->result); output++) {
        orth_audit_point next = measure_output(self, all->row, output, all->is_signed);
        if (output == 0 || rank(&next, side) > rank(&point, side))
            point = next;
    }
    return point;
}

static orth_status work(void *context, size_t thread, uint64_t first, uint64_t end,
                        uint64_t *failed, orth_error *error)
{
    const measuring *all = context;
    (void)failed;
    if (orth_stopped_by(all->request->stop))
        return orth_fail(error, ORTH_INTERRUPTED, "stopped before all samples were measured");
    for (uint64_t i = first; i < end; i++)
        all->point[i] = measure(all->workers[thread], all, i);
    return ORTH_OK;
}

static void leave(void *context, size_t thread)
{
    (void)context;
    (void)thread;
    mpfr_free_cache();
}

static bool after_round(void *context, uint64_t done)
{
    const measuring *all = context;
    if (all->request->progress != NULL)
        all->request->progress(all->request->context, done, all->request->samples);
    return true;
}

static void free_workers(worker **workers, size_t count)
{
    for (size_t i = 0; workers != NULL && i < count && workers[i] != NULL; i++) {
        orth_truth_clear(&workers[i]->truth);
        free(workers[i]);
    }
    free(workers);
}

static worker **create_workers(size_t count)
{
    worker **workers = calloc(count, sizeof *workers);
    for (size_t i = 0; workers != NULL && i < count; i++) {
        workers[i] = malloc(sizeof **workers);
        if (workers[i] == NULL) {
            free_workers(workers, i);
            return NULL;
        }
        orth_truth_init(&workers[i]->truth);
    }
    return workers;
}

/* Measures every sample; with progress, in a hundred rounds. */
static orth_status measure_all(const orth_audit_request *request, const orth_audit_function *row,
                               orth_audit_point *point, orth_error *error)
{
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    orth_contract_signature(request->function, types, &type);
    measuring all = {.request = request, .row = row, .is_signed = type.is_signed, .point = point};
    orth_parallel loop = {.count = request->samples,
                          .group = GROUP,
                          .round = request->progress == NULL || request->samples < 100 * GROUP
                                       ? request->samples
                                       : request->samples / 100,
                          .threads = request->threads,
                          .context = &all,
                          .work = work,
                          .leave = leave,
                          .after_round = after_round};
    size_t threads = orth_parallel_threads(&loop);
    all.workers = create_workers(threads);
    if (all.workers == NULL)
        return orth_fail_memory(error, (double)threads * sizeof(worker));
    orth_status status = orth_parallel_run(&loop, error);
    free_workers(all.workers, threads);
    return status;
}

orth_status orth_audit_run(orth_audit *audit, const orth_audit_request *request, orth_error *error)
{
    uint64_t samples = request->samples;
    *audit = (orth_audit){.function = request->function,
                          .seed = request->seed,
                          .samples = samples,
                          .calm = request->calm,
                          .range_count = request->range_count};
    memcpy(audit->ranges, request->ranges, sizeof audit->ranges);
    orth_status status = orth_audit_known(request->function, &audit->side, error);
    if (status == ORTH_OK && (samples < 1 || samples > ORTH_AUDIT_SAMPLES_MAX))
        status = orth_fail(error, ORTH_BAD_INPUT, "%llu samples: permitted are 1 to %d",
                           (unsigned long long)samples, ORTH_AUDIT_SAMPLES_MAX);
    if (status != ORTH_OK)
        return status;
    audit->point = malloc(samples * sizeof *audit->point);
    double *scratch = malloc(samples * sizeof *scratch);
    if (audit->point == NULL || scratch == NULL)
        status = orth_fail_memory(error, (double)samples *
                                             (double)(sizeof(orth_audit_point) + sizeof(double)));
    else
        status =
            measure_all(request, orth_audit_function_find(request->function), audit->point, error);
    if (status == ORTH_OK)
        orth_audit_reduce(audit, scratch);
    else
        orth_audit_clear(audit);
    free(scratch);
    return status;
}

void orth_audit_clear(orth_audit *audit)
{
    free(audit->point);
    audit->point = NULL;
}
