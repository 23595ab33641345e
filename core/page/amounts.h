/* Amounts and intervals inside sentences for people, with numbers as orth_page_number has them. */
#ifndef ORTH_PAGE_AMOUNTS_H
#define ORTH_PAGE_AMOUNTS_H

#include "page/words.h"

/* orth_page_number, of whole numbers without decimals: "3"; "unknown" for what is not finite. */
const char *orth_page_signed(char out[ORTH_PAGE_WORD_MAX], double value);
/* "1,230,000 USD"; without a pool the number alone. */
const char *orth_page_money(char out[ORTH_PAGE_WORD_MAX], const orth_scenario *scenario,
                            double value);
/* "12.3 %" of a part of 1. */
const char *orth_page_percent(char out[ORTH_PAGE_WORD_MAX], double part);
/* "-3.1 % to 0.2 %": the ends of an interval of parts. */
const char *orth_page_percents(char out[ORTH_PAGE_WORD_MAX], double low, double high);
/* "1,230 to 1,410 USD" likewise. */
const char *orth_page_moneys(char out[ORTH_PAGE_WORD_MAX], const orth_scenario *scenario,
                             double low, double high);

#endif
