/* Sobol's sequence: its numbers by their definition, its coordinates one by one and pair by pair,
 * and those of another library. */
#include "harness.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "sweep/sobol.h"
#include "sweep/sobol_numbers.h"

#define DIMENSIONS ORTH_SWEEP_PARAMETERS_MAX
#define DIGITS 16 /* of points in pairs: the first 65536 of them */

static orth_sobol sobol;

static int degree_of(unsigned polynomial)
{
    int degree = 0;
    while (polynomial >> (degree + 1) != 0)
        degree++;
    return degree;
}

/* The powers of x run through all polynomials but 0 before they come back to 1. */
static bool is_primitive(unsigned polynomial)
{
    int degree = degree_of(polynomial);
    unsigned power = 1, turns = 0;
    do {
        power <<= 1;
        if (power >> degree != 0)
            power ^= polynomial;
        turns++;
    } while (power > 1 && turns < 1u << degree);
    return power == 1 && turns == (1u << degree) - 1;
}

START_TEST(the_numbers_are_what_they_must_be)
{
    unsigned before = 1;
    for (size_t d = 0; d < DIMENSIONS - 1; d++) {
        const orth_sobol_numbers *numbers = &orth_sobol_numbers_of[d];
        int degree = degree_of(numbers->polynomial);
        ck_assert_uint_gt(numbers->polynomial, before);
        ck_assert_msg(is_primitive(numbers->polynomial), "%u", numbers->polynomial);
        for (unsigned p = before + 1; p < numbers->polynomial; p++) /* none is left out */
            ck_assert((p & 1) == 0 || !is_primitive(p));
        for (int k = 0; k < ORTH_SOBOL_DEGREE_MAX; k++)
            ck_assert(k < degree ? numbers->first[k] % 2 == 1 && numbers->first[k] >> (k + 1) == 0
                                 : numbers->first[k] == 0);
        before = numbers->polynomial;
    }
}
END_TEST

/* Sobol's own recurrence, in whole numbers m_k, and the points in the order of Antonov and Saleev,
 * each from the one before by one number: another route to the same points. */
START_TEST(points_are_those_of_the_definition)
{
    orth_sobol_prepare(&sobol, DIMENSIONS);
    for (size_t d = 1; d < DIMENSIONS; d++) {
        const orth_sobol_numbers *numbers = &orth_sobol_numbers_of[d - 1];
        int degree = degree_of(numbers->polynomial);
        uint64_t m[32];
        for (int k = 0; k < 32; k++) {
            m[k] = k < degree ? numbers->first[k] : m[k - degree];
            for (int i = 1; k >= degree && i <= degree; i++)
                if ((numbers->polynomial >> (degree - i) & 1) != 0)
                    m[k] ^= m[k - i] << i;
        }
        uint32_t point = 0;
        for (uint64_t n = 0; n < 5000; n++) {
            ck_assert_uint_eq(orth_sobol_digits(&sobol, d, n ^ (n >> 1)), point);
            int k = __builtin_ctzll(~n);
            point ^= (uint32_t)(m[k] << (31 - k));
        }
    }
}
END_TEST

START_TEST(each_coordinate_has_each_part_once)
{
    orth_sobol_prepare(&sobol, DIMENSIONS);
    for (size_t d = 0; d < DIMENSIONS; d++) {
        bool seen[4096] = {false};
        for (uint64_t n = 0; n < 4096; n++) {
            uint32_t part = orth_sobol_digits(&sobol, d, n) >> 20;
            ck_assert(!seen[part]);
            seen[part] = true;
        }
    }
}
END_TEST

/* Digit `i` of a coordinate as a sum of the point's digits: their bits. */
static void rows_of(uint32_t rows[DIGITS], size_t d)
{
    memset(rows, 0, DIGITS * sizeof *rows);
    for (int i = 0; i < DIGITS; i++)
        for (int k = 0; k < DIGITS; k++)
            rows[i] |= (sobol.directions[d][k] >> (31 - i) & 1) << k;
}

/* Whether the row is a sum of those before; else it joins them. */
static bool depends(uint32_t basis[DIGITS], uint32_t row)
{
    for (int bit = DIGITS - 1; bit >= 0; bit--) {
        if ((row >> bit & 1) == 0)
            continue;
        if (basis[bit] == 0) {
            basis[bit] = row;
            return false;
        }
        row ^= basis[bit];
    }
    return true;
}

/* The least t of the first 2^m points of two coordinates: with any a leading digits of one and b of
 * the other, a + b = m - t, all 2^(a + b) boxes hold as many points. */
static int quality(const uint32_t *first, const uint32_t *second, int m)
{
    uint32_t mask = (UINT32_C(1) << m) - 1;
    int independent = m;
    for (int a = 0; a <= m; a++) {
        uint32_t basis[DIGITS] = {0};
        bool fine = true;
        for (int i = 0; i < a; i++)
            fine = !depends(basis, first[i] & mask) && fine;
        int b = 0;
        while (fine && a + b < m && !depends(basis, second[b] & mask))
            b++;
        if (fine && a + b < independent)
            independent = a + b;
    }
    return m - independent;
}

/* The same by counting points in boxes. */
static int counted_quality(size_t first, size_t second, int m)
{
    for (int t = 0;; t++) {
        bool even = true;
        for (int a = 0; even && a <= m - t; a++) {
            int b = m - t - a, count[1 << 8] = {0};
            for (uint64_t n = 0; n < UINT64_C(1) << m; n++) {
                uint64_t x = (uint64_t)orth_sobol_digits(&sobol, first, n) >> (32 - a);
                uint64_t y = (uint64_t)orth_sobol_digits(&sobol, second, n) >> (32 - b);
                count[x << b | y]++;
            }
            for (int box = 0; box < 1 << (m - t); box++)
                even = even && count[box] == 1 << t;
        }
        if (even)
            return t;
    }
}

START_TEST(pairs_of_coordinates_lie_well)
{
    uint32_t rows[DIMENSIONS][DIGITS];
    int worst = 0, worst_early = 0;
    orth_sobol_prepare(&sobol, DIMENSIONS);
    for (size_t d = 0; d < DIMENSIONS; d++)
        rows_of(rows[d], d);
    for (size_t d = 1; d < DIMENSIONS; d++)
        for (size_t e = 0; e < d; e++)
            for (int m = 2; m <= DIGITS; m++) {
                int t = quality(rows[d], rows[e], m);
                worst = t > worst ? t : worst;
                if (d < 10)
                    worst_early = t > worst_early ? t : worst_early;
                if (m <= 8 && d % 9 == 1 && e % 5 == 0)
                    ck_assert_int_eq(counted_quality(d, e, m), t);
            }
    ck_assert_int_eq(quality(rows[0], rows[1], DIGITS), 0);
    ck_assert_int_le(worst_early, 5);
    ck_assert_int_le(worst, 8);
}
END_TEST

/* NLopt's generator has numbers of its own, but the first two coordinates are anyone's: it gives
 * points 1, 2, ... in the order of Antonov and Saleev. */
struct nlopt_soboldata_s;
extern struct nlopt_soboldata_s *nlopt_sobol_create(unsigned) __attribute__((weak));
extern void nlopt_sobol_next01(struct nlopt_soboldata_s *, double *) __attribute__((weak));
extern void nlopt_sobol_destroy(struct nlopt_soboldata_s *) __attribute__((weak));

START_TEST(the_first_two_are_those_of_another_library)
{
    if (nlopt_sobol_create == NULL || nlopt_sobol_next01 == NULL || nlopt_sobol_destroy == NULL)
        return; /* a build of NLopt that keeps them to itself */
    struct nlopt_soboldata_s *theirs = nlopt_sobol_create(2);
    orth_sobol_prepare(&sobol, 2);
    for (uint64_t n = 1; n < 10000; n++) {
        double x[2];
        nlopt_sobol_next01(theirs, x);
        for (size_t d = 0; d < 2; d++)
            ck_assert(x[d] == orth_sobol_digits(&sobol, d, n ^ (n >> 1)) * 0x1p-32);
    }
    nlopt_sobol_destroy(theirs);
}
END_TEST

ORTH_TEST_MAIN("sobol", the_numbers_are_what_they_must_be, points_are_those_of_the_definition,
               each_coordinate_has_each_part_once, pairs_of_coordinates_lie_well,
               the_first_two_are_those_of_another_library)
