/* Every function of the catalogue is emulated or specified, has a sampler, and has a real value to
 * be held against or a reason why not. */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "audit/functions.h"
#include "audit/sample.h"
#include "orthant/audit.h"
#include "orthant/vectors.h"

START_TEST(every_function_has_a_truth_or_a_reason)
{
    size_t count;
    const orth_contract_function *functions = orth_catalogue(&count);
    for (size_t i = 0; i < count; i++) {
        const char *name = functions[i].name;
        const orth_audit_function *row = orth_audit_function_find(&functions[i]);
        orth_truth_side side;
        orth_error error;
        ck_assert_msg(row != NULL, "%s has no row in core/audit/functions.c", name);
        ck_assert_msg((row->prepare == NULL) == (row->missing != NULL), "%s", name);
        ck_assert_msg((orth_audit_known(&functions[i], &side, &error) == ORTH_OK) ==
                          (row->prepare != NULL),
                      "%s", name);
        if (row->missing != NULL)
            ck_assert_msg(strlen(row->missing) > 40 && strstr(error.text, row->missing) != NULL,
                          "%s: %s", name, error.text);
    }
}
END_TEST

/* What is specified has another reason than what only moves integers. */
START_TEST(the_reason_is_the_functions_own)
{
    size_t count, emulated;
    const orth_contract_function *functions = orth_catalogue(&count);
    orth_contract_functions(&emulated);
    for (size_t i = 0; i < count; i++) {
        const char *name = functions[i].name;
        const char *missing = orth_audit_function_find(&functions[i])->missing;
        if (missing == NULL)
            continue;
        ck_assert_msg((strstr(missing, "are specified") != NULL) == (i >= emulated), "%s: %s", name,
                      missing);
    }
}
END_TEST

START_TEST(every_function_has_samples_of_its_signature)
{
    size_t count;
    const orth_contract_function *functions = orth_catalogue(&count);
    orth_contract_arguments *arguments = malloc(sizeof *arguments);
    orth_contract_result *result = malloc(sizeof *result);
    ck_assert(arguments != NULL && result != NULL);
    for (size_t i = 0; i < count; i++) {
        ck_assert_msg(orth_sample_known(&functions[i]), "%s has no row in core/audit/functions.c",
                      functions[i].name);
        for (uint64_t k = 0; k < 40; k++) {
            orth_error error = {.text = ""};
            result->digits = 18;
            ck_assert(orth_audit_sample(arguments, &functions[i], 1, k, k % 2 == 0, &error) ==
                      ORTH_OK);
            ck_assert_msg(orth_contract_call(result, &functions[i], arguments->values,
                                             arguments->count, &error) == ORTH_OK,
                          "%s, sample %llu: %s", functions[i].name, (unsigned long long)k,
                          error.text);
        }
    }
    free(arguments);
    free(result);
}
END_TEST

/* Emulated functions come first and are the contract's own table; specified ones are in no
 * contract. */
START_TEST(the_catalogue_is_two_tables)
{
    size_t all, emulated, specified;
    const orth_contract_function *functions = orth_catalogue(&all);
    const orth_contract_function *contract = orth_contract_functions(&emulated);
    const orth_contract_function *truth = orth_truth_functions(&specified);
    ck_assert_uint_eq(all, emulated + specified);
    ck_assert_uint_gt(specified, 0);
    for (size_t i = 0; i < all; i++) {
        const char *name = i < emulated ? contract[i].name : truth[i - emulated].name;
        orth_error error;
        ck_assert_str_eq(functions[i].name, name);
        ck_assert((orth_contract_find(name, &error) != NULL) == (i < emulated));
        ck_assert((functions[i].layout == ORTH_CONTRACT_LAYOUT_BOUNDS) == (i >= emulated));
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(functions[k].name, name);
    }
}
END_TEST

START_TEST(requests_out_of_range_are_refused)
{
    static const orth_contract_function stranger = {.name = "stranger",
                                                    .signature = "(uint256 x) -> uint256"};
    const orth_contract_function *function = orth_catalogue_find("fp_mul_up", NULL);
    orth_vector_export good = {.function = function, .count = 1, .seed = 1, .digits = 18};
    orth_vector_export bad[] = {good, good, good, good, good};
    orth_contract_arguments *arguments = malloc(sizeof *arguments);
    orth_audit audit;
    orth_error error;
    FILE *stream = fopen("/dev/null", "w");
    ck_assert(stream != NULL && arguments != NULL);
    ck_assert(orth_vector_export_write(stream, &good, ORTH_VECTOR_FORMAT_JSON, &error) == ORTH_OK);
    bad[0].count = 0;
    bad[1].count = ORTH_VECTOR_COUNT_MAX + 1;
    bad[2].digits = 0;
    bad[3].digits = ORTH_VECTOR_DIGITS_MAX + 1;
    bad[4].function = &stranger;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert(orth_vector_export_write(stream, &bad[i], ORTH_VECTOR_FORMAT_JSON, &error) ==
                  ORTH_BAD_INPUT);
    fclose(stream);
    orth_audit_request none = {.function = function, .samples = 0};
    ck_assert(orth_audit_run(&audit, &none, &error) == ORTH_BAD_INPUT);
    none.samples = ORTH_AUDIT_SAMPLES_MAX + 1;
    ck_assert(orth_audit_run(&audit, &none, &error) == ORTH_BAD_INPUT);
    none = (orth_audit_request){.function = &stranger, .samples = 1};
    ck_assert(orth_audit_run(&audit, &none, &error) == ORTH_BAD_INPUT);
    volatile sig_atomic_t stop = 1;
    none = (orth_audit_request){.function = function, .samples = 1000, .stop = &stop};
    ck_assert(orth_audit_run(&audit, &none, &error) == ORTH_INTERRUPTED && audit.point == NULL);
    ck_assert(orth_audit_sample(arguments, &stranger, 1, 0, true, &error) == ORTH_BAD_INPUT);
    free(arguments);
}
END_TEST

/* Memory of an audit serves the next one, which must not read what the first left there. */
START_TEST(an_audit_depends_on_no_other)
{
    static const char *const names[] = {"prb_exp", "fp_pow_up", "prb_exp"};
    uint64_t measured[3];
    for (size_t i = 0; i < 3; i++) {
        orth_audit audit;
        orth_audit_request request = {.function = orth_catalogue_find(names[i], NULL),
                                      .samples = 1000,
                                      .seed = 5,
                                      .threads = 1};
        ck_assert(orth_audit_run(&audit, &request, NULL) == ORTH_OK);
        ck_assert(audit.undecided == 0);
        measured[i] = audit.points;
        orth_audit_clear(&audit);
    }
    ck_assert(measured[0] == measured[2]);
}
END_TEST

ORTH_TEST_MAIN("contract catalogue", every_function_has_a_truth_or_a_reason,
               the_reason_is_the_functions_own, every_function_has_samples_of_its_signature,
               the_catalogue_is_two_tables, requests_out_of_range_are_refused,
               an_audit_depends_on_no_other)
