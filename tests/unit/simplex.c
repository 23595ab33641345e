/* What the simplex room refuses, and values known by hand. */
#include "harness.h"

#include <math.h>
#include <string.h>

#include "orthant/simplex.h"

static const char *refusal(size_t n, const double *weights)
{
    static orth_error error;
    error.text[0] = '\0';
    ck_assert(orth_simplex_validate(n, weights, &error) == ORTH_DOMAIN);
    ck_assert(error.status == ORTH_DOMAIN);
    ck_assert(orth_simplex_validate(n, weights, NULL) == ORTH_DOMAIN);
    return error.text;
}

START_TEST(validate_says_what_is_wrong)
{
    double two[] = {0.5, 0.5};
    ck_assert(orth_simplex_validate(2, two, NULL) == ORTH_OK);
    ck_assert_str_eq(refusal(1, two), "1 token; from 2 to 100000 are permitted");
    ck_assert_str_eq(refusal(0, two), "0 tokens; from 2 to 100000 are permitted");
    ck_assert_str_eq(refusal(100001, two), "100001 tokens; from 2 to 100000 are permitted");
    ck_assert_str_eq(refusal(2, (double[]){0.5, 0}),
                     "weight 1 is 0; permitted: from 1e-150 to below 1");
    ck_assert_str_eq(refusal(2, (double[]){-0.25, 1.25}),
                     "weight 0 is -0.25; permitted: from 1e-150 to below 1");
    ck_assert_str_eq(refusal(2, (double[]){1, 1e-200}),
                     "weight 0 is 1; permitted: from 1e-150 to below 1");
    ck_assert_str_eq(refusal(2, (double[]){NAN, 0.5}),
                     "weight 0 is nan; permitted: from 1e-150 to below 1");
    ck_assert_str_eq(refusal(2, (double[]){0.5, INFINITY}),
                     "weight 1 is inf; permitted: from 1e-150 to below 1");
    ck_assert_str_eq(refusal(2, (double[]){0.5, 0.25}),
                     "the weights sum to 1-0.25; permitted: 1 within 1e-12");
    ck_assert_str_eq(refusal(2, (double[]){0.5, 0.5000000000020}),
                     "the weights sum to 1+2e-12; permitted: 1 within 1e-12");
}
END_TEST

START_TEST(validate_at_the_borders)
{
    double tiny[] = {1e-150, 1 - 0x1p-53};
    ck_assert(orth_simplex_validate(2, tiny, NULL) == ORTH_OK);
    tiny[0] = nextafter(1e-150, 0);
    ck_assert(orth_simplex_validate(2, tiny, NULL) == ORTH_DOMAIN);
    ck_assert(orth_simplex_validate(2, (double[]){0.5, 0.5 + 9.9e-13}, NULL) == ORTH_OK);
    ck_assert(orth_simplex_validate(2, (double[]){0.5, 0.5 - 1.01e-12}, NULL) == ORTH_DOMAIN);
}
END_TEST

/* A sum that plain addition would get wrong. */
START_TEST(validate_adds_exactly)
{
    static double many[100000];
    for (size_t i = 0; i < 100000; i++)
        many[i] = 1e-5;
    ck_assert(orth_simplex_validate(100000, many, NULL) == ORTH_OK);
}
END_TEST

START_TEST(known_values)
{
    ck_assert(fabs(orth_simplex_entropy(2, (double[]){0.5, 0.5}) - M_LN2) <= 0x1p-53);
    ck_assert(fabs(orth_simplex_entropy(4, (double[]){0.25, 0.25, 0.25, 0.25}) - 2 * M_LN2) <=
              0x1p-52);
    /* log 2 + (3/4) log 3 - 2 log 2 */
    double kl = orth_simplex_kl(2, (double[]){0.75, 0.25}, (double[]){0.5, 0.5});
    ck_assert(fabs(kl - 0.13081203594113693) <= 1e-16);
    double kl_back = orth_simplex_kl(2, (double[]){0.5, 0.5}, (double[]){0.75, 0.25});
    ck_assert(fabs(kl_back - 0.14384103622589045) <= 1e-16);
    /* sqrt of (1/2, 1/2) and (3/4, 1/4): 45 and 30 degrees */
    double angle = orth_simplex_angle(2, (double[]){0.5, 0.5}, (double[]){0.75, 0.25});
    ck_assert(fabs(angle - M_PI / 12) <= 1e-16);
}
END_TEST

START_TEST(exponential_refuses_to_leave)
{
    double w[] = {0.5, 0.5}, out[2];
    orth_error error;
    /* towards the vertex: the angle to it is pi/4, the velocity's norm twice the angle */
    double v[] = {0.7, -0.7};
    ck_assert(orth_simplex_exp(out, 2, w, v, NULL) == ORTH_OK);
    ck_assert(out[0] > out[1] && out[1] > 0);
    double beyond[] = {0.8, -0.8};
    ck_assert(orth_simplex_exp(out, 2, w, beyond, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "the geodesic leaves the simplex: weight 1 passes zero");
    double far[] = {3, -3, 0}, quarter[] = {0.25, 0.25, 0.5}, third[3];
    ck_assert(orth_simplex_exp(third, 3, quarter, far, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "the velocity has Fisher norm 8.485281374238"));
    ck_assert_ptr_nonnull(strstr(error.text, "; permitted: below pi"));
    /* just beyond pi, where the cosine has turned */
    ck_assert(orth_simplex_exp(third, 3, quarter, (double[]){1.3, -1.3, 0}, &error) == ORTH_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "the velocity has Fisher norm 3.67"));
    double nan[] = {NAN, 0};
    ck_assert(orth_simplex_exp(out, 2, w, nan, &error) == ORTH_DOMAIN);
    double none[] = {0, 0};
    ck_assert(orth_simplex_exp(out, 2, w, none, NULL) == ORTH_OK);
    ck_assert(out[0] == 0.5 && out[1] == 0.5);
}
END_TEST

START_TEST(logarithm_of_a_known_move)
{
    double w[] = {0.5, 0.5}, to[] = {0.75, 0.25}, v[2];
    orth_simplex_log(v, 2, w, to);
    /* Fisher norm pi/6 along (1, -1): |v| sqrt(2 / 0.5) = pi/6 */
    ck_assert(fabs(v[0] - M_PI / 12) <= 1e-16 && fabs(v[1] + M_PI / 12) <= 1e-16);
    orth_simplex_log(v, 2, w, w);
    ck_assert(v[0] == 0 && v[1] == 0);
}
END_TEST

ORTH_TEST_MAIN("simplex", validate_says_what_is_wrong, validate_at_the_borders,
               validate_adds_exactly, known_values, exponential_refuses_to_leave,
               logarithm_of_a_known_move)
