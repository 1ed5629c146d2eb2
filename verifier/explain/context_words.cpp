// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/context_words.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/explain/stack_access.hpp"

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
      if (!field.narrow) return ", and can only be read as a whole";
      return field.narrow_inside ? "" : ", and can only be read from its first byte";
    case FieldKind::RegionMark:
      return ", and holds a pointer, which can only be read as a whole";
    case FieldKind::RegionLength:
      return ", and holds the length of a region, which can only be read as a whole";
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
        {Whole{}, fmt::format("the field '{}' has {} at offset {}{}", field.name,
                              counted(field.size, "byte"), field.offset, use_of(field))});
  }
  if (finding.notes.empty())
    finding.notes.push_back({Whole{}, "no field that a sensor may use lies there"});
}

Finding fits_no_field(const Site& site, std::string_view what, const FieldRange& touched) {
  Finding f = refuse(
      site, ErrorCode::ContextFieldUnknown,
      fmt::format(
          "{} of {} at offset {} does not match any field of the context that {} lets a sensor use",
          what, counted(touched.size, "byte"), touched.offset, site.contract.name));
  explain_fields(site, touched, f);
  return f;
}

}  // namespace

Finding context_finding(const Site& site, const Value& pointer, const Accessible& access,
                        const Miss& miss) {
  const std::string_view what =
      name_of_access(access.kind == AccessKind::Read ? AccessKind::Read : AccessKind::Write);
  if (miss.code == ErrorCode::ContextPointerModified) {
    return refuse(site, miss.code, fmt::format("{} uses a modified context pointer", what));
  }
  if (miss.code == ErrorCode::AtomicNotAllowed) {
    return refuse(
        site, miss.code,
        "this atomic operation works on the context, where atomic operations are not allowed");
  }
  const std::uint32_t size = bytes(access.at.size);
  const auto offset = static_cast<std::int64_t>(pointer.term().constant_part()) + access.at.offset;
  if (miss.code == ErrorCode::ContextOutOfBounds) {
    return refuse(site, miss.code,
                  fmt::format("{} of {} at offset {} lies outside the context", what,
                              counted(size, "byte"), offset));
  }
  const FieldRange touched{static_cast<std::uint32_t>(offset), size};
  if (miss.code == ErrorCode::ContextFieldUnknown) return fits_no_field(site, what, touched);
  const ContextField* field = field_at(site.contract, touched.offset);
  ASSAY_CHECK(miss.code == ErrorCode::ReadOnlyWritten && field != nullptr,
              "an access to the context that fails in another way");
  return refuse(
      site, miss.code,
      fmt::format("the context field '{}' is read-only under {}", field->name, site.contract.name));
}

}  // namespace assay
