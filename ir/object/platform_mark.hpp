// SPDX-License-Identifier: Apache-2.0
// The mark that Assay's header of a platform leaves in the objects of sources that include it.
#pragma once

#include <string>

#include "ir/base/result.hpp"
#include "ir/object/elf_file.hpp"

namespace assay {

/// The platform's name ("linux") that the object's mark carries; empty without a mark.
/// Error: SymbolMalformed where there are marks of several platforms.
[[nodiscard]] Result<std::string> read_platform_mark(const ElfFile& elf);

}  // namespace assay
