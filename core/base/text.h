/* Text from outside, made fit for a message. */
#ifndef ORTH_BASE_TEXT_H
#define ORTH_BASE_TEXT_H

#include <stddef.h>

#define ORTH_QUOTE_MAX 80

/* A limit of orthant/limits.h as text, so that a message cannot say another one. */
#define ORTH_LIMIT_TEXT(limit) ORTH_LIMIT_TEXT_(limit)
#define ORTH_LIMIT_TEXT_(number) #number

/* `text` (UTF-8) between double quotes, quotes and control characters escaped as in JSON, cut with
 * "..." where it would not fit in `size` (at least 16) bytes; returns out. */
const char *orth_quote(char *out, size_t size, const char *text);

#endif
