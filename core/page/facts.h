/* The facts of a page as a tree of JSON, and how its parts are filled. The writer of a part says
 * what is so, in sentences, numbers, tables and pictures; how they look is the HTML's business
 * (page/html.h). Nothing here fails: where memory ends the tree is `lost`, and all later calls do
 * nothing.
 *
 *     part    {"id", "title", "says": [text], "figures": {key: number or text}, "tables": [table],
 *              "pictures": [picture], "missing": [{"key", "fills"}], "notes": [text]}
 *     table   {"id", "caption", "columns": [{"key", "title", "as", "unit"}], "rows": [{key: ...}]}
 *     picture {"id", "title", "describes", "x": axis, "y": axis, "series": [series],
 *              "marks": [{"x", "text"}]}
 *     axis    {"title", "as", "scale"}
 *     series  {"name", "colour", "style", "x": [...], "y": [...], "low": [...], "high": [...]}
 */
#ifndef ORTH_PAGE_FACTS_H
#define ORTH_PAGE_FACTS_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* How a number is to be shown; the fact itself has all its digits. Of what the decimals are left to
 * the page: they are as many as tell the numbers of a column apart. */
#define ORTH_AS_TEXT "text"
#define ORTH_AS_CODE "code"         /* bytes to copy: calldata, a command, a digest */
#define ORTH_AS_COUNT "count"       /* a whole number: 7,200 */
#define ORTH_AS_NUMBER "number"     /* four significant digits */
#define ORTH_AS_WEIGHT "weight"     /* 0.9, four decimals at least */
#define ORTH_AS_PART "part"         /* of 1, shown in percent */
#define ORTH_AS_BP "bp"             /* basis points already */
#define ORTH_AS_MONEY "money"       /* of the pool's unit */
#define ORTH_AS_DATE "date"         /* seconds since 1970, UTC */
#define ORTH_AS_DURATION "duration" /* seconds */

typedef struct orth_facts {
    json_t *root;
    bool lost;
} orth_facts;

/* What a reader wants first: what to do, what it costs, how sure that is. */
typedef enum orth_decision {
    ORTH_DECISION_DO,
    ORTH_DECISION_COST,
    ORTH_DECISION_SURE,
    ORTH_DECISIONS
} orth_decision;

/* A document with "head", "decision" and "parts", all empty; false without memory. */
bool orth_facts_begin(orth_facts *facts);
void orth_facts_clear(orth_facts *facts);

/* A text that the document begins with, before the decision. */
void orth_facts_head(orth_facts *facts, const char *key, const char *value);

/* One sentence or more of the decision, as plain text; printf's rules under the C locale. */
void orth_facts_decide(orth_facts *facts, orth_decision decision, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* A part, after those that are there; its tree is the document's. NULL where the facts are lost,
 * which all that follows takes. */
json_t *orth_facts_part(orth_facts *facts, const char *id, const char *title);
void orth_part_say(orth_facts *facts, json_t *part, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void orth_part_note(orth_facts *facts, json_t *part, const char *text);
/* `key` is a JSON pointer into the scenario, or an option of the command ("--gas"); `fills` what it
 * would show, the words behind "would show". */
void orth_part_missing(orth_facts *facts, json_t *part, const char *key, const char *fills);
/* A number that is not finite is null. */
void orth_part_number(orth_facts *facts, json_t *part, const char *key, double value);
void orth_part_count(orth_facts *facts, json_t *part, const char *key, uint64_t value);
void orth_part_text(orth_facts *facts, json_t *part, const char *key, const char *value);
void orth_part_flag(orth_facts *facts, json_t *part, const char *key, bool value);

json_t *orth_part_table(orth_facts *facts, json_t *part, const char *id, const char *caption);
/* `as` as above; `unit` stands behind the title, may be NULL. The first column heads its rows. */
void orth_table_column(orth_facts *facts, json_t *table, const char *key, const char *title,
                       const char *as, const char *unit);
json_t *orth_table_row(orth_facts *facts, json_t *table);
void orth_row_number(orth_facts *facts, json_t *row, const char *key, double value);
void orth_row_count(orth_facts *facts, json_t *row, const char *key, uint64_t value);
void orth_row_text(orth_facts *facts, json_t *row, const char *key, const char *value);

/* `describes` is what somebody hears who does not see it: what is drawn, and what it shows. */
json_t *orth_part_picture(orth_facts *facts, json_t *part, const char *id, const char *title,
                          const char *describes);
/* Both are needed. `as` as above; `log`: a logarithmic scale, and all values above 0. */
void orth_picture_axis(orth_facts *facts, json_t *picture, bool vertical, const char *title,
                       const char *as, bool log);
/* A vertical line at x, and its word. */
void orth_picture_mark(orth_facts *facts, json_t *picture, double x, const char *text);
/* `colour` is a path's name, "token:0", "series:0" or "benchmark:0", as core/base/colours.h has
 * them; `style` "line", "steps" (a value holds until the next), "points", or "band" (low to high
 * alone). */
json_t *orth_picture_series(orth_facts *facts, json_t *picture, const char *name,
                            const char *colour, const char *style);
/* A point; NaN where it is not known: the line has a gap there. */
void orth_series_point(orth_facts *facts, json_t *series, double x, double y);
/* The same with an interval, given with each point of a series or with none. */
void orth_series_interval(orth_facts *facts, json_t *series, double x, double y, double low,
                          double high);

#endif
