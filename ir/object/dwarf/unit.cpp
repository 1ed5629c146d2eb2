// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/unit.hpp"

#include <algorithm>
#include <utility>

namespace assay::dwarf {
namespace {

constexpr std::size_t kMaxNameBytes = 256;
constexpr int kMaxOrigins = 8;
constexpr std::size_t kMaxUnitEntries = 1u << 21;  // of a unit; some 20 bytes of memory each

}  // namespace

std::optional<Unit> Unit::read(const Sections& sections, const Header& header, Work& work) {
  Unit unit(sections, header);
  const std::span<const std::uint8_t> table = sections.bytes(Section::Abbreviations);
  auto shapes = Abbreviations::read(table, header.abbreviations);
  // One that is not sound may have been read to its end.
  const std::uint64_t read =
      shapes ? shapes->bytes()
             : table.size() - std::min<std::uint64_t>(header.abbreviations, table.size());
  if (!work.take(read) || !shapes) return std::nullopt;
  unit.shapes_ = std::move(*shapes);
  if (!unit.read_rows(work)) return std::nullopt;
  return unit;
}

bool Unit::read_rows(Work& work) {
  Cursor cursor(sections_->bytes(Section::Info).first(header_.end), header_.entries);
  std::uint32_t parent = kNone;
  while (!cursor.is_at_end()) {
    Row row;
    row.at = static_cast<std::uint32_t>(cursor.at());
    const std::uint64_t code = cursor.unsigned_leb();
    if (cursor.is_bad()) return false;
    const auto index = size();
    if (code == 0) {
      if (parent == kNone) break;  // padding behind the unit's entry
      rows_[parent].behind = index;
      parent = rows_[parent].parent;
      if (parent == kNone) break;
      continue;
    }
    const auto shape = shapes_.find(code);
    if (!shape) return false;
    row.offset = static_cast<std::uint32_t>(cursor.at());
    row.shape = *shape;
    row.parent = parent;
    row.behind = index + 1;
    const Shape& has = shapes_.at(*shape);
    if (rows_.size() == kMaxUnitEntries || !work.take(1 + has.attributes.size())) return false;
    for (const ShapeAttribute& attribute : has.attributes) {
      if (!read_value(cursor, attribute.form, attribute.implicit, header_.encoding)) return false;
    }
    rows_.push_back(row);
    if (has.has_children) {
      parent = index;
    } else if (parent == kNone) {
      break;
    }
  }
  for (; parent != kNone; parent = rows_[parent].parent) rows_[parent].behind = size();
  return !cursor.is_bad() && !rows_.empty();
}

Entry Unit::entry(std::uint32_t index) const {
  return index < rows_.size() ? Entry(*this, index) : Entry();
}

std::optional<std::uint64_t> Unit::base(Attribute attribute) const {
  const auto value = entry(0).find(attribute);
  if (!value) return std::nullopt;
  // Before DWARF 4 offsets had no form of their own.
  const bool is_offset = value->kind == ValueKind::Offset ||
                         (value->kind == ValueKind::Number && header_.encoding.version < 4);
  return is_offset ? std::optional(value->number) : std::nullopt;
}

std::string_view Unit::text(const Value& value) const {
  if (value.kind == ValueKind::Text) return value.text;
  if (value.kind == ValueKind::TextAt) return sections_->text(Section::Text, value.number);
  if (value.kind == ValueKind::LineTextAt) return sections_->text(Section::LineText, value.number);
  if (value.kind != ValueKind::TextIndex) return {};
  const auto offsets = base(Attribute::TextBase);
  const std::uint64_t size = header_.encoding.offset_size;
  if (!offsets || value.number > UINT32_MAX) return {};
  Cursor at(sections_->bytes(Section::TextOffsets), *offsets + value.number * size);
  const std::uint64_t offset = at.number(size);
  return at.is_bad() ? std::string_view() : sections_->text(Section::Text, offset);
}

std::optional<CodeAddress> Unit::address_at(std::uint64_t index) const {
  const auto addresses = base(Attribute::AddressBase);
  if (!addresses || index > UINT32_MAX) return std::nullopt;
  return sections_->address(Section::Addresses, *addresses + index * kAddressBytes);
}

std::optional<CodeAddress> Unit::address(const Value& value) const {
  if (value.kind == ValueKind::Address) return sections_->address(Section::Info, value.at);
  return value.kind == ValueKind::AddressIndex ? address_at(value.number) : std::nullopt;
}

Tag Entry::tag() const { return unit_ == nullptr ? Tag::None : unit_->shapes_.at(row().shape).tag; }

Entry Entry::parent() const {
  return unit_ == nullptr || row().parent == Unit::kNone ? Entry() : Entry(*unit_, row().parent);
}

Entry Entry::first_child() const {
  return unit_ == nullptr || row().behind == index_ + 1 ? Entry() : Entry(*unit_, index_ + 1);
}

Entry Entry::next_sibling() const {
  if (unit_ == nullptr) return {};
  const Entry next = unit_->entry(row().behind);
  return next && next.row().parent == row().parent ? next : Entry();
}

std::optional<Value> Entry::find(Attribute attribute) const {
  if (unit_ == nullptr) return std::nullopt;
  const Unit::Header& header = unit_->header_;
  Cursor cursor(unit_->sections_->bytes(Section::Info).first(header.end), row().offset);
  for (const ShapeAttribute& shape : unit_->shapes_.at(row().shape).attributes) {
    const auto value = read_value(cursor, shape.form, shape.implicit, header.encoding);
    if (!value || shape.name == attribute) return value;
  }
  return std::nullopt;
}

std::optional<std::uint64_t> Entry::number(Attribute attribute) const {
  const auto value = find(attribute);
  if (!value || value->kind != ValueKind::Number) return std::nullopt;
  return value->number;
}

Entry Entry::referenced(Attribute attribute) const {
  const auto value = find(attribute);
  if (!value || value->kind != ValueKind::Reference) return {};
  const Unit::Header& header = unit_->header_;
  if (value->number >= header.end - header.begin) return {};
  const std::uint64_t at = header.begin + value->number;
  const auto found = std::ranges::lower_bound(unit_->rows_, at, {}, &Unit::Row::at);
  if (found == unit_->rows_.end() || found->at != at) return {};
  return unit_->entry(static_cast<std::uint32_t>(found - unit_->rows_.begin()));
}

std::string Entry::name() const {
  Entry entry = *this;
  for (int origin = 0; entry && origin < kMaxOrigins; ++origin) {
    if (const auto name = entry.find(Attribute::Name))
      return std::string(unit_->text(*name).substr(0, kMaxNameBytes));
    entry = entry.referenced(Attribute::AbstractOrigin);
  }
  return {};
}

}  // namespace assay::dwarf
