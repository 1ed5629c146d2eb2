// SPDX-License-Identifier: Apache-2.0
// What a register or a stack cell holds: nothing readable, a number, or a pointer into a region.
//
// Source: docs/checker-rules.md, "Values".
#pragma once

#include "loader/checker/proof/term.hpp"

namespace assay::checker {

enum class Holds : uint32_t {
  Unreadable,
  Released,  // unreadable: pointed to what a call gave back
  Number,
  Pointer,
};
/// What a pointer points into; offsets count from the origin of each.
enum class Into : uint64_t {
  Stack,    // of frame `index`, from its top
  Context,  //
  Region,   // `index` of the contract, from its first mark
  Element,  // a value of map `index`, which one is `identity` (0: the only one)
  Data,     // the value of map `index`, a section of variables
  Memory,   // `bytes` that a helper gave, resource `identity`
  Map,      // the map `index` itself, for helpers
  Code,     // the function at slot `index`, for helpers
  Object,   // of the kernel, resource `identity`, for helpers
};

struct Place {
  Into into = Into::Stack;
  uint32_t index = 0;
  uint32_t identity = 0;
  uint64_t bytes = 0;
  bool operator==(const Place&) const = default;
};

struct Value {
  Holds holds = Holds::Unreadable;
  uint32_t null = 0;  // pointers of one number are null together; 0: never
  Place place;        // of a pointer
  Term term;          // the number, or the offset

  [[gnu::noinline]] static Value number(const Term& term) {
    Value v;
    v.holds = Holds::Number;
    v.term = term;
    return v;
  }
  [[gnu::noinline]] static Value pointer(const Place& place, uint64_t offset) {
    Value v;
    v.holds = Holds::Pointer;
    v.place = place;
    v.term = Term::number(offset);
    return v;
  }
  [[nodiscard]] bool is_readable() const { return holds == Holds::Number || is_pointer(); }
  [[nodiscard]] bool is_number() const { return holds == Holds::Number; }
  [[nodiscard]] bool is_pointer() const { return holds == Holds::Pointer; }
  [[nodiscard]] bool is_zero() const { return is_number() && term.is(0); }
  [[nodiscard]] bool points_into(Into into) const { return is_pointer() && place.into == into; }
  [[nodiscard]] bool may_be_null() const { return is_pointer() && null != 0; }
};

/// Memory, in which offsets have a meaning and pointers an order.
[[nodiscard]] inline bool takes_offset(Into into) {
  return into != Into::Map && into != Into::Code && into != Into::Object;
}
/// The place has a resource that may have to be released.
[[nodiscard]] inline bool has_resource(Into into) {
  return into == Into::Memory || into == Into::Object;
}

}  // namespace assay::checker
