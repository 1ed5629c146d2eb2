// SPDX-License-Identifier: Apache-2.0
// Obligation: a range of memory lies inside its region, may be used that way, and is initialised.
#pragma once

#include <string_view>

#include "verifier/obligation/site.hpp"

namespace assay {

/// The repair of an access of a fixed offset that is wrong whenever it is reached in this state; in
/// a loop another round may be right.
inline constexpr std::string_view kAlwaysOutside =
    "this access always lies outside: take a smaller offset or a larger object";
/// How the repair of an access begins that may lie before a region of the contract.
inline constexpr std::string_view kMayBeginBefore = "it may begin before";

enum class AccessKind : std::uint8_t { Read, Write, Atomic };

/// Who accesses: a machine instruction is bound to alignment rules that a helper's copy is not.
enum class Accessor : std::uint8_t { Program, Helper };

enum class SizeIs : std::uint8_t { Exactly, AtMost };

/// `size` bytes at pointer + delta. `what` names the access in messages ("this read", "argument
/// 2").
struct Access {
  const Value& pointer;
  std::int64_t delta = 0;
  Term size;
  AccessKind kind{};
  bool may_be_uninitialised = false;  // the contract lets this reader see unwritten stack bytes
  std::string what;
  Accessor by = Accessor::Program;
  SizeIs size_is = SizeIs::Exactly;  // for messages; what is AtMost is judged at the most
};

/// All of an access but what is special to the context (check_context_access).
[[nodiscard]] Refusal check_access(const Site& site, const Access& access);

/// First and one-past-last valid offset of a region, as integers.
struct RegionExtent {
  Int128 begin = 0;
  LinearExpr end;
};
/// Nothing where the end is not known, and for what only helpers may use.
[[nodiscard]] std::optional<RegionExtent> extent_of(const Site& site, const RegionRef& region);

/// The bounds of the bytes that a stack access may touch, as constants [low, high) from the frame's
/// top. Only after check_access succeeded.
struct StackRange {
  std::int32_t low = 0;
  std::int32_t high = 0;
  bool exact = false;  // offset and size are constants
};
[[nodiscard]] StackRange stack_range(const Site& site, const Access& access);

/// What explains a finding about a stack access; `low` and `high` bound the bytes.
[[nodiscard]] StackAccess stack_access(const Site& site, const Access& access, std::int64_t low,
                                       std::int64_t high);

/// A load or store of `size` bytes at a constant offset of the context.
[[nodiscard]] Refusal check_context_access(const Site& site, const Value& pointer,
                                           std::int64_t delta, std::uint32_t size, AccessKind kind);

}  // namespace assay
