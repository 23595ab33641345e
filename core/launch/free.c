/* What a launch's result holds. */
#include <stdlib.h>

#include "orthant/launch.h"

static void free_result(orth_launch_result *result)
{
    for (size_t f = 0; f < ORTH_LAUNCH_FIGURES; f++)
        free(result->values[f]);
    free(result->blocks);
    free(result->no_buyer);
    free(result->paid);
    for (size_t c = 0; c < 3; c++) {
        free(result->price[c]);
        free(result->raised[c]);
    }
}

void orth_launch_free(orth_launch *launch)
{
    if (launch == NULL)
        return;
    for (size_t i = 0; launch->results != NULL && i < launch->count; i++)
        free_result(&launch->results[i]);
    for (size_t i = 0; i < launch->note_count; i++)
        free(launch->notes[i]);
    free(launch->results);
    free(launch->notes);
    free(launch);
}
