/* What the table and the JSON of an audit have in common. */
#ifndef ORTH_REPORT_AUDIT_NAMES_H
#define ORTH_REPORT_AUDIT_NAMES_H

#include <stdio.h>

#include "orthant/audit.h"

/* The name of the revert with that selector; returns text. */
const char *orth_audit_revert_name(char *text, size_t size, uint32_t selector);

const char *orth_audit_side_name(orth_truth_side side);

/* The arguments of sample `index` as an array of JSON, on one line. */
void orth_audit_write_inputs(const orth_audit *audit, uint64_t index, FILE *stream);

/* "weight=200000000000000000wei..800000000000000000wei", as --range takes it. */
void orth_audit_write_range(const orth_audit *audit, const orth_audit_range *range, FILE *stream);

#endif
