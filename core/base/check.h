/* Invariants compiled into the checking build (-DORTH_CHECKING), absent elsewhere. They catch a
 * caller's bug; bad input never reaches them. */
#ifndef ORTH_BASE_CHECK_H
#define ORTH_BASE_CHECK_H

#ifdef ORTH_CHECKING
#include <stdio.h>
#include <stdlib.h>
#define ORTH_CHECK(condition)                                                                      \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: invariant broken: %s\n", __FILE__, __LINE__, #condition);      \
            abort();                                                                               \
        }                                                                                          \
    } while (0)
#else
#define ORTH_CHECK(condition) ((void)sizeof(condition))
#endif

#endif
