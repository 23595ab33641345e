/* Which kernels run: the widest that the processor has, or the ones that were asked for. */
#include "kernel/kernel.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/kernel.h"

static const orth_kernels *_Atomic in_use;

static orth_cpu this_cpu(void)
{
    __builtin_cpu_init();
    orth_cpu cpu = {
        .fma = __builtin_cpu_supports("fma"),
        .avx2 = __builtin_cpu_supports("avx2"),
        .avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                  __builtin_cpu_supports("avx512vl"),
    };
    return cpu;
}

const orth_kernels *orth_kernels_choose(orth_cpu cpu, const char *wanted)
{
    const struct {
        const orth_kernels *kernels;
        bool runs;
    } table[] = {
        {&orth_kernels_avx512, cpu.fma && cpu.avx2 && cpu.avx512},
        {&orth_kernels_avx2, cpu.fma && cpu.avx2},
        {&orth_kernels_scalar, cpu.fma},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        if (table[i].runs && (wanted == NULL || strcmp(wanted, table[i].kernels->name) == 0))
            return table[i].kernels;
    }
    return NULL;
}

const orth_kernels *orth_kernels_in_use(void)
{
    const orth_kernels *kernels = atomic_load_explicit(&in_use, memory_order_acquire);
    if (kernels == NULL) {
        kernels = orth_kernels_choose(this_cpu(), getenv("ORTH_KERNEL"));
        if (kernels == NULL) /* a wish that cannot be met changes nothing */
            kernels = orth_kernels_choose(this_cpu(), NULL);
        atomic_store_explicit(&in_use, kernels, memory_order_release);
    }
    return kernels;
}

const char *orth_kernel_name(void)
{
    const orth_kernels *kernels = orth_kernels_in_use();
    return kernels == NULL ? NULL : kernels->name;
}

bool orth_kernel_select(const char *name)
{
    const orth_kernels *kernels = orth_kernels_choose(this_cpu(), name);
    if (kernels != NULL)
        atomic_store_explicit(&in_use, kernels, memory_order_release);
    return kernels != NULL;
}
