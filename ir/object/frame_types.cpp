// SPDX-License-Identifier: Apache-2.0
#include "ir/object/frame_types.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace assay {
namespace {

using dwarf::Attribute;
using dwarf::Tag;

constexpr std::uint64_t kMaxVariableBytes = 1u << 16;  // of a variable: more than any frame has
constexpr std::size_t kMaxParts = 1024;                // of a variable
constexpr std::uint64_t kMaxElements = 64;             // of an array of aggregates
constexpr std::size_t kMaxPathBytes = 256;
constexpr int kMaxDepth = 8;      // of types in types
constexpr int kMaxTypedefs = 32;  // around one type
constexpr std::uint64_t kPointerBytes = 8;

bool is_aggregate(const dwarf::Entry& type) {
  return type.tag() == Tag::StructureType || type.tag() == Tag::UnionType ||
         type.tag() == Tag::ClassType;
}

bool only_qualifies(const dwarf::Entry& type) {
  return type.tag() == Tag::ConstType || type.tag() == Tag::VolatileType ||
         type.tag() == Tag::RestrictType || type.tag() == Tag::AtomicType;
}

/// Bytes from the begin of its structure, and how many it takes.
struct MemberPlace {
  std::uint64_t offset = 0;
  std::optional<std::uint64_t> size;  // of a bit field: of the bytes that it touches
};
std::optional<MemberPlace> place_of(const dwarf::Entry& member) {
  if (const auto bits = member.number(Attribute::BitSize)) {
    const auto first = member.number(Attribute::BitOffset);
    if (!first || *first > 8 * kMaxVariableBytes || *bits > 8 * kMaxVariableBytes)
      return std::nullopt;
    return MemberPlace{*first / 8, (*first + *bits + 7) / 8 - *first / 8};
  }
  const std::uint64_t offset = member.number(Attribute::MemberPlace).value_or(0);
  if (offset > kMaxVariableBytes) return std::nullopt;
  return MemberPlace{offset, std::nullopt};
}

}  // namespace

dwarf::Entry FrameTypes::without_names(dwarf::Entry type) {
  for (int i = 0; type && i < kMaxTypedefs; ++i) {
    if (type.tag() != Tag::Typedef && !only_qualifies(type)) return type;
    if (!take_step()) return {};
    type = type.referenced(Attribute::Type);
  }
  return {};
}

std::string FrameTypes::spelling(dwarf::Entry type) {
  for (int i = 0; type && i < kMaxTypedefs && only_qualifies(type); ++i)
    type = type.referenced(Attribute::Type);
  if (!type) return {};
  const std::string name = type.name();
  if (name.empty()) return {};
  if (type.tag() == Tag::StructureType) return "struct " + name;
  if (type.tag() == Tag::UnionType) return "union " + name;
  if (type.tag() == Tag::EnumerationType) return "enum " + name;
  return type.tag() == Tag::Typedef || type.tag() == Tag::BaseType ? name : std::string();
}

std::optional<std::uint64_t> FrameTypes::count_of(const dwarf::Entry& array) {
  std::uint64_t count = 1;
  for (dwarf::Entry range = array.first_child(); range; range = range.next_sibling()) {
    if (!take_step()) return std::nullopt;
    if (range.tag() != Tag::SubrangeType) continue;
    const auto length = range.number(Attribute::Count);
    const auto last = range.number(Attribute::UpperBound);
    if (!length && !last) return std::nullopt;
    if ((length ? *length : *last) >= kMaxVariableBytes) return std::nullopt;
    count *= length ? *length : *last + 1;
    if (count > kMaxVariableBytes) return std::nullopt;
  }
  return count;
}

std::optional<std::uint64_t> FrameTypes::size_of(const dwarf::Entry& named, int depth) {
  const dwarf::Entry type = without_names(named);
  if (!type || depth > kMaxDepth || !take_step()) return std::nullopt;
  std::optional<std::uint64_t> size = type.number(Attribute::ByteSize);
  if (!size && type.tag() == Tag::PointerType) size = kPointerBytes;
  if (!size && type.tag() == Tag::ArrayType) {
    const auto element = size_of(type.referenced(Attribute::Type), depth + 1);
    const auto count = count_of(type);
    if (!element || !count) return std::nullopt;
    size = *element * *count;
  }
  return size && *size <= kMaxVariableBytes ? size : std::nullopt;
}

bool FrameTypes::add_members(const dwarf::Entry& type, const Place& place,
                             std::vector<VariablePart>& parts) {
  for (dwarf::Entry member = type.first_child(); member; member = member.next_sibling()) {
    if (!take_step()) return false;
    if (member.tag() != Tag::Member) continue;
    const auto at = place_of(member);
    if (!at) return false;
    const std::string name = member.name();
    Place inner{place.path, place.offset + at->offset, place.depth + 1};
    // The members of a nameless structure are named as if they were the outer one's.
    if (!name.empty()) inner.path += (place.path.empty() ? "" : ".") + name;
    if (inner.path.size() > kMaxPathBytes) return false;
    if (at->size) {
      if (parts.size() >= kMaxParts) return false;
      if (name.empty()) continue;  // bits that nobody can set
      parts.push_back({inner.path, static_cast<std::uint32_t>(inner.offset),
                       static_cast<std::uint32_t>(*at->size)});
    } else if (!add_parts(member.referenced(Attribute::Type), inner, parts)) {
      return false;
    }
  }
  return true;
}

bool FrameTypes::add_elements(const dwarf::Entry& array, const Place& place,
                              std::vector<VariablePart>& parts) {
  const dwarf::Entry element = array.referenced(Attribute::Type);
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

bool FrameTypes::add_parts(const dwarf::Entry& named, const Place& place,
                           std::vector<VariablePart>& parts) {
  const dwarf::Entry type = without_names(named);
  if (!type || place.depth > kMaxDepth || parts.size() >= kMaxParts || !take_step()) return false;
  if (is_aggregate(type)) return add_members(type, place, parts);
  if (type.tag() == Tag::ArrayType && is_aggregate(without_names(type.referenced(Attribute::Type))))
    return add_elements(type, place, parts);
  const auto size = size_of(type, place.depth);
  if (!size || place.offset + *size > kMaxVariableBytes) return false;
  parts.push_back(
      {place.path, static_cast<std::uint32_t>(place.offset), static_cast<std::uint32_t>(*size)});
  return true;
}

bool FrameTypes::describe(const dwarf::Entry& type, FrameVariable& variable) {
  const auto size = size_of(type, 0);
  if (!size || *size == 0) return false;
  variable.size = static_cast<std::uint32_t>(*size);
  variable.type = spelling(type);
  const dwarf::Entry plain = without_names(type);
  variable.is_array = plain.tag() == Tag::ArrayType;
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
