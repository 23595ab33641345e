#include "base/text_out.h"

#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

static ssize_t take(void *cookie, const char *bytes, size_t count)
{
    orth_text_out *out = cookie;
    if (out->failed)
        return 0;
    if (count >= out->room - out->length) {
        size_t room = 2 * out->room + count;
        char *text = realloc(out->text, room);
        if (text == NULL) {
            out->failed = true;
            return 0;
        }
        out->text = text;
        out->room = room;
    }
    memcpy(out->text + out->length, bytes, count);
    out->length += count;
    return (ssize_t)count;
}

orth_status orth_text_open(orth_text_out *out, orth_error *error)
{
    static const cookie_io_functions_t functions = {.write = take};
    *out = (orth_text_out){.room = 4096};
    out->text = malloc(out->room);
    out->stream = out->text == NULL ? NULL : fopencookie(out, "w", functions);
    if (out->stream == NULL) {
        free(out->text);
        return orth_fail_memory(error, (double)out->room);
    }
    __fsetlocking(out->stream, FSETLOCKING_BYCALLER); /* no other thread knows of it */
    return ORTH_OK;
}

orth_status orth_text_close(orth_text_out *out, char **text, size_t *length, orth_error *error)
{
    bool lost = ferror(out->stream) != 0;
    lost = fclose(out->stream) != 0 || lost || out->failed;
    *text = NULL;
    *length = 0;
    if (lost) {
        free(out->text);
        return orth_fail_memory(error, (double)out->room);
    }
    out->text[out->length] = '\0';
    char *trimmed = realloc(out->text, out->length + 1);
    *text = trimmed != NULL ? trimmed : out->text;
    *length = out->length;
    return ORTH_OK;
}
