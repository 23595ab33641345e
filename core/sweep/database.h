/* The database of a sweep's results: written from the first point to the last, in one order, by one
 * connection, so that its bytes are those of what it holds. */
#ifndef ORTH_SWEEP_DATABASE_H
#define ORTH_SWEEP_DATABASE_H

#include "sweep/collection.h"

typedef struct orth_database orth_database;

/* Makes the tables in `file`, which is there and empty; `label` is for messages. ORTH_IO,
 * ORTH_NO_MEMORY. *database is NULL on failure. */
orth_status orth_database_open(orth_database **database, const orth_collection *collection,
                               const char *file, const char *label, orth_error *error);
/* A point, each after those of lower numbers. */
orth_status orth_database_add(orth_database *database, const orth_kept_point *line,
                              orth_error *error);
/* Writes what is still in memory, and closes; the database is to be freed all the same. */
orth_status orth_database_finish(orth_database *database, orth_error *error);
void orth_database_free(orth_database *database); /* NULL is fine */

#endif
