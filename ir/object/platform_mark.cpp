// SPDX-License-Identifier: Apache-2.0
#include "ir/object/platform_mark.hpp"

#include <fmt/format.h>

#include "ir/base/errors.hpp"
#include "ir/program/program.hpp"

namespace assay {

Result<std::string> read_platform_mark(const ElfFile& elf) {
  std::string found;
  for (const ElfSymbol& symbol : elf.symbols) {
    if (symbol.place != SymbolPlace::Absolute || !symbol.name.starts_with(kPlatformMark)) continue;
    std::string platform(symbol.name.substr(kPlatformMark.size()));
    if (!found.empty() && found != platform) {
      return Error{
          ErrorCode::SymbolMalformed,
          fmt::format("the object is marked for two platforms, {} and {}", found, platform)};
    }
    found = std::move(platform);
  }
  return found;
}

}  // namespace assay
