/* Folders of a sweep's points, made line by line, as if a sweep had run. */
#ifndef TESTS_SWEEP_PLACES_H
#define TESTS_SWEEP_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/sweep.h"
#include "orthant/sweep_results.h"
#include "sweep/points_file.h"

extern const char place_few[];  /* a sweep of 6 points, 2 parameters and 3 figures */
extern const char place_many[]; /* one of 50 points and one figure */

typedef struct place {
    char folder[64];
    orth_sweep *sweep;
} place;

place place_begin(const char *text); /* a new folder with nothing but the sweep's sweep.json */
void place_end(place *p);            /* removes it */
place place_small(void);             /* of place_few, with all its points */

orth_kept_header place_header(const place *p, uint64_t shard, uint64_t shards);
orth_kept_file *place_open_shard(const place *p, uint64_t shard, uint64_t shards);
void place_append(const place *p, orth_kept_file *file, orth_kept_point *point);
/* Of place_few: one that failed, figures that are not there, texts and intervals. */
void place_append_small(const place *p, orth_kept_file *file, uint64_t number);
void place_shut(orth_kept_file *file);

char *place_read(const place *p, const char *name, size_t *length); /* to be freed */
bool place_has(const place *p, const char *name);
orth_sweep_tally place_merge(const place *p);

#endif
