/* Price files of every form, by hand; how they are sorted, joined and told about. */
#include "markets.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "market/price_text.h"

#define DAY INT64_C(86400000000)
#define MAY_1 (INT64_C(1714521600) * 1000000) /* 2024-05-01 00:00 UTC */
#define MINUTE INT64_C(60000000)

static orth_prices *parse(const char *text, size_t n, const char *const *tokens)
{
    orth_prices *prices;
    orth_error error = {.text = ""};
    orth_status status =
        orth_prices_parse(&prices, text, strlen(text), "test.csv", n, tokens, &error);
    ck_assert_msg(status == ORTH_OK, "%s", error.text);
    return prices;
}

static orth_prices *parse_one(const char *text)
{
    static const char *const token[] = {"BTC"};
    return parse(text, 1, token);
}

/* The rows are these times and prices. */
static void expect(orth_prices *prices, size_t rows, const int64_t *times, const double *values)
{
    ck_assert_uint_eq(prices->rows, rows);
    for (size_t k = 0; k < rows; k++) {
        ck_assert_int_eq(prices->times[k], times[k]);
        for (size_t i = 0; i < prices->n; i++)
            ck_assert_msg(prices->prices[k * prices->n + i] == values[k * prices->n + i],
                          "row %zu, token %zu: %.17g", k, i, prices->prices[k * prices->n + i]);
    }
}

static bool has_note(const orth_prices *prices, const char *part)
{
    for (size_t i = 0; i < prices->note_count; i++)
        if (strstr(prices->notes[i], part) != NULL)
            return true;
    return false;
}

/* Milliseconds before 2025, microseconds after, in one file; each close at the end of its minute.
 */
START_TEST(binance_klines)
{
    orth_prices *prices =
        parse_one("1735689480000,93000.0,93100.0,92900.0,93576.00000000,1,1735689539999,1,1,1,1,0\n"
                  "1735689540000,93000.0,93100.0,92900.0,93548.77000000,1,1735689599999,1,1,1,1,0\n"
                  "1735689600000000,1,1,1,93576.01,1,1735689659999999,1,1,1,1,0\r\n"
                  "1735689660000000,1,1,1,0.00001234,1,1735689719999999,1,1,1,1,0");
    int64_t start = INT64_C(1735689540) * 1000000;
    expect(prices, 4, (int64_t[]){start, start + MINUTE, start + 2 * MINUTE, start + 3 * MINUTE},
           (double[]){93576.0, 93548.77, 93576.01, 0.00001234});
    ck_assert_uint_eq(prices->note_count, 1);
    orth_prices_free(prices);
}
END_TEST

START_TEST(klines_with_a_header)
{
    orth_prices *prices = parse_one("open_time,open,high,low,close,volume,close_time,quote_volume\n"
                                    "1714521600000,1,2,3,4,5,1714521659999,6\n"
                                    "1714521660000,1,2,3,4.5,5,1714521719999,6\n");
    expect(prices, 2, (int64_t[]){MAY_1 + MINUTE, MAY_1 + 2 * MINUTE}, (double[]){4, 4.5});
    orth_prices_free(prices);
}
END_TEST

START_TEST(coingecko_csv)
{
    orth_prices *prices = parse_one("snapped_at,price,market_cap,total_volume\n"
                                    "2024-05-01 00:00:00 UTC,135.3,1500517590,0\n"
                                    "2024-05-02 00:00:00 UTC,141.96,,0\n");
    expect(prices, 2, (int64_t[]){MAY_1, MAY_1 + DAY}, (double[]){135.3, 141.96});
    orth_prices_free(prices);
}
END_TEST

START_TEST(coingecko_json)
{
    orth_prices *prices =
        parse_one(" {\"prices\": [[1714608000000, 2], [1714521600000, 60636.003],\n"
                  "[1714521600.5, 1e-3]], \"market_caps\": [[1, 2]]}");
    expect(prices, 3, (int64_t[]){MAY_1, MAY_1 + 500000, MAY_1 + DAY},
           (double[]){60636.003, 1e-3, 2});
    orth_prices_free(prices);
}
END_TEST

/* Byte order mark, quotes, semicolons, newest first; the close of a day is known at its end. */
START_TEST(coinmarketcap)
{
    orth_prices *prices = parse_one(
        "\xef\xbb\xbf\"timeOpen\";\"timeClose\";\"name\";\"open\";\"high\";\"low\";\"close\";"
        "\"marketCap\";\"timestamp\"\r\n"
        "\"2024-05-02T00:00:00.000Z\";\"2024-05-02T23:59:59.999Z\";\"2781\";58253.7;59602.3;"
        "56937.7;59123.43;1;\"2024-05-02T23:59:59.999Z\"\r\n"
        "\"2024-05-01T00:00:00.000Z\";\"2024-05-01T23:59:59.999Z\";\"27\"\"81\";60609.5;60780.5;"
        "56555.3;\"58254.01\";1;\"2024-05-01T23:59:59.999Z\"\r\n");
    expect(prices, 2, (int64_t[]){MAY_1 + DAY, MAY_1 + 2 * DAY}, (double[]){58254.01, 59123.43});
    ck_assert_uint_eq(prices->note_count, 1);
    orth_prices_free(prices);
}
END_TEST

START_TEST(bars_of_other_makers)
{
    static const char *const texts[] = {
        "time;open;high;low;close;Volume\n2024-05-01T00:00:00Z;1;1;1;2;3\n"
        "2024-05-01T00:05:00Z;1;1;1;2.5;3\n",
        "time,open,high,low,close\n1714521600,1,1,1,2\n1714521900,1,1,1,2.5\n",
        "Date\tOpen\tHigh\tLow\tClose\n2024-05-01 00:00\t1\t1\t1\t2\n"
        "2024-05-01 00:05:00\t1\t1\t1\t2.5\n",
        "# comment\n\ntime,open,close\n2024-05-01T02:00:00+02:00,1,2\n"
        "2024-04-30T21:35-0230,1,2.5\n",
        "Unix Timestamp , Open, Close\n1714521600.0 ,1, 2 \n1714521900.000,1,2.50000\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        orth_prices *prices = parse_one(texts[i]);
        expect(prices, 2, (int64_t[]){MAY_1 + 5 * MINUTE, MAY_1 + 10 * MINUTE}, (double[]){2, 2.5});
        orth_prices_free(prices);
    }
}
END_TEST

START_TEST(panels)
{
    static const char *const tokens[] = {"ETH", "BTC"};
    orth_prices *prices =
        parse("time,BTC,other,ETH\n0,60000,x,3000\n1,60001.5,,3000.25\n", 2, tokens);
    expect(prices, 2, (int64_t[]){0, 1000000}, (double[]){3000, 60000, 3000.25, 60001.5});
    orth_prices_free(prices);
    prices = parse("Timestamp;eth;btc\n0;1;2\n", 2, tokens); /* names in another case */
    expect(prices, 1, (int64_t[]){0}, (double[]){1, 2});
    orth_prices_free(prices);
    prices = parse_one("time,anything\n1714521600,7\n"); /* the only column but the time */
    expect(prices, 1, (int64_t[]){MAY_1}, (double[]){7});
    orth_prices_free(prices);
}
END_TEST

START_TEST(the_numeraire_is_priced_one)
{
    static const char *const tokens[] = {"BTC", "USDC", "ETH"};
    char *path;
    test_write(&path, "time,ETH,BTC\n0,3000,60000\n1,3001,60001\n");
    orth_prices *prices;
    orth_error error;
    ck_assert(orth_prices_load_panel(&prices, path, 3, tokens, "USDC", &error) == ORTH_OK);
    expect(prices, 2, (int64_t[]){0, 1000000}, (double[]){60000, 1, 3000, 60001, 1, 3001});
    orth_prices_free(prices);
    ck_assert(orth_prices_load_panel(&prices, path, 3, tokens, NULL, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_null(prices);
    ck_assert_ptr_nonnull(strstr(error.text,
                                 ": line 1: no column \"USDC\"; the file has \"time\", \"ETH\", "
                                 "\"BTC\"; a token that is worth 1 is named by "
                                 "market.numeraire"));
    static const char *const others[] = {"SOL", "USDC"};
    ck_assert(orth_prices_load_panel(&prices, path, 2, others, "USDC", &error) == ORTH_BAD_INPUT);
    const char *text = strstr(error.text, "the file has");
    ck_assert(text != NULL && strcmp(text, "the file has \"time\", \"ETH\", \"BTC\"") == 0);
    unlink(path);
    free(path);
    ck_assert(orth_prices_load_panel(&prices, "/nonexistent/x", 3, tokens, NULL, &error) ==
              ORTH_IO);
    ck_assert_str_eq(error.text, "/nonexistent/x: cannot open: No such file or directory");
    ck_assert(orth_prices_load_panel(&prices, "/tmp", 3, tokens, NULL, &error) == ORTH_IO);
}
END_TEST

START_TEST(rows_out_of_order_and_twice)
{
    orth_prices *prices = parse_one(
        "time,price\n1714521900,3\n1714521700,1\n1714521800,2\n1714521700,1\n1714521800,2\n1714522000,4\n");
    expect(prices, 4,
           (int64_t[]){MAY_1 + 100000000, MAY_1 + 200000000, MAY_1 + 300000000, MAY_1 + 400000000},
           (double[]){1, 2, 3, 4});
    ck_assert_uint_eq(prices->note_count, 3);
    ck_assert_str_eq(prices->notes[1], "test.csv: the rows were not in order of time; sorted");
    ck_assert_str_eq(prices->notes[2],
                     "test.csv: 2 rows with a time that another has, 0 of them with another price "
                     "(the first at line 5); the last in the file stays");
    orth_prices_free(prices);
}
END_TEST

START_TEST(one_row_twice)
{
    orth_prices *prices = parse_one("time,price\n1714521601,1\n1714521602,2\n1714521602,2\n");
    ck_assert_uint_eq(prices->note_count, 2);
    ck_assert_str_eq(prices->notes[1],
                     "test.csv: 1 row with a time that another has, and with the same price (line "
                     "4); the last in the file stays");
    orth_prices_free(prices);
    static const char *const token[] = {"BTC"};
    const char *text = "time,price\n1714521601,1\n1714521602,2\n1714521602,3\n";
    orth_error error;
    ck_assert(orth_prices_parse(&prices, text, strlen(text), "test.csv", 1, token, &error) ==
              ORTH_BAD_INPUT);
    ck_assert_str_eq(error.text,
                     "test.csv: lines 3 and 4 have one time, 2024-05-01T00:00:02Z, and different "
                     "prices; permitted: one price at a time");
}
END_TEST

/* A first line that is an address and nothing else is left out; any other such line is a row. */
START_TEST(an_address_above_the_header)
{
    orth_prices *prices = parse_one("https://www.example.org\r\nunix,date,symbol,close\n"
                                    "1714521600,2024-05-01 00:00:00,X,7\n");
    expect(prices, 1, (int64_t[]){MAY_1}, (double[]){7});
    ck_assert_uint_eq(prices->note_count, 2);
    ck_assert_str_eq(prices->notes[1], "test.csv: line 1 is a web address: left out");
    orth_prices_free(prices);
    prices = parse_one("# kept\nHTTP://x\n1714521600000,1,1,1,9,1,1714521659999,1,1,1,1,0\n");
    expect(prices, 1, (int64_t[]){MAY_1 + MINUTE}, (double[]){9});
    ck_assert_str_eq(prices->notes[1], "test.csv: line 2 is a web address: left out");
    orth_prices_free(prices);
    prices = parse_one("time,http\n1714521600,7\n");
    expect(prices, 1, (int64_t[]){MAY_1}, (double[]){7});
    ck_assert_uint_eq(prices->note_count, 1);
    orth_prices_free(prices);
}
END_TEST

START_TEST(gaps_are_told)
{
    orth_prices *prices = parse_one(
        "time,price\n1714521600,1\n1714521660,1\n1714521720,1\n1714521840,1\n1714521900,1\n"
        "1714521960,1\n1714522560,1\n1714522620,1\n");
    ck_assert_uint_eq(prices->rows, 8);
    ck_assert_uint_eq(prices->note_count, 2);
    ck_assert_str_eq(prices->notes[1],
                     "test.csv: 2 gaps in steps of 60 s, the longest 600 s, before line 8, from "
                     "2024-05-01T00:06:00Z on; each left as one block");
    orth_prices_free(prices);
    prices = parse_one("time,price\n1714521660,1\n1714521720,1\n1714521780,1\n1714521900,1\n");
    ck_assert_uint_eq(prices->rows, 4);
    ck_assert_str_eq(prices->notes[1],
                     "test.csv: 1 gap in steps of 60 s, 120 s long, before line 5, from "
                     "2024-05-01T00:03:00Z on; left as one block");
    orth_prices_free(prices);
}
END_TEST

START_TEST(files_joined_on_time)
{
    static const char *const tokens[] = {"BTC", "USDC", "ETH"};
    char *btc, *eth;
    test_write(
        &btc, "time,price\n1714521610,1\n1714521620,2\n1714521630,3\n1714521640,4\n1714521650,5\n");
    test_write(&eth, "time,open,VWAP\n1714521625,7,70\n1714521630,7,71\n1714521640,7,72\n"
                     "1714521660,7,73\n");
    orth_price_file files[] = {
        {.token = "ETH", .file = eth, .price_column = "vwap", .stamp = ORTH_STAMP_END},
        {.token = "BTC", .file = btc}};
    orth_prices *prices;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_prices_load_files(&prices, 2, files, 3, tokens, "USDC", &error) == ORTH_OK,
                  "%s", error.text);
    expect(prices, 4,
           (int64_t[]){MAY_1 + 25000000, MAY_1 + 30000000, MAY_1 + 40000000, MAY_1 + 50000000},
           (double[]){2, 1, 70, 3, 1, 71, 4, 1, 72, 5, 1, 72});
    char note[200];
    snprintf(note, sizeof note, "%s: 1 of 4 rows of BTC was filled by its last price", btc);
    ck_assert(has_note(prices, note));
    snprintf(note, sizeof note, "%s: 1 of 4 rows of ETH was filled by its last price", eth);
    ck_assert(has_note(prices, note));
    snprintf(note, sizeof note,
             "%s: 2 rows before and 0 after the span that all files cover are left out", btc);
    ck_assert(has_note(prices, note));
    snprintf(note, sizeof note,
             "%s: 0 rows before and 1 after the span that all files cover is left out", eth);
    ck_assert(has_note(prices, note));
    orth_prices_free(prices);

    ck_assert(orth_prices_load_files(&prices, 2, files, 3, tokens, NULL, &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "market: no prices for \"USDC\"; permitted: a file for each token "
                                 "but the numeraire (market.numeraire)");
    ck_assert(orth_prices_load_files(&prices, 2, files, 3, tokens, "ETH", &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "market: prices for \"ETH\", which is the numeraire and priced 1");
    files[0].token = "BTC";
    ck_assert(orth_prices_load_files(&prices, 2, files, 3, tokens, "USDC", &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "market: two files with prices for \"BTC\"; permitted: one");
    files[0].token = "SOL";
    ck_assert(orth_prices_load_files(&prices, 2, files, 3, tokens, "USDC", &error) == ORTH_DOMAIN);
    ck_assert_str_eq(error.text, "market: prices for \"SOL\", which is no token");
    ck_assert_ptr_null(prices);
    unlink(btc);
    unlink(eth);
    free(btc);
    free(eth);
}
END_TEST

/* The rows of one file split the gap of another. */
START_TEST(files_joined_over_a_gap)
{
    static const char *const tokens[] = {"A", "B"};
    char *a, *b, note[200];
    test_write(&a, "time,price\n1714521610,1\n1714521620,2\n1714521630,3\n1714521650,5\n");
    test_write(
        &b,
        "time,price\n1714521605,6\n1714521610,7\n1714521620,7\n1714521630,7\n1714521640,8\n1714521650,7\n");
    orth_price_file files[] = {{.token = "A", .file = a}, {.token = "B", .file = b}};
    orth_prices *prices;
    ck_assert(orth_prices_load_files(&prices, 2, files, 2, tokens, NULL, NULL) == ORTH_OK);
    ck_assert_uint_eq(prices->rows, 5);
    snprintf(note, sizeof note,
             "%s: 1 gap in steps of 10 s, 20 s long, before line 5, from 2024-05-01T00:00:30Z on; "
             "left as one block but for rows of the other files",
             a);
    ck_assert(has_note(prices, note));
    snprintf(note, sizeof note, "%s: 1 of 5 rows of A was filled by its last price", a);
    ck_assert(has_note(prices, note));
    snprintf(note, sizeof note,
             "%s: 1 row before and 0 after the span that all files cover is left out", b);
    ck_assert(has_note(prices, note));
    orth_prices_free(prices);
    unlink(a);
    unlink(b);
    free(a);
    free(b);
}
END_TEST

START_TEST(files_without_a_common_time)
{
    static const char *const tokens[] = {"A", "B"};
    char *a, *b;
    test_write(&a, "time,price\n1714521610,1\n1714521620,2\n");
    test_write(&b, "time,price\n1714521630,1\n1714521640,2\n");
    orth_price_file files[] = {{.token = "A", .file = a}, {.token = "B", .file = b}};
    orth_prices *prices;
    orth_error error;
    ck_assert(orth_prices_load_files(&prices, 2, files, 2, tokens, NULL, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.text, ": starts at 2024-05-01T00:00:30Z, after the end of"));
    unlink(a);
    unlink(b);
    free(a);
    free(b);
}
END_TEST

/* A file longer than any buffer, through the descriptor and through memory. */
START_TEST(long_files)
{
    size_t rows = 200000, room = rows * 40, used = 0;
    char *text = malloc(room), *path;
    ck_assert_ptr_nonnull(text);
    used += (size_t)sprintf(text, "time,BTC,filler\n");
    for (size_t k = 0; k < rows; k++)
        used +=
            (size_t)sprintf(text + used, "%zu,%zu.25,\"x%zu\"\n", k + 1714521600, k + 1, k % 1000);
    test_write(&path, text);
    static const char *const tokens[] = {"BTC"};
    orth_prices *prices;
    orth_error error = {.text = ""};
    ck_assert_msg(orth_prices_load_panel(&prices, path, 1, tokens, NULL, &error) == ORTH_OK, "%s",
                  error.text);
    ck_assert_uint_eq(prices->rows, rows);
    for (size_t k = 0; k < rows; k++)
        ck_assert(prices->times[k] == MAY_1 + (int64_t)k * 1000000 &&
                  prices->prices[k] == (double)k + 1.25);
    orth_prices_free(prices);
    prices = parse_one(text);
    ck_assert_uint_eq(prices->rows, rows);
    orth_prices_free(prices);
    memset(text, '7', room - 1); /* a line that does not end */
    text[room - 1] = '\0';
    unlink(path);
    free(path);
    test_write(&path, text);
    ck_assert(orth_prices_load_panel(&prices, path, 1, tokens, NULL, &error) == ORTH_BAD_INPUT);
    ck_assert_ptr_nonnull(strstr(error.text, ": line 1 is longer than 1048575 bytes"));
    unlink(path);
    free(path);
    free(text);
}
END_TEST

static int print_digits(char *out, size_t count, test_random *random)
{
    for (size_t i = 0; i < count; i++)
        out[i] = (char)('0' + test_random_below(random, 10));
    out[count] = '\0';
    return (int)count;
}

/* A row whose time and price stand anywhere among other columns, over several blocks of bytes; a
 * column too few or too many is seen. */
START_TEST(wide_rows)
{
    test_random random = test_seeded(22);
    for (int round = 0; round < 3000; round++) {
        size_t width = 3 + test_random_below(&random, 60), time = test_random_below(&random, width),
               price = (time + 1 + test_random_below(&random, width - 1)) % width;
        size_t cells = width + (round % 4 == 0) - (round % 4 == 1);
        char text[4000], value[20];
        int used = 0;
        for (size_t i = 0; i < width; i++)
            used += sprintf(text + used, "%s%s", i > 0 ? ";" : "",
                            i == time    ? "time"
                            : i == price ? "price"
                                         : "x");
        sprintf(value, "%zu.%03d", test_random_below(&random, 100000), round % 1000);
        for (size_t i = 0; i < cells; i++) {
            used += sprintf(text + used, "%s", i > 0 ? ";" : "\n");
            if (i == time || i == price)
                used += sprintf(text + used, round % 3 == 0 ? " %s\t" : "%s",
                                i == time ? "1714521600" : value);
            else if (round % 5 == 0 && test_random_below(&random, 4) == 0)
                used += sprintf(text + used, "\"a;b\"");
            else
                used += print_digits(text + used, test_random_below(&random, 30), &random);
        }
        static const char *const token[] = {"BTC"};
        orth_prices *prices;
        orth_error error = {.text = ""};
        orth_status status =
            orth_prices_parse(&prices, text, (size_t)used, "wide.csv", 1, token, &error);
        if (cells == width) {
            ck_assert_msg(status == ORTH_OK, "%s\n%s", error.text, text);
            ck_assert(prices->times[0] == MAY_1 && prices->prices[0] == strtod(value, NULL));
        } else {
            ck_assert_msg(status == ORTH_BAD_INPUT && strstr(error.text, "line 2: ") != NULL &&
                              strstr(error.text, " columns; permitted: ") != NULL,
                          "%s\n%s", error.text, text);
        }
        orth_prices_free(prices);
    }
}
END_TEST

/* In memory of its own, followed by as many digits as may be read: they play no part. */
static char *before_digits(const char *text)
{
    size_t length = strlen(text);
    char *copy = malloc(length + 1 + ORTH_TEXT_SLACK);
    ck_assert_ptr_nonnull(copy);
    memcpy(copy, text, length);
    memset(copy + length, '7', 1 + ORTH_TEXT_SLACK);
    return copy;
}

static bool parse_price(const char *text, double *price)
{
    char *copy = before_digits(text);
    bool good = orth_price_parse(copy, strlen(text), price);
    free(copy);
    return good;
}

static bool parse_time(const char *text, int64_t *time)
{
    char *copy = before_digits(text);
    bool good = orth_time_parse(copy, strlen(text), time);
    free(copy);
    return good;
}

/* Against strtod, on every kind of decimal. */
START_TEST(numbers_are_the_nearest_doubles)
{
    test_random random = test_seeded(21);
    for (int round = 0; round < 200000; round++) {
        char text[80];
        int used = print_digits(text, 1 + test_random_below(&random, 21), &random);
        if (round % 3 != 0) {
            text[used++] = '.';
            used += print_digits(text + used, 1 + test_random_below(&random, 24), &random);
        }
        if (round % 5 == 0)
            used += snprintf(text + used, sizeof text - (size_t)used, "e%d",
                             (int)test_random_below(&random, 90) - 45);
        double price;
        ck_assert(parse_price(text, &price));
        ck_assert_msg(price == strtod(text, NULL), "%s is not %a", text, price);
    }
}
END_TEST

START_TEST(times)
{
    static const struct {
        const char *text;
        int64_t time;
    } good[] = {{"0", 0},
                {"1714521600", MAY_1},
                {"1714521600000", MAY_1},
                {"1714521600000000", MAY_1},
                {"1714521600000000000", MAY_1},
                {"99999999999", INT64_C(99999999999000000)},
                {"100000000000", INT64_C(100000000000000)},
                {"1714521600.25", MAY_1 + 250000},
                {"1714521600000.9", MAY_1},
                {"2024-05-01", MAY_1},
                {"2024/05/01", MAY_1},
                {"2024-05-01T00:00", MAY_1},
                {"2024-05-01T00:00:00Z", MAY_1},
                {"2024-05-01 00:00:00.123456789Z", MAY_1 + 123456},
                {"2024-05-01T05:30:00+05:30", MAY_1},
                {"2024-04-30T17:00:00-0700", MAY_1},
                {"2024-05-01 01:00:00 +01", MAY_1},
                {"2024-05-01 00:00:00 GMT", MAY_1},
                {"2000-02-29", INT64_C(951782400000000)},
                {"9999-12-31T23:59:59Z", INT64_C(253402300799000000)},
                {"1970-01-01T01:00:00+01:00", 0}};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        int64_t time = -1;
        ck_assert_msg(parse_time(good[i].text, &time) && time == good[i].time, "%s: %jd",
                      good[i].text, (intmax_t)time);
    }
    static const char *const bad[] = {"",
                                      "x",

                                      "2024-5-1",
                                      "2024-05/01",
                                      "1900-02-29",
                                      "2024-05-01T",
                                      "2024-05-01T1:00",
                                      "2024-05-01T00:00:00.",
                                      "2024-05-01T00:00:00+1",
                                      "1714521600.",
                                      "1714521600s",
                                      "1970-01-01T00:00:00+01:00",
                                      "99999999999999999999",
                                      "-1",
                                      "+1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t time;
        ck_assert_msg(!parse_time(bad[i], &time), "%s", bad[i]);
    }
    /* every day of four centuries there and back */
    for (int64_t day = 0; day < 146097; day++) {
        char text[ORTH_TIME_TEXT_MAX];
        int64_t time;
        orth_time_text(text, day * DAY + day);
        ck_assert(parse_time(text, &time) && time == day * DAY + day);
    }
}
END_TEST

/* A comma for a decimal point; the locale is compiled into a folder of its own. */
START_TEST(the_locale_does_not_show)
{
    char folder[] = P_tmpdir "/orthant-locales-XXXXXX", command[512];
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(command, sizeof command, "localedef -i de_DE -f UTF-8 %s/de_DE.UTF-8 >/dev/null 2>&1",
             folder);
    if (system(command) != 0)
        printf("localedef had warnings\n");
    setenv("LOCPATH", folder, 1);
    bool there = setlocale(LC_ALL, "de_DE.UTF-8") != NULL;
    snprintf(command, sizeof command, "rm -r %s", folder);
    ck_assert_int_eq(system(command), 0);
    ck_assert(there && strcmp(localeconv()->decimal_point, ",") == 0);
    double slow = 0x1.34a4584fd0fe0p+10;
    orth_prices *prices =
        parse_one("time,price\n1714521601.5,1234.567890123456789012345\n1714521602,2.5\n");
    ck_assert(prices->prices[0] == slow && prices->prices[1] == 2.5);
    orth_prices_free(prices);
    prices = parse_one("{\"prices\": [[1714521601.5, 1234.567890123456789012345]]}");
    ck_assert(prices->prices[0] == slow && prices->times[0] == MAY_1 + 1500000);
    orth_prices_free(prices);
    ck_assert_str_eq(localeconv()->decimal_point, ","); /* put back */
}
END_TEST

ORTH_TEST_MAIN("prices", binance_klines, klines_with_a_header, coingecko_csv, coingecko_json,
               coinmarketcap, bars_of_other_makers, panels, the_numeraire_is_priced_one,
               rows_out_of_order_and_twice, one_row_twice, an_address_above_the_header,
               gaps_are_told, files_joined_on_time, files_joined_over_a_gap,
               files_without_a_common_time, long_files, wide_rows, numbers_are_the_nearest_doubles,
               times, the_locale_does_not_show)
