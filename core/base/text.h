/* Text from outside, made fit for a message, a table, a terminal. */
#ifndef ORTH_BASE_TEXT_H
#define ORTH_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORTH_QUOTE_MAX 80

/* A limit of orthant/limits.h as text, so that a message cannot say another one. */
#define ORTH_LIMIT_TEXT(limit) ORTH_LIMIT_TEXT_(limit)
#define ORTH_LIMIT_TEXT_(number) #number

/* Length of the UTF-8 character at `text` (at most `room` bytes) and its code; 0 for bytes that are
 * none. */
size_t orth_character(const char *text, size_t room, uint32_t *code);

/* Whether a terminal may obey this character instead of showing it: controls (C0, DEL, C1), breaks
 * of lines and paragraphs, and what turns the direction of writing. */
bool orth_is_obeyed(uint32_t code);

/* Whether `text` is one line of UTF-8 without such characters: what every name that is read from
 * a file must be. ORTH_LINE says so in messages. */
bool orth_is_line(const char *text);
#define ORTH_LINE "one line without control characters"

/* The one place where text becomes fit for a person's screen: each character that a terminal may
 * obey is written as in JSON (\u001b), each byte that is no UTF-8 as \xff; what is escaped already
 * stays as it is. Cut where it would not fit in `size` bytes; returns out. */
char *orth_escape(char *out, size_t size, const char *text);

/* The same for a piece of a stream: at most ORTH_ESCAPE_MAX bytes to `out`, without a NUL; returns
 * how many. *used is how many bytes of the `room` (above 0) at `text` they stand for. */
#define ORTH_ESCAPE_MAX 8
size_t orth_escape_character(char out[ORTH_ESCAPE_MAX], const char *text, size_t room,
                             size_t *used);

/* `text` between double quotes, escaped likewise, and quotes and backslashes too; cut with "..."
 * where it would not fit in `size` (at least 16) bytes; returns out. */
const char *orth_quote(char *out, size_t size, const char *text);

#endif
