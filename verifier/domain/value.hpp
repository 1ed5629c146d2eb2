// SPDX-License-Identifier: Apache-2.0
// What a register or a stack cell holds: nothing readable, a number, or a pointer into a region.
#pragma once

#include <compare>
#include <cstdint>

#include "verifier/domain/term.hpp"

namespace assay {

/// Why a location may not be read; findings tell the reader which it was.
enum class Unreadable : std::uint8_t {
  NeverWritten,
  Clobbered,  // r1..r5 after a call, or the result of a helper that returns nothing
  Stale,      // pointed into memory that moved, was released, or belonged to a returned frame
  Forgotten,  // not live here, so the analysis dropped it
  Merged,     // paths disagree on whether it is a number or a pointer
};

enum class RegionKind : std::uint8_t {
  Stack,  // index: frame, 0 = entry; offset 0 is the frame's top (r10), valid bytes [-size, 0)
  Context,
  Packet,     // index: Contract::regions; offset 0 is mark 0, the end is the last mark's symbol
  MapValue,   // index: Program::maps
  Data,       // index: Program::maps, a data section
  Memory,     // memory an acquiring helper returned; reference: which; size: bytes
  MapHandle,  // index: Program::maps
  Function,   // index: slot of the function
  Object,     // an opaque kernel object; reference: which, 0 when not counted
};

struct RegionRef {
  RegionKind kind{};
  std::uint32_t index = 0;
  std::uint32_t reference = 0;
  std::uint64_t size = 0;
  /// MapValue: which element. Pointers of one instance point into one element, pointers of two may
  /// or may not; 0: the only element of a map that is addressed directly.
  std::uint32_t instance = 0;
  constexpr bool operator==(const RegionRef&) const = default;
};
/// The same region but for the element of a map that it is.
[[nodiscard]] constexpr bool same_kind_of_region(RegionRef a, const RegionRef& b) {
  a.instance = b.instance;
  return a == b;
}

enum class ValueKind : std::uint8_t { Unreadable, Number, Pointer };

struct Value {
  ValueKind kind = ValueKind::Unreadable;
  Unreadable why = Unreadable::NeverWritten;
  std::uint32_t null_id =
      0;                    // Pointer: 0 = never null; else pointers with one id are null together
  std::uint32_t since = 0;  // slot that made it unreadable or made the pointer, for findings
  RegionRef region;         // Pointer
  Term term;                // Scalar: the word; Pointer: offset from the region's origin

  [[nodiscard]] bool is_scalar() const { return kind == ValueKind::Number; }
  [[nodiscard]] bool is_pointer() const { return kind == ValueKind::Pointer; }
  [[nodiscard]] bool is_readable() const { return kind != ValueKind::Unreadable; }
  [[nodiscard]] bool maybe_null() const { return is_pointer() && null_id != 0; }

  [[nodiscard]] static Value unreadable(Unreadable why, std::uint32_t since = 0) {
    Value v;
    v.why = why;
    v.since = since;
    return v;
  }
  [[nodiscard]] static Value scalar(const Term& term) {
    Value v;
    v.kind = ValueKind::Number;
    v.term = term;
    return v;
  }
  [[nodiscard]] static Value pointer(const RegionRef& region, const Term& offset) {
    Value v;
    v.kind = ValueKind::Pointer;
    v.region = region;
    v.term = offset;
    return v;
  }
};

}  // namespace assay
