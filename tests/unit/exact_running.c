/* The optimum with a running cost: known answers, the recurrence that the best schedule obeys, what
 * counts as convex, and what a file says of it held against the file. */
#include "exact.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "exact/convex.h"
#include "exact/enclosure.h"
#include "exact/running_cost.h"
#include "numeric/decimal.h"
#include "orthant/running.h"

typedef struct problem {
    test_ends ends;
    orth_exact_running *running;
    orth_exact_optimum best;
} problem;

static const char *const names[] = {"A", "B", "C"};

static void set_forecast(orth_exact_running *running, const char *const *row, size_t rows)
{
    mpq_t *returns = orth_rationals_create(3 * rows);
    for (size_t j = 0; j < 3 * rows; j++)
        ck_assert(orth_decimal_parse(returns[j], row[j % 3], NULL) == ORTH_OK);
    ck_assert(orth_exact_running_forecast(running, rows, returns, NULL) == ORTH_OK);
    orth_rationals_free(returns, 3 * rows);
}

static orth_status set_tracking(problem *p, const char *lambda, const double *covariance,
                                orth_error *error)
{
    mpq_t number;
    mpq_init(number);
    ck_assert(orth_decimal_parse(number, lambda, NULL) == ORTH_OK);
    orth_status status =
        orth_exact_running_tracking(p->running, number, p->ends.target, covariance, 1, error);
    mpq_clear(number);
    return status;
}

static void begin(problem *p, uint64_t steps, bool free_end)
{
    test_ends_set(&p->ends, "0.05 0.55 0.40", "0.40 0.50 0.10");
    ck_assert(orth_exact_running_create(&p->running, 3, steps, free_end, NULL) == ORTH_OK);
}

static void solve(problem *p)
{
    orth_error error;
    ck_assert_msg(orth_exact_optimum_create_running(
                      &p->best, 3, p->ends.start, p->running->free_end ? NULL : p->ends.target,
                      p->running->steps, p->running, 40, &error) == ORTH_OK,
                  "%s", error.text);
    ck_assert(p->best.settled && p->best.lower_bound == NULL && p->best.relative_gap == NULL);
}

static void end(problem *p)
{
    orth_exact_optimum_free(&p->best);
    orth_exact_running_free(p->running);
    test_ends_clear(&p->ends);
}

static double weight(const problem *p, uint64_t k, size_t i)
{
    mpq_t w;
    mpq_init(w);
    orth_exact_optimum_weight(w, &p->best, k, i);
    double value = orth_rational_to_double(w);
    mpq_clear(w);
    return value;
}

static void check_row(const problem *p, uint64_t k, const double *row, double off)
{
    for (size_t i = 0; i < 3; i++)
        ck_assert_msg(fabs(weight(p, k, i) - row[i]) <= off, "row %d, token %zu: %.17g", (int)k, i,
                      weight(p, k, i));
}

static const char *const nu[] = {"0.02", "-0.01", "0"};

START_TEST(forecast_with_a_given_end)
{
    static const double rows[][3] = {{.11245127045599, .56071803002923, .32683069951478},
                                     {.1969249666106, .55511398611522, .24796104727418},
                                     {.29586165583011, .53405327690789, .170085067262}};
    problem p;
    begin(&p, 4, false);
    set_forecast(p.running, nu, 3);
    solve(&p);
    for (size_t k = 0; k < 3; k++)
        check_row(&p, k + 1, rows[k], 2e-14);
    ck_assert(fabs(strtod(p.best.loss_lower, NULL) - 0.1424533159448578) < 1e-15);
    ck_assert(fabs(strtod(p.best.objective_lower, NULL) - 0.1468474110174473) < 1e-15);
    ck_assert(strtod(p.best.objective_gap, NULL) < 1e-39);
    end(&p);
}
END_TEST

START_TEST(forecast_with_a_free_end)
{
    static const double rows[][3] = {{.05251944863573, .54391639659782, .40356415476645},
                                     {.053814564174655, .54085766127078, .40532777455457}};
    problem p;
    begin(&p, 2, true);
    set_forecast(p.running, nu, 2);
    solve(&p);
    check_row(&p, 1, rows[0], 1e-14);
    check_row(&p, 2, rows[1], 1e-14);
    ck_assert(fabs(strtod(p.best.objective_upper, NULL) - 0.00886140246518957) < 1e-17);
    /* the last step is the exponentiated gradient's: w_2 = w_1 e^nu / sum */
    double sum = 0;
    for (size_t i = 0; i < 3; i++)
        sum += weight(&p, 1, i) * exp(strtod(nu[i], NULL));
    for (size_t i = 0; i < 3; i++)
        ck_assert(fabs(weight(&p, 2, i) - weight(&p, 1, i) * exp(strtod(nu[i], NULL)) / sum) <
                  1e-15);
    end(&p);
}
END_TEST

START_TEST(nothing_forecast_holds)
{
    static const char *const none[] = {"0", "0", "0"};
    problem p;
    begin(&p, 5, true);
    set_forecast(p.running, none, 5);
    solve(&p);
    for (uint64_t k = 0; k <= 5; k++)
        check_row(&p, k, (const double[]){0.05, 0.55, 0.40}, 1e-30);
    ck_assert(fabs(strtod(p.best.objective_upper, NULL)) < 1e-100);
    ck_assert(fabs(strtod(p.best.objective_bound, NULL)) < 1e-100);
    end(&p);
}
END_TEST

static const double covariance[] = {4e-4, 1e-4, 0, 1e-4, 9e-4, 0, 0, 0, 0};

/* Gradient of the running cost at row k; the covariance is the one above. */
static double slope(const problem *p, double lambda, uint64_t k, size_t i)
{
    double sum = -strtod(nu[i], NULL);
    for (size_t j = 0; j < 3; j++)
        sum += lambda * covariance[3 * i + j] *
               (weight(p, k, j) - orth_rational_to_double(p->ends.target[j]));
    return sum;
}

/* w_{k+1} = w_k (1 + log(w_k / w_{k-1}) + c - mu_k), the end included where it is free: 1 there is
 * what w_{k+1} / w_k would be. */
static void check_recurrence(const problem *p, double lambda)
{
    uint64_t steps = p->running->steps;
    for (uint64_t k = 1; k <= steps - (p->running->free_end ? 0 : 1); k++) {
        double mean = 0, g[3];
        for (size_t i = 0; i < 3; i++) {
            g[i] = log(weight(p, k, i) / weight(p, k - 1, i)) + slope(p, lambda, k, i);
            mean += weight(p, k, i) * g[i];
        }
        for (size_t i = 0; i < 3; i++) {
            double next = k == steps ? 1 : weight(p, k + 1, i) / weight(p, k, i);
            ck_assert_msg(fabs(1 + g[i] - mean - next) < 1e-14, "row %d: off by %g", (int)k,
                          1 + g[i] - mean - next);
        }
    }
}

START_TEST(tracking_and_forecast_together)
{
    for (int free_end = 0; free_end < 2; free_end++) {
        problem p;
        begin(&p, 12, free_end);
        set_forecast(p.running, nu, 12);
        ck_assert(set_tracking(&p, "50", covariance, NULL) == ORTH_OK);
        solve(&p);
        check_recurrence(&p, 50);
        end(&p);
    }
}
END_TEST

/* Newton's steps have the second derivative of the cost: without it they do not arrive. */
START_TEST(a_strong_pull_is_solved)
{
    problem p;
    begin(&p, 300, false);
    ck_assert(set_tracking(&p, "1e5", covariance, NULL) == ORTH_OK);
    solve(&p);
    check_row(&p, 150, (const double[]){0.4, 0.5, 0.1}, 1e-30);
    end(&p);
}
END_TEST

/* The gap counts the last row where it is free: the bound from a schedule that stays is below the
 * least J of one step, -log sum u e^nu, and below it by what the formula says. */
START_TEST(a_free_end_is_in_the_gap)
{
    problem p;
    orth_rows rows;
    orth_iv loss, cost;
    mpfr_t gap;
    begin(&p, 1, true);
    set_forecast(p.running, nu, 1);
    ck_assert(orth_rows_create(&rows, 3, 1, NULL) == ORTH_OK);
    orth_rows_set_q(&rows, 0, p.ends.start);
    orth_rows_set_q(&rows, 1, p.ends.start);
    orth_iv_init(&loss, 200);
    orth_iv_init(&cost, 200);
    mpfr_init2(gap, 200);
    ck_assert(orth_rows_enclose_running(&loss, &cost, gap, &rows, p.running, 200, NULL) == ORTH_OK);
    double sum = 0;
    for (size_t i = 0; i < 3; i++)
        sum += orth_rational_to_double(p.ends.start[i]) * exp(strtod(nu[i], NULL));
    double bound = mpfr_get_d(cost.lo, MPFR_RNDN) - mpfr_get_d(gap, MPFR_RNDN);
    ck_assert_msg(bound <= -log(sum), "%.17g above %.17g", bound, -log(sum));
    ck_assert(fabs(bound + 0.02) < 1e-15); /* g = -nu, whose least is -0.02 */
    mpfr_clear(gap);
    orth_iv_clear(&loss);
    orth_iv_clear(&cost);
    orth_rows_clear(&rows);
    orth_exact_running_free(p.running);
    test_ends_clear(&p.ends);
}
END_TEST

static bool is_convex(size_t n, const double *form)
{
    bool convex;
    mpq_t *exact = orth_rationals_create(n * n);
    for (size_t j = 0; j < n * n; j++)
        mpq_set_d(exact[j], form[j]);
    ck_assert(orth_form_is_convex(&convex, n, exact, NULL) == ORTH_OK);
    orth_rationals_free(exact, n * n);
    return convex;
}

START_TEST(convexity_is_exact)
{
    ck_assert(is_convex(2, (const double[]){1, 0, 0, 0}));
    ck_assert(is_convex(2, (const double[]){1, 1, 1, 1})); /* 0 on differences */
    ck_assert(is_convex(2, (const double[]){0, -1, -1, 0}));
    ck_assert(!is_convex(2, (const double[]){0, 1, 1, 0}));
    ck_assert(!is_convex(2, (const double[]){1, 1 + 0x1p-50, 1 + 0x1p-50, 1}));
    ck_assert(is_convex(2, (const double[]){1, 1 - 0x1p-50, 1 - 0x1p-50, 1}));
    /* of rank 1 on differences, and a last bit off it */
    ck_assert(is_convex(3, (const double[]){1, 2, 0, 2, 4, 0, 0, 0, 0}));
    ck_assert(!is_convex(3, (const double[]){1, 2 + 0x1p-51, 0, 2 + 0x1p-51, 4, 0, 0, 0, 0}));
    /* no positive diagonal, and yet not 0 */
    ck_assert(!is_convex(3, (const double[]){0, 1, 0, 1, 0, 0, 0, 0, 0}));
    /* a matrix with a negative eigenvalue that differences do not see: S + a 1' + 1 a' */
    ck_assert(is_convex(3, (const double[]){-19, -8, -10, -8, 5, 2, -10, 2, 0}));
    test_random random = test_seeded(11);
    for (int round = 0; round < 200; round++) { /* F F', F of 5 x 3: convex, of rank 3 */
        double f[5][3], form[25];
        for (size_t j = 0; j < 15; j++)
            f[j / 3][j % 3] = floor(200 * test_random_unit(&random)) - 100;
        for (size_t j = 0; j < 25; j++) {
            const double *a = f[j / 5], *b = f[j % 5];
            form[j] = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
        }
        ck_assert(is_convex(5, form));
        for (size_t j = 0; j < 25; j += 6)
            form[j] -= 1e-9; /* and just not any more */
        ck_assert(!is_convex(5, form));
    }
}
END_TEST

static void check_refused(const char *lambda, const double *form, const char *reason)
{
    problem p;
    orth_error error;
    begin(&p, 3, false);
    ck_assert(set_tracking(&p, lambda, form, &error) == ORTH_DOMAIN);
    ck_assert_msg(strstr(error.text, reason) != NULL, "%s", error.text);
    ck_assert(p.running->covariance == NULL);
    memset(&p.best, 0, sizeof p.best);
    ck_assert(orth_exact_optimum_create_running(&p.best, 3, p.ends.start, p.ends.target, 3,
                                                p.running, 20, &error) == ORTH_DOMAIN);
    end(&p);
}

START_TEST(what_is_refused)
{
    check_refused("0", covariance, "lambda is 0");
    check_refused("-1", covariance, "above 0");
    check_refused("1e13", covariance, "up to 1e+12");
    check_refused("1", (const double[]){1, 2, 0, 2, 1, 0, 0, 0, 0}, "not positive semidefinite");
    check_refused("1", (const double[]){1, 2, 0, 3, 9, 0, 0, 0, 0}, "not symmetric");
    check_refused("1", (const double[]){NAN, 0, 0, 0, 1, 0, 0, 0, 0}, "an entry of nan");
    problem p;
    orth_error error;
    begin(&p, 3, true);
    mpq_t *returns = orth_rationals_create(9);
    ck_assert(orth_exact_running_forecast(p.running, 2, returns, &error) == ORTH_DOMAIN);
    mpq_set_si(returns[8], -11, 1);
    ck_assert(orth_exact_running_forecast(p.running, 3, returns, &error) == ORTH_DOMAIN);
    ck_assert(strstr(error.text, "step 3, token 2") != NULL);
    orth_rationals_free(returns, 9);
    orth_exact_running_free(p.running);
    test_ends_clear(&p.ends);
}
END_TEST

/* The file as text. */
static char *written(const orth_exact_optimum *best)
{
    char *text;
    size_t length;
    FILE *stream = open_memstream(&text, &length);
    ck_assert(orth_exact_optimum_write_json(best, names, stream, NULL) == ORTH_OK);
    fclose(stream);
    return text;
}

/* Certifies the file with `from` replaced by `to`: NULL where it holds, else the refusal. */
static void check_file(const char *text, const char *from, const char *to, const char *refusal)
{
    orth_exact_certificate c;
    orth_error error;
    const char *at = from == NULL ? text : strstr(text, from);
    ck_assert_msg(at != NULL, "%s", from);
    size_t cut = from == NULL ? 0 : strlen(from), before = (size_t)(at - text);
    size_t room = strlen(text) + (to == NULL ? 0 : strlen(to)) + 1;
    char *changed = malloc(room);
    snprintf(changed, room, "%.*s%s%s", (int)before, text, to == NULL ? "" : to, at + cut);
    ck_assert_msg(orth_exact_certify_text(&c, changed, strlen(changed), "f", 20, &error) == ORTH_OK,
                  "%s", error.text);
    if (refusal == NULL)
        ck_assert_msg(c.refusal == NULL && c.claim_count == 5, "%s", c.refusal);
    else
        ck_assert_msg(c.refusal != NULL && strstr(c.refusal, refusal) != NULL, "%s", c.refusal);
    orth_exact_certificate_free(&c);
    free(changed);
}

START_TEST(files_are_checked_with_their_cost)
{
    for (int free_end = 0; free_end < 2; free_end++) {
        problem p;
        begin(&p, 4, free_end);
        set_forecast(p.running, nu, 4);
        ck_assert(set_tracking(&p, "50", covariance, NULL) == ORTH_OK);
        solve(&p);
        char *text = written(&p.best);
        check_file(text, NULL, NULL, NULL);
        check_file(text, "\"0.02\", \"-0.01\"",
                   "\"0.020000000000000000000000000000000001\", \"-0.01\"", "objective: the claim");
        check_file(text, "\"lambda\": \"50\"", "\"lambda\": \"49.9999999999\"", "objective");
        check_file(text, "\"lambda\": \"50\"", "\"lambda\": \"5e1\"", NULL);
        check_file(text, "\"0.4\", \"0.5\", \"0.1\"", "\"0.4\", \"0.4\", \"0.2\"", "objective");
        check_file(text, "\"0.00040000000000000002\"", "\"-0.0004\"", "not positive semidefinite");
        if (free_end) /* between these ends it is best too, and the bound holds all the more */
            check_file(text, "\"end\": \"free\"", "\"end\": \"given\"", NULL);
        else
            check_file(text, "\"end\": \"given\"", "\"end\": \"free\"", "objective_lower_bound");
        free(text);
        end(&p);
    }
}
END_TEST

ORTH_TEST_MAIN("exact_running", forecast_with_a_given_end, forecast_with_a_free_end,
               nothing_forecast_holds, tracking_and_forecast_together, a_strong_pull_is_solved,
               a_free_end_is_in_the_gap, convexity_is_exact, what_is_refused,
               files_are_checked_with_their_cost)
