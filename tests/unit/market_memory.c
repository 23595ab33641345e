/* Every allocation of a market's making failing in turn, alone and with all that follow: an error
 * that says so, nothing half-made, nothing left behind. */
#include "failing_malloc.h"
#include "markets.h"

#include <errno.h>
#include <jansson.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Check allocates too: nothing is asserted while allocations are counted. */
typedef struct attempt {
    orth_status status;
    bool whole; /* there is a market, and a walk, exactly where the status says so */
    long left;  /* blocks that were not freed */
    long seen;
} attempt;

/* Makes a market and a walk of it, and frees them, with allocation k failing. */
static attempt make(const orth_market_spec *spec, long k, bool rest, orth_error *error)
{
    orth_market *market;
    orth_market_walk *walk = NULL;
    attempt result = {.left = -held};
    seen = 0;
    fail_rest = rest;
    fail_at = k;
    result.status = orth_market_create(&market, spec, error);
    result.whole = (result.status == ORTH_OK) == (market != NULL);
    if (result.status == ORTH_OK) {
        result.status = orth_market_walk_create(&walk, market, 2, error);
        result.whole = (result.status == ORTH_OK) == (walk != NULL);
    }
    orth_market_walk_free(walk);
    orth_market_free(market);
    fail_at = 0;
    result.seen = seen;
    result.left += held;
    return result;
}

static void check(const orth_market_spec *spec, const char *what)
{
    orth_error error = {.text = ""};
    attempt got = make(spec, 0, false, &error);
    ck_assert_msg(got.status == ORTH_OK && got.whole, "%s: %s", what, error.text);
    ck_assert_msg(got.left == 0, "%s: %ld blocks left", what, got.left);
    for (int rest = 0; OWN_ALLOCATOR && rest < 2; rest++)
        for (long k = 1; k < 10000; k++) {
            error.text[0] = '\0';
            got = make(spec, k, rest == 1, &error);
            ck_assert_msg(got.left == 0 && got.whole, "%s, allocation %ld: %ld blocks left", what,
                          k, got.left);
            if (got.seen < k)
                break;
            /* qsort goes on without memory of its own */
            ck_assert_msg(got.status == ORTH_OK || (got.status == ORTH_NO_MEMORY &&
                                                    strstr(error.text, "out of memory") != NULL),
                          "%s, allocation %ld: %s", what, k, error.text);
        }
}

START_TEST(every_model)
{
    char *panel;
    test_write_panel(&panel);
    const orth_market_model *const *model = orth_market_models();
    for (; *model != NULL; model++) {
        const char *name = (*model)->name;
        orth_market_spec spec = test_market_spec(name, panel);
        if (strcmp(name, "files") == 0)
            continue; /* below */
        if (strcmp(name, "panel") == 0)
            spec.prices = NULL;
        check(&spec, name);
    }
    unlink(panel);
    free(panel);
}
END_TEST

/* Rows with dates, one of them late. */
START_TEST(bootstrap_without_gaps)
{
    char file[] = "/tmp/orthant-gaps-XXXXXX";
    static const char *const token[] = {"A"};
    const double mean_length = 3;
    int descriptor = mkstemp(file);
    ck_assert_int_ge(descriptor, 0);
    FILE *stream = fdopen(descriptor, "w");
    fputs("time,A\n", stream);
    for (int row = 0; row < 50; row++)
        fprintf(stream, "%d,%d\n", 1600000000 + 60 * (row + row / 30), 100 + row % 7);
    ck_assert(fclose(stream) == 0);
    check(&(orth_market_spec){.model = "bootstrap",
                              .n = 1,
                              .tokens = token,
                              .file = file,
                              .leave_gaps_out = true,
                              .parameters = {{"mean_length", &mean_length}}},
          "bootstrap without gaps");
    unlink(file);
}
END_TEST

START_TEST(several_files)
{
    json_set_alloc_funcs(orth_json_malloc, free); /* as a program does: orthant/status.h */
    static const char *const tokens[] = {"A", "B", "C", "U"};
    char *a, *b, *c;
    test_write(&a,
               "coin,time,price\na,1714521610,1\na,1714521620,2\na,1714521615,1\na,1714521615,1\n"
               "a,1714521630,3\nb,1714521631,9\na,1714521660,5\na,1714521670,6\n");
    test_write(&b, "{\"prices\": [[1714521620, 2], [1714521630, 3.5]], \"x\": \"y\"}");
    test_write(&c, "\"time\";\"open\";\"close\"\n1714521620;1;\"5\"\n1714521630;1;6\n");
    static const char *const columns[] = {"coin"}, *const values[] = {"a"};
    orth_price_file list[] = {{.token = "A",
                               .file = a,
                               .stamp = ORTH_STAMP_END,
                               .where_count = 1,
                               .where_columns = columns,
                               .where_values = values},
                              {.token = "B", .file = b},
                              {.token = "C", .file = c, .stamp = ORTH_STAMP_END}};
    orth_market_spec spec = {.model = "files",
                             .n = 4,
                             .tokens = tokens,
                             .numeraire = "U",
                             .file_count = 3,
                             .files = list,
                             .digest = true};
    check(&spec, "files");
    unlink(a);
    unlink(b);
    unlink(c);
    free(a);
    free(b);
    free(c);
}
END_TEST

/* Walking allocates nothing. */
START_TEST(walks)
{
    char *panel;
    test_write_panel(&panel);
    for (const char *const *model = test_random_models; *model != NULL; model++) {
        orth_market_spec spec = test_market_spec(*model, panel);
        orth_market *market = test_market(&spec);
        orth_market_walk *walk = test_walk(market, 8);
        static double prices[100 * 3 * 8], returns[100 * 3 * 8];
        seen = 0;
        orth_market_walk_start(walk, 3);
        orth_status status = orth_market_walk_fill(walk, 100, prices, returns, NULL);
        long allocations = seen;
        ck_assert(status == ORTH_OK);
        ck_assert_int_eq(allocations, 0);
        orth_market_walk_free(walk);
        orth_market_free(market);
    }
    unlink(panel);
    free(panel);
}
END_TEST

ORTH_TEST_MAIN("market_memory", every_model, bootstrap_without_gaps, several_files, walks)
