/* An audit gives the same bytes on any number of threads. */
#include "harness.h"

#include <string.h>

#include "orthant/audit.h"

static orth_audit audit_of(const char *name, uint64_t samples, uint64_t seed, unsigned threads)
{
    orth_audit audit;
    orth_audit_request request = {.function = orth_catalogue_find(name, NULL),
                                  .samples = samples,
                                  .seed = test_seed(seed),
                                  .threads = threads};
    ck_assert(request.function != NULL);
    ck_assert(orth_audit_run(&audit, &request, NULL) == ORTH_OK);
    return audit;
}

START_TEST(threads_change_nothing)
{
    orth_audit one = audit_of("weighted_out_given_exact_in", 2000, 5, 1);
    orth_audit many = audit_of("weighted_out_given_exact_in", 2000, 5, 7);
    for (size_t i = 0; i < 2000; i++) {
        const orth_audit_point *a = &one.point[i], *b = &many.point[i];
        ck_assert(a->wei == b->wei && a->relative == b->relative && a->value == b->value &&
                  a->selector == b->selector && a->state == b->state);
    }
    ck_assert(one.wei.median == many.wei.median && one.points == many.points);
    orth_audit_clear(&one);
    orth_audit_clear(&many);
}
END_TEST

ORTH_TEST_MAIN("contract threads", threads_change_nothing)
