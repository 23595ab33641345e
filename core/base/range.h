/* The range of a number that is read, with the words that say so to whoever wrote another. */
#ifndef ORTH_BASE_RANGE_H
#define ORTH_BASE_RANGE_H

#include <stdbool.h>

typedef struct orth_range {
    double least, most;
    bool below; /* `most` itself is not permitted */
    const char *what;
} orth_range;

#endif
