/* The C locale for the calling thread, so that numbers are read and printed the same whatever the
 * program's locale. Nothing is allocated: glibc's C locale is a constant. */
#ifndef ORTH_BASE_PLAIN_LOCALE_H
#define ORTH_BASE_PLAIN_LOCALE_H

#include <locale.h>

typedef struct orth_locale {
    locale_t outer, plain;
} orth_locale;

orth_locale orth_locale_enter(void);
void orth_locale_leave(orth_locale entered); /* in the reverse order of entering */

#endif
