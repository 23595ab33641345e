/* One page to decide on: what a scenario's move, strategy or sale is, what it costs, what to do and
 * how sure that is, as facts for programs and as one file that a browser shows.
 *
 * A page is its facts, one JSON document (scenarios/schema/page.schema.json); the HTML shows that
 * document and nothing else. Same scenario, options and files, same bytes. */
#ifndef ORTHANT_PAGE_H
#define ORTHANT_PAGE_H

#include <stddef.h>
#include <stdio.h>

#include "orthant/api.h"
#include "orthant/scenario.h"
#include "orthant/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a scenario has no key for. */
typedef struct orth_page_options {
    double gas;         /* money for one call, of the pool's unit, >= 0; NaN: not known */
    const char *target; /* the contract of the plan (orthant/plan.h); NULL: the sale's or generic */
    unsigned threads;   /* 0: one a processor; results do not depend on them */
    const char *again;  /* how this page is made again, a line of a program; NULL: by the command */
    /* The command's options beside the file, a word each, NULL behind the last: what the page says
     * that makes it again. NULL: those of gas and target. */
    const char *const *words;
} orth_page_options;
/* Nothing given. */
ORTH_API orth_page_options orth_page_options_usual(void);

typedef struct orth_page orth_page;

/* Collects the facts: all that the scenario allows, and the names of the keys that are missing for
 * the rest. A part that cannot be computed says why, in the words of its error, and the others
 * stand. The scenario is not kept. ORTH_NO_MEMORY, ORTH_INTERRUPTED, and the errors of the
 * scenario's own price files. *page is NULL on failure. */
ORTH_API orth_status orth_page_create(orth_page **page, const orth_scenario *scenario,
                                      const orth_page_options *options, orth_error *error);
ORTH_API void orth_page_free(orth_page *page); /* NULL is fine */

/* What is to be told beside the page, one line each. */
ORTH_API size_t orth_page_note_count(const orth_page *page);
ORTH_API const char *orth_page_note(const orth_page *page, size_t i);

/* Errors stay in the stream (ferror). The HTML is one file in UTF-8: no script, no reference to
 * anything outside it; text from files is shown and never obeyed. */
ORTH_API void orth_page_write_json(const orth_page *page, FILE *stream);
/* What to do, what it costs and how sure that is, for a terminal. */
ORTH_API void orth_page_write_table(const orth_page *page, FILE *stream);
ORTH_API void orth_page_write_html(const orth_page *page, FILE *stream);

#ifdef __cplusplus
}
#endif

#endif
