/* Known answers, computed elsewhere in 60 digits: every column of the tables of the paths' losses,
 * the distances, and the optimal midpoint. */
#include "exact.h"

#include "orthant/exact.h"

static const char *const paths[] = {"linear", "geometric", "amgm", "geodesic", "optimum"};

typedef struct line {
    uint64_t steps;
    const char *loss[5];
} line;

static const line two_tokens[] = {
    {1,
     {"0.3680642071684970699106821", "0.3680642071684970699106821", "0.3680642071684970699106821",
      "0.3680642071684970699106821", "0.3680642071684970699106821"}},
    {2,
     {"0.1986046350910563471686606", "0.2032723638682806162013953", "0.1982992176028163313571916",
      "0.1982992176028163313571916", "0.1978934190851692974007871"}},
    {3,
     {"0.1365805040695762296908842", "0.1392611581562427063114998", "0.1356773203173411424392389",
      "0.1356751561729394135932776", "0.1355172885280869954899847"}},
    {4,
     {"0.1041584742069712084584236", "0.1058167300134779809376175", "0.1031283244222691887151505",
      "0.1031202754973893543398312", "0.1030468369372471149297435"}},
    {8,
     {"0.05346517829150460556109673", "0.05392350402654015875455754",
      "0.05263781977377833173000667", "0.05262492053750170727437066",
      "0.05261472992057738348685486"}},
};

static const line three_tokens[] = {
    {1,
     {"0.6454920906577828793952561", "0.6454920906577828793952561", "0.6454920906577828793952561",
      "0.6454920906577828793952561", "0.6454920906577828793952561"}},
    {2,
     {"0.3106150014442022620828309", "0.3035952473930768617264655", "0.2969058421225762576815324",
      "0.2969058421225762576815324", "0.2954390001680118541005817"}},
    {4,
     {"0.1504436542859618570804304", "0.1476048024027150351732299", "0.1427155073813990126617075",
      "0.1424100433435138957815767", "0.1421721374123236671220852"}},
    {8,
     {"0.07362670655841465081049712", "0.0727862348227050456173126", "0.07002388060563804428579277",
      "0.06985660143666035380890393", "0.06982541366357778584359252"}},
};

static void check_table(const line *lines, size_t count, const char *start, const char *target)
{
    test_ends ends;
    mpfr_t lower, upper;
    test_ends_set(&ends, start, target);
    mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
    for (size_t i = 0; i < count; i++) {
        for (size_t p = 0; p < 5; p++) {
            orth_error error;
            ck_assert_msg(orth_exact_path_loss(lower, upper, paths[p], lines[i].steps, ends.n,
                                               ends.start, ends.target, 30, &error) == ORTH_OK,
                          "%s", error.text);
            ck_assert_msg(test_agrees(lower, upper, lines[i].loss[p]), "%s, %d steps", paths[p],
                          (int)lines[i].steps);
        }
    }
    mpfr_clears(lower, upper, (mpfr_ptr)0);
    test_ends_clear(&ends);
}

START_TEST(losses_of_two_tokens)
{
    check_table(two_tokens, sizeof two_tokens / sizeof two_tokens[0], "0.5 0.5", "0.9 0.1");
}
END_TEST

START_TEST(losses_of_three_tokens)
{
    check_table(three_tokens, sizeof three_tokens / sizeof three_tokens[0], "0.05 0.55 0.40",
                "0.40 0.50 0.10");
}
END_TEST

START_TEST(distances)
{
    static const char *const cases[][3] = {
        {"0.5 0.5", "0.9 0.1", "0.927295218001612232428512462922"},
        {"0.05 0.55 0.40", "0.40 0.50 0.10", "1.04799576917112514140097054011"},
    };
    mpfr_t lower, upper;
    mpfr_inits2(64, lower, upper, (mpfr_ptr)0);
    for (size_t i = 0; i < 2; i++) {
        test_ends ends;
        test_ends_set(&ends, cases[i][0], cases[i][1]);
        ck_assert(orth_exact_distance(lower, upper, ends.n, ends.start, ends.target, 32, NULL) ==
                  ORTH_OK);
        ck_assert(test_agrees(lower, upper, cases[i][2]));
        test_ends_clear(&ends);
    }
    mpfr_clears(lower, upper, (mpfr_ptr)0);
}
END_TEST

static const char *const best_midpoint[] = {"0.184547444097287216641637677244",
                                            "0.563942635291412478350147799569",
                                            "0.251509920611300305008214523187"};
static const char *const geodesic_midpoint[] = {"0.196385621906241252327911290533",
                                                "0.562434303970092659906422417629",
                                                "0.241180074123666087765666291838"};

START_TEST(midpoints)
{
    test_ends ends;
    mpfr_t lower[3], upper[3], mu_lower, mu_upper;
    test_ends_set(&ends, "0.05 0.55 0.40", "0.40 0.50 0.10");
    mpfr_inits2(64, mu_lower, mu_upper, (mpfr_ptr)0);
    for (size_t i = 0; i < 3; i++)
        mpfr_inits2(64, lower[i], upper[i], (mpfr_ptr)0);
    ck_assert(orth_exact_midpoint(lower, upper, mu_lower, mu_upper, 3, ends.start, ends.target, 32,
                                  NULL) == ORTH_OK);
    for (size_t i = 0; i < 3; i++)
        ck_assert(test_agrees(lower[i], upper[i], best_midpoint[i]));
    static const char *const same[] = {"geodesic", "bisection", "amgm"};
    for (size_t p = 0; p < 3; p++) {
        ck_assert(orth_exact_path_row(lower, upper, same[p], 1, 2, 3, ends.start, ends.target, 32,
                                      NULL) == ORTH_OK);
        for (size_t i = 0; i < 3; i++)
            ck_assert(test_agrees(lower[i], upper[i], geodesic_midpoint[i]));
    }
    for (size_t i = 0; i < 3; i++)
        mpfr_clears(lower[i], upper[i], (mpfr_ptr)0);
    mpfr_clears(mu_lower, mu_upper, (mpfr_ptr)0);
    test_ends_clear(&ends);
}
END_TEST

/* The rows of the optimum itself, through the same numbers. */
START_TEST(optimum_of_two_steps)
{
    test_ends ends;
    orth_exact_optimum optimum;
    mpq_t weight;
    mpfr_t x;
    test_ends_set(&ends, "0.05 0.55 0.40", "0.40 0.50 0.10");
    mpq_init(weight);
    mpfr_init2(x, 200);
    ck_assert(orth_exact_optimum_create(&optimum, 3, ends.start, ends.target, 2, 40, NULL) ==
              ORTH_OK);
    for (size_t i = 0; i < 3; i++) {
        orth_exact_optimum_weight(weight, &optimum, 1, i);
        mpfr_set_q(x, weight, MPFR_RNDN);
        ck_assert(test_agrees(x, x, best_midpoint[i]));
    }
    ck_assert(optimum.settled && !optimum.rounded_ends);
    orth_exact_optimum_free(&optimum);
    mpfr_clear(x);
    mpq_clear(weight);
    test_ends_clear(&ends);
}
END_TEST

ORTH_TEST_MAIN("exact_tables", losses_of_two_tokens, losses_of_three_tokens, distances, midpoints,
               optimum_of_two_steps)
