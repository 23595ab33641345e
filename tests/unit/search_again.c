/* The same search again: values fed back, an objective that fails, ranges and tasks refused. */
#include "../support/searches.h"

/* A search that is fed what an earlier one recorded goes on as that one did, wherever it was broken
 * off, and evaluates only what is missing. The seed matters where it should. */
START_TEST(fed_again)
{
    for (int method = 0; method < ORTH_SEARCH_METHODS; method++)
        for (size_t batch = 0; batch < 8; batch += 7) {
            watched *of = watch(hidden, 2);
            orth_search_task task = task_of((orth_search_method)method, 2, 150, of);
            task.batch = batch;
            orth_search_result *whole = run(&task);
            check_result(&task, whole);
            ck_assert_uint_eq(of->largest, method == ORTH_SEARCH_SOBOL && batch > 0 ? batch : 1);
            for (size_t recorded = 0; recorded <= whole->evaluations; recorded += 37) {
                memset(of->x, 0, sizeof of->x);
                of->evaluations = 0;
                task.recorded = recorded;
                task.recorded_x = whole->x;
                task.recorded_values = whole->values;
                orth_search_result *again = run(&task);
                ck_assert_uint_eq(of->evaluations, whole->evaluations - recorded);
                ck_assert_uint_eq(again->evaluations, whole->evaluations);
                ck_assert_uint_eq(again->best, whole->best);
                ck_assert(memcmp(again->x, whole->x, whole->evaluations * 2 * sizeof(double)) == 0);
                orth_search_free(again);
            }
            task.recorded = 0;
            task.seed += UINT64_C(1) << 40; /* NLopt alone takes 32 bits */
            orth_search_result *other = run(&task);
            bool same = other->evaluations == whole->evaluations &&
                        memcmp(other->x, whole->x, 100 * sizeof(double)) == 0;
            ck_assert_int_eq(same, method == ORTH_SEARCH_DIRECT || method == ORTH_SEARCH_SBPLX);
            orth_search_free(other);
            orth_error error;
            task.seed = 5;
            task.recorded = 60;
            whole->x[2 * 41] = nextafter(whole->x[2 * 41], 100);
            ck_assert_int_eq(orth_search_run(&other, &task, &error), ORTH_BAD_INPUT);
            ck_assert_ptr_nonnull(strstr(error.text, "evaluation 41"));
            ck_assert_ptr_null(other);
            orth_search_free(whole);
            free(of);
        }
}
END_TEST

START_TEST(failures)
{
    for (int method = 0; method < ORTH_SEARCH_METHODS; method++)
        for (size_t fail_at = 1; fail_at < 100; fail_at += 14) {
            watched *of = watch(bowl, 2);
            of->fail_at = fail_at;
            orth_search_task task = task_of((orth_search_method)method, 2, 150, of);
            orth_search_result *result;
            orth_error error;
            ck_assert_int_eq(orth_search_run(&result, &task, &error), ORTH_IO);
            ck_assert_str_eq(error.text, "the disk is full");
            ck_assert_ptr_null(result);
            ck_assert_uint_eq(of->evaluations, fail_at); /* and none was asked for after it */
            ck_assert_uint_eq(of->calls, fail_at + 1);
            free(of);
        }
}
END_TEST

START_TEST(ranges)
{
    const orth_search_range kinds[] = {{-3, 5, false, false},
                                       {1e-6, 1e3, true, false},
                                       {-7, 12, false, true},
                                       {1, 1000, true, true}};
    test_random random = test_seeded(31);
    for (size_t k = 0; k < 4; k++) {
        const orth_search_range *range = &kinds[k];
        ck_assert(orth_search_at(range, 0) == range->from &&
                  orth_search_unit(range, range->from) == 0);
        ck_assert(orth_search_at(range, 1) == range->to && orth_search_unit(range, range->to) == 1);
        for (int i = 0; i < 1000; i++) {
            double u = test_random_unit(&random), value = orth_search_at(range, u);
            double back = orth_search_at(range, orth_search_unit(range, value));
            double exact = range->logarithmic ? range->from * pow(range->to / range->from, u)
                                              : range->from + u * (range->to - range->from);
            if (range->whole)
                ck_assert(value == floor(exact + 0.5) && back == value);
            else
                ck_assert(fabs(value - exact) < 1e-14 * fmax(fabs(exact), 5) &&
                          fabs(back - value) < 1e-14 * fmax(fabs(value), 5));
        }
    }
    ck_assert(fabs(orth_search_at(&kinds[1], 1.0 / 3) / 1e-3 - 1) < 1e-14);
}
END_TEST

START_TEST(names)
{
    orth_search_method method;
    for (int i = 0; i < ORTH_SEARCH_METHODS; i++) {
        ck_assert(orth_search_method_of(&method, orth_search_method_name((orth_search_method)i)));
        ck_assert_int_eq(method, i);
    }
    ck_assert(!orth_search_method_of(&method, "CRS"));
}
END_TEST

START_TEST(refusals)
{
    static const struct {
        orth_search_range range;
        double start;
        const char *says;
    } wrong[] = {{{1, 1, false, false}, 1, "must rise"},
                 {{0, INFINITY, false, false}, 1, "must rise"},
                 {{NAN, 1, false, false}, 1, "must rise"},
                 {{0, 1, true, false}, 1, "above 0"},
                 {{0, 1.5, false, true}, 1, "must be whole"},
                 {{0, 1e300, false, true}, 1, "2^53"},
                 {{0, 1, false, false}, 1.5, "the start has 1.5"},
                 {{0, 1, false, false}, NAN, "the start has nan"},
                 {{0, 3, false, true}, 1.5, "of whole numbers"}};
    watched *of = watch(bowl, 1);
    orth_search_task task = task_of(ORTH_SEARCH_CRS, 1, 10, of);
    orth_search_result *result;
    orth_error error;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        task.ranges = &wrong[i].range;
        task.start = &wrong[i].start;
        ck_assert_int_eq(orth_search_run(&result, &task, &error), ORTH_BAD_INPUT);
        ck_assert_msg(strstr(error.text, wrong[i].says) != NULL, "%s", error.text);
    }
    task = task_of(ORTH_SEARCH_CRS, 0, 10, of);
    ck_assert_int_eq(orth_search_run(&result, &task, &error), ORTH_BAD_INPUT);
    task = task_of(ORTH_SEARCH_CRS, 41, 10, of);
    ck_assert_int_eq(orth_search_run(&result, &task, &error), ORTH_BAD_INPUT);
    task = task_of(ORTH_SEARCH_CRS, 1, 0, of);
    ck_assert_int_eq(orth_search_run(&result, &task, &error), ORTH_BAD_INPUT);
    task = task_of(ORTH_SEARCH_CRS, 1, 1000001, of);
    ck_assert_int_eq(orth_search_run(&result, &task, &error), ORTH_BAD_INPUT);
    ck_assert_uint_eq(of->calls, 0);
    orth_search_free(NULL);
    free(of);
}
END_TEST

ORTH_TEST_MAIN("search_again", fed_again, failures, ranges, names, refusals)
