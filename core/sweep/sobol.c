#include "sweep/sobol.h"

#include "base/check.h"
#include "sweep/sobol_numbers.h"

/* Number k of a coordinate, as 32 digits after the point, is made of those before it: the
 * polynomial's recurrence. */
static void direct(uint32_t directions[32], const orth_sobol_numbers *numbers)
{
    int degree = 31 - __builtin_clz(numbers->polynomial);
    for (int k = 0; k < degree; k++)
        directions[k] = (uint32_t)numbers->first[k] << (31 - k);
    for (int k = degree; k < 32; k++) {
        directions[k] = directions[k - degree] ^ (directions[k - degree] >> degree);
        for (int i = 1; i < degree; i++)
            if ((numbers->polynomial >> (degree - i) & 1) != 0)
                directions[k] ^= directions[k - i];
    }
}

void orth_sobol_prepare(orth_sobol *sobol, size_t dimensions)
{
    ORTH_CHECK(dimensions <= ORTH_SWEEP_PARAMETERS_MAX);
    for (int k = 0; k < 32; k++)
        sobol->directions[0][k] = UINT32_C(1) << (31 - k);
    for (size_t d = 1; d < dimensions; d++)
        direct(sobol->directions[d], &orth_sobol_numbers_of[d - 1]);
}

uint32_t orth_sobol_digits(const orth_sobol *sobol, size_t dimension, uint64_t point)
{
    uint32_t digits = 0;
    ORTH_CHECK(point < UINT64_C(1) << 32);
    for (int k = 0; point >> k != 0; k++)
        if ((point >> k & 1) != 0)
            digits ^= sobol->directions[dimension][k];
    return digits;
}
