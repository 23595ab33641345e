/* The parts of a plan's study. */
#ifndef ORTH_PLAN_STUDY_H
#define ORTH_PLAN_STUDY_H

#include "orthant/plan_file.h"

orth_setpoint_options orth_study_setpoints(const orth_plan_study_options *options);

/* ORTH_DOMAIN, naming token, rail and figures, where the rails cannot be kept. */
orth_status orth_study_check_rails(const orth_plan_study *study, orth_error *error);

/* Tries options->calls set points, or numbers of them; sets rows, chosen, settled, plan and replay,
 * and what was skipped. */
orth_status orth_study_find_calls(orth_plan_study *study, orth_error *error);

/* Sets bounded, distance and rounded. */
void orth_study_measure(orth_plan_study *study);

/* Sets the notes, by all other fields. */
orth_status orth_study_take_notes(orth_plan_study *study, orth_error *error);

#endif
