/* The vector kernels in use.
 *
 * Every kernel gives the same bits on every instruction set, so the choice is one of speed only.
 * All need fused multiply-add; a processor without it is refused. */
#ifndef ORTHANT_KERNEL_H
#define ORTHANT_KERNEL_H

#include <stdbool.h>

#include "orthant/api.h"

#ifdef __cplusplus
extern "C" {
#endif

/* "avx512", "avx2" or "scalar": the kernels in use, or NULL where the processor has no FMA (then
 * no other function of the library may be called). Chosen once, the widest that the processor has;
 * the environment variable ORTH_KERNEL with one of these names forces a narrower one. */
ORTH_API const char *orth_kernel_name(void);

/* Forces the kernels of that name for the whole process; false, and nothing changes, when the name
 * is unknown or the processor cannot run them. Not to be called while another thread computes. */
ORTH_API bool orth_kernel_select(const char *name);

#ifdef __cplusplus
}
#endif
#endif
