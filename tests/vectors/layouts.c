/* Rows of weights and recorded operations (rows/ and recorded/) with one thing changed: what
 * differs is named, and what is wrong is refused at its place. */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "orthant/vectors.h"

typedef struct first_mismatch {
    int count;
    char place[64], function[64];
} first_mismatch;

static void keep_first(void *context, const orth_vector_mismatch *mismatch)
{
    first_mismatch *first = context;
    if (first->count++ == 0) {
        snprintf(first->place, sizeof first->place, "%s", mismatch->place);
        snprintf(first->function, sizeof first->function, "%s", mismatch->function);
    }
}

/* A file with `from` changed to `to`, everywhere. */
static char *changed(const char *file, const char *from, const char *to)
{
    char *text = malloc(65536), *out = malloc(131072), *at = text;
    FILE *stream = fopen(file, "r");
    ck_assert(text != NULL && out != NULL && stream != NULL);
    text[fread(text, 1, 65535, stream)] = '\0';
    fclose(stream);
    ck_assert_msg(strstr(text, from) != NULL, "%s has no %s", file, from);
    *out = '\0';
    for (char *next; (next = strstr(at, from)) != NULL; at = next + strlen(from)) {
        *next = '\0';
        strcat(strcat(out, at), to);
    }
    strcat(out, at);
    free(text);
    return out;
}

/* A file in which something was changed: how many cases fail, where the first of them is, and of
 * which function. With place NULL the file is refused, and `function` is what the message says. */
typedef struct change {
    const char *file, *from, *to;
    uint64_t failed;
    int reported;
    const char *place, *function;
} change;

static void check_change(const change *made)
{
    char path[96];
    first_mismatch first = {0};
    orth_vector_tally tally = {.passed = 0};
    orth_error error = {.text = ""};
    snprintf(path, sizeof path, "tests/vectors/%s.json", made->file);
    char *text = changed(path, made->from, made->to);
    orth_status status =
        orth_vector_check_text(text, strlen(text), "text", &tally, keep_first, &first, &error);
    if (made->place == NULL) {
        ck_assert_msg(status == ORTH_BAD_INPUT, "%s: %s", made->file, made->to);
        ck_assert_msg(strstr(error.text, made->function) != NULL, "%s", error.text);
    } else {
        ck_assert_msg(status == ORTH_OK, "%s", error.text);
        ck_assert_msg(tally.failed == made->failed && first.count == made->reported &&
                          strcmp(first.place, made->place) == 0 &&
                          strcmp(first.function, made->function) == 0,
                      "%s: %s: %d reported, first %s of %s, %d failed", made->file, made->to,
                      first.count, first.place, first.function, (int)tally.failed);
    }
    free(text);
}

/* What the file of recorded operations does not say is said. */
START_TEST(what_is_assumed_is_said)
{
    static const struct {
        const char *file, *assumed;
    } files[] = {
        {"recorded/weighted-v1", "WEIGHTED: taken is version 1, as /pool/version is not there"},
        {"recorded/weighted-v2", ""},
        {"recorded/bootstrapping-v3",
         "LIQUIDITY_BOOTSTRAPPING: taken is version 3, as /pool/version is not there"},
        {"recorded/quantamm", ""},
        {"rows/quantamm", ""},
    };
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char path[96];
        orth_error error;
        orth_vector_tally tally = {.assumed = "of the file before"};
        snprintf(path, sizeof path, "tests/vectors/%s.json", files[i].file);
        ck_assert(orth_vector_check(path, &tally, NULL, NULL, &error) == ORTH_OK);
        ck_assert_str_eq(tally.assumed, files[i].assumed);
    }
}
END_TEST

START_TEST(what_differs_is_named)
{
    static const change changes[] = {
        {"rows/quantamm", "\"250120000000000000\", \"150000000000000000\"",
         "\"250120000000000001\", \"150000000000000000\"", 1, 1, "/rows/2/weights/2",
         "quantamm_weights_at"},
        {"rows/quantamm", "\"lastInterpolationTime\": 1750086100",
         "\"lastInterpolationTime\": 1750086099", 3, 1, "/rows/3/weights/0", "quantamm_weights_at"},
        {"rows/quantamm", "\"210040000000000000\", \"189920000000000000\", ",
         "\"189920000000000000\", ", 1, 1, "/rows/2", "quantamm_weights_at"},
        {"rows/quantamm-slots", "\"tokens\": 5", "\"tokens\": 6", 6, 1, "/rows/0",
         "quantamm_weights_at"},
        {"rows/bootstrapping", "\"createdAt\": 1759000000", "\"createdAt\": 1760000001", 3, 1,
         "/rows/2/weights/0", "lbp_v3_weights"},
        {"recorded/quantamm", "\"outputRaw\": \"22595267168000639920\"",
         "\"outputRaw\": \"22595267168000639921\"", 1, 1, "/swaps/3", "quantamm_swap_exact_out"},
        {"recorded/quantamm", "\"bptInRaw\": \"394410852030433732\"",
         "\"bptInRaw\": \"394410852030433733\"", 1, 1, "/removes/2", "pool_exit_single_exact_out"},
        {"recorded/quantamm", "\"maxTradeSizeRatio\": \"100000000000000000\"",
         "\"maxTradeSizeRatio\": \"20000000000000000\"", 6, 6, "/swaps/0",
         "quantamm_swap_exact_in"},
        {"recorded/weighted-v2", "\"version\": 2", "\"version\": 1", 1, 1, "/swaps/0",
         "vault_swap_exact_in"},
        {"recorded/weighted-v1", "\"kind\": \"SingleTokenExactIn\"",
         "\"kind\": \"SingleTokenExactOut\"", 1, 1, "/removes/1", "pool_exit_single_exact_out"},
        {"recorded/bootstrapping-v3", "\"currentTimestamp\": \"1760030000\"",
         "\"currentTimestamp\": \"1760030001\"", 4, 4, "/swaps/0", "lbp_swap_exact_in"},
        {"recorded/fixed-price", "\"currentTimestamp\": \"1760030000\"",
         "\"currentTimestamp\": \"1760086401\"", 2, 2, "/swaps/0", "fixed_price_swap_exact_in"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        check_change(&changes[i]);
}
END_TEST

START_TEST(wrong_values_are_named)
{
    static const change changes[] = {
        {"rows/quantamm", "quantamm_weights_at", "fp_mul_up", 0, 0, NULL,
         "/function: gives no weights at a time"},
        {"rows/quantamm", "\"lastUpdateTime\"", "\"lastUpdate\"", 0, 0, NULL,
         "/stored/lastUpdate: is no argument of quantamm_weights_at"},
        {"rows/quantamm", "\"lastUpdateTime\": 1750000000, ", "", 0, 0, NULL,
         "/stored/lastUpdateTime: is missing"},
        {"rows/quantamm", "\"rows\": [", "\"rows\": [1, ", 0, 0, NULL,
         "/rows/0: must be an object"},
        {"rows/quantamm", "\"rows\"", "\"row\"", 0, 0, NULL, "/rows: is missing"},
        {"rows/quantamm", "\"timestamp\": 1750000001", "\"timestamp\": -1", 0, 0, NULL,
         "/rows/1/timestamp: -1 does not fit uint256"},
        {"rows/quantamm", "\"timestamp\": 1750000001, \"weights\"",
         "\"timestamp\": 1750000001, \"weight\"", 0, 0, NULL, "/rows/1/weights: is missing"},
        {"rows/quantamm-slots", "\"tokens\": 5", "\"tokens\": 4", 0, 0, NULL,
         "/stored/slots: has 2 values, must have 1"},
        {"rows/quantamm-slots", "\"tokens\": 5", "\"tokens\": 9", 0, 0, NULL,
         "/stored/tokens: must be an integer from 2 to 8"},
        {"rows/quantamm-slots", "\"tokens\": 5", "\"tokens\": 5, \"weights\": [\"1\", \"1\"]", 0, 0,
         NULL, "not both"},
        {"rows/bootstrapping", "\"createdAt\"", "\"slots\": [\"1\"], \"createdAt\"", 0, 0, NULL,
         "/stored/slots: are those of quantamm_weights_at"},
        {"recorded/weighted-v1", "\"poolType\": \"WEIGHTED\"", "\"poolType\": \"STABLE\"", 0, 0,
         NULL, "/pool/poolType: must be WEIGHTED"},
        {"recorded/weighted-v2", "\"version\": 2", "\"version\": 3", 0, 0, NULL,
         "/pool/version: must be"},
        {"recorded/weighted-v1", "\"swapKind\": 1", "\"swapKind\": 2", 0, 0, NULL,
         "/swaps/1/swapKind: must be 0"},
        {"recorded/weighted-v1", "\"tokenOut\": \"0xA1", "\"tokenOut\": \"0xB1", 0, 0, NULL,
         "/swaps/0/tokenOut: must be one of"},
        {"recorded/weighted-v1", "\"kind\": \"Unbalanced\"", "\"kind\": \"Proportional\"", 0, 0,
         NULL, "/adds/0/kind: must be"},
        {"recorded/weighted-v1", "\"kind\": \"Unbalanced\"", "\"kind\": \"SingleToken\"", 0, 0,
         NULL, "/adds/0/inputAmountsRaw: must have one amount"},
        {"recorded/weighted-v1", "\"kind\": \"Proportional\"", "\"kind\": \"Half\"", 0, 0, NULL,
         "/removes/0/kind: must be"},
        {"recorded/weighted-v1", "\"totalSupply\"", "\"supply\"", 0, 0, NULL,
         "/pool/totalSupply: is missing"},
        {"recorded/weighted-v1", "\"swapFee\": \"3000000000000000\"", "\"swapFee\": \"0.3\"", 0, 0,
         NULL, "/pool/swapFee: "},
        {"recorded/weighted-v1", "\"weights\": [", "\"weights\": [\"1\", ", 0, 0, NULL,
         "/pool/weights: has 4 values, must have 3"},
        {"recorded/quantamm", "\"currentTimestamp\"", "\"timestamp\"", 0, 0, NULL,
         "/pool/currentTimestamp: is missing"},
        {"recorded/quantamm", "\"maxTradeSizeRatio\"", "\"ratio\"", 0, 0, NULL,
         "/pool/maxTradeSizeRatio: is missing"},
        {"recorded/quantamm", "\"lastUpdateTime\": \"1750000000\"",
         "\"lastUpdateTime\": \"1750040001\"", 0, 0, NULL,
         "/pool: its weights cannot be read at currentTimestamp"},
        {"recorded/bootstrapping-v3", "\"projectTokenIndex\": 0", "\"projectTokenIndex\": 2", 0, 0,
         NULL, "must be 0 or 1"},
        {"recorded/fixed-price", "\"projectTokenRate\"", "\"rate\"", 0, 0, NULL,
         "/pool/projectTokenRate: is missing"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        check_change(&changes[i]);
}
END_TEST

ORTH_TEST_MAIN("layouts of vector files", what_is_assumed_is_said, what_differs_is_named,
               wrong_values_are_named)
