// SPDX-License-Identifier: Apache-2.0
#include "ir/object/inlining.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/code_function.hpp"
#include "ir/object/dwarf/info.hpp"
#include "ir/object/dwarf/line_table.hpp"
#include "ir/object/dwarf/ranges.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxMatches = 1u << 20;  // ranges of entries with places
constexpr std::size_t kMaxCalls = 32;            // around one instruction

using dwarf::Attribute;
using dwarf::Entry;
using dwarf::Tag;

bool is_function(const Entry& entry) {
  return entry.tag() == Tag::Subprogram || entry.tag() == Tag::InlinedSubroutine;
}

std::uint32_t number_or_0(const Entry& entry, Attribute attribute) {
  const auto number = entry.number(attribute).value_or(0);
  return number > UINT32_MAX ? 0 : static_cast<std::uint32_t>(number);
}

/// The calls around places in one unit.
class UnitReader {
 public:
  UnitReader(const dwarf::Unit& unit, std::span<const CodePlace> places)
      : unit_(unit), places_(places), around_(places.size()) {}

  /// Notes for each place the innermost entry that has it: entries stand before those that they
  /// hold, so that it is the last one. `matches` counts over all units.
  std::optional<Error> note_entries(dwarf::EntryRanges& ranges_of, std::uint64_t& matches) {
    for (std::uint32_t i = 0; i < unit_.size(); ++i) {
      const Entry entry = unit_.entry(i);
      if (!is_function(entry)) continue;
      const auto ranges = ranges_of.of(entry);
      if (!ranges) return ranges.error();
      matches += ranges.value().size() * places_.size();
      if (matches > kMaxMatches) {
        return Error{ErrorCode::LimitExceeded, "section '.debug_info': too many ranges of code"};
      }
      for (const dwarf::CodeRange& range : ranges.value()) note_range(entry, range);
    }
    return std::nullopt;
  }

  /// For each place that the unit has, its calls.
  void add_to(std::vector<std::vector<InlinedCall>>& calls) {
    for (std::size_t i = 0; i < around_.size(); ++i) {
      if (around_[i]) calls[i] = calls_around(around_[i]);
    }
  }

 private:
  void note_range(const Entry& entry, const dwarf::CodeRange& range) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const std::uint64_t offset = places_[i].slot * kSlotBytes;
      if (range.section == places_[i].section && offset >= range.low && offset < range.high)
        around_[i] = entry;
    }
  }

  std::vector<InlinedCall> calls_around(Entry entry) {
    std::vector<InlinedCall> calls;
    for (; entry && calls.size() < kMaxCalls; entry = entry.parent()) {
      if (!is_function(entry)) continue;  // a block
      const std::string name = entry.name();
      if (!calls.empty()) calls.back().caller = name;
      if (entry.tag() == Tag::Subprogram) break;
      calls.push_back(call_of(entry, name));
    }
    std::erase_if(
        calls, [](const InlinedCall& call) { return call.callee.empty() || call.caller.empty(); });
    return calls;
  }

  InlinedCall call_of(const Entry& entry, const std::string& callee) {
    InlinedCall call;
    call.callee = callee;
    call.line = number_or_0(entry, Attribute::CallLine);
    call.column = number_or_0(entry, Attribute::CallColumn);
    call.file = file_name(number_or_0(entry, Attribute::CallFile));
    return call;
  }

  std::string file_name(std::uint64_t number) {
    if (!has_looked_for_lines_) lines_ = line_header();
    has_looked_for_lines_ = true;
    if (!lines_) return {};
    const auto folder = unit_.entry(0).find(Attribute::Folder);
    return dwarf::file_path(*lines_, number, folder ? unit_.text(*folder) : std::string_view())
        .value_or("");
  }

  /// Of the unit's line table; nothing when it has no sound one.
  std::optional<dwarf::LineHeader> line_header() const {
    const auto at = unit_.base(Attribute::LineTable);
    if (!at) return std::nullopt;
    auto header = dwarf::read_line_header(unit_.sections(), *at);
    if (!header) return std::nullopt;
    return std::move(header).value();
  }

  const dwarf::Unit& unit_;
  std::span<const CodePlace> places_;
  std::vector<Entry> around_;  // by place
  std::optional<dwarf::LineHeader> lines_;
  bool has_looked_for_lines_ = false;
};

}  // namespace

Result<std::vector<std::vector<InlinedCall>>> read_inlined_calls(
    std::span<const std::uint8_t> object, std::span<const CodePlace> places) {
  const auto elf = read_elf(object, DebugRelocations::All);
  if (!elf) return elf.error();
  auto info = dwarf::Info::open(elf.value());
  if (!info) return info.error();
  dwarf::Info units = std::move(info).value();
  dwarf::EntryRanges ranges;
  std::uint64_t matches = 0;
  std::vector<std::vector<InlinedCall>> calls(places.size());
  while (const auto unit = units.next()) {
    UnitReader reader(*unit, places);
    if (auto fault = reader.note_entries(ranges, matches)) return *fault;
    reader.add_to(calls);
  }
  return calls;
}

}  // namespace assay
