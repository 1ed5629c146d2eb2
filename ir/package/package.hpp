// SPDX-License-Identifier: Apache-2.0
// A sealed package as data: relocated programs, the maps that they need, the contracts that they
// were proved under, and the certificates of their proofs. docs/package.md says the bytes.
//
// What this folder must not know: what a certificate means, and whether anything in it is true.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/digest/sha256.hpp"
#include "ir/package/parts.hpp"
#include "ir/wire/package.hpp"

namespace assay {

/// Bytes [offset, offset + size) of a map's value.
struct ValueSpan {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;

  friend bool operator==(const ValueSpan&, const ValueSpan&) = default;
};

/// What a host must make the map of that name as.
struct SealedMap {
  std::string name;
  std::uint32_t kind = 0;  // the platform's number
  std::uint32_t key_size = 0;
  std::uint32_t value_size = 0;
  std::uint32_t max_entries = 0;
  std::uint32_t flags = 0;
  std::optional<std::uint32_t> inner;  // index of the map that its maps are like
  wire::MapRole role = wire::MapRole::Table;
  wire::Contents contents = wire::Contents::None;
  std::vector<ValueSpan> kept;      // that the platform keeps for itself
  std::vector<ValueSpan> settings;  // of bound contents: that a loader may set otherwise
  std::vector<std::uint8_t> value;  // bound or initial contents

  friend bool operator==(const SealedMap&, const SealedMap&) = default;
};

struct SealedProgram {
  std::string name;
  std::string section;
  std::string contract;                  // its full name
  std::string contract_version;          // the platform's, or empty
  Sha256 contract_digest{};              // of all facts that a proof may rest on
  Sha256 touched_digest{};               // of those that this program touches
  std::uint64_t worst_case = 0;          // instructions
  std::uint32_t context_bytes = 0;       // from the context's begin to the end of the furthest read
  std::vector<std::uint32_t> functions;  // slots at which they begin
  std::vector<std::uint8_t> code;        // 8 bytes a slot, maps as indices
  std::vector<std::uint32_t> certificate_of_way;
  std::vector<std::vector<std::uint8_t>> certificates;

  friend bool operator==(const SealedProgram&, const SealedProgram&) = default;
};

/// What a check takes at most: as the checker counts it.
struct AnnouncedWork {
  std::uint64_t units = 0;
  std::uint64_t edges = 0;
  std::uint64_t arena = 0;  // bytes
  std::uint32_t depth = 0;

  friend bool operator==(const AnnouncedWork&, const AnnouncedWork&) = default;
};

struct SealedPackage {
  std::string name;
  std::uint64_t version = 0;  // ascends from one release to the next
  std::string tool;
  std::string tool_version;
  std::uint64_t time = 0;        // seconds since 1970, or 0: not said
  std::optional<Sha256> target;  // of the types that relocations were applied for
  AnnouncedWork announced;
  std::vector<SealedMap> maps;          // by name
  std::vector<SealedProgram> programs;  // by name
  Signatures signatures;                // of the digest of all that; whether they hold is not known

  friend bool operator==(const SealedPackage&, const SealedPackage&) = default;
};

/// What in the package has no form, one sentence; nothing when write_package() can write it.
[[nodiscard]] std::optional<std::string> fault_of(const SealedPackage& package);

}  // namespace assay
