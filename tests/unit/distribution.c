/* Histograms of a simulation's losses: every value is counted once, in its bin. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "orthant/report.h"
#include "report/distribution.h"

static size_t sum_of(const orth_distribution *d)
{
    size_t sum = d->below + d->above;
    for (size_t i = 0; i < d->series * d->bins; i++)
        sum += d->counts[i];
    return sum;
}

START_TEST(counted_by_hand)
{
    const double values[] = {0, 1, 1.5, 8, /* and */ 4, 4, 4, 7.999};
    orth_distribution d;
    ck_assert(orth_distribution_of(&d, 2, 4, values, NULL) == ORTH_OK);
    ck_assert(d.bins == 8 && d.low == 0 && d.high == 8 && d.width == 1);
    static const size_t expected[2][8] = {{1, 2, 0, 0, 0, 0, 0, 1}, {0, 0, 0, 0, 3, 0, 0, 1}};
    ck_assert(memcmp(d.counts, expected, sizeof expected) == 0);
    ck_assert(d.below == 0 && d.above == 0);
    orth_distribution_free(&d);
}
END_TEST

/* Sets that lie far apart each have their own bins, and are not two columns. */
START_TEST(far_apart)
{
    double values[2 * 16];
    for (size_t i = 0; i < 16; i++) {
        values[i] = (double)i / 15;
        values[16 + i] = 4 + values[i];
    }
    orth_distribution d;
    ck_assert(orth_distribution_of(&d, 2, 16, values, NULL) == ORTH_OK);
    ck_assert_uint_eq(d.bins, 40);
    for (size_t bin = 0; bin < 8; bin++)
        ck_assert(d.counts[bin] > 0 && d.counts[bin] < 4);
    ck_assert_uint_eq(sum_of(&d), 32);
    orth_distribution_free(&d);
}
END_TEST

/* Against another way to count, over sizes and shapes; a few far values on either side are told,
 * not shown. */
START_TEST(counted_twice)
{
    test_random random = test_seeded(3);
    enum { MOST = 9000 };
    static double values[2 * MOST];
    static const size_t sizes[] = {2, 63, 64, 65, 1000, MOST};
    for (size_t k = 0; k < sizeof sizes / sizeof sizes[0]; k++) {
        size_t m = sizes[k], total = 2 * m;
        for (size_t i = 0; i < total; i++)
            values[i] = -3 + 1e-3 * test_random_unit(&random);
        size_t far = m >= 1000 ? 3 : 0;
        for (size_t i = 0; i < far; i++)
            values[7 * i] = i == 0 ? -50.0 : 50 + (double)i;
        orth_distribution d;
        ck_assert(orth_distribution_of(&d, 2, m, values, NULL) == ORTH_OK);
        ck_assert(d.bins >= 8 && d.bins <= 64);
        ck_assert_uint_eq(sum_of(&d), total);
        ck_assert(d.below == (far > 0) && d.above == (far > 0 ? 2 : 0));
        ck_assert(d.high - d.low < 1.01e-2);
        for (size_t bin = 0; bin < d.bins; bin++) {
            size_t count = 0;
            for (size_t i = m; i < total; i++) {
                double at = (values[i] - d.low) / d.width;
                count += floor(at) == (double)bin || (at >= (double)d.bins && bin + 1 == d.bins);
            }
            ck_assert_uint_eq(d.counts[d.bins + bin], count);
        }
        orth_distribution_free(&d);
    }
    /* all the same, and nothing at all */
    for (int same = 0; same < 2; same++) {
        for (size_t i = 0; i < 20; i++)
            values[i] = same == 0 ? 0 : -7.5;
        orth_distribution d;
        ck_assert(orth_distribution_of(&d, 1, 20, values, NULL) == ORTH_OK);
        ck_assert(d.width > 0 && d.low < values[0] && values[0] < d.high);
        ck_assert_uint_eq(sum_of(&d), 20);
        orth_distribution_free(&d);
    }
}
END_TEST

/* ---------------------------------------------------------------- the pictures */

#define HOSTILE                                                                                    \
    "{\"orthant\": 1, \"name\": \"`touch owned` '''x @picture %%s\", \"tokens\": [\"A'`touch "     \
    "owned`\", "                                                                                   \
    "\"$(touch owned)\"], \"start\": {\"weights\": [\"0.3\", \"0.7\"]}, \"target\": "              \
    "{\"weights\": [\"0.7\", \"0.3\"]}, \"steps\": %s, \"paths\": [\"linear\", \"geodesic\"], "    \
    "\"pool\": {\"value\": \"1000\", \"unit\": \"'; system('touch owned') #\"}, "                  \
    "\"monte_carlo\": {\"paths\": %d, \"seed\": 1}, \"market\": {\"model\": \"gbm\", "             \
    "\"blocks\": 20, \"block_seconds\": 60, \"volatility\": [\"0.8\", \"0\"]}}"

static char *contents(const char *file)
{
    FILE *stream = fopen(file, "rb");
    ck_assert_msg(stream != NULL, "%s is not there", file);
    char *bytes = calloc(1, 1 << 22);
    ck_assert(fread(bytes, 1, (1 << 22) - 1, stream) > 0);
    fclose(stream);
    return bytes;
}

static void draw(const char *steps, int price_paths, bool record, const char *file)
{
    char text[1024];
    snprintf(text, sizeof text, HOSTILE, steps, price_paths);
    orth_error error = {.text = ""};
    orth_scenario *scenario;
    orth_status status = orth_scenario_parse(&scenario, text, strlen(text), "s.json", &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    orth_recording *series = NULL;
    orth_simulate_options options = {.record_every = 3};
    if (record) {
        ck_assert(orth_recording_create(&series, scenario, NULL) == ORTH_OK);
        options.record = orth_recording_record;
        options.user = series;
    }
    orth_simulation *simulation;
    status = orth_simulation_run(&simulation, scenario, &options, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    status = orth_simulation_plot(simulation, series, file, true, &error);
    if (price_paths > 1 || record)
        ck_assert_msg(status == ORTH_OK, "%s", error.text);
    else
        ck_assert(status == ORTH_BAD_INPUT && strstr(error.text, "nothing to draw") != NULL);
    orth_recording_free(series);
    orth_simulation_free(simulation);
    orth_scenario_free(scenario);
}

START_TEST(pictures)
{
    char folder[] = "/tmp/orthant-distribution-XXXXXX";
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
    draw("[4]", 30, false, "a.svg");
    draw("[4]", 30, false, "b.svg");
    char *one = contents("a.svg"), *other = contents("b.svg");
    ck_assert_str_eq(one, other);
    ck_assert(strstr(one, "shortfall against rebalancing") != NULL);
    ck_assert(strstr(one, "shortfall less that of linear, 4 steps") != NULL);
    ck_assert(strstr(one, "weight") == NULL);
    /* as it stands, however many quotes are around it */
    ck_assert(strstr(one, "`touch owned` '''x @picture %s") != NULL);
    free(one);
    free(other);
    draw("[4, 8]", 30, true, "c.svg");
    one = contents("c.svg");
    ck_assert(strstr(one, "shortfall so far") != NULL && strstr(one, ">weight<") != NULL);
    ck_assert(strstr(one, "geodesic, 8 steps") != NULL);
    ck_assert(strstr(one, "price paths (%)") != NULL);
    free(one);
    draw("[4]", 1, true, "d.png");
    draw("[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]", 30, true, "e.png");
    draw("[4]", 1, false, "f.svg");
    ck_assert_int_ne(access("f.svg", F_OK), 0);
    ck_assert_int_ne(access("owned", F_OK), 0);
    static const char *const files[] = {"a.svg", "b.svg", "c.svg", "d.png", "e.png"};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char script[16];
        snprintf(script, sizeof script, "%s.gp", files[i]);
        ck_assert(remove(files[i]) == 0 && remove(script) == 0);
    }
    ck_assert_int_eq(chdir("/"), 0);
    ck_assert_int_eq(rmdir(folder), 0);
}
END_TEST

ORTH_TEST_MAIN("distribution", counted_by_hand, far_apart, counted_twice, pictures)
