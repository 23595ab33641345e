/* What the columns of price files are called. */
#ifndef ORTH_MARKET_PRICE_NAMES_H
#define ORTH_MARKET_PRICE_NAMES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ORTH_NOWHERE SIZE_MAX

typedef enum orth_role {
    ORTH_ROLE_NONE,
    ORTH_ROLE_TIME_OPEN,  /* the start of a bar */
    ORTH_ROLE_TIME,       /* a time, or a date */
    ORTH_ROLE_TIME_CLOSE, /* the end of a bar */
    ORTH_ROLE_OPEN,
    ORTH_ROLE_HIGH,
    ORTH_ROLE_LOW,
    ORTH_ROLE_CLOSE, /* a price that is known at the end of a bar */
    ORTH_ROLE_PRICE,
    ORTH_ROLE_VWAP,   /* a mean over a bar, known at its end */
    ORTH_ROLE_MARKET, /* names the market of a row */
    ORTH_ROLE_PLACE,  /* must be one in all rows, as the market: an exchange, an interval */
    ORTH_ROLE_APART,  /* can tell rows of one time apart: a name, a source */
    ORTH_ROLE_TRADE,  /* of files of trades alone */
    ORTH_ROLE_OTHER   /* known, and of no use: volumes and the like */
} orth_role;

/* The role of a name, in any case and with any marks in it; *rank, unless NULL, is lower for names
 * that are to be preferred among those of one role. */
orth_role orth_price_role(const char *name, size_t *rank);
/* Whether two names are one but for case and marks. */
bool orth_price_same_name(const char *a, const char *b);
/* The column of this role with the lowest rank, or ORTH_NOWHERE; *again, unless NULL, says whether
 * a second has the same name. */
size_t orth_price_find_role(size_t width, const char *const *names, orth_role role, bool *again);

#endif
