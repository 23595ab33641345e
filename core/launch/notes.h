/* What is to be said of a launch beside its numbers. */
#ifndef ORTH_LAUNCH_NOTES_H
#define ORTH_LAUNCH_NOTES_H

#include "launch/setup.h"

/* Adds a note; the format is printf's. ORTH_NO_MEMORY. */
orth_status orth_launch_note(orth_launch *launch, orth_error *error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Of the market and the clock, before anything is run. */
orth_status orth_launch_notes_before(orth_launch *launch, const orth_launch_setup *setup,
                                     orth_error *error);
/* Of the results: how far each is from the limit, which of them are not told apart. */
orth_status orth_launch_notes_after(orth_launch *launch, const orth_launch_setup *setup,
                                    orth_error *error);

#endif
