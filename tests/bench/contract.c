/* Calls a second, one thread: the powers, a swap, PRB's exp2, and audit points against MPFR. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "audit/sample_random.h"
#include "contract/log_exp.h"
#include "contract/prb.h"
#include "contract/weighted.h"
#include "orthant/audit.h"

#define INPUTS 4096
#define ROUNDS 3
#define SECONDS 0.4

static orth_word x[INPUTS], y[INPUTS], balance[INPUTS], amount[INPUTS];
static uint64_t sink;
static orth_evm evm;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* of one thread: others use the machine too */
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void run_pow(size_t i)
{
    evm.reverted = false;
    sink ^= orth_log_exp_pow(&evm, x[i], y[i]).limb[0];
}

static void run_pow_up(size_t i)
{
    evm.reverted = false;
    sink ^= orth_fp_pow_up(&evm, x[i], y[i]).limb[0];
}

static void run_swap(size_t i)
{
    evm.reverted = false;
    sink ^= orth_weighted_out_given_exact_in(&evm, balance[i], y[i], balance[i ^ 1], y[i ^ 1],
                                             amount[i])
                .limb[0];
}

static void run_exp2(size_t i)
{
    evm.reverted = false;
    sink ^= orth_prb_exp2(&evm, y[i]).limb[0];
}

static void run_mul_down(size_t i)
{
    evm.reverted = false;
    sink ^= orth_fp_mul_down(&evm, x[i], balance[i]).limb[0];
}

/* The best of a few rounds. */
static void measure(const char *name, void (*run)(size_t i))
{
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
        double begin = now(), elapsed;
        uint64_t calls = 0;
        do {
            for (size_t i = 0; i < INPUTS; i++)
                run(i);
            calls += INPUTS;
            elapsed = now() - begin;
        } while (elapsed < SECONDS);
        if ((double)calls / elapsed > best)
            best = (double)calls / elapsed;
    }
    printf("%-28s %12.0f /s\n", name, best);
}

static void measure_audit(const char *name)
{
    orth_audit audit;
    orth_audit_request request = {
        .function = orth_catalogue_find(name, NULL), .samples = 30000, .seed = 1, .threads = 1};
    double begin = now();
    if (request.function == NULL || orth_audit_run(&audit, &request, NULL) != ORTH_OK)
        exit(1);
    printf("audit %-22s %12.0f /s\n", name, (double)audit.points / (now() - begin));
    orth_audit_clear(&audit);
}

int main(void)
{
    orth_sampler s = {42, true};
    for (size_t i = 0; i < INPUTS; i++) {
        x[i] = orth_sampler_small(&s, ORTH_FP_UNIT / 10, 10 * ORTH_FP_UNIT);
        y[i] = orth_sampler_small(&s, ORTH_FP_UNIT / 100, ORTH_FP_UNIT);
        balance[i] = orth_sampler_length(&s, 70, 90);
        amount[i] =
            orth_sampler_between(&s, orth_word_of(1), orth_word_div(balance[i], orth_word_of(4)));
    }
    measure("log_exp_pow", run_pow);
    measure("fp_pow_up", run_pow_up);
    measure("weighted_out_given_exact_in", run_swap);
    measure("prb_exp2", run_exp2);
    measure("fp_mul_down", run_mul_down);
    measure_audit("log_exp_pow");
    measure_audit("weighted_out_given_exact_in");
    return sink == 1; /* the results are used */
}
