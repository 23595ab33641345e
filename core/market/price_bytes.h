/* The bytes of a price file as UTF-8 text: unpacked from gzip or zip, turned from UTF-16. */
#ifndef ORTH_MARKET_PRICE_BYTES_H
#define ORTH_MARKET_PRICE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <zlib.h>

#include "base/digest.h"
#include "orthant/status.h"

#define ORTH_BYTES_RAW 65536

typedef struct orth_bytes {
    const char *label;
    int descriptor; /* -1: the bytes are in memory */
    bool opened;    /* to be closed */
    const char *text;
    size_t left;
    /* What was read of the file and is not yet used. */
    unsigned char *raw;
    size_t raw_at, raw_end;
    bool raw_ended;
    /* Unpacking. */
    enum { ORTH_UNPACKED, ORTH_GZIP, ORTH_ZIP, ORTH_PARQUET } packing;
    z_stream stream;
    bool streaming;    /* the stream is to be ended */
    bool member_ended; /* nothing comes any more */
    bool stored;       /* a member of a zip that is not compressed */
    bool descriptor_follows;
    size_t stored_left;
    unsigned long checksum, expected;
    /* Turning. */
    enum { ORTH_UTF8, ORTH_UTF16_LITTLE, ORTH_UTF16_BIG } encoding;
    unsigned char start[64]; /* the first unpacked bytes, or those that were not turned yet */
    size_t start_at, start_end;
    bool digest;
    orth_digest sha;
    bool digested; /* it has ended: */
    char sha256[65];
} orth_bytes;

/* `text`, unless NULL, is the whole file. What is neither text nor packed text by its first bytes
 * is refused. To be closed even after a failure. */
orth_status orth_bytes_open(orth_bytes *bytes, const char *file, const char *text, size_t length,
                            bool digest, orth_error *error);
/* At least one and at most `room` (>= 4) bytes; none after the last one. */
orth_status orth_bytes_read(orth_bytes *bytes, char *out, size_t room, size_t *got,
                            orth_error *error);
/* Reads what is left, and gives the SHA-256 of all (of 65 bytes) where it was asked for. */
orth_status orth_bytes_finish(orth_bytes *bytes, char *sha256, orth_error *error);
void orth_bytes_close(orth_bytes *bytes);

/* price_raw.c: at most `room` bytes of the file, past `raw`; none, and raw_ended, after the last
 * one. */
orth_status orth_bytes_raw(orth_bytes *bytes, char *out, size_t room, size_t *got,
                           orth_error *error);
/* More of the file into `raw`, behind what is there; raw_ended after the last byte. */
orth_status orth_bytes_more(orth_bytes *bytes, orth_error *error);
/* price_parquet.c: the file begins at `raw`; its CSV takes its place. */
orth_status orth_parquet_open(orth_bytes *bytes, orth_error *error);
/* price_unpack.c: the packed bytes begin at `raw`; then unpacked ones, none after the last. */
orth_status orth_unpack_open(orth_bytes *bytes, orth_error *error);
orth_status orth_unpack(orth_bytes *bytes, char *out, size_t room, size_t *got, orth_error *error);

#endif
