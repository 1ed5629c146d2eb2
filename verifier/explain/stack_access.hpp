// SPDX-License-Identifier: Apache-2.0
// What a finding says of an access to the stack before anyone knows which variables its bytes are
// (stack_words.hpp).
#pragma once

#include <string>
#include <string_view>

#include "verifier/explain/finding.hpp"
#include "verifier/obligation/memory.hpp"

namespace assay {

/// An access and what it is called in messages: "this read", "argument 2 of 'map_lookup_elem'".
struct NamedAccess {
  const Access& access;
  std::string name;
};

/// What an instruction's own access is called: "this read", "this write", "this atomic operation".
[[nodiscard]] std::string_view name_of_access(AccessKind kind);

/// The access to the stack that a finding is about; `low` and `high` bound its bytes.
[[nodiscard]] StackAccess stack_access(const Site& site, const NamedAccess& named, std::int64_t low,
                                       std::int64_t high);
/// The same of an access that was not shown to lie in the frame.
[[nodiscard]] StackAccess stray_access(const Site& site, const NamedAccess& named);
/// The same of one that was, and whose bytes are not all written on every path.
[[nodiscard]] StackAccess unwritten_access(const Site& site, const NamedAccess& named);

}  // namespace assay
