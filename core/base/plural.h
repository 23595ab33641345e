/* One thing or several, in messages and tables: "1 block", "2 blocks", "0 blocks". */
#ifndef ORTH_BASE_PLURAL_H
#define ORTH_BASE_PLURAL_H

#include <stdint.h>

/* The word for `count` of a thing: "%zu row%s", rows, orth_plural(rows, "", "s"). */
static inline const char *orth_plural(uint64_t count, const char *one, const char *several)
{
    return count == 1 ? one : several;
}

#endif
