#include "market/price_bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_in.h"

/* Unpacked bytes; what stands in `raw` of a file that is not packed comes first. */
static orth_status read_unpacked(orth_bytes *bytes, char *out, size_t room, size_t *got,
                                 orth_error *error)
{
    if (bytes->packing == ORTH_GZIP || bytes->packing == ORTH_ZIP)
        return orth_unpack(bytes, out, room, got, error);
    size_t left = bytes->raw_end - bytes->raw_at;
    if (left == 0 && !bytes->raw_ended)
        return orth_bytes_raw(bytes, out, room, got, error);
    *got = left < room ? left : room;
    memcpy(out, bytes->raw + bytes->raw_at, *got);
    bytes->raw_at += *got;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- UTF-16 */

static size_t put_utf8(char *out, unsigned code)
{
    if (code < 0x80)
        return out[0] = (char)code, 1;
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 0x3f));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 0x3f));
        out[2] = (char)(0x80 | (code & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 0x3f));
    out[2] = (char)(0x80 | (code >> 6 & 0x3f));
    out[3] = (char)(0x80 | (code & 0x3f));
    return 4;
}

static unsigned unit_at(const orth_bytes *bytes, size_t at)
{
    unsigned first = bytes->start[at], second = bytes->start[at + 1];
    return bytes->encoding == ORTH_UTF16_LITTLE ? first | second << 8 : first << 8 | second;
}

static orth_status fail_utf16(const orth_bytes *bytes, orth_error *error)
{
    return orth_fail(error, ORTH_BAD_INPUT, "%s: UTF-16 that is cut or broken; permitted: text",
                     bytes->label);
}

/* Bytes are taken through `start`, 64 at a time: such files are small and rare. */
static orth_status read_utf16(orth_bytes *bytes, char *out, size_t room, size_t *got,
                              orth_error *error)
{
    *got = 0;
    while (*got + 4 <= room) {
        size_t left = bytes->start_end - bytes->start_at, more = 0;
        if (left < 4) {
            memmove(bytes->start, bytes->start + bytes->start_at, left);
            bytes->start_at = 0;
            bytes->start_end = left;
            orth_status status = read_unpacked(bytes, (char *)bytes->start + left,
                                               sizeof bytes->start - left, &more, error);
            if (status != ORTH_OK)
                return status;
            bytes->start_end += more;
            left += more;
            if (more > 0 && left < 4)
                continue;
        }
        if (left == 0)
            return ORTH_OK;
        if (left == 1)
            return fail_utf16(bytes, error);
        unsigned code = unit_at(bytes, bytes->start_at);
        bytes->start_at += 2;
        if (code >= 0xd800 && code < 0xe000) {
            unsigned low = left < 4 ? 0 : unit_at(bytes, bytes->start_at);
            if (code >= 0xdc00 || low < 0xdc00 || low >= 0xe000)
                return fail_utf16(bytes, error);
            bytes->start_at += 2;
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        *got += put_utf8(out + *got, code);
    }
    return ORTH_OK;
}

orth_status orth_bytes_read(orth_bytes *bytes, char *out, size_t room, size_t *got,
                            orth_error *error)
{
    if (bytes->encoding != ORTH_UTF8)
        return read_utf16(bytes, out, room, got, error);
    size_t left = bytes->start_end - bytes->start_at;
    if (left == 0)
        return read_unpacked(bytes, out, room, got, error);
    *got = left < room ? left : room;
    memcpy(out, bytes->start + bytes->start_at, *got);
    bytes->start_at += *got;
    return ORTH_OK;
}

/* ---------------------------------------------------------------- opening */

static bool starts(const unsigned char *at, size_t length, const char *bytes, size_t count)
{
    return length >= count && memcmp(at, bytes, count) == 0;
}

/* What is known by its first bytes and cannot be read. */
static orth_status check_magic(const orth_bytes *bytes, const unsigned char *at, size_t length,
                               orth_error *error)
{
    static const struct {
        const char *bytes;
        size_t count;
        const char *what;
    } known[] = {
        {"\xfd"
         "7zXZ",
         5, "a file compressed by xz; permitted: text, gzip or zip, so unpack it first"},
        {"\x28\xb5\x2f\xfd", 4,
         "a file compressed by zstd; permitted: text, gzip or zip, so unpack it first"},
        {"BZh", 3, "a file compressed by bzip2; permitted: text, gzip or zip, so unpack it first"},
        {"7z\xbc\xaf", 4, "a 7z archive; permitted: text, gzip or zip, so unpack it first"},
        {"\xd0\xcf\x11\xe0", 4, "a spreadsheet; permitted: text, so save it as CSV"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (starts(at, length, known[i].bytes, known[i].count))
            return orth_fail(error, ORTH_BAD_INPUT, "%s: %s", bytes->label, known[i].what);
    return ORTH_OK;
}

/* A pipe may give little at a time. */
static orth_status fill_raw(orth_bytes *bytes, orth_error *error)
{
    orth_status status = ORTH_OK;
    while (status == ORTH_OK && !bytes->raw_ended && bytes->raw_end < 512)
        status = orth_bytes_more(bytes, error);
    return status;
}

/* The first unpacked bytes tell the encoding. */
static orth_status fill_start(orth_bytes *bytes, orth_error *error)
{
    for (size_t got = 1; got > 0 && bytes->start_end < sizeof bytes->start;
         bytes->start_end += got) {
        orth_status status = read_unpacked(bytes, (char *)bytes->start + bytes->start_end,
                                           sizeof bytes->start - bytes->start_end, &got, error);
        if (status != ORTH_OK)
            return status;
    }
    orth_status status = check_magic(bytes, bytes->start, bytes->start_end, error);
    if (starts(bytes->start, bytes->start_end, "\xff\xfe", 2))
        bytes->encoding = ORTH_UTF16_LITTLE;
    else if (starts(bytes->start, bytes->start_end, "\xfe\xff", 2))
        bytes->encoding = ORTH_UTF16_BIG;
    if (bytes->encoding != ORTH_UTF8)
        bytes->start_at = 2;
    return status;
}

orth_status orth_bytes_open(orth_bytes *bytes, const char *file, const char *text, size_t length,
                            bool digest, orth_error *error)
{
    memset(bytes, 0, sizeof *bytes);
    bytes->label = orth_file_label(file);
    bytes->descriptor = -1;
    bytes->text = text;
    bytes->left = length;
    bytes->digest = digest;
    if (digest)
        orth_digest_begin(&bytes->sha);
    if (text == NULL) {
        bytes->opened = strcmp(file, "-") != 0;
        bytes->descriptor = bytes->opened ? open(file, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
        if (bytes->descriptor < 0)
            return orth_fail(error, ORTH_IO, "%s: cannot open: %s", bytes->label, strerror(errno));
    }
    bytes->raw = malloc(ORTH_BYTES_RAW);
    if (bytes->raw == NULL)
        return orth_fail_memory(error, ORTH_BYTES_RAW);
    orth_status status = fill_raw(bytes, error);
    if (status == ORTH_OK && starts(bytes->raw, bytes->raw_end, "\x1f\x8b", 2))
        bytes->packing = ORTH_GZIP;
    else if (status == ORTH_OK && starts(bytes->raw, bytes->raw_end, "PK\003\004", 4))
        bytes->packing = ORTH_ZIP;
    else if (status == ORTH_OK && starts(bytes->raw, bytes->raw_end, "PAR1", 4))
        bytes->packing = ORTH_PARQUET;
    if (bytes->packing == ORTH_PARQUET)
        status = orth_parquet_open(bytes, error);
    else if (bytes->packing != ORTH_UNPACKED)
        status = orth_unpack_open(bytes, error);
    return status == ORTH_OK ? fill_start(bytes, error) : status;
}

orth_status orth_bytes_finish(orth_bytes *bytes, char *sha256, orth_error *error)
{
    if (bytes->digested)
        memcpy(sha256, bytes->sha256, sizeof bytes->sha256);
    if (!bytes->digest)
        return ORTH_OK;
    while (!bytes->raw_ended) {
        bytes->raw_at = bytes->raw_end;
        orth_status status = orth_bytes_more(bytes, error);
        if (status != ORTH_OK)
            return status;
    }
    orth_digest_end(&bytes->sha, sha256);
    return ORTH_OK;
}

void orth_bytes_close(orth_bytes *bytes)
{
    if (bytes->opened && bytes->descriptor >= 0)
        close(bytes->descriptor);
    if (bytes->streaming)
        inflateEnd(&bytes->stream);
    free(bytes->raw);
    bytes->raw = NULL;
}
