/* What could go wrong, of each kind of scenario. */
#ifndef ORTH_PAGE_RISKS_H
#define ORTH_PAGE_RISKS_H

#include "page/work.h"

/* The titles of the columns of figures; NULL: no such column. */
typedef struct orth_page_risks_columns {
    const char *bp;       /* what it costs more, basis points of the pool's value */
    const char *part;     /* the same in percent of the value */
    const char *money;    /* the same in money */
    const char *total_bp; /* what it comes to, basis points */
    const char *total;    /* the same in money */
} orth_page_risks_columns;

/* The table of risks, and the greatest of those that have a figure. */
typedef struct orth_page_risks {
    orth_page_work *work;
    json_t *part, *table;
    orth_page_risks_columns columns;
    double base; /* what it costs as assumed, a part of the pool's value; NaN where not known */
    double greatest;
    char words[200]; /* of the greatest: what happens; "" without one */
} orth_page_risks;

typedef struct orth_page_risk {
    const char *risk;  /* "the swap fee is twice as high" */
    const char *does;  /* what it does, a sentence without its full stop */
    double part;       /* of the pool's value that it costs more; NaN where no figure is known */
    double money;      /* the same as money; NaN: by `part` */
    double total;      /* what it comes to, in money; not read where `part` is known */
    const char *known; /* "closed form", "simulation", ... */
} orth_page_risk;

/* `caption` of a table with these columns, in `part`; the base is NaN. */
void orth_page_risks_begin(orth_page_risks *risks, orth_page_work *work, json_t *part,
                           const char *caption, const orth_page_risks_columns *columns);
void orth_page_risks_add(orth_page_risks *risks, const orth_page_risk *risk);

orth_status orth_page_risks_of_move(orth_page_work *work, json_t *part, orth_error *error);
orth_status orth_page_risks_of_strategies(orth_page_work *work, json_t *part, orth_error *error);
orth_status orth_page_risks_of_sale(orth_page_work *work, json_t *part, orth_error *error);

#endif
