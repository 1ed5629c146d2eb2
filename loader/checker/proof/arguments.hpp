// SPDX-License-Identifier: Apache-2.0
// The arguments of a helper call: what they are to the helper, and whether they fit its prototype.
//
// Source: docs/checker-rules.md, "Helper calls".
#pragma once

#include "loader/checker/proof/access.hpp"

namespace assay::checker {

inline constexpr uint32_t kNoIndex = ~uint32_t{0};

/// A call under way: the site, the helper, and the map that it is about (kNoIndex: none).
struct Call {
  const Site* site = nullptr;
  const HelperView* helper = nullptr;
  uint32_t map = kNoIndex;

  [[nodiscard]] const ArgumentView& argument(uint32_t i) const { return helper->args[i]; }
  [[nodiscard]] const Value& value(uint32_t i) const { return site->state->registers[i + 1]; }
};
/// How many bytes a memory argument has; with `at_most` that is only a bound of what the helper is
/// told.
struct ArgumentBytes {
  Term size;
  bool at_most = false;
};

/// The map of the first argument that is one.
[[nodiscard]] uint32_t map_of_call(const Site& site, const HelperView& helper);
/// Whether argument i, which can be read, fits. Those before it do.
[[nodiscard]] Code check_argument(const Call& call, uint32_t i);
/// Argument i points to memory that the helper is given; false where it is something else.
[[nodiscard]] bool memory_of(const Call& call, uint32_t i, ArgumentBytes& out);
/// The size is known to be 0.
[[nodiscard]] bool is_nothing(const Knowledge& k, const Term& size);
/// The one number that the helper reads in argument i, by the facts of its symbols alone; false
/// where there are several, or where it is no number.
[[nodiscard]] bool constant_of(const Call& call, uint32_t i, uint64_t& out);

[[nodiscard]] inline bool is_read(wire::ArgKind kind) {
  return kind == wire::ArgKind::MapKey || kind == wire::ArgKind::MapValueIn ||
         kind == wire::ArgKind::ReadMemory || kind == wire::ArgKind::ReadWriteMemory;
}

}  // namespace assay::checker
