/* The statements that make the tables of a sweep's results. */
#ifndef ORTH_SWEEP_DATABASE_TABLES_H
#define ORTH_SWEEP_DATABASE_TABLES_H

#include "sweep/collection.h"

/* SQL that sets up the file, opens a transaction and makes the tables; to be freed by sqlite3_free.
 * NULL: no memory. */
char *orth_database_tables(const orth_collection *collection);

#endif
