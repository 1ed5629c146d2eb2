// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/sha256.hpp"

#include "loader/checker/memory.hpp"

namespace assay::checker {

namespace {

constexpr size_t kBlock = 64;
constexpr size_t kLengthAt = kBlock - 8;  // of the message in bits, in its last block

/// FIPS 180-4 section 4.2.2.
constexpr uint32_t kConstants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

uint32_t turned(uint32_t word, unsigned by) { return word >> by | word << (32 - by); }

void put_big_endian(uint8_t* at, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) at[i] = static_cast<uint8_t>(value >> (8 * (bytes - 1 - i)));
}

/// Section 6.2.2, steps 1 to 4.
void add_block(uint32_t (&hash)[8], const uint8_t* block) {
  uint32_t schedule[64];
  for (size_t i = 0; i < 16; ++i) {
    const uint8_t* const at = block + 4 * i;
    schedule[i] = uint32_t{at[0]} << 24 | uint32_t{at[1]} << 16 | uint32_t{at[2]} << 8 | at[3];
  }
  for (size_t i = 16; i < 64; ++i) {
    const uint32_t w15 = schedule[i - 15];
    const uint32_t w2 = schedule[i - 2];
    schedule[i] = (turned(w15, 7) ^ turned(w15, 18) ^ w15 >> 3) + schedule[i - 7] +
                  (turned(w2, 17) ^ turned(w2, 19) ^ w2 >> 10) + schedule[i - 16];
  }
  // What the standard calls a to d after each round, and e to h: d first, and each round adds one.
  uint32_t a[4 + 64];
  uint32_t e[4 + 64];
  for (size_t i = 0; i < 4; ++i) {
    a[3 - i] = hash[i];
    e[3 - i] = hash[4 + i];
  }
  for (size_t i = 0; i < 64; ++i) {
    const uint32_t choice = e[i + 1] ^ (e[i + 3] & (e[i + 2] ^ e[i + 1]));
    const uint32_t first = e[i] +
                           (turned(e[i + 3], 6) ^ turned(e[i + 3], 11) ^ turned(e[i + 3], 25)) +
                           choice + kConstants[i] + schedule[i];
    const uint32_t majority = (a[i + 3] & (a[i + 2] ^ a[i + 1])) ^ (a[i + 2] & a[i + 1]);
    e[i + 4] = a[i] + first;
    a[i + 4] =
        first + (turned(a[i + 3], 2) ^ turned(a[i + 3], 13) ^ turned(a[i + 3], 22)) + majority;
  }
  for (size_t i = 0; i < 4; ++i) {
    hash[i] += a[67 - i];
    hash[4 + i] += e[67 - i];
  }
}

}  // namespace

Digest sha256(Bytes message) {
  uint32_t hash[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_t at = 0;
  for (; message.size - at >= kBlock; at += kBlock) add_block(hash, message.data + at);
  uint8_t last[kBlock] = {};
  const size_t rest = message.size - at;
  memcpy(last, message.data + at, rest);
  last[rest] = 0x80;
  if (rest >= kLengthAt) {
    add_block(hash, last);
    memset(last, 0, kBlock);
  }
  put_big_endian(last + kLengthAt, uint64_t{message.size} * 8, 8);
  add_block(hash, last);
  Digest digest;
  for (size_t i = 0; i < 8; ++i) put_big_endian(digest.bytes + 4 * i, hash[i], 4);
  return digest;
}

}  // namespace assay::checker
