// SPDX-License-Identifier: Apache-2.0
#include "ir/object/frame_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace assay {
namespace {

using namespace llvm::dwarf;  // DW_TAG_*, DW_AT_*

constexpr std::uint64_t kMaxBytes = 1u << 16;  // of a variable: more than any frame has
constexpr std::size_t kMaxParts = 1024;        // of a variable
constexpr std::uint64_t kMaxElements = 64;     // of an array of aggregates
constexpr std::size_t kMaxPathBytes = 256;
constexpr int kMaxDepth = 8;      // of types in types
constexpr int kMaxTypedefs = 32;  // around one type
constexpr std::uint64_t kPointerBytes = 8;

bool is_aggregate(const llvm::DWARFDie& type) {
  return type.getTag() == DW_TAG_structure_type || type.getTag() == DW_TAG_union_type ||
         type.getTag() == DW_TAG_class_type;
}

bool only_qualifies(const llvm::DWARFDie& type) {
  return type.getTag() == DW_TAG_const_type || type.getTag() == DW_TAG_volatile_type ||
         type.getTag() == DW_TAG_restrict_type || type.getTag() == DW_TAG_atomic_type;
}

std::optional<std::uint64_t> number(const llvm::DWARFDie& entry, Attribute attribute) {
  const auto value = entry.find(attribute);
  return value ? value->getAsUnsignedConstant() : std::nullopt;
}

/// Bytes from the begin of its structure, and how many it takes.
struct MemberPlace {
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> size;  // of a bit field: of the bytes that it touches
};
std::optional<MemberPlace> place_of(const llvm::DWARFDie& member) {
  if (const auto bits = number(member, DW_AT_bit_size)) {
    const auto first = number(member, DW_AT_data_bit_offset);
    if (!first || *first > 8 * kMaxBytes || *bits > 8 * kMaxBytes) return std::nullopt;
    return MemberPlace{*first / 8, (*first + *bits + 7) / 8 - *first / 8};
  }
  const std::uint64_t offset = number(member, DW_AT_data_member_location).value_or(0);
  if (offset > kMaxBytes) return std::nullopt;
  return MemberPlace{offset, std::nullopt};
}

}  // namespace

llvm::DWARFDie FrameTypes::without_names(llvm::DWARFDie type) {
  for (int i = 0; type && i < kMaxTypedefs; ++i) {
    if (type.getTag() != DW_TAG_typedef && !only_qualifies(type)) return type;
    if (!take_step()) return {};
    type = referenced(type, DW_AT_type);
  }
  return {};
}

std::string FrameTypes::spelling(llvm::DWARFDie type) {
  for (int i = 0; type && i < kMaxTypedefs && only_qualifies(type); ++i)
    type = referenced(type, DW_AT_type);
  if (!type) return {};
  const std::string name = entry_name(type);
  if (name.empty()) return {};
  if (type.getTag() == DW_TAG_structure_type) return "struct " + name;
  if (type.getTag() == DW_TAG_union_type) return "union " + name;
  if (type.getTag() == DW_TAG_enumeration_type) return "enum " + name;
  return type.getTag() == DW_TAG_typedef || type.getTag() == DW_TAG_base_type ? name
                                                                              : std::string();
}

std::optional<std::uint64_t> FrameTypes::count_of(const llvm::DWARFDie& array) {
  std::uint64_t count = 1;
  for (const llvm::DWARFDie& range : array.children()) {
    if (!take_step()) return std::nullopt;
    if (range.getTag() != DW_TAG_subrange_type) continue;
    const auto length = number(range, DW_AT_count);
    const auto last = number(range, DW_AT_upper_bound);
    if (!length && !last) return std::nullopt;
    if ((length ? *length : *last) >= kMaxBytes) return std::nullopt;
    count *= length ? *length : *last + 1;
    if (count > kMaxBytes) return std::nullopt;
  }
  return count;
}

std::optional<std::uint64_t> FrameTypes::size_of(const llvm::DWARFDie& named, int depth) {
  const llvm::DWARFDie type = without_names(named);
  if (!type || depth > kMaxDepth || !take_step()) return std::nullopt;
  std::optional<std::uint64_t> size = number(type, DW_AT_byte_size);
  if (!size && type.getTag() == DW_TAG_pointer_type) size = kPointerBytes;
  if (!size && type.getTag() == DW_TAG_array_type) {
    const auto element = size_of(referenced(type, DW_AT_type), depth + 1);
    const auto count = count_of(type);
    if (!element || !count) return std::nullopt;
    size = *element * *count;
  }
  return size && *size <= kMaxBytes ? size : std::nullopt;
}

bool FrameTypes::add_members(const llvm::DWARFDie& type, const Place& place,
                             std::vector<VariablePart>& parts) {
  for (const llvm::DWARFDie& member : type.children()) {
    if (!take_step()) return false;
    if (member.getTag() != DW_TAG_member) continue;
    const auto at = place_of(member);
    if (!at) return false;
    const std::string name = entry_name(member);
    Place inner{place.path, place.offset + at->offset, place.depth + 1};
    // The members of a nameless structure are named as if they were the outer one's.
    if (!name.empty()) inner.path += (place.path.empty() ? "" : ".") + name;
    if (inner.path.size() > kMaxPathBytes) return false;
    if (at->size) {
      if (parts.size() >= kMaxParts) return false;
      if (name.empty()) continue;  // bits that nobody can set
      parts.push_back({inner.path, static_cast<std::uint32_t>(inner.offset),
                       static_cast<std::uint32_t>(*at->size)});
    } else if (!add_parts(referenced(member, DW_AT_type), inner, parts)) {
      return false;
    }
  }
  return true;
}

bool FrameTypes::add_elements(const llvm::DWARFDie& array, const Place& place,
                              std::vector<VariablePart>& parts) {
  const llvm::DWARFDie element = referenced(array, DW_AT_type);
  const auto size = size_of(element, place.depth);
  const auto count = count_of(array);
  if (!size || !count || *count > kMaxElements) return false;
  for (std::uint64_t i = 0; i < *count; ++i) {
    const Place inner{fmt::format("{}[{}]", place.path, i), place.offset + i * *size,
                      place.depth + 1};
    if (!add_parts(element, inner, parts)) return false;
  }
  return true;
}

bool FrameTypes::add_parts(const llvm::DWARFDie& named, const Place& place,
                           std::vector<VariablePart>& parts) {
  const llvm::DWARFDie type = without_names(named);
  if (!type || place.depth > kMaxDepth || parts.size() >= kMaxParts || !take_step()) return false;
  if (is_aggregate(type)) return add_members(type, place, parts);
  if (type.getTag() == DW_TAG_array_type &&
      is_aggregate(without_names(referenced(type, DW_AT_type))))
    return add_elements(type, place, parts);
  const auto size = size_of(type, place.depth);
  if (!size || place.offset + *size > kMaxBytes) return false;
  parts.push_back(
      {place.path, static_cast<std::uint32_t>(place.offset), static_cast<std::uint32_t>(*size)});
  return true;
}

bool FrameTypes::describe(const llvm::DWARFDie& type, FrameVariable& variable) {
  const auto size = size_of(type, 0);
  if (!size || *size == 0) return false;
  variable.size = static_cast<std::uint32_t>(*size);
  variable.type = spelling(type);
  const llvm::DWARFDie plain = without_names(type);
  variable.is_array = plain.getTag() == DW_TAG_array_type;
  variable.is_aggregate = is_aggregate(plain);
  std::vector<VariablePart> parts;
  if (!add_parts(type, {}, parts)) return true;
  std::ranges::sort(parts, [](const VariablePart& a, const VariablePart& b) {
    return std::tie(a.offset, a.path) < std::tie(b.offset, b.path);
  });
  const bool inside = std::ranges::all_of(
      parts, [&](const VariablePart& part) { return part.offset + part.size <= variable.size; });
  if (inside) variable.parts = std::move(parts);
  return true;
}

}  // namespace assay
