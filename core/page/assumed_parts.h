/* What the part of assumptions is made of, a file each. */
#ifndef ORTH_PAGE_ASSUMED_PARTS_H
#define ORTH_PAGE_ASSUMED_PARTS_H

#include "page/work.h"

/* A table of the files that were read, with their digests. */
orth_status orth_page_assumed_files(orth_page_work *work, json_t *part, orth_error *error);

/* A table of the scenario's terms: what was given, and what has its default. */
void orth_page_assumed_terms(orth_page_work *work, json_t *part);

/* The market's model and its parameters. */
void orth_page_assumed_market(orth_page_work *work, json_t *part);

/* What the library notes of everything that this page rests on, each note once. */
orth_status orth_page_assumed_notes(orth_page_work *work, json_t *part, orth_error *error);

#endif
