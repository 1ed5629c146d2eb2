// SPDX-License-Identifier: Apache-2.0
// The object may be hostile, and LLVM trusts it where it walks entries: what it would stumble over
// is looked for first. Its own search for inlined calls recurses as deep as entries nest, and opens
// files that a unit names. Here its entries are walked in their order, with a bound on all steps.
#include "ir/object/inlining.hpp"

#include <fmt/format.h>
#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugAbbrev.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugLine.h>
#include <llvm/DebugInfo/DWARF/DWARFDie.h>
#include <llvm/DebugInfo/DWARF/DWARFFormValue.h>
#include <llvm/DebugInfo/DWARF/DWARFUnit.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "ir/object/code_function.hpp"
#include "ir/object/dwarf_object.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxInfoBytes = 8ull << 20;  // an entry takes a byte at least
constexpr std::uint64_t kMaxRanges = 1u << 20;       // of all entries together
constexpr std::uint64_t kMaxListBytes = 1ull << 31;  // that all entries may ask to walk over
constexpr std::size_t kMaxCalls = 32;                // around one instruction
constexpr std::size_t kMaxNameBytes = 256;
constexpr int kMaxOrigins = 8;

/// What is wrong beside the entries that are asked for costs a note, not the report.
void ignore(llvm::Error error) { llvm::consumeError(std::move(error)); }

bool is_function(const llvm::DWARFDie& entry) {
  return entry.getTag() == llvm::dwarf::DW_TAG_subprogram ||
         entry.getTag() == llvm::dwarf::DW_TAG_inlined_subroutine;
}

/// The name of a function, which its abstract instance has.
std::string name_of(llvm::DWARFDie entry) {
  for (int origin = 0; entry && origin < kMaxOrigins; ++origin) {
    if (const auto name = entry.find(llvm::dwarf::DW_AT_name)) {
      return llvm::StringRef(llvm::dwarf::toString(*name, "")).take_front(kMaxNameBytes).str();
    }
    entry = entry.getAttributeValueAsReferencedDie(llvm::dwarf::DW_AT_abstract_origin);
  }
  return {};
}

/// Whether every entry of the unit ends inside it. LLVM does not ask: it takes the length of a
/// block as it stands, and reads on behind it.
bool is_walkable(const llvm::DWARFUnit& unit) {
  const llvm::DWARFAbbreviationDeclarationSet* shapes = unit.getAbbreviations();
  const std::uint64_t end = unit.getNextUnitOffset();
  const llvm::DWARFDataExtractor data = unit.getDebugInfoExtractor();
  if (shapes == nullptr || end > data.size()) return false;
  std::uint64_t at = unit.getOffset() + unit.getHeaderSize();
  while (at < end) {
    const std::uint64_t start = at;
    const std::uint64_t code = data.getULEB128(&at);
    if (at == start || at > end) return false;  // a number without an end does not move on
    if (code == 0) continue;
    const llvm::DWARFAbbreviationDeclaration* shape =
        code > UINT32_MAX ? nullptr
                          : shapes->getAbbreviationDeclaration(static_cast<std::uint32_t>(code));
    if (shape == nullptr) return false;
    for (const auto& attribute : shape->attributes()) {
      const std::uint64_t before = at;
      if (attribute.isImplicitConst()) continue;
      if (!llvm::DWARFFormValue::skipValue(attribute.Form, data, &at, unit.getFormParams()) ||
          at < before || at > end)
        return false;
    }
  }
  return true;
}

class Reader {
 public:
  Reader(std::unique_ptr<DwarfObject> object, std::span<const CodePlace> places)
      : context_(std::move(object), "", ignore, ignore), places_(places), around_(places.size()) {}

  Result<std::vector<std::vector<InlinedCall>>> read() {
    for (const auto& unit : context_.normal_units()) {
      if (!is_walkable(*unit)) continue;
      if (auto error = unit->tryExtractDIEsIfNeeded(false)) {
        ignore(std::move(error));
        continue;
      }
      if (!note_entries(*unit)) {
        return Error{ErrorCode::LimitExceeded, "section '.debug_info': too many ranges of code"};
      }
    }
    std::vector<std::vector<InlinedCall>> calls;
    for (const llvm::DWARFDie& innermost : around_) calls.push_back(calls_around(innermost));
    return calls;
  }

 private:
  /// Entries stand before those that they hold: the last one that has a place is its innermost.
  /// False when there is too much to look at.
  bool note_entries(llvm::DWARFUnit& unit) {
    const unsigned count = unit.getNumDIEs();
    for (unsigned i = 0; i < count; ++i) {
      const llvm::DWARFDie entry = unit.getDIEAtIndex(i);
      if (!is_function(entry)) continue;
      if (entry.find(llvm::dwarf::DW_AT_ranges)) list_bytes_ += longest_list();
      if (list_bytes_ > kMaxListBytes) return false;
      auto ranges = entry.getAddressRanges();
      if (!ranges) {
        ignore(ranges.takeError());
        continue;
      }
      ranges_ += 1 + ranges->size() * places_.size();
      if (ranges_ > kMaxRanges) return false;
      for (const llvm::DWARFAddressRange& range : *ranges) note_range(entry, range);
    }
    return true;
  }

  /// Bytes; a list may have many that yield no range.
  [[nodiscard]] std::uint64_t longest_list() const {
    const llvm::DWARFObject& object = context_.getDWARFObj();
    return object.getRangesSection().Data.size() + object.getRnglistsSection().Data.size();
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
      const std::string name = name_of(entry);
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
    const llvm::DWARFObject& object = context_.getDWARFObj();
    llvm::DWARFDataExtractor data(object, object.getLineSection(), true, 8);
    if (!start || *start >= data.size() || line_header_fault(data, *start)) return nullptr;
    auto table = std::make_unique<llvm::DWARFDebugLine::LineTable>();
    std::uint64_t at = *start;
    if (auto error = table->parse(data, &at, context_, &unit, ignore)) {
      ignore(std::move(error));
      return nullptr;
    }
    kept = std::move(table);
    return kept.get();
  }

  llvm::DWARFContext context_;
  std::span<const CodePlace> places_;
  std::vector<llvm::DWARFDie> around_;  // by place: the innermost entry that has it
  std::uint64_t ranges_ = 0;
  std::uint64_t list_bytes_ = 0;
  std::map<const llvm::DWARFUnit*, std::unique_ptr<llvm::DWARFDebugLine::LineTable>> tables_;
};

}  // namespace

Result<std::vector<std::vector<InlinedCall>>> read_inlined_calls(
    std::span<const std::uint8_t> object, std::span<const CodePlace> places) {
  const auto elf = read_elf(object, DebugRelocations::All);
  if (!elf) return elf.error();
  auto sections = DwarfObject::make(elf.value(), kInfoSections);
  if (!sections) return sections.error();
  std::uint64_t info_bytes = 0;
  sections.value()->forEachInfoSections(
      [&](const llvm::DWARFSection& info) { info_bytes += info.Data.size(); });
  const std::uint64_t line_bytes = sections.value()->getLineSection().Data.size();
  if (info_bytes > kMaxInfoBytes || line_bytes > kMaxLineBytes) {
    return Error{ErrorCode::LimitExceeded,
                 fmt::format("{} bytes of debug information and {} of lines; at most {} and {}",
                             info_bytes, line_bytes, kMaxInfoBytes, kMaxLineBytes)};
  }
  return Reader(std::move(sections).value(), places).read();
}

}  // namespace assay
