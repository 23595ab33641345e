/* Numbers in the sentences of a page: rounded for people; the figures and tables beside them have
 * all digits. */
#ifndef ORTH_PAGE_WORDS_H
#define ORTH_PAGE_WORDS_H

#include <stdint.h>

#include "orthant/scenario.h"

#define ORTH_PAGE_WORD_MAX 160

/* A name of the scenario's, a token's, a path's or a unit's, which may have any length: whole
 * characters of it and "..." where they are not all, ORTH_PAGE_NAME_MAX - 1 bytes at most. */
#define ORTH_PAGE_NAME_MAX 64
const char *orth_page_name(char out[ORTH_PAGE_NAME_MAX], const char *name);

/* Three significant digits, and commas between thousands: "597", "0.0047", "37,000"; "1.2e-15"
 * below 1e-4, and with an exponent from 1e15 on; "unknown" of what is not finite. Returns out, as
 * all here do. */
const char *orth_page_number(char out[ORTH_PAGE_WORD_MAX], double value);
/* Both ends in as many digits as tell them apart: "1.29 to 1.49". */
#define ORTH_PAGE_INTERVAL_MAX (2 * ORTH_PAGE_WORD_MAX + 8)
const char *orth_page_interval(char out[ORTH_PAGE_INTERVAL_MAX], double low, double high);
/* A number of steps cut to three digits, as it is advised where it need not be exact. */
uint64_t orth_page_about(uint64_t steps);
/* All digits of a whole number: "7,200". */
const char *orth_page_count(char out[ORTH_PAGE_WORD_MAX], uint64_t count);
/* A part of the pool's value: "597 USD (0.597 bp)", or "0.597 bp" where its value is not known. */
const char *orth_page_cost(char out[ORTH_PAGE_WORD_MAX], const orth_scenario *scenario,
                           double part);
/* "1 day", "36 h", "4 h 46 min", "12 s". */
const char *orth_page_time(char out[ORTH_PAGE_WORD_MAX], double seconds);

/* A log loss as a part of the pool's value: 1 - e^-L. */
double orth_page_share(double log_loss);
/* The pool's value, 0 where it is not known. */
double orth_page_value(const orth_scenario *scenario);
/* How long so many steps take on the chain, in seconds. */
double orth_page_seconds(const orth_scenario *scenario, uint64_t steps);

#endif
