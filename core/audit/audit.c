#include "audit/audit.h"

#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "audit/sample.h"

#define CHUNK 64
#define THREADS_MAX 256

typedef struct shared {
    const orth_audit_request *request;
    orth_audit_point *point;
    orth_truth_side side;
    atomic_uint_fast64_t next, done;
    atomic_bool no_memory;
} shared;

/* A thread's own. */
typedef struct worker {
    orth_arguments arguments;
    orth_contract_result result;
    orth_truth truth;
} worker;

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
static orth_audit_point measure_output(worker *self, const orth_audit_request *request,
                                       size_t output, bool is_signed)
{
    orth_audit_point point = {.state = ORTH_AUDIT_POINT_UNDEFINED};
    mpz_t integer;
    if (!orth_truth_prepare(&self->truth, request->function, self->arguments.values, output))
        return point;
    mpz_init(integer);
    orth_truth_integer(integer, self->result.words[output], is_signed);
    orth_truth_error found = orth_truth_measure(&self->truth, integer);
    mpz_clear(integer);
    point.state = found.decided ? ORTH_AUDIT_POINT_FINE : ORTH_AUDIT_POINT_UNDECIDED;
    point.wei = found.sign == 0 ? 0 : found.wei;
    point.value = found.value;
    point.relative = point.wei == 0 || found.value == 0 ? 0 : point.wei / fabs(found.value);
    return point;
}

static bool wrong_way(const orth_audit_point *point, orth_truth_side side)
{
    return (side == ORTH_TRUTH_SIDE_DOWN && point->wei > 0) ||
           (side == ORTH_TRUTH_SIDE_UP && point->wei < 0);
}

/* Which of several outputs stands for its call: one on the wrong side, then one that is not decided
 * or not defined, then the furthest off. */
static double rank(const orth_audit_point *point, orth_truth_side side)
{
    if (point->state == ORTH_AUDIT_POINT_FINE)
        return wrong_way(point, side) ? HUGE_VAL : fabs(point->relative);
    return point->state == ORTH_AUDIT_POINT_UNDECIDED ? 0x1p1023 : 0x1p1022;
}

static orth_audit_point measure(worker *self, const orth_audit_request *request,
                                orth_truth_side side, uint64_t index, bool is_signed)
{
    orth_audit_point point = {0};
    orth_sample(&self->arguments, request->function, request->seed, index, false);
    self->result.digits = 18;
    if (orth_contract_call(&self->result, request->function, self->arguments.values,
                           self->arguments.count, NULL) != ORTH_OK) {
        point.state = ORTH_AUDIT_POINT_UNDEFINED;
        return point;
    }
    if (self->result.evm.reverted) {
        point.state = ORTH_AUDIT_POINT_REVERT;
        point.selector = selector_of(&self->result.evm);
        return point;
    }
    for (size_t output = 0; output < outputs_of(&self->result); output++) {
        orth_audit_point next = measure_output(self, request, output, is_signed);
        if (output == 0 || rank(&next, side) > rank(&point, side))
            point = next;
    }
    return point;
}

static void *run(void *argument)
{
    shared *all = argument;
    const orth_audit_request *request = all->request;
    orth_contract_type types[ORTH_CONTRACT_ARGUMENTS_MAX], type;
    worker *self = malloc(sizeof *self);
    if (self == NULL) {
        atomic_store(&all->no_memory, true);
        return NULL;
    }
    orth_contract_signature(request->function, types, &type);
    orth_truth_init(&self->truth);
    for (;;) {
        uint64_t first = atomic_fetch_add(&all->next, CHUNK);
        if (first >= request->samples)
            break;
        uint64_t end = first + CHUNK < request->samples ? first + CHUNK : request->samples;
        for (uint64_t i = first; i < end; i++)
            all->point[i] = measure(self, request, all->side, i, type.is_signed);
        atomic_fetch_add(&all->done, end - first);
    }
    orth_truth_clear(&self->truth);
    mpfr_free_cache();
    free(self);
    return NULL;
}

/* ----------------------------------------------------------- serial reduction, in index order */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Which number of a point a spread is over. */
typedef double point_value(const orth_audit_point *point, orth_truth_side side);

static double wei_of(const orth_audit_point *point, orth_truth_side side)
{
    (void)side;
    return point->wei;
}

static double relative_of(const orth_audit_point *point, orth_truth_side side)
{
    (void)side;
    return point->relative;
}

/* In units of the last place that a double would have at the value. */
static double ulp_of(const orth_audit_point *point, orth_truth_side side)
{
    (void)side;
    int exponent;
    if (point->value == 0 || point->wei == 0)
        return 0;
    frexp(point->value, &exponent);
    return ldexp(point->wei, 53 - exponent);
}

static double margin_of(const orth_audit_point *point, orth_truth_side side)
{
    return side == ORTH_TRUTH_SIDE_DOWN ? 0 - point->relative : point->relative;
}

static orth_audit_spread spread(const orth_audit *audit, point_value *value, double *scratch)
{
    orth_audit_spread out = {0};
    size_t n = 0;
    for (uint64_t i = 0; i < audit->samples; i++) {
        if (audit->point[i].state != ORTH_AUDIT_POINT_FINE)
            continue;
        double v = value(&audit->point[i], audit->side);
        if (n == 0 || v < out.min) {
            out.min = v;
            out.min_at = i;
        }
        if (n == 0 || v > out.max) {
            out.max = v;
            out.max_at = i;
        }
        scratch[n++] = v;
    }
    if (n == 0)
        return out;
    qsort(scratch, n, sizeof *scratch, compare_doubles);
    out.median = scratch[(n - 1) / 2];
    out.p99 = scratch[(size_t)((double)(n - 1) * 0.99)];
    return out;
}

static void count_revert(orth_audit *audit, uint32_t selector, uint64_t index)
{
    size_t i = 0;
    while (i < audit->revert_count && audit->reverts[i].selector != selector)
        i++;
    if (i == ORTH_AUDIT_REVERTS_MAX)
        return;
    if (i == audit->revert_count)
        audit->reverts[audit->revert_count++] = (orth_audit_revert){selector, 0, index};
    audit->reverts[i].count++;
}

static void reduce(orth_audit *audit, double *scratch)
{
    for (uint64_t i = 0; i < audit->samples; i++) {
        const orth_audit_point *point = &audit->point[i];
        switch (point->state) {
        case ORTH_AUDIT_POINT_REVERT:
            audit->reverted++;
            count_revert(audit, point->selector, i);
            break;
        case ORTH_AUDIT_POINT_UNDEFINED:
            audit->undefined++;
            break;
        case ORTH_AUDIT_POINT_UNDECIDED:
            audit->undecided++;
            break;
        default:
            audit->points++;
            if (wrong_way(point, audit->side) && audit->wrong_way++ == 0)
                audit->first_wrong = i;
        }
    }
    audit->wei = spread(audit, wei_of, scratch);
    audit->ulp = spread(audit, ulp_of, scratch);
    audit->relative = spread(audit, relative_of, scratch);
    if (audit->side != ORTH_TRUTH_SIDE_NONE)
        audit->margin = spread(audit, margin_of, scratch);
}

static unsigned thread_count(const orth_audit_request *request)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = request->threads != 0 ? request->threads : cores > 0 ? (unsigned)cores : 1;
    return threads < THREADS_MAX ? threads : THREADS_MAX;
}

orth_status orth_audit_run(orth_audit *audit, const orth_audit_request *request, orth_error *error)
{
    pthread_t thread[THREADS_MAX];
    unsigned threads = thread_count(request), started = 0;
    size_t bytes = request->samples * (sizeof(orth_audit_point) + sizeof(double));
    *audit = (orth_audit){.samples = request->samples};
    if (!orth_truth_known(request->function, &audit->side))
        return orth_fail(
            error, ORTH_BAD_INPUT,
            "%s has no exact reference here: either it moves integers about (packing, slots, "
            "schedule), or it is a guard or a rule, whose weights are sums of many products and "
            "powers carried over a run, while a reference is one product of powers; their steps "
            "(quantamm_average, _gradient_state, _gradient_factor, _variance_state, prb_*) are "
            "audited one by one",
            request->function->name);
    audit->point = malloc(request->samples * sizeof *audit->point);
    double *scratch = malloc(request->samples * sizeof *scratch);
    shared all = {.request = request, .point = audit->point, .side = audit->side};
    if (audit->point == NULL || scratch == NULL) {
        free(scratch);
        orth_audit_clear(audit);
        return orth_fail_memory(error, (double)bytes);
    }
    while (started < threads && pthread_create(&thread[started], NULL, run, &all) == 0)
        started++;
    while (request->progress != NULL && started > 0 && atomic_load(&all.done) < request->samples &&
           !atomic_load(&all.no_memory)) {
        usleep(20000);
        request->progress(request->context, atomic_load(&all.done), request->samples);
    }
    for (unsigned i = 0; i < started; i++)
        pthread_join(thread[i], NULL);
    if (started == 0)
        run(&all);
    orth_status status = ORTH_OK;
    if (atomic_load(&all.no_memory) && atomic_load(&all.done) < request->samples) {
        status = orth_fail_memory(error, (double)sizeof(worker));
        orth_audit_clear(audit);
    } else {
        reduce(audit, scratch);
    }
    free(scratch);
    return status;
}

void orth_audit_clear(orth_audit *audit)
{
    free(audit->point);
    audit->point = NULL;
}
