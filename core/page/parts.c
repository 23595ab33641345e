/* Which parts a page has, in their order. */
#include "page/work.h"

const orth_page_part *const orth_page_parts[] = {
    &orth_part_move,
    &orth_part_cost,
    &orth_part_steps,
    &orth_part_calls,
    &orth_part_safety,
    &orth_part_launch,
    &orth_part_strategy,
    &orth_part_risks,
    &orth_part_assumed,
    &orth_part_certificate,
    NULL,
};
