// SPDX-License-Identifier: Apache-2.0
// The layout of a sealed package: constants that its writer and reader (ir/package) and the checker
// (loader/checker) share. It computes nothing. docs/package.md says it byte by byte.
//
// All numbers are little-endian and as wide as said here. A word is its length (1 byte) and as many
// printable ASCII characters. After the head everything follows in one order, each table behind its
// count, so that nothing overlaps, nothing is left over, and a package has one encoding.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace assay::wire {

inline constexpr uint8_t kPackageMagic[8] = {'A', 'S', 'S', 'A', 'Y', 'P', 'K', 'G'};
inline constexpr uint32_t kPackageVersion = 2;
/// The version of docs/checker-rules.md by which the proofs were made.
inline constexpr uint32_t kRulesVersion = 4;

/// Offsets in the head.
inline constexpr size_t kHeadMagic = 0;
inline constexpr size_t kHeadVersion = 8;
inline constexpr size_t kHeadRules = 12;
inline constexpr size_t kHeadBody = 16;      // 8 bytes: bytes before the digest, the head included
inline constexpr size_t kHeadUnits = 24;     // 8 bytes: announced units of work
inline constexpr size_t kHeadEdges = 32;     // 8 bytes: announced edges
inline constexpr size_t kHeadArena = 40;     // 8 bytes: announced bytes of memory
inline constexpr size_t kHeadDepth = 48;     // 4 bytes: announced depth of nesting
inline constexpr size_t kHeadMaps = 52;      // 4 bytes: how many maps
inline constexpr size_t kHeadPrograms = 56;  // 4 bytes: how many programs
inline constexpr size_t kHeadBytes = 60;
static_assert(kHeadBytes == kHeadPrograms + 4);

inline constexpr size_t kDigestBytes = 32;
/// The trailer's length stands behind the digest, and the trailer ends the package: signatures of
/// the digest, a key and what it made each, by keys, which ascend.
inline constexpr size_t kTrailerLengthBytes = 4;
inline constexpr size_t kKeyBytes = 32;  // of Ed25519, as the next one is
inline constexpr size_t kSignatureBytes = 64;
inline constexpr uint32_t kMostSignatures = 16;
inline constexpr uint32_t kMostTrailerBytes = kMostSignatures * (kKeyBytes + kSignatureBytes);
static_assert(kMostTrailerBytes == 1536);

/// Limits of form, far above what programs need.
inline constexpr uint32_t kMostMaps = 4096;
inline constexpr uint32_t kMostPrograms = 4096;
inline constexpr uint32_t kMostFunctions = 4096;
inline constexpr uint32_t kMostSlots = 1u << 20;
inline constexpr uint32_t kMostWays = 16;
inline constexpr uint32_t kMostFields = 4096;  // kept fields, and settings, of one map's values
inline constexpr uint32_t kMostValueBytes = 16u << 20;  // of data whose bytes the package binds

/// MapRecord's inner map where there is none.
inline constexpr uint32_t kNoMap = ~uint32_t{0};

enum class MapRole : uint8_t {
  Table,         // a map of the platform's kinds
  Variables,     // one value that the program addresses directly and may write
  ReadOnlyData,  // the same, which nobody writes
};
enum class Contents : uint8_t {
  None,     // of a table; of variables: they begin as zeros
  Bound,    // the value is the package's bytes, but for the settings
  Any,      // any bytes
  Initial,  // of variables: the bytes, not all zero, that they begin with
};

/// Sources (the upper half of the register byte) of a 16-byte load in a package, as the kernel
/// numbers them. Maps are indices into the package's table.
inline constexpr uint8_t kWideNumber = 0;
inline constexpr uint8_t kWideFunction = 4;
inline constexpr uint8_t kWideMapIndex = 5;
inline constexpr uint8_t kWideMapIndexValue = 6;
/// What a loader writes there once it knows the maps: handles in place of indices.
inline constexpr uint8_t kWideMapHandle = 1;
inline constexpr uint8_t kWideMapHandleValue = 2;

}  // namespace assay::wire
