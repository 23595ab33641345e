/* SHA-256 of bytes that come piece by piece: by the processor's own instructions where it has them,
 * else by libmd. */
#ifndef ORTH_BASE_DIGEST_H
#define ORTH_BASE_DIGEST_H

#include <sha256.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "orthant/status.h"

typedef struct orth_digest {
    bool quick; /* by the instructions */
    SHA2_CTX slow;
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t rest[64];
} orth_digest;

void orth_digest_begin(orth_digest *digest);
void orth_digest_add(orth_digest *digest, const void *bytes, size_t count);
/* In hexadecimal; the digest is to be begun again after it. */
void orth_digest_end(orth_digest *digest, char out[65]);
/* That of a regular file. ORTH_IO where it cannot be read, ORTH_BAD_INPUT where it is none: what is
 * read once is gone then. */
orth_status orth_digest_file(char out[65], const char *file, orth_error *error);
/* False where the processor has no such instructions; for tests, which try both ways. */
bool orth_digest_set_quick(orth_digest *digest, bool quick);

#endif
