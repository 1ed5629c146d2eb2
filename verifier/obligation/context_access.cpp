// SPDX-License-Identifier: Apache-2.0
// Obligation: a load or store of the context fits a field, and the field may be used that way.
#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "verifier/obligation/memory.hpp"
#include "verifier/obligation/numbers.hpp"

namespace assay {
namespace {

struct FieldRange {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

std::string_view use_of(const ContextField& field) {
  if (!field.readable) return ", and cannot be read";
  switch (field.kind) {
    case FieldKind::Scalar:
      if (!field.narrow) return ", and is read as a whole only";
      return field.narrow_inside ? "" : ", and is read from its first byte only";
    case FieldKind::RegionMark:
      return ", and holds a pointer, which is read as a whole only";
    case FieldKind::RegionLength:
      return ", and holds the length of a region, which is read as a whole only";
    case FieldKind::Opaque:
      return ", and holds the address of a kernel object";
  }
  internal_fault(__FILE__, __LINE__, "field kind out of range");
}

/// A note for each field that the bytes touch.
void explain_fields(const Site& site, const FieldRange& bytes, Finding& finding) {
  for (const ContextField& field : site.contract.fields) {
    if (field.offset >= bytes.offset + bytes.size || bytes.offset >= field.offset + field.size)
      continue;
    finding.notes.push_back(
        {std::nullopt, fmt::format("the field '{}' has {} at offset {}{}", field.name,
                                   counted(field.size, "byte"), field.offset, use_of(field))});
  }
  if (finding.notes.empty())
    finding.notes.push_back({std::nullopt, "no field that a sensor may use has bytes there"});
}

}  // namespace

Refusal check_context_access(const Site& site, const Value& pointer, std::int64_t delta,
                             std::uint32_t size, AccessKind kind) {
  const std::string what = kind == AccessKind::Read ? "this read" : "this write";
  const auto base = pointer.term.as_constant();
  if (!base || (!site.contract.policy.moved_context_pointers && *base != 0)) {
    return refuse(site, ErrorCode::ContextPointerModified,
                  what + " uses a context pointer to which something was added");
  }
  if (kind == AccessKind::Atomic) {
    return refuse(
        site, ErrorCode::AtomicNotAllowed,
        "this atomic operation works on the context, where atomic operations are not allowed");
  }
  const auto offset = static_cast<std::int64_t>(*base) + delta;
  if (offset < 0 || offset + size > site.contract.context_size) {
    return refuse(site, ErrorCode::ContextOutOfBounds,
                  fmt::format("{} of {} at offset {} lies outside the context", what,
                              counted(size, "byte"), offset));
  }
  const ContextField* field = field_at(site.contract, static_cast<std::uint32_t>(offset));
  const bool whole = field != nullptr && offset == field->offset && size == field->size;
  const bool narrow = field != nullptr && field->kind == FieldKind::Scalar && field->narrow &&
                      (field->narrow_inside || offset == field->offset) &&
                      (kind == AccessKind::Read || field->narrow_writes);
  const bool inside =
      field != nullptr && offset + size <= field->offset + field->size && (whole || narrow);
  const bool aligned = !site.contract.policy.aligned_context || offset % size == 0;
  if (!inside || !aligned || (kind == AccessKind::Read && !field->readable)) {
    Finding f = refuse(site, ErrorCode::ContextFieldUnknown,
                       fmt::format("{} of {} at offset {} fits no field of the context that {} "
                                   "lets a sensor use",
                                   what, counted(size, "byte"), offset, site.contract.name));
    explain_fields(site, {static_cast<std::uint32_t>(offset), size}, f);
    return f;
  }
  if (kind == AccessKind::Write && !field->writable) {
    return refuse(site, ErrorCode::ReadOnlyWritten,
                  fmt::format("the context field '{}' is read-only under {}", field->name,
                              site.contract.name));
  }
  return std::nullopt;
}

}  // namespace assay
