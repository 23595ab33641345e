/* The search for the best parameters on known functions: of every method, with undefined values,
 * whole numbers, any budget and as many parameters as there may be. */
#include "../support/searches.h"

START_TEST(known_functions)
{
    static const struct {
        orth_search_method method;
        double (*function)(size_t, const double *);
        size_t d;
        uint64_t budget;
        double least, within;
    } cases[] = {
        {ORTH_SEARCH_CRS, bowl, 1, 300, 0, 1e-6},
        {ORTH_SEARCH_CRS, bowl, 4, 4000, 0, 1e-6},
        {ORTH_SEARCH_CRS, branin, 2, 1500, 0.397887357729738, 1e-6},
        {ORTH_SEARCH_CRS, rastrigin, 2, 3000, 0, 1e-4},
        {ORTH_SEARCH_DIRECT, bowl, 1, 300, 0, 1e-6},
        {ORTH_SEARCH_DIRECT, bowl, 4, 3000, 0, 1e-3},
        {ORTH_SEARCH_DIRECT, branin, 2, 500, 0.397887357729738, 1e-5},
        {ORTH_SEARCH_DIRECT, rastrigin, 2, 1500, 0, 2},
        {ORTH_SEARCH_SBPLX, bowl, 1, 300, 0, 1e-9},
        {ORTH_SEARCH_SBPLX, bowl, 6, 4000, 0, 1e-8},
        {ORTH_SEARCH_SBPLX, branin, 2, 1000, 0.397887357729738, 1e-8},
        {ORTH_SEARCH_SOBOL, bowl, 2, 4000, 0, 0.05},
        {ORTH_SEARCH_SOBOL, branin, 2, 4000, 0.397887357729738, 0.1},
        {ORTH_SEARCH_CRS, stairs, 3, 4000, 0, 0.5},
        {ORTH_SEARCH_DIRECT, stairs, 3, 4000, 0, 0.5},
        {ORTH_SEARCH_SOBOL, stairs, 3, 100, 0, 0.5},
        {ORTH_SEARCH_CRS, hidden, 2, 1500, 0.5, 1e-3},
        {ORTH_SEARCH_DIRECT, hidden, 2, 1500, 0.5, 0.02},
        {ORTH_SEARCH_SBPLX, hidden, 2, 1500, 0.5, 1e-3},
        {ORTH_SEARCH_SOBOL, hidden, 2, 1500, 0.5, 0.5},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        watched *of = watch(cases[i].function, cases[i].d);
        orth_search_task task = task_of(cases[i].method, cases[i].d, cases[i].budget, of);
        orth_search_result *result = run(&task);
        check_result(&task, result);
        double best = result->values[result->best];
        test_worst(orth_search_method_name(cases[i].method), best - cases[i].least);
        ck_assert_msg(best < cases[i].least + cases[i].within, "case %zu: %g after %zu", i, best,
                      result->evaluations);
        orth_search_free(result);
        free(of);
    }
}
END_TEST

/* The greatest of -f is the least of f, point by point; without a start too. */
START_TEST(greatest_of_minus)
{
    for (int method = 0; method < ORTH_SEARCH_METHODS; method++) {
        watched *low = watch(bowl, 3), *high = watch(minus_bowl, 3);
        orth_search_task least = task_of((orth_search_method)method, 3, 200, low);
        orth_search_task greatest = task_of((orth_search_method)method, 3, 200, high);
        least.start = greatest.start = NULL;
        greatest.maximise = true;
        orth_search_result *a = run(&least), *b = run(&greatest);
        check_result(&least, a);
        check_result(&greatest, b);
        ck_assert_uint_eq(a->evaluations, b->evaluations);
        ck_assert_uint_eq(a->best, b->best);
        ck_assert(memcmp(a->x, b->x, a->evaluations * 3 * sizeof(double)) == 0);
        ck_assert(method == ORTH_SEARCH_SOBOL || a->x[0] == 2.5); /* the middle */
        orth_search_free(a);
        orth_search_free(b);
        free(low);
        free(high);
    }
}
END_TEST

/* Any budget is kept to exactly by methods that never converge so soon. */
START_TEST(budgets)
{
    static const uint64_t some[] = {1, 2, 3, 10, 31, 100};
    for (int method = 0; method < ORTH_SEARCH_METHODS; method++)
        for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
            watched *of = watch(rastrigin, 5);
            orth_search_task task = task_of((orth_search_method)method, 5, some[i], of);
            orth_search_result *result = run(&task);
            check_result(&task, result);
            ck_assert_uint_eq(result->evaluations, some[i]);
            ck_assert_int_eq(result->end, ORTH_SEARCH_SPENT);
            orth_search_free(result);
            free(of);
        }
}
END_TEST

START_TEST(defined_nowhere)
{
    for (int method = 0; method < ORTH_SEARCH_METHODS; method++) {
        watched *of = watch(nowhere, 2);
        orth_search_task task = task_of((orth_search_method)method, 2, 90, of);
        orth_search_result *result = run(&task);
        check_result(&task, result);
        ck_assert_uint_eq(result->best, result->evaluations);
        ck_assert_uint_eq(result->undefined, result->evaluations);
        orth_search_free(result);
        free(of);
    }
}
END_TEST

/* Whole numbers and logarithms: 24 points in all, one of which is best. */
static double counted(size_t d, const double *x)
{
    (void)d;
    ck_assert(x[0] == floor(x[0]) && x[1] == floor(x[1]));
    return (x[0] - 3) * (x[0] - 3) + (x[1] - 8) * (x[1] - 8);
}

START_TEST(whole_numbers)
{
    const orth_search_range ranges[] = {{-1, 4, false, true}, {5, 8, true, true}};
    const double from[] = {0, 6};
    for (int method = 0; method < ORTH_SEARCH_METHODS; method++) {
        watched *of = watch(counted, 2);
        orth_search_task task = task_of((orth_search_method)method, 2, 200, of);
        task.ranges = ranges;
        task.start = from;
        task.batch = 3;
        orth_search_result *result = run(&task);
        check_result(&task, result);
        ck_assert_int_eq(result->end, ORTH_SEARCH_CONVERGED);
        ck_assert_uint_le(result->evaluations, 24);
        ck_assert(result->values[result->best] <= (method == ORTH_SEARCH_SBPLX ? 5 : 0));
        orth_search_free(result);
        free(of);
    }
}
END_TEST

/* Forty parameters, as many as there may be. */
static double far(size_t d, const double *x)
{
    double sum = 0;
    for (size_t i = 0; i < d; i++)
        sum += x[i] * x[i];
    return sum;
}

static orth_status evaluate_far(void *user, size_t first, size_t count, const double *x,
                                double *values, orth_error *error)
{
    (void)user;
    (void)first;
    (void)error;
    for (size_t i = 0; i < count; i++)
        values[i] = far(40, x + 40 * i);
    return ORTH_OK;
}

START_TEST(most_parameters)
{
    orth_search_range wide[40];
    double from[40];
    for (size_t i = 0; i < 40; i++) {
        wide[i] = (orth_search_range){-1, 2, false, false};
        from[i] = 1.5;
    }
    for (int method = 0; method < ORTH_SEARCH_METHODS; method++) {
        orth_search_task task = task_of((orth_search_method)method, 40, 3000, NULL);
        task.ranges = wide;
        task.start = from;
        task.evaluate = evaluate_far;
        orth_search_result *result = run(&task);
        ck_assert_uint_eq(result->evaluations, 3000);
        ck_assert(result->values[result->best] < 40 * 1.5 * 1.5);
        orth_search_free(result);
    }
}
END_TEST

ORTH_TEST_MAIN("search", known_functions, greatest_of_minus, budgets, defined_nowhere,
               whole_numbers, most_parameters)
