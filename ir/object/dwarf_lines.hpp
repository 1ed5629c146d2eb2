// SPDX-License-Identifier: Apache-2.0
// Source lines from DWARF's `.debug_line`, for objects whose `.BTF.ext` has none (DWARF 5,
// section 6.2).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"
#include "ir/types/btf_ext.hpp"

namespace assay {

struct DwarfLines {
  std::vector<std::string> files;
  /// By ELF section, sorted by offset, one an offset; LineRecord::file indexes `files`, and there
  /// is no source text.
  std::map<std::uint32_t, std::vector<LineRecord>> sections;
};

/// The lines of all code sections; none when the object has no `.debug_line`.
/// Errors: SectionMalformed, LimitExceeded.
[[nodiscard]] Result<DwarfLines> read_dwarf_lines(const ElfFile& elf);

}  // namespace assay
