/* Which kernels are chosen, for every processor and every wish. */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "orthant/kernel.h"

static const char *chosen(bool fma, bool avx2, bool avx512, const char *wanted)
{
    const orth_kernels *kernels = orth_kernels_choose((orth_cpu){fma, avx2, avx512}, wanted);
    return kernels == NULL ? "none" : kernels->name;
}

START_TEST(the_widest_that_runs)
{
    ck_assert_str_eq(chosen(true, true, true, NULL), "avx512");
    ck_assert_str_eq(chosen(true, true, false, NULL), "avx2");
    ck_assert_str_eq(chosen(true, false, false, NULL), "scalar");
    ck_assert_str_eq(chosen(true, false, true, NULL), "scalar"); /* no such processor */
}
END_TEST

START_TEST(nothing_without_fma)
{
    static const char *const wishes[] = {NULL, "avx512", "avx2", "scalar"};
    for (int bits = 0; bits < 4; bits++)
        for (size_t i = 0; i < 4; i++)
            ck_assert_str_eq(chosen(false, bits & 1, bits & 2, wishes[i]), "none");
}
END_TEST

START_TEST(a_wish_is_met_or_refused)
{
    ck_assert_str_eq(chosen(true, true, true, "avx512"), "avx512");
    ck_assert_str_eq(chosen(true, true, true, "avx2"), "avx2");
    ck_assert_str_eq(chosen(true, true, true, "scalar"), "scalar");
    ck_assert_str_eq(chosen(true, true, false, "avx512"), "none");
    ck_assert_str_eq(chosen(true, false, false, "avx2"), "none");
    ck_assert_str_eq(chosen(true, true, true, "AVX2"), "none");
    ck_assert_str_eq(chosen(true, true, true, ""), "none");
    ck_assert_str_eq(chosen(true, true, true, "sse"), "none");
}
END_TEST

START_TEST(select_keeps_what_it_had_on_refusal)
{
    ck_assert(orth_kernel_select("scalar"));
    ck_assert_str_eq(orth_kernel_name(), "scalar");
    ck_assert(!orth_kernel_select("neon"));
    ck_assert_str_eq(orth_kernel_name(), "scalar");
    if (orth_kernel_select("avx2"))
        ck_assert_str_eq(orth_kernel_name(), "avx2");
}
END_TEST

/* The environment is read at the first use; Check runs each test in a process of its own. */
START_TEST(environment_forces_scalar)
{
    ck_assert(setenv("ORTH_KERNEL", "scalar", 1) == 0);
    ck_assert_str_eq(orth_kernel_name(), "scalar");
}
END_TEST

START_TEST(environment_with_an_unknown_name_changes_nothing)
{
    ck_assert(setenv("ORTH_KERNEL", "fastest", 1) == 0);
    const char *name = orth_kernel_name();
    __builtin_cpu_init();
    bool avx2 = __builtin_cpu_supports("avx2");
    bool avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl");
    ck_assert_str_eq(name, chosen(__builtin_cpu_supports("fma"), avx2, avx512, NULL));
}
END_TEST

ORTH_TEST_MAIN("kernel choice", the_widest_that_runs, nothing_without_fma, a_wish_is_met_or_refused,
               select_keeps_what_it_had_on_refusal, environment_forces_scalar,
               environment_with_an_unknown_name_changes_nothing)
