// SPDX-License-Identifier: Apache-2.0
// A range of memory lies inside its region, may be used that way, and is initialised.
#pragma once

#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

/// Who accesses: a machine instruction is bound to alignment rules that a helper's copy is not, but
/// for helpers that say so.
enum class Accessor : std::uint8_t { Program, Helper, AligningHelper };

enum class SizeIs : std::uint8_t { Exactly, AtMost };

/// `size` bytes at pointer + delta.
struct Access {
  const Value& pointer;  // readable
  std::int64_t delta = 0;
  Term size;
  AccessKind kind{};
  bool may_be_uninitialised = false;  // the contract lets this reader see unwritten stack bytes
  Accessor by = Accessor::Program;
  SizeIs size_is = SizeIs::Exactly;  // for messages; what is AtMost is judged at the most

  /// Where it begins. Requires that the address is a pointer, or a number.
  [[nodiscard]] Term start() const {
    return pointer.term().plus(static_cast<std::uint64_t>(delta));
  }
};

/// The access that a load, a store or an atomic operation makes at `pointer`, which outlives it.
[[nodiscard]] Access access_at(const Contract& contract, const Accessible& accessible,
                               const Value& pointer);

/// All of an access but what is special to the context (check_context_access).
[[nodiscard]] Missing check_access(const Site& site, const Access& access);

/// First and one-past-last valid offset of a region, as integers.
struct RegionExtent {
  Int128 begin = 0;
  LinearExpr end;
};
/// Nothing where the end is not known, and for what only helpers may use.
[[nodiscard]] std::optional<RegionExtent> extent_of(const Site& site, const Pointee& region);

/// How many bytes below its top the frame may be used.
[[nodiscard]] std::uint32_t stack_bytes(const Site& site, const StackMemory& stack);

/// The bounds of the bytes that a stack access may touch, as constants [low, high) from the frame's
/// top. Only after check_access succeeded.
struct StackRange {
  std::int32_t low = 0;
  std::int32_t high = 0;
  bool exact = false;  // offset and size are constants
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(high - low); }
};
[[nodiscard]] StackRange stack_range(const Site& site, const Access& access);

}  // namespace assay
