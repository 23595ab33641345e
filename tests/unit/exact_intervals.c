/* Intervals at so few bits that every rounding shows: all pairs of intervals of three bits against
 * doubles, which hold their sums and products exactly; functions of one interval at 8 to 16 bits
 * against 300 bits. A result must hold what it promises and be no wider than the precision forces:
 * the first finds an end rounded inwards, the second one that is rounded outwards twice. */
#include "harness.h"

#include <math.h>
#include <stdlib.h>

#include "exact/interval.h"

enum { BITS = 3, HIGH_BITS = 300 };

/* 0, and the numbers of BITS bits from 1 to below 4, of both signs; some 325 intervals. */
enum { MAGNITUDES = 8, POINTS = 2 * MAGNITUDES + 1 };

/* The nearest number of `bits` bits that is not above (up: not below) x. The quotient of two
 * numbers of a few bits is a double that rounds to them as the exact one does. */
static double cut(double x, int bits, int up)
{
    int exponent;
    double part = frexp(x, &exponent);
    part = ldexp(part, bits);
    return ldexp(up ? ceil(part) : floor(part), exponent - bits);
}

static double point(int index)
{
    int magnitude = abs(index - MAGNITUDES) - 1;
    if (magnitude < 0)
        return 0;
    double x = ldexp(4 + magnitude % 4, magnitude / 4 - 2);
    return index < MAGNITUDES ? -x : x;
}

static void set(orth_iv *x, double lo, double hi)
{
    mpfr_set_d(x->lo, lo, MPFR_RNDN);
    mpfr_set_d(x->hi, hi, MPFR_RNDN);
}

typedef struct operation {
    const char *name;
    void (*run)(orth_iv *out, const orth_iv *a, const orth_iv *b);
    double (*exact)(double a, double b);
    int divides;
} operation;

static double plus(double a, double b)
{
    return a + b;
}

static double minus(double a, double b)
{
    return a - b;
}

static double times(double a, double b)
{
    return a * b;
}

static double over(double a, double b)
{
    return a / b;
}

static const operation operations[] = {{"+", orth_iv_add, plus, 0},
                                       {"-", orth_iv_sub, minus, 0},
                                       {"*", orth_iv_mul, times, 0},
                                       {"/", orth_iv_div, over, 1}};

/* The least and the greatest value at the ends, rounded outwards: each operation here is monotonic
 * in both operands, one at a time. */
static void check(const operation *o, const orth_iv *got, const double a[2], const double b[2])
{
    double least = INFINITY, most = -INFINITY;
    for (int i = 0; i < 4; i++) {
        double value = o->exact(a[i / 2], b[i % 2]);
        least = fmin(least, value);
        most = fmax(most, value);
    }
    double lo = mpfr_get_d(got->lo, MPFR_RNDN), hi = mpfr_get_d(got->hi, MPFR_RNDN);
    if (lo != cut(least, BITS, 0) || hi != cut(most, BITS, 1))
        ck_abort_msg("[%g, %g] %s [%g, %g] gave [%g, %g], not [%g, %g] rounded outwards", a[0],
                     a[1], o->name, b[0], b[1], lo, hi, least, most);
}

/* Into a third interval, and into either operand. */
static void check_pair(const operation *o, orth_iv scratch[3], const double a[2], const double b[2])
{
    orth_iv *x = &scratch[0], *y = &scratch[1], *out = &scratch[2];
    set(x, a[0], a[1]);
    set(y, b[0], b[1]);
    o->run(out, x, y);
    check(o, out, a, b);
    o->run(x, x, y);
    check(o, x, a, b);
    set(x, a[0], a[1]);
    o->run(y, x, y);
    check(o, y, a, b);
}

START_TEST(all_pairs_of_tiny_intervals)
{
    orth_iv scratch[3];
    for (int i = 0; i < 3; i++)
        orth_iv_init(&scratch[i], BITS);
    for (int p = 0; p < POINTS * POINTS; p++)
        for (int q = 0; q < POINTS * POINTS; q++) {
            double a[2] = {point(p / POINTS), point(p % POINTS)};
            double b[2] = {point(q / POINTS), point(q % POINTS)};
            if (a[0] > a[1] || b[0] > b[1])
                continue;
            for (size_t k = 0; k < sizeof operations / sizeof operations[0]; k++)
                if (!operations[k].divides || b[0] > 0)
                    check_pair(&operations[k], scratch, a, b);
        }
    for (int i = 0; i < 3; i++)
        orth_iv_clear(&scratch[i]);
}
END_TEST

/* An operand squared in place, as enclosures of squares are made. */
START_TEST(an_interval_by_itself)
{
    orth_iv x;
    orth_iv_init(&x, BITS);
    for (int p = 0; p < POINTS * POINTS; p++) {
        double a[2] = {point(p / POINTS), point(p % POINTS)};
        for (size_t k = 0; a[0] <= a[1] && k < sizeof operations / sizeof operations[0]; k++) {
            if (operations[k].divides && !(a[0] > 0))
                continue;
            set(&x, a[0], a[1]);
            operations[k].run(&x, &x, &x);
            check(&operations[k], &x, a, a);
        }
    }
    orth_iv_clear(&x);
}
END_TEST

/* By whole numbers, which need not fit the few bits. */
START_TEST(by_whole_numbers)
{
    orth_iv x, out;
    orth_iv_init(&x, BITS);
    orth_iv_init(&out, BITS);
    for (int p = 0; p < POINTS * POINTS; p++) {
        double a[2] = {point(p / POINTS), point(p % POINTS)};
        if (a[0] > a[1])
            continue;
        for (unsigned long k = 1; k <= 40; k++) {
            double b[2] = {(double)k, (double)k};
            set(&x, a[0], a[1]);
            orth_iv_mul_ui(&out, &x, k);
            check(&operations[2], &out, a, b);
            orth_iv_div_ui(&out, &x, k);
            check(&operations[3], &out, a, b);
        }
    }
    for (unsigned long k = 0; k <= 100; k++) {
        orth_iv_set_ui(&out, k);
        double lo = mpfr_get_d(out.lo, MPFR_RNDN), hi = mpfr_get_d(out.hi, MPFR_RNDN);
        ck_assert(lo == cut((double)k, BITS, 0) && hi == cut((double)k, BITS, 1));
    }
    orth_iv_clear(&x);
    orth_iv_clear(&out);
}
END_TEST

/* lo and hi are the neighbours of the exact value at their precision, or are it. */
static int tightest(const mpfr_t lo, const mpfr_t hi, const mpfr_t exact_lo, const mpfr_t exact_hi)
{
    mpfr_t t;
    mpfr_init2(t, mpfr_get_prec(lo));
    mpfr_set(t, exact_lo, MPFR_RNDD);
    int same = mpfr_equal_p(t, lo);
    mpfr_set(t, exact_hi, MPFR_RNDU);
    same = same && mpfr_equal_p(t, hi);
    mpfr_clear(t);
    return same;
}

typedef struct function {
    const char *name;
    void (*run)(orth_iv *out, const orth_iv *a);
    int (*exact)(mpfr_t out, const mpfr_t x, mpfr_rnd_t rounding);
    double from, to;
} function;

static void copied(orth_iv *out, const orth_iv *a)
{
    orth_iv_set(out, a);
}

static int same_value(mpfr_t out, const mpfr_t x, mpfr_rnd_t rounding)
{
    return mpfr_set(out, x, rounding);
}

static const function functions[] = {
    {"set", copied, same_value, -4, 4},      {"sqrt", orth_iv_sqrt, mpfr_sqrt, 0, 4},
    {"log", orth_iv_log, mpfr_log, 1e-3, 4}, {"exp", orth_iv_exp, mpfr_exp, -4, 4},
    {"sin", orth_iv_sin, mpfr_sin, 0, 1.57}, {"asin", orth_iv_asin, mpfr_asin, -1, 1}};

/* Operands of a few bits more than the result has: it must round outwards even where nothing is
 * computed. */
START_TEST(rising_functions)
{
    test_random random = test_seeded(11);
    mpfr_t below, above;
    mpfr_inits2(HIGH_BITS, below, above, (mpfr_ptr)0);
    for (int k = 0; k < 12000; k++) {
        const function *f = &functions[k % (int)(sizeof functions / sizeof functions[0])];
        mpfr_prec_t bits = 8 + (mpfr_prec_t)test_random_below(&random, 9);
        double x = f->from + (f->to - f->from) * test_random_unit(&random);
        double y = f->from + (f->to - f->from) * test_random_unit(&random);
        orth_iv a, out;
        orth_iv_init(&a, bits + 3);
        orth_iv_init(&out, bits);
        mpfr_set_d(a.lo, fmin(x, y), MPFR_RNDZ);
        mpfr_set_d(a.hi, fmax(x, y), MPFR_RNDZ);
        f->exact(below, a.lo, MPFR_RNDN);
        f->exact(above, a.hi, MPFR_RNDN);
        f->run(&out, &a);
        if (!tightest(out.lo, out.hi, below, above))
            ck_abort_msg("%s of [%.10g, %.10g] at %ld bits", f->name, mpfr_get_d(a.lo, MPFR_RNDN),
                         mpfr_get_d(a.hi, MPFR_RNDN), (long)bits);
        f->run(&a, &a);
        if (mpfr_greater_p(a.lo, below) || mpfr_less_p(a.hi, above))
            ck_abort_msg("%s in place", f->name);
        orth_iv_clear(&a);
        orth_iv_clear(&out);
    }
    mpfr_clears(below, above, (mpfr_ptr)0);
}
END_TEST

/* Past pi / 2 the sine falls: the least value is at one of the ends, the greatest is at most 1. */
START_TEST(sine_past_its_peak)
{
    test_random random = test_seeded(12);
    mpfr_t first, second;
    mpfr_inits2(HIGH_BITS, first, second, (mpfr_ptr)0);
    for (int k = 0; k < 3000; k++) {
        mpfr_prec_t bits = 8 + (mpfr_prec_t)test_random_below(&random, 9);
        orth_iv a, out;
        orth_iv_init(&a, bits + 4);
        orth_iv_init(&out, bits);
        /* one time in two about the peak itself, where the branch is chosen */
        double at = k % 2 == 0 ? 1.5707963267948966 : 3.1 * test_random_unit(&random);
        mpfr_set_d(a.lo, at * (1 - test_random_unit(&random) / 8), MPFR_RNDD);
        mpfr_set_d(a.hi, at, k % 4 < 2 ? MPFR_RNDU : MPFR_RNDD);
        mpfr_sin(first, a.lo, MPFR_RNDN);
        mpfr_sin(second, a.hi, MPFR_RNDN);
        int peak = mpfr_cmp_d(a.hi, 1.5707963267948966) > 0;
        orth_iv_sin(&out, &a);
        mpfr_min(first, first, second, MPFR_RNDN);
        if (peak)
            mpfr_set_ui(second, 1, MPFR_RNDN);
        if (!tightest(out.lo, out.hi, first, second))
            ck_abort_msg("sin of [%.10g, %.10g] at %ld bits", mpfr_get_d(a.lo, MPFR_RNDN),
                         mpfr_get_d(a.hi, MPFR_RNDN), (long)bits);
        orth_iv_clear(&a);
        orth_iv_clear(&out);
    }
    mpfr_clears(first, second, (mpfr_ptr)0);
}
END_TEST

/* Whether [lo, hi] holds x, neither end further from it than `units` units in the last place. */
static int holds_closely(const orth_iv *got, const mpq_t x, int units)
{
    orth_iv outer;
    orth_iv_init(&outer, mpfr_get_prec(got->lo));
    mpfr_set_q(outer.lo, x, MPFR_RNDD);
    mpfr_set_q(outer.hi, x, MPFR_RNDU);
    for (int i = 0; i < units; i++) {
        mpfr_nextbelow(outer.lo);
        mpfr_nextabove(outer.hi);
    }
    int fine = mpfr_cmp_q(got->lo, x) <= 0 && mpfr_cmp_q(got->hi, x) >= 0 &&
               mpfr_lessequal_p(outer.lo, got->lo) && mpfr_greaterequal_p(outer.hi, got->hi);
    orth_iv_clear(&outer);
    return fine;
}

/* A numerator and a denominator that do not fit the bits are rounded before they are divided. */
START_TEST(ratios)
{
    test_random random = test_seeded(13);
    mpq_t exact;
    mpz_t numerator, denominator;
    mpq_init(exact);
    mpz_inits(numerator, denominator, NULL);
    for (int k = 0; k < 20000; k++) {
        mpfr_prec_t bits = 8 + (mpfr_prec_t)test_random_below(&random, 9);
        unsigned long size = 1ul << (4 + test_random_below(&random, 40));
        mpz_set_ui(numerator, test_random_below(&random, size));
        mpz_set_ui(denominator, 1 + test_random_below(&random, size));
        if (k % 4 == 0)
            mpz_neg(numerator, numerator);
        mpq_set_num(exact, numerator);
        mpq_set_den(exact, denominator);
        mpq_canonicalize(exact);
        orth_iv out;
        orth_iv_init(&out, bits);
        orth_iv_set_ratio(&out, numerator, denominator);
        if (!holds_closely(&out, exact, 5))
            ck_abort_msg("%ld / %ld at %ld bits", mpz_get_si(numerator), mpz_get_si(denominator),
                         (long)bits);
        orth_iv_set_q(&out, exact);
        if (!holds_closely(&out, exact, 0))
            ck_abort_msg("set_q of %ld / %ld", mpz_get_si(numerator), mpz_get_si(denominator));
        orth_iv_clear(&out);
    }
    mpq_clear(exact);
    mpz_clears(numerator, denominator, NULL);
}
END_TEST

/* Points divided by their sum: the exact quotients are held, to a few units. */
START_TEST(normalised)
{
    test_random random = test_seeded(14);
    enum { N = 4 };
    orth_iv x[N];
    mpq_t part[N], sum;
    mpq_init(sum);
    for (int i = 0; i < N; i++) {
        orth_iv_init(&x[i], 10);
        mpq_init(part[i]);
    }
    for (int k = 0; k < 2000; k++) {
        mpq_set_ui(sum, 0, 1);
        for (int i = 0; i < N; i++) {
            mpq_set_ui(part[i], 1 + test_random_below(&random, 1023), 1);
            mpq_add(sum, sum, part[i]);
            orth_iv_set_q(&x[i], part[i]);
        }
        orth_iv_normalise(x, N);
        for (int i = 0; i < N; i++) {
            mpq_div(part[i], part[i], sum);
            if (!holds_closely(&x[i], part[i], 8))
                ck_abort_msg("element %d of round %d", i, k);
        }
    }
    for (int i = 0; i < N; i++) {
        orth_iv_clear(&x[i]);
        mpq_clear(part[i]);
    }
    mpq_clear(sum);
}
END_TEST

static int settled(const char *lo, const char *hi, unsigned digits)
{
    orth_iv x;
    orth_iv_init(&x, 300);
    mpfr_set_str(x.lo, lo, 10, MPFR_RNDN);
    mpfr_set_str(x.hi, hi, 10, MPFR_RNDN);
    int is = orth_iv_settled(&x, digits);
    orth_iv_clear(&x);
    return is;
}

START_TEST(settled_at_the_edge)
{
    /* width 1 of 1000 is three digits and no more; of the smaller magnitude, whatever the sign */
    ck_assert(settled("1000", "1001", 3) && !settled("1000", "1001", 4));
    ck_assert(settled("-1001", "-1000", 3) && !settled("-1001", "-1000", 4));
    ck_assert(!settled("1000", "1001.0000001", 3) && !settled("-1001.0000001", "-1000", 3));
    ck_assert(!settled("999.9999999", "1001", 3) && !settled("-1001", "-999.9999999", 3));
    /* by less than 64 bits can hold */
    ck_assert(!settled("1000", "1001.000000000000000000000000000001", 3));
    ck_assert(!settled("1000", "1009", 3) && !settled("1000", "1002", 3));
    ck_assert(settled("0", "0", 10000) && !settled("0", "1e-100000", 1));
    ck_assert(!settled("-1e-90", "1e-90", 1) && !settled("-1e-90", "0", 1));
    ck_assert(!settled("1", "inf", 1) && !settled("-inf", "-1", 1) && !settled("nan", "1", 1));
    ck_assert(settled("7", "7", 10000));
}
END_TEST

/* With 64 bits, 10^28 and beyond are rounded; never so that a wider interval passes, and what is
 * narrower by the rounding alone does pass. */
START_TEST(settled_is_never_generous)
{
    test_random random = test_seeded(15);
    mpq_t width, allowed, more;
    mpz_t power;
    orth_iv x;
    mpq_inits(width, allowed, more, NULL);
    mpz_init(power);
    orth_iv_init(&x, 600);
    for (int k = 0; k < 4000; k++) {
        unsigned digits = 1 + (unsigned)test_random_below(&random, 60);
        mpfr_set_d(x.lo, 1 + test_random_unit(&random), MPFR_RNDN);
        mpz_ui_pow_ui(power, 10, digits);
        mpfr_get_q(allowed, x.lo);
        mpq_set_z(width, power);
        mpq_div(allowed, allowed, width);
        /* around the limit by parts of 2^-60 to 2^-68 */
        mpq_set_d(more, 1 + ldexp(test_random_unit(&random) - 0.5, -8));
        mpq_set_ui(width, 1, 1);
        mpq_sub(more, more, width);
        mpq_div_2exp(more, more, 52 + test_random_below(&random, 9));
        mpq_add(more, more, width);
        mpq_mul(width, allowed, more);
        mpfr_add_q(x.hi, x.lo, width, MPFR_RNDU);
        mpfr_sub(x.hi, x.hi, x.lo, MPFR_RNDU);
        mpfr_get_q(width, x.hi);
        mpfr_add(x.hi, x.hi, x.lo, MPFR_RNDU);
        int is = orth_iv_settled(&x, digits), within = mpq_cmp(width, allowed) <= 0;
        if (is && !within)
            ck_abort_msg("%u digits: settled, and wider than that", digits);
        mpq_set_d(more, 1 - 0x1p-53);
        mpq_mul(allowed, allowed, more);
        if (!is && mpq_cmp(width, allowed) <= 0)
            ck_abort_msg("%u digits: narrower than that, and not settled", digits);
    }
    orth_iv_clear(&x);
    mpz_clear(power);
    mpq_clears(width, allowed, more, NULL);
}
END_TEST

ORTH_TEST_MAIN("exact_intervals", all_pairs_of_tiny_intervals, an_interval_by_itself,
               by_whole_numbers, rising_functions, sine_past_its_peak, ratios, normalised,
               settled_at_the_edge, settled_is_never_generous)
