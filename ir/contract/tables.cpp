// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/tables.hpp"

#include <string>

namespace assay::tables {

namespace {

bool by_id(const Helper& left, const Helper& right) { return left.id < right.id; }

}  // namespace

std::vector<Helper> merge(std::initializer_list<std::vector<Helper>> lists) {
  std::vector<Helper> merged;
  for (const std::vector<Helper>& list : lists)
    merged.insert(merged.end(), list.begin(), list.end());
  std::sort(merged.begin(), merged.end(), by_id);
  for (std::size_t i = 1; i < merged.size(); ++i) {
    ASSAY_CHECK(merged[i - 1].id != merged[i].id,
                "helper " + std::to_string(merged[i].id) + " twice");
  }
  return merged;
}

std::vector<Helper> pick(const std::vector<Helper>& pool, std::vector<std::uint32_t> ids) {
  std::sort(ids.begin(), ids.end());
  std::vector<Helper> picked;
  for (const std::uint32_t id : ids) {
    const auto row =
        std::find_if(pool.begin(), pool.end(), [id](const Helper& h) { return h.id == id; });
    ASSAY_CHECK(row != pool.end(), "no row for helper " + std::to_string(id));
    picked.push_back(*row);
  }
  return picked;
}

ContextField scalar_field(std::string_view name, std::uint32_t offset, std::uint32_t size) {
  ContextField field;
  field.name = name;
  field.offset = offset;
  field.size = size;
  return field;
}

ContextField writable_field(std::string_view name, std::uint32_t offset, std::uint32_t size) {
  ContextField field = scalar_field(name, offset, size);
  field.writable = true;
  return field;
}

ContextField mark_field(std::string_view name, std::uint32_t offset, std::uint32_t size,
                        MarkAt at) {
  ContextField field = scalar_field(name, offset, size);
  field.kind = FieldKind::RegionMark;
  field.narrow = false;
  field.region = at.region;
  field.mark = at.mark;
  return field;
}

}  // namespace assay::tables
