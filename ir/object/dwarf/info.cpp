// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/info.hpp"

#include <fmt/format.h>

#include "ir/base/bytes.hpp"
#include "ir/base/errors.hpp"
#include "ir/object/dwarf/line_table.hpp"

namespace assay::dwarf {

Result<Info> Info::open(const ElfFile& elf) {
  const auto sections = Sections::of(elf, kInfoSections);
  if (!sections) return sections.error();
  const std::uint64_t info = sections.value().bytes(Section::Info).size();
  const std::uint64_t lines = sections.value().bytes(Section::Line).size();
  if (info > kMaxInfoBytes || lines > kMaxLineBytes) {
    return Error{ErrorCode::LimitExceeded,
                 fmt::format("{} bytes of debug information and {} of lines; at most {} and {}",
                             info, lines, kMaxInfoBytes, kMaxLineBytes)};
  }
  return Info(sections.value());
}

/// A header that cannot be read is the last one: nothing tells where another begins.
std::optional<Unit::Header> Info::next_header() {
  constexpr std::uint16_t kFirstVersion = 2;
  constexpr std::uint16_t kVersionWithKinds = 5;
  const auto bytes = sections_.bytes(Section::Info);
  while (at_ < bytes.size()) {
    Unit::Header header;
    header.begin = at_;
    Cursor cursor(bytes, at_);
    const Cursor::Length length = cursor.initial_length();
    if (cursor.is_bad() || length.bytes == 0 || !inside(cursor.at(), length.bytes, bytes.size()))
      return std::nullopt;
    header.end = cursor.at() + length.bytes;
    at_ = header.end;
    header.encoding.offset_size = length.offset_size;
    header.encoding.version = static_cast<std::uint16_t>(cursor.number(2));
    const bool has_kind = header.encoding.version >= kVersionWithKinds;
    const std::uint64_t kind = has_kind ? cursor.number(1) : kUnitCompile;
    std::uint64_t address_bytes = has_kind ? cursor.number(1) : 0;
    header.abbreviations = cursor.number(length.offset_size);
    if (!has_kind) address_bytes = cursor.number(1);
    header.entries = cursor.at();
    const bool is_known =
        header.encoding.version >= kFirstVersion && header.encoding.version <= kVersionWithKinds &&
        address_bytes == kAddressBytes && (kind == kUnitCompile || kind == kUnitPartial);
    if (is_known && !cursor.is_bad() && header.entries < header.end) return header;
  }
  return std::nullopt;
}

std::optional<Unit> Info::next() {
  while (!work_.is_spent()) {
    const auto header = next_header();
    if (!header) break;
    if (auto unit = Unit::read(sections_, *header, work_)) return unit;
  }
  return std::nullopt;
}

}  // namespace assay::dwarf
