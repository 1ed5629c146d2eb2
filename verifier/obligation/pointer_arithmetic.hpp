// SPDX-License-Identifier: Apache-2.0
// What arithmetic with a pointer gives, and whether the contract lets a program do it.
#pragma once

#include "verifier/obligation/gap.hpp"
#include "verifier/obligation/site.hpp"

namespace assay {

enum class PointerResult : std::uint8_t {
  Difference,  // a number: how far apart two pointers into one region are
  AnyNumber,   // a number of which nothing is known
  Moved,       // the pointer, by a number
  None,        // nothing that a program may use
};

/// Of `alu` on these operands, one of which is a pointer.
[[nodiscard]] PointerResult pointer_result(const Alu& alu, const Value& dst, const Value& src);

/// Whether the region is memory, in which offsets have a meaning and pointers an order. A map
/// handle is none: two look-ups in a map of maps give different maps of one definition.
[[nodiscard]] bool takes_offset(const Pointee& region);

/// Both point into one region of memory, and neither may be null.
[[nodiscard]] bool have_distance(const Value& a, const Value& b);

/// The operands of an arithmetic instruction. An immediate that a loader sets is the number that
/// the state lists; nothing where it lists none.
struct AluOperands {
  Value dst;
  std::optional<Value> src;
};
[[nodiscard]] AluOperands operands_of(const Site& site, const Alu& alu);

/// Whether the platform takes the constant by which is shifted or divided.
[[nodiscard]] Missing check(const Site& site, const ConstantTaken& o);

/// Whether the signed division of 64 bits is one over which the contract's way of execution keeps
/// the context. Requires that both operands can be read.
[[nodiscard]] Missing check(const Site& site, const ContextKept& o);

/// Requires that both operands can be read.
[[nodiscard]] Missing check(const Site& site, const Computable& o);

}  // namespace assay
