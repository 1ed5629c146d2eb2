// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf_units.hpp"

#include <fmt/format.h>
#include <llvm/DebugInfo/DWARF/DWARFDebugAbbrev.h>
#include <llvm/DebugInfo/DWARF/DWARFFormValue.h>

#include <optional>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/dwarf_object.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kMaxInfoBytes = 8ull << 20;  // an entry takes a byte at least
constexpr std::uint64_t kMaxRanges = 1u << 20;       // of all entries together
constexpr std::uint64_t kMaxListBytes = 1ull << 31;  // that all entries may ask to walk over
constexpr std::size_t kMaxNameBytes = 256;
constexpr int kMaxOrigins = 8;

/// Whether every entry of the unit ends inside it. LLVM does not ask: it takes the length of a
/// block as it stands, and reads on after it.
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

/// Whether the form counts from the begin of its own unit.
bool is_within_unit(llvm::dwarf::Form form) {
  return form == llvm::dwarf::DW_FORM_ref1 || form == llvm::dwarf::DW_FORM_ref2 ||
         form == llvm::dwarf::DW_FORM_ref4 || form == llvm::dwarf::DW_FORM_ref8 ||
         form == llvm::dwarf::DW_FORM_ref_udata;
}

}  // namespace

void ignore_fault(llvm::Error error) { llvm::consumeError(std::move(error)); }

Result<std::unique_ptr<llvm::DWARFContext>> open_debug_info(const ElfFile& elf) {
  auto sections = DwarfObject::make(elf, kInfoSections);
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
  return std::make_unique<llvm::DWARFContext>(std::move(sections).value(), "", ignore_fault,
                                              ignore_fault);
}

std::vector<llvm::DWARFUnit*> sound_units(llvm::DWARFContext& context) {
  std::vector<llvm::DWARFUnit*> units;
  for (const auto& unit : context.normal_units()) {
    if (!is_walkable(*unit)) continue;
    if (auto error = unit->tryExtractDIEsIfNeeded(false)) {
      ignore_fault(std::move(error));
    } else {
      units.push_back(unit.get());
    }
  }
  return units;
}

llvm::DWARFDie referenced(const llvm::DWARFDie& entry, llvm::dwarf::Attribute attribute) {
  const auto value = entry.find(attribute);
  if (!value || !is_within_unit(value->getForm())) return {};
  llvm::DWARFUnit* unit = entry.getDwarfUnit();
  const std::uint64_t offset = value->getRawUValue();
  if (offset >= unit->getNextUnitOffset() - unit->getOffset()) return {};
  return unit->getDIEForOffset(unit->getOffset() + offset);
}

std::string entry_name(llvm::DWARFDie entry) {
  for (int origin = 0; entry && origin < kMaxOrigins; ++origin) {
    if (const auto name = entry.find(llvm::dwarf::DW_AT_name)) {
      return llvm::StringRef(llvm::dwarf::toString(*name, "")).take_front(kMaxNameBytes).str();
    }
    entry = referenced(entry, llvm::dwarf::DW_AT_abstract_origin);
  }
  return {};
}

EntryRanges::EntryRanges(const llvm::DWARFContext& context)
    : longest_list_(context.getDWARFObj().getRangesSection().Data.size() +
                    context.getDWARFObj().getRnglistsSection().Data.size()) {}

Result<llvm::DWARFAddressRangesVector> EntryRanges::of(const llvm::DWARFDie& entry) {
  const Error too_many{ErrorCode::LimitExceeded, "section '.debug_info': too many ranges of code"};
  if (entry.find(llvm::dwarf::DW_AT_ranges)) list_bytes_ += longest_list_;
  if (list_bytes_ > kMaxListBytes) return too_many;
  auto ranges = entry.getAddressRanges();
  if (!ranges) {
    ignore_fault(ranges.takeError());
    return llvm::DWARFAddressRangesVector{};
  }
  ranges_ += 1 + ranges->size();
  if (ranges_ > kMaxRanges) return too_many;
  return std::move(*ranges);
}

}  // namespace assay
