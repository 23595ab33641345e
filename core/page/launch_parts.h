/* What the part of a sale is made of, a file each. */
#ifndef ORTH_PAGE_LAUNCH_PARTS_H
#define ORTH_PAGE_LAUNCH_PARTS_H

#include "page/work.h"

/* Price and money raised over time; who paid what. */
void orth_page_launch_pictures(orth_page_work *work, json_t *part, const orth_page_sale *sale);

/* What each schedule raises, against the first, who bought, and the contract's integers. */
orth_status orth_page_launch_tables(orth_page_work *work, json_t *part, const orth_page_sale *sale,
                                    orth_error *error);

/* Sentences for the box. */
orth_status orth_page_launch_decide(orth_page_work *work, const orth_page_sale *sale,
                                    orth_error *error);

#endif
