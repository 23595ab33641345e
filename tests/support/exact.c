#include "exact.h"

#include <stdlib.h>
#include <string.h>

#include "numeric/decimal.h"

static size_t set_point(mpq_t *point, const char *texts)
{
    char copy[1024], *rest = copy;
    size_t n = 0;
    ck_assert(strlen(texts) < sizeof copy);
    strcpy(copy, texts);
    for (char *text; (text = strtok_r(rest, " ", &rest)) != NULL; n++) {
        ck_assert(n < TEST_TOKENS_MAX);
        mpq_init(point[n]);
        ck_assert(orth_decimal_parse(point[n], text, NULL) == ORTH_OK);
    }
    return n;
}

void test_ends_set(test_ends *ends, const char *start, const char *target)
{
    ends->n = set_point(ends->start, start);
    ck_assert(set_point(ends->target, target) == ends->n);
}

static void random_point(mpq_t *point, test_random *random, size_t n)
{
    double weights[TEST_TOKENS_MAX];
    mpq_t sum;
    test_random_weights(random, n, weights);
    mpq_init(sum);
    for (size_t i = 0; i < n; i++) {
        mpq_init(point[i]);
        mpq_set_d(point[i], weights[i]);
        mpq_add(sum, sum, point[i]);
    }
    for (size_t i = 0; i < n; i++)
        mpq_div(point[i], point[i], sum);
    mpq_clear(sum);
}

void test_ends_random(test_ends *ends, test_random *random, size_t n)
{
    ends->n = n;
    random_point(ends->start, random, n);
    random_point(ends->target, random, n);
}

void test_ends_clear(test_ends *ends)
{
    for (size_t i = 0; i < ends->n; i++) {
        mpq_clear(ends->start[i]);
        mpq_clear(ends->target[i]);
    }
}

/* The significant digits of a decimal text, at most `size` - 1 of them. */
static size_t significant(char *digits, size_t size, const char *text)
{
    size_t n = 0;
    for (; *text != '\0' && *text != 'e' && n + 1 < size; text++) {
        if (*text >= '0' && *text <= '9' && (n > 0 || *text != '0'))
            digits[n++] = *text;
    }
    digits[n] = '\0';
    return n;
}

static int rounds_to(const mpfr_t x, const char *text, size_t count)
{
    mpfr_exp_t exponent, wanted;
    mpfr_t y;
    mpfr_init2(y, 1000);
    mpfr_set_str(y, text, 10, MPFR_RNDN);
    char *got = mpfr_get_str(NULL, &exponent, 10, count, x, MPFR_RNDN);
    char *want = mpfr_get_str(NULL, &wanted, 10, count, y, MPFR_RNDN);
    int same = strcmp(got, want) == 0 && exponent == wanted;
    mpfr_free_str(got);
    mpfr_free_str(want);
    mpfr_clear(y);
    return same;
}

int test_agrees(const mpfr_t lower, const mpfr_t upper, const char *text)
{
    char digits[128];
    size_t count = significant(digits, sizeof digits, text);
    return mpfr_lessequal_p(lower, upper) && rounds_to(lower, text, count) &&
           rounds_to(upper, text, count);
}
