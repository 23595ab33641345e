/* Inside the reading of a study's file. */
#ifndef ORTH_TUNE_STUDY_READER_H
#define ORTH_TUNE_STUDY_READER_H

#include "scenario/read.h"
#include "tune/study.h"

typedef struct orth_study_reader {
    orth_reader base; /* the first member: functions of keys get it */
    orth_study *study;
    orth_study_axis *axis; /* whose keys are read */
    json_t **scenario;
} orth_study_reader;

/* The key "parameters" (core/tune/study_axes.c). */
orth_read_function orth_study_read_parameters;

#endif
