/* Keccak-256: selectors and the checksums of addresses. */
#ifndef ORTH_CONTRACT_KECCAK_H
#define ORTH_CONTRACT_KECCAK_H

#include <stddef.h>
#include <stdint.h>

void orth_keccak256(uint8_t out[32], const void *data, size_t length);

#endif
