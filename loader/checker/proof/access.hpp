// SPDX-License-Identifier: Apache-2.0
// Whether a range of memory lies inside its region, may be used so, and is initialised.
//
// Source: docs/checker-rules.md, "Accesses".
#pragma once

#include "loader/checker/proof/site.hpp"

namespace assay::checker {

enum class AccessKind : uint8_t { Read, Write, Atomic };
enum class Accessor : uint8_t { Program, Helper, AligningHelper };

/// `size` bytes at pointer + delta.
struct Access {
  const Value* pointer = nullptr;  // readable
  int64_t delta = 0;
  Term size;
  AccessKind kind = AccessKind::Read;
  bool may_be_uninitialised = false;
  Accessor by = Accessor::Program;
};
/// The bytes of a frame that an access may touch, as offsets from its top.
struct StackRange {
  int32_t low = 0;
  int32_t high = 0;
  bool exact = false;
  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(high - low); }
};

/// The access of the site's load, store or atomic operation.
[[nodiscard]] Access access_at(const Site& site, const Value& pointer, AccessKind kind);
/// All of an access but what is special to the context.
[[nodiscard]] Code check_access(const Site& site, const Access& access);
/// Of an access into the stack that check_access found good.
[[nodiscard]] StackRange stack_range(const Site& site, const Access& access);

/// A pointer into the context that is not null, whose accesses must fit its fields.
[[nodiscard]] inline bool is_context(const Value& v) {
  return v.points_into(Into::Context) && !v.may_be_null();
}
/// `field` becomes the one that the site's instruction reaches.
[[nodiscard]] Code check_context(const Site& site, const Value& pointer, AccessKind kind,
                                 const FieldView*& field);
/// RegisterUninitialised unless it is a number or a pointer.
[[nodiscard]] inline Code check_readable(const Value& v) {
  return v.is_readable() ? Code::Ok : Code::RegisterUninitialised;
}
/// No program may change the map's values.
[[nodiscard]] bool is_read_only(const MapView& map);

}  // namespace assay::checker
