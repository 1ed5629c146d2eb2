// SPDX-License-Identifier: Apache-2.0
// LLVM's `.stack_sizes` (-fstack-size-section): how many bytes of stack each function's frame has.
//
// Each entry is the function's address, 8 bytes that are relocated, and its size as ULEB128. There
// may be a section for each section of code. An entry that cannot be read ends its section.
#pragma once

#include <cstdint>
#include <map>
#include <utility>

#include "ir/object/elf_file.hpp"

namespace assay {

/// By ELF section and byte offset of the function's first instruction.
using StackSizes = std::map<std::pair<std::uint32_t, std::uint64_t>, std::uint32_t>;

/// Of all functions that the object tells of. Requires DebugRelocations::All.
[[nodiscard]] StackSizes read_stack_sizes(const ElfFile& elf);

}  // namespace assay
