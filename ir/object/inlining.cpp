// SPDX-License-Identifier: Apache-2.0
// LLVM's own search for inlined calls recurses as deep as entries nest, and opens files that a unit
// names. Here its entries are walked in their order, with a bound on all steps.
#include "ir/object/inlining.hpp"

#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/code_function.hpp"
#include "ir/object/dwarf_object.hpp"
#include "ir/object/dwarf_units.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxMatches = 1u << 20;  // ranges of entries with places
constexpr std::size_t kMaxCalls = 32;            // around one instruction

bool is_function(const llvm::DWARFDie& entry) {
  return entry.getTag() == llvm::dwarf::DW_TAG_subprogram ||
         entry.getTag() == llvm::dwarf::DW_TAG_inlined_subroutine;
}

class Reader {
 public:
  Reader(std::unique_ptr<llvm::DWARFContext> context, std::span<const CodePlace> places)
      : context_(std::move(context)), places_(places), around_(places.size()) {}

  Result<std::vector<std::vector<InlinedCall>>> read() {
    EntryRanges ranges(*context_);
    for (llvm::DWARFUnit* unit : sound_units(*context_)) {
      if (auto fault = note_entries(*unit, ranges)) return *fault;
    }
    std::vector<std::vector<InlinedCall>> calls;
    for (const llvm::DWARFDie& innermost : around_) calls.push_back(calls_around(innermost));
    return calls;
  }

 private:
  /// Entries stand before those that they hold: the last one that has a place is its innermost.
  std::optional<Error> note_entries(llvm::DWARFUnit& unit, EntryRanges& ranges_of) {
    const unsigned count = unit.getNumDIEs();
    for (unsigned i = 0; i < count; ++i) {
      const llvm::DWARFDie entry = unit.getDIEAtIndex(i);
      if (!is_function(entry)) continue;
      const auto ranges = ranges_of.of(entry);
      if (!ranges) return ranges.error();
      matches_ += ranges.value().size() * places_.size();
      if (matches_ > kMaxMatches) {
        return Error{ErrorCode::LimitExceeded, "section '.debug_info': too many ranges of code"};
      }
      for (const llvm::DWARFAddressRange& range : ranges.value()) note_range(entry, range);
    }
    return std::nullopt;
  }

  void note_range(const llvm::DWARFDie& entry, const llvm::DWARFAddressRange& range) {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const std::uint64_t offset = places_[i].slot * kSlotBytes;
      if (range.SectionIndex == places_[i].section && offset >= range.LowPC &&
          offset < range.HighPC) {
        around_[i] = entry;
      }
    }
  }

  std::vector<InlinedCall> calls_around(llvm::DWARFDie entry) {
    std::vector<InlinedCall> calls;
    for (; entry && calls.size() < kMaxCalls; entry = entry.getParent()) {
      if (!is_function(entry)) continue;  // a block
      const std::string name = entry_name(entry);
      if (!calls.empty()) calls.back().caller = name;
      if (entry.getTag() == llvm::dwarf::DW_TAG_subprogram) break;
      calls.push_back(call_of(entry, name));
    }
    std::erase_if(
        calls, [](const InlinedCall& call) { return call.callee.empty() || call.caller.empty(); });
    return calls;
  }

  InlinedCall call_of(const llvm::DWARFDie& entry, const std::string& callee) {
    InlinedCall call;
    call.callee = callee;
    std::uint32_t file = 0;
    std::uint32_t discriminator = 0;
    entry.getCallerFrame(file, call.line, call.column, discriminator);
    call.file = file_name(*entry.getDwarfUnit(), file);
    return call;
  }

  std::string file_name(llvm::DWARFUnit& unit, std::uint64_t number) {
    const llvm::DWARFDebugLine::LineTable* table = lines_of(unit);
    std::string name;
    using Kind = llvm::DILineInfoSpecifier::FileLineInfoKind;
    if (table == nullptr ||
        !table->getFileNameByIndex(number, unit.getCompilationDir(), Kind::AbsoluteFilePath, name))
      return {};
    return name;
  }

  /// The line table of the unit, or null when it has no sound one.
  const llvm::DWARFDebugLine::LineTable* lines_of(llvm::DWARFUnit& unit) {
    const auto known = tables_.find(&unit);
    if (known != tables_.end()) return known->second.get();
    auto& kept = tables_[&unit];
    const auto start =
        llvm::dwarf::toSectionOffset(unit.getUnitDIE().find(llvm::dwarf::DW_AT_stmt_list));
    const llvm::DWARFObject& object = context_->getDWARFObj();
    llvm::DWARFDataExtractor data(object, object.getLineSection(), true, 8);
    if (!start || *start >= data.size() || line_header_fault(data, *start)) return nullptr;
    auto table = std::make_unique<llvm::DWARFDebugLine::LineTable>();
    std::uint64_t at = *start;
    if (auto error = table->parse(data, &at, *context_, &unit, ignore_fault)) {
      ignore_fault(std::move(error));
      return nullptr;
    }
    kept = std::move(table);
    return kept.get();
  }

  std::unique_ptr<llvm::DWARFContext> context_;
  std::span<const CodePlace> places_;
  std::vector<llvm::DWARFDie> around_;  // by place: the innermost entry that has it
  std::uint64_t matches_ = 0;
  std::map<const llvm::DWARFUnit*, std::unique_ptr<llvm::DWARFDebugLine::LineTable>> tables_;
};

}  // namespace

Result<std::vector<std::vector<InlinedCall>>> read_inlined_calls(
    std::span<const std::uint8_t> object, std::span<const CodePlace> places) {
  const auto elf = read_elf(object, DebugRelocations::All);
  if (!elf) return elf.error();
  auto context = open_debug_info(elf.value());
  if (!context) return context.error();
  return Reader(std::move(context).value(), places).read();
}

}  // namespace assay
