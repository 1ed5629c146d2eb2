// SPDX-License-Identifier: Apache-2.0
#include "ir/object/special_fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr unsigned kMaxResolveDepth = 32;  // MAX_RESOLVE_DEPTH of kernel/bpf/btf.c
constexpr unsigned kMaxTags = 64;

std::uint64_t end_of(const SpecialField& field) { return std::uint64_t{field.offset} + field.size; }

/// The field at a place further on; nothing where that lies beyond any map's value.
std::optional<SpecialField> moved(const SpecialField& field, std::uint64_t by) {
  const std::uint64_t offset = field.offset + by;
  if (offset + field.size > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return SpecialField{field.kind, static_cast<std::uint32_t>(offset), field.size};
}

Error malformed_types(std::string_view what) {
  return {ErrorCode::BtfMalformed, fmt::format("section '.BTF': {}", what)};
}

}  // namespace

void settle(std::vector<SpecialField>& fields) {
  std::ranges::sort(fields, {}, &SpecialField::offset);
  if (fields.size() <= kMostSpecialFields) return;
  std::uint64_t end = 0;
  for (const SpecialField& field : fields) end = std::max(end, end_of(field));
  fields = {{fields.front().kind, fields.front().offset,
             static_cast<std::uint32_t>(end - fields.front().offset)}};
}

Result<std::vector<SpecialField>> SpecialFields::of(TypeId type) { return find(type, 0); }

Result<std::vector<SpecialField>> SpecialFields::find(TypeId type, unsigned depth) {
  if (const auto known = known_.find(type); known != known_.end()) return known->second;
  if (depth >= kMaxResolveDepth) {
    return malformed_types(fmt::format("type {} of a map's value nests more than {} types deep",
                                       to_number(type), kMaxResolveDepth));
  }
  const auto resolved = btf_.resolve(type);
  if (!resolved)
    return malformed_types(fmt::format("the chain of type {} does not end", to_number(type)));
  const BtfKind kind = btf_.kind(*resolved);
  Result<Fields> found = Fields{};
  if (is_record(kind)) {
    found = of_members(*resolved, depth);
  } else if (kind == BtfKind::Array) {
    found = of_array(btf_.array(*resolved), depth);
  } else if (kind == BtfKind::Pointer) {
    found = of_pointer(*resolved);
  }
  if (found) known_[type] = found.value();
  return found;
}

Result<std::vector<SpecialField>> SpecialFields::of_members(TypeId record, unsigned depth) {
  const BtfType& held = btf_.type(record);
  const auto kind = find_special_field(btf_.name(record));
  if (kind && !is_tagged_pointer(*kind)) {
    // Whatever its declared size: no byte of it is the program's.
    return Fields{{*kind, 0, std::max(held.size, std::uint32_t{1})}};
  }
  Fields fields;
  for (const BtfMember& member : btf_.members(record)) {
    const auto inside = find(member.type, depth + 1);
    if (!inside) return inside.error();
    for (const SpecialField& field : inside.value()) {
      if (const auto placed = moved(field, member.bit_offset / 8)) fields.push_back(*placed);
    }
    settle(fields);
  }
  std::erase_if(fields, [&](const SpecialField& f) { return f.offset >= held.size; });
  return fields;
}

Result<std::vector<SpecialField>> SpecialFields::of_array(const BtfArray& array, unsigned depth) {
  auto element = find(array.element, depth + 1);
  if (!element || element.value().empty()) return element;
  if (array.count == 0) return Fields{};
  const auto size = btf_.size_of(array.element);
  constexpr std::uint64_t kMost = std::numeric_limits<std::uint32_t>::max();
  if (!size || *size > kMost / array.count) {
    return malformed_types("an array in a map's value has no size, or one beyond 4 GiB");
  }
  Fields fields;
  if (array.count > kMostSpecialFields) {  // from the first element's first to the array's end
    const SpecialField& first = element.value().front();
    const std::uint64_t all = std::uint64_t{array.count} * *size - first.offset;
    return Fields{{first.kind, first.offset, static_cast<std::uint32_t>(all)}};
  }
  for (std::uint32_t i = 0; i < array.count; ++i) {
    for (const SpecialField& field : element.value()) {
      if (const auto placed = moved(field, i * *size)) fields.push_back(*placed);
    }
  }
  settle(fields);
  return fields;
}

std::vector<SpecialField> SpecialFields::of_pointer(TypeId pointer) const {
  TypeId id = btf_.type(pointer).type;
  for (unsigned step = 0; step < kMaxTags && is_alias(btf_.kind(id)); ++step) {
    if (btf_.kind(id) == BtfKind::TypeTag) {
      const auto kind = find_special_field(btf_.name(id));
      if (kind && is_tagged_pointer(*kind)) return {{*kind, 0, special_field_bytes(*kind)}};
    }
    id = btf_.type(id).type;
  }
  return {};
}

}  // namespace assay
