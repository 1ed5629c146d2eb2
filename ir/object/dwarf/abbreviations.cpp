// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/abbreviations.hpp"

#include <algorithm>
#include <utility>

namespace assay::dwarf {
namespace {

// Attributes may take no bytes of an entry, so that their number is a bound of its own.
constexpr std::size_t kMaxAttributes = 256;  // of a shape
constexpr std::size_t kMaxShapes = 1u << 16;

bool read_attributes(Cursor& cursor, std::vector<ShapeAttribute>& attributes) {
  for (;;) {
    const std::uint64_t name = cursor.unsigned_leb();
    const std::uint64_t form = cursor.unsigned_leb();
    if (cursor.is_bad()) return false;
    if (name == 0 && form == 0) return true;
    if (name > UINT16_MAX || attributes.size() == kMaxAttributes) return false;
    ShapeAttribute attribute{static_cast<Attribute>(name), form_of(form)};
    if (attribute.form == Form::ImplicitConstant) attribute.implicit = cursor.signed_leb();
    attributes.push_back(attribute);
  }
}

}  // namespace

std::optional<Abbreviations> Abbreviations::read(std::span<const std::uint8_t> section,
                                                 std::uint64_t offset) {
  Abbreviations out;
  Cursor cursor(section, offset);
  for (;;) {
    Shape shape;
    shape.code = cursor.unsigned_leb();
    if (cursor.is_bad() || out.shapes_.size() == kMaxShapes) return std::nullopt;
    if (shape.code == 0) break;
    const std::uint64_t tag = cursor.unsigned_leb();
    shape.tag = tag > UINT16_MAX ? Tag::None : static_cast<Tag>(tag);
    shape.has_children = cursor.number(1) != 0;
    if (!read_attributes(cursor, shape.attributes)) return std::nullopt;
    out.shapes_.push_back(std::move(shape));
  }
  out.bytes_ = cursor.at() - offset;
  std::ranges::sort(out.shapes_, {}, &Shape::code);
  const auto twice = std::ranges::adjacent_find(out.shapes_, {}, &Shape::code);
  if (twice != out.shapes_.end()) return std::nullopt;
  return out;
}

std::optional<std::uint32_t> Abbreviations::find(std::uint64_t code) const {
  const auto found = std::ranges::lower_bound(shapes_, code, {}, &Shape::code);
  if (found == shapes_.end() || found->code != code) return std::nullopt;
  return static_cast<std::uint32_t>(found - shapes_.begin());
}

}  // namespace assay::dwarf
