/* Bytes of a price file as they lie on the disk, or in memory. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/stop.h"
#include "market/price_bytes.h"

orth_status orth_bytes_raw(orth_bytes *bytes, char *out, size_t room, size_t *got,
                           orth_error *error)
{
    *got = 0;
    if (bytes->descriptor < 0) {
        *got = bytes->left < room ? bytes->left : room;
        if (*got > 0)
            memcpy(out, bytes->text, *got);
        bytes->text += *got;
        bytes->left -= *got;
    } else {
        ssize_t count;
        orth_status status = orth_stop_wait(bytes->descriptor, error);
        if (status != ORTH_OK)
            return status;
        do
            count = read(bytes->descriptor, out, room);
        while (count < 0 && errno == EINTR);
        if (count < 0)
            return orth_fail(error, ORTH_IO, "%s: cannot read: %s", bytes->label, strerror(errno));
        *got = (size_t)count;
    }
    bytes->raw_ended = *got == 0;
    if (bytes->digest)
        orth_digest_add(&bytes->sha, out, *got);
    return ORTH_OK;
}

orth_status orth_bytes_more(orth_bytes *bytes, orth_error *error)
{
    if (bytes->raw_at > 0) {
        memmove(bytes->raw, bytes->raw + bytes->raw_at, bytes->raw_end - bytes->raw_at);
        bytes->raw_end -= bytes->raw_at;
        bytes->raw_at = 0;
    }
    size_t got, room = ORTH_BYTES_RAW - bytes->raw_end;
    if (bytes->raw_ended || room == 0)
        return ORTH_OK;
    orth_status status =
        orth_bytes_raw(bytes, (char *)bytes->raw + bytes->raw_end, room, &got, error);
    bytes->raw_end += status == ORTH_OK ? got : 0;
    return status;
}
