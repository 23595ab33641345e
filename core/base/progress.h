/* How far long work has come, for whoever wants to show it. Nothing is printed here. */
#ifndef ORTH_BASE_PROGRESS_H
#define ORTH_BASE_PROGRESS_H

#include <stdint.h>

/* Says that `done` of `most` `things` ("steps"; a constant string) are done. Costs next to nothing:
 * meant for once a block of rows or of price paths, from any thread. */
void orth_progress(const char *things, uint64_t done, uint64_t most);

/* From now on only what is said of these very `things`, by their address, is heard: of work whose
 * parts say how far they are themselves. NULL: all is heard again. */
void orth_progress_only(const char *things);

/* What was said last; *things is NULL before the first. The three may belong to different calls
 * where threads race: good enough for a screen. */
void orth_progress_read(const char **things, uint64_t *done, uint64_t *most);

#endif
