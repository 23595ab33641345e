#include "orthant/report.h"
orth_status orth_comparison_plot(const orth_comparison *c, const char *f, bool e, bool k, orth_error *error)
{ (void)c, (void)f, (void)e, (void)k; return orth_fail(error, ORTH_IO, "stub"); }
orth_status orth_trajectory_plot(orth_path *p, size_t n, const char *const *t, const char *title, const char *f, bool k, orth_error *error)
{ (void)p, (void)n, (void)t, (void)title, (void)f, (void)k; return orth_fail(error, ORTH_IO, "stub"); }
