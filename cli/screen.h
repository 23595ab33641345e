/* Standard error and standard output as people see them. */
#ifndef CLI_SCREEN_H
#define CLI_SCREEN_H

#include <stdbool.h>

/* Puts the filter before stderr; false when there is no memory. Before anything is written. */
bool cli_screen_errors(void);
/* Puts it before stdout, where that is for people: a table, or a terminal. The first call counts;
 * it ends the program where there is no memory. */
void cli_screen_results(bool table);

/* Takes the line of progress off the terminal, for good once results are written there. */
void cli_progress_hide(bool for_good);

#endif
