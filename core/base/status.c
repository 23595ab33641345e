#include "orthant/status.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/plain_locale.h"
#include "base/text.h"

const char *orth_status_name(orth_status status)
{
    switch (status) {
    case ORTH_OK:
        return "ok";
    case ORTH_BAD_INPUT:
        return "bad input";
    case ORTH_DOMAIN:
        return "outside the domain";
    case ORTH_NO_MEMORY:
        return "out of memory";
    case ORTH_IO:
        return "input or output failed";
    case ORTH_NO_CONVERGENCE:
        return "no convergence";
    case ORTH_UNSUPPORTED:
        return "unsupported";
    case ORTH_INTERRUPTED:
        return "interrupted";
    }
    return "unknown status";
}

orth_status orth_fail(orth_error *error, orth_status status, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        error->status = status;
        char raw[ORTH_ERROR_TEXT_MAX]; /* names and values in it may be anything */
        orth_locale outer = orth_locale_enter();
        vsnprintf(raw, sizeof raw, format, arguments);
        orth_locale_leave(outer);
        orth_escape(error->text, sizeof error->text, raw);
        va_end(arguments);
    }
    return status;
}

orth_status orth_fail_memory(orth_error *error, double bytes)
{
    return orth_fail(error, ORTH_NO_MEMORY, "out of memory: %.0f bytes were asked for", bytes);
}
