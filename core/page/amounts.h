/* Amounts and intervals inside sentences for people, with numbers as orth_page_number has them. */
#ifndef ORTH_PAGE_AMOUNTS_H
#define ORTH_PAGE_AMOUNTS_H

#include "page/words.h"

#define ORTH_WORDS_MAX ORTH_PAGE_WORD_MAX

/* orth_page_number, of whole numbers without decimals: "3"; "unknown" for what is not finite. */
const char *orth_words_number(char out[ORTH_WORDS_MAX], double value);
/* "1,230,000 USD"; without a pool the number alone. */
const char *orth_words_money(char out[ORTH_WORDS_MAX], const orth_scenario *scenario, double value);
/* "12.3 %" of a part of 1. */
const char *orth_words_part(char out[ORTH_WORDS_MAX], double part);
/* "-3.1 % to 0.2 %": the ends of an interval of parts. */
const char *orth_words_parts(char out[ORTH_WORDS_MAX], double low, double high);
/* "1,230 to 1,410 USD" likewise. */
const char *orth_words_moneys(char out[ORTH_WORDS_MAX], const orth_scenario *scenario, double low,
                              double high);

#endif
