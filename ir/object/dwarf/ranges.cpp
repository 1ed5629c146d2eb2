// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/ranges.hpp"

#include "ir/base/errors.hpp"

namespace assay::dwarf {

namespace {

/// The single range of an entry with DW_AT_low_pc and DW_AT_high_pc.
std::optional<CodeRange> single_range(const Entry& entry) {
  const auto low_value = entry.find(Attribute::LowPc);
  const auto high_value = entry.find(Attribute::HighPc);
  const auto low = low_value ? entry.unit().address(*low_value) : std::nullopt;
  if (!low || low->section == 0 || !high_value) return std::nullopt;
  if (high_value->kind == ValueKind::Number)
    return CodeRange{low->section, low->offset, low->offset + high_value->number};
  const auto high = entry.unit().address(*high_value);
  if (!high) return std::nullopt;
  return CodeRange{low->section, low->offset, high->offset};
}

/// What offsets in lists are counted from until a list says otherwise.
CodeAddress base_of(const Unit& unit) {
  const auto low = unit.entry(0).find(Attribute::LowPc);
  return low ? unit.address(*low).value_or(CodeAddress()) : CodeAddress();
}

/// Where the list of the value begins in its section.
std::optional<std::uint64_t> list_offset(const Unit& unit, const Value& value) {
  if (value.kind == ValueKind::Offset) return value.number;
  const bool is_offset_of_old = value.kind == ValueKind::Number && unit.encoding().version < 4;
  if (is_offset_of_old) return value.number;
  const auto base = unit.base(Attribute::RangesBase);
  if (value.kind != ValueKind::RangesIndex || !base || value.number > UINT32_MAX)
    return std::nullopt;
  const std::uint64_t size = unit.encoding().offset_size;
  Cursor at(unit.sections().bytes(Section::RangeLists), *base + value.number * size);
  const std::uint64_t offset = at.number(size);
  if (at.is_bad()) return std::nullopt;
  return *base + offset;
}

CodeAddress moved(const CodeAddress& base, const CodeAddress& by) {
  return {by.section != 0 ? by.section : base.section, base.offset + by.offset};
}

}  // namespace

/// Pairs of addresses, as up to DWARF 4. False where the bound is reached; a list that does not end
/// has no ranges.
bool EntryRanges::read_pairs(Run& run, std::uint64_t offset) {
  constexpr std::uint64_t kNewBase = ~std::uint64_t{0};
  const Sections& sections = run.unit.sections();
  for (std::uint64_t at = offset;; at += 2 * kAddressBytes) {
    if (!take()) return false;
    const auto low = sections.address(Section::Ranges, at);
    const auto high = sections.address(Section::Ranges, at + kAddressBytes);
    if (!low || !high) {
      run.found.clear();
      return true;
    }
    if (low->section == 0 && low->offset == 0 && high->offset == 0) return true;
    if (low->section == 0 && low->offset == kNewBase) {
      run.base = *high;
    } else {
      run.add(moved(run.base, *low), moved(run.base, *high).offset);
    }
  }
}

/// A list of DWARF 5. False where the bound is reached; a list that does not end, or has an entry
/// that is not known, has no ranges.
bool EntryRanges::read_list(Run& run, std::uint64_t offset) {
  Cursor cursor(run.unit.sections().bytes(Section::RangeLists), offset);
  const auto address_here = [&] {
    const std::uint64_t at = cursor.at();
    cursor.block(kAddressBytes);
    return run.unit.sections().address(Section::RangeLists, at).value_or(CodeAddress());
  };
  const auto address_at_index = [&] {
    return run.unit.address_at(cursor.unsigned_leb()).value_or(CodeAddress());
  };
  for (;;) {
    if (!take()) return false;
    const auto kind = static_cast<std::uint8_t>(cursor.number(1));
    if (cursor.is_bad() || kind > kRangesAddressLength) {
      run.found.clear();
      return true;
    }
    if (kind == kRangesEnd) return true;
    if (kind == kRangesBaseIndex) {
      run.base = address_at_index();
    } else if (kind == kRangesBase) {
      run.base = address_here();
    } else if (kind == kRangesOffsets) {
      const CodeAddress low{0, cursor.unsigned_leb()};
      run.add(moved(run.base, low), run.base.offset + cursor.unsigned_leb());
    } else {
      const bool by_index = kind == kRangesIndexIndex || kind == kRangesIndexLength;
      const CodeAddress low = by_index ? address_at_index() : address_here();
      const bool has_length = kind == kRangesIndexLength || kind == kRangesAddressLength;
      const std::uint64_t high = has_length ? low.offset + cursor.unsigned_leb()
                                 : by_index ? address_at_index().offset
                                            : address_here().offset;
      run.add(low, high);
    }
  }
}

Result<std::vector<CodeRange>> EntryRanges::of(const Entry& entry) {
  const Error too_many{ErrorCode::LimitExceeded, "section '.debug_info': too many ranges of code"};
  if (!take()) return too_many;
  if (const auto single = single_range(entry)) return std::vector{*single};
  const auto value = entry.find(Attribute::Ranges);
  const auto offset = value ? list_offset(entry.unit(), *value) : std::nullopt;
  if (!offset) return std::vector<CodeRange>();
  Run run{entry.unit(), base_of(entry.unit())};
  const bool is_old = entry.unit().encoding().version < 5;
  if (!(is_old ? read_pairs(run, *offset) : read_list(run, *offset))) return too_many;
  return std::move(run.found);
}

}  // namespace assay::dwarf
