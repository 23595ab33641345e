/* Verdicts of a scorecard on figures that are put there by hand: at each side of each threshold. */
#include "harness.h"

#include <math.h>
#include <stdio.h>

#include "score/score.h"

#define LINES (ORTH_SCORE_TOKEN_KINDS + 2)

/* One token and one horizon; all lines but one are as the data. */
typedef struct card {
    orth_score score;
    size_t moving[1];
    bool by_mean[1];
    double values[7][ORTH_SCORE_OF_TOKEN], of_lines[5][LINES];
    orth_score_line lines[LINES];
} card;

static orth_score *start(card *all)
{
    *all = (card){.score.shape = {.n = 1,
                                  .rows = 1001,
                                  .horizon_count = 1,
                                  .horizons = {1},
                                  .returns = {1000},
                                  .kept = {1000},
                                  .moving_count = 1}};
    orth_score *score = &all->score;
    score->shape.moving = all->moving;
    score->shape.by_mean = all->by_mean;
    score->lines = all->lines;
    double **of_value[] = {&score->data,      &score->data_low,   &score->data_high, &score->model,
                           &score->model_low, &score->model_high, &score->gbm};
    double **of_line[] = {&score->distance, &score->distance_low, &score->distance_high,
                          &score->gbm_distance, &score->band};
    for (size_t k = 0; k < 7; k++)
        *of_value[k] = all->values[k];
    for (size_t k = 0; k < 5; k++)
        *of_line[k] = all->of_lines[k];
    for (size_t l = 0; l < LINES; l++)
        score->band[l] = score->gbm_distance[l] = 1;
    return score;
}

/* The line's verdict where every value of the data is `data`, of the model `model` in the mean (in
 * turn more and less than that), GBM's ratio as given, and the distance beyond the band. */
static orth_score_verdict judged(orth_score_kind kind, double data, double model, double ratio)
{
    card all;
    orth_score *score = start(&all);
    orth_score_place place = orth_score_place_of(&score->shape, 0, 0, kind);
    for (size_t v = 0; v < place.count; v++) {
        score->data[place.at + v] = data;
        score->model[place.at + v] =
            place.count == 1 ? model : model + (v % 2 == 0 ? 3 * data : -3 * data);
    }
    score->distance[kind] = 2;
    score->gbm_distance[kind] = 2 * ratio;
    orth_score_put_lines(score);
    ck_assert(!orth_score_inside(score));
    ck_assert(score->lines[kind].ratio == ratio || !isfinite(ratio));
    for (size_t l = 0; l < ORTH_SCORE_TOKEN_KINDS; l++)
        ck_assert(l == (size_t)kind || score->lines[l].verdict == ORTH_SCORE_ALIKE);
    return score->lines[kind].verdict;
}

/* Less than a quarter of the data's, either way, of a kind that GBM has none of. */
START_TEST(missing)
{
    static const orth_score_kind kinds[] = {ORTH_SCORE_KURTOSIS, ORTH_SCORE_ACF_ABSOLUTE,
                                            ORTH_SCORE_ACF_SQUARE, ORTH_SCORE_LEVERAGE};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (int sign = -1; sign <= 1; sign += 2) {
            double data = 0.1 * sign;
            ck_assert(judged(kinds[k], data, 0.24 * data, 1) == ORTH_SCORE_MISSING);
            ck_assert(judged(kinds[k], data, 0.26 * data, 1) == ORTH_SCORE_AS_GBM);
            ck_assert(judged(kinds[k], data, -data, 0.5) == ORTH_SCORE_MISSING);
            ck_assert(judged(kinds[k], data, 2 * data, 0.5) == ORTH_SCORE_WORSE);
            ck_assert(judged(kinds[k], data, 0, 1.26) == ORTH_SCORE_CLOSER);
        }
    ck_assert(judged(ORTH_SCORE_ACF, 0.1, 0, 1) == ORTH_SCORE_AS_GBM);
    ck_assert(judged(ORTH_SCORE_HILL, 3, 0.1, 1) == ORTH_SCORE_AS_GBM);
    ck_assert(judged(ORTH_SCORE_KS, 0, 0, 1) == ORTH_SCORE_AS_GBM);
}
END_TEST

START_TEST(ratios)
{
    ck_assert(judged(ORTH_SCORE_HILL, 3, 4, 1.251) == ORTH_SCORE_CLOSER);
    ck_assert(judged(ORTH_SCORE_HILL, 3, 4, 1.249) == ORTH_SCORE_AS_GBM);
    ck_assert(judged(ORTH_SCORE_HILL, 3, 4, 0.801) == ORTH_SCORE_AS_GBM);
    ck_assert(judged(ORTH_SCORE_HILL, 3, 4, 0.799) == ORTH_SCORE_WORSE);
}
END_TEST

/* Without a band nothing is alike or missing; at its very end a line is inside. */
START_TEST(bands)
{
    card all;
    orth_score *score = start(&all);
    score->data[0] = 5; /* kurtosis */
    score->distance[ORTH_SCORE_KURTOSIS] = score->gbm_distance[ORTH_SCORE_KURTOSIS] = 5;
    score->band[ORTH_SCORE_KURTOSIS] = 5;
    orth_score_put_lines(score);
    ck_assert(score->lines[ORTH_SCORE_KURTOSIS].verdict == ORTH_SCORE_ALIKE);
    ck_assert(orth_score_inside(score));
    score->band[ORTH_SCORE_KURTOSIS] = nextafter(5, 0);
    orth_score_put_lines(score);
    ck_assert(score->lines[ORTH_SCORE_KURTOSIS].verdict == ORTH_SCORE_MISSING);
    for (size_t l = 0; l < LINES; l++)
        score->band[l] = NAN;
    orth_score_put_lines(score);
    ck_assert(score->lines[ORTH_SCORE_KURTOSIS].verdict == ORTH_SCORE_AS_GBM);
    ck_assert(!orth_score_inside(score));
}
END_TEST

/* A GBM has no other one to be compared with: beyond its band it is far, without one as GBM. */
START_TEST(far)
{
    card all;
    orth_score *score = start(&all);
    char words[ORTH_SCORE_WORDS_MAX];
    const orth_score_line *line = &score->lines[ORTH_SCORE_HILL];
    score->is_gbm = true;
    score->distance[ORTH_SCORE_HILL] = 2;
    for (int with_band = 1; with_band >= 0; with_band--) {
        for (size_t l = 0; with_band == 0 && l < LINES; l++)
            score->band[l] = NAN;
        score->gbm_distance[ORTH_SCORE_HILL] = 2.1;
        orth_score_put_lines(score);
        ck_assert(line->verdict == (with_band ? ORTH_SCORE_FAR : ORTH_SCORE_AS_GBM));
        ck_assert_str_eq(orth_score_line_words(words, line),
                         with_band ? "far from the data" : "no closer than GBM");
        score->gbm_distance[ORTH_SCORE_HILL] = 3;
        orth_score_put_lines(score);
        ck_assert_str_eq(orth_score_line_words(words, line), "1.5 times closer than GBM");
    }
}
END_TEST

/* A line as the data tells its ratio where GBM's distance is beyond the band or what resamples of
 * the data reach; lines together tell it where one of them does. */
START_TEST(ratio_told)
{
    card all;
    orth_score *score = start(&all);
    char words[ORTH_SCORE_WORDS_MAX];
    const orth_score_line *line = &score->lines[ORTH_SCORE_HILL];
    for (size_t l = 0; l < LINES; l++)
        score->distance_low[l] = score->distance_high[l] = NAN;
    score->distance[ORTH_SCORE_HILL] = 0.1;
    score->distance[ORTH_SCORE_KURTOSIS] = 0.25;
    static const struct {
        double gbm, high;
        bool apart;
    } cases[] = {{1.01, NAN, true}, {1, NAN, false}, {0.5, 0.5, false}, {0.5, 0.49, true}};
    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        char expected[ORTH_SCORE_WORDS_MAX];
        score->gbm_distance[ORTH_SCORE_HILL] = cases[k].gbm;
        score->distance_low[ORTH_SCORE_HILL] = score->distance_high[ORTH_SCORE_HILL] =
            cases[k].high;
        orth_score_put_lines(score);
        ck_assert(line->verdict == ORTH_SCORE_ALIKE && line->gbm_apart == cases[k].apart);
        snprintf(expected, sizeof expected, "as the data, %.1f times closer than GBM",
                 cases[k].gbm / 0.1);
        ck_assert_str_eq(orth_score_line_words(words, line),
                         cases[k].apart ? expected : "as the data");
        orth_score_summary of = orth_score_summarise(score, ORTH_SCORE_TAILS, 0);
        ck_assert_uint_eq(of.gbm_apart, cases[k].apart);
        snprintf(expected, sizeof expected, "as the data, %.1f times closer than GBM",
                 sqrt(cases[k].gbm / 0.1 * 4));
        ck_assert_str_eq(orth_score_summary_words(words, &of),
                         cases[k].apart ? expected : "as the data");
    }
}
END_TEST

/* An aspect is missing where at least half of its lines are; the sentence tells all. */
START_TEST(sentence)
{
    char text[ORTH_SCORE_SENTENCE_MAX];
    card all;
    orth_score *score = start(&all);
    score->data[0] = 5;
    score->distance[ORTH_SCORE_KURTOSIS] = score->gbm_distance[ORTH_SCORE_KURTOSIS] = 5;
    score->distance[ORTH_SCORE_ACF] = 2;
    score->gbm_distance[ORTH_SCORE_ACF] = 4.68;
    score->distance[ORTH_SCORE_KS] = 2;
    score->distance[ORTH_SCORE_W1] = 2;
    orth_score_put_lines(score);
    ck_assert_str_eq(
        orth_score_sentence(text, score),
        "shape: GBM is 2.0 times closer; tails: missing; memory: 2.3 times closer than "
        "GBM; clustering: as the data; leverage: as the data; correlation: not "
        "defined");
}
END_TEST

/* Of 20 series that differ in one line the band holds 19, whatever the data's place among them is;
 * of a line in which most are alike there is none. */
START_TEST(band_of_one_line)
{
    enum { SERIES = 20 };
    double distances[2 * SERIES], band[2];
    for (size_t i = 0; i < SERIES; i++) {
        distances[2 * i] = 1 + (double)(7 * i % SERIES);
        distances[2 * i + 1] = i == 0;
    }
    ck_assert(orth_score_band(SERIES, 2, distances, band, NULL) == ORTH_OK);
    ck_assert_double_eq_tol(band[0], SERIES - 1, 1e-10);
    ck_assert(band[0] >= SERIES - 1 && isnan(band[1]));
}
END_TEST

ORTH_TEST_MAIN("market_score_verdicts", missing, ratios, bands, far, ratio_told, sentence,
               band_of_one_line)
