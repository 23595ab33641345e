/* What is said of a launch before its figures. */
#ifndef ORTH_REPORT_LAUNCH_HEAD_H
#define ORTH_REPORT_LAUNCH_HEAD_H

#include <stdio.h>

#include "orthant/launch.h"

void orth_launch_write_head(const orth_launch *launch, FILE *stream);

#endif
