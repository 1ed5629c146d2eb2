// SPDX-License-Identifier: Apache-2.0
// The variables that a function keeps in its stack frame, as debug information has them.
//
// Only messages are made of this: debug information may say what is not true.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace assay {

/// A scalar inside a variable: `path` is "" for the variable itself, else "member" or "a.b[2].c".
struct VariablePart {
  std::string path;
  std::uint32_t offset = 0;  // bytes from the variable's begin
  std::uint32_t size = 0;    // bytes
};

struct FrameVariable {
  std::string name;
  std::string type = {};     // as in a declaration ("struct key"); empty when it takes more to say
  std::uint32_t offset = 0;  // bytes from the frame's lowest byte
  std::uint32_t size = 0;    // bytes, not 0
  bool in_scope = true;      // at the instruction that was asked about
  bool is_array = false;
  bool is_aggregate = false;             // a structure or a union
  std::vector<VariablePart> parts = {};  // ascend by offset; those of a union overlap
};

/// One function's frame.
struct FrameLayout {
  std::optional<std::uint32_t> bytes;  // from the lowest byte to the top (r10), where it is known
  std::vector<FrameVariable> variables;
};

}  // namespace assay
