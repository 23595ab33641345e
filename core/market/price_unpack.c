/* gzip, and zip archives with one member, as a stream. */
#include <string.h>

#include "market/price_bytes.h"

static orth_status fail(const orth_bytes *bytes, const char *what, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: %s", bytes->label, what);
}

static orth_status fail_cut(const orth_bytes *bytes, orth_error *error)
{
    return fail(bytes, "a compressed file that ends too soon; permitted: a whole one", error);
}

/* At least `count` bytes at raw + raw_at, if the file has them; returns how many there are. */
static size_t ahead(orth_bytes *bytes, size_t count, orth_status *status, orth_error *error)
{
    while (*status == ORTH_OK && bytes->raw_end - bytes->raw_at < count && !bytes->raw_ended)
        *status = orth_bytes_more(bytes, error);
    return bytes->raw_end - bytes->raw_at;
}

static orth_status begin_stream(orth_bytes *bytes, int window, orth_error *error)
{
    if (inflateInit2(&bytes->stream, window) != Z_OK)
        return orth_fail_memory(error, 65536);
    bytes->streaming = true;
    return ORTH_OK;
}

static unsigned number(const unsigned char *at, int count)
{
    unsigned value = 0;
    for (int i = count - 1; i >= 0; i--)
        value = value << 8 | at[i];
    return value;
}

static bool is_mark(const unsigned char *at, unsigned char a, unsigned char b)
{
    return at[0] == 'P' && at[1] == 'K' && at[2] == a && at[3] == b;
}

/* What archives have beside the file that is meant: folders, and what macOS adds. */
static bool is_aside(const char *name, size_t length)
{
    return (length > 0 && name[length - 1] == '/') ||
           (length >= 9 && memcmp(name, "__MACOSX/", 9) == 0);
}

#define MANY                                                                                       \
    "a zip archive with several files; permitted: one, so unpack it and name the file that is "    \
    "meant"

/* Skips `count` bytes. */
static orth_status skip(orth_bytes *bytes, size_t count, orth_error *error)
{
    orth_status status = ORTH_OK;
    while (count > 0) {
        size_t there = ahead(bytes, 1, &status, error);
        if (status != ORTH_OK)
            return status;
        if (there == 0)
            return fail_cut(bytes, error);
        size_t part = there < count ? there : count;
        bytes->raw_at += part;
        count -= part;
    }
    return ORTH_OK;
}

/* The header of a member, up to its first byte; *aside says whether it plays no part. */
static orth_status read_member(orth_bytes *bytes, bool *aside, orth_error *error)
{
    orth_status status = ORTH_OK;
    size_t there = ahead(bytes, 30, &status, error);
    if (status != ORTH_OK)
        return status;
    if (there < 30)
        return fail_cut(bytes, error);
    const unsigned char *at = bytes->raw + bytes->raw_at;
    unsigned flags = number(at + 6, 2), method = number(at + 8, 2), size = number(at + 18, 4);
    size_t name = number(at + 26, 2), extra = number(at + 28, 2);
    bytes->expected = number(at + 14, 4);
    bytes->descriptor_follows = (flags & 8) != 0;
    bytes->stored = method == 0;
    bytes->stored_left = size;
    bytes->raw_at += 30;
    there = ahead(bytes, name < 4096 ? name : 4096, &status, error);
    if (status != ORTH_OK)
        return status;
    const char *text = (const char *)bytes->raw + bytes->raw_at;
    *aside = is_aside(text, there < name ? there : name);
    if (name >= 19 && there >= 19 && memcmp(text, "[Content_Types].xml", 19) == 0)
        return fail(bytes, "a spreadsheet; permitted: text, so save it as CSV", error);
    if ((flags & 1) != 0)
        return fail(bytes, "an encrypted zip archive; permitted: text, so unpack it first", error);
    if ((method != 0 && method != 8) || (bytes->stored && bytes->descriptor_follows && !*aside) ||
        size == UINT32_MAX)
        return fail(bytes, "a zip archive of a rare kind; permitted: text, so unpack it first",
                    error);
    status = skip(bytes, name + extra, error);
    if (status == ORTH_OK && *aside) {
        if (bytes->descriptor_follows && size == 0 && method != 0)
            return fail(bytes, MANY, error);
        status = skip(bytes, size, error);
    }
    return status;
}

/* Is there a member (that plays a part) next? The directory begins where there is none. */
static orth_status next_member(orth_bytes *bytes, bool *found, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (*found = false; status == ORTH_OK;) {
        size_t there = ahead(bytes, 4, &status, error);
        if (status != ORTH_OK || there < 4 || !is_mark(bytes->raw + bytes->raw_at, 3, 4))
            return status;
        bool aside = false;
        status = read_member(bytes, &aside, error);
        *found = !aside;
        if (*found)
            return status;
    }
    return status;
}

/* What stands behind the members: the directory, and the end record. Without it the archive was
 * cut, maybe between two members. */
static orth_status read_directory(orth_bytes *bytes, orth_error *error)
{
    orth_status status = ORTH_OK;
    for (;;) {
        size_t there = ahead(bytes, 46, &status, error), length = 0;
        if (status != ORTH_OK)
            return status;
        const unsigned char *at = bytes->raw + bytes->raw_at;
        if (there >= 22 && is_mark(at, 5, 6))
            return ORTH_OK;
        if (there >= 46 && is_mark(at, 1, 2))
            length = 46 + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
        else if (there >= 12 && is_mark(at, 6, 6) && number(at + 8, 4) == 0)
            length = 12 + (size_t)number(at + 4, 4);
        else if (there >= 20 && is_mark(at, 6, 7))
            length = 20;
        else if (there >= 6 && is_mark(at, 5, 5))
            length = 6 + number(at + 4, 2);
        else
            return fail_cut(bytes, error);
        status = skip(bytes, length, error);
        if (status != ORTH_OK)
            return status;
    }
}

orth_status orth_unpack_open(orth_bytes *bytes, orth_error *error)
{
    if (bytes->packing == ORTH_GZIP)
        return begin_stream(bytes, 15 + 16, error);
    bool found;
    orth_status status = next_member(bytes, &found, error);
    if (status != ORTH_OK)
        return status;
    if (!found)
        return fail(bytes, "a zip archive without a file; permitted: one", error);
    bytes->checksum = crc32(0, NULL, 0);
    return bytes->stored ? ORTH_OK : begin_stream(bytes, -15, error);
}

/* After the last byte of a zip's member. */
static orth_status end_member(orth_bytes *bytes, orth_error *error)
{
    orth_status status = ORTH_OK;
    if (bytes->descriptor_follows) {
        size_t there = ahead(bytes, 24, &status, error);
        if (status != ORTH_OK)
            return status;
        if (there < 16)
            return fail_cut(bytes, error);
        const unsigned char *at = bytes->raw + bytes->raw_at;
        bool marked = is_mark(at, 7, 8);
        bytes->expected = number(at + (marked ? 4 : 0), 4);
        bytes->raw_at += marked ? 16 : 12;
        at = bytes->raw + bytes->raw_at;
        there = bytes->raw_end - bytes->raw_at; /* sizes of eight bytes are permitted too */
        if (there >= 8 && !is_mark(at, 3, 4) && !is_mark(at, 1, 2))
            bytes->raw_at += 8;
    }
    if (bytes->checksum != bytes->expected)
        return fail(bytes, "a zip archive whose checksum does not hold; permitted: a whole one",
                    error);
    bool more;
    status = next_member(bytes, &more, error);
    if (status == ORTH_OK && more)
        return fail(bytes, MANY, error);
    return status == ORTH_OK ? read_directory(bytes, error) : status;
}

/* After the last byte of a gzip member another may follow; its end is the file's otherwise. */
static orth_status end_gzip(orth_bytes *bytes, orth_error *error)
{
    orth_status status = ORTH_OK;
    size_t there = ahead(bytes, 2, &status, error);
    if (status != ORTH_OK)
        return status;
    const unsigned char *at = bytes->raw + bytes->raw_at;
    bytes->member_ended = there < 2 || at[0] != 0x1f || at[1] != 0x8b;
    if (!bytes->member_ended && inflateReset(&bytes->stream) != Z_OK)
        return fail(bytes, "a broken gzip file", error);
    return ORTH_OK;
}

static orth_status end(orth_bytes *bytes, orth_error *error)
{
    if (bytes->packing == ORTH_GZIP)
        return end_gzip(bytes, error);
    bytes->member_ended = true;
    return end_member(bytes, error);
}

static orth_status copy_stored(orth_bytes *bytes, char *out, size_t room, size_t *got,
                               orth_error *error)
{
    orth_status status = ORTH_OK;
    size_t there = ahead(bytes, 1, &status, error);
    if (status != ORTH_OK)
        return status;
    if (there == 0 && bytes->stored_left > 0)
        return fail_cut(bytes, error);
    *got = there < room ? there : room;
    *got = *got < bytes->stored_left ? *got : bytes->stored_left;
    memcpy(out, bytes->raw + bytes->raw_at, *got);
    bytes->raw_at += *got;
    bytes->stored_left -= *got;
    bytes->checksum = crc32(bytes->checksum, (const unsigned char *)out, (unsigned)*got);
    return bytes->stored_left == 0 ? end(bytes, error) : ORTH_OK;
}

orth_status orth_unpack(orth_bytes *bytes, char *out, size_t room, size_t *got, orth_error *error)
{
    orth_status status = ORTH_OK;
    z_stream *stream = &bytes->stream;
    room = room < 1u << 30 ? room : 1u << 30;
    for (*got = 0; status == ORTH_OK && *got == 0 && !bytes->member_ended;) {
        if (bytes->stored) {
            status = copy_stored(bytes, out, room, got, error);
            continue;
        }
        size_t there = ahead(bytes, 1, &status, error);
        if (status != ORTH_OK)
            return status;
        stream->next_in = bytes->raw + bytes->raw_at;
        stream->avail_in = (unsigned)there;
        stream->next_out = (unsigned char *)out;
        stream->avail_out = (unsigned)room;
        int result = inflate(stream, Z_NO_FLUSH);
        bytes->raw_at += there - stream->avail_in;
        *got = room - stream->avail_out;
        if (bytes->packing == ORTH_ZIP)
            bytes->checksum = crc32(bytes->checksum, (const unsigned char *)out, (unsigned)*got);
        if (result == Z_STREAM_END)
            status = end(bytes, error);
        else if (result == Z_MEM_ERROR)
            status = orth_fail_memory(error, 65536);
        else if (result != Z_OK && result != Z_BUF_ERROR)
            status = fail(bytes, "a broken compressed file; permitted: a whole one", error);
        else if (there == 0 && *got == 0)
            status = fail_cut(bytes, error);
    }
    return status;
}
