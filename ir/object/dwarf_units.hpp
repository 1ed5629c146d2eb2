// SPDX-License-Identifier: Apache-2.0
// DWARF's `.debug_info` of a hostile object, as far as LLVM can be trusted with it.
//
// LLVM trusts the object where it walks entries: what it would stumble over is looked for first.
// References are followed inside one unit only, because the next one may not be sound. Only files
// of this folder that read DWARF include this.
#pragma once

#include <llvm/DebugInfo/DWARF/DWARFContext.h>
#include <llvm/DebugInfo/DWARF/DWARFDie.h>
#include <llvm/DebugInfo/DWARF/DWARFUnit.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"

namespace assay {

/// What is wrong beside the entries that are asked for costs a name or a note, not the report.
void ignore_fault(llvm::Error error);

/// LLVM's reader over the debug sections of `elf`, which was read with DebugRelocations::All and
/// must outlive it. Errors: SectionMalformed, LimitExceeded.
[[nodiscard]] Result<std::unique_ptr<llvm::DWARFContext>> open_debug_info(const ElfFile& elf);

/// The units whose entries all end inside them, with these entries extracted.
[[nodiscard]] std::vector<llvm::DWARFUnit*> sound_units(llvm::DWARFContext& context);

/// The entry of the same unit that an attribute refers to; null when there is none.
[[nodiscard]] llvm::DWARFDie referenced(const llvm::DWARFDie& entry,
                                        llvm::dwarf::Attribute attribute);

/// The name of an entry, which its abstract instance may have; cut to what a message can take.
[[nodiscard]] std::string entry_name(llvm::DWARFDie entry);

/// The ranges of code of entries, with a bound on the work of all together.
class EntryRanges {
 public:
  explicit EntryRanges(const llvm::DWARFContext& context);

  /// Those of `entry`; none when they cannot be read. Error: LimitExceeded.
  [[nodiscard]] Result<llvm::DWARFAddressRangesVector> of(const llvm::DWARFDie& entry);

 private:
  std::uint64_t longest_list_;  // bytes; a list may have many that yield no range
  std::uint64_t list_bytes_ = 0;
  std::uint64_t ranges_ = 0;
};

}  // namespace assay
