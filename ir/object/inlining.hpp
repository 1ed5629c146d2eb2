// SPDX-License-Identifier: Apache-2.0
// Calls that the compiler inlined, from DWARF's `.debug_info` (DWARF 5, section 3.3.8), for the
// notes of findings. Read when there is a finding to explain, not with the program.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// The code of `callee` stands in `caller`, in place of a call at that place of the source. Line
/// and column count from 1; 0 means unknown.
struct InlinedCall {
  std::string callee;
  std::string caller;
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// For each of `places` the inlined calls that its instruction lies in, the innermost first; none
/// where the object does not tell. `object` may be hostile. Errors: those of read_elf, and
/// SectionMalformed, LimitExceeded.
[[nodiscard]] Result<std::vector<std::vector<InlinedCall>>> read_inlined_calls(
    std::span<const std::uint8_t> object, std::span<const CodePlace> places);

}  // namespace assay
