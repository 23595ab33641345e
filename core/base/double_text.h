/* Doubles as text of which nothing is lost. */
#ifndef ORTH_BASE_DOUBLE_TEXT_H
#define ORTH_BASE_DOUBLE_TEXT_H

#define ORTH_DOUBLE_TEXT_MAX 32

/* 17 significant digits, valid JSON, '.' as the decimal point whatever the locale; returns text. */
const char *orth_double_text(char text[ORTH_DOUBLE_TEXT_MAX], double value);

#endif
