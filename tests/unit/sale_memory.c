/* Every allocation of a crowd failing in turn, alone and with all that follow: an error that says
 * so, nothing left behind, and no more memory for more blocks or more price paths. */
#include "failing_malloc.h"
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "orthant/sale.h"
#include "orthant/sale_buyers.h"

/* Check allocates too: nothing is asserted while allocations are counted. */
typedef struct attempt {
    orth_status status;
    long left; /* blocks that were not freed */
    long seen;
    orth_sale_crowd_sums sums;
} attempt;

/* In sales that flippers and orders keep busy, of a length of two days. */
static attempt run(size_t blocks, size_t paths, long k, bool rest, orth_error *error)
{
    static const double days[] = {0, 1}, rates[] = {300, 500};
    const orth_sale_buyers terms = {.arrivals = {.count = 2, .days = days, .rates = rates},
                                    .budget = 1000,
                                    .deviation = 0.4,
                                    .patient = 0.7,
                                    .flippers = 0.5,
                                    .gain = 0.01,
                                    .block_seconds = 2 * 86400.0 / (double)blocks,
                                    .seed = 3};
    const orth_sale_terms pool = {.project = 9e6, .reserve = 1e5};
    const double value = 0.05;
    const orth_fee fee = orth_fee_of(0.003);
    orth_sale *sale;
    orth_sale_crowd *crowd = NULL;
    attempt result = {.left = -held};
    seen = 0;
    fail_rest = rest;
    fail_at = k;
    result.status = orth_sale_create(&sale, &pool, error);
    if (result.status == ORTH_OK)
        result.status = orth_sale_crowd_create(&crowd, &terms, blocks, error);
    for (size_t path = 0; result.status == ORTH_OK && path < paths; path++) {
        orth_sale_restart(sale);
        orth_sale_crowd_start(crowd, 0);
        for (size_t block = 0; result.status == ORTH_OK && block < blocks; block++) {
            double reserve = 0.04 + 0.46 * (double)(block + 1) / (double)blocks, w = 1 - reserve;
            orth_sale_blocks one = {.count = 1,
                                    .weights = &w,
                                    .reserve_weights = &reserve,
                                    .fees = &fee,
                                    .values = &value};
            result.status = orth_sale_crowd_run(crowd, sale, &one, NULL, error);
        }
    }
    if (result.status == ORTH_OK)
        result.sums = orth_sale_crowd_now(crowd);
    orth_sale_crowd_free(crowd);
    orth_sale_free(sale);
    fail_at = 0;
    result.seen = seen;
    result.left += held;
    return result;
}

START_TEST(every_allocation)
{
    orth_error error = {.text = ""};
    attempt whole = run(500, 1, 0, false, &error);
    ck_assert(whole.status == ORTH_OK && whole.left == 0 && whole.sums.taken > 0);
    ck_assert(whole.seen > 5 || !OWN_ALLOCATOR);
    for (int rest = 0; OWN_ALLOCATOR && rest < 2; rest++)
        for (long k = 1; k <= whole.seen; k++) {
            error.text[0] = '\0';
            attempt got = run(500, 1, k, rest == 1, &error);
            ck_assert_msg(got.left == 0, "allocation %ld: %ld blocks left", k, got.left);
            ck_assert_msg(got.status == ORTH_NO_MEMORY && strstr(error.text, "out of memory"),
                          "allocation %ld: %s", k, error.text);
        }
}
END_TEST

START_TEST(blocks_and_price_paths_take_none)
{
    orth_error error;
    attempt few = run(200, 1, 0, false, &error), many = run(20000, 1, 0, false, &error);
    attempt again = run(200, 3, 0, false, &error);
    ck_assert(few.sums.came == many.sums.came && few.seen == many.seen && few.seen == again.seen);
    ck_assert(again.sums.paid == few.sums.paid && again.sums.taken == few.sums.taken);
}
END_TEST

ORTH_TEST_MAIN("sale memory", every_allocation, blocks_and_price_paths_take_none)
