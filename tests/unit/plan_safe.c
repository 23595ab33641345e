/* Plans that must be safe from whoever builds several blocks in a row: the windows of their blocks
 * looked at apart from the plan, what safety costs, where it cannot be, and the plan's file. */
#include "harness.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "orthant/safety.h"
#include "plans.h"

static const char two[] =
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\"], \"start\": {\"weights\": [\"0.5\", \"0.5\"]},"
    " \"target\": {\"weights\": [\"0.9\", \"0.1\"]}, \"steps\": %d,"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\", \"swap_fee\": \"0.003\"}}";
static const char three[] =
    "{\"orthant\": 1, \"tokens\": [\"A\", \"B\", \"C\"], \"steps\": %d,"
    " \"start\": {\"weights\": [\"0.2\", \"0.3\", \"0.5\"]},"
    " \"target\": {\"weights\": [\"0.5\", \"0.3\", \"0.2\"]},"
    " \"pool\": {\"value\": 1000000, \"unit\": \"USD\", \"swap_fee\": \"0.01\"}}";

/* A plan of so many set points, without the rail; the options then have it. */
static test_plan made(const char *format, int steps, const char *target, size_t calls,
                      const char *safe)
{
    char text[600];
    orth_error error;
    snprintf(text, sizeof text, format, steps);
    test_plan m = test_plan_make(text, target, calls, false);
    ck_assert_msg(orth_plan_study_set_safe(&m.options, safe, m.scenario, &error) == ORTH_OK, "%s",
                  error.text);
    return m;
}

/* Whether the replayed weights are safe, asked apart from the plan. */
static bool is_safe(const orth_replay *replay, const orth_plan_safe *safe)
{
    size_t n = replay->n, count = (size_t)replay->steps + 1;
    double *rows = malloc(count * n * sizeof *rows);
    for (size_t j = 0; j < count * n; j++)
        rows[j] = (double)replay->weights[j] / 1e18;
    const orth_safety_question question = {.n = n,
                                           .blocks = count - 1,
                                           .rows = rows,
                                           .fee = safe->fee,
                                           .window = (size_t)safe->blocks,
                                           .attacker = {.capital = safe->capital}};
    orth_safety *safety;
    ck_assert(orth_safety_of(&safety, &question, NULL) == ORTH_OK);
    bool result = safety->safe;
    orth_safety_free(safety);
    free(rows);
    return result;
}

START_TEST(safe_and_what_it_costs)
{
    static const struct {
        const char *format, *target, *safe;
        int steps;
        size_t calls;
    } all[] = {{two, "generic", "blocks=4,capital=0.5", 2400, 8},
               {two, "generic", "blocks=3,capital=1", 2400, 16},
               {two, "quantamm", "blocks=3,capital=0.9", 2400, 6},
               {two, "quantamm-target", "blocks=3,capital=0.9", 2400, 6},
               {three, "generic", "blocks=8,capital=0.4", 1200, 5},
               {three, "quantamm", "blocks=5,capital=2", 1200, 6}};
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        test_plan m = made(all[k].format, all[k].steps, all[k].target, all[k].calls, all[k].safe);
        const orth_plan_safe *rail = &m.options.rails.safe;
        orth_plan_study *safe;
        orth_error error;
        ck_assert_msg(!is_safe(m.study->replay, rail), "case %zu is safe by itself", k);
        ck_assert_msg(orth_plan_study_create(&safe, m.move, &m.options, &error) == ORTH_OK,
                      "case %zu: %s", k, error.text);
        ck_assert_msg(is_safe(safe->replay, rail), "case %zu is not safe", k);
        ck_assert(safe->rows[0].free_loss == m.study->rows[0].log_loss);
        ck_assert_msg(safe->replay->log_loss > m.study->replay->log_loss &&
                          safe->replay->log_loss < 1.1 * m.study->replay->log_loss,
                      "case %zu: %.9g against %.9g", k, safe->replay->log_loss,
                      m.study->replay->log_loss);
        ck_assert_msg(safe->replay->miss < 1e-7, "case %zu: %g", k, safe->replay->miss);
        ck_assert(safe->plan->rails.safe.blocks == rail->blocks);
        orth_plan_study_free(safe);
        test_plan_unmake(&m);
    }
}
END_TEST

/* A plan that is safe by itself is the same to the last wei, and says so. */
START_TEST(safe_by_itself)
{
    test_plan m = made(two, 7200, "generic", 4, "blocks=3,capital=0.5");
    orth_plan_study *safe;
    ck_assert(orth_plan_study_create(&safe, m.move, &m.options, NULL) == ORTH_OK);
    ck_assert(memcmp(safe->replay->weights, m.study->replay->weights,
                     7201 * 2 * sizeof *safe->replay->weights) == 0);
    ck_assert(safe->rows[0].free_loss == safe->rows[0].log_loss);
    bool said = false;
    for (size_t k = 0; k < safe->note_count; k++)
        said = said || strstr(safe->notes[k], "safe from 3 blocks in a row without") != NULL;
    ck_assert(said);
    orth_plan_study_free(safe);
    test_plan_unmake(&m);
}
END_TEST

/* Too few blocks are refused with how many it takes; with those, and a little more for what is
 * whole, there is a plan, and with a tenth fewer there is none. */
START_TEST(as_many_blocks_as_it_says)
{
    test_plan m = made(two, 2000, "generic", 12, "blocks=5,capital=0.9");
    orth_plan_study *safe;
    orth_error error;
    ck_assert(orth_plan_study_create(&safe, m.move, &m.options, &error) == ORTH_DOMAIN);
    const char *at = strstr(error.text, "takes about ");
    ck_assert_msg(at != NULL, "%s", error.text);
    double least = strtod(at + strlen("takes about "), NULL);
    m.options.steps = (uint64_t)(1.01 * least);
    ck_assert_msg(orth_plan_study_create(&safe, m.move, &m.options, &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert(is_safe(safe->replay, &m.options.rails.safe));
    orth_plan_study_free(safe);
    m.options.steps = (uint64_t)(0.9 * least);
    ck_assert(orth_plan_study_create(&safe, m.move, &m.options, &error) == ORTH_DOMAIN);
    test_plan_unmake(&m);
}
END_TEST

/* The first of `from` in text by `to`; to be freed. */
static char *changed(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    ck_assert_msg(at != NULL, "no %s", from);
    size_t length = strlen(text) + strlen(to) + 1;
    char *out = malloc(length);
    snprintf(out, length, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
    return out;
}

static void check_file(const char *text, const char *from, const char *to, orth_status wanted,
                       const char *says)
{
    orth_plan_file *in;
    orth_plan_certificate c;
    orth_error error = {.text = ""};
    char *bad = changed(text, from, to);
    orth_status status = orth_plan_file_parse(&in, bad, strlen(bad), "f", &error);
    ck_assert_msg(status == wanted, "%s: %s", to, error.text);
    if (status == ORTH_OK) {
        ck_assert(orth_plan_certify(&c, in, 20, NULL) == ORTH_OK);
        ck_assert_msg(strstr(c.refusal, says) != NULL && (*says != '\0' || *c.refusal == '\0'),
                      "%s: %s", to, c.refusal);
        orth_plan_certificate_clear(&c);
    } else {
        ck_assert_msg(strstr(error.text, says) != NULL, "%s: %s", to, error.text);
    }
    orth_plan_file_free(in);
    free(bad);
}

START_TEST(the_file)
{
    test_plan m = made(two, 720, "generic", 6, "blocks=1,capital=0.5");
    orth_plan_study *safe;
    orth_error error;
    ck_assert_msg(orth_plan_study_create(&safe, m.move, &m.options, &error) == ORTH_OK, "%s",
                  error.text);
    char *text = test_plan_written(safe);
    const char whole[] = "\"safe\": {\"blocks\": 1, \"capital\": 0.5, \"fee\": "
                         "0.0030000000000000001}";
    const struct {
        const char *to;
        orth_status status;
        const char *says;
    } all[] = {
        {whole, ORTH_OK, ""},
        {"\"safe\": {\"blocks\": 2, \"capital\": 0.5, \"fee\": 0.003}", ORTH_OK, "not safe: "},
        {"\"safe\": {\"blocks\": 1, \"capital\": 900, \"fee\": 0.003}", ORTH_OK, "not safe: "},
        {"\"safe\": {\"blocks\": 1, \"capital\": 0.5, \"fee\": 0.0001}", ORTH_OK, "not safe: "},
        {"\"safe\": {\"blocks\": 1, \"capital\": 0.5, \"fee\": 0.003, \"a\": 1}", ORTH_OK,
         "is no key of a plan"},
        {"\"safe\": {\"blocks\": 721, \"capital\": 0.5, \"fee\": 0.003}", ORTH_BAD_INPUT,
         "/guard_rails/safe/blocks"},
        {"\"safe\": {\"blocks\": 0, \"capital\": 0.5, \"fee\": 0.003}", ORTH_BAD_INPUT,
         "/guard_rails/safe/blocks"},
        {"\"safe\": {\"blocks\": 1, \"capital\": 0, \"fee\": 0.003}", ORTH_BAD_INPUT,
         "/guard_rails/safe/capital"},
        {"\"safe\": {\"blocks\": 1, \"capital\": 1e9, \"fee\": 0.003}", ORTH_BAD_INPUT,
         "/guard_rails/safe/capital"},
        {"\"safe\": {\"blocks\": 1, \"capital\": 1, \"fee\": 1}", ORTH_BAD_INPUT,
         "/guard_rails/safe/fee"},
        {"\"safe\": {\"blocks\": 1, \"capital\": 1, \"fee\": 0}", ORTH_BAD_INPUT,
         "/guard_rails/safe/fee"},
        {"\"safe\": null", ORTH_BAD_INPUT, "/guard_rails/safe/blocks"},
    };
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++)
        check_file(text, whole, all[k].to, all[k].status, all[k].says);
    free(text);
    orth_plan_study_free(safe);
    test_plan_unmake(&m);
}
END_TEST

START_TEST(the_option)
{
    static const struct {
        const char *text, *says;
    } all[] = {{"", "--safe is blocks=N,capital=C"},
               {"blocks=3", "--safe is blocks=N,capital=C"},
               {"blocks=3,capital=1,stake=2", "--safe is blocks=N,capital=C"},
               {"blocks=3,capital=1,", "--safe is blocks=N,capital=C"},
               {"blocks=3,blocks=3,capital=1", "--safe blocks is given twice"},
               {"blocks=7201,capital=1", "permitted: a whole number from 1 to 7200"},
               {"blocks=1.5,capital=1", "permitted: a whole number from 1 to 7200"},
               {"blocks=0,capital=1", "--safe blocks"},
               {"blocks=x,capital=1", "--safe blocks"},
               {"blocks=1,capital=0", "--safe capital"},
               {"blocks=1,capital=1e7", "--safe capital"},
               {"blocks=1,capital=1,fee=1", "--safe fee"},
               {"blocks=1,capital=1,fee=0", "--safe fee"}};
    test_plan m = made(two, 7200, "generic", 1, "fee=1/100,capital=1/2,blocks=40");
    orth_error error;
    ck_assert(m.options.rails.safe.blocks == 40 && m.options.rails.safe.capital == 0.5 &&
              m.options.rails.safe.fee == 0.01);
    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        ck_assert(orth_plan_study_set_safe(&m.options, all[k].text, m.scenario, &error) ==
                  ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, all[k].says) != NULL, "%s: %s", all[k].text, error.text);
    }
    m.scenario->rules.fee = 0;
    ck_assert(orth_plan_study_set_safe(&m.options, "blocks=1,capital=1", m.scenario, &error) ==
              ORTH_BAD_INPUT);
    ck_assert_msg(strstr(error.text, "nothing is safe without a fee") != NULL, "%s", error.text);
    m.scenario->has_fee_schedule = true;
    m.scenario->fee_schedule = (orth_fee_schedule){0.01, 0.002, 5, false};
    ck_assert(orth_plan_study_set_safe(&m.options, "blocks=1,capital=1", m.scenario, &error) ==
              ORTH_OK);
    ck_assert(m.options.rails.safe.fee == 0.002);
    test_plan_unmake(&m);
}
END_TEST

ORTH_TEST_MAIN("plan safe", safe_and_what_it_costs, safe_by_itself, as_many_blocks_as_it_says,
               the_file, the_option)
