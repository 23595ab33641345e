/* What a picture of a comparison draws: shared by its curves and its bars. */
#ifndef ORTH_REPORT_COMPARISON_PLOT_H
#define ORTH_REPORT_COMPARISON_PLOT_H

#include "orthant/report.h"
#include "report/plot.h"

#define ORTH_COMPARISON_LEADING "D\xc2\xb2/2f, leading order"

/* Ranks are those of the step counts, ascending. */
typedef struct orth_comparison_picture {
    const orth_comparison *comparison;
    size_t paths, counts;
    size_t *order;   /* by rank: index into the scenario's step counts */
    uint64_t *steps; /* by rank */
    bool excess;     /* percent over the best instead of basis points */
    bool upper;      /* the steps are told by the panel below */
    bool lower;      /* the legend is that of the panel above */
} orth_comparison_picture;

const orth_comparison_result *orth_comparison_at(const orth_comparison_picture *p, size_t rank,
                                                 size_t path);
/* Over the best path; 0 where it is rounding. */
double orth_comparison_excess(const orth_comparison_result *result);
/* What is drawn: the loss in basis points, or the excess in percent. */
double orth_comparison_value(const orth_comparison_picture *p, size_t rank, size_t path);
double orth_comparison_greatest(const orth_comparison_picture *p);
/* 1e4 (1 - e^(-D^2/2f)), so that it can be laid beside losses however large. */
double orth_comparison_leading(const orth_comparison_picture *p, double steps);
orth_plot_look orth_comparison_look(const orth_comparison_picture *p, size_t path);
const char *orth_comparison_axis(const orth_comparison_picture *p);

/* One panel each. */
void orth_comparison_curves(orth_plot *plot, const orth_comparison_picture *p);
void orth_comparison_bars(orth_plot *plot, const orth_comparison_picture *p);

#endif
