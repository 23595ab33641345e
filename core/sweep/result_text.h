/* Along the text of a result that orth_json_out wrote: whole, well formed, ended by a NUL. All
 * functions take and return places in it; a value begins with its first character. */
#ifndef ORTH_SWEEP_RESULT_TEXT_H
#define ORTH_SWEEP_RESULT_TEXT_H

const char *orth_result_skip_blanks(const char *at);
/* Behind the string, or the value, that begins there. */
const char *orth_result_skip_string(const char *at);
const char *orth_result_skip_value(const char *at);

/* The first key of the object, or element of the list, that begins there; NULL where it is empty.
 */
const char *orth_result_first(const char *at);
/* The one after the value that ends there, or NULL. */
const char *orth_result_next(const char *at);
/* The value of the key that ends there. */
const char *orth_result_value(const char *at);

/* The value of that key, a plain word, of the object that begins there, or NULL. */
const char *orth_result_member(const char *at, const char *name);

#endif
