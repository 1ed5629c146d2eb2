// SPDX-License-Identifier: Apache-2.0
// What a package has, as views into its bytes. Everything here was checked for form before the
// proof is looked at: every slot decodes, targets are instructions of the program, indices exist.
#pragma once

#include "ir/wire/package.hpp"
#include "loader/checker/decode.hpp"

namespace assay::checker {

/// Bytes [offset, offset + size) of a map's value.
struct Span {
  uint32_t offset = 0;
  uint32_t size = 0;
};

struct MapView {
  Bytes name;
  uint32_t kind = 0;  // the platform's number
  uint32_t key_size = 0;
  uint32_t value_size = 0;
  uint32_t max_entries = 0;
  uint32_t flags = 0;
  uint32_t inner = wire::kNoMap;  // the map whose definition the maps inside have
  wire::MapRole role = wire::MapRole::Table;
  wire::Contents contents = wire::Contents::None;
  Bytes value;  // contents Bound, Initial: value_size bytes
  /// Contents Bound: bytes that a loader may set otherwise. 8 bytes each (offset, size).
  Bytes settings;
  uint32_t setting_count = 0;
  /// Bytes that the platform keeps for itself: no program touches them. 8 bytes each.
  Bytes kept;
  uint32_t kept_count = 0;
};

/// Whether the `size` bytes at `offset` of the map's value are those of the package when the
/// program runs. False also where they do not lie inside.
[[nodiscard]] bool contents_hold(const MapView& map, uint64_t offset, uint64_t size);

struct ProgramView {
  Bytes name;
  Bytes section;   // what loaders choose the hook by
  Bytes contract;  // its name
  Slots slots;
  Bytes function_begins;  // 4 bytes each, ascending, the first 0: slots
  uint32_t function_count = 0;
  uint64_t worst_case = 0;        // instructions, as the package says
  uint32_t context_bytes = 0;     // of its context that it reads, likewise
  const MapView* maps = nullptr;  // of the package
  uint32_t map_count = 0;
  bool* named = nullptr;  // by map: a program of the package names it; check_code() marks it
};

/// The function that holds `slot`, an index. Requires slot < slots.count.
[[nodiscard]] uint32_t function_at(const ProgramView& program, uint32_t slot);
/// The slots [begin, end) of a function.
[[nodiscard]] Span function_span(const ProgramView& program, uint32_t function);
/// Whether a function begins at `slot`.
[[nodiscard]] bool is_function(const ProgramView& program, uint32_t slot);

}  // namespace assay::checker
