/* The file of a schedule: which reader it is for. */
#include <stdlib.h>
#include <string.h>

#include "base/file_in.h"
#include "path/schedule.h"

orth_status orth_schedule_load(orth_schedule *schedule, const char *file, size_t n, bool normalise,
                               const char *const *tokens, orth_error *error)
{
    *schedule = (orth_schedule){.n = n, .normalise = normalise};
    char *text;
    size_t length;
    orth_status status = orth_file_read(&text, &length, file, ORTH_SCHEDULE_BYTES_MAX, error);
    if (status != ORTH_OK)
        return status;
    file = orth_file_label(file); /* from here on for messages */
    const char *first = text;
    if (strncmp(first, "\xef\xbb\xbf", 3) == 0)
        first += 3;
    first += strspn(first, " \t\r\n");
    status = *first == '{' || *first == '['
                 ? orth_schedule_read_json(schedule, text, length, file, tokens, error)
                 : orth_schedule_read_csv(schedule, text, length, file, tokens, error);
    if (status == ORTH_OK && schedule->rows == 0)
        status = orth_fail(error, ORTH_BAD_INPUT, "%s: no row of weights in it", file);
    free(text);
    if (status != ORTH_OK)
        orth_schedule_free(schedule);
    return status;
}
