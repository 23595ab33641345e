/* Prices read from files.
 *
 * Every form is recognised by its content; orthant-prices(5) lists them.
 * For each file a record says what was read and what was assumed (orth_price_source), and a note
 * says the same in a line. What cannot be known from a file alone can be given: which column,
 * whether a time is the start or the end of a bar, how long a bar is, in which order a date has
 * day and month, which of the markets in one file is meant (orth_price_file). Where a guess would
 * decide the result, reading refuses and names the key that decides.
 */
#ifndef ORTHANT_PRICES_H
#define ORTHANT_PRICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/api.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A length of time: microseconds, or months of the calendar where `months` is not 0. All zero:
 * none. */
typedef struct orth_span {
    int64_t micros;
    int months;
} orth_span;

/* "30s", "1m" (a minute), "4h", "1d", "1w", "1mo" (a month of the calendar; "1M" is the same), up
 * to 1000 of each; false for anything else. */
ORTH_API bool orth_span_parse(orth_span *span, const char *text);
#define ORTH_SPAN_PERMITTED "a length of time such as 30s, 1m, 1h, 1d, 1w or 1mo"
#define ORTH_SPAN_TEXT_MAX 40
/* "1m", "90s", "1mo"; returns out. */
ORTH_API const char *orth_span_text(char out[ORTH_SPAN_TEXT_MAX], orth_span span);

/* A time as price files have it (ISO 8601, UTC without a zone), in microseconds since 1970. */
ORTH_API bool orth_price_time_parse(int64_t *time, const char *text);
/* "2024-05-01T12:00:00Z", with a fraction where there is one; returns out. */
#define ORTH_PRICE_TIME_TEXT_MAX 40
ORTH_API const char *orth_price_time_text(char out[ORTH_PRICE_TIME_TEXT_MAX], int64_t time);

/* What the time of a row is to the row's bar. */
typedef enum orth_stamp { ORTH_STAMP_UNSAID = 0, ORTH_STAMP_START, ORTH_STAMP_END } orth_stamp;
/* The order of day and month in dates such as 5/1/2024, which are refused where it is unsaid. */
typedef enum orth_dates { ORTH_DATES_UNSAID = 0, ORTH_DATES_MDY, ORTH_DATES_DMY } orth_dates;
/* How a thing is known. */
typedef enum orth_known {
    ORTH_KNOWN_GIVEN,   /* by the caller */
    ORTH_KNOWN_CERTAIN, /* by the file itself */
    ORTH_KNOWN_GUESSED  /* it is what is usual for such files */
} orth_known;

/* Prices of one token in a file of its own, or a file with a column for each token. NULL and zero
 * stand for what is found in the file. */
typedef struct orth_price_file {
    const char *token;        /* one of the market's tokens; NULL: a column for each */
    const char *file;         /* "-" is standard input */
    const char *time_column;  /* a name in the header; without a header a number from 1 */
    const char *price_column; /* the same */
    orth_stamp stamp;
    orth_span bar;
    orth_dates dates;
    size_t where_count; /* only rows with these values in these columns */
    const char *const *where_columns;
    const char *const *where_values;
} orth_price_file;

/* What was read of one file. Text that is not the file's own is constant. */
typedef struct orth_price_source {
    char *file;             /* its name, "standard input" for "-" */
    char *token;            /* NULL: a column for each */
    const char *layout;     /* "Binance klines", "bars", "wide panel" */
    const char *packing;    /* "gzip", "zip", "Parquet" or NULL */
    const char *separator;  /* "comma", "semicolon", "tab", "vertical bar"; NULL: JSON */
    char *time_column;      /* two that were joined have " + " between their names */
    char *price_column;     /* NULL: a column for each token */
    const char *time_form;  /* "seconds since 1970", "ISO 8601", "YYYYMMDD" */
    const char *zone;       /* "UTC", "as given", "not given, taken as UTC", "none" */
    bool dated;             /* false: a panel that counts its rows from 0 or 1 */
    bool bars;              /* prices of bars; else of moments, whose times stay */
    orth_stamp stamp;       /* of bars */
    orth_known stamp_known; /* of moments: whether they are moments */
    orth_span bar;          /* all zero: not known */
    orth_known bar_known;
    bool moved;             /* the times are those of the file moved on by a bar */
    uint64_t rows;          /* that are used */
    uint64_t without_price; /* rows left out, whose price is empty, NaN or null */
    uint64_t elsewhere;     /* rows left out by `where` */
    int64_t first, last;    /* of the rows used, after moving, in microseconds since 1970 */
    char sha256[65];        /* of the file's bytes, in hexadecimal; "" unless asked for */
} orth_price_source;

/* The table that a market goes through. */
typedef struct orth_prices {
    size_t n;
    size_t rows;    /* >= 1 */
    int64_t *times; /* microseconds since 1970-01-01 UTC, rising */
    bool dated;     /* the times are dates, not numbers of rows */
    double *prices; /* [row][token], within ORTH_PRICE_MIN .. ORTH_PRICE_MAX */
    bool borrowed;  /* they are the caller's (orth_prices_borrow), to be read only */
    char *name;     /* what messages call a borrowed table; NULL of one that was read */
    size_t note_count;
    char **notes; /* "FILE: ..." or "numeraire TOKEN, priced 1", one line each */
    size_t source_count;
    orth_price_source *sources;
} orth_prices;

/* What is to be read. */
typedef struct orth_price_request {
    size_t n;
    const char *const *tokens;
    const char *numeraire; /* the token that is priced 1 and has no prices of its own; or NULL */
    size_t count;
    const orth_price_file *files; /* one for each token but the numeraire, or one without a token */
    /* Rows before `from` and after `to` are left out, in microseconds since 1970; 0: none are. */
    int64_t from, to;
    orth_span every;         /* a row at each multiple of it since 1970 UTC, with the last prices */
    uint64_t blocks_per_row; /* prices hold for so many blocks; 0 is 1 */
    bool digest;             /* the sources get their SHA-256 */
} orth_price_request;

/* Reads files and joins them on time. Rows are all times of all files from the latest first one
 * to the earliest last one, or those of `every`; a token without a row at a time keeps its last
 * price, and notes say how often and how old it was at most. A file whose prices are closes and
 * whose times are the starts of bars is moved on by the length of a bar, as a close is known at
 * the bar's end. ORTH_BAD_INPUT where a file cannot be read, where files stand in time differently
 * and one of them by a guess, and where most rows would be new for one token only. *prices is NULL
 * on failure. */
ORTH_API orth_status orth_prices_load(orth_prices **prices, const orth_price_request *request,
                                      orth_error *error);

/* A wide panel with a column for each token but the numeraire (or NULL), in any order. */
ORTH_API orth_status orth_prices_load_panel(orth_prices **prices, const char *file, size_t n,
                                            const char *const *tokens, const char *numeraire,
                                            orth_error *error);

/* One file a token, but for the numeraire. */
ORTH_API orth_status orth_prices_load_files(orth_prices **prices, size_t count,
                                            const orth_price_file *files, size_t n,
                                            const char *const *tokens, const char *numeraire,
                                            orth_error *error);

/* One file's text in memory, `file` for messages: the tokens' columns of a panel, or of any other
 * form, where n is 1, its price. */
ORTH_API orth_status orth_prices_parse(orth_prices **prices, const char *text, size_t length,
                                       const char *file, size_t n, const char *const *tokens,
                                       orth_error *error);
/* The same, read as `how` says; its names of file and token play no part. */
ORTH_API orth_status orth_prices_parse_as(orth_prices **prices, const char *text, size_t length,
                                          const char *file, const orth_price_file *how, size_t n,
                                          const char *const *tokens, orth_error *error);

/* A table that the caller has in memory: `values` [row][token], which are not copied and must stay
 * as they are until *prices is freed; `times` in microseconds since 1970 UTC, copied, or NULL: rows
 * are counted and have no dates. `name` is what messages call it. ORTH_BAD_INPUT with name, row
 * (from 0), token and value for no rows, for a price outside ORTH_PRICE_MIN .. ORTH_PRICE_MAX, and
 * for times before 1970, of the year 10000 and later, or that do not rise. *prices is NULL on
 * failure. No record of a file, no note. */
ORTH_API orth_status orth_prices_borrow(orth_prices **prices, const char *name, size_t n,
                                        const char *const *tokens, size_t rows,
                                        const double *values, const int64_t *times,
                                        orth_error *error);

/* The SHA-256 of a table's prices in hexadecimal, times left out: of 8 bytes a price, the double's,
 * least significant first, row by row. */
ORTH_API void orth_prices_sha256(char sha256[65], const orth_prices *prices);

ORTH_API void orth_prices_free(orth_prices *prices); /* NULL is fine */

#ifdef __cplusplus
}
#endif
#endif
