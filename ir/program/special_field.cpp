// SPDX-License-Identifier: Apache-2.0
#include "ir/program/special_field.hpp"

#include <array>

#include "ir/base/check.hpp"

namespace assay {
namespace {

struct Row {
  SpecialFieldKind kind;
  std::string_view name;
  std::uint32_t bytes;
};

constexpr std::array kRows{
#define ASSAY_SPECIAL_FIELD(kind, name, bytes) Row{SpecialFieldKind::kind, name, bytes},
    ASSAY_SPECIAL_FIELDS(ASSAY_SPECIAL_FIELD)
#undef ASSAY_SPECIAL_FIELD
};

const Row& row(SpecialFieldKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  ASSAY_CHECK(index < kRows.size(), "special field outside its enumeration");
  return kRows[index];
}

}  // namespace

std::string_view special_field_name(SpecialFieldKind kind) { return row(kind).name; }

std::uint32_t special_field_bytes(SpecialFieldKind kind) { return row(kind).bytes; }

std::optional<SpecialFieldKind> find_special_field(std::string_view name) {
  for (const Row& candidate : kRows) {
    if (candidate.name == name) return candidate.kind;
  }
  return std::nullopt;
}

bool is_tagged_pointer(SpecialFieldKind kind) { return !row(kind).name.starts_with("bpf_"); }

const SpecialField* field_in(const std::vector<SpecialField>& fields, std::uint64_t offset,
                             std::uint64_t size) {
  for (const SpecialField& field : fields) {
    const std::uint64_t end = std::uint64_t{field.offset} + field.size;
    if (offset < end && field.offset < offset + size) return &field;
  }
  return nullptr;
}

}  // namespace assay
