// SPDX-License-Identifier: Apache-2.0
// What of a variable its unwritten bytes are: members, elements, padding.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "verifier/explain/finding.hpp"
#include "verifier/explain/frame_names.hpp"

namespace assay {

struct MissingBytes {
  std::vector<std::string> parts;     // "'k.pid'", "'k'", "bytes 4 to 7 of 'buffer'"
  std::vector<std::string> paddings;  // "the padding between 'a' and 'b' of 'k'"
  bool plural = false;                // together they take a verb in the plural
};

/// Requires that the runs, which ascend, lie in the variable.
[[nodiscard]] MissingBytes missing_bytes(const PlacedVariable& placed,
                                         std::span<const FrameRange> runs);

/// "byte 3", "bytes 4 to 7": some of the bytes that begin at `begin`, counted from 0.
[[nodiscard]] std::string counted_bytes(const FrameRange& run, std::int64_t begin);

/// How to initialise it all; `missing` is what is not.
[[nodiscard]] std::string initialising(const FrameVariable& variable, const MissingBytes& missing);

}  // namespace assay
